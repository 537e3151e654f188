/** A table of 600 rows and two versions of a model: the second knows one more column. */
export const MODEL = 'main.ml.bench';

export const COMPARED_MODELS = `
import json, mlflow, numpy, pandas
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression

random = numpy.random.default_rng(11)
rows = pandas.DataFrame({"id": [f"c{i:05d}" for i in range(600)], "age": random.normal(45, 12, 600).round(1)})
rows["visits"] = random.poisson(4, 600).astype(float)
rows["label"] = ((rows["age"] - 45) / 12 - 0.4 * (rows["visits"] - 4) + random.normal(size=600) > 0.5).astype(int)
spark.sql("CREATE SCHEMA IF NOT EXISTS main.ml")
spark.createDataFrame(rows).write.mode("overwrite").saveAsTable("main.ml.holdout")
for inputs in (["visits"], ["age", "visits"]):
    with mlflow.start_run():
        mlflow.sklearn.log_model(
            LogisticRegression().fit(rows[inputs], rows["label"]), name="model",
            signature=infer_signature(rows[inputs], [0.5]), registered_model_name="${MODEL}")
mlflow.MlflowClient().set_registered_model_alias("${MODEL}", "champion", 1)
dbutils.notebook.exit("{}")
`;
