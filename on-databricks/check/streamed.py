"""The files of a model version, as many as an exit value can take: the contract `model-files`, see README.md."""

from __future__ import annotations

import base64
import tempfile
import zlib
from pathlib import Path
from typing import Any

from fetched_model import FetchedModel
from plain_text import described

CONTRACT = {"contract": "model-files", "version": 1}
# The service keeps 5 MB of an exit value, and base64 makes four bytes of three.
MOST_PACKED_BYTES = 3_300_000
MOST_FILES = 5_000
CHUNK_BYTES = 1024 * 1024


def streamed(model_uri: str) -> dict[str, Any]:
    answer = {**CONTRACT, "model": model_uri}
    with tempfile.TemporaryDirectory(prefix="model-files-", ignore_cleanup_errors=True) as place:
        try:
            folder = FetchedModel(model_uri, place).folder()
        except Exception as error:  # noqa: BLE001 -- whatever MLflow or the network raises is an answer
            return {**answer, "unfetched": described(error)}
        return {**answer, "files": files_of(folder)}


def files_of(folder: Path) -> list[dict[str, Any]]:
    """Small ones first: most checks need nothing but these."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    if len(paths) > MOST_FILES:
        raise ValueError(f"the model has {len(paths)} files, and at most {MOST_FILES} are streamed")
    left = MOST_PACKED_BYTES
    files = []
    for path in sorted(paths, key=lambda path: (path.stat().st_size, str(path))):
        size = path.stat().st_size
        content = packed(path, left)
        left -= len(content or b"")
        file = {"path": path.relative_to(folder).as_posix(), "size": size}
        files.append(file if content is None else {**file, "content": base64.b64encode(content).decode("ascii")})
    return files


def packed(path: Path, most: int) -> bytes | None:
    """Whole, or not at all; read no further than needed to tell."""
    packer = zlib.compressobj()
    content = b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            content += packer.compress(chunk)
            if len(content) > most:
                return None
    content += packer.flush()
    return content if len(content) <= most else None
