"""Installs wheels for one run only, without a package index."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


class LibraryInstallationError(Exception):
    """A library of the task could not be installed."""


def install_wheel(file: str, folder: Path) -> None:
    """Unpacks a pure Python wheel; its dependencies must already be installed."""
    import zipfile

    target = folder / "site-packages"
    try:
        with zipfile.ZipFile(file) as wheel:
            climbing = [name for name in wheel.namelist() if name.startswith("/") or ".." in name.split("/")]
            if climbing:
                raise LibraryInstallationError(f"Cannot install {file}: it has a path that leads outside of it: {climbing[0]}")
            wheel.extractall(target)
    except (OSError, zipfile.BadZipFile) as error:
        raise LibraryInstallationError(f"Cannot install {file}: {error}") from error
    if str(target) not in sys.path:
        sys.path.insert(0, str(target))
    importlib.invalidate_caches()


def entry_point(package: str, name: str) -> object:
    """The function of a wheel task: an entry point of the package, else a function of its module."""
    import importlib.metadata

    try:
        found = importlib.metadata.distribution(package).entry_points.select(name=name)
        for point in found:
            return point.load()
    except importlib.metadata.PackageNotFoundError:
        pass
    try:
        return getattr(importlib.import_module(package), name)
    except (ImportError, AttributeError):
        raise ImportError(
            f"The package {package} has no entry point and no function {name}."
        ) from None
