from types import SimpleNamespace
from unittest.mock import MagicMock

import mlflow
import pytest
from copy_model_version import Request, copied, copy_of_source

REQUEST = Request("models:/uat.ml.churn/4", "databricks-uc", "prod.ml.churn", '{"mlops_source": "abc", "mlops_commit": "c0ffee"}')


def a_version(number: int, **members: object) -> SimpleNamespace:
    whole = {"source": "models:/uat.ml.churn/4", "status": "READY", "tags": {"mlops_source": "abc"}}
    return SimpleNamespace(version=str(number), **{**whole, **members})


def a_registry(*versions: SimpleNamespace) -> MagicMock:
    client = MagicMock()
    client.search_model_versions.return_value = list(versions)
    client.get_model_version.side_effect = lambda name, number: next(
        (v for v in versions if v.version == number), a_version(7, tags={})
    )
    client.copy_model_version.return_value = SimpleNamespace(version=7)
    return client


@pytest.mark.parametrize(
    ("versions", "found"),
    [
        ([], None),
        ([a_version(10), a_version(9)], "9"),
        ([a_version(3, tags={})], "3"),
        ([a_version(3, tags={"mlops_source": "an older version 4"})], None),
        ([a_version(3, source="models:/uat.ml.churn/5")], None),
        ([a_version(3, status="FAILED_REGISTRATION")], None),
    ],
)
def test_finds_the_oldest_copy_of_the_same_source(versions: list[SimpleNamespace], found: str | None) -> None:
    assert copy_of_source(REQUEST, a_registry(*versions)) == found


@pytest.mark.parametrize(
    ("versions", "signature", "answer", "times", "set_now"),
    [
        ([a_version(3)], "a signature", {"version": "3", "outcome": "found"}, 0, ["mlops_commit"]),
        (
            [a_version(3, tags={"mlops_commit": "older"})],
            "a signature",
            {"version": "3", "outcome": "found"},
            0,
            ["mlops_source"],
        ),
        ([], "a signature", {"version": "7", "outcome": "copied"}, 1, ["mlops_commit", "mlops_source"]),
        ([], None, {"refused": "the model has no signature, and Unity Catalog takes none without"}, 0, []),
    ],
)
def test_copies_what_is_not_there_and_tags_it(
    monkeypatch: pytest.MonkeyPatch,
    versions: list[SimpleNamespace],
    signature: str | None,
    answer: dict[str, str],
    times: int,
    set_now: list[str],
) -> None:
    source, target = a_registry(), a_registry(*versions)
    monkeypatch.setattr(mlflow.models, "get_model_info", lambda uri: SimpleNamespace(signature=signature))
    assert copied(REQUEST, source, target) == answer
    assert source.copy_model_version.call_count == times
    keys = [call.args[2] for call in target.set_model_version_tag.call_args_list]
    assert keys == set_now
