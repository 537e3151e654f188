# Databricks notebook source
# MAGIC %md
# MAGIC # Train the churn model
# MAGIC A decision tree on made-up customers, logged and registered with MLflow.

# COMMAND ----------

import random

import mlflow
import pandas
from mlflow.models import infer_signature
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

dbutils.widgets.text("model_name", "prod.default.churn", "Name of the model")
dbutils.widgets.text("max_depth", "3", "Depth of the tree")

max_depth = int(dbutils.widgets.get("max_depth"))

mlflow.set_registry_uri("databricks-uc")
mlflow.set_experiment("/Shared/churn-training")

# COMMAND ----------

# New customers and customers who complain leave more often; the rest is chance.


def customer(generator):
    years = generator.uniform(0, 6)
    complaints = float(generator.randint(0, 4))
    inclination = 0.3 - 0.15 * years + 0.2 * complaints + generator.gauss(0, 0.15)
    return years, complaints, int(inclination > 0)


generator = random.Random(7)
customers = pandas.DataFrame(
    [customer(generator) for _ in range(500)], columns=["years", "complaints", "churned"]
)
features, label = customers[["years", "complaints"]], customers["churned"]
training, holdout = slice(0, 400), slice(400, None)

# COMMAND ----------

with mlflow.start_run():
    model = DecisionTreeClassifier(max_depth=max_depth, random_state=7)
    model.fit(features[training], label[training])
    scores = model.predict_proba(features[holdout])[:, 1]
    mlflow.log_param("max_depth", max_depth)
    mlflow.log_metric("auc", roc_auc_score(label[holdout], scores))
    mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(features, model.predict(features)),
        registered_model_name=dbutils.widgets.get("model_name"),
        pip_requirements=["scikit-learn"],
    )
