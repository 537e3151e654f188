"""SHA-256 of rows, the same whatever library wrote them to a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc


def digest_of(tables: Iterable[pa.Table]) -> str:
    """Over names, nulls and values of the columns, table by table."""
    sha256 = hashlib.sha256()
    for table in tables:
        for name in table.column_names:
            add_column(sha256, name, table[name])
    return sha256.hexdigest()


def add_column(sha256: hashlib._Hash, name: str, column: pa.ChunkedArray) -> None:
    sha256.update(f"{name}\0{column.type}\0{len(column)}\0".encode())
    sha256.update(column.is_valid().to_numpy().tobytes())
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type) or pa.types.is_boolean(column.type):
        sha256.update(pc.fill_null(column, pa.scalar(0).cast(column.type)).to_numpy().tobytes())
    else:
        add_texts(sha256, texts_in(column))


def add_texts(sha256: hashlib._Hash, texts: pa.ChunkedArray) -> None:
    """Lengths first, so that no two lists of texts look alike."""
    sha256.update(pc.binary_length(texts).to_numpy().tobytes())
    for text in texts.to_pylist():
        sha256.update(text.encode("utf-8", "surrogatepass"))


def texts_in(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        texts = column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        texts = pa.chunked_array(
            [[None if value is None else repr(value) for value in column.to_pylist()]], pa.string()
        )
    return pc.fill_null(texts, "")


def keys_digest(keys: pa.ChunkedArray) -> str:
    """Over the sorted keys, so that their order says nothing."""
    sha256 = hashlib.sha256()
    for key in sorted(texts_in(keys).to_pylist()):
        sha256.update(f"{len(key)}:{key}".encode("utf-8", "surrogatepass"))
    return sha256.hexdigest()
