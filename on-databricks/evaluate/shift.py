"""How far two distributions of scores are apart: the population stability index over ten parts of the first."""

from __future__ import annotations

import numpy as np
from arrays import Array, Codes, Floats
from numbers_as_json import rounded
from sample import Predictions, Sample

PARTS = 10
# An empty part would make the index infinite.
SMALLEST_SHARE = 1e-4


def psi(reference: Array, scores: Array) -> float:
    """sum of (q - p) ln(q / p), p and q the shares of both in each part; equal values are never parted."""
    edges = np.unique(np.quantile(reference, np.arange(1, PARTS) / PARTS))
    p = shares(np.searchsorted(edges, reference), len(edges) + 1)
    q = shares(np.searchsorted(edges, scores), len(edges) + 1)
    return float(np.sum((q - p) * np.log(q / p)))


def shares(parts: Codes, size: int) -> Floats:
    return np.maximum(np.bincount(parts, minlength=size) / len(parts), SMALLEST_SHARE)


def shifts(sample: Sample) -> list[dict[str, object]]:
    """Of the candidate against the champion, and of each model against its own training."""
    pairs = []
    if sample.champion is not None:
        pairs.append(("champion", comparable(sample.champion), comparable(sample.candidate)))
    for who, predictions in (("candidate", sample.candidate), ("champion", sample.champion)):
        if predictions is not None and who in sample.training_scores:
            pairs.append((f"training_of_{who}", sample.training_scores[who], comparable(predictions)))
    return [
        {"against": against, "psi": rounded(psi(reference[np.isfinite(reference)], scores))}
        for against, reference, scores in pairs
        if reference is not None and scores is not None and np.isfinite(reference).any()
    ]


def comparable(predictions: Predictions) -> Array | None:
    """One number a row: of several classes the highest probability."""
    if predictions.scores is None:
        return predictions.decisions
    return predictions.scores if predictions.scores.ndim == 1 else predictions.scores.max(axis=1)
