"""dbutils.jobs.taskValues: small values that later tasks of the same run can read."""

from __future__ import annotations

import json
import os

from workspace_runtime.task import Task

MAX_VALUE_BYTES = 48 * 1024
MAX_VALUES = 250


class JobsUtils:
    def __init__(self, task_values: TaskValues) -> None:
        self.taskValues = task_values


class TaskValues:
    """One for the whole process: its file has the values of all notebooks and modules."""

    def __init__(self, task: Task) -> None:
        self._task_key = task.identity.task_key
        self._file = task.folder / "task-values.json"
        self._upstream = task.upstream_values
        self._own: dict[str, object] = {}

    def set(self, key: str, value: object) -> None:
        encoded = _encoded(key, value)
        if len(encoded.encode("utf-8")) > MAX_VALUE_BYTES:
            raise ValueError(
                f"The JSON of task value {key} exceeds {MAX_VALUE_BYTES} bytes."
            )
        if key not in self._own and len(self._own) >= MAX_VALUES:
            raise ValueError(f"A task can set at most {MAX_VALUES} task values.")
        self._own[key] = json.loads(encoded)
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps(self._own), "utf-8")
        os.replace(partial, self._file)

    def get(
        self,
        taskKey: str,
        key: str,
        default: object = None,
        debugValue: object = None,
    ) -> object:
        """`debugValue` is for notebooks outside a job, which do not exist here."""
        known = {**self._upstream, self._task_key: self._own}
        if key in known.get(taskKey, {}):
            return known[taskKey][key]
        if default is not None:
            return default
        if taskKey not in known:
            raise ValueError(f"Task key does not exist in run: {taskKey}.")
        raise ValueError(
            f"Task value with key {key} of task {taskKey} does not exist, and no default was given."
        )


def _encoded(key: str, value: object) -> str:
    try:
        return json.dumps(value, allow_nan=False)
    except ValueError as error:
        raise ValueError(f"Task value {key} cannot be written as JSON: {error}.") from None
