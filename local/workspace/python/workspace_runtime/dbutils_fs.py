"""dbutils.fs over the stand-in's storage."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from workspace_runtime.mounts import Mounts

HEAD_BYTES = 65536


@dataclass(frozen=True)
class FileInfo:
    path: str
    name: str
    size: int
    modificationTime: int

    def isDir(self) -> bool:
        return self.name.endswith("/")

    def isFile(self) -> bool:
        return not self.isDir()


class FsUtils:
    def __init__(self, mounts: Mounts) -> None:
        self._posix = mounts.of_uri

    def ls(self, dir: str) -> Sequence[FileInfo]:
        path = self._existing(dir)
        if not os.path.isdir(path):
            return [_info(path)]
        return [_info(os.path.join(path, name)) for name in sorted(os.listdir(path))]

    def mkdirs(self, dir: str) -> bool:
        os.makedirs(self._posix(dir), exist_ok=True)
        return True

    def put(self, file: str, contents: str, overwrite: bool = False) -> bool:
        path = self._posix(file)
        if os.path.exists(path) and not overwrite:
            raise FileExistsError(f"{_uri(path)} already exists")
        encoded = contents.encode("utf-8")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(encoded)
        print(f"Wrote {len(encoded)} bytes.")
        return True

    def head(self, file: str, max_bytes: int = HEAD_BYTES) -> str:
        path = self._existing(file)
        with open(path, "rb") as stream:
            text = stream.read(max_bytes).decode("utf-8", "replace")
        if os.path.getsize(path) > max_bytes:
            print(f"[Truncated to first {max_bytes} bytes]")
        return text

    def rm(self, dir: str, recurse: bool = False) -> bool:
        path = self._posix(dir)
        if not os.path.exists(path):
            return False
        if not os.path.isdir(path):
            os.remove(path)
        elif recurse:
            shutil.rmtree(path)
        elif os.listdir(path):
            raise OSError(f"Cannot delete non-empty directory {_uri(path)}")
        else:
            os.rmdir(path)
        return True

    def cp(self, from_: str, to: str, recurse: bool = False) -> bool:
        source, target = self._existing(from_), self._posix(to)
        if os.path.isdir(source):
            if not recurse:
                raise OSError(f"Cannot copy directory {_uri(source)} without recurse")
            shutil.copytree(source, target, dirs_exist_ok=True)
            return True
        if os.path.isdir(target):
            target = os.path.join(target, os.path.basename(source))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(source, target)
        return True

    def mv(self, from_: str, to: str, recurse: bool = False) -> bool:
        # As on the service: copied, then deleted, also within one file system.
        self.cp(from_, to, recurse)
        return self.rm(from_, recurse)

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"The workspace stand-in has no dbutils.fs.{name}.")

    def _existing(self, uri: str) -> str:
        path = self._posix(uri)
        if not os.path.exists(path):
            raise FileNotFoundError(f"No such file or directory: {_uri(path)}")
        return path


def _info(path: str) -> FileInfo:
    status = os.stat(path)
    is_folder = os.path.isdir(path)
    return FileInfo(
        path=_uri(path) + ("/" if is_folder else ""),
        name=os.path.basename(path) + ("/" if is_folder else ""),
        size=0 if is_folder else status.st_size,
        modificationTime=int(status.st_mtime * 1000),
    )


def _uri(path: str) -> str:
    """How the service spells a path in listings and messages."""
    if path.startswith(("/Volumes", "/Workspace")):
        return "dbfs:" + path if path.startswith("/Volumes") else "file:" + path
    if path.startswith("/dbfs"):
        return "dbfs:" + (path.removeprefix("/dbfs") or "/")
    return "file:" + path
