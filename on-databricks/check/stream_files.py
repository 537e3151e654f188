# Databricks notebook source
"""Exits with the files of a model version, for an agent that cannot reach them; JSON, the contract `model-files`.

Widgets: `model_uri` (models:/name/version), `registry_uri`.
"""

import json

import mlflow
from streamed import streamed

# COMMAND ----------

tools = globals()["dbutils"]
mlflow.set_registry_uri(tools.widgets.get("registry_uri"))
tools.notebook.exit(json.dumps(streamed(tools.widgets.get("model_uri"))))
