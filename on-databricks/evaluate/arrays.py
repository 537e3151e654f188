"""Names for the arrays that pass between the modules: NumPy says their types only where it is installed."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.integer[Any]]  # Whole numbers of any width.
Flags: TypeAlias = npt.NDArray[np.bool_]
Array: TypeAlias = npt.NDArray[Any]


def sums(codes: Codes, values: Array, size: int = 0) -> Floats:
    """Sum of the values of each code from 0 on."""
    return np.asarray(np.bincount(codes, values, size), dtype=np.float64)
