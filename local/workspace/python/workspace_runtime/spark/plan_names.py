"""Table names in plans as Unity Catalog stores them."""

from __future__ import annotations

from typing import Any

from workspace_runtime.spark.table_names import TableNames

READ = {
    "spark.connect.Read.NamedTable": "unparsed_identifier",
    "spark.connect.TableExists": "table_name",
    "spark.connect.GetTable": "table_name",
    "spark.connect.ListColumns": "table_name",
    "spark.connect.RefreshTable": "table_name",
    "spark.connect.MergeIntoTableCommand": "target_table_name",
}
WRITTEN = {
    "spark.connect.WriteOperation.SaveTable": "table_name",
    "spark.connect.WriteOperationV2": "table_name",
    "spark.connect.CreateTable": "table_name",
}
PLACES = {
    "spark.connect.SetCurrentDatabase": "db_name",
    "spark.connect.SetCurrentCatalog": "catalog_name",
    "spark.connect.ListTables": "db_name",
    "spark.connect.TableExists": "db_name",
    "spark.connect.DatabaseExists": "db_name",
    "spark.connect.GetDatabase": "db_name",
}


class PlanNames:
    def __init__(self, names: TableNames) -> None:
        self.keep_for_new = names.keep_for_new
        self.keep_maker = names.keep_maker
        self._changes = (
            (READ, names.kept),
            (WRITTEN, names.new),
            (PLACES, names.kept_place),
        )

    def change(self, message: Any) -> None:
        for fields, change in self._changes:
            field = fields.get(message.DESCRIPTOR.full_name, "")
            name = getattr(message, field, "")
            if name != name.lower():
                setattr(message, field, change(name))
