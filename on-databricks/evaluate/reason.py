"""Why there are no statistics, in words."""

from __future__ import annotations

from plain_text import one_line


class ReasonError(Exception):
    """For people: what happened, and what to do. The code is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "message": one_line(str(self))}


def count(number: int, noun: str) -> str:
    """1 row, 2,000 rows."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
