from datetime import datetime, timezone

import pytest

from clean_up import CleanUpError, asked, open_in

WORDS = {
    "folder": "/Workspace/Shared/churn/",
    "organization": "https://dev.azure.com/contoso/",
    "project": "ML",
    "repository": "churn",
    "open": "12,15",
    "listed-at": "2027-01-31T09:30:00Z",
    "older-than-days": "3",
    "most-removals": "200",
    "plan-only": "false",
}
NOW = datetime(2027, 2, 1, tzinfo=timezone.utc)


def words(**changes: str) -> list[str]:
    given = {**WORDS, **{name.replace("_", "-"): text for name, text in changes.items()}}
    return [f"--{name}={text}" for name, text in given.items()]


def test_the_words_of_the_pipeline_become_a_request() -> None:
    question = asked(words(), NOW)
    assert (question.folder, question.is_plan_only) == ("/Workspace/Shared/churn", False)
    assert question.request.open_pull_requests == frozenset({"12", "15"})
    assert question.request.repository.id == "dev.azure.com/contoso/ml/churn"
    assert (question.request.older_than_days, question.request.most_removals) == (3, 200)


@pytest.mark.parametrize(("text", "numbers"), [("none", set()), ("12", {"12"}), ("unknown", None)])
def test_the_list_of_open_pull_requests_may_be_empty_or_unknown(text: str, numbers: set[str] | None) -> None:
    assert open_in(text) == (None if numbers is None else frozenset(numbers))


@pytest.mark.parametrize("text", ["", "12,", "12, 15", "$(open.pullRequests)", "twelve", "-1"])
def test_a_list_that_got_lost_is_not_an_empty_one(text: str) -> None:
    with pytest.raises(CleanUpError, match="--open"):
        asked(words(open=text), NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"folder": "/Shared/churn"},
        {"folder": "/Workspace/Shared/../Users"},
        {"folder": "/Workspace/Shared"},
        {"folder": "/Workspace/"},
        {"older_than_days": "-1"},
        {"older_than_days": "0.5"},
        {"most_removals": "many"},
        {"listed_at": "yesterday"},
        {"listed_at": "$(open.listedAt)"},
    ],
    ids=str,
)
def test_words_that_make_no_sense_are_refused_before_anything_is_read(changes: dict[str, str]) -> None:
    with pytest.raises(CleanUpError):
        asked(words(**changes), NOW)
