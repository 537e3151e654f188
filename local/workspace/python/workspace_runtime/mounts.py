"""Where the paths of the service lie on this disk."""

from __future__ import annotations

import os
import posixpath
import sys


class Mounts:
    """Maps `/Workspace/...`, `/Volumes/...` and `/dbfs/...` to folders and back."""

    def __init__(self, folders: dict[str, str], storage: str) -> None:
        self.mount(folders, storage)

    def mount(self, folders: dict[str, str], storage: str) -> None:
        """Maps these folders from now on, and no others."""
        self.folders = folders
        self._prefixes = tuple(folders)
        # A disk can itself be mounted below /Volumes; what lies there is real already.
        self._real = (storage, sys.prefix, sys.base_prefix)

    def real(self, path: object) -> object:
        """The place on disk of a path; anything that is none of the service's paths stays as it is."""
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
            # `..` would climb out of the workspace's folder into the rest of this disk.
            return self._real_text(_absolute(path)) if ".." in path else path
        if not path.startswith(self._prefixes) or path.startswith(self._real):
            return path
        plain = posixpath.normpath(path)
        for prefix, folder in self.folders.items():
            if plain == prefix or plain.startswith(prefix + "/"):
                return folder + _kept(plain[len(prefix) :], prefix)
        return path

    def shown(self, real: str) -> str:
        """The service's name of a place on disk."""
        for prefix, folder in self.folders.items():
            if real == folder or real.startswith(folder + "/"):
                return prefix + real[len(folder) :]
        return real

    def of_uri(self, uri: str) -> str:
        """The service's POSIX path of what dbutils.fs and Spark accept: a path or a URI."""
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
    """Catalog, schema and volume in lower case, as Unity Catalog keeps their names."""
    if root != "/Volumes":
        return below
    slash, *names = below.split("/", 4)
    return "/".join([slash, *(name.lower() for name in names[:3]), *names[3:]])
