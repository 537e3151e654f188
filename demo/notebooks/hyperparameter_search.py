# Databricks notebook source
# MAGIC %md
# MAGIC # Search for better hyperparameters
# MAGIC Far too many candidates: somebody will cancel the pipeline.

# COMMAND ----------

import random
import time

dbutils.widgets.text("candidates", "10", "Number of candidates")

candidates = int(dbutils.widgets.get("candidates"))

# COMMAND ----------

generator = random.Random(11)
for number in range(1, candidates + 1):
    learning_rate = 10 ** generator.uniform(-3, 0)
    # A real candidate takes minutes.
    time.sleep(0.4)
    print(f"candidate {number}: learning rate {learning_rate:.4f}")
