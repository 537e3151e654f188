"""What a call was refused with."""

from __future__ import annotations

from collections.abc import Callable

from databricks.sdk.errors import DatabricksError


def refusal(call: Callable[[], object]) -> str:
    """The SDK's name for the error, and the service's code."""
    try:
        call()
    except DatabricksError as error:
        return f"{type(error).__name__} {error.error_code}"
    return "not refused"
