"""The folder from which a project's tests import."""

from __future__ import annotations

from pathlib import Path

# In the order of how much each says: the first has a project of ours, the others have a project of pytest.
MARKS = (("mlops.yml",), ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg", "setup.py"))


def project_folder(tests: Path) -> Path:
    """The nearest folder above the tests that is marked as a project; without one, the parent of the tests."""
    folder = Path(tests).absolute()
    above = [folder, *folder.parents] if folder.is_dir() else list(folder.parents)
    for names in MARKS:
        for place in above:
            if any((place / name).is_file() for name in names):
                return place
    return folder.parent
