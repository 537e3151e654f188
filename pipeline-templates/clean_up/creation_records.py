# Generated from on-databricks/clean_up; change it there.
"""Reads what the steps of a pull request recorded: all of a record or nothing of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from own_names import Created, Repository

VERSION = 1
KINDS = ("folder", "versions", "experiment", "table", "path")
LARGEST = 256 * 1024


@dataclass(frozen=True)
class Record:
    file: str
    folder: str
    repository: Repository
    pull_request: str
    commit: str
    written_at: datetime
    creates: tuple[Created, ...]


class RecordError(Exception):
    """The reason follows the name of the file."""


def read_record(file: str, content: bytes) -> Record:
    if len(content) > LARGEST:
        raise RecordError("is larger than any record")
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=without_repetition)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"is not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("kind") != "creation":
        raise RecordError("is not the record of a step")
    version = value.get("version")
    if isinstance(version, bool):
        raise RecordError("has no version")
    if isinstance(version, int) and version > VERSION:
        raise RecordError(f"has version {version}, and this clean-up reads version {VERSION}")
    if version != VERSION:
        raise RecordError("has no version")
    if text_in(value, "sha256") != seal_of(value):
        raise RecordError("was changed after it was written")
    return checked(file, value)


def checked(file: str, value: dict[str, Any]) -> Record:
    run = value.get("run")
    if not isinstance(run, dict):
        raise RecordError("does not say which run wrote it")
    items = value.get("creates")
    if not isinstance(items, list) or not items:
        raise RecordError("names nothing")
    return Record(
        file=file,
        folder=text_in(value, "folder"),
        repository=Repository(text_in(run, "organization"), text_in(run, "project"), text_in(run, "repository")),
        pull_request=text_in(run, "pullRequest"),
        commit=text_in(run, "commit"),
        written_at=time_in(value, "writtenAt"),
        creates=tuple(created(item) for item in items),
    )


def created(item: object) -> Created:
    if not isinstance(item, dict) or item.get("kind") not in KINDS:
        raise RecordError("names something of an unknown kind")
    return Created(item["kind"], text_in(item, "name"))


def text_in(value: dict[str, Any], member: str) -> str:
    text = value.get(member)
    if not isinstance(text, str) or not text:
        raise RecordError(f"has no {member}")
    return text


def time_in(value: dict[str, Any], member: str) -> datetime:
    text = text_in(value, member)
    try:
        time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise RecordError(f"has a {member} that is no time") from error
    if time.tzinfo is None:
        raise RecordError(f"has a {member} without a time zone")
    return time


def seal_of(value: dict[str, Any]) -> str:
    """Over the canonical form of RFC 8785, which sorted keys give for the ASCII names and whole numbers of a record."""
    rest = {key: member for key, member in value.items() if key != "sha256"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a member is there twice")
    return value
