"""%sql cells."""

from __future__ import annotations

from typing import Any

from workspace_runtime.display import display
from workspace_runtime.spark.sql_text import statements_of


def run_sql(spark: Any, text: str, variables: dict[str, object]) -> None:
    """Runs each statement; the last result is shown and stays in `_sqldf`."""
    result = None
    for statement in statements_of(text):
        result = spark.sql(statement)
    if result is not None:
        variables["_sqldf"] = result
        display(result)
