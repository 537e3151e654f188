"""Registers the tables on disk with Sail, whose catalog is in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable

from workspace_runtime.spark.warehouse import TableName, Warehouse


class CatalogSync:
    def __init__(self, warehouse: Warehouse, execute: Callable[[str], object]) -> None:
        self._warehouse = warehouse
        self._execute = execute
        self._schemas: set[tuple[str, str]] = set()
        self._tables: set[TableName] = set()
        self._lock = threading.RLock()
        self._running = False

    def run(self) -> None:
        """Registers new tables and removes deleted ones, created or dropped by anybody."""
        with self._lock:
            if self._running:
                return
            self._running = True
            try:
                self._sync_schemas(set(self._warehouse.schemas()))
                self._sync_tables(set(self._warehouse.tables()))
            finally:
                self._running = False

    def _sync_schemas(self, found: set[tuple[str, str]]) -> None:
        for catalog, schema in sorted(self._schemas - found):
            self._execute(f"DROP SCHEMA IF EXISTS `{catalog}`.`{schema}` CASCADE")
        for catalog, schema in sorted(found - self._schemas):
            location = self._warehouse.schema_folder(catalog, schema)
            if schema == Warehouse.DEFAULT_SCHEMA:
                # Sail creates it at its start, in another location.
                self._execute(f"DROP SCHEMA IF EXISTS `{catalog}`.`{schema}` CASCADE")
            self._execute(
                f"CREATE SCHEMA IF NOT EXISTS `{catalog}`.`{schema}` LOCATION '{location}'"
            )
        self._schemas = found

    def _sync_tables(self, found: set[TableName]) -> None:
        for name in sorted(self._tables - found):
            self._execute(f"DROP TABLE IF EXISTS {name.quoted()}")
        for name in sorted(found - self._tables):
            location = self._warehouse.table_folder(name)
            self._execute(
                f"CREATE TABLE IF NOT EXISTS {name.quoted()} USING delta LOCATION '{location}'"
            )
        self._tables = found
