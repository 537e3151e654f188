"""The task as the server wrote it down."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Task:
    kind: Literal["notebook", "python_file"]
    path: str
    """Workspace path of the notebook or file."""
    files: Path
    """Folder on disk that holds the workspace's objects."""
    widgets: dict[str, str]
    arguments: list[str]
    result_file: Path


def read_task(file: str) -> Task:
    task = json.loads(Path(file).read_text("utf-8"))
    return Task(
        kind=task["kind"],
        path=task["path"],
        files=Path(task["files"]),
        widgets=task["widgets"],
        arguments=task["arguments"],
        result_file=Path(task["result_file"]),
    )
