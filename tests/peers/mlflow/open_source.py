"""MLflow's client on MLflow's own server, as a team without a registry on Databricks has it."""

import mlflow
from logged import logged, looked_up, predicts_alike, refusal, report

NAME = "churn"

client = mlflow.MlflowClient()
run_id, model_uri = logged("churn-training")
first = mlflow.register_model(model_uri, NAME, tags={"origin": "test"})
second = mlflow.register_model(f"runs:/{run_id}/model", NAME)
client.set_registered_model_alias(NAME, "champion", first.version)
client.transition_model_version_stage(NAME, "2", "Staging")
client.set_model_version_tag(NAME, "1", "validated", "yes")
champion = client.get_model_version_by_alias(NAME, "champion")

report(
    {
        "run": looked_up(run_id),
        "versions": [first.version, second.version],
        "champion": [champion.version, champion.tags],
        "models": sorted(m.name for m in client.search_registered_models()),
        "loaded": [
            predicts_alike(uri)
            for uri in (
                f"models:/{NAME}@champion",
                f"models:/{NAME}/2",
                f"models:/{NAME}/Staging",
            )
        ],
        "refused": [refusal(lambda: client.get_registered_model("none"))],
    }
)
