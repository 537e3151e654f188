"""Translates SQL of Databricks for Sail, or answers it directly."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from workspace_runtime.spark import schema_statements, table_facts, table_statements
from workspace_runtime.spark.catalog_sync import CatalogSync
from workspace_runtime.spark.lower_case import with_kept_names
from workspace_runtime.spark.plans import PlanShim
from workspace_runtime.spark.refused import (
    UnsupportedBySparkStandIn,
    refuse_unsupported,
)
from workspace_runtime.spark.sql_text import (
    NAME,
    outside_quotes,
    statements_of,
)
from workspace_runtime.spark.table_names import TableNames
from workspace_runtime.spark.warehouse import Warehouse

Execute = Callable[[str], Any]
Answer = Callable[["Dialect", re.Match[str], Execute], Any]

FILE_PATH = re.compile(r"(\b(?:csv|json|parquet|delta|text|orc|avro)\.)`([^`]+)`", re.I)
LOCATION = re.compile(r"(\b(?:LOCATION|path)\s*=?\s*)(['\"])((?:dbfs:)?/.*?)\2", re.I)
USER = re.compile(r"\b(?:current_user|session_user|user)\s*\(\s*\)", re.I)


class Dialect:
    def __init__(
        self,
        names: TableNames,
        warehouse: Warehouse,
        sync: CatalogSync,
        plans: PlanShim,
    ) -> None:
        self.session = names.session
        self.names = names
        self.warehouse = warehouse
        self.sync = sync
        self.user_name = plans.user_name
        self._plans = plans

    def run(self, text: str, execute: Execute) -> Any:
        statements = statements_of(text)
        if len(statements) != 1:
            return execute(text)
        statement = self._with_places(statements[0])
        refuse_unsupported(statement, re.sub(r"'[^']*'|\"[^\"]*\"", "''", statement))
        self.sync.run()
        statement = with_kept_names(statement, self.names)
        for pattern, answer in ANSWERS:
            match = pattern.match(statement)
            if match is not None:
                _refuse_computed_name(match)
                return answer(self, match, execute)
        return execute(statement)

    def _with_places(self, statement: str) -> str:
        real = self._plans.real_path
        statement = FILE_PATH.sub(lambda m: f"{m[1]}`{real(m[2])}`", statement)
        statement = LOCATION.sub(lambda m: f"{m[1]}{m[2]}{real(m[3])}{m[2]}", statement)
        user = f"'{self._plans.user_name}'"
        return outside_quotes(statement, lambda plain: USER.sub(user, plain))


def _refuse_computed_name(match: re.Match[str]) -> None:
    name = match.groupdict().get("name")
    if name is not None and name.upper() == "IDENTIFIER":
        raise UnsupportedBySparkStandIn("a computed IDENTIFIER in this statement")


def _rule(pattern: str, answer: Answer) -> tuple[re.Pattern[str], Answer]:
    spaced = pattern.replace(" ", r"\s+").replace("NAME", f"(?P<name>{NAME})")
    return re.compile(rf"^{spaced}", re.I | re.S), answer


ANSWERS = (
    _rule(
        "CREATE (?:SCHEMA|DATABASE)(?P<if> IF NOT EXISTS)? NAME",
        schema_statements.create_schema,
    ),
    _rule(
        "DROP (?:SCHEMA|DATABASE)(?P<if> IF EXISTS)? NAME(?P<cascade> CASCADE)?",
        schema_statements.drop_schema,
    ),
    _rule("DROP TABLE(?: IF EXISTS)? NAME", table_statements.drop_table),
    _rule(
        "CREATE (?:OR REPLACE )?TABLE (?P<if>IF NOT EXISTS )?NAME",
        table_statements.create_table,
    ),
    _rule(
        "ALTER TABLE NAME ADD (?P<key>(?:CONSTRAINT \\S+ )?(?:PRIMARY|FOREIGN) KEY.*)",
        table_statements.add_key,
    ),
    _rule("ALTER TABLE NAME SET TBLPROPERTIES", table_statements.set_properties),
    _rule("TRUNCATE TABLE NAME", table_statements.truncate),
    _rule(
        "USE (?!CATALOG|SCHEMA|DATABASE)(?P<name>[^.]+\\.[^.]+)$",
        table_statements.use_both,
    ),
    _rule("DESC(?:RIBE)? HISTORY NAME", table_facts.describe_history),
    _rule("DESC(?:RIBE)? DETAIL NAME", table_facts.describe_detail),
    _rule(
        "DESC(?:RIBE)? (?!SCHEMA|DATABASE|CATALOG|FUNCTION|QUERY|VOLUME)(?:TABLE )?(?P<extended>EXTENDED )?NAME$",
        table_facts.describe_table,
    ),
    _rule("SHOW TBLPROPERTIES NAME", table_facts.show_properties),
    _rule("(?:OPTIMIZE|VACUUM|ANALYZE TABLE) NAME", table_facts.nothing_to_do),
    _rule(
        "(?:REFRESH|CACHE|CACHE LAZY|UNCACHE) TABLE(?: IF EXISTS)? NAME",
        table_facts.nothing_to_read,
    ),
)
