from types import SimpleNamespace
from unittest.mock import MagicMock

import mlflow
import pytest
from copy_model_version import Request, copied, copy_of_source
from mlflow import MlflowException
from mlflow.protos.databricks_pb2 import PERMISSION_DENIED, RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST
from mlflow.store.entities import PagedList

URI = "models:/uat.ml.churn/4"
REQUEST = Request(URI, "prod.ml.churn", '{"mlops_source": "abc", "mlops_commit": "c0ffee"}')
REFUSED = {"refused": "the model has no signature, and Unity Catalog takes none without"}
SOURCE = SimpleNamespace(
    run_id="run-1",
    model_id="",
    description="who leaves",
    tags={"risk_tier": "low", "mlops_source": "of the source", "mlops_closed_out": "version 5 took its place"},
)


def a_version(number: int, **members: object) -> SimpleNamespace:
    whole = {"source": URI, "status": "READY", "tags": {"mlops_source": "abc"}}
    return SimpleNamespace(version=str(number), **{**whole, **members})


def a_registry(*versions: SimpleNamespace) -> MagicMock:
    known = {("uat.ml.churn", "4"): SOURCE, **{("prod.ml.churn", v.version): v for v in versions}}
    client = MagicMock()

    def a_page(_filter: str, page_token: str | None) -> PagedList:
        """One version per page."""
        at = int(page_token or 0)
        return PagedList(versions[at : at + 1], str(at + 1) if at + 1 < len(versions) else None)

    client.search_model_versions.side_effect = a_page
    client.get_model_version.side_effect = lambda name, number: known[name, number]
    client.create_model_version.return_value = SimpleNamespace(version=7)
    return client


@pytest.fixture(autouse=True)
def signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mlflow.models, "get_model_info", lambda uri: SimpleNamespace(signature="a signature"))


@pytest.mark.parametrize(
    ("versions", "found"),
    [
        ([], None),
        ([a_version(10), a_version(9)], "9"),
        ([a_version(3, tags={})], None),
        ([a_version(3, tags={"mlops_source": "an older version 4"})], None),
        ([a_version(3, source="models:/uat.ml.churn/5")], None),
        ([a_version(3, status="FAILED_REGISTRATION")], None),
        ([a_version(3, status="PENDING_REGISTRATION")], "3"),
    ],
)
def test_finds_the_oldest_copy_of_the_same_source(versions: list[SimpleNamespace], found: str | None) -> None:
    assert copy_of_source(REQUEST, a_registry(*versions)) == found


def test_copies_nothing_that_is_there() -> None:
    client = a_registry(a_version(3))
    assert copied(REQUEST, client) == {"version": "3", "outcome": "found"}
    client.create_model_version.assert_not_called()


def test_copies_tags_and_description_but_only_the_marks_that_are_asked_for() -> None:
    client = a_registry()
    assert copied(REQUEST, client) == {"version": "7", "outcome": "copied"}
    client.create_model_version.assert_called_once_with(
        "prod.ml.churn",
        URI,
        run_id="run-1",
        tags={"risk_tier": "low", "mlops_source": "abc", "mlops_commit": "c0ffee"},
        description="who leaves",
        model_id=None,
    )
    client.create_registered_model.assert_not_called()


def test_makes_the_model_where_there_is_none() -> None:
    client = a_registry()
    client.get_registered_model.side_effect = MlflowException("gone", RESOURCE_DOES_NOT_EXIST)
    copied(REQUEST, client)
    client.create_registered_model.assert_called_once_with("prod.ml.churn")


def test_does_not_mind_another_run_that_makes_the_model_first() -> None:
    client = a_registry()
    client.get_registered_model.side_effect = MlflowException("gone", RESOURCE_DOES_NOT_EXIST)
    client.create_registered_model.side_effect = MlflowException("there", RESOURCE_ALREADY_EXISTS)
    assert copied(REQUEST, client)["outcome"] == "copied"


def test_does_not_take_a_refusal_for_a_model_that_another_run_made() -> None:
    client = a_registry()
    client.get_registered_model.side_effect = MlflowException("gone", RESOURCE_DOES_NOT_EXIST)
    client.create_registered_model.side_effect = MlflowException("no", PERMISSION_DENIED)
    with pytest.raises(MlflowException):
        copied(REQUEST, client)
    client.create_model_version.assert_not_called()


def test_takes_no_other_refusal_for_a_missing_model() -> None:
    client = a_registry()
    client.get_registered_model.side_effect = MlflowException("no", PERMISSION_DENIED)
    with pytest.raises(MlflowException):
        copied(REQUEST, client)
    client.create_registered_model.assert_not_called()


def test_refuses_a_model_without_signature_before_it_makes_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mlflow.models, "get_model_info", lambda uri: SimpleNamespace(signature=None))
    client = a_registry()
    assert copied(REQUEST, client) == REFUSED
    client.create_registered_model.assert_not_called()
    client.create_model_version.assert_not_called()
