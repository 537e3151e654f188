"""Tables as files, each read only if it is the file that was written."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from reason import ReasonError

ROW = "__row"
"""Position in the frozen order."""


def write_table(path: str, table: pa.Table) -> str:
    """Gives the digest of the file. Volumes take whole files only, so it is written at once."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return write_bytes(path, sink.getvalue().to_pybytes())


def read_table(path: str, sha256: str) -> pa.Table:
    return pq.read_table(pa.BufferReader(read_bytes(path, sha256)))


def write_json(path: str, value: Any) -> str:
    return write_bytes(path, json.dumps(value).encode())


def read_json(path: str, sha256: str) -> Any:
    return json.loads(read_bytes(path, sha256))


def write_bytes(path: str, content: bytes) -> str:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    return hashlib.sha256(content).hexdigest()


def read_bytes(path: str, sha256: str) -> bytes:
    """Models that have run meanwhile may have changed what lies there."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise ReasonError(
            "ROWS_GONE",
            f"{path} cannot be read any more ({error.strerror}). Find out who deletes files there, and re-run "
            "this stage.",
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ReasonError(
            "ROWS_CHANGED",
            f"Somebody has changed {path} since it was written, so nothing about these rows can be trusted. Find out "
            "who writes there; if it is a model, let an identity of its own score (comparison.scorer).",
        )
    return content
