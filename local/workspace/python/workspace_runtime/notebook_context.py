"""What a notebook can find out about itself: dbutils.notebook.entry_point ... getContext()."""

from __future__ import annotations

import json
import os
import zlib
from types import SimpleNamespace
from typing import Any

from workspace_runtime.task import GitFolder, Task

NOT_SIMULATED = (
    "aclPathOfAclRoot",
    "clusterId",
    "jobGroupId",
    "replId",
    "workloadId",
    "workloadClass",
    "mlflowGitRepoStatus",
)


class Option:
    """A value of the JVM that may be missing."""

    def __init__(self, value: object | None) -> None:
        self._value = value

    def isDefined(self) -> bool:
        return self._value is not None

    def isEmpty(self) -> bool:
        return self._value is None

    def get(self) -> object:
        if self._value is None:
            raise KeyError("None.get")
        return self._value

    def getOrElse(self, default: object) -> object:
        return default if self._value is None else self._value

    def __str__(self) -> str:
        return "None" if self._value is None else f"Some({self._value})"


class Tags:
    def __init__(self, tags: dict[str, str]) -> None:
        self._tags = tags

    def get(self, name: str) -> Option:
        return Option(self._tags.get(name))

    def apply(self, name: str) -> str:
        return self._tags[name]

    def contains(self, name: str) -> bool:
        return name in self._tags


class NotebookContext:
    """The context of the run; its parts are methods that answer an Option, as in the JVM."""

    def __init__(self, task: Task, path: str | None) -> None:
        who = task.identity
        self._tags = {
            "orgId": who.org_id,
            "user": who.user_name,
            "jobId": who.job_id,
            "idInJob": who.run_id,
            "runId": who.run_id,
            "multitaskParentRunId": who.job_run_id,
            "taskKey": who.task_key,
            "jobName": who.run_name,
            "jobType": "NORMAL",
        }
        if path is not None:
            self._tags["notebookId"] = notebook_id(path)
        self._git = git_facts(task.git_folder)
        self._parts: dict[str, Any] = {
            "notebookPath": path,
            "apiUrl": os.environ.get("DATABRICKS_HOST"),
            "apiToken": os.environ.get("DATABRICKS_TOKEN"),
            "browserHostName": os.environ.get("DATABRICKS_HOST", "").split("//")[-1],
            "userName": who.user_name,
            "workspaceId": who.org_id,
            "jobId": who.job_id,
            "idInJob": who.run_id,
            "currentRunId": who.run_id,
            "notebookId": self._tags.get("notebookId"),
            "jobType": self._tags["jobType"],
            "jobTaskType": "NOTEBOOK" if path is not None else "PYTHON",
        }

    def tags(self) -> Tags:
        return Tags(self._tags)

    def as_attributes(self, in_notebook: bool) -> SimpleNamespace:
        """The same as plain attributes, which is how MLflow's client reads it."""
        # For a missing name the client would ask Spark.
        unset = dict.fromkeys(NOT_SIMULATED)
        return SimpleNamespace(
            **unset,
            # Not even None: the client would use it as a host name.
            workspaceUrl="",
            **self._git,
            **self._parts,
            isInNotebook=in_notebook,
            isInJob=True,
            isInCluster=False,
        )

    def toJson(self) -> str:
        extra = {
            "notebook_path": self._parts["notebookPath"],
            "api_url": self._parts["apiUrl"],
            "api_token": "[REDACTED]",
        }
        return json.dumps(
            {
                "rootRunId": {"id": int(self._tags["multitaskParentRunId"])},
                "currentRunId": {"id": int(self._tags["runId"])},
                "tags": self._tags,
                "extraContext": {
                    name: value for name, value in extra.items() if value is not None
                },
            }
        )

    safeToJson = toJson

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._parts:
            raise AttributeError(
                f"The workspace stand-in has no {name} in the notebook context."
            )
        return lambda: Option(self._parts[name])


def git_facts(folder: GitFolder | None) -> dict[str, str | None]:
    """What MLflow's client records about the Git folder of a run, by the client's names."""
    branch = None if folder is None or folder.branch == "" else folder.branch
    return {
        "mlflowGitRepoUrl": folder and folder.url,
        "mlflowGitRepoProvider": folder and folder.provider,
        "mlflowGitRepoCommit": folder and folder.commit,
        "mlflowGitRelativePath": folder and folder.relative_path,
        "mlflowGitRepoReference": branch,
        "mlflowGitRepoReferenceType": branch and "branch",
    }


def notebook_id(path: str) -> str:
    """Always the same for a path."""
    return str(zlib.crc32(path.encode()) + 1_000_000_000)
