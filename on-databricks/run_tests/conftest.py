"""Runs tests of a project through the whole runner, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Watch = Callable[..., dict[str, Any]]
HERE = Path(__file__).parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "tests").mkdir()
    return tmp_path


@pytest.fixture
def watch(project: Path) -> Watch:
    def run(source: str = "", **asked: Any) -> dict[str, Any]:
        if source:
            (project / "tests" / "test_it.py").write_text(source)
        request = {
            "nonce": "n",
            "tests": str(project / "tests"),
            "runner": "pytest",
            "markers": "",
            "keywords": "",
            "texts": "errors",
            "spark": False,
            "coverage": [],
            "parameters": {},
            "configuration": None,
            "seconds": 30,
            **asked,
        }
        own = {"PYTHONPATH": str(HERE.parent / "check"), "PYTHONDONTWRITEBYTECODE": "1"}
        program = subprocess.Popen(
            [sys.executable, str(HERE / "watch_tests.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own
        )
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps(request).encode() + b"\n")
        program.stdin.flush()
        report: dict[str, Any] = json.loads(program.stdout.read())
        program.communicate()
        return report

    return run
