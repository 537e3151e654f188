"""Changes plans on their way to Sail: paths, options and functions."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from typing import Any

from pyspark.errors import AnalysisException
from pyspark.sql.connect.proto import expressions_pb2

from workspace_runtime.mounts import Mounts
from workspace_runtime.spark.plan_names import PlanNames
from workspace_runtime.spark.refused import (
    TABLE_AT_A_PLACE,
    TABLE_OF_OTHER_FORMAT,
    UnsupportedBySparkStandIn,
)

USER_FUNCTIONS = {"current_user", "session_user", "user"}
CHANGE_DATA_FEED = "delta.enablechangedatafeed"


class PlanShim:
    def __init__(self, mounts: Mounts, user_name: str, names: PlanNames) -> None:
        self._mounts = mounts
        self.user_name = user_name
        self._names = names
        self._changes: dict[str, Callable[[Any], None]] = {
            "spark.connect.Read.DataSource": self._change_source,
            "spark.connect.Read.NamedTable": _refuse_change_data_feed,
            "spark.connect.WriteOperation": self._change_write,
            "spark.connect.CreateTable": self._change_created_table,
            "spark.connect.CreateExternalTable": _refuse_created_table,
            "spark.connect.WriteOperationV2": self._change_table_write,
            "spark.connect.Expression": self._change_expression,
        }

    def change(self, message: Any) -> None:
        change = self._changes.get(message.DESCRIPTOR.full_name)
        if change is not None:
            change(message)
        self._names.change(message)
        for field, value in message.ListFields():
            if field.message_type is None:
                continue
            if field.message_type.GetOptions().map_entry:
                parts = list(value.values())
            else:
                parts = list(value) if _is_repeated(value) else [value]
            for part in parts:
                if hasattr(part, "ListFields"):
                    self.change(part)

    def real_path(self, uri: str) -> str:
        return str(self._mounts.real(self._mounts.of_uri(uri)))

    def _change_source(self, source: Any) -> None:
        _refuse_change_data_feed(source)
        for name in [name for name in source.options if name.lower() == "path"]:
            source.options[name] = self._existing(source.options[name])
        source.paths[:] = [self._existing(path) for path in source.paths]

    def _existing(self, uri: str) -> str:
        path = self.real_path(uri)
        # For a missing path Sail returns no rows; Spark refuses.
        if not os.path.exists(path) and not glob.glob(path):
            raise AnalysisException(
                f"[PATH_NOT_FOUND] Path does not exist: {uri}. SQLSTATE: 42K03"
            )
        return path

    def _change_write(self, write: Any) -> None:
        if write.HasField("path"):
            write.path = self.real_path(write.path)
        for name in [name for name in write.options if name.lower() == "path"]:
            write.options[name] = self.real_path(write.options[name])
        if write.HasField("table"):
            _refuse_foreign_table(write, write.source)
        if write.table.table_name:
            self._names.keep_maker(write.table.table_name, self.user_name)
        self._keep_change_data_feed(write, write.table.table_name)

    def _change_table_write(self, write: Any) -> None:
        _refuse_foreign_table(write, write.provider)
        self._names.keep_maker(write.table_name, self.user_name)
        self._keep_change_data_feed(write, write.table_name)

    def _change_created_table(self, table: Any) -> None:
        _refuse_created_table(table)
        self._names.keep_maker(table.table_name, self.user_name)

    def _keep_change_data_feed(self, write: Any, table: str) -> None:
        for options in (write.options, getattr(write, "table_properties", {})):
            for name in [name for name in options if name.lower() == CHANGE_DATA_FEED]:
                properties = {"delta.enableChangeDataFeed": options.pop(name)}
                if table:
                    self._names.keep_for_new(table, {"properties": properties})

    def _change_expression(self, expression: Any) -> None:
        function = expression.unresolved_function
        if (
            expression.HasField("unresolved_function")
            and function.function_name in USER_FUNCTIONS
            and not function.arguments
        ):
            name = expressions_pb2.Expression.Literal(string=self.user_name)
            expression.literal.CopyFrom(name)


def _refuse_change_data_feed(source: Any) -> None:
    # Sail would ignore the option and return the plain rows.
    options = {name.lower(): value for name, value in source.options.items()}
    if options.get("readchangefeed", options.get("readchangedata")) == "true":
        raise UnsupportedBySparkStandIn("readChangeFeed")


def _refuse_foreign_table(write: Any, source: str) -> None:
    if source.lower() not in ("", "delta"):
        raise UnsupportedBySparkStandIn(TABLE_OF_OTHER_FORMAT)
    if any(name.lower() == "path" for name in write.options):
        raise UnsupportedBySparkStandIn(TABLE_AT_A_PLACE)


def _refuse_created_table(table: Any) -> None:
    _refuse_foreign_table(table, table.source)
    if table.path:
        raise UnsupportedBySparkStandIn(TABLE_AT_A_PLACE)


def _is_repeated(value: Any) -> bool:
    return not hasattr(value, "ListFields") and hasattr(value, "__len__")
