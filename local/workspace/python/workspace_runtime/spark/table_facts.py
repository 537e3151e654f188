"""DESCRIBE and SHOW for tables, from the Delta log and the table's own schema."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from workspace_runtime.spark import delta_log
from workspace_runtime.spark.no_rows import nothing
from workspace_runtime.spark.warehouse import facts_of

HISTORY = "version long, timestamp timestamp, operation string, operationParameters map<string,string>"
DETAIL = (
    "format string, id string, name string, location string, "
    "partitionColumns array<string>, numFiles long, sizeInBytes long, properties map<string,string>"
)
COLUMNS = "col_name string, data_type string, comment string"


def describe_history(dialect: Any, match: re.Match[str], execute: object) -> Any:
    folder = dialect.names.existing(match["name"]).folder
    rows = [
        (
            row["version"],
            datetime.datetime.fromtimestamp(row["timestamp"]),
            row["operation"],
            row["operationParameters"],
        )
        for row in delta_log.history(folder)
    ]
    return dialect.session.createDataFrame(rows, HISTORY)


def describe_detail(dialect: Any, match: re.Match[str], execute: object) -> Any:
    name, folder = dialect.names.existing(match["name"])
    meta = delta_log.metadata(folder)
    files = delta_log.live_files(folder)
    row = (
        *("delta", meta["id"], name, folder, meta["partitionColumns"]),
        *(len(files), sum(files.values()), meta.get("configuration", {})),
    )
    return dialect.session.createDataFrame([row], DETAIL)


def describe_table(
    dialect: Any, match: re.Match[str], execute: Callable[[str], Any]
) -> Any:
    schema = dialect.session.table(match["name"]).schema
    rows = [
        (field.name, field.dataType.simpleString(), field.metadata.get("comment"))
        for field in schema
    ]
    if match["extended"]:
        name = dialect.names.table(match["name"])
        rows += [
            ("", "", ""),
            ("# Detailed Table Information", "", ""),
            ("Catalog", name.catalog, ""),
            ("Database", name.schema, ""),
            ("Table", name.table, ""),
            ("Type", "MANAGED", ""),
            ("Location", dialect.warehouse.table_folder(name), ""),
            ("Provider", "delta", ""),
        ]
    return dialect.session.createDataFrame(rows, COLUMNS)


def show_properties(dialect: Any, match: re.Match[str], execute: object) -> Any:
    folder = dialect.names.existing(match["name"]).folder
    meta = delta_log.metadata(folder)
    aside = facts_of(folder).get("properties", {})
    properties = {**meta.get("configuration", {}), **aside}
    return dialect.session.createDataFrame(
        sorted(properties.items()), "key string, value string"
    )


def nothing_to_do(dialect: Any, match: re.Match[str], execute: object) -> Any:
    """Maintenance of a table, which has no effect here."""
    dialect.names.existing(match["name"])
    return nothing(dialect)


def nothing_to_read(dialect: Any, match: re.Match[str], execute: object) -> Any:
    """Caching of a table or temporary view, which has no effect here."""
    # Reading its columns shows whether it exists.
    _ = dialect.session.table(match["name"]).schema
    return nothing(dialect)
