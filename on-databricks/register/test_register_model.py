from types import SimpleNamespace
from unittest.mock import MagicMock

import mlflow
import pytest
from mlflow.store.entities import PagedList
from register_model import Request, register, version_of_source

REQUEST = Request("models:/m-1", "run-1", "main.ml.churn", '{"mlops_source": "abc", "mlops_commit": "c0ffee"}')


def a_version(number: int, **members: object) -> SimpleNamespace:
    whole = {"source": "models:/m-1", "run_id": "", "status": "READY", "tags": {"mlops_source": "abc"}}
    return SimpleNamespace(version=str(number), **{**whole, **members})


def a_registry(*versions: SimpleNamespace) -> MagicMock:
    client = MagicMock()

    def a_page(_filter: str, page_token: str | None) -> PagedList:
        """One version per page."""
        at = int(page_token or 0)
        return PagedList(versions[at : at + 1], str(at + 1) if at + 1 < len(versions) else None)

    client.search_model_versions.side_effect = a_page
    client.get_model_version.side_effect = lambda name, number: next(v for v in versions if v.version == number)
    return client


@pytest.mark.parametrize(
    ("versions", "found"),
    [
        ([], None),
        ([a_version(3)], "3"),
        ([a_version(10), a_version(9)], "9"),
        ([a_version(3, source="dbfs:/a", run_id="run-1")], "3"),
        ([a_version(3, source="dbfs:/a", run_id="run-2")], None),
        ([a_version(3, tags={})], None),
        ([a_version(3, tags={"mlops_source": "other"})], None),
        ([a_version(3, status="FAILED_REGISTRATION"), a_version(4)], "4"),
        ([a_version(3, status="PENDING_REGISTRATION")], "3"),
    ],
)
def test_finds_the_oldest_version_of_the_same_source(versions: list[SimpleNamespace], found: str | None) -> None:
    assert version_of_source(REQUEST, a_registry(*versions)) == found


def test_a_version_without_run_is_not_one_of_a_request_without_run() -> None:
    request = Request("models:/m-2", "", "main.ml.churn", '{"mlops_source": "abc", "mlops_commit": "c0ffee"}')
    assert version_of_source(request, a_registry(a_version(3))) is None


@pytest.mark.parametrize(
    ("versions", "signature", "answer", "times"),
    [
        ([a_version(3)], "a signature", {"version": "3", "outcome": "found"}, 0),
        ([], "a signature", {"version": "7", "outcome": "registered"}, 1),
        ([], None, {"refused": "the model has no signature, and Unity Catalog takes none without"}, 0),
    ],
)
def test_registers_what_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
    versions: list[SimpleNamespace],
    signature: str | None,
    answer: dict[str, str],
    times: int,
) -> None:
    registering = MagicMock(return_value=SimpleNamespace(version=7))
    monkeypatch.setattr(mlflow, "register_model", registering)
    monkeypatch.setattr(mlflow.models, "get_model_info", lambda uri: SimpleNamespace(signature=signature))
    assert register(REQUEST, a_registry(*versions)) == answer
    assert registering.call_count == times
    if times == 1:
        tags = {"mlops_source": "abc", "mlops_commit": "c0ffee"}
        registering.assert_called_with("models:/m-1", "main.ml.churn", tags=tags)
