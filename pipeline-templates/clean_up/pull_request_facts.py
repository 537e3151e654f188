# Generated from on-databricks/clean_up; change it there.
"""Reads what is there: the folders of pull requests, their records, and the state of everything that they name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

import mlflow
from creation_records import Record, RecordError, read_record
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import NotFound
from databricks.sdk.service.workspace import ObjectInfo, ObjectType
from mlflow import MlflowClient, MlflowException
from mlflow.entities.model_registry import ModelVersion
from own_names import in_workspace, number_of
from removal_plan import PULL_REQUEST_TAG, RECEIPT_TAGS, FolderFacts, Version

RECORDS = ".mlops-records"
MISSING = ("RESOURCE_DOES_NOT_EXIST", "NOT_FOUND")


@dataclass
class PullRequestReader:
    workspace: WorkspaceClient

    def __post_init__(self) -> None:
        self._models: dict[str, list[Version]] = {}
        self._runs: list[tuple[str, str]] | None = None

    def folders(self, parent: str) -> Iterator[str]:
        """The folders of pull requests; the pipeline also deploys branches beside them."""
        for child in self.children(parent):
            path = f"/Workspace{in_workspace(child.path or '')}"
            if child.object_type == ObjectType.DIRECTORY and number_of(path) is not None:
                yield path

    def facts(self, folder: str) -> FolderFacts:
        """What cannot be read is a reason to keep everything. The errors of the workspace's client are OSErrors."""
        try:
            return self._facts(folder)
        except (OSError, MlflowException) as error:
            return FolderFacts(folder, unread=(f"it could not be read: {error}",))

    def _facts(self, folder: str) -> FolderFacts:
        files = self.record_files(folder)
        records: list[Record] = []
        refusals: list[str] = []
        for file in files:
            name = (file.path or "").rsplit("/", 1)[-1]
            try:
                records.append(read_record(name, self.content(file.path or "")))
            except RecordError as refusal:
                refusals.append(f"{name} {refusal}")
        if not records or refusals:
            return FolderFacts(folder, tuple(records), newest_of(files), tuple(refusals))
        created = {created for record in records for created in record.creates}
        experiments = {
            one.name: found
            for one in created
            if one.kind == "experiment" and (found := self.experiment(one.name)) is not None
        }
        models = sorted({one.name for one in created if one.kind == "versions" and one.name.endswith("_pr")})
        return FolderFacts(
            folder=folder,
            records=tuple(records),
            newest=newest_of(files),
            versions=tuple(version for model in models for version in self.versions(model)),
            experiments=tuple(sorted(experiments)),
            living=(*self.active_runs(folder), *self.unfinished(list(experiments.values()))),
        )

    def record_names(self, folder: str) -> frozenset[str]:
        return frozenset(file.path or "" for file in self.record_files(folder))

    def record_files(self, folder: str) -> Sequence[ObjectInfo]:
        return [file for file in self.children(f"{folder}/{RECORDS}") if file.object_type != ObjectType.DIRECTORY]

    def children(self, folder: str) -> Sequence[ObjectInfo]:
        try:
            return list(self.workspace.workspace.list(in_workspace(folder)))
        except NotFound:
            return []

    def content(self, path: str) -> bytes:
        with self.workspace.workspace.download(path) as stream:
            content: bytes = stream.read()
            return content

    def experiment(self, name: str) -> str | None:
        """Its ID, unless it is gone."""
        found = MlflowClient().get_experiment_by_name(name)
        return None if found is None or found.lifecycle_stage == "deleted" else str(found.experiment_id)

    def unfinished(self, experiments: Sequence[str]) -> Iterator[str]:
        for experiment in experiments:
            running = MlflowClient().search_runs([experiment], "attributes.status = 'RUNNING'", max_results=10)
            yield from (f"MLflow run {run.info.run_id}" for run in running)

    def active_runs(self, folder: str) -> Iterator[str]:
        """Runs whose notebook, file or parameters lie in the folder."""
        if self._runs is None:
            listed = self.workspace.jobs.list_runs(active_only=True, expand_tasks=True)
            self._runs = [(str(run.run_id), json.dumps(run.as_dict(), default=str)) for run in listed]
        path = in_workspace(folder)
        yield from (f"run {run}" for run, text in self._runs if f"{path}/" in text or f'{path}"' in text)

    def versions(self, model: str) -> Sequence[Version]:
        if model not in self._models:
            self._models[model] = list(self._versions(model))
        return self._models[model]

    def _versions(self, model: str) -> Iterator[Version]:
        client = registry_of(model)
        try:
            tags = client.get_registered_model(model).tags
        except MlflowException as error:
            if error.error_code in MISSING:
                return
            raise
        for listed in every_version(client, model):
            # A search tells neither tags nor aliases: https://github.com/mlflow/mlflow/issues/10269
            whole = client.get_model_version(model, listed.version)
            yield Version(
                model=model,
                number=str(whole.version),
                tags=dict(whole.tags),
                aliases=tuple(whole.aliases or ()),
                stage=whole.current_stage or "",
                experiment=None if PULL_REQUEST_TAG in whole.tags else experiment_of(whole),
                named_by=named_by(tags, str(whole.version)),
            )


def every_version(client: MlflowClient, model: str) -> Iterator[ModelVersion]:
    token: str | None = None
    while token != "":
        page = client.search_model_versions(f"name='{model}'", page_token=token)
        yield from page
        token = page.token or ""


def registry_of(model: str) -> MlflowClient:
    return MlflowClient(registry_uri="databricks-uc" if model.count(".") == 2 else "databricks")


def named_by(tags: dict[str, str], number: str) -> tuple[str, ...]:
    values = ((tag, str(value)) for tag, value in tags.items() if tag.startswith(RECEIPT_TAGS))
    return tuple(tag for tag, value in values if value == number or value.endswith(f" v{number}"))


def experiment_of(version: ModelVersion) -> str | None:
    """Of the run that logged it; unknown counts as that of somebody else."""
    if not version.run_id:
        return None
    try:
        run = MlflowClient().get_run(version.run_id)
        return str(mlflow.get_experiment(run.info.experiment_id).name)
    except MlflowException as error:
        if error.error_code in MISSING:
            return None
        raise


def newest_of(files: Sequence[ObjectInfo]) -> datetime | None:
    times = [file.modified_at for file in files if file.modified_at]
    return datetime.fromtimestamp(max(times) / 1000, timezone.utc) if times else None
