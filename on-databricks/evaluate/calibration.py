"""How far probabilities are from frequencies, by bins. Information only: no interval of it can be trusted.

The usual sum of |gap| is biased upwards: it is above 0 for a calibrated model. Here each bin's squared gap loses its
own squared standard error (Ferro and Fricker, 2012), and the result is the root of the weighted mean, 0 at least.
"""

from __future__ import annotations

import numpy as np
from arrays import Codes, Floats, sums
from scored import Scored

BINS = 15


def calibration_error(of: Scored) -> float:
    """sqrt of sum of W_b (gap_b^2 - se_b^2), gap_b = mean of y - p in bin b."""
    share, residual = of.rows.share, of.label - of.scores
    bins = bin_of(of.scores)
    size = sums(bins, share > 0, BINS)
    weight = sums(bins, share, BINS)
    used = size > 1
    inverse = np.divide(1.0, weight, out=np.zeros(BINS), where=used)
    gap = sums(bins, share * residual, BINS) * inverse
    squared_error = sums(bins, (share * (residual - gap[bins])) ** 2, BINS) * inverse**2
    squared_error[used] *= size[used] / (size[used] - 1)
    return float(np.sqrt(max(0.0, np.sum((weight * (gap**2 - squared_error))[used]))))


def calibration_curve(of: Scored) -> list[tuple[float, float]]:
    """Mean probability and share of positive rows of each bin with rows."""
    bins = bin_of(of.scores)
    weight = sums(bins, of.rows.share, BINS)
    used = weight > 0
    predicted = sums(bins, of.rows.share * of.scores, BINS)[used] / weight[used]
    observed = sums(bins, of.rows.share * of.label, BINS)[used] / weight[used]
    return list(zip(predicted.tolist(), observed.tolist(), strict=True))


def bin_of(probabilities: Floats) -> Codes:
    """Bins of equal width; 1 belongs to the last."""
    return np.minimum((probabilities * BINS).astype(np.int32), BINS - 1)
