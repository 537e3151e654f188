"""A Python process that the code of a run starts: it sees the same files, dbutils and tables."""

from __future__ import annotations

from workspace_runtime.dbutils_jobs import TaskValues
from workspace_runtime.file_functions import patch_file_functions
from workspace_runtime.foreign_readers import patch_foreign_readers
from workspace_runtime.mounts import Mounts
from workspace_runtime.running_task import RunningTask
from workspace_runtime.spark.runtime import SparkRuntime
from workspace_runtime.task import read_task
from workspace_runtime.user_namespace import provide
from workspace_runtime.widgets import CurrentWidgets, Widgets


def join_run(task_file: str) -> None:
    mounts = Mounts({}, "")
    patch_file_functions(mounts)
    patch_foreign_readers(mounts)
    task = read_task(task_file)
    mounts.mount(task.storage.mounts, task.storage.folder)
    widgets = CurrentWidgets(Widgets(task.widgets))
    provide(RunningTask(task, SparkRuntime(task, mounts), TaskValues(task), widgets))
