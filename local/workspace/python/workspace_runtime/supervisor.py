"""Waits for the process of a task, then ends all processes that it left running."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from workspace_runtime.lifeline import LIFELINE_FD

if TYPE_CHECKING:
    import socket

# https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html
PR_SET_CHILD_SUBREAPER = 36


def supervise(told: socket.socket | None = None) -> None:
    """Returns in a child, which runs the task; this process ends last, with the child's status.

    Whoever is told gets the child's wait status before that.
    """
    _adopt_orphans()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    task = os.fork()
    if task == 0:
        os.close(LIFELINE_FD)
        if told is not None:
            told.close()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        return
    is_cut = threading.Event()
    threading.Thread(target=_watch_lifeline, args=(task, is_cut), daemon=True).start()
    status = _status_of(task)
    _end_children()
    if is_cut.is_set():
        # Nothing else ends the group: only on Linux do its members become children of this process.
        os.killpg(0, signal.SIGKILL)
    if told is not None:
        told.sendall(f"{status}\n".encode())
    end_with(status)


def _adopt_orphans() -> None:
    """Makes orphaned descendants children of this process, in any session or environment."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _watch_lifeline(task: int, is_cut: threading.Event) -> None:
    # The server holds the other end open and never writes to it.
    os.read(LIFELINE_FD, 1)
    is_cut.set()
    with suppress(ProcessLookupError):
        os.kill(task, signal.SIGKILL)


def _status_of(task: int) -> int:
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == task:
            return status


def _end_children() -> None:
    # Children of an ended process become children of this one, until none are left.
    while [child for child in _children() if _killed(child)]:
        os.waitpid(-1, 0)


def _children() -> Iterator[int]:
    """Only Linux shows this."""
    for name in os.listdir("/proc") if sys.platform == "linux" else []:
        if name.isdecimal() and _parent_of(name) == os.getpid():
            yield int(name)


def _parent_of(process: str) -> int | None:
    try:
        with open(f"/proc/{process}/stat", encoding="latin-1") as file:
            # The name before the last parenthesis may contain anything.
            return int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return None  # It has just ended.


def _killed(process: int) -> bool:
    try:
        os.kill(process, signal.SIGKILL)
        return True
    except PermissionError:
        return False  # It runs as another user by now.


def end_with(status: int) -> None:
    """Ends this process with the same exit code or signal as that wait status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.WEXITSTATUS(status))
