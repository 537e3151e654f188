"""Mean losses of probabilities: psi_i = loss_i - mean."""

from __future__ import annotations

import numpy as np
from arrays import Floats
from estimate import Estimate, mean_of
from scored import Scored

# The largest loss of one row is -ln(1e-6) = 13.8, whatever the type of the scores.
SMALLEST_PROBABILITY = 1e-6


def log_loss(of: Scored) -> Estimate:
    """Mean of -ln of the probability of the label, at least SMALLEST_PROBABILITY."""
    return mean_of(of.rows, -np.log(np.clip(probability_of_label(of), SMALLEST_PROBABILITY, 1)))


def brier_score(of: Scored) -> Estimate:
    """binary: mean of (p - y)^2; multiclass: mean of the sum over classes of (p_c - [y = c])^2, from 0 to 2."""
    if of.scores.ndim == 1:
        return mean_of(of.rows, (of.scores - of.label) ** 2)
    # sum of (p_c - [y = c])^2 = sum of p_c^2 + 1 - 2 p_y
    losses = np.einsum("ij,ij->i", of.scores, of.scores) + 1 - 2 * probability_of_label(of)
    return mean_of(of.rows, losses)


def probability_of_label(of: Scored) -> Floats:
    if of.scores.ndim == 1:
        return np.where(of.label == 1, of.scores, 1 - of.scores)
    return np.take_along_axis(of.scores, of.label[:, np.newaxis], axis=1)[:, 0]
