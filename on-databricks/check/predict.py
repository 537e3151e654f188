"""Loads a model and predicts its input example; runs apart."""

from __future__ import annotations

from typing import Any

from model_files import input_example, load_model
from plain_text import described, one_line
from told import arguments, tell, tell_phase

MOST_COLUMNS = 200
MOST_OF_A_NAME = 60


def main() -> None:
    folder = arguments()["model"]
    try:
        tell_phase("load")
        model = load_model(folder)
        found = input_example(folder)
        if found is None:
            tell(noExample=True)
            return
        example, parameters = found
        tell_phase("predict")
        output = model.predict(example, params=parameters) if parameters else model.predict(example)
        tell(**shape_of("input", example), **shape_of("output", output), missing=missing_in(output))
    except BaseException as error:  # noqa: BLE001 -- models raise whatever they like
        tell(raised=described(error))


def shape_of(name: str, value: Any) -> dict[str, Any]:
    columns = getattr(value, "columns", None)
    first = [] if columns is None else list(columns)[:MOST_COLUMNS]
    names = [one_line(str(column))[:MOST_OF_A_NAME] for column in first]
    return {name: {"type": type(value).__name__, "shape": extent(value), "columns": names}}


def extent(value: Any) -> list[int]:
    shape = getattr(value, "shape", None)
    if shape is not None:
        return [int(size) for size in shape]
    return [len(value)] if isinstance(value, list | dict) else []


def missing_in(output: Any) -> int:
    """How many values are NaN or nothing."""
    if output is None:
        return 1
    import numpy
    import pandas

    try:
        return int(numpy.count_nonzero(pandas.isna(output)))
    except (TypeError, ValueError):
        return 0


if __name__ == "__main__":
    main()
