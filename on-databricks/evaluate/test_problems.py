"""What makes numbers meaningless is told in a sentence, and no number is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from groups import picked
from reduce import reduce_data_set
from sample import Grouping, Predictions, Sample
from test_kit import metric, metric_in, request, sample

Json = dict[str, Any]
Values = Any
Change = Callable[[Sample], Sample]


def label(index: Any, value: float) -> Change:
    return lambda rows: replace(rows, label=changed(rows.label, index, value))


def weight(index: Any, value: float) -> Change:
    return lambda rows: replace(rows, weight=changed(rows.weight, index, value))


def scores(who: str, index: Any, value: float) -> Change:
    def change(rows: Sample) -> Sample:
        return with_model(rows, who, Predictions(changed(getattr(rows, who).scores, index, value)))

    return change


def with_model(rows: Sample, who: str, predictions: Predictions) -> Sample:
    return replace(rows, candidate=predictions) if who == "candidate" else replace(rows, champion=predictions)


def changed(values: Values, index: Any, value: float) -> Values:
    values = values.copy()
    values[index] = value
    return values


EVERY = slice(None)
OF_THE_DATA_SET: list[tuple[str, Change, str, str]] = [
    ("binary", label(3, np.nan), "LABEL_MISSING", "The label is missing or not finite in 1 of 600 rows."),
    ("binary", label(3, 2), "LABEL_UNKNOWN", "The label is none of the classes in 1 of 600 rows."),
    ("binary", label(3, 0.5), "LABEL_UNKNOWN", "The label is none of the classes in 1 of 600 rows."),
    ("binary", label(EVERY, 1), "ONE_CLASS", "All 600 labels are 'yes', so nothing can be compared."),
    ("multiclass", label(EVERY, 2), "ONE_CLASS", "All 600 labels are 'c', so nothing can be compared."),
    ("regression", label(EVERY, 2.5), "CONSTANT_LABEL", "All 600 labels are 2.5, so nothing can be compared."),
    ("regression", label([1, 2], np.inf), "LABEL_MISSING", "The label is missing or not finite in 2 of 600 rows."),
    ("binary", weight(3, -1), "WEIGHT_NEGATIVE", "The weight is negative in 1 of 600 rows."),
    ("binary", weight(3, np.nan), "WEIGHT_MISSING", "The weight is missing or not finite in 1 of 600 rows."),
    ("binary", weight(EVERY, 0), "WEIGHTS_ZERO", "The weights of all rows are 0."),
    (
        "binary",
        lambda rows: replace(rows, unit=rows.label.astype(np.int32)),
        "UNIT_IS_LABEL",
        "Each of the 2 units has a class of its own: the unit is the label.",
    ),
    (
        "regression",
        lambda rows: replace(rows, unit=changed(rows.unit, 5, -1)),
        "UNIT_MISSING",
        "The unit is missing in 1 of 600 rows.",
    ),
    (
        "binary",
        lambda rows: replace(rows, row=changed(rows.row, 1, 0)),
        "ROW_TWICE",
        "The number of the row occurs twice in 1 of 600 rows.",
    ),
    ("binary", lambda rows: picked(rows, np.arange(0)), "NO_ROWS", "There are no rows."),
    (
        "regression",
        scores("candidate", [0], np.nan),
        "PREDICTION_MISSING",
        "The candidate predicts nothing, or no finite number, on 1 of 600 rows.",
    ),
    (
        "multiclass",
        scores("champion", [4, 9], np.inf),
        "PREDICTION_MISSING",
        "The champion predicts nothing, or no finite number, on 2 of 600 rows.",
    ),
    (
        "binary",
        scores("champion", 8, 1.25),
        "SCORE_OUT_OF_RANGE",
        "The scores of the champion are from 0.0676505 to 1.25; probabilities are from 0 to 1.",
    ),
    (
        "multiclass",
        scores("candidate", 8, 0.5),
        "SCORES_DO_NOT_SUM_TO_ONE",
        "The probabilities of the candidate do not sum to 1 on 1 of 600 rows; off by up to 1.",
    ),
    (
        "multiclass",
        lambda rows: replace(rows, candidate=Predictions(None, np.full(600, 4, dtype=np.int32))),
        "PREDICTION_UNKNOWN",
        "The candidate predicts a class that is not known on 600 of 600 rows.",
    ),
]


@pytest.mark.parametrize(("problem", "change", "code", "message"), OF_THE_DATA_SET)
def test_a_data_set_that_means_nothing_has_one_reason_and_no_number(
    problem: str, change: Change, code: str, message: str
) -> None:
    result = reduce_data_set(change(sample(problem)), request(problem))
    assert [group["kind"] for group in result["groups"]] == ["all"]
    for found in result["groups"][0]["metrics"]:
        assert set(found) == {"metric", "direction", "problem"}
        assert found["problem"]["code"] == code
        assert found["problem"]["message"] == message
    assert result["groups"][0]["units"] <= result["groups"][0]["rows"] <= 600
    assert result["information"] == {"shift": [], "curves": []}


def test_a_unit_that_is_named_as_the_label_is_refused() -> None:
    asked = request("regression", columns={"label": "churned", "unit": "churned"})
    found = metric_in(reduce_data_set(sample("regression"), asked), "mae")
    assert found["problem"] == {"code": "UNIT_IS_LABEL", "message": "The unit, 'churned', is the label."}


def test_customers_whose_label_never_changes_are_units() -> None:
    """They have a label each, and are not it."""
    rows = sample("regression")
    assert rows.unit is not None
    result = reduce_data_set(replace(rows, label=1.0 + rows.unit), request("regression"))
    assert "difference" in metric_in(result, "mae")


def problem_of(rows: Sample, problem: str, name: str, **members: object) -> Json:
    found = metric_in(reduce_data_set(rows, request(problem, metrics=[metric(name)], **members)), name)
    assert set(found) == {"metric", "direction", "problem"}
    reason: Json = found["problem"]
    return reason


def decided(rows: Sample, who: str, decision: int) -> Sample:
    return with_model(rows, who, Predictions(None, np.full(len(rows.row), decision, dtype=np.int32)))


@pytest.mark.parametrize("name", ["average_precision", "roc_auc", "log_loss", "brier_score"])
def test_labels_have_no_metric_of_scores(name: str) -> None:
    rows = sample("binary")
    as_scores = replace(rows, champion=Predictions(rows.label))
    for each in (decided(rows, "champion", 1), as_scores):
        assert problem_of(each, "binary", name) == {
            "code": "LABELS_NOT_SCORES",
            "message": "The champion predicts labels, and this metric needs scores. Log the model with "
            "pyfunc_predict_fn='predict_proba', or name the column of its scores in 'comparison.prediction'.",
        }


def test_labels_have_metrics_of_decisions() -> None:
    rows = sample("binary")
    result = reduce_data_set(replace(rows, champion=Predictions(rows.label)), request("binary"))
    assert metric_in(result, "f1")["champion"]["value"] == 1


OF_A_METRIC: list[tuple[str, str, Change, str, str]] = [
    (
        "binary",
        "precision",
        lambda rows: decided(rows, "candidate", 0),
        "NO_PREDICTED_POSITIVES",
        "The candidate decides for no row of the positive class, so this metric has no value.",
    ),
    (
        "multiclass",
        "macro_precision",
        lambda rows: decided(rows, "champion", 1),
        "NO_PREDICTED_POSITIVES",
        "The champion decides for no row of class 'a', so it has no precision.",
    ),
    (
        "binary",
        "mcc",
        lambda rows: decided(rows, "candidate", 0),
        "ONE_DECISION",
        "The candidate decides for one class only, so this metric has no value.",
    ),
    (
        "binary",
        "average_precision",
        lambda rows: replace(rows, label=(np.arange(600) < 9).astype(float)),
        "TOO_FEW_OF_A_CLASS",
        "The rarer class has 9 rows; this metric needs at least 10.",
    ),
    (
        "regression",
        "mape",
        label([0, 5], 0),
        "LABEL_NEAR_ZERO",
        "The label of 2 rows is 0 or almost, so a percentage of it means nothing. Use wape.",
    ),
    (
        "regression",
        "rmse",
        scores("candidate", [0], 1e200),
        "NOT_FINITE",
        "The spread is not a finite number: a value or one unit's weight is too large.",
    ),
    (
        "binary",
        "f1",
        lambda rows: picked(rows, np.arange(10)),
        "TOO_FEW_ROWS",
        "10 rows are too few for an interval: at least 20.",
    ),
    (
        "binary",
        "f1",
        lambda rows: replace(rows, unit=(np.arange(600) // 100).astype(np.int32)),
        "TOO_FEW_UNITS",
        "6 units are too few for an interval: at least 10.",
    ),
    (
        "regression",
        "median_absolute_error",
        lambda rows: rows,
        "METRIC_REFUSED",
        "Metric 'median_absolute_error' is not compared: a median has no influence values of this kind. Use mae.",
    ),
    (
        "regression",
        "ndcg",
        lambda rows: rows,
        "METRIC_REFUSED",
        "Metric 'ndcg' is not compared: it judges rankings, and these are not compared yet.",
    ),
    (
        "regression",
        "mase",
        lambda rows: rows,
        "METRIC_REFUSED",
        "Metric 'mase' is not compared: it judges forecasts, and these are not compared yet.",
    ),
    (
        "binary",
        "rmse",
        lambda rows: rows,
        "METRIC_OF_OTHER_PROBLEM",
        "Metric 'rmse' is for regression, not for binary.",
    ),
    (
        "regression",
        "profit",
        lambda rows: rows,
        "METRIC_UNKNOWN",
        "Metric 'profit' is not known, and own ones are not compared yet. Known: rmse, mae, mse, pinball_loss, mape, "
        "wape, r2.",
    ),
]


@pytest.mark.parametrize(("problem", "name", "change", "code", "message"), OF_A_METRIC)
def test_a_metric_without_a_meaning_has_a_reason_and_no_number(
    problem: str, name: str, change: Change, code: str, message: str
) -> None:
    assert problem_of(change(sample(problem)), problem, name) == {"code": code, "message": message}


def test_an_empty_slice_is_listed_with_its_reason() -> None:
    rows = sample("binary")
    empty = Grouping("slice", "region", ("north", "nowhere"), np.zeros(600, dtype=np.int32))
    group = reduce_data_set(replace(rows, groupings=[empty]), request("binary"))["groups"][2]
    assert (group["value"], group["rows"], group["units"]) == ("nowhere", 0, 0)
    assert all(each["problem"] == {"code": "NO_ROWS", "message": "There are no rows."} for each in group["metrics"])


def test_a_slice_of_one_class_keeps_the_metrics_that_mean_something_there() -> None:
    rows = sample("binary")
    by_label = Grouping("slice", "outcome", ("lost", "kept"), rows.label.astype(np.int32))
    group = reduce_data_set(replace(rows, groupings=[by_label]), request("binary"))["groups"][1]
    found = {each["metric"]: each.get("problem", {}).get("code") for each in group["metrics"]}
    assert found == {
        "average_precision": "ONE_CLASS",
        "roc_auc": "ONE_CLASS",
        "log_loss": None,
        "brier_score": None,
        "f1": "ONE_CLASS",
        "recall": "ONE_CLASS",
    }
