import { notebook } from './workspace-under-test';

/**
 * A training that leaves behind by REST what MLflow's own client does, which takes seconds to load.
 * Its cells find `register`, `marked_run` and `unmarked`.
 */
export function plainTraining(...cells: readonly string[]): string {
  return notebook(BY_REST, ...cells);
}

const BY_REST = `import json, time, urllib.error, urllib.request, uuid
context = dbutils.notebook.entry_point.getDbutils().notebook().getContext()

def post(path, **fields):
    headers = {"Authorization": f"Bearer {context.apiToken().get()}", "Content-Type": "application/json"}
    address = f"{context.apiUrl().get()}/api/2.0/mlflow/{path}"
    request = urllib.request.Request(address, json.dumps(fields).encode(), headers)
    return json.load(urllib.request.urlopen(request))

def start_run(**tags):
    experiment = post("experiments/create", name=f"/Shared/{uuid.uuid4()}")["experiment_id"]
    tags = [{"key": key, "value": value} for key, value in tags.items()]
    return post("runs/create", experiment_id=experiment, tags=tags)["run"]["info"]

def version_of(name, run):
    try:
        post("registered-models/create", name=name)
    except urllib.error.HTTPError as error:
        if json.load(error)["error_code"] != "RESOURCE_ALREADY_EXISTS":
            raise
    source = f"{run['artifact_uri']}/model"
    created = post("model-versions/create", name=name, source=source, run_id=run["run_id"])
    return created["model_version"]["version"]

def marked_run():
    return start_run(**{"mlflow.databricks.jobRunID": context.idInJob().get()})

def register(name):
    return version_of(name, marked_run())

def unmarked(name):
    return version_of(name, start_run())`;
