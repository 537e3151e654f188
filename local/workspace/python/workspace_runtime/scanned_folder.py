"""`os.scandir` on paths of the service: its entries name them too, not this disk's."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from typing import Any

from workspace_runtime.mounts import Mounts


def scanning(scandir: Callable[..., Any], mounts: Mounts) -> Callable[..., Any]:
    @functools.wraps(scandir)
    def scan(path: Any = ".") -> Any:
        real = mounts.real(path)
        return scandir(path) if real == path else _Scan(scandir(real), os.fspath(path))

    return scan


class _Scan:
    def __init__(self, entries: Any, folder: str) -> None:
        self._entries = entries
        self._folder = folder

    def __iter__(self) -> Iterator[_Entry]:
        return self

    def __next__(self) -> _Entry:
        return _Entry(next(self._entries), self._folder)

    def __enter__(self) -> _Scan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries.close()


class _Entry(os.PathLike[str]):
    def __init__(self, entry: os.DirEntry[str], folder: str) -> None:
        self._entry = entry
        self.path = os.path.join(folder, entry.name)

    def __fspath__(self) -> str:
        return self.path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)
