from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import product
from typing import Any

import pytest
from creation_records import Record
from own_names import Created, Repository, suffix_of
from removal_plan import Decision, FolderFacts, Plan, Removal, Request, Version, decided, planned

NOW = datetime(2027, 3, 1, tzinfo=timezone.utc)
OLD = NOW - timedelta(days=10)
REPOSITORY = Repository("https://dev.azure.com/contoso/", "ML", "churn")
FOLDER = "/Workspace/Shared/churn/pull-12-merge"
SUFFIX = suffix_of("12", REPOSITORY)
TWIN = "dev.ml.churn_pr"
TABLE = f"dev.ml.scores{SUFFIX}"
EXPERIMENT = f"/Shared/churn{SUFFIX}"
MARKS = {"mlops_pull_request": "12", "mlops_commit": "c1"}
REQUEST = Request(REPOSITORY, frozenset({"15"}), listed_at=NOW, older_than_days=3, most_removals=100, now=NOW)


def a_record(*creates: Created, **members: Any) -> Record:
    named = creates or (
        Created("folder", FOLDER),
        Created("versions", TWIN),
        Created("table", TABLE),
        Created("path", f"/Volumes/dev/ml/scores{SUFFIX}"),
        Created("experiment", EXPERIMENT),
    )
    record = Record("train-attempt1-a.json", FOLDER, REPOSITORY, "12", "c1", OLD, named)
    return replace(record, **members)


def a_version(number: str, **members: Any) -> Version:
    return replace(Version(TWIN, number, MARKS), **members)


CLOSED = FolderFacts(FOLDER, (a_record(),), OLD, versions=(a_version("3"),), experiments=(EXPERIMENT,))


def test_what_a_closed_pull_request_left_goes_and_its_records_go_last() -> None:
    decision = decided(CLOSED, REQUEST)
    assert decision.outcome == "remove"
    assert decision.removals == (
        Removal("table", TABLE),
        Removal("path", f"/Volumes/dev/ml/scores{SUFFIX}"),
        Removal("version", TWIN, "3"),
        Removal("experiment", EXPERIMENT),
        Removal("folder", FOLDER),
    )


def with_versions(**members: object) -> FolderFacts:
    return replace(CLOSED, versions=(a_version("3"), a_version("4", **members)))


KEPT = {
    "an alias": (with_versions(aliases=("champion",)), "version 4 of dev.ml.churn_pr has the alias champion"),
    "a stage": (with_versions(stage="Staging"), "is in Staging"),
    "a receipt on the version": (
        with_versions(tags={**MARKS, "mlops_promotion_alias_champion": "x"}),
        "has the receipt",
    ),
    "a receipt on the model": (with_versions(named_by=("mlops_receipt_alias_champion",)), "names version 4"),
    "an active run": (replace(CLOSED, living=("run 812",)), "run 812 is active"),
    "a young record": (replace(CLOSED, records=(a_record(), a_record(written_at=NOW - timedelta(days=2)))), "days old"),
    "a record stored a moment ago": (replace(CLOSED, newest=NOW - timedelta(minutes=1)), "days old"),
    "a record of the future": (replace(CLOSED, records=(a_record(written_at=NOW + timedelta(days=9)),)), "days old"),
    "no record": (replace(CLOSED, records=(), newest=None), "has no records"),
    "a table outside Unity Catalog": (
        replace(CLOSED, records=(a_record(Created("table", f"ml.scores{SUFFIX}")),)),
        "is not a table of Unity Catalog",
    ),
}
REFUSED = {
    "a table of production": Created("table", "prod.ml.customers"),
    "a table of another pull request": Created("table", f"dev.ml.scores{suffix_of('13', REPOSITORY)}"),
    "the model itself": Created("versions", "prod.ml.churn"),
    "another folder": Created("folder", "/Workspace/Shared/churn/main"),
    "the folder above": Created("folder", "/Workspace/Shared/churn"),
    "an experiment of everybody": Created("experiment", "/Shared/churn"),
    "a volume": Created("path", "/Volumes/dev/ml"),
}
FORGED: dict[str, dict[str, Any]] = {
    "another repository": {"repository": replace(REPOSITORY, name="fraud")},
    "another project": {"repository": replace(REPOSITORY, project="other")},
    "another organization": {"repository": replace(REPOSITORY, organization="https://dev.azure.com/x/")},
    "another pull request": {"pull_request": "13"},
    "another folder": {"folder": "/Workspace/Shared/churn/pull-13-merge"},
}


@pytest.mark.parametrize("case", KEPT, ids=str)
def test_a_pull_request_stays_with_everything_that_it_has_because_of(case: str) -> None:
    facts, reason = KEPT[case]
    decision = decided(facts, REQUEST)
    assert (decision.outcome, decision.removals) == ("keep", ())
    assert any(reason in one for one in decision.reasons), decision.reasons


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_record_is_not_trusted_to_name(case: str) -> None:
    decision = decided(replace(CLOSED, records=(a_record(), a_record(REFUSED[case]))), REQUEST)
    assert (decision.outcome, decision.removals) == ("refuse", ())
    assert f"names {REFUSED[case].kind} {REFUSED[case].name}" in decision.reasons[0]


