"""Runs notebooks cell by cell, all in the globals of one module."""

from __future__ import annotations

import linecache
import posixpath
import zlib
from pathlib import Path
from types import ModuleType

from workspace_runtime.dbutils import DbUtils
from workspace_runtime.display import display
from workspace_runtime.notebook_source import Cell, cells_of
from workspace_runtime.task import Task
from workspace_runtime.widgets import Widgets

IGNORED_MAGICS = {"md", "md-sandbox"}


class UnsupportedMagic(Exception):
    """The stand-in does not know what this magic does on Databricks."""


class NotebookSession:
    def __init__(self, files: Path, module: ModuleType, widgets: Widgets) -> None:
        self.files = files
        self.globals = vars(module)
        self.folder = "/"
        dbutils = DbUtils(widgets, self.run_child)
        self.globals.update(
            dbutils=dbutils, display=display, getArgument=widgets.getArgument
        )

    @classmethod
    def for_task(cls, task: Task, module: ModuleType) -> NotebookSession:
        return cls(task.files, module, Widgets(task.widgets))

    def run(self, path: str) -> None:
        """Runs a notebook; a relative path counts from the notebook that is running."""
        path = posixpath.normpath(posixpath.join(self.folder, path))
        path = path.removeprefix("/Workspace")
        outer, self.folder = self.folder, posixpath.dirname(path)
        try:
            for cell in self._cells(path):
                self._run_cell(path, cell)
        finally:
            self.folder = outer

    def run_child(self, path: str, arguments: dict[str, str]) -> None:
        """Runs a notebook in globals of its own, as dbutils.notebook.run does."""
        child = NotebookSession(self.files, ModuleType("__main__"), Widgets(arguments))
        child.run(posixpath.join(self.folder, path))

    def _cells(self, path: str) -> list[Cell]:
        file = self.files / path.lstrip("/")
        if not file.is_file():
            raise FileNotFoundError(f"Notebook not found: {path}")
        return cells_of(file.read_text("utf-8"))

    def _run_cell(self, path: str, cell: Cell) -> None:
        if cell.magic in IGNORED_MAGICS:
            return
        if cell.magic == "run" and not cell.body.strip():
            self.run(cell.argument.strip("\"'"))
            return
        if cell.magic not in (None, "python"):
            raise UnsupportedMagic(
                f"The workspace stand-in does not run %{cell.magic}"
                f" (cell {cell.number} of {path})."
            )
        self._execute(_cell_file(path, cell), cell.body)

    def _execute(self, name: str, source: str) -> None:
        # Tracebacks read the failing line from this cache.
        linecache.cache[name] = (
            len(source),
            None,
            source.splitlines(keepends=True),
            name,
        )
        exec(compile(source, name, "exec", dont_inherit=True), self.globals)


def _cell_file(path: str, cell: Cell) -> str:
    """Traces on Databricks name a cell by a number of its own, the same in each run."""
    return f"<command-{zlib.crc32(path.encode()) * 1000 + cell.number}>"
