"""What tests may import: `from mlops_tests import parameters, spark, dbutils`; the last two on Databricks only."""

from __future__ import annotations

from typing import Any

parameters: dict[str, str] = {}
"""Those of the step, and `mlops_config`, the path of the configuration that holds."""


def __getattr__(name: str) -> Any:
    if name not in ("spark", "dbutils"):
        raise AttributeError(f"module 'mlops_tests' has no attribute '{name}'")
    # https://docs.databricks.com/aws/en/dev-tools/sdk-python: the objects of a notebook, for modules.
    from databricks.sdk import runtime

    return getattr(runtime, name)
