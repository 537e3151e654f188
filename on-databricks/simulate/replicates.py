"""Replicates of a cell: rows are drawn and pass through the code that ships."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zlib import crc32

import numpy as np
from cells import HIGHER
from groups import groups_of, in_order
from reduce import group_as_json, prepared
from request import KIND, VERSION, Request
from sample import Sample
from worlds import World

# The true difference comes from so many pieces of so many rows.
PIECES, ROWS_OF_A_PIECE = 40, 100_000
NUMBERS = ("estimate", "standardError", "degreesOfFreedom", "lower", "upper", "pBetter", "pWorse")

Json = dict[str, Any]


def request_for(world: World) -> Request:
    model = {"name": "simulated", "version": "1", "uri": "models:/simulated/1", "registry": "mlflow"}
    metrics = [{"metric": name, "direction": "higher" if name in HIGHER else "lower"} for name in world.metrics]
    return Request.from_json(
        {
            "kind": KIND,
            "version": VERSION,
            "problem": world.problem,
            "candidate": model,
            "champion": model,
            "dataSets": [],
            "columns": {"label": "label"},
            "metrics": metrics,
            "id": "simulated",
        }
    )


def generator(name: str, part: int) -> np.random.Generator:
    return np.random.default_rng([crc32(name.encode()), part])


def measured_groups(world: World, rng: np.random.Generator, size: int) -> list[Json]:
    request = request_for(world)
    return [measured_sample(world.draw(rng), request) for _ in range(size)]


def measured_sample(sample: Sample, request: Request) -> Json:
    """What reduce_data_set says of all rows, without the pictures."""
    everything = next(groups_of(prepared(in_order(sample), request), request.threshold))
    return group_as_json(everything, request)


def truth_of(name: str, world: World) -> dict[str, float]:
    """The true difference of each metric: 0 for equal models, else that of 4 million rows that no replicate uses."""
    if world.candidate == world.champion:
        return dict.fromkeys(world.metrics, 0.0)
    groups = measured_groups(replace(world, rows=ROWS_OF_A_PIECE), generator(name, 2**31), PIECES)
    differences = [[each["difference"]["estimate"] for each in group["metrics"]] for group in groups]
    return dict(zip(world.metrics, np.mean(differences, axis=0).tolist(), strict=True))


def chunk_of(name: str, world: World, chunk: int, size: int) -> Json:
    """By metric, the numbers that a rule decides by; a replicate that is refused has none."""
    groups = measured_groups(world, generator(name, chunk), size)
    chunk_as_json: Json = {"size": size, "units": groups[0]["units"], "metrics": {}}
    for i, metric in enumerate(world.metrics):
        kept = [group for group in groups if "difference" in group["metrics"][i]]
        differences = [group["metrics"][i]["difference"] for group in kept]
        numbers = {number: [each[number] for each in differences] for number in NUMBERS}
        chunk_as_json["metrics"][metric] = {**numbers, "rarerClass": [group.get("rarerClass") for group in kept]}
    return chunk_as_json
