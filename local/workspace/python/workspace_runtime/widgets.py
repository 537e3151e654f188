"""dbutils.widgets: notebook parameters."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any


class InputWidgetNotDefined(Exception):
    """Neither the run nor the notebook gave this parameter a value."""


class Widgets:
    """Values given by the run win over the defaults a notebook declares."""

    def __init__(self, given: dict[str, str]) -> None:
        self._given = dict(given)
        self._defaults: dict[str, str] = {}

    def text(self, name: str, defaultValue: str, label: str | None = None) -> None:
        self._defaults[name] = str(defaultValue)

    def dropdown(
        self,
        name: str,
        defaultValue: str,
        choices: Sequence[str],
        label: str | None = None,
    ) -> None:
        if defaultValue not in choices:
            raise ValueError(
                f"The default '{defaultValue}' of widget {name}"
                f" is not one of its choices: {list(choices)}"
            )
        self.text(name, defaultValue)

    def combobox(
        self,
        name: str,
        defaultValue: str,
        choices: Sequence[str],
        label: str | None = None,
    ) -> None:
        self.text(name, defaultValue)

    def multiselect(
        self,
        name: str,
        defaultValue: str,
        choices: Sequence[str],
        label: str | None = None,
    ) -> None:
        self.dropdown(name, defaultValue, choices)

    def get(self, name: str) -> str:
        values = self.getAll()
        if name not in values:
            raise InputWidgetNotDefined(f"No input widget named {name} is defined")
        return values[name]

    def getArgument(self, name: str, optional: str | None = None) -> str | None:
        return (
            self.getAll().get(name, optional)
            if optional is not None
            else self.get(name)
        )

    def getAll(self) -> dict[str, str]:
        return {**self._defaults, **self._given}

    def remove(self, name: str) -> None:
        self._defaults.pop(name, None)

    def removeAll(self) -> None:
        self._defaults.clear()


class CurrentWidgets:
    """For modules, which outlive notebooks: the widgets of the running notebook."""

    def __init__(self, outermost: Widgets) -> None:
        # Child notebooks may run in parallel threads, each with its own context.
        self._current = ContextVar("widgets", default=outermost)

    @contextmanager
    def of_child(self, widgets: Widgets) -> Iterator[None]:
        before = self._current.set(widgets)
        try:
            yield
        finally:
            self._current.reset(before)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._current.get(), name)
