"""Worlds for the whole rule: rows of several regions, in each of which the candidate has a clarity of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from arrays import Codes, Floats
from sample import Grouping, Sample
from worlds import World, binary_label, probability

COLUMN = "region"


@dataclass(frozen=True)
class Region:
    name: str
    share: float  # Of the rows.
    clarity: float  # Of the candidate.


@dataclass(frozen=True)
class RuledWorld:
    rows: int
    has_units: bool
    champion: float  # Its clarity.
    regions: tuple[Region, ...]
    sharpness: float  # Above 1, the candidate is too sure of what it says.
    positives: int | None

    @staticmethod
    def from_json(world: Mapping[str, Any]) -> RuledWorld:
        return RuledWorld(
            rows=world["rows"],
            has_units=world["hasUnits"],
            champion=world["champion"],
            regions=tuple(Region(**each) for each in world["regions"]),
            sharpness=world["sharpness"],
            positives=world.get("positives"),
        )

    def draw(self, rng: np.random.Generator) -> Sample:
        world = World("binary", (), self.rows, self.has_units, self.champion, self.champion, self.positives)
        region = self.drawn_regions(rng)
        clarity = np.array([each.clarity for each in self.regions])[region]
        signal = world.normal(rng)
        label = binary_label(world, rng, signal)
        candidate = blurred(world, rng, signal, clarity)
        champion = blurred(world, rng, signal, np.full(self.rows, self.champion))
        drawn = world.sample(label, probability(candidate, self.sharpness), probability(champion))
        names = tuple(each.name for each in self.regions)
        return replace(drawn, groupings=[Grouping("slice", COLUMN, names, region)])

    def drawn_regions(self, rng: np.random.Generator) -> Codes:
        shares = np.array([each.share for each in self.regions])
        codes: Codes = np.searchsorted(np.cumsum(shares), rng.random(self.rows) * shares.sum()).astype(np.int32)
        return codes


def blurred(world: World, rng: np.random.Generator, signal: Floats, clarity: Floats) -> Floats:
    seen: Floats = clarity * signal + np.sqrt(1 - clarity**2) * world.normal(rng)
    return seen
