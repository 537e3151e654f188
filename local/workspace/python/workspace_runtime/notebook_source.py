"""Splits a notebook's text into cells."""

import json
import re
from dataclasses import dataclass

HEADER = "# Databricks notebook source"
SEPARATOR = re.compile(r"^# COMMAND -+[ \t]*$", re.MULTILINE)
MAGIC_PREFIX = re.compile(r"^# MAGIC ?", re.MULTILINE)
# Line magics for interactive use, which have no effect in a job.
INTERACTIVE = re.compile(
    r"^%(?=(?:load_ext|reload_ext|autoreload|matplotlib|config)\b)", re.MULTILINE
)


@dataclass(frozen=True)
class Cell:
    number: int
    magic: str | None
    """The word behind `%`, or None for plain Python."""
    argument: str
    """The rest of the magic's line."""
    body: str


def cells_of(text: str) -> list[Cell]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    sources = (
        _jupyter_cells(text) if text.lstrip().startswith("{") else _source_cells(text)
    )
    return [
        cell_of(number, source)
        for number, source in enumerate(sources, start=1)
        if source.strip()
    ]


def _source_cells(text: str) -> list[str]:
    body = text.removeprefix(HEADER)
    return [_without_magic_prefix(cell) for cell in SEPARATOR.split(body)]


def _without_magic_prefix(cell: str) -> str:
    code = "\n".join(
        line
        for line in cell.strip("\n").split("\n")
        if not line.startswith("# DBTITLE")
    )
    return MAGIC_PREFIX.sub("", code) if code.lstrip().startswith("# MAGIC") else code


def _jupyter_cells(text: str) -> list[str]:
    cells = json.loads(text)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def cell_of(number: int, source: str) -> Cell:
    source = INTERACTIVE.sub("# %", source)
    first, _, rest = source.lstrip().partition("\n")
    if not first.startswith("%"):
        return Cell(number, None, "", source)
    word, _, argument = first[1:].partition(" ")
    return Cell(number, word, argument.strip(), rest)
