# Databricks notebook source
# MAGIC %md
# MAGIC # Score customers
# MAGIC The pipeline names the version by its number, and reads from the rows below which version really scored.

# COMMAND ----------

import json
import os
import sys
from datetime import datetime, timezone

import mlflow

sys.path.append(os.path.abspath("../.."))

from app.features import FEATURES, add_features

for name in ("model_uri", "model_version", "registry_uri", "batch_id", "code_commit", "input_table", "output_table"):
    dbutils.widgets.text(name, "", name)
asked = dbutils.widgets.get

# COMMAND ----------

version = spark.sql(f"DESCRIBE HISTORY {asked('input_table')}").selectExpr("max(version)").first()[0]
customers = spark.sql(f"SELECT * FROM {asked('input_table')} VERSION AS OF {version}").toPandas()

# COMMAND ----------

mlflow.set_registry_uri(asked("registry_uri"))
if asked("registry_uri").startswith("http"):
    # A plain MLflow server also has the model's files.
    mlflow.set_tracking_uri(asked("registry_uri"))
model = mlflow.pyfunc.load_model(asked("model_uri"))
probability = model.predict(add_features(customers)[FEATURES])[:, 1]

# COMMAND ----------

scored = customers[["customer_id"]].assign(
    prediction=probability,
    model_version=asked("model_version"),
    batch_id=asked("batch_id"),
    scored_at=datetime.now(timezone.utc).replace(tzinfo=None),
    code_commit=asked("code_commit"),
)
spark.createDataFrame(scored).write.mode("append").saveAsTable(asked("output_table"))

# COMMAND ----------

stated = {"inputTable": asked("input_table"), "inputVersion": int(version), "batchId": asked("batch_id")}
dbutils.notebook.exit(json.dumps(stated))
