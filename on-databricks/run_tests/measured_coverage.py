"""Measures which lines of the project the tests reach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import coverage
from told_events import Told


@contextmanager
def measured(request: dict[str, Any], told: Told) -> Iterator[None]:
    scratch = Path(request["scratch"])
    sources = [str(Path(request["project"]) / folder) for folder in request["coverage"]]
    # The project's own .coveragerc or pyproject.toml still says what to leave out.
    measure = coverage.Coverage(data_file=str(scratch / "coverage"), source=sources, messages=False)
    measure.start()
    try:
        yield
    finally:
        measure.stop()
        measure.save()
    tell_lines(measure, scratch / "coverage.json", told)


def tell_lines(measure: coverage.Coverage, report: Path, told: Told) -> None:
    try:
        measure.json_report(outfile=str(report), ignore_errors=True)
    except coverage.exceptions.NoDataError:
        return
    for file, lines in json.loads(report.read_text("utf-8"))["files"].items():
        told.tell("covered", file=file, hit=lines["executed_lines"], missed=lines["missing_lines"])
