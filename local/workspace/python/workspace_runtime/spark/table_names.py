"""Which table a name means."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyspark.errors import AnalysisException

from workspace_runtime.mounts import Mounts
from workspace_runtime.spark.sql_text import name_parts
from workspace_runtime.spark.warehouse import TableName, Warehouse, is_delta


class ExistingTable(NamedTuple):
    name: str
    folder: str


class TableNames:
    """What a name leaves out is taken from the session."""

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
        return TableName(*parts[:3])

    def schema(self, name: str) -> tuple[str, str]:
        parts = name_parts(name)
        if len(parts) < 2:
            parts = [self.session.catalog.currentCatalog(), *parts]
        return parts[0], parts[1]

    def existing(self, name: str) -> ExistingTable:
        """The Delta table of this name, or that lies at the path of delta.`/path`."""
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

    def _at_path(self, folder: str) -> ExistingTable:
        if not is_delta(folder):
            raise AnalysisException(
                f"[DELTA_TABLE_NOT_FOUND] Delta table `{self._mounts.shown(folder)}` doesn't exist."
                " SQLSTATE: 42P01"
            )
        return ExistingTable("", folder)
