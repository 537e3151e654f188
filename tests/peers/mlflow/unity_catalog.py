"""MLflow's client with models in Unity Catalog: aliases, tags, versions."""

import mlflow
from logged import REQUIREMENTS, logged, looked_up, predicts_alike, refusal, report, trained

NAME = "main.default.churn"

client = mlflow.MlflowClient()
run_id, model_uri = logged("/Shared/churn-training")
first = mlflow.register_model(model_uri, NAME, tags={"origin": "test"})
second = mlflow.register_model(f"runs:/{run_id}/model", NAME)

client.set_registered_model_alias(NAME, "champion", first.version)
client.set_registered_model_alias(NAME, "challenger", second.version)
client.set_registered_model_tag(NAME, "owner", "churn team")
client.set_model_version_tag(NAME, "1", "validated", "yes")
client.update_model_version(NAME, "1", description="the first")
client.update_registered_model(NAME, description="who leaves")
champion = client.get_model_version_by_alias(NAME, "champion")
model = client.get_registered_model(NAME)

copied = client.copy_model_version(f"models:/{NAME}@champion", "prod.default.churn")
client.delete_registered_model_alias(NAME, "challenger")


def unsigned() -> None:
    with mlflow.start_run():
        info = mlflow.sklearn.log_model(trained(), name="bare", pip_requirements=REQUIREMENTS)
    mlflow.register_model(info.model_uri, "main.default.bare")


report(
    {
        "run": looked_up(run_id),
        "versions": [first.version, second.version],
        "champion": [champion.version, champion.description, champion.tags, champion.aliases],
        "run_of_champion": champion.run_id == run_id,
        "status": [champion.status, champion.model_id == model_uri.removeprefix("models:/")],
        "model": [model.description, model.tags, model.aliases],
        "copied": [copied.name, copied.version],
        "searched": sorted(v.version for v in client.search_model_versions(f"name='{NAME}'")),
        "models": sorted(m.name for m in client.search_registered_models()),
        "loaded": [
            predicts_alike(uri)
            for uri in (
                f"models:/{NAME}@champion",
                f"models:/{NAME}/2",
                "models:/prod.default.churn/1",
                model_uri,
                f"runs:/{run_id}/model",
            )
        ],
        "refused": [
            refusal(lambda: client.get_model_version_by_alias(NAME, "challenger")),
            refusal(lambda: client.get_registered_model("main.default.none")),
            refusal(lambda: client.create_registered_model("two.levels")),
            refusal(lambda: client.create_registered_model("main.nowhere.churn")),
            refusal(lambda: client.create_registered_model(NAME)),
            refusal(lambda: mlflow.set_experiment("relative")),
            refusal(lambda: mlflow.set_experiment("/Nowhere/churn")),
            refusal(unsigned),
        ],
    }
)
