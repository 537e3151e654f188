"""What all code of the process shares: the main notebook, modules and child notebooks."""

from __future__ import annotations

from dataclasses import dataclass

from workspace_runtime.dbutils_jobs import TaskValues
from workspace_runtime.spark.runtime import SparkRuntime
from workspace_runtime.task import Task
from workspace_runtime.widgets import CurrentWidgets


@dataclass(frozen=True)
class RunningTask:
    task: Task
    spark: SparkRuntime
    task_values: TaskValues
    widgets: CurrentWidgets
