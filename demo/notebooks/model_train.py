# Databricks notebook source
# MAGIC %md
# MAGIC # Train a churn model
# MAGIC A logistic regression by hand on made-up customers,
# MAGIC so that nothing but Python itself is needed.

# COMMAND ----------

import json
import math
import random

dbutils.widgets.text("customers", "500", "Number of customers")
dbutils.widgets.text("epochs", "200", "Passes over the customers")
dbutils.widgets.text("learning_rate", "0.5", "Step size of the descent")

customers = int(dbutils.widgets.get("customers"))
epochs = int(dbutils.widgets.get("epochs"))
learning_rate = float(dbutils.widgets.get("learning_rate"))

# COMMAND ----------

# Customers leave who are new and who complain; the rest is chance.


def sigmoid(value):
    return 1 / (1 + math.exp(-value))


def customer(generator):
    years = generator.uniform(0, 6)
    complaints = generator.randint(0, 4)
    leaves = generator.random() < sigmoid(0.4 - 0.9 * years + 0.9 * complaints)
    return (1.0, years, float(complaints)), int(leaves)


generator = random.Random(7)
rows = [customer(generator) for _ in range(customers)]
training, holdout = rows[: customers * 4 // 5], rows[customers * 4 // 5 :]

# COMMAND ----------


def score(weights, features):
    return sigmoid(sum(weight * feature for weight, feature in zip(weights, features)))


def descend(weights):
    slopes = [0.0] * len(weights)
    for features, leaves in training:
        error = score(weights, features) - leaves
        slopes = [slope + error * feature for slope, feature in zip(slopes, features)]
    return [
        weight - learning_rate * slope / len(training)
        for weight, slope in zip(weights, slopes)
    ]


weights = [0.0, 0.0, 0.0]
for _ in range(epochs):
    weights = descend(weights)
print("weights:", [round(weight, 3) for weight in weights])

# COMMAND ----------


def area_under_curve(scored):
    leaving = [value for value, leaves in scored if leaves]
    staying = [value for value, leaves in scored if not leaves]
    pairs = [(one, other) for one in leaving for other in staying]
    wins = sum((one > other) + (one == other) / 2 for one, other in pairs)
    return wins / len(pairs)


scored = [(score(weights, features), leaves) for features, leaves in holdout]
accuracy = sum((value > 0.5) == bool(leaves) for value, leaves in scored) / len(scored)
metrics = {
    "auc": round(area_under_curve(scored), 3),
    "accuracy": round(accuracy, 3),
    "trained_on": len(training),
    "tested_on": len(holdout),
}
dbutils.notebook.exit(json.dumps(metrics))
