"""Where `import` finds project code."""

import sys
from pathlib import PurePosixPath

from workspace_runtime.task import Task


def extend_search_path(task: Task) -> None:
    if task.path:
        sys.path[:0] = search_folders(task.kind, task.path)


def search_folders(kind: str, task_path: str) -> list[str]:
    """The task's own folder, and the root of its Git folder."""
    path = rooted(kind, task_path)
    folders = [str(PurePosixPath(path).parent)]
    parts = PurePosixPath(path).parts
    if len(parts) > 5 and parts[1:3] == ("Workspace", "Repos"):
        folders.append(str(PurePosixPath(*parts[:5])))
    return folders


def rooted(kind: str, task_path: str) -> str:
    return task_path if kind == "python_file" else "/Workspace" + task_path
