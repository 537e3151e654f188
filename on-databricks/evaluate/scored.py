"""One model on the rows of one group, with what several metrics share computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from arrays import Array, Codes, Floats, sums
from ranks import Ranked, ranked
from reason import ReasonError
from rows import Rows
from sample import Predictions


@dataclass(frozen=True)
class Scored:
    who: str  # candidate, champion or baseline
    rows: Rows
    label: Array
    predictions: Predictions
    classes: tuple[str, ...]
    threshold: float

    @property
    def scores(self) -> Floats:
        if self.predictions.scores is None:
            raise ReasonError(
                "LABELS_NOT_SCORES",
                f"The {self.who} predicts labels, and this metric needs scores. Log the model with "
                "pyfunc_predict_fn='predict_proba', or name the column of its scores in 'comparison.prediction'.",
            )
        return self.predictions.scores

    @cached_property
    def decisions(self) -> Codes:
        """Positive from the threshold on; of several classes the one with the highest score, the first of equals."""
        if self.predictions.decisions is not None:
            return self.predictions.decisions
        if self.scores.ndim == 1:
            return np.asarray(self.scores >= self.threshold, dtype=np.int32)
        return np.asarray(np.argmax(self.scores, axis=1), dtype=np.int32)

    @cached_property
    def cells(self) -> Codes:
        """Cell of the confusion matrix of each row, counted along its rows."""
        return np.asarray(self.label * len(self.classes) + self.decisions, dtype=np.int32)

    @cached_property
    def confusion(self) -> Floats:
        """Share of the weight by label (down) and decision (across)."""
        size = len(self.classes)
        return sums(self.cells, self.rows.share, size * size).reshape(size, size)

    @cached_property
    def ranked(self) -> Ranked:
        return ranked(self.rows, self.label, self.scores)
