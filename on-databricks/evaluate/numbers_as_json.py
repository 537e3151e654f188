"""Numbers as the result has them."""

from __future__ import annotations

import numpy as np
from reason import ReasonError


def rounded(value: float, digits: int = 12) -> float:
    """12 significant digits: the last bits of a sum differ between machines."""
    if not np.isfinite(value):
        raise ReasonError("NOT_FINITE", "A result is not a finite number: the values are too large.")
    return float(f"{value:.{digits}g}") + 0.0  # No negative zero.
