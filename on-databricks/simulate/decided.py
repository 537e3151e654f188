"""Prints samples of one world as the comparison step gets them from its last run, one a line, for the rule to decide.

Takes one JSON document from its input: a name, from which the seed follows, the world, the text of the request, and how
many samples. What decides is TypeScript, so nothing here knows the rule.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from typing import Any

from evaluation import Answer, model_of, packed
from reduce import reduce_data_set
from replicates import generator
from request import Request
from ruled_world import RuledWorld
from sample import Sample

Json = dict[str, Any]

NO_DIGEST = "0" * 64
NOTHING = Answer((NO_DIGEST,), 0.0)


def main(asked: Mapping[str, Any]) -> None:
    text = asked["request"]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    request = Request.from_json({**json.loads(text), "id": "simulated"})
    world = RuledWorld.from_json(asked["world"])
    for number in range(asked["samples"]):
        sample = world.draw(generator(asked["name"], number))
        print(json.dumps(packed({**evaluation_of(sample, request), "requestSha256": sha256})))


def evaluation_of(sample: Sample, request: Request) -> Json:
    """What reducing frozen rows tells, without files."""
    if request.champion is None:
        raise SystemExit("There is no champion.\nFix: Simulate a comparison of two versions.")
    rows, [asked] = len(sample.row), request.data_sets
    known = {"name": asked.name, "role": asked.role, "source": "simulated", "rows": rows, "rowsInSource": rows}
    digests = {"digest": NO_DIGEST, "keysDigest": NO_DIGEST, "trainingOverlap": []}
    return {
        "kind": "evaluation",
        "version": 1,
        "problem": request.problem,
        "candidate": model_of(request.candidate, NOTHING),
        "champion": model_of(request.champion, NOTHING),
        "dataSets": [{**known, **digests, **reduce_data_set(sample, request)}],
        "seconds": {"freeze": 0.0, "reduce": 0.0},
    }


if __name__ == "__main__":
    main(json.load(sys.stdin))
