"""The official Python SDK on models and the workspace registry."""

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import NotFound
from databricks.sdk.service.ml import ModelTag
from logged import report

NAME = "main.default.churn"

client = WorkspaceClient()
model = client.registered_models.get(NAME, include_aliases=True)
versions = list(client.model_versions.list(NAME))
client.registered_models.set_alias(NAME, "baseline", 2)
baseline = client.model_versions.get_by_alias(NAME, "baseline")
client.model_versions.update(NAME, 2, comment="from the SDK")
described = client.model_versions.get(NAME, 2)
client.registered_models.delete_alias(NAME, "baseline")
try:
    client.registered_models.get("main.default.none")
    missing = "found"
except NotFound as error:
    missing = error.error_code or ""

client.model_registry.create_model("by-sdk", tags=[ModelTag("team", "churn")])
details = client.model_registry.get_model("by-sdk").registered_model_databricks
experiment = client.experiments.create_experiment("/Shared/by-sdk").experiment_id
run = client.experiments.create_run(experiment_id=experiment).run.info
client.experiments.log_metric(key="auc", value=0.5, timestamp=1, run_id=run.run_id)
found = client.experiments.search_runs(experiment_ids=[experiment], filter="metrics.auc > 0.4")

report(
    {
        "model": [model.full_name, sorted(a.alias_name for a in model.aliases)],
        "versions": sorted(v.version for v in versions),
        "status": versions[0].status.value,
        "baseline": baseline.version,
        "described": described.comment,
        "missing": missing,
        "listed": NAME in [m.full_name for m in client.registered_models.list()],
        "registry": [details.name, details.permission_level.value, len(details.id)],
        "runs": [item.info.run_id for item in found] == [run.run_id],
    }
)
