# Databricks notebook source
"""Reads what proves a batch, and exits with JSON: the rows of each answer, or why there is none.

questions.json lies beside it. Widget: `output_path`, where the batch wrote files; they are read as `batch_output`.
"""

import json
from pathlib import Path

from pyspark.sql import SparkSession
from questions import files_as_view, outcome

# COMMAND ----------

tools = globals()["dbutils"]
spark = SparkSession.builder.getOrCreate()
path = tools.widgets.get("output_path")

# COMMAND ----------

entries = [entry.name for entry in tools.fs.ls(path)] if path else []
problem = files_as_view(spark, path, entries, "batch_output") if path else None
asked = json.loads(Path("questions.json").read_text("utf-8"))
result = outcome(spark, asked) if problem is None else {"failed": problem}
tools.notebook.exit(json.dumps(result))
