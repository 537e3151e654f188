# Databricks notebook source
# MAGIC %md
# MAGIC # Load and cleanse the data
# MAGIC Made-up customers from a file of this project. Replace the cell that reads them with your own tables.

# COMMAND ----------

import os
import sys

import pandas as pd

project = os.path.abspath("../..")
sys.path.append(project)

from app.conf.model_config import read_config
from app.features import add_features, cleanse

dbutils.widgets.text("mlops_config", os.path.join(project, "mlops.dev.json"), "Configuration")
config = read_config(dbutils.widgets.get("mlops_config"))

# COMMAND ----------

customers = cleanse(pd.read_csv(os.path.join(project, "data", "customers.csv")))

# COMMAND ----------

# Every third customer is for the comparison of models; no training sees them. The comparison gives its rows to a model
# as they are, so they have the features already.
is_held_out = customers["customer_id"] % 3 == 0
tables = {
    config.training_table: customers[~is_held_out],
    config.evaluation_table: add_features(customers[is_held_out]),
    config.scoring_input: customers.drop(columns=config.target),
}
for name, rows in tables.items():
    if name and not spark.catalog.tableExists(name):
        catalog, schema, _ = name.split(".")
        spark.sql(f"CREATE SCHEMA IF NOT EXISTS `{catalog}`.`{schema}`")
        spark.createDataFrame(rows).write.saveAsTable(name)
