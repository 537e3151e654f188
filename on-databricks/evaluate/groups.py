"""The groups of rows that are measured: all rows, then each slice, window and fairness group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from arrays import Array, Codes, Flags, Floats
from rows import Rows, rows_of, shard_order
from sample import Predictions, Sample
from scored import Scored


@dataclass(frozen=True)
class Group:
    kind: str  # all, slice, window or fairness
    column: str | None
    value: str | None
    sample: Sample  # Its rows, in shard order.
    rows: Rows
    threshold: float

    @cached_property
    def models(self) -> dict[str, Scored]:
        """Those there are of candidate, champion and baseline."""
        sample = self.sample
        predictions = {"candidate": sample.candidate, "champion": sample.champion, "baseline": sample.baseline}
        return {
            who: Scored(who, self.rows, sample.label, each, sample.classes, self.threshold)
            for who, each in predictions.items()
            if each is not None
        }

    @property
    def compared(self) -> dict[str, Scored]:
        return {who: model for who, model in self.models.items() if who != "baseline"}

    def name_of_unit(self, position: int) -> str:
        sample = self.sample
        if sample.unit is None or self.rows.unit_starts is None:
            return f"row {sample.row[position]}"
        return sample.unit_names[int(sample.unit[self.rows.unit_starts[position]])]


def in_order(sample: Sample) -> Sample:
    return picked(sample, shard_order(sample.row, sample.unit))


def groups_of(sample: Sample, threshold: float) -> Iterator[Group]:
    """`sample` is in shard order, and so is each group of it."""
    yield group_of(sample, threshold, ("all", None, None))
    for grouping in sample.groupings:
        for code, value in enumerate(grouping.values):
            part = picked(replace(sample, groupings=[]), grouping.codes == code)
            yield group_of(part, threshold, (grouping.kind, grouping.column, value))


def group_of(sample: Sample, threshold: float, named: tuple[str, str | None, str | None]) -> Group:
    return Group(*named, sample, rows_of(weights_of(sample), sample.unit), threshold)


def weights_of(sample: Sample) -> Floats:
    return np.ones(len(sample.row)) if sample.weight is None else sample.weight


def picked(sample: Sample, which: Flags | Codes) -> Sample:
    """The rows that a mask or a list of positions picks."""
    return replace(
        sample,
        row=sample.row[which],
        label=sample.label[which],
        candidate=picked_predictions(sample.candidate, which),
        champion=None if sample.champion is None else picked_predictions(sample.champion, which),
        baseline=None if sample.baseline is None else picked_predictions(sample.baseline, which),
        weight=picked_values(sample.weight, which),
        unit=None if sample.unit is None else sample.unit[which],
        groupings=[replace(each, codes=each.codes[which]) for each in sample.groupings],
    )


def picked_predictions(predictions: Predictions, which: Flags | Codes) -> Predictions:
    return Predictions(picked_values(predictions.scores, which), picked_values(predictions.decisions, which))


def picked_values(values: Array | None, which: Flags | Codes) -> Array | None:
    return None if values is None else values[which]
