"""The checks of a project: the public functions of its checks.py, in their order."""

from __future__ import annotations

import ast
from dataclasses import dataclass

MOST_CHECKS = 50


@dataclass(frozen=True)
class Found:
    names: list[str]
    problem: str | None


def checks_in(source: str) -> Found:
    """Read, not run: what runs is one check at a time, apart."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        return Found([], f"checks.py is not Python{where}: {getattr(error, 'msg', error)}")
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = list(dict.fromkeys(name for name in functions if not name.startswith("_")))
    if not names:
        return Found([], "checks.py has no function; each function whose name does not begin with _ is a check")
    if len(names) > MOST_CHECKS:
        return Found([], f"checks.py has {len(names)} checks, and at most {MOST_CHECKS} are run")
    return Found(names, None)
