"""What the replicates of a cell say: coverage, verdicts and how often the gates were open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

# What the rule asks for before it calls a model superior; docs/statistics.md says why.
LEAST = 30
OF_THE_RARER_CLASS = ("average_precision", "roc_auc", "recall", "f1")
# Two-sided 99%.
QUANTILE = 2.576

Json = dict[str, Any]


@dataclass
class Tally:
    replicates: int = 0
    measured: int = 0
    covered: int = 0
    open: int = 0  # The gates were.
    covered_when_open: int = 0
    superior: int = 0
    inferior: int = 0

    def add(self, metric: str, chunk: Json, truth: float) -> None:
        numbers = chunk["metrics"][metric]
        lower, upper = np.array(numbers["lower"]), np.array(numbers["upper"])
        is_open = (np.array(numbers["degreesOfFreedom"]) >= LEAST) & (chunk["units"] >= LEAST)
        if metric in OF_THE_RARER_CLASS:
            is_open &= np.array(numbers["rarerClass"]) >= LEAST
        is_covered = (lower <= truth) & (truth <= upper)
        self.replicates += chunk["size"]
        self.measured += len(lower)
        self.covered += int(is_covered.sum())
        self.open += int(is_open.sum())
        self.covered_when_open += int((is_covered & is_open).sum())
        self.superior += int(((lower > 0) & is_open).sum())
        self.inferior += int((upper < 0).sum())


def percent(count: int, of: int) -> float:
    return 100 * count / of if of else 0.0


def half_width(count: int, of: int) -> float:
    """Of the 99% Monte-Carlo interval, in percentage points; Wilson's, which also holds near 0 and 100%."""
    if of == 0:
        return 100.0
    share, added = count / of, QUANTILE**2 / of
    return 100 * QUANTILE / (1 + added) * float(np.sqrt(share * (1 - share) / of + added / (4 * of)))
