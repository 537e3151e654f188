"""Metrics of the order of scores: area under the ROC curve, average precision. Rows of equal scores are one group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from arrays import Codes, Flags, Floats, sums
from estimate import Estimate
from reason import ReasonError
from rows import Rows

FEWEST_OF_A_CLASS = 10


@dataclass(frozen=True)
class Ranked:
    is_positive: Flags
    group: Codes  # Of each row; ascending with the score.
    positive: Floats  # Share of the weight of the positive rows, by group.
    negative: Floats
    positives: int  # Rows with weight.
    negatives: int


def ranked(rows: Rows, label: Codes, scores: Floats) -> Ranked:
    order = np.argsort(scores)
    in_turn = scores[order]
    is_new = np.empty(len(scores), dtype=np.bool_)
    is_new[:1] = True
    np.not_equal(in_turn[1:], in_turn[:-1], out=is_new[1:])
    del in_turn
    group = np.empty(len(scores), dtype=np.int32)
    group[order] = np.cumsum(is_new, dtype=np.int32) - 1
    del order, is_new
    is_positive = label == 1
    positive = sums(group, rows.share * is_positive)
    negative = sums(group, rows.share)
    negative -= positive
    return Ranked(is_positive, group, positive, negative, *class_sizes(rows, is_positive))


def class_sizes(rows: Rows, is_positive: Flags) -> tuple[int, int]:
    positives = int(np.count_nonzero(rows.share[is_positive]))
    negatives = int(np.count_nonzero(rows.share)) - positives
    rarer = min(positives, negatives)
    if rarer == 0:
        raise ReasonError("ONE_CLASS", "All labels are of one class, so this metric has no value.")
    if rarer < FEWEST_OF_A_CLASS:
        raise ReasonError(
            "TOO_FEW_OF_A_CLASS",
            f"The rarer class has {rarer} rows; this metric needs at least {FEWEST_OF_A_CLASS}.",
        )
    return positives, negatives


def roc_auc(of: Ranked) -> Estimate:
    """A = mean over positives of V10, the share of negatives below, equal ones half (DeLong et al., 1988).

    psi_i = (V10_i - A) / pi for a positive row, (V01_i - A) / (1 - pi) for a negative one, V01 the share of positives
    above. Times sqrt(m / (m - 1) * (n - 1) / n) with m rows of the class among n: when each row is a unit of weight 1,
    the variance then is DeLong's.
    """
    positives, negatives = np.sum(of.positive), np.sum(of.negative)
    below = np.cumsum(of.negative)
    below -= of.negative / 2
    below /= negatives
    area = float(np.dot(of.positive, below) / positives)
    above = np.cumsum(of.positive)
    above -= of.positive / 2
    above /= -positives
    above += 1
    n = of.positives + of.negatives
    below -= area
    below *= delong_factor(of.positives, n) / positives
    above -= area
    above *= delong_factor(of.negatives, n) / negatives
    return Estimate(area, np.where(of.is_positive, below[of.group], above[of.group]))


def delong_factor(m: int, n: int) -> float:
    return float(np.sqrt(m / (m - 1) * (n - 1) / n))


def average_precision(of: Ranked) -> Estimate:
    """AP = mean over positives of the precision at their score: scikit-learn's step sum, without interpolation.

    With P_t, B_t, A_t the weight of positives in tie group t, of all rows and of positives from t upwards:
    psi_i = [ y_i (A/B(s_i) - AP + C(s_i)) - E(s_i) ] / pi,  C(s) = sum of P_t / B_t over t <= s,  E(s) the same of
    P_t A_t / B_t^2.
    """
    positives = np.sum(of.positive)
    above = np.cumsum(of.positive[::-1])[::-1]
    everything = np.cumsum((of.positive + of.negative)[::-1])[::-1]
    # Groups without weight have nothing to add.
    inverse = np.divide(1.0, everything, out=np.zeros_like(everything), where=everything > 0)
    del everything
    precision = above * inverse
    del above
    value = float(np.dot(of.positive, precision) / positives)
    inverse *= of.positive
    lost = np.cumsum(inverse * precision)
    gained = np.cumsum(inverse)
    gained += precision
    gained -= value
    del precision, inverse
    gained -= lost
    gained /= positives
    lost /= -positives
    return Estimate(value, np.where(of.is_positive, gained[of.group], lost[of.group]))
