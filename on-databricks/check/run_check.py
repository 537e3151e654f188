"""Runs one function of a project's checks.py; runs apart."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plain_text import described, one_line
from told import arguments, tell


def main() -> None:
    asked = arguments()
    try:
        function = function_named(asked["function"], Path(asked["file"]))
        tell(**judged(function(**values_for(function, asked))))
    except AssertionError as error:
        tell(failed=one_line(str(error)) or "an assertion does not hold")
    except BaseException as error:  # noqa: BLE001 -- checks raise whatever they like
        tell(raised=described(error))


def function_named(name: str, file: Path) -> Callable[..., object]:
    spec = importlib.util.spec_from_file_location("checks", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Callable[..., object] = getattr(module, name)
    return function


def values_for(function: Callable[..., object], asked: dict[str, Any]) -> dict[str, object]:
    """What its parameters name; the model is loaded only for checks that want it."""
    known: dict[str, Callable[[], object]] = {
        "model": lambda: loaded(asked["model"]),
        "example": lambda: example_in(asked["model"]),
        "version": lambda: asked["version"],
    }
    names = list(inspect.signature(function).parameters)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise TypeError(f"a check takes {', '.join(known)}, not {', '.join(unknown)}")
    return {name: known[name]() for name in names}


def loaded(folder: str) -> object:
    from model_files import load_model

    return load_model(folder)


def example_in(folder: str) -> object:
    from model_files import input_example

    found = input_example(folder)
    return None if found is None else found[0]


def judged(value: object) -> dict[str, object]:
    if type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_"):
        value = bool(value)
    if value is None or value is True:
        return {"passed": True}
    if value is False:
        return {"failed": "it returned False"}
    if isinstance(value, str):
        return {"failed": one_line(value) or "it returned an empty text"}
    allowed = "a check returns True, False, nothing, or a sentence that says what is wrong"
    return {"nonsense": f"it returned {type(value).__name__}; {allowed}"}


if __name__ == "__main__":
    main()
