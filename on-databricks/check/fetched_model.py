"""The files of a model version on this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

Fingerprint = frozenset[tuple[str, int, int, int, int]]


class FetchedModel:
    """Fetched again as soon as somebody has changed them: no program that runs apart alters what the next one gets."""

    def __init__(self, uri: str, place: str) -> None:
        self._uri = uri
        self._place = place
        self._fetched: tuple[Path, Fingerprint] | None = None

    def folder(self) -> Path:
        if self._fetched is None or fingerprint(self._fetched[0]) != self._fetched[1]:
            folder = self._fetch()
            self._fetched = (folder, fingerprint(folder))
        return self._fetched[0]

    def _fetch(self) -> Path:
        from mlflow.artifacts import download_artifacts

        folder = Path(download_artifacts(artifact_uri=self._uri, dst_path=tempfile.mkdtemp(dir=self._place)))
        # MLflow takes a version that does not exist in Unity Catalog for one without files.
        if not (folder / "MLmodel").is_file():
            raise FileNotFoundError(f"{self._uri} does not exist, or has no file MLmodel")
        return folder


def fingerprint(folder: Path) -> Fingerprint:
    """The time of change is not for programs to set, unlike that of modification."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            told = os.lstat(path)
            found.append((path, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns))
    return frozenset(found)
