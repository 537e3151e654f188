"""Runs one command and lets nothing of it survive: `warden.py <seconds> <command...>`.

What the command prints is thrown away. Prints how it ended as JSON. Whoever starts the warden holds its standard input
open; when that closes, everything ends.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

# https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html
PR_SET_CHILD_SUBREAPER = 36
# https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
PR_SET_PDEATHSIG = 1
LOOK_EVERY_SECONDS = 0.02


def main(seconds: float, command: list[str]) -> None:
    adopt_orphans()
    begun = time.monotonic()
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=be_expendable,
    )
    status = wait(child, begun + seconds)
    end_group(child)
    end_descendants()
    print(json.dumps({"status": status, "seconds": round(time.monotonic() - begun, 3)}))


def wait(child: subprocess.Popen[bytes], deadline: float) -> int | None:
    """The exit status, negative for a signal; None when the time was up."""
    while time.monotonic() < deadline:
        status = child.poll()
        if status is not None:
            return status
        starter_left, _, _ = select.select([sys.stdin], [], [], LOOK_EVERY_SECONDS)
        if starter_left:
            break
    return None


def adopt_orphans() -> None:
    """Makes processes whose parent has ended children of this one, whatever session they moved to."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def be_expendable() -> None:
    """Ends with the warden, leaves no core file, and goes first when memory runs out."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


def end_group(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def end_descendants() -> None:
    # Each one that ends leaves its own children to this process, until none are left.
    while [process for process in children() if killed(process)]:
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)


def children() -> Iterator[int]:
    """Only Linux tells."""
    for name in os.listdir("/proc") if sys.platform == "linux" else []:
        if name.isdecimal() and parent_of(name) == os.getpid():
            yield int(name)


def parent_of(process: str) -> int | None:
    try:
        with open(f"/proc/{process}/stat", encoding="latin-1") as file:
            # The name before the last parenthesis may hold anything.
            return int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return None  # It has just ended.


def killed(process: int) -> bool:
    try:
        os.kill(process, signal.SIGKILL)
    except (PermissionError, ProcessLookupError):
        return False
    return True


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2:])
