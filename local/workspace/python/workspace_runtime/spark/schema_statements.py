"""CREATE SCHEMA creates a folder; DROP SCHEMA calls the catalog API."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pyspark.errors import AnalysisException

from workspace_runtime import rest
from workspace_runtime.spark.no_rows import nothing

SCHEMAS = "/api/2.1/unity-catalog/schemas"
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
    if not exists:
        dialect.warehouse.make_schema(catalog, schema, dialect.user_name)
    dialect.sync.run()
    return nothing(dialect)


def drop_schema(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    catalog, schema = dialect.names.schema(match["name"])
    exists = (catalog, schema) in set(dialect.warehouse.schemas())
    if not exists and match["if"] is None:
        raise AnalysisException(
            f"[SCHEMA_NOT_FOUND] The schema `{catalog}`.`{schema}` cannot be found. SQLSTATE: 42704"
        )
    if exists:
        _drop(catalog, schema, "false" if match["cascade"] is None else "true")
    dialect.sync.run()
    return nothing(dialect)


def _drop(catalog: str, schema: str, force: str) -> None:
    """Only the catalog API knows everything in it: volumes, models and grants."""
    try:
        rest.delete(f"{SCHEMAS}/{catalog}.{schema}", force=force)
    except rest.RestError as error:
        if error.code == "INVALID_STATE":
            raise AnalysisException(
                f"[SCHEMA_NOT_EMPTY] Cannot drop a schema `{catalog}`.`{schema}` because it contains objects. SQLSTATE: 2BP01"
            ) from None
        raise AnalysisException(str(error)) from None
