# Databricks notebook source
"""Scores the frozen rows with one version; exits with JSON, the contract `scored-rows-<model>` of README.md.

Widget: `asked`, JSON. It says where features lie, and nothing of labels, weights, units or slices.
"""

import json
import time
from typing import Any

import mlflow
from apart import beside
from reason import ReasonError
from score import Asked, score
from storage import Storage

# COMMAND ----------

begun = time.monotonic()
tools = globals()["dbutils"]
given = json.loads(tools.widgets.get("asked"))
about = {
    "contract": f"scored-rows-{given['model']}",
    "version": 1,
    "request": given["request"],
    "id": given["id"],
}
storage = Storage(id=given["id"], rows=given["folder"], labels="")

# COMMAND ----------

mlflow.set_registry_uri(given["registryUri"])
asked = Asked(
    model=given["model"],
    uri=given["uri"],
    problem=given["problem"],
    metrics=given["metrics"],
    prediction=given.get("prediction"),
    positive=given.get("positiveClass", "1"),
    rows=given["rows"],
)
try:
    requirements = beside("project_requirements.txt") if given["install"] else None
    answer: dict[str, Any] = {"predictions": score(asked, storage, requirements)}
except ReasonError as reason:
    answer = {"problem": reason.as_json()}
tools.notebook.exit(json.dumps({**about, **answer, "seconds": round(time.monotonic() - begun, 1)}))
