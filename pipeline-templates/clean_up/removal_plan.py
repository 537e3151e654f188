# Generated from on-databricks/clean_up; change it there.
"""Decides what goes and what stays. Pure: facts in, plan out. Whatever is not known to be unneeded stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from creation_records import Record
from own_names import Created, Repository, is_own, number_of, suffix_of

# What a promotion or rollback leaves on a version or its model.
RECEIPT_TAGS = ("mlops_receipt_", "mlops_previous_", "mlops_promotion_", "mlops_rollback_", "mlops_rolled_back")
PULL_REQUEST_TAG = "mlops_pull_request"
COMMIT_TAG = "mlops_commit"
RESTING_STAGES = ("", "None", "Archived")


@dataclass(frozen=True)
class Version:
    model: str
    number: str
    tags: dict[str, str]
    aliases: tuple[str, ...] = ()
    stage: str = ""
    # Of the MLflow run that logged it; asked only for versions without marks.
    experiment: str | None = None
    # Tags of its model that name this version.
    named_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderFacts:
    """What is known about the folder of a pull request, and about what its records name."""

    folder: str
    records: tuple[Record, ...] = ()
    # When the newest record was stored, whatever it says itself.
    newest: datetime | None = None
    refusals: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    # Names of the experiments that still exist.
    experiments: tuple[str, ...] = ()
    living: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    repository: Repository
    # None: nobody knows.
    open_pull_requests: frozenset[str] | None
    # When somebody began to list them.
    listed_at: datetime
    older_than_days: int
    most_removals: int
    now: datetime


@dataclass(frozen=True)
class Removal:
    kind: str
    name: str
    version: str = ""

    def __str__(self) -> str:
        return f"version {self.version} of {self.name}" if self.version else f"{self.kind} {self.name}"


Outcome = Literal["remove", "keep", "refuse"]


@dataclass(frozen=True)
class Decision:
    folder: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True)
class Plan:
    decisions: tuple[Decision, ...]
    most_removals: int
    removals: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "removals", sum(len(decision.removals) for decision in self.decisions))

    @property
    def is_over_cap(self) -> bool:
        return self.removals > self.most_removals


def planned(found: Iterable[FolderFacts], request: Request) -> Plan:
    return Plan(tuple(decided(facts, request) for facts in found), request.most_removals)


def decided(facts: FolderFacts, request: Request) -> Decision:
    number = number_of(facts.folder)
    if number is None:
        return Decision(facts.folder, "keep", ("its name is not that of a pull request",))
    wrong = (*facts.refusals, *untrue(facts, number, request.repository), *facts.unread)
    if wrong:
        return Decision(facts.folder, "refuse", wrong)
    needed = tuple(needs(facts, number, request))
    if needed:
        return Decision(facts.folder, "keep", needed)
    return Decision(facts.folder, "remove", (f"pull request {number} is closed",), tuple(removals(facts, number)))


def untrue(facts: FolderFacts, number: str, repository: Repository) -> Sequence[str]:
    """Whoever may write into the folder may also have written these records."""
    suffix = suffix_of(number, repository)
    reasons: list[str] = []
    for record in facts.records:
        if record.repository.id != repository.id:
            reasons.append(f"{record.file} belongs to repository {record.repository.id}")
        if record.pull_request != number:
            reasons.append(f"{record.file} belongs to pull request {record.pull_request}")
        if record.folder != facts.folder:
            reasons.append(f"{record.file} belongs to folder {record.folder}")
        reasons.extend(
            f"{record.file} names {created.kind} {created.name}, which is not of pull request {number} alone"
            for created in record.creates
            if not is_own(created, facts.folder, suffix)
        )
    return reasons


def needs(facts: FolderFacts, number: str, request: Request) -> Iterable[str]:
    if not facts.records:
        yield "it has no records"
    if request.open_pull_requests is None:
        yield f"nobody knows whether pull request {number} is open"
    elif number in request.open_pull_requests:
        yield f"pull request {number} is open"
    times = [record.written_at for record in facts.records]
    newest = max((*times, *([facts.newest] if facts.newest else [])), default=request.now)
    if newest >= request.listed_at:
        yield "its newest record is younger than the list of open pull requests"
    if newest > request.now - timedelta(days=request.older_than_days):
        yield f"its newest record is not {request.older_than_days} days old"
    yield from (f"{run} is active" for run in facts.living)
    yield from (
        f"{created.name} is not a table of Unity Catalog"
        for created in created_by(facts)
        if created.kind == "table" and not is_in_catalog(created.name)
    )
    for version in own_versions(facts, number):
        yield from needs_of(version)


def needs_of(version: Version) -> Iterable[str]:
    name = f"version {version.number} of {version.model}"
    yield from (f"{name} has the alias {alias}" for alias in version.aliases)
    if version.stage not in RESTING_STAGES:
        yield f"{name} is in {version.stage}"
    yield from (f"{name} has the receipt {tag}" for tag in version.tags if tag.startswith(RECEIPT_TAGS))
    yield from (f"{tag} of the model names {name}" for tag in version.named_by)


def own_versions(facts: FolderFacts, number: str) -> Sequence[Version]:
    """By the marks of the task, or, if it ended before it could set them, by the experiment of the pull request."""
    commits = {record.commit for record in facts.records}
    models = {created.name for created in created_by(facts) if created.kind == "versions"}
    return [
        version
        for version in facts.versions
        if version.model in models and is_of(version, number, commits, facts.experiments)
    ]


def is_of(version: Version, number: str, commits: set[str], experiments: Sequence[str]) -> bool:
    marked = version.tags.get(PULL_REQUEST_TAG)
    if marked is None:
        return version.experiment is not None and version.experiment in experiments
    return marked == number and version.tags.get(COMMIT_TAG) in commits


def removals(facts: FolderFacts, number: str) -> Iterable[Removal]:
    """The folder with the records comes last, so that an interrupted clean-up can go on."""
    names = created_by(facts)
    yield from (Removal("table", created.name) for created in names if created.kind == "table")
    yield from (Removal("path", created.name) for created in names if created.kind == "path")
    yield from (Removal("version", version.model, version.number) for version in own_versions(facts, number))
    yield from (Removal("experiment", name) for name in facts.experiments)
    yield Removal("folder", facts.folder)


def created_by(facts: FolderFacts) -> Sequence[Created]:
    names = {created for record in facts.records for created in record.creates}
    return sorted(names, key=lambda one: (one.kind, one.name))


def is_in_catalog(name: str) -> bool:
    parts = name.split(".")
    return len(parts) == 3 and parts[0].strip("`") not in ("hive_metastore", "spark_catalog")
