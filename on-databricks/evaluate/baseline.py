"""What a model has to beat when there is no champion: a guess that looks at no feature.

It is the mean of the labels, or the shares of the classes and the most frequent one, always of all rows. The guess has
seen the labels that it is judged by, which favors it a little.
"""

from __future__ import annotations

import numpy as np
from arrays import sums
from rows import Rows
from sample import Predictions, Sample


def guess(sample: Sample, rows: Rows, problem: str) -> Predictions:
    size = rows.count
    if problem == "regression":
        return Predictions(np.full(size, rows.mean(sample.label)))
    shares = sums(sample.label, rows.share, len(sample.classes))
    decisions = np.full(size, np.argmax(shares), dtype=np.int32)
    if problem == "binary":
        return Predictions(np.full(size, shares[1]), decisions)
    return Predictions(np.broadcast_to(shares, (size, len(shares))), decisions)
