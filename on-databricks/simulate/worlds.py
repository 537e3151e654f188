"""Worlds in which the truth is known: they draw rows, and what two models say of them.

A model sees a blurred signal: clarity * signal + sqrt(1 - clarity^2) * noise of its own. Models of the same clarity are
equal in every metric, whatever the sample says. With units, the 20 rows of one share a fifth of the variance of signal
and noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from arrays import Floats
from sample import Predictions, Sample

ROWS_OF_A_UNIT = 20
SHARED_BY_A_UNIT = 0.2
CLASSES = 4


@dataclass(frozen=True)
class World:
    problem: str
    metrics: tuple[str, ...]  # The primary first.
    rows: int
    has_units: bool
    candidate: float  # Its clarity.
    champion: float
    positives: int | None = None  # Just so many.
    disasters: float | None = None  # Expected number.

    def draw(self, rng: np.random.Generator) -> Sample:
        if self.disasters is not None:
            return disaster(self, rng)
        return {"binary": binary, "multiclass": multiclass, "regression": regression}[self.problem](self, rng)

    def normal(self, rng: np.random.Generator, columns: int = 1) -> Floats:
        own = rng.standard_normal((self.rows, columns))
        if self.has_units:
            shared = rng.standard_normal((self.rows // ROWS_OF_A_UNIT, columns)).repeat(ROWS_OF_A_UNIT, axis=0)
            own = np.sqrt(SHARED_BY_A_UNIT) * shared + np.sqrt(1 - SHARED_BY_A_UNIT) * own
        return own[:, 0] if columns == 1 else own

    def blurred(self, rng: np.random.Generator, signal: Floats) -> tuple[Floats, Floats]:
        columns = 1 if signal.ndim == 1 else signal.shape[1]
        candidate, champion = (
            clarity * signal + np.sqrt(1 - clarity**2) * self.normal(rng, columns)
            for clarity in (self.candidate, self.champion)
        )
        return candidate, champion

    def sample(self, label: Floats, candidate: Floats, champion: Floats) -> Sample:
        units = self.rows // ROWS_OF_A_UNIT
        return Sample(
            row=np.arange(self.rows),
            label=label,
            candidate=Predictions(candidate),
            champion=Predictions(champion),
            classes=tuple("abcd"[: 2 if self.problem == "binary" else CLASSES]),
            unit=np.arange(units, dtype=np.int32).repeat(ROWS_OF_A_UNIT) if self.has_units else None,
            unit_names=tuple(map(str, range(units))) if self.has_units else (),
        )


def binary(world: World, rng: np.random.Generator) -> Sample:
    signal = world.normal(rng)
    label = binary_label(world, rng, signal)
    candidate, champion = world.blurred(rng, signal)
    return world.sample(label, probability(candidate), probability(champion))


def binary_label(world: World, rng: np.random.Generator, signal: Floats) -> Floats:
    chance = probability(signal)
    label = (rng.random(world.rows) < chance).astype(float)
    if world.positives is not None:
        # The rows most likely to be positive by a draw of their own, so that just so many are.
        label = np.zeros(world.rows)
        label[np.argsort(rng.random(world.rows) ** (1 / chance))[-world.positives :]] = 1
    return label


def probability(signal: Floats, sharpness: float = 1) -> Floats:
    chance: Floats = 1 / (1 + np.exp(sharpness * (1 - 1.5 * signal)))
    return chance


def multiclass(world: World, rng: np.random.Generator) -> Sample:
    signal = world.normal(rng, CLASSES)
    label = np.argmax(1.5 * signal + rng.gumbel(size=signal.shape), axis=1).astype(float)
    candidate, champion = world.blurred(rng, signal)
    return world.sample(label, softmax(1.5 * candidate), softmax(1.5 * champion))


def softmax(logits: Floats) -> Floats:
    shares: Floats = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def regression(world: World, rng: np.random.Generator) -> Sample:
    signal = world.normal(rng)
    label = 10 * np.exp(0.5 * signal + 0.2 * world.normal(rng))
    candidate, champion = world.blurred(rng, signal)
    return world.sample(label, 10 * np.exp(0.5 * candidate), 10 * np.exp(0.5 * champion))


def disaster(world: World, rng: np.random.Generator) -> Sample:
    """The candidate usually errs by 1 less, but so much more in a few rows that both models are equal on average."""
    chance = (world.disasters or 0) / world.rows
    label = rng.standard_normal(world.rows)
    error = 5 + 0.5 * rng.standard_normal(world.rows) + (rng.random(world.rows) < chance) / chance
    return world.sample(label, label + error, label + 6)
