"""The result: the statistics of all data sets in one document, the contract `evaluation`."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import zlib
from dataclasses import dataclass
from typing import Any

from load import Frozen, Scored, load_sample
from reason import ReasonError, count
from reduce import reduce_data_set
from request import Model, Request
from row_files import read_json
from storage import Storage

MOST_ANSWER_BYTES = 3_500_000
"""A run hands over 5 MB of text, and base64 makes three bytes four."""
FOR_FROZEN = (
    *("name", "source", "tableVersion", "digest", "keysDigest", "rows", "rowsInSource"),
    *("trainingOverlap", "rowsBeforeCutOff"),
)


@dataclass(frozen=True)
class Answer:
    """What a scoring run told."""

    digests: tuple[str, ...]
    seconds: float

    @staticmethod
    def from_json(answer: dict[str, Any]) -> Answer:
        return Answer(tuple(answer["predictions"]), float(answer["seconds"]))


def evaluation_of(request: Request, scored: dict[str, Any], storage: Storage) -> dict[str, Any]:
    """`scored` has the digest of the frozen rows, and what the scoring runs told."""
    begun = time.monotonic()
    frozen = [Frozen(index, record) for index, record in enumerate(read_json(storage.frozen_record, scored["frozen"]))]
    candidate = Answer.from_json(scored["candidate"])
    told = scored.get("champion")
    problem = told.get("problem") if told is not None else None
    champion = Answer.from_json(told) if told is not None and problem is None else None
    models = [Scored("candidate", candidate.digests)]
    models += [] if champion is None else [Scored("champion", champion.digests)]
    data_sets = [
        {**data_set_of(each, request), **reduce_data_set(load_sample(each, models, storage, request), request)}
        for each in frozen
    ]
    return {
        "kind": "evaluation",
        "version": 1,
        "problem": request.problem,
        "candidate": model_of(request.candidate, candidate),
        **({} if champion is None or request.champion is None else {"champion": model_of(request.champion, champion)}),
        **({} if problem is None else {"championProblem": problem}),
        "dataSets": data_sets,
        "seconds": {"freeze": float(scored["seconds"]), "reduce": round(time.monotonic() - begun, 1)},
    }


def data_set_of(frozen: Frozen, request: Request) -> dict[str, Any]:
    known = {name: frozen.record[name] for name in FOR_FROZEN if name in frozen.record}
    return {**known, "role": request.data_sets[frozen.index].role}


def model_of(model: Model, answer: Answer) -> dict[str, Any]:
    return {
        "name": model.name,
        "version": model.version,
        "predictionsSha256": list(answer.digests),
        "seconds": answer.seconds,
    }


def packed(evaluation: dict[str, Any]) -> dict[str, Any]:
    """NaN is no JSON, and whoever reads it could take anything for it."""
    text = json.dumps(evaluation, allow_nan=False).encode()
    content = base64.b64encode(zlib.compress(text, 9)).decode()
    if len(content) > MOST_ANSWER_BYTES:
        groups = sum(len(data_set["groups"]) for data_set in evaluation["dataSets"])
        raise ReasonError(
            "RESULT_TOO_LARGE",
            f"The statistics of {count(groups, 'group')} are more than a run can hand over. Compare with fewer slices "
            "or longer windows.",
        )
    return {"size": len(text), "sha256": hashlib.sha256(text).hexdigest(), "content": content}
