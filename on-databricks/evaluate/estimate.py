"""An estimate with what each row contributes to it."""

from __future__ import annotations

from typing import NamedTuple

from arrays import Floats
from rows import Rows


class Estimate(NamedTuple):
    """`influence` is psi_i = W * d theta / d w_i, so its weighted mean is 0 (Hampel, 1974)."""

    value: float
    influence: Floats


def mean_of(rows: Rows, losses: Floats) -> Estimate:
    """psi_i = x_i - mean."""
    mean = rows.mean(losses)
    return Estimate(mean, losses - mean)
