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
    if not given.folder.startswith("/Workspace/") or ".." in given.folder.split("/"):
        raise CleanUpError(f"--folder is {given.folder}, which is no path below /Workspace.")
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
    plan = planned(map(reader.facts, sorted(reader.folders(question.folder))), question.request)
    for decision in plan.decisions:
        tell(decision)
    if plan.is_over_cap:
        raise CleanUpError(
            f"The plan has {plan.removals} removals, and at most {plan.most_removals} are allowed: nothing was removed."
        )
    outcomes = [] if question.is_plan_only else carried_out(plan, Remover(workspace))
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


def carried_out(plan: Plan, remover: Remover) -> Outcomes:
    going = [decision for decision in plan.decisions if decision.outcome == "remove"]
    return [(decision, remover.remove_all(decision)) for decision in going]


def result_of(plan: Plan, outcomes: Outcomes) -> dict[str, object]:
    staying = [decision for decision in plan.decisions if decision.outcome != "remove"]
    return {
        "planned": plan.removals,
        "removed": sum(len(removed.done) for _, removed in outcomes),
        "kept": {decision.folder: list(decision.reasons) for decision in staying},
    }


if __name__ == "__main__":
    cleaned_up(sys.argv[1:], WorkspaceClient())
