"""From the rows of one data set to its part of the result: statistics only, no row."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
from baseline import guess
from checks import check_sample
from fairness import fairness_gaps
from groups import Group, groups_of, in_order, picked, weights_of
from information import information_of
from measure import measured
from reason import ReasonError
from request import Request
from rows import rows_of
from sample import Predictions, Sample

# Ranks are exact and in memory, so there is a limit. Units beyond it are left out in order of their hash, as good as at
# random: of 100 million rows half are left, and intervals are 1.4 times as wide as all would have made them.
MOST_ROWS = 50_000_000

Json = dict[str, Any]


def reduce_data_set(sample: Sample, request: Request, most_rows: int = MOST_ROWS) -> Json:
    ordered = at_most(in_order(sample), most_rows)
    try:
        checked = prepared(ordered, request)
    except ReasonError as reason:
        return refused(ordered, request, reason)
    groups = groups_of(checked, request.threshold)
    everything = next(groups)
    return {
        "groups": [group_as_json(group, request) for group in chain([everything], groups)],
        "fairness": fairness_gaps(everything, request),
        "information": information_of(everything, request.problem),
    }


def prepared(ordered: Sample, request: Request) -> Sample:
    check_sample(ordered, request)
    return with_guess(with_codes(ordered, request.problem), request)


def at_most(ordered: Sample, most_rows: int) -> Sample:
    """Whole units from the front."""
    if len(ordered.row) <= most_rows:
        return ordered
    kept = most_rows
    while ordered.unit is not None and kept > 0 and ordered.unit[kept] == ordered.unit[kept - 1]:
        kept -= 1
    return picked(ordered, np.arange(kept))


def with_codes(sample: Sample, problem: str) -> Sample:
    """Classes as whole numbers; scores that are all 0 or 1 are labels, whatever they are called."""
    if problem == "regression":
        return sample
    return replace(
        sample,
        label=sample.label.astype(np.int32),
        classes=sample.classes or ("0", "1"),
        candidate=told_apart(sample.candidate),
        champion=None if sample.champion is None else told_apart(sample.champion),
        baseline=None if sample.baseline is None else told_apart(sample.baseline),
    )


def told_apart(predictions: Predictions) -> Predictions:
    scores = predictions.scores
    if scores is None or np.any((scores != 0) & (scores != 1)):
        return predictions
    labels = scores if scores.ndim == 1 else np.argmax(scores, axis=1)
    decisions = predictions.decisions
    return Predictions(None, labels.astype(np.int32) if decisions is None else decisions)


def with_guess(sample: Sample, request: Request) -> Sample:
    if request.baseline not in ("majority", "mean"):
        return sample
    return replace(sample, baseline=guess(sample, rows_of(weights_of(sample), sample.unit), request.problem))


def group_as_json(group: Group, request: Request) -> Json:
    return {
        **head(group, request.problem),
        "metrics": [measured(metric, request.problem, group) for metric in request.metrics],
    }


def head(group: Group, problem: str) -> Json:
    result: Json = {"kind": group.kind, "rows": group.rows.count, "units": group.rows.units}
    if group.column is not None:
        result |= {"column": group.column, "value": group.value}
    if problem != "regression":
        labels = group.sample.label[group.rows.share > 0]
        result["rarerClass"] = int(np.bincount(labels, minlength=len(group.sample.classes)).min())
    return result


def refused(sample: Sample, request: Request, reason: ReasonError) -> Json:
    """One reason for all: not even a slice without the bad rows is measured, as it would pass for the whole."""
    metrics = [
        {"metric": each.name, "direction": each.direction, "problem": reason.as_json()} for each in request.metrics
    ]
    units = sample.row if sample.unit is None else np.unique(sample.unit)
    return {
        "groups": [{"kind": "all", "rows": len(sample.row), "units": len(units), "metrics": metrics}],
        "fairness": [],
        "information": {"shift": [], "curves": []},
    }
