"""Lets a warm interpreter run a task, and represents the run to the parent process."""

from __future__ import annotations

import json
import os
import re
import signal
import site
import socket
import sys
from contextlib import suppress
from pathlib import Path

from workspace_runtime.lifeline import LIFELINE_FD
from workspace_runtime.mounts import Mounts
from workspace_runtime.search_path import rooted, search_folders
from workspace_runtime.supervisor import end_with

# Modules that are already imported do not see later settings or packages.
NEEDS_FRESH_MODULES = re.compile(r"\b(?:environ|putenv)\b|%\s*pip\b")


def run_warm(task_file: str, address: str) -> None:
    """Returns if a fresh interpreter must run the task; otherwise ends this process like the run."""
    if not fits(task_file):
        return
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
        request = json.dumps([task_file, os.getcwd(), dict(os.environ)]).encode()
        socket.send_fds(connection, [request], [0, 1, 2, LIFELINE_FD])
        answers = connection.makefile()
        run = int(answers.readline())
    except (OSError, ValueError):
        return  # It has ended in the meantime.
    pass_on_signals(run)
    for stream in (0, 1, 2, LIFELINE_FD):
        os.close(stream)
    end_as_run(run, answers.readline())


def fits(task_file: str) -> bool:
    """Whether the task may use shared modules."""
    task = json.loads(Path(task_file).read_text("utf-8"))
    kind, path = task["kind"], task["path"]
    if kind == "statement":
        return True
    if kind == "wheel" or task["wheels"]:
        return False
    mounts = Mounts(task["storage"]["mounts"], task["storage"]["folder"])
    source = Path(str(mounts.real(rooted(kind, path)))).read_bytes().decode("utf-8", "replace")
    folders = [str(mounts.real(folder)) for folder in search_folders(kind, path)]
    return NEEDS_FRESH_MODULES.search(source) is None and not any(map(hides_module, folders))


def hides_module(folder: str) -> bool:
    """Whether project code has a module with the name of a shared one."""
    shared = {name.partition(".")[0] for place in site.getsitepackages() for name in os.listdir(place)}
    own = {name.removesuffix(".py") for name in os.listdir(folder)}
    return not own.isdisjoint(shared | sys.stdlib_module_names)


def pass_on_signals(run: int) -> None:
    def pass_on(number: int, frame: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(run, number)

    for number in (signal.SIGTERM, signal.SIGCONT):
        signal.signal(number, pass_on)


def end_as_run(run: int, told: str) -> None:
    with suppress(ProcessLookupError):
        # Without its supervisor, nothing else would end it.
        os.killpg(run, signal.SIGKILL)
    end_with(int(told) if told else signal.SIGKILL)
