"""What the models are judged by: labels, weights, units and groups of the frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from arrays import Floats
from labels import index_among, texts_of
from reason import ReasonError, count
from request import Columns, Request
from row_files import ROW

MOST_CLASSES = 1000
MOST_GROUPS = 500
PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


@dataclass(frozen=True)
class Truth:
    table: pa.Table
    classes: list[str]
    """binary: the negative, then the positive class; empty for a regression."""


def truth_of(rows: pa.Table, request: Request) -> Truth:
    columns = request.columns
    if columns.unit is not None and columns.unit == columns.label:
        raise ReasonError(
            "UNIT_IS_LABEL",
            f"The unit is the label '{columns.label}', but rows of one unit are rows of one customer, store or other "
            "thing. Correct comparison.unit.",
        )
    label, classes = label_of(rows, request)
    table: dict[str, Any] = {ROW: np.arange(len(rows), dtype=np.int64), "label": label}
    if columns.weight is not None:
        table["weight"] = weights_in(rows, columns.weight)
    if columns.unit is not None:
        table["unit"] = units_in(rows, columns.unit)
    for name in request.slices:
        table[f"slice_{name}"] = groups_in(rows, name)
    for name in request.fairness.groups if request.fairness is not None else ():
        table[f"fairness_{name}"] = groups_in(rows, name)
    if request.windows is not None:
        table["window"] = windows_in(rows, request.windows.column, PERIODS[request.windows.by])
    if request.baseline_column is not None:
        table["baseline"] = baseline_in(
            rows, request.baseline_column, classes if request.problem == "multiclass" else []
        )
    return Truth(pa.table(table), classes)


def label_of(rows: pa.Table, request: Request) -> tuple[Any, list[str]]:
    column = rows[request.columns.label]
    refuse_nulls(column, f"The label '{request.columns.label}'", "LABEL_NULL")
    if request.problem == "regression":
        return finite_numbers(column, f"The label '{request.columns.label}'", "LABEL"), []
    codes, classes = classes_in(column, request.columns.label)
    if request.problem == "multiclass":
        return np.asarray(classes, dtype=object)[codes], classes
    return binary_label(codes, classes, request.columns)


def classes_in(column: pa.ChunkedArray, label: str) -> tuple[Any, list[str]]:
    values = values_of(column)
    if pa.types.is_floating(column.type) and not np.all(np.mod(values, 1) == 0):
        raise ReasonError(
            "LABEL_WRONG_TYPE",
            f"The label '{label}' has numbers with fractions, and this is a problem of classes. Set model.problem to "
            "regression, or correct data.evaluation.label.",
        )
    codes, classes = texts_of(values)
    if len(classes) > MOST_CLASSES:
        raise ReasonError(
            "LABEL_WRONG_TYPE",
            f"The label '{label}' has {len(classes):,} different values, which are too many for classes. Correct "
            "data.evaluation.label.",
        )
    if len(classes) == 1:
        raise ReasonError(
            "ONE_CLASS",
            f"All {count(len(codes), 'row')} have the label '{classes[0]}', so nothing tells a good model from a bad "
            "one. Evaluate on rows of every class.",
        )
    return codes, classes


def binary_label(codes: Any, classes: list[str], columns: Columns) -> tuple[Floats, list[str]]:
    wanted = columns.positive_class if columns.positive_class is not None else "1"
    if len(classes) > 2:
        raise ReasonError(
            "LABEL_NOT_BINARY",
            f"The label '{columns.label}' has {len(classes)} different values, and a binary problem has two. Set "
            "model.problem to multiclass, or correct data.evaluation.label.",
        )
    positive = index_among(wanted, classes)
    if positive < 0:
        raise ReasonError(
            "POSITIVE_CLASS_MISSING",
            f"No row has the positive class '{wanted}'; the label '{columns.label}' is {' or '.join(classes)}. Correct "
            "data.evaluation.positiveClass.",
        )
    return (codes == positive).astype(np.float64), [classes[1 - positive], classes[positive]]


def weights_in(rows: pa.Table, name: str) -> Floats:
    refuse_nulls(rows[name], f"The weight '{name}'", "WEIGHT_NULL")
    weights = finite_numbers(rows[name], f"The weight '{name}'", "WEIGHT")
    if np.any(weights < 0):
        raise ReasonError(
            "WEIGHT_NEGATIVE",
            f"The weight '{name}' is negative in {count(int(np.sum(weights < 0)), 'row')}. Correct the table.",
        )
    if not np.any(weights > 0):
        raise ReasonError("WEIGHT_ZERO", f"The weight '{name}' is 0 in every row, so no row counts. Correct the table.")
    return weights


def units_in(rows: pa.Table, name: str) -> list[str]:
    refuse_nulls(rows[name], f"The unit '{name}'", "UNIT_NULL")
    units: list[str] = named(rows[name])
    return units


def groups_in(rows: pa.Table, name: str) -> list[str | None]:
    """A row without a value is in no group."""
    found: list[str | None] = named(rows[name])
    distinct = {value for value in found if value is not None}
    if not distinct:
        raise ReasonError(
            "SLICE_EMPTY",
            f"The column '{name}' has no value in any row, so it makes no groups. Correct comparison.slices or the "
            "table.",
        )
    if len(distinct) > MOST_GROUPS:
        raise ReasonError(
            "SLICE_TOO_FINE",
            f"The column '{name}' makes {len(distinct):,} groups, more than the {MOST_GROUPS} that are judged. Slice "
            "by a column with fewer values.",
        )
    return found


def windows_in(rows: pa.Table, name: str, period: str) -> list[str | None]:
    column = rows[name]
    try:
        is_text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
        times = pd.to_datetime(pd.Series(values_of(column.cast(pa.timestamp("us")) if is_text else column)))
    except (ValueError, TypeError):
        raise ReasonError(
            "TIME_WRONG_TYPE",
            f"The column '{name}' has values that are no dates or times, so it makes no windows. Correct "
            "comparison.windows.",
        ) from None
    if times.dt.tz is not None:
        times = times.dt.tz_convert("UTC").dt.tz_localize(None)
    days = times.dt.to_period(period).dt.start_time.dt.strftime("%Y-%m-%d")
    return [None if pd.isna(day) else str(day) for day in days]


def baseline_in(rows: pa.Table, name: str, classes: list[str]) -> Any:
    refuse_nulls(rows[name], f"The baseline '{name}'", "BASELINE_NULL")
    return named(rows[name]) if classes else finite_numbers(rows[name], f"The baseline '{name}'", "BASELINE")


def finite_numbers(column: pa.ChunkedArray, what: str, code: str) -> Floats:
    if not is_number(column.type):
        raise ReasonError(
            f"{code}_WRONG_TYPE",
            f"{what} is of type {column.type}, and numbers are needed. Correct the table, or the column that the "
            "project names.",
        )
    numbers = np.asarray(values_of(column.cast(pa.float64())), dtype=np.float64)
    if not np.all(np.isfinite(numbers)):
        wrong = int(np.sum(~np.isfinite(numbers)))
        raise ReasonError(
            f"{code}_NOT_FINITE", f"{what} is not a finite number in {count(wrong, 'row')}. Correct the table."
        )
    return numbers


def is_number(kind: pa.DataType) -> bool:
    tests = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_boolean)
    return any(test(kind) for test in tests)


def refuse_nulls(column: pa.ChunkedArray, what: str, code: str) -> None:
    if column.null_count > 0:
        raise ReasonError(
            code,
            f"{what} is null in {column.null_count:,} of {count(len(column), 'row')}. Correct the table, or leave "
            "these rows out of it.",
        )


def named(column: pa.ChunkedArray) -> Any:
    codes, texts = texts_of(values_of(column))
    return np.asarray([*texts, None], dtype=object)[codes].tolist()


def values_of(column: pa.ChunkedArray) -> Any:
    return column.to_pandas().to_numpy()
