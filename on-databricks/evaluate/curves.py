"""Curves for pictures, of at most 200 points."""

from __future__ import annotations

from typing import Any

import numpy as np
from arrays import Codes, Floats
from calibration import calibration_curve
from numbers_as_json import rounded
from ranks import Ranked
from scored import Scored

MOST_POINTS = 200
DIGITS = 6

Points = list[tuple[float, float]]


def curves_of(of: Scored, problem: str) -> list[dict[str, Any]]:
    if problem == "regression":
        return [curve("residual_quantiles", of, residual_quantiles(of))]
    if problem == "multiclass" or of.predictions.scores is None:
        return []
    return [
        curve("roc", of, roc(of.ranked)),
        curve("precision_recall", of, precision_recall(of.ranked)),
        curve("calibration", of, calibration_curve(of)),
    ]


def curve(kind: str, of: Scored, points: Points) -> dict[str, Any]:
    return {"kind": kind, "model": of.who, "points": [[rounded(x, DIGITS), rounded(y, DIGITS)] for x, y in points]}


def roc(of: Ranked) -> Points:
    """False positive rate and true positive rate, from the highest threshold down."""
    false, true = rates(of)
    kept = thinned(false + true)
    return [(0.0, 0.0), *zip(false[kept].tolist(), true[kept].tolist(), strict=True)]


def precision_recall(of: Ranked) -> Points:
    _, recall = rates(of)
    decided = np.cumsum((of.positive + of.negative)[::-1])
    precision = np.cumsum(of.positive[::-1]) / np.maximum(decided, np.finfo(float).tiny)
    kept = thinned(recall)
    return list(zip(recall[kept].tolist(), precision[kept].tolist(), strict=True))


def rates(of: Ranked) -> tuple[Floats, Floats]:
    false, true = np.cumsum(of.negative[::-1]), np.cumsum(of.positive[::-1])
    return false / false[-1], true / true[-1]


def thinned(length: Floats) -> Codes:
    """Positions at equal steps of a length that never falls, the last one among them."""
    steps = np.linspace(0, length[-1], MOST_POINTS - 1)[1:]
    return np.unique(np.minimum(np.searchsorted(length, steps), len(length) - 1))


def residual_quantiles(of: Scored) -> Points:
    """Quantiles of prediction - label; the ends are left out, since they are single rows."""
    shares = np.arange(1, 100) / 100
    return list(zip(shares.tolist(), np.quantile(of.scores - of.label, shares).tolist(), strict=True))
