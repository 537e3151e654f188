"""Metrics of decisions: functions of the confusion matrix.

C[a, b] is the share of the weight with label a and decision b. For a metric f(C) with gradient G = df/dC, a row in cell
(a, b) has the influence psi = G[a, b] - sum of C * G (delta method); any f that is right where C sums to 1 will do.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from arrays import Floats
from estimate import Estimate
from reason import ReasonError
from scored import Scored

Value = tuple[float, Floats]
"""f(C) and its gradient."""


def metric_of_decisions(value_of: Callable[[Scored], Value]) -> Callable[[Scored], Estimate]:
    def estimate(of: Scored) -> Estimate:
        value, gradient = value_of(of)
        by_cell = (gradient - np.sum(of.confusion * gradient)).ravel()
        return Estimate(value, by_cell[of.cells])

    return estimate


def accuracy(of: Scored) -> Value:
    """sum of C[c, c]."""
    return float(np.trace(of.confusion)), np.eye(len(of.confusion))


def precision(of: Scored) -> Value:
    """P = TP / (TP + FP)."""
    decided = positive_share(of, of.confusion[:, 1], "NO_PREDICTED_POSITIVES", "decides for no row")
    value = float(of.confusion[1, 1] / decided)
    return value, np.array([[0, -value], [0, 1 - value]]) / decided


def recall(of: Scored) -> Value:
    """R = TP / (TP + FN)."""
    labeled = positive_share(of, of.confusion[1], "ONE_CLASS", "is compared on rows with no label")
    value = float(of.confusion[1, 1] / labeled)
    return value, np.array([[0, 0], [-value, 1 - value]]) / labeled


def f1(of: Scored) -> Value:
    """F = 2 TP / (2 TP + FP + FN)."""
    positive_share(of, of.confusion[1], "ONE_CLASS", "is compared on rows with no label")
    values, gradient = sum_of_f1(of.confusion, np.array([0.0, 1.0]))
    return float(values[1]), gradient


def positive_share(of: Scored, cells: Floats, code: str, what: str) -> float:
    share = float(np.sum(cells))
    if share == 0:
        raise ReasonError(code, f"The {of.who} {what} of the positive class, so this metric has no value.")
    return share


def macro_f1(of: Scored) -> Value:
    """Mean of F_c over all classes; a class that is neither labeled nor decided counts 0."""
    size = len(of.confusion)
    values, gradient = sum_of_f1(of.confusion, np.full(size, 1 / size))
    return float(np.mean(values)), gradient


def weighted_f1(of: Scored) -> Value:
    """sum of t_c F_c, t_c the share of the rows with label c."""
    labeled = of.confusion.sum(axis=1)
    values, gradient = sum_of_f1(of.confusion, labeled)
    return float(labeled @ values), gradient + values[:, np.newaxis]


def sum_of_f1(confusion: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """F_c = 2 C[c, c] / (t_c + p_c), and the gradient of the sum of v_c F_c for fixed weights v:

    G[a, b] = 2 v_a [a = b] / (t_a + p_a) - v_a F_a / (t_a + p_a) - v_b F_b / (t_b + p_b).
    """
    inverse = inverse_or_zero(confusion.sum(axis=1) + confusion.sum(axis=0))
    values = 2 * np.diag(confusion) * inverse
    lost = weights * values * inverse
    return values, np.diag(2 * weights * inverse) - lost[:, np.newaxis] - lost


def macro_recall(of: Scored) -> Value:
    """Mean of R_c over all classes; a class without labels counts 0."""
    return mean_recall(of.confusion, len(of.confusion))


def balanced_accuracy(of: Scored) -> Value:
    """Mean of R_c over the classes that occur among the labels, as in scikit-learn."""
    labeled = of.confusion.sum(axis=1)
    occurring = int(np.count_nonzero(labeled))
    if occurring < 2:
        raise ReasonError("ONE_CLASS", "All labels are of one class, so this metric has no value.")
    return mean_recall(of.confusion, occurring)


def mean_recall(confusion: Floats, classes: int) -> Value:
    inverse = inverse_or_zero(confusion.sum(axis=1))
    recalls = np.diag(confusion) * inverse
    gradient = (np.eye(len(confusion)) - recalls[:, np.newaxis]) * inverse[:, np.newaxis] / classes
    return float(np.sum(recalls) / classes), gradient


def macro_precision(of: Scored) -> Value:
    """Mean of P_c over all classes; P_c has no value where nothing is decided for c."""
    decided = of.confusion.sum(axis=0)
    if not decided.all():
        missing = of.classes[int(np.argmin(decided))]
        raise ReasonError(
            "NO_PREDICTED_POSITIVES", f"The {of.who} decides for no row of class '{missing}', so it has no precision."
        )
    precisions = np.diag(of.confusion) / decided
    gradient = (np.eye(len(decided)) - precisions) / decided / len(decided)
    return float(np.mean(precisions)), gradient


def mcc(of: Scored) -> Value:
    """Matthews' correlation for any number of classes (Gorodkin, 2004): N / sqrt(A B) with

    N = sum of C[c, c] - sum of t_c p_c,  A = 1 - sum of p_c^2,  B = 1 - sum of t_c^2.
    """
    labeled, decided = of.confusion.sum(axis=1), of.confusion.sum(axis=0)
    spread_of_decisions, spread_of_labels = 1 - decided @ decided, 1 - labeled @ labeled
    if np.count_nonzero(labeled) < 2:
        raise ReasonError("ONE_CLASS", "All labels are of one class, so this metric has no value.")
    if np.count_nonzero(decided) < 2:
        raise ReasonError("ONE_DECISION", f"The {of.who} decides for one class only, so this metric has no value.")
    root = np.sqrt(spread_of_decisions * spread_of_labels)
    value = float((np.trace(of.confusion) - labeled @ decided) / root)
    of_label = decided / root - value * labeled / spread_of_labels
    of_decision = labeled / root - value * decided / spread_of_decisions
    return value, np.eye(len(labeled)) / root - of_label[:, np.newaxis] - of_decision


def inverse_or_zero(values: Floats) -> Floats:
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
