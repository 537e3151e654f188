"""Runs a program in a process of its own, which can neither stay nor take this one along."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULT = "result.json"
PHASE = "phase"
MOST_RESULT_BYTES = 64 * 1024
# Nothing that opens the workspace: a program apart gets what it needs as files.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "JAVA_HOME", "TZ")
LEEWAY_SECONDS = 30
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Program:
    """A module of this folder, with JSON for its arguments."""

    module: str
    arguments: dict[str, Any]
    packages: Path | None = None
    """Where packages of its own are, which win over those of this process."""
    modules: tuple[str, ...] = ("plain_text", "told", "model_files", "predict", "run_check")
    """What it consists of."""


@dataclass(frozen=True)
class Ended:
    """How it ended; the status is negative for a signal, and None when the time was up."""

    status: int | None
    seconds: float
    result: object
    """The JSON that it left, as it is: nobody has looked at it yet. None when there is none, or too much."""
    phase: str


def run_apart(program: Program, folder: Path, seconds: float) -> Ended:
    """Runs in the folder, which must be its own and empty."""
    write_modules(folder, program.modules)
    arguments = folder / "arguments.json"
    arguments.write_text(json.dumps(program.arguments), "utf-8")
    command = [sys.executable, str(folder / f"{program.module}.py"), str(arguments)]
    status, took = watched(command, environment(folder, program.packages), seconds)
    return Ended(status, took, json_in(folder / RESULT), start_of(folder / PHASE, 20).decode("utf-8", "replace"))


def write_modules(folder: Path, modules: tuple[str, ...]) -> None:
    """The program as files of this machine: workspace files may be nowhere but in the notebook."""
    for module in ("warden", *modules):
        (folder / f"{module}.py").write_text(beside(f"{module}.py"), "utf-8")


def beside(name: str) -> str:
    """The text of a file that came with the notebook."""
    return (HERE / name).read_text("utf-8")


def watched(command: list[str], own: dict[str, str], seconds: float) -> tuple[int | None, float]:
    warden = [sys.executable, "-I", str(Path(own["HOME"]) / "warden.py"), str(seconds), *command]
    process = subprocess.Popen(
        warden, cwd=own["HOME"], env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        # Its input stays open meanwhile, which is what the warden lives on.
        assert process.stdout is not None
        report = json.loads(read_with_limit(process, seconds + LEEWAY_SECONDS))
        return report["status"], report["seconds"]
    except (ValueError, KeyError, TypeError):
        return -signal.SIGKILL, seconds  # Somebody ended the warden.
    finally:
        process.kill()
        process.communicate()


def read_with_limit(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    import threading

    limit = threading.Timer(seconds, process.kill)
    limit.start()
    try:
        assert process.stdout is not None
        return process.stdout.read(MOST_RESULT_BYTES)
    finally:
        limit.cancel()


def environment(folder: Path, packages: Path | None) -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    path = [str(packages)] if packages else []
    path += [place for place in sys.path if place and not place.startswith("/Workspace") and Path(place) != HERE]
    own = {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(path)}
    return {**passed_on, **own, "PYTHONDONTWRITEBYTECODE": "1", "MLFLOW_TRACKING_URI": (folder / "mlruns").as_uri()}


def json_in(file: Path) -> object:
    content = start_of(file, MOST_RESULT_BYTES + 1)
    try:
        return json.loads(content) if len(content) <= MOST_RESULT_BYTES else None
    except (ValueError, RecursionError):
        return None


def start_of(file: Path, most: int) -> bytes:
    """Nothing where there is no plain file: opening a named pipe would wait forever."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError:
        return b""
