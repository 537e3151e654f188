"""Statements about tables that Sail spells differently or does not support."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from workspace_runtime.spark.constraints import key_of, without_keys
from workspace_runtime.spark.lower_case import with_new_name
from workspace_runtime.spark.no_rows import nothing
from workspace_runtime.spark.sql_text import name_parts
from workspace_runtime.spark.warehouse import (
    MADE_BY,
    facts_of,
    is_delta,
    keep_facts,
    set_facts,
)

Execute = Callable[[str], Any]


def drop_table(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    name = dialect.names.table(match["name"])
    result = execute(match.string)
    # Otherwise a new table of this name would find the files of the old one.
    dialect.warehouse.drop_table(name)
    return result


def create_table(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    if "/" in match["name"]:
        return execute(match.string)
    name = dialect.names.table(match["name"])
    kept = without_keys(with_new_name(match, dialect.names), name.table)
    folder = dialect.warehouse.table_folder(name)
    before = facts_of(folder) if is_delta(folder) else {MADE_BY: dialect.user_name}
    stays = match["if"] is not None and is_delta(folder)
    result = execute(kept.statement)
    if not stays and is_delta(folder):
        # Of a table that this one replaces, only the owner remains.
        maker = {key: before[key] for key in (MADE_BY,) if key in before}
        set_facts(folder, kept.facts | maker)
    return result


def add_key(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    table = dialect.names.existing(match["name"])
    keep_facts(table.folder, key_of(match["key"], table.name.split(".")[-1]))
    return nothing(dialect)


def set_properties(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    kept = without_keys(match.string, match["name"])
    if not kept.facts:
        return execute(match.string)
    keep_facts(dialect.names.existing(match["name"]).folder, kept.facts)
    remains = "TBLPROPERTIES" in kept.statement.upper()
    return execute(kept.statement) if remains else nothing(dialect)


def use_both(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    catalog, schema = name_parts(match["name"].lower())
    execute(f"USE CATALOG `{catalog}`")
    return execute(f"USE SCHEMA `{schema}`")


def truncate(dialect: Any, match: re.Match[str], execute: Execute) -> Any:
    return execute(f"DELETE FROM {match['name']}")
