# Databricks notebook source
"""Scores a table with one model version, in the model's own environment; exits with what it read and wrote.

Widgets: those of `Batch`, and `registry_uri`.
"""

import json

import mlflow
from pyspark.sql import SparkSession
from scorer import PARAMETERS, Batch, Refused, score

# COMMAND ----------

tools = globals()["dbutils"]
registry = tools.widgets.get("registry_uri")
mlflow.set_registry_uri(registry)
if registry.startswith("http"):
    # A plain MLflow server also has the model's files.
    mlflow.set_tracking_uri(registry)
batch = Batch(**{name: tools.widgets.get(name) for name in PARAMETERS})

# COMMAND ----------

try:
    answer = score(SparkSession.builder.getOrCreate(), batch)
except Refused as reason:
    answer = {"refused": str(reason)}
tools.notebook.exit(json.dumps(answer))
