"""What a model returns, as scores or classes. Runs in the model's process, so it trusts nothing and proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from arrays import Floats
from labels import codes_among, index_among, text_of
from reason import ReasonError, count

SCORE_METRICS = ("roc_auc", "average_precision", "log_loss", "brier_score")
PREDICT_PROBA = "predict_proba"
WITH_PROBABILITIES = (
    "Set comparison.prediction to predict_proba, or log the model with pyfunc_predict_fn='predict_proba'."
)


@dataclass(frozen=True)
class Wanted:
    problem: str
    prediction: str | None
    """Column of the output, `predict_proba`, or None for the output as it is."""
    positive: str
    classes: tuple[str, ...]
    """Of the labels: the negative and the positive one for a binary problem."""
    metrics: tuple[str, ...]
    inputs: tuple[str, ...] | None


@dataclass(frozen=True)
class Output:
    """Rows of numbers: one column for a score or a code of a class, several for the scores of classes."""

    kind: str  # score, scores, label or number
    values: Floats
    classes: tuple[str, ...]


Predictor = Callable[[pd.DataFrame], Output]


def predictor_of(model: Any, wanted: Wanted) -> Predictor:
    """`model` is what mlflow.pyfunc loads."""
    if wanted.prediction == PREDICT_PROBA:
        predict, classes = probabilities_of(model)
    else:
        predict, classes = model.predict, classes_of(raw_model(model))

    def predictor(rows: pd.DataFrame) -> Output:
        output = predict(rows if wanted.inputs is None else rows[list(wanted.inputs)])
        read = {"binary": binary, "multiclass": multiclass, "regression": regression}[wanted.problem]
        found = read(column_of(output, wanted), classes, wanted)
        if len(found.values) != len(rows):
            raise ReasonError(
                "ROWS_MISSING",
                f"The model returns {count(len(found.values), 'prediction')} for {count(len(rows), 'row')}. Make it "
                "return one for each row, in their order.",
            )
        return found

    return predictor


def probabilities_of(model: Any) -> tuple[Callable[[pd.DataFrame], Any], tuple[str, ...]]:
    raw = raw_model(model)
    if not callable(getattr(raw, PREDICT_PROBA, None)):
        raise ReasonError(
            "NO_PREDICT_PROBA",
            f"The model is a {type(raw).__name__}, which has no predict_proba. Set comparison.prediction to the column "
            "of its output that has the scores.",
        )
    return raw.predict_proba, classes_of(raw)


def raw_model(model: Any) -> Any:
    """The model of the flavor below pyfunc's."""
    for name in ("get_raw_model", "unwrap_python_model"):
        try:
            return getattr(model, name)()
        except Exception:  # noqa: BLE001, S112, PERF203 -- each raises something else for a model of another kind
            continue
    return model


def classes_of(raw: Any) -> tuple[str, ...]:
    """In the order of the columns of its probabilities; empty when it does not say."""
    found = getattr(raw, "classes_", None)
    return () if found is None else tuple(text_of(each) for each in found)


def column_of(output: Any, wanted: Wanted) -> Any:
    if wanted.prediction in (None, PREDICT_PROBA):
        return output
    if not isinstance(output, pd.DataFrame) or wanted.prediction not in output.columns:
        had = list(map(str, output.columns)) if isinstance(output, pd.DataFrame) else [type(output).__name__]
        raise ReasonError(
            "PREDICTION_MISSING",
            f"The model returns {', '.join(had[:20])}, and no column '{wanted.prediction}'. Set "
            "comparison.prediction to a column that it returns.",
        )
    return output[wanted.prediction]


def binary(output: Any, classes: tuple[str, ...], wanted: Wanted) -> Output:
    values = squeezed(output)
    if values.ndim == 2:
        order = order_of(output, values, classes, wanted)
        return Output("score", floats(values[:, index_among(wanted.positive, order)]), ())
    if is_text(values) or values.dtype.kind in "biu":
        return labels(values, wanted)
    return Output("score", floats(values), ())


def multiclass(output: Any, classes: tuple[str, ...], wanted: Wanted) -> Output:
    values = squeezed(output)
    if values.ndim == 2:
        return Output("scores", floats(values), order_of(output, values, classes, wanted))
    return labels(values, wanted)


def regression(output: Any, _classes: tuple[str, ...], _wanted: Wanted) -> Output:
    values = squeezed(output)
    if values.ndim == 2:
        raise several_columns(output, values)
    return Output("number", floats(values), ())


def labels(values: Any, wanted: Wanted) -> Output:
    refuse_classes(wanted.metrics)
    codes = codes_among(values, wanted.classes)
    if np.any(codes < 0):
        raise ReasonError(
            "CLASSES_UNKNOWN",
            f"The model returns classes that no label has, in {count(int(np.sum(codes < 0)), 'row')}; labels are "
            f"{', '.join(wanted.classes[:20])}. Compare models of the same classes, or correct data.evaluation.label.",
        )
    return Output("label", codes.astype(np.float64), tuple(wanted.classes))


def refuse_classes(metrics: Sequence[str]) -> None:
    of_scores = [name for name in metrics if name in SCORE_METRICS]
    if of_scores:
        raise ReasonError(
            "HARD_LABELS",
            f"The model returns classes, and {', '.join(of_scores)} can only be computed of scores. "
            f"{WITH_PROBABILITIES}",
        )


def order_of(output: Any, values: Any, classes: tuple[str, ...], wanted: Wanted) -> tuple[str, ...]:
    """The class of each column: as they are named, or as the model says."""
    named = tuple(text_of(name) for name in output.columns) if isinstance(output, pd.DataFrame) else ()
    for order in (named, classes):
        if len(order) == values.shape[1] and is_order(order, wanted):
            return order
    if isinstance(output, pd.DataFrame) and not classes:
        raise several_columns(output, values)
    raise ReasonError(
        "CLASS_ORDER_UNKNOWN",
        f"The model returns {values.shape[1]} columns, and does not say which class each belongs to. Make it return a "
        "DataFrame whose columns are named after the classes, or set comparison.prediction.",
    )


def is_order(order: Sequence[str], wanted: Wanted) -> bool:
    needed = [wanted.positive] if wanted.problem == "binary" else list(wanted.classes)
    return all(index_among(each, order) >= 0 for each in needed)


def several_columns(output: Any, values: Any) -> ReasonError:
    names = list(map(str, output.columns)) if isinstance(output, pd.DataFrame) else [str(values.shape[1])]
    return ReasonError(
        "SEVERAL_COLUMNS",
        f"The model returns several columns: {', '.join(names[:20])}. Set comparison.prediction to the one that is "
        "judged.",
    )


def squeezed(output: Any) -> Any:
    """An array of one dimension where there is only one column."""
    values = np.asarray(output)
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim not in (1, 2):
        raise ReasonError(
            "OUTPUT_UNREADABLE",
            f"The model returns {type(output).__name__}, which is no list of predictions. Make it return an array, a "
            "Series or a DataFrame.",
        )
    return values


def is_text(values: Any) -> bool:
    return values.dtype.kind in "USO" and any(isinstance(each, str) for each in values.ravel()[:1000])


def floats(values: Any) -> Floats:
    try:
        if is_text(values):
            raise TypeError
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ReasonError(
            "TEXT_RETURNED",
            f"The model returns text or other values of type {values.dtype} where numbers are needed. Set "
            "comparison.prediction to a column of numbers.",
        ) from None
