"""Keys and properties that Unity Catalog stores but Sail does not parse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workspace_runtime.spark.sql_text import (
    closing_parenthesis,
    name_parts,
    top_level_items,
)

CONSTRAINT = r"(?:CONSTRAINT\s+(?P<name>`[^`]+`|\S+)\s+)?"
KEY_ITEM = re.compile(
    rf"^{CONSTRAINT}(?P<kind>PRIMARY|FOREIGN)\s+KEY\s*\((?P<columns>.*?)\)(?P<rest>.*)$",
    re.I | re.S,
)
INLINE_KEY = re.compile(
    rf"\s+{CONSTRAINT}PRIMARY\s+KEY(?P<timeseries>\s+TIMESERIES)?(?:\s+NOT\s+ENFORCED)?(?P<rest>\s+(?:NO)?RELY)?",
    re.I,
)
RELY = re.compile(r"\bRELY\b", re.I)
PROPERTIES = re.compile(r"\bTBLPROPERTIES\s*\(", re.I)
CHANGE_DATA_FEED = re.compile(r"^['\"`]?delta\.enableChangeDataFeed['\"`]?\s*=", re.I)
COLUMNS = re.compile(r"\bCREATE\b.*?\bTABLE\b[^('\"]*?\(", re.I | re.S)


@dataclass
class Kept:
    """What was removed from a statement, to be stored beside the table."""

    statement: str
    table: str
    facts: dict[str, object] = field(default_factory=dict)


def without_keys(statement: str, table: str) -> Kept:
    """A CREATE TABLE without its keys and without the change data feed."""
    kept = Kept(statement, table)
    columns = COLUMNS.match(kept.statement)
    if columns is not None:
        _replace_list(kept, columns.end() - 1, _without_key)
    _without_feed(kept)
    return kept


def key_of(clause: str, table: str) -> dict[str, object]:
    """The key that `ALTER TABLE ... ADD` names."""
    kept = Kept(clause, table)
    _without_key(clause, kept)
    return kept.facts


def _without_feed(kept: Kept) -> None:
    properties = PROPERTIES.search(kept.statement)
    if properties is None:
        return
    _replace_list(kept, properties.end() - 1, _without_feed_property)
    kept.statement = re.sub(
        r"\bTBLPROPERTIES\s*\(\s*\)", "", kept.statement, flags=re.I
    )


def _replace_list(kept: Kept, opening: int, change: object) -> None:
    end = closing_parenthesis(kept.statement, opening)
    items = top_level_items(kept.statement[opening + 1 : end])
    changed = [change(item, kept) for item in items]  # type: ignore[operator] -- the callers pass functions of these shapes
    inner = ", ".join(item for item in changed if item)
    kept.statement = f"{kept.statement[: opening + 1]}{inner}{kept.statement[end:]}"


def _without_key(item: str, kept: Kept) -> str:
    key = KEY_ITEM.match(item)
    if key is not None:
        if key["kind"].upper() == "PRIMARY":
            columns = [name_parts(column) for column in key["columns"].split(",")]
            _keep_key(kept, key, [parts for parts in columns if parts])
        return ""
    inline = INLINE_KEY.search(item)
    if inline is not None:
        column = name_parts(item)[:1] + name_parts(inline["timeseries"] or "")
        _keep_key(kept, inline, [column])
        return item[: inline.start()] + item[inline.end() :]
    return item


def _keep_key(kept: Kept, key: re.Match[str], columns: list[list[str]]) -> None:
    """In the format of the catalog API; each column may be followed by TIMESERIES."""
    timeseries = [name for name, *words in columns if words]
    constraint = {
        "name": (name_parts(key["name"] or "") or [f"{kept.table}_pk"])[0],
        "child_columns": [name for name, *_ in columns],
        **({"timeseries_columns": timeseries} if timeseries else {}),
        **({"rely": True} if RELY.search(key["rest"] or "") else {}),
    }
    kept.facts["table_constraints"] = [{"primary_key_constraint": constraint}]


def _without_feed_property(item: str, kept: Kept) -> str:
    if not CHANGE_DATA_FEED.match(item):
        return item
    value = item.split("=", 1)[1].strip().strip("'\"")
    kept.facts["properties"] = {"delta.enableChangeDataFeed": value}
    return ""
