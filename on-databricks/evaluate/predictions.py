"""The file with a model's predictions, and what must hold of it before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from arrays import Floats
from reason import ReasonError, count
from row_files import ROW

SUM_TOLERANCE = 1e-3


def predictions_table(kind: str, values: Floats, classes: Sequence[str]) -> pa.Table:
    """`__row`, then `score`, `score_<class>` …, `label` (a class) or `prediction` (a number)."""
    columns: dict[str, Any] = {ROW: np.arange(len(values), dtype=np.int64)}
    if kind == "scores":
        for index, name in enumerate(classes):
            columns[f"score_{name}"] = np.ascontiguousarray(values[:, index])
    elif kind == "label":
        columns["label"] = np.asarray(classes, dtype=object)[values.astype(np.int64)]
    else:
        columns["score" if kind == "score" else "prediction"] = values
    return pa.table(columns)


def require_sound(kind: str, values: Any, rows: int) -> None:
    """Numbers for each row, and probabilities that are some."""
    if len(values) != rows:
        raise ReasonError(
            "ROWS_MISSING",
            f"The model returns {count(len(values), 'prediction')} for {count(rows, 'row')}. Make it return one for "
            "each row, in their order.",
        )
    unsound = ~np.isfinite(values if values.ndim == 1 else values.sum(axis=1))
    if np.any(unsound):
        share = 100 * float(np.mean(unsound))
        raise ReasonError(
            "PREDICTION_NOT_FINITE",
            f"The model returns NaN or infinity for {count(int(unsound.sum()), 'row')} ({share:.2g}%). Make it "
            "predict every row, or leave such rows out of the evaluation data.",
        )
    if kind in ("score", "scores"):
        require_probabilities(kind, values)


def require_probabilities(kind: str, values: Any) -> None:
    outside = (values < 0) | (values > 1)
    if np.any(outside):
        raise ReasonError(
            "SCORE_OUT_OF_RANGE",
            f"Scores range from {values.min():.6g} to {values.max():.6g}, and probabilities lie between 0 and 1. Set "
            "comparison.prediction to probabilities, e.g. predict_proba.",
        )
    if kind == "scores":
        off = np.abs(values.sum(axis=1) - 1) > SUM_TOLERANCE
        if np.any(off):
            raise ReasonError(
                "SCORES_NOT_ONE",
                f"The scores of the classes do not add up to 1 in {count(int(off.sum()), 'row')}. Set "
                "comparison.prediction to probabilities, e.g. predict_proba.",
            )
