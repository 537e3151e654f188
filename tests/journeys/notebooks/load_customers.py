# Databricks notebook source
# MAGIC %md
# MAGIC # Load the customers
# MAGIC Customers leave who are new and who complain; the rest is chance.

# COMMAND ----------

import random

dbutils.widgets.text("table", "dev.churn.customers", "Table to write")

table = dbutils.widgets.get("table")

# COMMAND ----------


def customer(generator):
    years = generator.uniform(0, 6)
    complaints = generator.randint(0, 4)
    leaves = 0.5 - 0.15 * years + 0.2 * complaints + generator.gauss(0, 0.2) > 0.5
    return (years, complaints, int(leaves))


generator = random.Random(7)
rows = [customer(generator) for _ in range(200)]

# COMMAND ----------

schema, _, _ = table.rpartition(".")
spark.sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
customers = spark.createDataFrame(rows, "years double, complaints int, churned int")
customers.write.mode("overwrite").saveAsTable(table)
