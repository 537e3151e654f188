"""CREATE SCHEMA and DROP SCHEMA, whose schemas are folders."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pyspark.errors import AnalysisException

from workspace_runtime.spark.no_rows import nothing

Execute = Callable[[str], Any]


def create_schema(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    catalog, schema = dialect.names.schema(match["name"])
    if catalog not in dialect.warehouse.catalogs:
        raise AnalysisException(
            f"[NO_SUCH_CATALOG_EXCEPTION] Catalog '{catalog}' was not found. SQLSTATE: 42704"
        )
    exists = (catalog, schema) in set(dialect.warehouse.schemas())
    if exists and match["if"] is None:
        raise AnalysisException(
            f"[SCHEMA_ALREADY_EXISTS] Cannot create schema `{catalog}`.`{schema}` because it already exists. SQLSTATE: 42P06"
        )
    dialect.warehouse.make_schema(catalog, schema)
    dialect.sync.run()
    return nothing(dialect)


def drop_schema(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    catalog, schema = dialect.names.schema(match["name"])
    has_tables = any(
        name[:2] == (catalog, schema) for name in dialect.warehouse.tables()
    )
    if has_tables and match["cascade"] is None:
        raise AnalysisException(
            f"[SCHEMA_NOT_EMPTY] Cannot drop a schema `{catalog}`.`{schema}` because it contains objects. SQLSTATE: 2BP01"
        )
    exists = (catalog, schema) in set(dialect.warehouse.schemas())
    if not exists and match["if"] is None:
        raise AnalysisException(
            f"[SCHEMA_NOT_FOUND] The schema `{catalog}`.`{schema}` cannot be found. SQLSTATE: 42704"
        )
    dialect.warehouse.drop_schema(catalog, schema)
    dialect.sync.run()
    return nothing(dialect)
