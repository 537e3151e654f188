from __future__ import annotations

import base64
import json
import random
import zlib
from pathlib import Path
from typing import Any

import pytest
from streamed import MOST_PACKED_BYTES, streamed


def by_path(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {file["path"]: file for file in answer["files"]}


def content(file: dict[str, Any]) -> bytes:
    return zlib.decompress(base64.b64decode(file["content"]))


def test_streams_every_file_byte_by_byte(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "MLmodel").write_text("flavors: {}")
    (tmp_path / "data" / "model.pkl").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "empty").touch()
    files = by_path(streamed(str(tmp_path)))
    assert {path: file["size"] for path, file in files.items()} == {"MLmodel": 11, "data/model.pkl": 2560, "empty": 0}
    assert content(files["data/model.pkl"]) == bytes(range(256)) * 10
    assert content(files["empty"]) == b""


def test_leaves_out_the_content_that_an_exit_value_cannot_take(tmp_path: Path) -> None:
    (tmp_path / "MLmodel").touch()
    noise = random.Random(7).randbytes(MOST_PACKED_BYTES)
    (tmp_path / "large.bin").write_bytes(noise)
    (tmp_path / "zeros.bin").write_bytes(bytes(2 * MOST_PACKED_BYTES))
    (tmp_path / "small.txt").write_text("small")
    answer = streamed(str(tmp_path))
    files = by_path(answer)
    assert {path: "content" in file for path, file in files.items()} == {
        "MLmodel": True,
        "small.txt": True,
        "large.bin": False,
        "zeros.bin": True,
    }
    assert files["large.bin"]["size"] == len(noise)
    assert len(json.dumps(answer)) < 5_000_000


def test_says_why_there_are_no_files(tmp_path: Path) -> None:
    assert streamed(str(tmp_path / "none"))["unfetched"].startswith("MlflowException: ")


def test_takes_no_empty_folder_for_a_model(tmp_path: Path) -> None:
    told = streamed(str(tmp_path))["unfetched"]
    assert told == f"FileNotFoundError: {tmp_path} does not exist, or has no file MLmodel"


def test_refuses_more_files_than_an_answer_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamed.MOST_FILES", 2)
    for name in ("MLmodel", "model.pkl", "requirements.txt"):
        (tmp_path / name).touch()
    with pytest.raises(ValueError, match="3 files, and at most 2"):
        streamed(str(tmp_path))
