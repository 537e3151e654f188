"""SQL of Databricks in terms that Sail knows, or answered in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from workspace_runtime.spark import schema_statements, table_facts, table_statements
from workspace_runtime.spark.catalog_sync import CatalogSync
from workspace_runtime.spark.no_rows import nothing
from workspace_runtime.spark.plans import PlanShim
from workspace_runtime.spark.refused import refuse_unsupported
from workspace_runtime.spark.sql_text import (
    NAME,
    name_parts,
    outside_quotes,
    statements_of,
)
from workspace_runtime.spark.warehouse import TableName, Warehouse

Execute = Callable[[str], Any]
Answer = Callable[["Dialect", re.Match[str], Execute], Any]

FILE_PATH = re.compile(r"(\b(?:csv|json|parquet|delta|text|orc|avro)\.)`([^`]+)`", re.I)
LOCATION = re.compile(r"(\b(?:LOCATION|path)\s*=?\s*)(['\"])((?:dbfs:)?/.*?)\2", re.I)
USER = re.compile(r"\b(?:current_user|session_user|user)\s*\(\s*\)", re.I)


class Dialect:
    def __init__(
        self, session: Any, warehouse: Warehouse, sync: CatalogSync, plans: PlanShim
    ) -> None:
        self.session = session
        self.warehouse = warehouse
        self.sync = sync
        self._plans = plans

    def run(self, text: str, execute: Execute) -> Any:
        statements = statements_of(text)
        if len(statements) != 1:
            return execute(text)
        statement = self._with_places(statements[0])
        refuse_unsupported(statement, re.sub(r"'[^']*'|\"[^\"]*\"", "''", statement))
        self.sync.run()
        for pattern, answer in ANSWERS:
            match = pattern.match(statement)
            if match is not None:
                return answer(self, match, execute)
        return execute(statement)

    def table(self, name: str) -> TableName:
        """The full name; what is left out is taken from the session."""
        parts = name_parts(name)
        if len(parts) < 3:
            catalog = self.session.catalog
            here = [catalog.currentCatalog(), catalog.currentDatabase()]
            parts = here[: 3 - len(parts)] + parts
        return TableName(*parts)

    def schema(self, name: str) -> tuple[str, str]:
        parts = name_parts(name)
        if len(parts) < 2:
            parts = [self.session.catalog.currentCatalog(), *parts]
        return parts[0], parts[1]

    def _with_places(self, statement: str) -> str:
        real = self._plans.real_path
        statement = FILE_PATH.sub(lambda m: f"{m[1]}`{real(m[2])}`", statement)
        statement = LOCATION.sub(lambda m: f"{m[1]}{m[2]}{real(m[3])}{m[2]}", statement)
        user = f"'{self._plans.user_name}'"
        return outside_quotes(statement, lambda plain: USER.sub(user, plain))


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
        "CREATE (?:OR REPLACE )?TABLE (?:IF NOT EXISTS )?NAME",
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
    _rule(
        "(?:OPTIMIZE|VACUUM|ANALYZE TABLE|REFRESH TABLE|CACHE TABLE|UNCACHE TABLE)\\b",
        nothing,
    ),
)
