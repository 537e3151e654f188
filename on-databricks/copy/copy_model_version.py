# Databricks notebook source
"""Copies a model version to another model in Unity Catalog, files included.

Widgets: `source_uri` (models:/name/version), `source_registry` (databricks-uc, or databricks for the registry of the
workspace), `model_name` to copy to, and `source_digest`, which identifies what is copied.
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
    source_digest: str


def copied(request: Request, source: MlflowClient, target: MlflowClient) -> dict[str, str]:
    found = copy_of_source(request, target)
    if found is not None:
        # An attempt that died between the copy and its tag left that to this one.
        target.set_model_version_tag(request.model_name, found, SOURCE_TAG, request.source_digest)
        return {"version": found, "outcome": "found"}
    # MLflow itself notices only after it has created the model.
    if mlflow.models.get_model_info(request.source_uri).signature is None:
        return {"refused": "the model has no signature, and Unity Catalog takes none without"}
    version = source.copy_model_version(request.source_uri, request.model_name)
    target.set_model_version_tag(request.model_name, version.version, SOURCE_TAG, request.source_digest)
    return {"version": str(version.version), "outcome": "copied"}


def copy_of_source(request: Request, client: MlflowClient) -> str | None:
    """The oldest version that an earlier attempt copied from this source."""
    listed = client.search_model_versions(f"name='{request.model_name}'")
    alike = [version for version in listed if version.source == request.source_uri]
    for version in sorted(alike, key=lambda version: int(version.version)):
        # A search does not tell the tags: https://github.com/mlflow/mlflow/issues/10269
        whole = client.get_model_version(request.model_name, version.version)
        digest = whole.tags.get(SOURCE_TAG, request.source_digest)
        if whole.status != "FAILED_REGISTRATION" and digest == request.source_digest:
            return str(whole.version)
    return None


# COMMAND ----------

if "dbutils" in globals():
    asked = Request(**{name: dbutils.widgets.get(name) for name in Request.__dataclass_fields__})
    # Information about a model is read from the registry of the process.
    mlflow.set_registry_uri(asked.source_registry)
    clients = [MlflowClient(registry_uri=registry) for registry in (asked.source_registry, "databricks-uc")]
    dbutils.notebook.exit(json.dumps(copied(asked, *clients)))
