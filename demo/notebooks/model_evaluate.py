# Databricks notebook source
# MAGIC %md
# MAGIC # Evaluate the churn model on the holdout
# MAGIC The label of the holdout is called `has_churned` since its last export.
# MAGIC That is what this notebook trips over.

# COMMAND ----------

import csv

HOLDOUT = """customer_id,years,complaints,has_churned
1041,0.5,3,1
1042,4.2,0,0
1043,1.1,2,1
"""

# COMMAND ----------


def labels_of(rows):
    if "churned" not in rows[0]:
        columns = ", ".join(rows[0])
        raise ValueError(f"The holdout has no column 'churned', only {columns}.")
    return [int(row["churned"]) for row in rows]


# COMMAND ----------

rows = list(csv.DictReader(HOLDOUT.splitlines()))
labels = labels_of(rows)

# COMMAND ----------

dbutils.notebook.exit(f"{sum(labels)} of {len(labels)} have left")
