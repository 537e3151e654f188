# Databricks notebook source
# MAGIC %md
# MAGIC # Train the churn model

# COMMAND ----------

import mlflow
from mlflow.models import infer_signature
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

dbutils.widgets.text("model_name", "dev.churn.churn", "Name of the model")
dbutils.widgets.text("table", "dev.churn.customers", "Table of customers")
dbutils.widgets.text("max_depth", "3", "Depth of the tree")
dbutils.widgets.text("tracking_uri", "databricks", "Where runs are logged")
dbutils.widgets.text("registry_uri", "databricks-uc", "Where the model is registered")

max_depth = int(dbutils.widgets.get("max_depth"))

mlflow.set_tracking_uri(dbutils.widgets.get("tracking_uri"))
mlflow.set_registry_uri(dbutils.widgets.get("registry_uri"))
mlflow.set_experiment("/Shared/churn")

# COMMAND ----------

customers = spark.table(dbutils.widgets.get("table")).toPandas()
features = customers[["years", "complaints"]].astype(float)
X_train, X_test, y_train, y_test = train_test_split(
    features, customers["churned"], test_size=0.25, random_state=7
)

# COMMAND ----------

with mlflow.start_run():
    model = DecisionTreeClassifier(max_depth=max_depth, random_state=7)
    model.fit(X_train, y_train)
    mlflow.log_param("max_depth", max_depth)
    mlflow.log_metric("auc", roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
    mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(X_train, model.predict(X_train)),
        registered_model_name=dbutils.widgets.get("model_name"),
        pip_requirements=["scikit-learn"],
    )
