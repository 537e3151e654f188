"""Draws the same rows on any cluster: by a hash of the key and a seed, never by a limit of whatever comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from reason import ReasonError, count
from request import DataSet
from row_source import Source, unreadable

MOST_VALUES = 400_000_000
"""Rows times columns that one machine holds, about 4 GB."""
ORDER, TIE = "__order", "__tie"


@dataclass(frozen=True)
class Drawn:
    table: pa.Table
    """In their final order, with the columns that were asked for and KEY."""
    rows_in_source: int


KEY = "__key"


def draw(source: Source, data_set: DataSet, key: str | None, wanted: Sequence[str]) -> Drawn:
    try:
        rows_in_source = source.frame.count()
    except Exception as error:  # noqa: BLE001 -- Spark's errors are many
        raise unreadable(source.text, error) from None
    rows = min(rows_in_source, data_set.rows)
    if rows == 0:
        raise ReasonError(
            "NO_ROWS", f"{source.text} has no rows. Fill it, or correct the evaluation data of the project."
        )
    if rows * (len(wanted) + 2) > MOST_VALUES:
        raise ReasonError(
            "SAMPLE_TOO_LARGE",
            f"{count(rows, 'row')} of {count(len(wanted), 'column')} do not fit on one machine. Set "
            f"data.evaluation.rows to at most {MOST_VALUES // (len(wanted) + 2):,}; intervals of so many rows show "
            "differences that no one would notice.",
        )
    try:
        return Drawn(as_arrow(ordered(source.frame, data_set, key, wanted)), rows_in_source)
    except Exception as error:  # noqa: BLE001 -- Spark's errors are many
        raise unreadable(source.text, error) from None


def ordered(frame: Any, data_set: DataSet, key: str | None, wanted: Sequence[str]) -> Any:
    """A second hash breaks the ties of the first. Equal rows without a key tie in both, and cannot be told apart."""
    from pyspark.sql import functions as f

    def text(name: str) -> Any:
        # A missing value would count for nothing in the hash.
        return f.coalesce(f.col(f"`{name}`").cast("string"), f.lit("\0"))

    basis = [text(name) for name in ([key] if key is not None else sorted(frame.columns))]
    order = f.xxhash64(f.lit(data_set.seed), *basis)
    tie = f.xxhash64(*basis, f.lit(data_set.seed))
    key_column = f.col(f"`{key}`") if key is not None else order
    columns = [f.col(f"`{name}`") for name in dict.fromkeys(wanted)]
    hashed = frame.select(*columns, key_column.alias(KEY), order.alias(ORDER), tie.alias(TIE))
    return hashed.orderBy(ORDER, TIE).limit(data_set.rows).drop(ORDER, TIE)


def as_arrow(frame: Any) -> pa.Table:
    """Newer Spark hands over Arrow as it is; pandas would turn whole numbers with gaps into others."""
    return (
        frame.toArrow() if hasattr(frame, "toArrow") else pa.Table.from_pandas(frame.toPandas(), preserve_index=False)
    )
