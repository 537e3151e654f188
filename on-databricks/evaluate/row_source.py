"""The rows to draw from, by Spark."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plain_text import described
from reason import ReasonError


@dataclass(frozen=True)
class Source:
    frame: Any
    text: str
    """As the user wrote it."""
    version: str | None = None
    """Of the Delta table: rows that come later are not seen, however long this takes."""


def open_source(source: Mapping[str, str], spark: Any) -> Source:
    ((kind, text),) = source.items()
    try:
        opened = {"table": of_table, "path": of_path, "query": of_query}[kind](text, spark)
        _ = opened.frame.columns  # Spark is lazy: only this shows whether it exists.
        return opened
    except Exception as error:  # noqa: BLE001 -- Spark's errors are many
        raise unreadable(text, error) from None


def unreadable(text: str, error: Exception) -> ReasonError:
    return ReasonError(
        "ROWS_UNREADABLE",
        f"The rows of {text} cannot be read: {described(error)}. Correct the evaluation data of the project, or give "
        "the identity of the run the right to read it.",
    )


def of_table(name: str, spark: Any) -> Source:
    quoted = ".".join(f"`{part.strip('`').replace('`', '``')}`" for part in name.split("."))
    version = version_of(quoted, spark)
    if version is None:
        return Source(spark.table(name), name)
    query = f"SELECT * FROM {quoted} VERSION AS OF {int(version)}"  # noqa: S608 -- a quoted name and a number
    return Source(spark.sql(query), name, version)


def version_of(quoted: str, spark: Any) -> str | None:
    """None for a view and for a table that is not Delta."""
    try:
        return str(spark.sql(f"DESCRIBE HISTORY {quoted}").select("version").limit(1).collect()[0][0])
    except Exception:  # noqa: BLE001 -- what has no history is read as it is
        return None


def of_path(path: str, spark: Any) -> Source:
    if os.path.isdir(f"{path}/_delta_log"):
        return Source(spark.read.format("delta").load(path), path)
    if path.endswith(".csv"):
        return Source(spark.read.csv(path, header=True, inferSchema=True), path)
    return Source(spark.read.parquet(path), path)


def of_query(query: str, spark: Any) -> Source:
    return Source(spark.sql(query), query)
