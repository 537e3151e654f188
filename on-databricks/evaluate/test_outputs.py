"""Whatever a model returns becomes scores or classes, or a sentence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from outputs import Output, Wanted, predictor_of
from predictions import predictions_table, require_sound
from reason import ReasonError

ROWS = pd.DataFrame({"age": [31.0, 47.0, 52.0], "other": [1, 2, 3]})
TWO = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]])


def wanted(**changes: Any) -> Wanted:
    asked: dict[str, Any] = {
        "problem": "binary",
        "prediction": None,
        "positive": "1",
        "classes": ("0", "1"),
        "metrics": ("roc_auc",),
        "inputs": ("age",),
    }
    return Wanted(**{**asked, **changes})


def model(output: Any, **raw: Any) -> Any:
    """As mlflow.pyfunc loads it."""
    return SimpleNamespace(predict=lambda _rows: output, get_raw_model=lambda: SimpleNamespace(**raw))


def predicted(loaded: Any, **changes: Any) -> Output:
    return predictor_of(loaded, wanted(**changes))(ROWS)


def reason_of(loaded: Any, **changes: Any) -> str:
    with pytest.raises(ReasonError) as raised:
        predicted(loaded, **changes)
    return f"{raised.value.code}: {raised.value}"


@pytest.mark.parametrize(
    ("loaded", "changes", "scores"),
    [
        (model(np.array([0.1, 0.8, 0.5])), {}, [0.1, 0.8, 0.5]),
        (model(pd.DataFrame({"p": [0.1, 0.8, 0.5]})), {}, [0.1, 0.8, 0.5]),
        (model([0.1, 0.8, 0.5]), {}, [0.1, 0.8, 0.5]),
        (model(TWO, classes_=np.array([0, 1])), {}, [0.1, 0.8, 0.5]),
        (model(TWO, classes_=np.array([1, 0])), {}, [0.9, 0.2, 0.5]),
        (model(pd.DataFrame(TWO, columns=["1", "0"])), {}, [0.9, 0.2, 0.5]),
        (
            model(None, predict_proba=lambda _rows: TWO, classes_=[1, 0]),
            {"prediction": "predict_proba"},
            [0.9, 0.2, 0.5],
        ),
        (
            model(None, predict_proba=lambda _rows: TWO, classes_=[False, True]),
            {"prediction": "predict_proba"},
            [0.1, 0.8, 0.5],
        ),
        (model(pd.DataFrame({"churn": [0, 1, 0], "p": [0.1, 0.8, 0.5]})), {"prediction": "p"}, [0.1, 0.8, 0.5]),
    ],
)
def test_the_score_is_that_of_the_positive_class(loaded: Any, changes: dict[str, Any], scores: list[float]) -> None:
    output = predicted(loaded, **changes)
    assert (output.kind, output.values.tolist()) == ("score", scores)


def test_a_model_gets_its_inputs_only() -> None:
    seen: list[list[str]] = []

    def predict(rows: pd.DataFrame) -> Any:
        seen.append(list(rows.columns))
        return np.full(3, 0.5)

    predicted(SimpleNamespace(predict=predict))
    assert seen == [["age"]]


def test_scores_of_several_classes_keep_their_names() -> None:
    output = predicted(
        model(np.eye(3), classes_=["middle", "low", "high"]), problem="multiclass", classes=("high", "low", "middle")
    )
    table = predictions_table(output.kind, output.values, output.classes)
    assert table.column_names == ["__row", "score_middle", "score_low", "score_high"]


@pytest.mark.parametrize(
    ("loaded", "changes", "says"),
    [
        (
            model(np.array([0, 1, 0])),
            {},
            "HARD_LABELS: The model returns classes, and roc_auc can only be computed of ",
        ),
        (model(["0", "1", "0"]), {}, "HARD_LABELS: "),
        (
            model(["a", "b", "a"]),
            {"metrics": ("f1",)},
            "CLASSES_UNKNOWN: The model returns classes that no label has, in 3 rows",
        ),
        (model(np.array([0.1, 0.8])), {}, "ROWS_MISSING: The model returns 2 predictions for 3 rows"),
        (model(TWO), {}, "CLASS_ORDER_UNKNOWN: The model returns 2 columns, and does not say which class"),
        (
            model(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]})),
            {},
            "SEVERAL_COLUMNS: The model returns several columns: a, b.",
        ),
        (
            model(pd.DataFrame({"a": [1, 2, 3]})),
            {"prediction": "p"},
            "PREDICTION_MISSING: The model returns a, and no column 'p'",
        ),
        (
            model(np.zeros(3)),
            {"prediction": "predict_proba"},
            "NO_PREDICT_PROBA: The model is a SimpleNamespace, which has no",
        ),
        (model(["a", "b", "c"]), {"problem": "regression"}, "TEXT_RETURNED: The model returns text"),
        (model(TWO), {"problem": "regression"}, "SEVERAL_COLUMNS: "),
        (
            model(np.float64(1)),
            {"problem": "regression"},
            "OUTPUT_UNREADABLE: The model returns float64, which is no list",
        ),
    ],
)
def test_what_cannot_be_judged_is_a_sentence(loaded: Any, changes: dict[str, Any], says: str) -> None:
    assert reason_of(loaded, **changes).startswith(says)


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        (
            "score",
            [0.5] * 999 + [float("nan")],
            "PREDICTION_NOT_FINITE: The model returns NaN or infinity for 1 row (0.1%)",
        ),
        ("number", [1.0] * 999 + [float("inf")], "PREDICTION_NOT_FINITE: "),
        (
            "score",
            [0.5] * 999 + [1.5],
            "SCORE_OUT_OF_RANGE: Scores range from 0.5 to 1.5, and probabilities lie between",
        ),
        (
            "scores",
            [[0.5, 0.5]] * 999 + [[0.5, 0.4]],
            "SCORES_NOT_ONE: The scores of the classes do not add up to 1 in 1 row",
        ),
        ("score", [0.5] * 990, "ROWS_MISSING: The model returns 990 predictions for 1,000 rows"),
    ],
)
def test_unsound_predictions_are_refused(kind: str, values: list[Any], says: str) -> None:
    with pytest.raises(ReasonError) as raised:
        require_sound(kind, np.array(values), 1000)
    assert f"{raised.value.code}: {raised.value}".startswith(says)
