"""Maps paths of the service to this disk."""

from __future__ import annotations

import os
import posixpath
import sys


class Mounts:
    """Maps `/Workspace/...`, `/Volumes/...` and `/dbfs/...` to folders and back."""

    def __init__(self, folders: dict[str, str], storage: str) -> None:
        self.mount(folders, storage)

    def mount(self, folders: dict[str, str], storage: str) -> None:
        """Replaces the mapped folders."""
        self.folders = folders
        self._prefixes = tuple(folders)
        # A disk may be mounted below /Volumes; its paths are already real.
        self._real = (storage, sys.prefix, sys.base_prefix)

    def real(self, path: object) -> object:
        """The path on disk; other paths than the service's stay unchanged."""
        if isinstance(path, int):
            return path
        try:
            text = os.fspath(path)  # type: ignore[call-overload] -- any object may come as a path
        except TypeError:
            return path
        if isinstance(text, bytes):
            return os.fsencode(str(self.real(os.fsdecode(text))))
        return self._real_text(text)

    def _real_text(self, path: str) -> str:
        if not path.startswith("/"):
            # `..` would leave the workspace's folder on this disk.
            return self._real_text(_absolute(path)) if ".." in path else path
        if not path.startswith(self._prefixes) or path.startswith(self._real):
            return path
        plain = posixpath.normpath(path)
        for prefix, folder in self.folders.items():
            if plain == prefix or plain.startswith(prefix + "/"):
                return folder + _kept(plain[len(prefix) :], prefix)
        return path

    def shown(self, real: str) -> str:
        """The service's path of a path on disk."""
        for prefix, folder in self.folders.items():
            if real == folder or real.startswith(folder + "/"):
                return prefix + real[len(folder) :]
        return real

    def of_uri(self, uri: str) -> str:
        """The service's POSIX path of a path or URI as dbutils.fs and Spark accept it."""
        if uri.startswith("file:/"):
            return "/" + uri.removeprefix("file:").lstrip("/")
        plain = "/" + uri.removeprefix("dbfs:").lstrip("/")
        if plain.startswith(("/Volumes/", "/Workspace/")) or plain in (
            "/Volumes",
            "/Workspace",
        ):
            return plain
        return posixpath.normpath("/dbfs" + plain)


def _absolute(path: str) -> str:
    return posixpath.normpath(posixpath.join(os.getcwd(), path))


def _kept(below: str, root: str) -> str:
    """Catalog, schema and volume in lower case, as Unity Catalog stores them."""
    if root != "/Volumes":
        return below
    slash, *names = below.split("/", 4)
    return "/".join([slash, *(name.lower() for name in names[:3]), *names[3:]])
