"""The part of dbutils that the stand-in knows."""

from __future__ import annotations

from collections.abc import Callable

from workspace_runtime.notebook_exit import NotebookExit
from workspace_runtime.widgets import Widgets

RunChild = Callable[[str, dict[str, str]], None]


class DbUtils:
    def __init__(self, widgets: Widgets, run_child: RunChild) -> None:
        self.widgets = widgets
        self.notebook = NotebookUtils(run_child)

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"The workspace stand-in has no dbutils.{name}.")


class NotebookUtils:
    def __init__(self, run_child: RunChild) -> None:
        self._run_child = run_child

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
