# Generated from on-databricks/clean_up; change it there.
"""Names that belong to one pull request alone. A record is not trusted to name anything else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

LONGEST_WORD = 40
HASH_DIGITS = 8


@dataclass(frozen=True)
class Repository:
    """As the pipeline's variables name it."""

    organization: str
    project: str
    name: str

    @property
    def id(self) -> str:
        """The same however the organization is spelled or served."""
        return "/".join((place_of(self.organization), self.project, self.name)).lower()


@dataclass(frozen=True)
class Created:
    kind: str
    name: str


def number_of(folder: str) -> str | None:
    """The pull request whose own folder it is."""
    found = re.fullmatch(r"pull-([1-9][0-9]*)(?:-merge)?|pr-([1-9][0-9]*)", folder.rsplit("/", 1)[-1])
    return None if found is None else found[1] or found[2]


def suffix_of(number: str, repository: Repository) -> str:
    """Ends the name of what the pull request writes; the tasks compute the same."""
    digits = hashlib.sha256(repository.id.encode()).hexdigest()[:HASH_DIGITS]
    words = (f"pr{word(number)}", word(repository.name.rsplit("/", 1)[-1]), digits)
    return "_" + "_".join(each for each in words if each)


def word(text: str) -> str:
    letters = re.sub(r"[^a-z0-9]+", "_", text.lower())
    return letters[:LONGEST_WORD].strip("_")


def is_own(created: Created, folder: str, suffix: str) -> bool:
    """The twin of a model is shared by all pull requests; the marks of a version say whose it is."""
    name = created.name
    if ".." in name.split("/") or any(ord(character) < 32 for character in name):
        return False
    if created.kind == "folder":
        return name == folder
    if created.kind == "versions":
        return name.endswith("_pr")
    if created.kind == "experiment":
        return name.endswith(suffix) or in_workspace(name).startswith(in_workspace(folder) + "/")
    if created.kind == "table":
        return name.removesuffix("`").endswith(suffix)
    return created.kind == "path" and name.endswith((suffix, "/" + suffix[1:]))


def in_workspace(path: str) -> str:
    """Both spellings mean the same object."""
    return re.sub(r"^/Workspace(?=/)", "", path)


def place_of(address: str) -> str:
    """Host and path of a URL, without the port."""
    without_scheme = re.sub(r"^[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?", "", address.strip(), flags=re.IGNORECASE)
    place = re.split(r"[?#]", without_scheme, maxsplit=1)[0]
    return re.sub(r":\d+(?=/|$)", "", place, count=1).rstrip("/").lower()
