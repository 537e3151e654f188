"""What has to be true of the arrays before any number means something. One reason speaks for the whole data set."""

from __future__ import annotations

import numpy as np
from arrays import Array, Floats
from reason import ReasonError
from request import Request
from sample import Predictions, Sample

MOST_OFF_ONE = 1e-3  # Of the sum of a row's probabilities.


def check_sample(sample: Sample, request: Request) -> None:
    """`sample` is in shard order, so a row that is there twice has itself as neighbor."""
    twice = count(sample.row[1:] == sample.row[:-1])
    if twice > 0:
        raise ReasonError("ROW_TWICE", f"The number of the row occurs twice in {of_rows(twice, sample.row)}.")
    check_label(sample, request.problem)
    check_weights(sample)
    check_units(sample, request)
    models = {"candidate": sample.candidate, "champion": sample.champion, "baseline": sample.baseline}
    for who, predictions in models.items():
        if predictions is not None:
            check_predictions(who, predictions, sample, request.problem)


def check_label(sample: Sample, problem: str) -> None:
    label = sample.label
    missing = count(~np.isfinite(label))
    if missing > 0:
        raise ReasonError("LABEL_MISSING", f"The label is missing or not finite in {of_rows(missing, label)}.")
    if len(label) == 0:
        raise ReasonError("NO_ROWS", "There are no rows.")
    if problem != "regression":
        known = 2 if problem == "binary" else len(sample.classes)
        strange = count((label < 0) | (label >= known) | (label != np.floor(label)))
        if strange > 0:
            raise ReasonError("LABEL_UNKNOWN", f"The label is none of the classes in {of_rows(strange, label)}.")
    if len(label) > 1 and np.all(label == label[0]):
        if problem == "regression":
            raise ReasonError(
                "CONSTANT_LABEL", f"All {len(label)} labels are {label[0]:g}, so nothing can be compared."
            )
        name = sample.classes[int(label[0])] if sample.classes else f"{label[0]:g}"
        raise ReasonError("ONE_CLASS", f"All {len(label)} labels are '{name}', so nothing can be compared.")


def check_weights(sample: Sample) -> None:
    weight = sample.weight
    if weight is None:
        return
    if (strange := count(~np.isfinite(weight))) > 0:
        raise ReasonError("WEIGHT_MISSING", f"The weight is missing or not finite in {of_rows(strange, weight)}.")
    if (negative := count(weight < 0)) > 0:
        raise ReasonError("WEIGHT_NEGATIVE", f"The weight is negative in {of_rows(negative, weight)}.")
    if not weight.any():
        raise ReasonError("WEIGHTS_ZERO", "The weights of all rows are 0.")


def check_units(sample: Sample, request: Request) -> None:
    """Rows of one class are a sample of nothing: then the classes would be the units."""
    unit = sample.unit
    if request.columns.unit is not None and request.columns.unit == request.columns.label:
        raise ReasonError("UNIT_IS_LABEL", f"The unit, '{request.columns.unit}', is the label.")
    if unit is None:
        return
    if (missing := count(unit < 0)) > 0:
        raise ReasonError("UNIT_MISSING", f"The unit is missing in {of_rows(missing, unit)}.")
    if request.problem == "regression":
        return
    pairs = len(np.unique(unit.astype(np.int64) * len(sample.classes) + sample.label.astype(np.int64)))
    if pairs == len(np.unique(unit)) == len(np.unique(sample.label)):
        raise ReasonError("UNIT_IS_LABEL", f"Each of the {pairs} units has a class of its own: the unit is the label.")


def check_predictions(who: str, predictions: Predictions, sample: Sample, problem: str) -> None:
    scores, decisions = predictions.scores, predictions.decisions
    if decisions is not None:
        known = 2 if problem == "binary" else len(sample.classes)
        strange = count((decisions < 0) | (decisions >= known))
        if strange > 0:
            raise ReasonError(
                "PREDICTION_UNKNOWN", f"The {who} predicts a class that is not known on {of_rows(strange, decisions)}."
            )
    if scores is None:
        return
    missing = count(~np.isfinite(scores if scores.ndim == 1 else scores.sum(axis=1)))
    if missing > 0:
        raise ReasonError(
            "PREDICTION_MISSING", f"The {who} predicts nothing, or no finite number, on {of_rows(missing, scores)}."
        )
    if problem != "regression":
        check_probabilities(who, scores)


def check_probabilities(who: str, scores: Floats) -> None:
    lowest, highest = float(scores.min()), float(scores.max())
    if lowest < 0 or highest > 1:
        raise ReasonError(
            "SCORE_OUT_OF_RANGE",
            f"The scores of the {who} are from {lowest:g} to {highest:g}; probabilities are from 0 to 1.",
        )
    if scores.ndim == 1:
        return
    off = np.abs(scores.sum(axis=1) - 1)
    strange = count(off > MOST_OFF_ONE)
    if strange > 0:
        raise ReasonError(
            "SCORES_DO_NOT_SUM_TO_ONE",
            f"The probabilities of the {who} do not sum to 1 on {of_rows(strange, off)}; off by up to {off.max():g}.",
        )


def count(flags: Array) -> int:
    return int(np.count_nonzero(flags))


def of_rows(some: int, values: Array) -> str:
    return f"{some:,} of {len(values):,} rows"
