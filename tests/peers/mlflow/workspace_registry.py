"""MLflow's client with models in the registry of one workspace: stages, no aliases."""

import mlflow
from logged import logged, looked_up, predicts_alike, refusal, report

NAME = "churn"

client = mlflow.MlflowClient()
run_id, model_uri = logged("/Shared/churn-training")
first = mlflow.register_model(model_uri, NAME, tags={"origin": "test"})
second = mlflow.register_model(f"runs:/{run_id}/model", NAME)

client.transition_model_version_stage(NAME, "1", "Production")
client.transition_model_version_stage(NAME, "2", "Production", archive_existing_versions=True)
client.set_registered_model_tag(NAME, "owner", "churn team")
client.set_model_version_tag(NAME, "1", "validated", "yes")
client.update_model_version(NAME, "1", description="the first")
version = client.get_model_version(NAME, "1")
latest = client.get_latest_versions(NAME, stages=["Production", "Archived"])

client.create_registered_model("old name")
client.rename_registered_model("old name", "new name")
client.delete_registered_model("new name")

report(
    {
        "run": looked_up(run_id),
        "versions": [first.version, second.version],
        "first": [version.description, version.tags, version.current_stage, version.status],
        "source": version.source.startswith("dbfs:/databricks/mlflow-tracking/"),
        "latest": sorted([item.current_stage, item.version] for item in latest),
        "searched": sorted(v.version for v in client.search_model_versions(f"name='{NAME}'")),
        "models": sorted(m.name for m in client.search_registered_models()),
        "loaded": [
            predicts_alike(uri)
            for uri in (
                f"models:/{NAME}/Production",
                f"models:/{NAME}/1",
                f"models:/{NAME}/latest",
                model_uri,
            )
        ],
        "refused": [
            refusal(lambda: client.get_registered_model("none")),
            refusal(lambda: client.create_registered_model(NAME)),
            refusal(lambda: client.transition_model_version_stage(NAME, "1", "Shelved")),
        ],
    }
)
