"""DataFrame.approxQuantile, computed exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any


def approx_quantile(
    frame: Any,
    col: str | Sequence[str],
    probabilities: Sequence[float],
    relativeError: float,
) -> list[float] | list[list[float]]:
    """An exact answer is within every relative error."""
    columns = [col] if isinstance(col, str) else list(col)
    values = frame.select(*columns).toPandas()
    found = [
        [_quantile(sorted(values[name].dropna()), share) for share in probabilities]
        for name in columns
    ]
    return found[0] if isinstance(col, str) else found


def _quantile(ordered: list[float], share: float) -> float:
    """Spark returns an existing value, without interpolation."""
    return float(ordered[max(math.ceil(share * len(ordered)) - 1, 0)])
