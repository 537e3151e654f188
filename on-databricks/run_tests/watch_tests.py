"""Runs tests in a process of their own and prints a report of them: the contract `test-report`, see README.md.

The first line of standard input is the request. Whoever starts this holds the input open: when it closes, or a line
`timedOut` comes, the tests end.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from ended_processes import adopt, end_all, own_group
from first_line import first_line
from heard_events import Heard
from project_folder import project_folder

OWN_FOLDER = Path(__file__).parent
LOOK_EVERY_SECONDS = 0.02
OLDEST_PYTHON = (3, 9)
CONTRACT = {"contract": "test-report", "version": 1}


def main() -> None:
    request = json.loads(first_line(0))
    stop = Stop()
    threading.Thread(target=stop.wait, daemon=True).start()
    adopt()
    print(json.dumps({**CONTRACT, "nonce": request["nonce"], **report_of(request, stop)}), flush=True)


class Stop:
    """Why the tests have to end early."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.why = "stopped"

    def wait(self) -> None:
        if first_line(0) == b"timedOut\n":
            self.why = "timedOut"
        self.asked.set()


def report_of(request: dict[str, Any], stop: Stop) -> dict[str, Any]:
    tests = Path(request["tests"])
    python = ".".join(map(str, sys.version_info[:3]))
    about = {"python": python, "executable": sys.executable, "startedAt": round(time.time() * 1000)}
    if sys.version_info < OLDEST_PYTHON:
        return {**about, "end": {"kind": "oldPython"}}
    if not tests.exists():
        return {**about, "end": {"kind": "noPath"}}
    project = project_folder(tests)
    scratch = tempfile.mkdtemp(prefix="mlops-tests-")
    try:
        known = {"project": str(project), "scratch": scratch, "parameters": parameters_of(request, Path(scratch))}
        watched = Watched({**request, **known}, stop)
        return {**about, "project": str(project), **watched.report()}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def parameters_of(request: dict[str, Any], scratch: Path) -> dict[str, str]:
    given: dict[str, str] = request["parameters"]
    if request["configuration"] is None:
        return given
    file = scratch / "mlops.json"
    file.write_text(json.dumps(request["configuration"], indent=2), "utf-8")
    return {**given, "mlops_config": str(file)}


class Watched:
    def __init__(self, request: dict[str, Any], stop: Stop) -> None:
        self._request = request
        self._stop = stop
        self._heard = Heard(nonce=secrets.token_hex(16), project=request["project"])

    def report(self) -> dict[str, Any]:
        begun = time.monotonic()
        process = self._start()
        assert process.stdout is not None
        assert process.stderr is not None
        readers = [
            threading.Thread(target=self._heard.hear, args=(process.stdout,), daemon=True),
            threading.Thread(target=self._heard.keep_output, args=(process.stderr,), daemon=True),
        ]
        for reader in readers:
            reader.start()
        cut = self._wait(process)
        end_all(process)
        for reader in readers:
            # Whatever still holds the pipes open is no process of ours.
            reader.join(timeout=5)
        report = self._heard.report(process.returncode, cut)
        return {**report, "seconds": round(time.monotonic() - begun, 3)}

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, str(OWN_FOLDER / "perform_tests.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # No byte code beside the sources, and a stack trace of a crash.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "1"},
            **own_group(),
        )
        assert process.stdin is not None
        line = json.dumps({**self._request, "nonce": self._heard.nonce}) + "\n"
        try:
            process.stdin.write(line.encode())
            process.stdin.close()
        except OSError:
            pass  # It has ended already, which its status tells.
        return process

    def _wait(self, process: subprocess.Popen[bytes]) -> str | None:
        """Why the tests were cut short; None when they ended by themselves."""
        seconds = self._request["seconds"]
        deadline = None if seconds is None else time.monotonic() + seconds
        while process.poll() is None:
            if self._stop.asked.wait(LOOK_EVERY_SECONDS):
                return self._stop.why
            if deadline is not None and time.monotonic() >= deadline:
                return "timedOut"
        return None


if __name__ == "__main__":
    main()
