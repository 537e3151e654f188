# Databricks notebook source
# MAGIC %md
# MAGIC # Score today's customers
# MAGIC The pipeline names the version by its number, and reads from the rows which version really scored.

# COMMAND ----------

import json
import random
from datetime import datetime, timezone

import mlflow
import pandas

asked = dbutils.widgets.get

# COMMAND ----------

# Made-up customers; a real table would be there.
generator = random.Random(12)
customers = pandas.DataFrame(
    {
        "customer": range(300),
        "years": [generator.uniform(0, 6) for _ in range(300)],
        "complaints": [float(generator.randint(0, 4)) for _ in range(300)],
    }
)
if not spark.catalog.tableExists(asked("input_table")):
    spark.createDataFrame(customers).write.saveAsTable(asked("input_table"))

# COMMAND ----------

mlflow.set_registry_uri("databricks-uc")
model = mlflow.pyfunc.load_model(asked("model_uri"))
rows = spark.sql(f"SELECT * FROM {asked('input_table')} VERSION AS OF 0").toPandas()
scored = rows[["customer"]].assign(
    prediction=model.predict(rows[["years", "complaints"]]).astype(float),
    model_version=asked("model_version"),
    batch_id=asked("batch_id"),
    scored_at=datetime.now(timezone.utc).replace(tzinfo=None),
    code_commit=asked("code_commit"),
)
spark.createDataFrame(scored).write.mode("append").saveAsTable(asked("output_table"))

# COMMAND ----------

stated = {"inputTable": asked("input_table"), "inputVersion": 0, "batchId": asked("batch_id")}
dbutils.notebook.exit(json.dumps(stated))
