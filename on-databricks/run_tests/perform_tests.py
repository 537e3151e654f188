"""The process of the tests: runs them and tells each outcome as it comes; see watch_tests.py."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from told_events import Told

OWN_FOLDER = str(Path(__file__).parent)
UNUSABLE = 4


def main() -> int:
    told = Told()
    request = told.asked()
    missing = [name for name in needed(request) if importlib.util.find_spec(name) is None]
    if missing:
        told.tell("missing", packages=missing)
        return UNUSABLE
    # The programs of both runners, before the project's folders come first on the search path.
    run = runner_of(request)
    if request["coverage"]:
        import measured_coverage  # noqa: F401 -- loaded while its folder is still on the path
    import mlops_tests

    mlops_tests.parameters = request["parameters"]
    os.chdir(request["project"])
    use_project_path(request["project"])
    status = run(request, told) if not request["coverage"] else run_measured(run, request, told)
    told.tell("ended", status=status)
    return status


def needed(request: dict[str, Any]) -> list[str]:
    runner = ["pytest"] if request["runner"] == "pytest" else []
    return [*runner, *(["coverage"] if request["coverage"] else [])]


def runner_of(request: dict[str, Any]) -> Any:
    if request["runner"] == "pytest":
        from pytest_events import run_pytest

        return run_pytest
    from unittest_events import run_unittest

    return run_unittest


def run_measured(run: Any, request: dict[str, Any], told: Told) -> int:
    from measured_coverage import measured

    with measured(request, told):
        status: int = run(request, told)
    return status


def use_project_path(project: str) -> None:
    """As `python -m pytest` does. Modules of ours stay loaded, under names that only we use."""
    sys.path[:] = [project, *(place for place in sys.path if place not in ("", OWN_FOLDER))]


if __name__ == "__main__":
    sys.exit(main())
