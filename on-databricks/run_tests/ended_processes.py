"""Lets no process of the tests survive, as far as the system allows."""

from __future__ import annotations

import os
import subprocess
from typing import Any

IS_POSIX = os.name == "posix"


def adopt() -> None:
    if IS_POSIX:
        import warden

        warden.adopt_orphans()


def own_group() -> dict[str, Any]:
    """How a process starts that can be ended with all of its own."""
    if not IS_POSIX:
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    import warden

    return {"start_new_session": True, "preexec_fn": warden.be_expendable}


def end_all(process: subprocess.Popen[bytes]) -> None:
    if IS_POSIX:
        import warden

        warden.end_group(process)
        warden.end_descendants()
    elif process.poll() is None:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        process.wait()
