"""What is wrong with labels, weights, units and groups is a sentence, and what is right becomes arrays."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from reason import ReasonError
from request import Request
from truth import truth_of

REQUEST: dict[str, Any] = {
    "kind": "evaluation-request",
    "version": 1,
    "problem": "binary",
    "candidate": {"name": "m.l.churn", "version": "2", "uri": "models:/m.l.churn/2", "registry": "unityCatalog"},
    "dataSets": [],
    "columns": {"label": "churned"},
    "slices": [],
    "metrics": [],
    "id": "1",
}


def request(columns: dict[str, str] | None = None, **changes: Any) -> Request:
    return Request.from_json({**REQUEST, "columns": {"label": "churned", **(columns or {})}, **changes})


def reason_of(table: dict[str, Any], asked: Request) -> str:
    with pytest.raises(ReasonError) as raised:
        truth_of(pa.table(table), asked)
    return f"{raised.value.code}: {raised.value}"


@pytest.mark.parametrize(
    ("labels", "changes", "says"),
    [
        ([1, None, 0], {}, "LABEL_NULL: The label 'churned' is null in 1 of 3 rows. Correct the table"),
        ([1, 0, 2], {}, "LABEL_NOT_BINARY: The label 'churned' has 3 different values, and a binary problem has two"),
        ([0, 0, 0], {}, "ONE_CLASS: All 3 rows have the label '0', so nothing tells a good model from a bad one"),
        (["a", "a"], {"problem": "multiclass"}, "ONE_CLASS: All 2 rows have the label 'a'"),
        (
            ["yes", "no"],
            {},
            "POSITIVE_CLASS_MISSING: No row has the positive class '1'; the label 'churned' is no or yes",
        ),
        ([0.5, 1.0], {}, "LABEL_WRONG_TYPE: The label 'churned' has numbers with fractions"),
        (
            ["a", "b"],
            {"problem": "regression"},
            "LABEL_WRONG_TYPE: The label 'churned' is of type string, and numbers are needed",
        ),
        (
            [1.0, float("inf")],
            {"problem": "regression"},
            "LABEL_NOT_FINITE: The label 'churned' is not a finite number in 1 row",
        ),
        (
            [str(each) for each in range(1001)],
            {"problem": "multiclass"},
            "LABEL_WRONG_TYPE: The label 'churned' has 1,001 different values, which are too many for classes",
        ),
    ],
)
def test_a_label_that_judges_nothing_is_refused(labels: list[Any], changes: dict[str, Any], says: str) -> None:
    assert reason_of({"churned": labels}, request(**changes)).startswith(says)


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("weight", [1.0, None, 1.0], "WEIGHT_NULL: The weight 'other' is null in 1 of 3 rows"),
        ("weight", [1.0, -1.0, -2.0], "WEIGHT_NEGATIVE: The weight 'other' is negative in 2 rows. Correct the table."),
        ("weight", [0.0, 0.0, 0.0], "WEIGHT_ZERO: The weight 'other' is 0 in every row, so no row counts"),
        ("weight", [1.0, float("inf"), 1.0], "WEIGHT_NOT_FINITE: The weight 'other' is not a finite number in 1 row"),
        ("weight", ["a", "b", "c"], "WEIGHT_WRONG_TYPE: The weight 'other' is of type string"),
        ("unit", ["a", None, "b"], "UNIT_NULL: The unit 'other' is null in 1 of 3 rows"),
    ],
)
def test_a_weight_or_unit_that_counts_for_nothing_is_refused(column: str, values: list[Any], says: str) -> None:
    assert reason_of({"churned": [0, 1, 0], "other": values}, request({column: "other"})).startswith(says)


def test_a_unit_that_is_the_label_is_refused() -> None:
    says = reason_of({"churned": [0, 1]}, request({"unit": "churned"}))
    assert says.startswith("UNIT_IS_LABEL: The unit is the label 'churned'")


def test_groups_that_are_none_are_refused() -> None:
    asked = request(slices=[{"column": "region"}])
    empty = {"churned": [0, 1], "region": pa.array([None, None], pa.string())}
    assert reason_of(empty, asked).startswith("SLICE_EMPTY: The column 'region' has no value in any row")
    fine = {"churned": [0, 1] * 300, "region": [str(each) for each in range(600)]}
    assert reason_of(fine, asked).startswith("SLICE_TOO_FINE: The column 'region' makes 600 groups")
    windows = request(windows={"column": "day", "by": "month"})
    assert reason_of({"churned": [0, 1], "day": ["soon", "late"]}, windows).startswith("TIME_WRONG_TYPE: The column")


@pytest.mark.parametrize(
    ("labels", "positive", "negative"),
    [
        ([0, 1, 0], "1", "0"),
        ([0.0, 1.0, 0.0], "1", "0"),
        ([False, True, False], "1", "false"),
        ([Decimal("0.0"), Decimal("1.0"), Decimal("0.0")], "1", "0"),
        (["no", "yes", "no"], "yes", "no"),
        (["yes", "no", "yes"], "no", "yes"),
    ],
)
def test_classes_are_the_same_whatever_their_type(labels: list[Any], positive: str, negative: str) -> None:
    truth = truth_of(pa.table({"churned": labels}), request({"positiveClass": positive}))
    assert truth.table["label"].to_pylist() == [0.0, 1.0, 0.0]
    assert truth.classes[0] == negative


def test_windows_are_named_by_their_first_day() -> None:
    times = [datetime(2026, 1, 31, 23, tzinfo=timezone.utc), datetime(2026, 2, 1, tzinfo=timezone.utc), None]
    rows = pa.table({"churned": [0, 1, 1], "at": pa.array(times, pa.timestamp("us", "UTC"))})
    months = truth_of(rows, request(windows={"column": "at", "by": "month"})).table["window"].to_pylist()
    assert months == ["2026-01-01", "2026-02-01", None]
    weeks = truth_of(rows, request(windows={"column": "at", "by": "week"})).table["window"].to_pylist()
    assert weeks == ["2026-01-26", "2026-01-26", None]
