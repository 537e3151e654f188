"""SQL as text: statements, quotes and names."""

from __future__ import annotations

import re
from collections.abc import Callable

# Quoted text and comments are one piece each, so that their content never counts as SQL.
PIECE = re.compile(
    r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|;|[^'\"`;/-]+|.",
    re.DOTALL,
)
COMMENT = ("--", "/*")
QUOTE = ("'", '"', "`")

NAME = r"(?:`[^`]+`|[\w-]+)(?:\s*\.\s*(?:`[^`]+`|[\w-]+))*"


def statements_of(text: str) -> list[str]:
    """Splits at semicolons and removes comments."""
    statements = [""]
    for piece in PIECE.findall(text):
        if piece == ";":
            statements.append("")
        else:
            statements[-1] += " " if piece.startswith(COMMENT) else piece
    return [statement.strip() for statement in statements if statement.strip()]


def outside_quotes(text: str, change: Callable[[str], str]) -> str:
    changed = ""
    plain = ""
    for piece in PIECE.findall(text):
        if piece.startswith(QUOTE):
            changed += change(plain) + piece
            plain = ""
        else:
            plain += piece
    return changed + change(plain)


def name_parts(name: str) -> list[str]:
    parts = re.findall(r"`([^`]+)`|([\w-]+)", name)
    return [quoted or plain for quoted, plain in parts]


def top_level_items(text: str) -> list[str]:
    """Splits at commas outside parentheses and quotes."""
    items, depth = [""], 0
    for piece in re.findall(r"'[^']*'|`[^`]*`|\"[^\"]*\"|.", text, re.DOTALL):
        depth += {"(": 1, "<": 1, ")": -1, ">": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            items.append("")
        else:
            items[-1] += piece
    return [item.strip() for item in items if item.strip()]


def closing_parenthesis(text: str, opening: int) -> int:
    depth = 0
    for match in re.finditer(r"'[^']*'|`[^`]*`|[()]", text[opening:]):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0:
            return opening + match.start()
    return len(text)
