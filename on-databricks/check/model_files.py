"""The model and its input example, from files on this machine."""

from __future__ import annotations

from typing import Any

from mlflow import pyfunc
from mlflow.models import Model


def load_model(folder: str) -> Any:
    return pyfunc.load_model(folder)


def input_example(folder: str) -> tuple[Any, dict[str, Any] | None] | None:
    """The example and its parameters; None where the model has none."""
    model = Model.load(folder)
    if model.saved_input_example_info is None:
        return None
    read_parameters = getattr(model, "load_input_example_params", None)
    return model.load_input_example(folder), read_parameters(folder) if read_parameters else None