@pytest.mark.parametrize("case", FORGED, ids=str)
def test_a_record_is_refused_in_the_folder_of_a_pull_request_if_it_belongs_to(case: str) -> None:
    decision = decided(replace(CLOSED, records=(a_record(), a_record(**FORGED[case]))), REQUEST)
    assert (decision.outcome, decision.removals) == ("refuse", ())


def test_what_cannot_be_read_is_reported_and_keeps_everything() -> None:
    reasons = ("a.json is not JSON",)
    for facts in (replace(CLOSED, refusals=reasons), replace(CLOSED, unread=reasons)):
        assert decided(facts, REQUEST) == Decision(FOLDER, "refuse", reasons)


@pytest.mark.parametrize(("numbers", "outcome"), [({"12", "15"}, "keep"), (None, "keep"), (set(), "remove")])
def test_open_and_unknown_pull_requests_stay(numbers: set[str] | None, outcome: str) -> None:
    known = None if numbers is None else frozenset(numbers)
    assert decided(CLOSED, replace(REQUEST, open_pull_requests=known)).outcome == outcome


@pytest.mark.parametrize(("seconds", "outcome"), [(-1, "remove"), (0, "keep"), (1, "keep")])
def test_what_came_after_the_list_stays_whatever_its_age(seconds: int, outcome: str) -> None:
    """The list does not have the pull request, because it was opened later."""
    written = OLD + timedelta(seconds=seconds)
    facts = replace(CLOSED, records=(a_record(written_at=written),), newest=written)
    request = replace(REQUEST, listed_at=OLD, older_than_days=0)
    assert decided(facts, request).outcome == outcome


@pytest.mark.parametrize(
    ("version", "is_removed"),
    [
        (a_version("9"), True),
        (a_version("9", tags={"mlops_pull_request": "13", "mlops_commit": "c1"}), False),
        (a_version("9", tags={"mlops_pull_request": "12", "mlops_commit": "of another repository"}), False),
        (a_version("9", model="dev.ml.fraud_pr"), False),
        (a_version("9", tags={}), False),
        (a_version("9", tags={}, experiment="/Shared/other"), False),
        # Its step ended before it could mark the version.
        (a_version("9", tags={}, experiment=EXPERIMENT), True),
    ],
)
def test_a_version_of_the_twin_goes_only_if_it_is_of_this_pull_request(version: Version, is_removed: bool) -> None:
    decision = decided(replace(CLOSED, versions=(version,)), REQUEST)
    assert (Removal("version", version.model, "9") in decision.removals) is is_removed
    assert decision.outcome == "remove"


def test_a_version_of_another_pull_request_does_not_keep_this_one() -> None:
    other = a_version("9", tags={"mlops_pull_request": "13"}, aliases=("challenger",))
    assert decided(replace(CLOSED, versions=(other,)), REQUEST).outcome == "remove"


def test_whatever_is_needed_is_in_no_plan_in_any_combination() -> None:
    """Every combination of what may keep a pull request: a plan removes exactly if nothing does."""
    removing = 0
    for open_now, young, alias, stage, receipt, living, forged in product(
        (frozenset(), frozenset({"12"}), None),
        (False, True),
        ((), ("challenger",)),
        ("", "None", "Archived", "Production", "Staging", "Some new stage"),
        ({}, {"mlops_rolled_back": "x"}),
        ((), ("MLflow run 1",)),
        (False, True),
    ):
        record = a_record(written_at=NOW if young else OLD)
        facts = replace(
            CLOSED,
            records=(record, a_record(Created("table", "prod.ml.t"))) if forged else (record,),
            versions=(a_version("3"), a_version("4", aliases=alias, stage=stage, tags={**MARKS, **receipt})),
            living=living,
        )
        decision = decided(facts, replace(REQUEST, open_pull_requests=open_now))
        resting = stage in ("", "None", "Archived")
        is_needed = open_now != frozenset() or young or bool(alias) or not resting or bool(receipt or living) or forged
        assert (decision.outcome == "remove") is not is_needed
        assert bool(decision.removals) is not is_needed
        removing += decision.outcome == "remove"
    assert removing == 3


def test_a_plan_counts_its_removals_against_the_cap() -> None:
    other = FOLDER.replace("12", "13")
    plan = planned([CLOSED, FolderFacts(other)], replace(REQUEST, most_removals=4))
    assert isinstance(plan, Plan)
    assert (plan.removals, plan.is_over_cap) == (5, True)
    assert not planned([CLOSED], replace(REQUEST, most_removals=5)).is_over_cap
