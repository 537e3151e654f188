"""The task as the server wrote it down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Identity:
    """Which run of which job this is, for whom."""

    user_name: str
    org_id: str
    job_id: str
    run_id: str
    """Run id of the task; `job_run_id` is that of the whole run."""
    job_run_id: str
    task_key: str
    run_name: str


@dataclass(frozen=True)
class Storage:
    folder: str
    """Everything of the stand-in is kept below this folder."""
    mounts: dict[str, str]
    """Folders behind `/Workspace`, `/Volumes` and `/dbfs`."""
    tables: str
    """`<catalog>/<schema>/<table>` below this folder holds each table."""


@dataclass(frozen=True)
class GitFolder:
    """The checkout that the code lies in."""

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
    kind: Literal["notebook", "python_file", "wheel"]
    path: str
    """Path of the notebook or file as the service names it; empty for a wheel."""
    wheel: Wheel | None
    widgets: dict[str, str]
    arguments: list[str]
    wheels: list[str]
    """Paths of wheel files to be installed for this run."""
    identity: Identity
    storage: Storage
    git_folder: GitFolder | None
    folder: Path
    """Holds what only this run needs."""
    upstream_values: dict[str, dict[str, object]]
    """Values that earlier tasks set, by task and name."""
    result_file: Path


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
    )
