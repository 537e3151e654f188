"""Keys and properties that Unity Catalog keeps and Sail does not parse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workspace_runtime.spark.sql_text import (
    closing_parenthesis,
    name_parts,
    top_level_items,
)

KEY_ITEM = re.compile(
    r"^(?:CONSTRAINT\s+\S+\s+)?(PRIMARY|FOREIGN)\s+KEY\s*\((.*?)\)(.*)$", re.I | re.S
)
INLINE_KEY = re.compile(
    r"\s+(?:CONSTRAINT\s+\S+\s+)?PRIMARY\s+KEY(?:\s+TIMESERIES)?", re.I
)
PROPERTIES = re.compile(r"\bTBLPROPERTIES\s*\(", re.I)
CHANGE_DATA_FEED = re.compile(r"^['\"`]?delta\.enableChangeDataFeed['\"`]?\s*=", re.I)
COLUMNS = re.compile(r"\bCREATE\b.*?\bTABLE\b[^('\"]*?\(", re.I | re.S)


@dataclass
class Kept:
    """What was taken out of a statement, to be kept beside the table."""

    statement: str
    facts: dict[str, object] = field(default_factory=dict)


def without_keys(statement: str) -> Kept:
    """A CREATE TABLE without its keys and without the change data feed."""
    kept = Kept(statement)
    columns = COLUMNS.match(kept.statement)
    if columns is not None:
        _replace_list(kept, columns.end() - 1, _without_key)
    _without_feed(kept)
    return kept


def key_of(clause: str) -> dict[str, object]:
    """The key that `ALTER TABLE ... ADD` names."""
    kept = Kept(clause)
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
        if key.group(1).upper() == "PRIMARY":
            names = [name_parts(column) for column in key.group(2).split(",")]
            kept.facts["primaryKey"] = [parts[0] for parts in names if parts]
        return ""
    if INLINE_KEY.search(item):
        kept.facts["primaryKey"] = name_parts(item)[:1]
        return INLINE_KEY.sub("", item)
    return item


def _without_feed_property(item: str, kept: Kept) -> str:
    if not CHANGE_DATA_FEED.match(item):
        return item
    value = item.split("=", 1)[1].strip().strip("'\"")
    kept.facts["properties"] = {"delta.enableChangeDataFeed": value}
    return ""
