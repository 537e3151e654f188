# Databricks notebook source
# MAGIC %md
# MAGIC # Train the model
# MAGIC Logs a model that takes the features of a customer, and registers it.

# COMMAND ----------

# MAGIC %run ./feature_engineering

# COMMAND ----------

import mlflow
import sklearn
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app.features import FEATURES

mlflow.set_tracking_uri(config.tracking_uri)
mlflow.set_registry_uri(config.registry_uri)
if config.experiment:
    mlflow.set_experiment(config.experiment)
dbutils.widgets.text("regularization", str(config.parameters.get("regularization", 1.0)), "Regularization")
regularization = float(dbutils.widgets.get("regularization"))

# COMMAND ----------

rows = df.sample(n=min(len(df), 500), random_state=7) if config.quick else df
training, validation = train_test_split(rows, test_size=0.25, random_state=7, stratify=rows[config.target])
model = make_pipeline(StandardScaler(), LogisticRegression(C=regularization, random_state=7))
model.fit(training[FEATURES], training[config.target])
scores = model.predict_proba(validation[FEATURES])[:, 1]

# COMMAND ----------

version_of_data = spark.sql(f"DESCRIBE HISTORY {config.training_table}").selectExpr("max(version)").first()[0]

with mlflow.start_run():
    mlflow.log_params({"regularization": regularization, "rows": len(rows)})
    mlflow.log_metrics(
        {
            "average_precision": average_precision_score(validation[config.target], scores),
            "log_loss": log_loss(validation[config.target], scores),
        }
    )
    data = mlflow.data.from_pandas(
        training[FEATURES], source=f"{config.training_table}@v{version_of_data}", name=config.training_table
    )
    mlflow.log_input(data, context="training")
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(training[FEATURES], scores),
        input_example=training[FEATURES].head(3),
        pyfunc_predict_fn="predict_proba",
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"mlflow=={mlflow.__version__}"],
        registered_model_name=config.model_name,
    )

# COMMAND ----------

client = mlflow.MlflowClient()
version = logged.registered_model_version
client.update_model_version(config.model_name, version, description=config.description)
for key, value in config.tags.items():
    client.set_model_version_tag(config.model_name, version, key, value)
