"""Where `import` finds project code."""

import sys
from pathlib import Path

from workspace_runtime.task import Task


def extend_search_path(task: Task) -> None:
    """The task's own folder, and the root of the Git folder it lies in."""
    folders = [(task.files / task.path.lstrip("/")).parent]
    parts = Path(task.path).parts
    if len(parts) > 4 and parts[1] == "Repos":
        folders.append(task.files.joinpath(*parts[1:4]))
    sys.path[:0] = [str(folder) for folder in folders]
