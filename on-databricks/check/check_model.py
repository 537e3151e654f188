# Databricks notebook source
"""Probes a model version in the model's own environment; exits with JSON, the contract `model-probe`.

Widgets: `model_uri` (models:/name/version), `registry_uri`, `seconds_each` (the limit of each process), and true or
false for `predict`, `run_checks` (those of project_checks.py beside this notebook) and `install`
(project_requirements.txt).
"""

import json

import mlflow
from apart import beside
from probe import Request, probed

# COMMAND ----------

tools = globals()["dbutils"]


def is_asked(name: str) -> bool:
    return bool(tools.widgets.get(name) == "true")


# COMMAND ----------

mlflow.set_registry_uri(tools.widgets.get("registry_uri"))
request = Request(
    model_uri=tools.widgets.get("model_uri"),
    predict=is_asked("predict"),
    checks=beside("project_checks.py") if is_asked("run_checks") else None,
    requirements=beside("project_requirements.txt") if is_asked("install") else None,
    seconds_each=float(tools.widgets.get("seconds_each")),
)
tools.notebook.exit(json.dumps(probed(request)))
