"""%pip install: only wheels in the workspace and packages that are already installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workspace_runtime.wheel_files import install_wheel

QUIET_OPTIONS = {"-q", "-qq", "--quiet", "-U", "--upgrade", "--force-reinstall"}
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*(.*)$")


class UnsupportedPackage(Exception):
    """Installing this would need a package index."""


def run_pip(arguments: str, folder: Path) -> None:
    import shlex

    command, *words = shlex.split(arguments)
    if command != "install":
        raise UnsupportedPackage(f"The workspace stand-in does not run %pip {command}.")
    for requirement in _requirements(words):
        _install(requirement, folder)


def _requirements(words: list[str]) -> Iterator[str]:
    remaining = iter(words)
    for word in remaining:
        if word in ("-r", "--requirement"):
            lines = Path(next(remaining)).read_text("utf-8").splitlines()
            yield from (
                line.split(" #")[0].strip()
                for line in lines
                if line.strip() and not line.startswith("#")
            )
        elif word.startswith("-") and word not in QUIET_OPTIONS:
            raise UnsupportedPackage(
                f"The workspace stand-in does not know %pip install {word}."
            )
        elif word not in QUIET_OPTIONS:
            yield word


def _install(requirement: str, folder: Path) -> None:
    if requirement.endswith(".whl"):
        install_wheel(requirement, folder)
        print(f"Installed {requirement.rsplit('/', 1)[-1]}")
        return
    import importlib.metadata

    match = REQUIREMENT.match(requirement)
    name, versions = match.groups() if match else (requirement, "")
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        raise UnsupportedPackage(
            f"The workspace stand-in has no package index to install {requirement} from."
        ) from None
    if not _allows(versions, installed):
        raise UnsupportedPackage(
            f"The workspace stand-in has {name} {installed} and no package index"
            f" to install {requirement} from."
        )
    print(f"Requirement already satisfied: {requirement} ({installed})")


def _allows(versions: str, installed: str) -> bool:
    if not versions:
        return True
    try:
        # Without the packages of the lock, only exact versions can be compared.
        from packaging.specifiers import InvalidSpecifier, SpecifierSet
    except ImportError:
        return versions.replace(" ", "") == f"=={installed}"
    try:
        return installed in SpecifierSet(versions.split(";")[0])
    except InvalidSpecifier:
        return False
