"""The result that a task returns to the server."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

MAX_RESULT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Result:
    exit_value: str | None = None
    truncated: bool = False
    error: str | None = None
    error_trace: str | None = None


def exited(value: str) -> Result:
    # Half a surrogate pair is valid in a Python string, but not in UTF-8.
    encoded = value.encode("utf-8", "replace")
    if len(encoded) <= MAX_RESULT_BYTES:
        return Result(exit_value=encoded.decode("utf-8"))
    kept = encoded[:MAX_RESULT_BYTES].decode("utf-8", "ignore")
    return Result(exit_value=kept, truncated=True)


def write_result(result: Result, file: Path) -> None:
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(result)), "utf-8")
    os.replace(partial, file)
