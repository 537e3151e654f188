"""What the scripts for the three registries have in common: a small model, logged with its signature."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import mlflow
import pandas
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression

FEATURES = pandas.DataFrame({"calls": [0, 1, 4, 5], "months": [30, 24, 3, 1]})
CHURNED = [0, 0, 1, 1]
# Given, because working them out starts a process of its own.
REQUIREMENTS = ["scikit-learn"]


def trained() -> LogisticRegression:
    return LogisticRegression().fit(FEATURES, CHURNED)


def logged(experiment: str) -> tuple[str, str]:
    """Logs a run with a model; returns the run's id and the model's address."""
    mlflow.set_experiment(experiment)
    with mlflow.start_run(run_name="train", tags={"team": "churn"}) as run:
        mlflow.log_params({"C": 1.0, "penalty": "l2"})
        mlflow.log_metric("auc", 0.5, step=0)
        mlflow.log_metric("auc", 0.875, step=1)
        mlflow.log_dict({"rows": 4}, "data/rows.json")
        mlflow.log_text("Größe", "notes/größe und rest.txt")
        model = trained()
        info = mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(FEATURES, model.predict(FEATURES)),
            input_example=FEATURES.head(2),
            pip_requirements=REQUIREMENTS,
        )
    return run.info.run_id, info.model_uri


def looked_up(run_id: str) -> dict[str, object]:
    """What tracking tells of the run afterwards."""
    client = mlflow.MlflowClient()
    run = client.get_run(run_id)
    found = client.search_runs([run.info.experiment_id], "metrics.auc > 0.8 and tags.team = 'churn'")
    files = [item.path for item in client.list_artifacts(run_id)]
    text = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/notes/größe und rest.txt")
    return {
        "status": run.info.status,
        "auc": run.data.metrics["auc"],
        "history": [metric.value for metric in client.get_metric_history(run_id, "auc")],
        "params": run.data.params,
        "found": [item.info.run_id for item in found] == [run_id],
        "files": files,
        "text": text,
        "artifact_uri": run.info.artifact_uri.replace(run_id, "<run>").replace(
            f"/{run.info.experiment_id}/", "/<experiment>/"
        ),
    }


def predicts_alike(uri: str) -> bool:
    loaded = mlflow.pyfunc.load_model(uri)
    return list(loaded.predict(FEATURES)) == list(trained().predict(FEATURES))


def refusal(call: Callable[[], object]) -> str:
    """The code with which a call is refused."""
    try:
        call()
    except MlflowException as error:
        return error.error_code
    return "accepted"


def report(facts: dict[str, object]) -> None:
    Path(sys.argv[1]).write_text(json.dumps(facts), "utf-8")
