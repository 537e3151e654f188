"""The request is read as a whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from request import Fairness, Metric, Request, RequestError, Windows

Json = dict[str, Any]


def document(**members: object) -> Json:
    return {
        "kind": "evaluation-request",
        "version": 1,
        "problem": "binary",
        "candidate": {
            "name": "prod.ml.churn",
            "version": "14",
            "uri": "models:/prod.ml.churn/14",
            "registry": "mlflow",
        },
        "dataSets": [
            {"name": "evaluation", "role": "decides", "source": {"table": "prod.ml.holdout"}, "rows": 20000, "seed": 7}
        ],
        "columns": {"label": "churned", "positiveClass": "1", "unit": "customer_id"},
        "slices": [{"column": "region"}],
        "windows": {"column": "signup_date", "by": "month"},
        "fairness": {"groups": ["age_band"], "rates": ["true_positive_rate"]},
        "metrics": [{"metric": "log_loss", "direction": "lower", "margins": [-0.05, 0.02]}],
        "prediction": "probability",
        "threshold": 0.4,
        "baseline": {"column": "rule"},
        "storage": "/Volumes/prod/ml/mlops",
        "keep": True,
        "id": "one",
        **members,
    }


def test_a_whole_request_is_read() -> None:
    asked = Request.from_json(document())
    assert asked.champion is None
    assert (asked.columns.label, asked.columns.positive_class, asked.columns.unit) == ("churned", "1", "customer_id")
    assert asked.slices == ("region",)
    assert asked.windows == Windows("signup_date", "month")
    assert asked.fairness == Fairness(("age_band",), ("true_positive_rate",))
    assert asked.metrics == (Metric("log_loss", "lower", (-0.05, 0.02)),)
    assert asked.metrics[0].sign == -1
    assert (asked.baseline, asked.baseline_column) == ("column", "rule")
    assert (asked.threshold, asked.prediction, asked.keep) == (0.4, "probability", True)


def test_what_may_be_left_out_has_its_default() -> None:
    short = {
        name: document()[name] for name in ("kind", "version", "problem", "candidate", "dataSets", "metrics", "id")
    }
    asked = Request.from_json({**short, "columns": {"label": "churned"}})
    assert (asked.threshold, asked.keep, asked.baseline, asked.storage) == (0.5, False, None, None)
    assert (asked.slices, asked.windows, asked.fairness) == ((), None, None)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"version": 2}, "This code answers evaluation-request 1, not evaluation-request 2."),
        ({"problem": "ranking"}, "The problem is 'ranking', not one of binary, multiclass, regression."),
        (
            {"metrics": [{"metric": "gain", "direction": "up"}]},
            "Metric 'gain' is better when 'up', not higher or lower.",
        ),
        ({"columns": {}}, "The request cannot be read: KeyError 'label'."),
    ],
)
def test_a_request_that_cannot_be_answered_says_why(members: Json, message: str) -> None:
    with pytest.raises(RequestError) as raised:
        Request.from_json(document(**members))
    assert str(raised.value) == message


def test_a_member_that_nobody_knows_is_refused() -> None:
    with pytest.raises(RequestError, match="unexpected keyword argument 'limit'"):
        Request.from_json(document(windows={"column": "signup_date", "by": "month", "limit": 3}))
