"""Replaces IDENTIFIER(:name) by the name."""

from __future__ import annotations

import re
from typing import Any

from workspace_runtime.spark.sql_text import name_parts

# Matches comments and quoted text first, so that their content never matches the clause.
CLAUSE = re.compile(
    r"--[^\n]*|/\*[\s\S]*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`"
    r"|\bIDENTIFIER\s*\(\s*(?::(?P<parameter>\w+)|'(?P<text>[^']*)')\s*\)",
    re.I,
)


def with_identifiers(statement: str, args: Any) -> tuple[str, Any]:
    """The statement and the arguments that it still needs; a computed name stays unchanged."""
    named = args if isinstance(args, dict) else {}

    def name(match: re.Match[str]) -> str:
        value = match["text"] or named.get(match["parameter"])
        if not isinstance(value, str):
            return match.group()
        return ".".join(f"`{part}`" for part in name_parts(value))

    changed = CLAUSE.sub(name, statement)
    if changed == statement or not isinstance(args, dict):
        return changed, args
    # Sail refuses commands with arguments, even unused ones.
    asked = {key: args[key] for key in args if re.search(rf":{key}\b", changed)}
    return changed, asked or None
