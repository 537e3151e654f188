# Generated from on-databricks/clean_up; change it there.
"""Removes what the plan names. What is gone already counts as removed, so a clean-up that broke off can run again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import NotFound
from databricks.sdk.service.workspace import ObjectInfo, ObjectType
from mlflow import MlflowClient, MlflowException
from own_names import in_workspace
from pull_request_facts import MISSING, RECORDS, registry_of
from removal_plan import Decision, Removal


@dataclass(frozen=True)
class Removed:
    done: tuple[Removal, ...]
    # Why the rest stays.
    failure: str | None = None


@dataclass(frozen=True)
class Remover:
    workspace: WorkspaceClient

    def remove_all(self, decision: Decision) -> Removed:
        """One after the other: the folder with the records goes only if everything that they name is gone."""
        done: list[Removal] = []
        for removal in decision.removals:
            try:
                self.remove(removal)
            # The errors of the workspace's client are OSErrors.
            except (OSError, MlflowException) as error:
                return Removed(tuple(done), f"{removal} could not be removed: {error}")
            done.append(removal)
        return Removed(tuple(done))

    def remove(self, removal: Removal) -> None:
        match removal.kind:
            case "table":
                with unless_gone():
                    self.workspace.tables.delete(removal.name.replace("`", ""))
            case "path":
                self.remove_path(removal.name)
            case "version":
                with unless_gone():
                    registry_of(removal.name).delete_model_version(removal.name, removal.version)
            case "experiment":
                self.remove_experiment(removal.name)
            case "folder":
                self.remove_folder(in_workspace(removal.name))
            case _:
                raise ValueError(removal.kind)

    def remove_path(self, path: str) -> None:
        if path.startswith("/Volumes/"):
            self.remove_directory(path)
        else:
            with unless_gone():
                self.workspace.dbfs.delete(path.removeprefix("dbfs:").removeprefix("/dbfs"), recursive=True)

    def remove_directory(self, path: str) -> None:
        """The service deletes empty ones only."""
        files = self.workspace.files
        with unless_gone():
            for child in list(files.list_directory_contents(path)):
                if child.is_directory:
                    self.remove_directory(child.path or "")
                else:
                    with unless_gone():
                        files.delete(child.path or "")
        with unless_gone():
            files.delete_directory(path)

    def remove_experiment(self, name: str) -> None:
        found = MlflowClient().get_experiment_by_name(name)
        if found is not None and found.lifecycle_stage != "deleted":
            with unless_gone():
                MlflowClient().delete_experiment(found.experiment_id)

    def remove_folder(self, folder: str) -> None:
        """The records last: without them nobody would know what else is to be removed."""
        files = self.workspace.workspace
        children: list[ObjectInfo] = []
        with unless_gone():
            children = list(files.list(folder))
        for child in children:
            path = child.path or ""
            if path.rsplit("/", 1)[-1] != RECORDS:
                with unless_gone():
                    files.delete(path, recursive=child.object_type == ObjectType.DIRECTORY)
        with unless_gone():
            files.delete(folder, recursive=True)


@contextmanager
def unless_gone() -> Iterator[None]:
    """Around one request. A repeated one whose first answer was lost finds nothing either."""
    try:
        yield
    except NotFound:
        pass
    except MlflowException as error:
        if error.error_code not in MISSING:
            raise
