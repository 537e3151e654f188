# Generated from on-databricks/clean_up; change it there.
"""Removes what closed pull requests left in a workspace: only what their records name, and only what nobody needs.

Prints what goes, what stays and why, and at the end one line of JSON. It fails if anything could not be judged or
removed, or if the plan is larger than the cap; then nothing is removed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

# Databricks starts a script in its folder, which older runtimes do not search for modules.
sys.path.append(os.getcwd())

from databricks.sdk import WorkspaceClient
from own_names import Repository
from pull_request_facts import PullRequestReader
from removal_plan import Decision, Plan, Request, planned
from removals import Removed, Remover

UNKNOWN = "unknown"
# /Workspace, the place that everybody shares, and a folder in it.
MINIMUM_DEPTH = 3
REQUIRED = (
    "folder",
    "organization",
    "project",
    "repository",
    "open",
    "listed-at",
    "older-than-days",
    "most-removals",
)

OVERTAKEN = Removed((), "it has a new record, so a run of it has begun; nothing of it was removed")

Outcomes = list[tuple[Decision, Removed]]


class CleanUpError(Exception):
    """The clean-up fails, although it may have removed what it could."""


@dataclass(frozen=True)
class Asked:
    folder: str
    request: Request
    is_plan_only: bool


def asked(words: Sequence[str], now: datetime) -> Asked:
    parser = argparse.ArgumentParser()
    for name in REQUIRED:
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--plan-only", choices=("true", "false"), required=True)
    given = parser.parse_args(words)
    parts = [part for part in given.folder.split("/") if part]
    if parts[:1] != ["Workspace"] or len(parts) < MINIMUM_DEPTH or ".." in parts:
        raise CleanUpError(f"--folder is {given.folder!r}, which is no folder of a project below /Workspace.")
    request = Request(
        repository=Repository(given.organization, given.project, given.repository),
        open_pull_requests=open_in(given.open),
        listed_at=time("listed-at", given.listed_at),
        older_than_days=whole_number("older-than-days", given.older_than_days),
        most_removals=whole_number("most-removals", given.most_removals),
        now=now,
    )
    return Asked(given.folder.rstrip("/"), request, given.plan_only == "true")


def whole_number(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise CleanUpError(f"--{name} is {text!r}, which is no whole number.")
    return int(text)


def time(name: str, text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError as error:
        raise CleanUpError(f"--{name} is {text!r}, which is no time such as 2027-01-31T09:30:00Z.") from error


def open_in(text: str) -> frozenset[str] | None:
    """`none`, or numbers with commas between them; empty would be a list that got lost."""
    if text == UNKNOWN:
        return None
    numbers = [] if text == "none" else text.split(",")
    wrong = [number for number in numbers if not (number.isascii() and number.isdigit())]
    if wrong:
        raise CleanUpError(f"--open is {text!r}; it has to be 'none', 'unknown' or numbers such as 12,15.")
    return frozenset(numbers)


def cleaned_up(words: Sequence[str], workspace: WorkspaceClient) -> dict[str, object]:
    question = asked(words, datetime.now(timezone.utc))
    reader = PullRequestReader(workspace)
    folders = sorted(reader.folders(question.folder))
    # Before anything is read: a run that begins in between leaves a record that is not among these.
    seen = {folder: reader.record_names(folder) for folder in folders}
    plan = planned(map(reader.facts, folders), question.request)
    for decision in plan.decisions:
        tell(decision)
    if plan.is_over_cap:
        raise CleanUpError(
            f"The plan has {plan.removals} removals, and at most {plan.most_removals} are allowed: nothing was removed."
        )
    outcomes: Outcomes = []
    for decision in plan.decisions if not question.is_plan_only else ():
        if decision.outcome == "remove":
            is_same = reader.record_names(decision.folder) == seen[decision.folder]
            outcomes.append((decision, Remover(workspace).remove_all(decision) if is_same else OVERTAKEN))
    result = result_of(plan, outcomes)
    print(json.dumps(result))
    wrong = list(faults(plan, outcomes))
    if wrong:
        raise CleanUpError("\n".join(wrong))
    return result


def faults(plan: Plan, outcomes: Outcomes) -> Iterator[str]:
    for decision in plan.decisions:
        if decision.outcome == "refuse":
            yield f"{decision.folder}: {'; '.join(decision.reasons)}"
    for decision, removed in outcomes:
        if removed.failure is not None:
            yield f"{decision.folder}: {removed.failure}"


def tell(decision: Decision) -> None:
    print(f"{decision.outcome} {decision.folder}: {'; '.join(decision.reasons)}")
    for removal in decision.removals:
        print(f"  remove {removal}")


def result_of(plan: Plan, outcomes: Outcomes) -> dict[str, object]:
    staying = [decision for decision in plan.decisions if decision.outcome != "remove"]
    return {
        "planned": plan.removals,
        "removed": sum(len(removed.done) for _, removed in outcomes),
        "kept": {decision.folder: list(decision.reasons) for decision in staying},
    }


if __name__ == "__main__":
    cleaned_up(sys.argv[1:], WorkspaceClient())
