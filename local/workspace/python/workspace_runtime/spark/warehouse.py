"""Catalogs, schemas and tables as folders: `<catalog>/<schema>/<table>/_delta_log`."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from typing import Any, NamedTuple


# The fact that says who created a table.
MADE_BY = "made_by"


class TableName(NamedTuple):
    catalog: str
    schema: str
    table: str

    def quoted(self) -> str:
        return ".".join(f"`{part}`" for part in self)


class Warehouse:
    DEFAULT_CATALOG = "main"
    DEFAULT_SCHEMA = "default"

    def __init__(self, folder: str) -> None:
        self.folder = folder
        os.makedirs(
            os.path.join(folder, self.DEFAULT_CATALOG, self.DEFAULT_SCHEMA),
            exist_ok=True,
        )
        # Sail reads its catalogs only at its start.
        self.catalogs = tuple(_folders(folder))

    def sail_catalogs(self) -> str:
        entries = (
            f'{{name="{name}",type="memory",initial_database=["{self.DEFAULT_SCHEMA}"]}}'
            for name in self.catalogs
        )
        return f"[{','.join(entries)}]"

    def schemas(self) -> Iterator[tuple[str, str]]:
        for catalog in self.catalogs:
            for schema in _folders(os.path.join(self.folder, catalog)):
                yield catalog, schema

    def tables(self) -> Iterator[TableName]:
        for catalog, schema in self.schemas():
            for table in _folders(self.schema_folder(catalog, schema)):
                name = TableName(catalog, schema, table)
                if is_delta(self.table_folder(name)):
                    yield name

    def schema_folder(self, catalog: str, schema: str) -> str:
        return os.path.join(self.folder, catalog, schema)

    def table_folder(self, name: TableName) -> str:
        return os.path.join(self.folder, *name)

    def make_schema(self, catalog: str, schema: str, maker: str) -> None:
        folder = self.schema_folder(catalog, schema)
        os.makedirs(folder, exist_ok=True)
        # The catalog API makes the creator the owner.
        with open(os.path.join(folder, "_made_by"), "w", encoding="utf-8") as file:
            file.write(maker)

    def drop_table(self, name: TableName) -> None:
        shutil.rmtree(self.table_folder(name), ignore_errors=True)


def facts_of(table_folder: str) -> dict[str, Any]:
    """What Unity Catalog stores about a table and the Delta log does not."""
    try:
        with open(_facts_file(table_folder), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def keep_facts(table_folder: str, facts: dict[str, Any]) -> None:
    set_facts(table_folder, facts_of(table_folder) | facts)


def set_facts(table_folder: str, facts: dict[str, Any]) -> None:
    # The catalog API may read the file at any moment.
    partial = _facts_file(table_folder) + ".partial"
    with open(partial, "w", encoding="utf-8") as file:
        json.dump(facts, file)
    os.replace(partial, _facts_file(table_folder))


def _facts_file(table_folder: str) -> str:
    # Readers of Delta tables ignore names that start with an underscore.
    return os.path.join(table_folder, "_unity_catalog.json")


def is_delta(folder: str) -> bool:
    log = os.path.join(folder, "_delta_log")
    first = os.path.join(log, f"{0:020}.json")
    return os.path.exists(first) or os.path.exists(
        os.path.join(log, "_last_checkpoint")
    )


def _folders(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir())
    except FileNotFoundError:
        return
    yield from (name for name in names if not name.startswith("."))
