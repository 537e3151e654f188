"""The rows of one data set, as arrays in memory. Row i of each array is the same row."""

from __future__ import annotations

from dataclasses import dataclass, field

from arrays import Array, Codes, Floats


@dataclass(frozen=True)
class Predictions:
    """What one model says of each row: scores, decisions, or both.

    binary: `scores` has the probability of the positive class; `decisions` (1 = positive) only from a model that
    returns labels, as the threshold of the request makes decisions of scores.
    multiclass: `scores` has one column per class, in the order of `Sample.classes`; `decisions` are codes of classes.
    regression: `scores` has the predictions.
    """

    scores: Floats | None = None
    decisions: Codes | None = None


@dataclass(frozen=True)
class Grouping:
    """Groups of rows: a slice or fairness column, or windows of time."""

    kind: str  # slice, window or fairness
    column: str
    values: tuple[str, ...]  # In the order of the report; a window is named by its first day.
    codes: Codes  # Index into `values`; -1 for a row in no group.


@dataclass(frozen=True)
class Sample:
    row: Codes  # `__row` of the frozen rows, each once: puts the rows into order, however they were read.
    label: Array  # binary: 0 or 1; multiclass: codes of `classes`; regression: numbers. NaN where it is missing.
    candidate: Predictions
    champion: Predictions | None = None
    classes: tuple[str, ...] = ()  # binary: negative, positive; multiclass: all of the labels and both models.
    weight: Floats | None = None
    unit: Codes | None = None  # Index into `unit_names`; None when each row stands for itself.
    unit_names: tuple[str, ...] = ()  # Sorted, so that a code means the same in whatever order the rows were read.
    groupings: list[Grouping] = field(default_factory=list)
    baseline: Predictions | None = None  # From a column with predictions.
    # Scores that a training recorded, one number a row, by the model it made: candidate or champion.
    training_scores: dict[str, Floats] = field(default_factory=dict)
