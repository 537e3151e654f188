"""The task from the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Identity:
    """The run, its job and its identity."""

    user_name: str
    org_id: str
    job_id: str
    run_id: str
    """Run id of the task; `job_run_id` is the id of the whole run."""
    job_run_id: str
    task_key: str
    run_name: str


@dataclass(frozen=True)
class Storage:
    folder: str
    """The folder of the stand-in."""
    mounts: dict[str, str]
    """Folders for `/Workspace`, `/Volumes` and `/dbfs`."""
    tables: str
    """Each table is `<catalog>/<schema>/<table>` below this folder."""


@dataclass(frozen=True)
class GitFolder:
    """The checkout with the code."""

    url: str
    provider: str
    commit: str
    branch: str
    relative_path: str


@dataclass(frozen=True)
class Wheel:
    package: str
    entry_point: str


@dataclass(frozen=True)
class Task:
    kind: Literal["notebook", "python_file", "wheel", "statement"]
    path: str
    """The service's path of the notebook or file; empty for a wheel."""
    wheel: Wheel | None
    widgets: dict[str, str]
    arguments: list[str]
    wheels: list[str]
    """Paths of wheel files to install for this run."""
    identity: Identity
    storage: Storage
    git_folder: GitFolder | None
    folder: Path
    """Files that only this run needs."""
    upstream_values: dict[str, dict[str, object]]
    """Values that earlier tasks set, by task and name."""
    result_file: Path
    statement: dict[str, object] | None = None
    """What a SQL warehouse has to execute."""


def read_task(file: str) -> Task:
    task = json.loads(Path(file).read_text("utf-8"))
    wheel = task["wheel"]
    git_folder = task["git_folder"]
    return Task(
        kind=task["kind"],
        path=task["path"],
        wheel=None if wheel is None else Wheel(**wheel),
        widgets=task["widgets"],
        arguments=task["arguments"],
        wheels=task["wheels"],
        identity=Identity(**task["identity"]),
        storage=Storage(**task["storage"]),
        git_folder=None if git_folder is None else GitFolder(**git_folder),
        folder=Path(file).parent,
        upstream_values=task["upstream_values"],
        result_file=Path(task["result_file"]),
        statement=task.get("statement"),
    )
