# Databricks notebook source
"""Copies a model version to another model in Unity Catalog, files included.

Widgets: `source_uri` (models:/name/version), `source_registry` (databricks-uc, or databricks for the registry of the
workspace), `model_name` to copy to, and `tags` of the copy (JSON), among which `mlops_source` identifies what is copied.
Exits with JSON: the new version and whether it was copied now or found, or why it is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import mlflow
from mlflow import MlflowClient

SOURCE_TAG = "mlops_source"


@dataclass(frozen=True)
class Request:
    source_uri: str
    source_registry: str
    model_name: str
    tags: str

    @property
    def all_tags(self) -> dict[str, str]:
        return json.loads(self.tags)

    @property
    def digest(self) -> str:
        return self.all_tags[SOURCE_TAG]


def copied(request: Request, source: MlflowClient, target: MlflowClient) -> dict[str, str]:
    found = copy_of_source(request, target)
    if found is not None:
        # An attempt that died between the copy and its tags left that to this one.
        set_tags(request, found, target)
        return {"version": found, "outcome": "found"}
    # MLflow itself notices only after it has created the model.
    if mlflow.models.get_model_info(request.source_uri).signature is None:
        return {"refused": "the model has no signature, and Unity Catalog takes none without"}
    version = source.copy_model_version(request.source_uri, request.model_name)
    set_tags(request, str(version.version), target)
    return {"version": str(version.version), "outcome": "copied"}


def set_tags(request: Request, version: str, client: MlflowClient) -> None:
    """Those that are missing, the digest last: where it stands, all the others do."""
    present = client.get_model_version(request.model_name, version).tags
    for key, value in sorted(request.all_tags.items(), key=lambda tag: tag[0] == SOURCE_TAG):
        if key not in present:
            client.set_model_version_tag(request.model_name, version, key, value)


def copy_of_source(request: Request, client: MlflowClient) -> str | None:
    """The oldest version that an earlier attempt copied from this source."""
    listed = client.search_model_versions(f"name='{request.model_name}'")
    alike = [version for version in listed if version.source == request.source_uri]
    for version in sorted(alike, key=lambda version: int(version.version)):
        # A search does not tell the tags: https://github.com/mlflow/mlflow/issues/10269
        whole = client.get_model_version(request.model_name, version.version)
        digest = whole.tags.get(SOURCE_TAG, request.digest)
        if whole.status != "FAILED_REGISTRATION" and digest == request.digest:
            return str(whole.version)
    return None


# COMMAND ----------

if "dbutils" in globals():
    asked = Request(**{name: dbutils.widgets.get(name) for name in Request.__dataclass_fields__})
    # Information about a model is read from the registry of the process.
    mlflow.set_registry_uri(asked.source_registry)
    clients = [MlflowClient(registry_uri=registry) for registry in (asked.source_registry, "databricks-uc")]
    dbutils.notebook.exit(json.dumps(copied(asked, *clients)))
