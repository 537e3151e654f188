"""Names in SQL as Unity Catalog stores them."""

from __future__ import annotations

import re

from workspace_runtime.spark.sql_text import NAME, name_parts
from workspace_runtime.spark.table_names import TableNames

BEFORE_TABLE = (
    *("FROM", "JOIN", "INTO", "TABLE", "UPDATE", "USING", "OVERWRITE", "DESCRIBE"),
    *("DESC", "EXTENDED", "OPTIMIZE", "VACUUM", r"IF\s+EXISTS"),
)
BEFORE_PLACE = ("IN", "SCHEMA", "DATABASE", "CATALOG", "USE")
TOKEN = re.compile(
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
    rf"|(?P<table>(?:\b(?:{'|'.join(BEFORE_TABLE)})\s+)+)?"
    rf"(?P<place>(?:\b(?:{'|'.join(BEFORE_PLACE)})\s+)+)?(?P<name>{NAME})",
    re.I,
)


def with_kept_names(statement: str, names: TableNames) -> str:
    def kept(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name == name.lower():
            return match.group()
        before = match.group()[: -len(name)]
        if match["place"] is not None:
            return before + names.kept_place(name)
        # A single word may also be a column or the name of a query in WITH.
        is_table = len(name_parts(name)) > 1 or match["table"] is not None
        if not is_table or _is_query(name, statement):
            return match.group()
        return before + names.kept(name)

    return TOKEN.sub(kept, statement)


def with_new_name(match: re.Match[str], names: TableNames) -> str:
    """The statement of a rule with the name of the new table in lower case."""
    start, end = match.span("name")
    return match.string[:start] + names.new(match["name"]) + match.string[end:]


def _is_query(name: str, statement: str) -> bool:
    query = rf"(?<![\w.]){re.escape(name)}\s*(?:\([^)]*\)\s*)?\bAS\s*\("
    return re.search(query, statement, re.I) is not None
