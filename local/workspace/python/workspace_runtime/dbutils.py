"""The part of dbutils that the stand-in supports."""

from __future__ import annotations

from collections.abc import Callable

from workspace_runtime.dbutils_fs import FsUtils
from workspace_runtime.dbutils_jobs import JobsUtils
from workspace_runtime.dbutils_secrets import SecretUtils
from workspace_runtime.mounts import Mounts
from workspace_runtime.notebook_context import NotebookContext
from workspace_runtime.notebook_exit import NotebookExit, PythonRestart
from workspace_runtime.running_task import RunningTask
from workspace_runtime.widgets import CurrentWidgets, Widgets

RunChild = Callable[[str, dict[str, str]], None]


class DbUtils:
    def __init__(
        self,
        running: RunningTask,
        widgets: Widgets | CurrentWidgets,
        notebook: NotebookUtils,
    ) -> None:
        storage = running.task.storage
        self.widgets = widgets
        self.notebook = notebook
        self.fs = FsUtils(Mounts(storage.mounts, storage.folder))
        self.secrets = SecretUtils()
        self.jobs = JobsUtils(running.task_values)
        self.library = LibraryUtils()

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"The workspace stand-in has no dbutils.{name}.")


class NotebookUtils:
    def __init__(self, run_child: RunChild, context: NotebookContext) -> None:
        self._run_child = run_child
        self._context = context

    def exit(self, value: object) -> None:
        raise NotebookExit(value)

    def run(
        self, path: str, timeout_seconds: int, arguments: dict[str, str] | None = None
    ) -> str | None:
        """Runs in this process, so the timeout is not enforced."""
        try:
            self._run_child(
                path, {name: str(value) for name, value in (arguments or {}).items()}
            )
        except NotebookExit as notebook_exit:
            return notebook_exit.value
        return None

    def getContext(self) -> NotebookContext:
        return self._context

    @property
    def entry_point(self) -> EntryPoint:
        return EntryPoint(self)


class EntryPoint:
    """The long way to the context, through the objects of the JVM."""

    def __init__(self, notebook: NotebookUtils) -> None:
        self._notebook = notebook

    def getDbutils(self) -> EntryPoint:
        return self

    def notebook(self) -> NotebookUtils:
        return self._notebook


class LibraryUtils:
    def restartPython(self) -> None:
        raise PythonRestart
