"""The result of a statement without rows."""

from __future__ import annotations

from typing import Any


def nothing(dialect: Any, *_: object) -> Any:
    return dialect.session.createDataFrame([], "result string")
