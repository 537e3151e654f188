"""One test as the report has it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Literal

from bounded_text import details_of, message_of

Outcome = Literal["passed", "failed", "error", "skipped"]


@dataclass
class Case:
    group: str
    """The module and class of the test, with dots."""
    name: str
    file: str
    """Where it is written, or where it failed; an absolute path, or nothing."""
    line: int
    seconds: float = 0.0
    outcome: Outcome = "passed"
    message: str = ""
    details: str = ""

    def went(self, outcome: Outcome, message: object, details: object) -> None:
        self.outcome = outcome
        self.message = message_of(message)
        self.details = details_of(details)

    def facts(self, *, with_text: bool) -> dict[str, Any]:
        shown = {"message": self.message, "details": self.details} if with_text else {}
        return {
            "group": self.group,
            "name": self.name,
            "file": self.file,
            "line": self.line,
            "seconds": round(self.seconds, 4),
            "outcome": self.outcome,
            **{key: text for key, text in shown.items() if text},
        }


def absolute(path: str) -> str:
    """A test may have removed the current folder."""
    try:
        return os.path.abspath(path)
    except OSError:
        return path
