import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from creation_records import RecordError, read_record, seal_of

RUN = {
    "organization": "https://dev.azure.com/contoso/",
    "project": "ML",
    "pipeline": "pull request",
    "planId": "a3f1",
    "stage": "Dev",
    "job": "Dev.train.__default#1",
    "step": "train",
    "attempt": 1,
    "repository": "churn",
    "commit": "1f3c2a9",
    "branch": "refs/pull/12/merge",
    "pullRequest": "12",
}
RECORD = {
    "kind": "creation",
    "version": 1,
    "writtenAt": "2027-01-31T09:30:00.000Z",
    "writtenBy": "0.1.0",
    "run": RUN,
    "folder": "/Workspace/Shared/churn/pull-12-merge",
    "creates": [{"kind": "versions", "name": "dev.ml.größe_pr", "version": "3"}],
}


def sealed(value: dict[str, Any]) -> bytes:
    return json.dumps({**value, "sha256": seal_of(value)}, indent=2).encode()


def without(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy in which one member is missing."""
    head, *rest = path
    copy = list(value) if isinstance(value, list) else dict(value)
    if rest:
        copy[head] = without(copy[head], tuple(rest))
    else:
        del copy[head]
    return copy


def needed_members() -> Iterator[tuple[Any, ...]]:
    yield from ((name,) for name in ("kind", "version", "writtenAt", "run", "folder", "creates"))
    yield from (("run", name) for name in ("organization", "project", "repository", "commit", "pullRequest"))
    yield from (("creates", 0, name) for name in ("kind", "name"))
    yield ("creates", 0)


def test_a_record_is_read_as_it_was_written() -> None:
    record = read_record("a.json", sealed(RECORD))
    assert (record.pull_request, record.commit, record.folder) == ("12", "1f3c2a9", RECORD["folder"])
    assert [(one.kind, one.name) for one in record.creates] == [("versions", "dev.ml.größe_pr")]
    assert record.written_at.isoformat() == "2027-01-31T09:30:00+00:00"


def test_members_of_later_versions_do_no_harm_but_count_in_the_seal() -> None:
    more = {**RECORD, "note": "x"}
    assert read_record("a.json", sealed(more)).pull_request == "12"
    with pytest.raises(RecordError, match="was changed"):
        read_record("a.json", json.dumps({**more, "note": "y", "sha256": seal_of(more)}).encode())


@pytest.mark.parametrize("path", list(needed_members()), ids=lambda path: ".".join(map(str, path)))
def test_a_record_without_a_member_is_refused_even_with_a_right_seal(path: tuple[Any, ...]) -> None:
    with pytest.raises(RecordError):
        read_record("a.json", sealed(without(RECORD, path)))


@pytest.mark.parametrize("end", [0, 1, 40, 300, -2])
def test_a_truncated_record_is_refused(end: int) -> None:
    with pytest.raises(RecordError):
        read_record("a.json", sealed(RECORD)[:end])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": 2}, "has version 2"),
        ({"version": "1"}, "has no version"),
        ({"version": True}, "has no version"),
        ({"kind": "deployment"}, "is not the record"),
        ({"creates": []}, "names nothing"),
        ({"creates": [{"kind": "catalog", "name": "dev"}]}, "unknown kind"),
        ({"creates": [{"kind": "table", "name": 3}]}, "has no name"),
        ({"writtenAt": "yesterday"}, "is no time"),
        ({"writtenAt": "2027-01-31T09:30:00"}, "without a time zone"),
        ({"run": {**RUN, "pullRequest": 12}}, "has no pullRequest"),
        ({"run": "12"}, "which run"),
        ({"folder": ["/Workspace"]}, "has no folder"),
    ],
)
def test_a_record_of_another_shape_is_refused_with_the_reason(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        read_record("a.json", sealed({**RECORD, **change}))


def test_a_record_that_was_edited_is_refused() -> None:
    edited = sealed(RECORD).replace(b"pull-12-merge", b"pull-13-merge")
    with pytest.raises(RecordError, match="was changed after it was written"):
        read_record("a.json", edited)


TWICE = b'{"kind":"creation","kind":"x"}'


@pytest.mark.parametrize("content", [b"[]", b"null", b"\xff\xfe", TWICE, b"[" * 100_000, b" " * 300_000])
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(RecordError):
        read_record("a.json", content)


def test_every_member_that_the_schema_requires_of_a_run_is_in_the_example() -> None:
    """So that the cases above are about what tasks really write."""
    schema = json.loads((Path(__file__).parents[2] / "docs/contracts/creation.schema.json").read_text("utf-8"))
    assert set(schema["required"]) == {*RECORD, "sha256"}
    assert set(schema["properties"]["run"]["required"]) <= set(RUN)
    kinds = schema["properties"]["creates"]["items"]["properties"]["kind"]["enum"]
    for kind in kinds:
        assert read_record("a.json", sealed({**RECORD, "creates": [{"kind": kind, "name": "x"}]})).creates
