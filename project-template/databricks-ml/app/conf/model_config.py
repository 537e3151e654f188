"""What mlops.yml decides, for notebooks.

A pipeline passes the parameter `mlops_config`, the path of a JSON file with everything that holds in its environment.
By hand, write that file yourself and name it in the widget:

    mlops config databricks-ml/mlops.yml --environment dev --json > databricks-ml/mlops.dev.json
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ModelConfig:
    model_name: str
    # For mlflow.set_tracking_uri and mlflow.set_registry_uri.
    tracking_uri: str
    registry_uri: str
    experiment: str
    description: str
    tags: dict[str, str]
    training_table: str
    evaluation_table: str
    scoring_input: str
    scoring_output: str
    target: str
    parameters: dict[str, Any]
    quick: bool
    metric: str


def read_config(path: str) -> ModelConfig:
    """The configuration in the file, with or without the frame that `mlops config --json` puts around it."""
    text = json.loads(Path(path).read_text("utf-8"))
    found = next(iter(text["environments"].values()))["configuration"] if "environments" in text else text
    model, model_name = found["model"], found["modelName"]
    server = model.get("trackingUri")
    return ModelConfig(
        model_name=model_name,
        tracking_uri=server or "databricks",
        registry_uri=server or databricks_registry(model["registry"], model_name),
        # A plain MLflow server has no notebooks that experiments could be named after.
        experiment=model.get("experiment", f"/{model_name}" if server else ""),
        description=model.get("description", ""),
        tags=model.get("tags", {}),
        training_table=found["data"]["training"]["table"],
        evaluation_table=found["data"]["evaluation"]["table"],
        scoring_input=found["data"].get("scoring", {}).get("input", ""),
        scoring_output=found["data"].get("scoring", {}).get("output", {}).get("table", ""),
        target=found["data"]["evaluation"]["label"],
        parameters=found["training"].get("parameters", {}),
        # Only a pull request trains on a sample; its pipeline says so with `quick: true`.
        quick=found["training"].get("quick", False),
        metric=found["comparison"]["primary"]["metric"],
    )


def databricks_registry(registry: str, model_name: str) -> str:
    """The address of Unity Catalog or of the workspace registry; with `auto`, the parts of the model's name tell."""
    in_catalog = registry == "unityCatalog" or (registry == "auto" and model_name.count(".") == 2)
    return "databricks-uc" if in_catalog else "databricks"
