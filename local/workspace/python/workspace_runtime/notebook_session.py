"""Runs notebooks cell by cell, all in the globals of one module."""

from __future__ import annotations

import linecache
import posixpath
import zlib
from pathlib import Path
from types import CodeType, ModuleType

from workspace_runtime.dbutils import DbUtils, NotebookUtils
from workspace_runtime.display import display, displayHTML
from workspace_runtime.notebook_context import NotebookContext
from workspace_runtime.notebook_exit import PythonRestart
from workspace_runtime.notebook_source import Cell, cell_of, cells_of
from workspace_runtime.pip_magic import run_pip
from workspace_runtime.running_task import RunningTask
from workspace_runtime.sql_magic import run_sql
from workspace_runtime.widgets import Widgets

IGNORED_MAGICS = {"md", "md-sandbox"}


class UnsupportedMagic(Exception):
    """The stand-in does not know what this magic does on Databricks."""


class NotebookSession:
    def __init__(self, running: RunningTask, widgets: Widgets, path: str) -> None:
        self._running = running
        self._task = running.task
        self._widgets = widgets
        self._path = path
        self._folder = posixpath.dirname(path)
        self._files = Path(running.task.storage.mounts["/Workspace"])
        self._globals: dict[str, object] = {}

    def run(self, module: ModuleType) -> None:
        """Runs the session's notebook as the code of a module."""
        self._globals = vars(module)
        self._prepare_globals()
        self._run_notebook(self._path)

    def _prepare_globals(self) -> None:
        context = NotebookContext(self._task, self._path)
        notebook = NotebookUtils(self._run_child, context)
        self._globals.update(
            dbutils=DbUtils(self._running, self._widgets, notebook),
            display=display,
            displayHTML=displayHTML,
            getArgument=self._widgets.getArgument,
        )

    def _run_notebook(self, path: str) -> None:
        """A relative path starts at the running notebook."""
        path = posixpath.normpath(posixpath.join(self._folder, path))
        path = path.removeprefix("/Workspace")
        outer, self._folder = self._folder, posixpath.dirname(path)
        try:
            for cell in self._cells(path):
                self._run_cell(path, cell)
        finally:
            self._folder = outer

    def _run_child(self, path: str, arguments: dict[str, str]) -> None:
        """Runs a notebook in its own globals, as dbutils.notebook.run does."""
        path = posixpath.normpath(posixpath.join(self._folder, path))
        path = path.removeprefix("/Workspace")
        widgets = Widgets(arguments)
        with self._running.widgets.of_child(widgets):
            child = NotebookSession(self._running, widgets, path)
            child.run(ModuleType("__main__"))

    def _cells(self, path: str) -> list[Cell]:
        file = self._files / path.lstrip("/")
        if not file.is_file():
            raise FileNotFoundError(f"Notebook not found: {path}")
        return cells_of(file.read_text("utf-8"))

    def _run_cell(self, path: str, cell: Cell) -> None:
        if cell.magic in IGNORED_MAGICS:
            return
        if cell.magic in (None, "python"):
            self._execute(_cell_file(path, cell), cell.body)
        elif cell.magic == "run" and not cell.body.strip():
            self._run_notebook(cell.argument.strip("\"'"))
        elif cell.magic == "pip":
            run_pip(cell.argument, self._task.folder)
            self._run_cell(path, cell_of(cell.number, cell.body))
        elif cell.magic == "sql":
            session = self._bind_spark()
            run_sql(session, f"{cell.argument}\n{cell.body}", self._globals)
        else:
            raise UnsupportedMagic(
                f"The workspace stand-in does not run %{cell.magic}"
                f" (cell {cell.number} of {path})."
            )

    def _execute(self, name: str, source: str) -> None:
        # Tracebacks read the failing line from this cache.
        lines = source.splitlines(keepends=True)
        linecache.cache[name] = (len(source), None, lines, name)
        code = compile(source, name, "exec", dont_inherit=True)
        if "spark" not in self._globals and _mentions(code, "spark"):
            self._bind_spark()
        try:
            exec(code, self._globals)
        except PythonRestart:
            self._forget_variables()

    def _bind_spark(self) -> object:
        return self._globals.setdefault("spark", self._running.spark.session_or_reason())

    def _forget_variables(self) -> None:
        for name in [name for name in self._globals if not name.startswith("__")]:
            del self._globals[name]
        self._prepare_globals()


def _mentions(code: CodeType, name: str) -> bool:
    """Whether this code, or a function in it, uses a global name."""
    inner = (const for const in code.co_consts if isinstance(const, CodeType))
    return name in code.co_names or any(_mentions(each, name) for each in inner)


def _cell_file(path: str, cell: Cell) -> str:
    """Tracebacks on Databricks name a cell by a number that is the same in each run."""
    return f"<command-{zlib.crc32(path.encode()) * 1000 + cell.number}>"
