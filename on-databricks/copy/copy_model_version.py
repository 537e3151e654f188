# Databricks notebook source
"""Copies a model version to another model in Unity Catalog: files, description, and all tags that are not marks.

Widgets: `source_uri` (models:/name/version), `model_name` to copy to, and `tags` (JSON), the marks of the copy, among
which `mlops_source` identifies what is copied.
Exits with JSON: the new version and whether it was copied now or found, or why it is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import mlflow
from mlflow import MlflowClient, MlflowException
from mlflow.entities.model_registry import ModelVersion

SOURCE_TAG = "mlops_source"
# What says something about a version under its own number is no part of a copy; the caller says which marks are.
MARKS = "mlops_"
MISSING = ("RESOURCE_DOES_NOT_EXIST", "NOT_FOUND")
PRESENT = ("RESOURCE_ALREADY_EXISTS", "ALREADY_EXISTS")


@dataclass(frozen=True)
class Request:
    source_uri: str
    model_name: str
    tags: str

    @property
    def marks(self) -> dict[str, str]:
        tags: dict[str, str] = json.loads(self.tags)
        return tags

    @property
    def digest(self) -> str:
        return self.marks[SOURCE_TAG]


def copied(request: Request, client: MlflowClient) -> dict[str, str]:
    found = copy_of_source(request, client)
    if found is not None:
        return {"version": found, "outcome": "found"}
    if mlflow.models.get_model_info(request.source_uri).signature is None:
        return {"refused": "the model has no signature, and Unity Catalog takes none without"}
    make_model(request.model_name, client)
    version = make_version(request, client)
    return {"version": str(version.version), "outcome": "copied"}


def make_model(name: str, client: MlflowClient) -> None:
    """Asks first: whoever may add versions to a model need not be allowed to create models."""
    try:
        client.get_registered_model(name)
    except MlflowException as error:
        if error.error_code not in MISSING:
            raise
        create_model(name, client)


def create_model(name: str, client: MlflowClient) -> None:
    try:
        client.create_registered_model(name)
    except MlflowException as error:
        # Another run was faster.
        if error.error_code not in PRESENT:
            raise


def make_version(request: Request, client: MlflowClient) -> ModelVersion:
    """As `copy_model_version` of MLflow does, which would bring the marks of the source along and set none of ours."""
    _, name, number = request.source_uri.split("/")
    source = client.get_model_version(name, number)
    tags = {key: value for key, value in source.tags.items() if not key.startswith(MARKS)}
    # The tags come with the version, so no crash can leave one that a repetition would not find.
    return client.create_model_version(
        request.model_name,
        request.source_uri,
        run_id=source.run_id or None,
        tags={**tags, **request.marks},
        description=source.description,
        model_id=source.model_id or None,
    )


def copy_of_source(request: Request, client: MlflowClient) -> str | None:
    """The oldest version that an earlier attempt copied from this source."""
    listed = versions_of(request.model_name, client)
    alike = [version for version in listed if version.source == request.source_uri]
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
    tools.notebook.exit(json.dumps(copied(asked, MlflowClient())))
