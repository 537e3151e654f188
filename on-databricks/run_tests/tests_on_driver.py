"""Starts the process that watches the tests, and brings its report to where the agent can fetch it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

MODULES = (
    *("bounded_text", "case_told", "ended_processes", "first_line", "heard_events", "measured_coverage", "mlops_tests"),
    *("perform_tests", "project_folder", "pytest_events", "told_events", "unittest_events", "warden", "watch_tests"),
)
HERE = Path(__file__).parent
# The service keeps 5 MB of an exit value, and base64 makes four bytes of three.
MOST_PACKED_BYTES = 3_300_000
# The service exports at most 10 MB of a file.
MOST_PIECE_BYTES = 6_000_000
MOST_OUTPUT_CHARACTERS = 2_000


def run_tests(request: str, nonce: str, ends_at: float | None) -> str:
    seconds = None if ends_at is None else max(0.0, ends_at - time.time())
    with tempfile.TemporaryDirectory(prefix="mlops-runner-", ignore_cleanup_errors=True) as folder:
        write_modules(Path(folder))
        report, trouble = watched(Path(folder), {**json.loads(request), "nonce": nonce, "seconds": seconds})
    return handed_over(report, nonce, HERE) if report else json.dumps({**about(nonce), "trouble": trouble})


def beside(name: str) -> str:
    """The text of a file that came with the notebook."""
    return (HERE / name).read_text("utf-8")


def write_modules(folder: Path) -> None:
    """As files of this machine: an interpreter may not be able to start from workspace files."""
    for module in MODULES:
        (folder / f"{module}.py").write_text(beside(f"{module}.py"), "utf-8")


def watched(folder: Path, request: dict[str, Any]) -> tuple[bytes, str]:
    """The report as it is, or why there is none."""
    process = subprocess.Popen(
        [sys.executable, str(folder / "watch_tests.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": search_path()},
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        report = process.stdout.read()
        status = process.wait()
        trouble = process.stderr.read().decode("utf-8", "replace")[-MOST_OUTPUT_CHARACTERS:]
        return (report, "") if status == 0 else (b"", f"it ended with status {status}: {trouble}")
    except OSError as error:
        return b"", str(error)
    finally:
        process.kill()
        process.wait()


def search_path() -> str:
    """What this notebook can import, but for what it brought itself."""
    return os.pathsep.join(place for place in sys.path if place and Path(place) != HERE)


def about(nonce: str) -> dict[str, Any]:
    return {"contract": "test-run", "version": 1, "nonce": nonce}


def handed_over(report: bytes, nonce: str, folder: Path) -> str:
    """In the exit value, or in files of the workspace when it is too large for that."""
    packed = zlib.compress(report)
    known = {**about(nonce), "sha256": hashlib.sha256(packed).hexdigest()}
    if len(packed) <= MOST_PACKED_BYTES:
        return json.dumps({**known, "packed": base64.b64encode(packed).decode("ascii")})
    files: list[str] = []
    for start in range(0, len(packed), MOST_PIECE_BYTES):
        file = folder / f"report-{nonce[:16]}-{len(files)}"
        file.write_bytes(packed[start : start + MOST_PIECE_BYTES])
        files.append(file.name)
    return json.dumps({**known, "files": files})
