"""The rows of a group: their shares of the weight, and the units they form.

Rows come in the order of `in_order`, so a unit is a run of neighbors, and a sum has the same bits however the rows were
read. Only shares of the weight matter: weights are sampling or importance weights, and rescaling them changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from arrays import Codes, Floats


def mixed(numbers: Codes) -> npt.NDArray[np.uint64]:
    """The finalizer of splitmix64 (Steele, Lea and Flood, 2014). One to one: only equal numbers have equal hashes."""
    z: npt.NDArray[np.uint64] = numbers.astype(np.uint64)
    z += np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def shard_order(row: Codes, unit: Codes | None) -> Codes:
    """Sorts by hash of the unit, then by row. The leading bits of the hash are the shard, which holds whole units."""
    order = np.argsort(mixed(row)) if unit is None else np.lexsort((row, mixed(unit)))
    return order.astype(np.int64, copy=False)


@dataclass(frozen=True)
class Rows:
    share: Floats  # Weight of the row divided by the weight of all: sums to 1.
    unit_starts: Codes | None  # First row of each unit; None when each row is a unit.
    unit_share: Floats

    @property
    def count(self) -> int:
        return len(self.share)

    @property
    def units(self) -> int:
        """A unit without weight says nothing."""
        return int(np.count_nonzero(self.unit_share))

    def mean(self, values: Floats) -> float:
        return float(np.sum(self.share * values))

    def unit_totals(self, values: Floats) -> Floats:
        weighted = self.share * values
        return weighted if self.unit_starts is None else np.add.reduceat(weighted, self.unit_starts)


def rows_of(weight: Floats, unit: Codes | None) -> Rows:
    """`weight` and `unit` in shard order. Without any weight, no unit has any."""
    total = np.sum(weight)
    share = weight / total if total > 0 else weight
    if unit is None or len(unit) == 0:
        return Rows(share, None, share)
    starts = np.flatnonzero(np.concatenate(([True], unit[1:] != unit[:-1])))
    return Rows(share, starts, np.add.reduceat(share, starts))
