# Databricks notebook source
"""Registers a model as a version in Unity Catalog, where a version is an upload of the model's files.

Widgets: `model_uri`, `run_id` (may be empty), `model_name` and `tags` (JSON), among which
`mlops_source` identifies what is registered.
Exits with JSON: the version and whether it was registered now or found, or why it is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import mlflow
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion

SOURCE_TAG = "mlops_source"


@dataclass(frozen=True)
class Request:
    model_uri: str
    run_id: str
    model_name: str
    tags: str

    @property
    def all_tags(self) -> dict[str, str]:
        tags: dict[str, str] = json.loads(self.tags)
        return tags

    @property
    def digest(self) -> str:
        return self.all_tags[SOURCE_TAG]


def register(request: Request, client: MlflowClient) -> dict[str, str]:
    found = version_of_source(request, client)
    if found is not None:
        return {"version": found, "outcome": "found"}
    # MLflow itself notices only after it has created the model.
    if mlflow.models.get_model_info(request.model_uri).signature is None:
        return {"refused": "the model has no signature, and Unity Catalog takes none without"}
    # The tags come with the version, so no crash can leave one that a repetition would not find.
    version = mlflow.register_model(request.model_uri, request.model_name, tags=request.all_tags)
    return {"version": str(version.version), "outcome": "registered"}


def version_of_source(request: Request, client: MlflowClient) -> str | None:
    """The oldest version that an earlier attempt registered from this source."""
    listed = versions_of(request.model_name, client)
    alike = [
        version
        for version in listed
        if version.source == request.model_uri or (request.run_id != "" and version.run_id == request.run_id)
    ]
    for version in sorted(alike, key=lambda version: int(version.version)):
        # A search does not tell the tags: https://github.com/mlflow/mlflow/issues/10269
        whole = client.get_model_version(request.model_name, version.version)
        if whole.status != "FAILED_REGISTRATION" and whole.tags.get(SOURCE_TAG) == request.digest:
            return str(whole.version)
    return None


def versions_of(name: str, client: MlflowClient) -> list[ModelVersion]:
    """A search comes in pages."""
    versions: list[ModelVersion] = []
    token: str | None = None
    while token != "":
        page = client.search_model_versions(f"name='{name}'", page_token=token)
        versions.extend(page)
        token = page.token or ""
    return versions


# COMMAND ----------

if "dbutils" in globals():
    tools = globals()["dbutils"]
    mlflow.set_registry_uri("databricks-uc")
    asked = Request(**{name: tools.widgets.get(name) for name in Request.__dataclass_fields__})
    tools.notebook.exit(json.dumps(register(asked, MlflowClient())))
