"""What the registry knows of a model version, for checks that ask for `version`."""

from __future__ import annotations

from typing import Any


def version_facts(uri: str) -> dict[str, Any]:
    from mlflow import MlflowClient

    client = MlflowClient()
    _, name, number = uri.split("/", 2)
    version = client.get_model_version(name, number)
    data = client.get_run(version.run_id).data if version.run_id else None
    return {
        "name": version.name,
        "version": str(version.version),
        "description": version.description or "",
        "tags": dict(version.tags),
        "run_id": version.run_id or "",
        "params": dict(data.params) if data else {},
        "metrics": dict(data.metrics) if data else {},
    }
