"""Resolves table names: Unity Catalog stores lower case, but Sail is case-sensitive."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from pyspark.errors import AnalysisException

from workspace_runtime.mounts import Mounts
from workspace_runtime.spark.sql_text import name_parts
from workspace_runtime.spark.warehouse import (
    MADE_BY,
    TableName,
    Warehouse,
    is_delta,
    keep_facts,
)


class ExistingTable(NamedTuple):
    name: str
    folder: str


class TableNames:
    """The session provides the missing parts of a name."""

    def __init__(self, session: Any, warehouse: Warehouse, mounts: Mounts) -> None:
        self.session = session
        self._warehouse = warehouse
        self._mounts = mounts

    def table(self, name: str) -> TableName:
        parts = name_parts(name)
        if len(parts) < 3:
            catalog = self.session.catalog
            here = [catalog.currentCatalog(), catalog.currentDatabase()]
            parts = here[: 3 - len(parts)] + parts
        return TableName(*(part.lower() for part in parts[:3]))

    def schema(self, name: str) -> tuple[str, str]:
        parts = name_parts(name)
        if len(parts) < 2:
            parts = [self.session.catalog.currentCatalog(), *parts]
        return parts[0].lower(), parts[1].lower()

    def existing(self, name: str) -> ExistingTable:
        """The Delta table of this name, or at the path of delta.`/path`."""
        kind, *place = name_parts(name)
        if kind.lower() == "delta" and place and place[0].startswith("/"):
            return self._at_path(place[0])
        full_name = self.table(name)
        folder = self._warehouse.table_folder(full_name)
        if not is_delta(folder):
            raise AnalysisException(
                f"[TABLE_OR_VIEW_NOT_FOUND] The table or view {full_name.quoted()} cannot be found."
                " Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42P01"
            )
        return ExistingTable(".".join(full_name), folder)

    def kept(self, name: str) -> str:
        """Sail's name of a table; other names, such as a temporary view's, stay unchanged."""
        parts = name_parts(name)
        lowered = [part.lower() for part in parts[:3]] + parts[3:]
        if parts == lowered or "/" in name or not self._may_be_table(lowered[:3]):
            return name
        folder = self._warehouse.table_folder(self.table(_quoted(lowered[:3])))
        if not is_delta(folder) or (len(parts) == 1 and self._is_temporary(parts[0])):
            return name
        return _quoted(lowered)

    def kept_place(self, name: str) -> str:
        """The same for a schema or catalog."""
        parts = [part.lower() for part in name_parts(name)]
        places = {schema[-len(parts) :] for schema in self._warehouse.schemas()}
        is_catalog = parts[0] in self._warehouse.catalogs and len(parts) == 1
        return _quoted(parts) if is_catalog or tuple(parts) in places else name

    def new(self, name: str) -> str:
        """The name of a new table."""
        return name if "/" in name else _quoted(name_parts(name.lower()))

    def keep_for_new(self, name: str, facts: dict[str, Any]) -> None:
        """Facts of a table that the next plan creates; an existing table keeps its own."""
        table = self.table(name)
        folder = self._warehouse.table_folder(table)
        if not is_delta(folder) and table[:2] in set(self._warehouse.schemas()):
            os.makedirs(folder, exist_ok=True)
            keep_facts(folder, facts)

    def keep_maker(self, name: str, user_name: str) -> None:
        """The catalog API makes the creator of a table its owner."""
        if "/" not in name:
            self.keep_for_new(name, {MADE_BY: user_name})

    def _may_be_table(self, parts: list[str]) -> bool:
        """Most names with capitals are columns, and a session call for each would be slow."""
        folder, catalogs = self._warehouse.folder, self._warehouse.catalogs
        return len(parts) != 2 or any(
            is_delta(os.path.join(folder, catalog, *parts)) for catalog in catalogs
        )

    def _is_temporary(self, name: str) -> bool:
        listed = self.session.catalog.listTables()
        return any(table.isTemporary and table.name == name for table in listed)

    def _at_path(self, folder: str) -> ExistingTable:
        if not is_delta(folder):
            raise AnalysisException(
                f"[DELTA_TABLE_NOT_FOUND] Delta table `{self._mounts.shown(folder)}` doesn't exist."
                " SQLSTATE: 42P01"
            )
        return ExistingTable("", folder)


def _quoted(parts: list[str]) -> str:
    return ".".join(f"`{part}`" for part in parts)
