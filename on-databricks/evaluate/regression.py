"""Metrics of numbers; e = prediction - label."""

from __future__ import annotations

import numpy as np
from arrays import Floats
from estimate import Estimate, mean_of
from reason import ReasonError
from scored import Scored

# The median, as in scikit-learn's default; no setting names another one.
QUANTILE = 0.5
# A label nearer to 0 than this share of the mean |label| makes a percentage of it meaningless.
NEAREST_TO_ZERO = 1e-6


def mae(of: Scored) -> Estimate:
    return mean_of(of.rows, np.abs(errors(of)))


def mse(of: Scored) -> Estimate:
    return mean_of(of.rows, errors(of) ** 2)


def rmse(of: Scored) -> Estimate:
    """psi_i = (e_i^2 - MSE) / (2 RMSE)."""
    value, influence = mse(of)
    root = float(np.sqrt(value))
    return Estimate(root, influence / (2 * root) if root > 0 else influence)


def pinball_loss(of: Scored) -> Estimate:
    """Mean of max(q (y - p), (q - 1) (y - p))."""
    missing = -errors(of)
    return mean_of(of.rows, np.maximum(QUANTILE * missing, (QUANTILE - 1) * missing))


def mape(of: Scored) -> Estimate:
    """Mean of |e / y|."""
    sizes = np.abs(of.label)
    near = int(np.count_nonzero(sizes <= NEAREST_TO_ZERO * of.rows.mean(sizes)))
    if near > 0:
        raise ReasonError(
            "LABEL_NEAR_ZERO",
            f"The label of {near} rows is 0 or almost, so a percentage of it means nothing. Use wape.",
        )
    return mean_of(of.rows, np.abs(errors(of)) / sizes)


def wape(of: Scored) -> Estimate:
    """sum of |e| / sum of |y|;  psi_i = (|e_i| - WAPE |y_i|) / mean |y|."""
    sizes, losses = np.abs(of.label), np.abs(errors(of))
    mean = of.rows.mean(sizes)
    if mean == 0:
        raise ReasonError("LABEL_NEAR_ZERO", "All labels are 0, so a percentage of them means nothing.")
    value = of.rows.mean(losses) / mean
    return Estimate(value, (losses - value * sizes) / mean)


def r2(of: Scored) -> Estimate:
    """1 - MSE / V;  psi_i = -(e_i^2 - MSE) / V + MSE ((y_i - mean)^2 - V) / V^2."""
    squares = (of.label - of.rows.mean(of.label)) ** 2
    variance = of.rows.mean(squares)
    if variance == 0:
        raise ReasonError("CONSTANT_LABEL", "All labels are equal, so this metric has no value.")
    value, influence = mse(of)
    return Estimate(1 - value / variance, (value * (squares - variance) / variance - influence) / variance)


def errors(of: Scored) -> Floats:
    return of.scores - of.label
