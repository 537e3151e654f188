"""Runs the task described by the JSON file given as the only argument."""

import sys

from workspace_runtime.byte_code import stop_writing_byte_code
from workspace_runtime.file_functions import patch_file_functions
from workspace_runtime.foreign_readers import patch_foreign_readers
from workspace_runtime.launcher import launch
from workspace_runtime.mounts import Mounts
from workspace_runtime.supervisor import supervise
from workspace_runtime.task import read_task

if __name__ == "__main__":
    supervise()
    stop_writing_byte_code()
    task = read_task(sys.argv[1])
    mounts = Mounts(task.storage.mounts, task.storage.folder)
    patch_file_functions(mounts)
    patch_foreign_readers(mounts)
    sys.exit(launch(task, mounts))
