"""Where `import` finds project code."""

import sys
from pathlib import PurePosixPath

from workspace_runtime.task import Task


def extend_search_path(task: Task) -> None:
    """The task's own folder, and the root of the Git folder it lies in."""
    if not task.path:
        return
    path = task.path if task.kind == "python_file" else "/Workspace" + task.path
    folders = [str(PurePosixPath(path).parent)]
    parts = PurePosixPath(path).parts
    if len(parts) > 5 and parts[1:3] == ("Workspace", "Repos"):
        folders.append(str(PurePosixPath(*parts[:5])))
    sys.path[:0] = folders
