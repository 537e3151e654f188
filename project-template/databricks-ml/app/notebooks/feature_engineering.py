# Databricks notebook source
# MAGIC %md
# MAGIC # Feature engineering
# MAGIC The final dataset is `df`.

# COMMAND ----------

# MAGIC %run ./load_cleanse_data

# COMMAND ----------

from app.features import add_features

df = add_features(spark.table(config.training_table).toPandas())
