"""A Python process from its start to the end of its task."""

from __future__ import annotations

import os

from workspace_runtime.byte_code import stop_writing_byte_code
from workspace_runtime.file_functions import patch_file_functions
from workspace_runtime.foreign_readers import patch_foreign_readers
from workspace_runtime.launcher import launch
from workspace_runtime.mounts import Mounts
from workspace_runtime.redaction import redact_output
from workspace_runtime.task import read_task


def prepare() -> Mounts:
    """Must come before any other import: modules keep the functions and streams that they find."""
    stop_writing_byte_code()
    mounts = Mounts({}, "")
    patch_file_functions(mounts)
    patch_foreign_readers(mounts)
    redact_output()
    return mounts


def perform(task_file: str, mounts: Mounts) -> int:
    task = read_task(task_file)
    mounts.mount(task.storage.mounts, task.storage.folder)
    # Python processes that the code starts join the run by it.
    os.environ["WORKSPACE_RUNTIME_TASK"] = task_file
    return launch(task, mounts)
