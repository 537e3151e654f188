import json
from pathlib import Path
from typing import Any

import pytest
from own_names import Created, Repository, is_own, number_of, suffix_of

CASES = json.loads((Path(__file__).parent / "own_names.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["repository"])
def test_a_name_belongs_to_a_pull_request_exactly_when_nothing_else_can_use_it(case: dict[str, Any]) -> None:
    repository = Repository(case["organization"], case["project"], case["repository"])
    suffix = suffix_of(case["number"], repository)
    assert suffix == case["suffix"]
    for expected, names in ((True, case["own"]), (False, case["foreign"])):
        for kind, name in names:
            created = Created(kind, name.replace("{suffix}", suffix))
            assert is_own(created, case["folder"], suffix) is expected, created


def test_two_repositories_of_one_name_have_different_suffixes() -> None:
    one = suffix_of("12", Repository("https://dev.azure.com/contoso/", "a", "churn"))
    other = suffix_of("12", Repository("https://dev.azure.com/contoso/", "b", "churn"))
    assert one != other
    assert one.startswith("_pr12_churn_")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("pull-12-merge", "12"),
        ("pull-12", "12"),
        ("pr-12", "12"),
        ("pull-012-merge", None),
        ("pull-12-merge-2", None),
        ("pull--merge", None),
        ("heads-main", None),
        ("mlops-clean-up", None),
        ("xpr-12", None),
        ("pull-12-merge\n", None),
        ("pull-١٢-merge", None),
    ],
)
def test_the_folder_of_a_pull_request_is_known_by_its_name(name: str, number: str | None) -> None:
    assert number_of(f"/Workspace/Shared/churn/{name}") == number
