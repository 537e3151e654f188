"""Which columns a model takes, from what is written beside it: none of its code runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plain_text import described
from reason import ReasonError
from request import Columns, Model

REGISTRY_URI = {"unityCatalog": "databricks-uc", "workspace": "databricks"}
# Such a model looks features up by itself, with a client that only Databricks has.
FEATURE_STORE_MODULES = ("databricks.feature_store", "databricks.feature_engineering", "databricks.ml_features")


@dataclass(frozen=True)
class Inputs:
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    """Taken where the table has them."""


def inputs_of(model: Model, columns: Columns) -> Inputs | None:
    """None for a model that does not name its inputs: it gets every column that has no other part to play."""
    info = model_info(model)
    loader = str(info.flavors.get("python_function", {}).get("loader_module", ""))
    if loader.startswith(FEATURE_STORE_MODULES):
        raise ReasonError(
            "FEATURE_STORE_MODEL",
            f"{model.uri} is packed with a feature store ({loader}), and comparing such models is not supported yet. "
            "Compare the models without their feature lookups, on a table that has the features.",
        )
    schema = info.signature.inputs if info.signature is not None else None
    if schema is None or not schema.has_input_names():
        return None
    optional = tuple(str(each.name) for each in schema.inputs if not getattr(each, "required", True))
    required = tuple(str(name) for name in schema.input_names() if name not in optional)
    refuse_truth(model, columns, {*required, *optional})
    return Inputs(required, optional)


def model_info(model: Model) -> Any:
    import mlflow

    mlflow.set_registry_uri(REGISTRY_URI[model.registry])
    try:
        return mlflow.models.get_model_info(model.uri)
    except Exception as error:  # noqa: BLE001 -- whatever MLflow or the network raises is the reason
        raise ReasonError(
            "MODEL_UNREADABLE",
            f"The signature of {model.uri} cannot be read: {described(error)}. Make sure that the identity of the run "
            "may read the model.",
        ) from None


def refuse_truth(model: Model, columns: Columns, names: set[str]) -> None:
    if columns.label in names:
        raise ReasonError(
            "LABEL_IS_INPUT",
            f"{model.uri} takes the label '{columns.label}' as an input, so its predictions prove nothing. Train it "
            "without the label.",
        )
