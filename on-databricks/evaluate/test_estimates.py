"""Estimates against scikit-learn, and influence values against finite differences of it in the weight of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from metrics import METRICS, estimator_of
from rows import rows_of
from sample import Predictions
from scored import Scored
from sklearn import metrics as oracle
from test_kit import CLASSES, made

Values = Any


def scored(problem: str, label: Values, scores: Values, weight: Values) -> Scored:
    classes = ("no", "yes") if problem == "binary" else tuple("abcd") if problem == "multiclass" else ()
    return Scored("candidate", rows_of(weight, None), label, Predictions(scores), classes, 0.5)


def decided(scores: Values) -> Values:
    return (scores >= 0.5).astype(int) if scores.ndim == 1 else np.argmax(scores, axis=1)


def of_decisions(function: Callable[..., float], **options: object) -> Callable[[Values, Values, Values], float]:
    return lambda y, s, w: function(y, decided(s), sample_weight=w, **options)


def of_scores(function: Callable[..., float], **options: object) -> Callable[[Values, Values, Values], float]:
    return lambda y, s, w: function(y, s, sample_weight=w, **options)


LABELS = list(range(CLASSES))
SHARED = {
    "accuracy": of_decisions(oracle.accuracy_score),
    "balanced_accuracy": of_decisions(oracle.balanced_accuracy_score),
    "mcc": of_decisions(oracle.matthews_corrcoef),
}
ORACLES = {
    "binary": {
        **SHARED,
        "roc_auc": of_scores(oracle.roc_auc_score),
        "average_precision": of_scores(oracle.average_precision_score),
        "precision": of_decisions(oracle.precision_score),
        "recall": of_decisions(oracle.recall_score),
        "f1": of_decisions(oracle.f1_score),
        "log_loss": of_scores(oracle.log_loss),
        "brier_score": of_scores(oracle.brier_score_loss),
    },
    "multiclass": {
        **SHARED,
        "macro_f1": of_decisions(oracle.f1_score, average="macro", labels=LABELS),
        "weighted_f1": of_decisions(oracle.f1_score, average="weighted", labels=LABELS),
        "macro_recall": of_decisions(oracle.recall_score, average="macro", labels=LABELS),
        "macro_precision": of_decisions(oracle.precision_score, average="macro", labels=LABELS),
        "log_loss": of_scores(oracle.log_loss, labels=LABELS),
        "brier_score": of_scores(oracle.brier_score_loss, labels=LABELS),
    },
    "regression": {
        "rmse": of_scores(oracle.root_mean_squared_error),
        "mae": of_scores(oracle.mean_absolute_error),
        "mse": of_scores(oracle.mean_squared_error),
        "pinball_loss": of_scores(oracle.mean_pinball_loss, alpha=0.5),
        "mape": of_scores(oracle.mean_absolute_percentage_error),
        "wape": lambda y, s, w: np.sum(w * abs(s - y)) / np.sum(w * abs(y)),
        "r2": of_scores(oracle.r2_score),
    },
}
EVERY_METRIC = [(problem, name) for problem, names in METRICS.items() for name in names]
CASES = ["ties", "zeros", *(pytest.param(case, marks=pytest.mark.exhaustive) for case in ("plain", "weights"))]


def test_every_metric_has_an_oracle() -> None:
    assert {problem: set(names) for problem, names in METRICS.items()} == {
        problem: set(names) for problem, names in ORACLES.items()
    }


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("problem", "name"), EVERY_METRIC)
def test_an_estimate_is_that_of_scikit_learn(problem: str, name: str, case: str) -> None:
    label, scores, weight = made(problem, case)
    found = estimator_of(name, problem)(scored(problem, label, scores, weight))
    assert found.value == pytest.approx(ORACLES[problem][name](label, scores, weight), rel=1e-12)


@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true", "ignore:Recall is ill-defined")
@pytest.mark.parametrize("name", ["balanced_accuracy", "macro_recall", "macro_f1", "weighted_f1", "mcc", "log_loss"])
def test_a_class_without_labels_counts_as_in_scikit_learn(name: str) -> None:
    label, scores, weight = made("multiclass", "weights")
    label[label == 3] = 0
    found = estimator_of(name, "multiclass")(scored("multiclass", label, scores, weight))
    assert found.value == pytest.approx(ORACLES["multiclass"][name](label, scores, weight), rel=1e-12)


def test_a_probability_of_zero_costs_a_bounded_loss() -> None:
    scores = np.where(np.arange(20) == 0, 0.0, 0.5)
    found = estimator_of("log_loss", "binary")(scored("binary", np.ones(20, dtype=np.int32), scores, np.ones(20)))
    assert 20 * found.value == pytest.approx(-np.log(1e-6) - 19 * np.log(0.5))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("problem", "name"), EVERY_METRIC)
def test_an_influence_value_is_the_derivative_in_the_weight_of_the_row(problem: str, name: str, case: str) -> None:
    label, scores, weight = made(problem, case, 120)
    model = scored(problem, label, scores, weight)
    influence = estimator_of(name, problem)(model).influence
    if name == "roc_auc":
        influence = influence / delong(model)
    assert np.sum(weight * influence) / np.sum(weight) == pytest.approx(0, abs=1e-12)
    some = np.flatnonzero(weight > 0)[:12]
    assert influence[some] == pytest.approx(
        derivative(lambda w: ORACLES[problem][name](label, scores, w), weight, some), abs=1e-6
    )


def derivative(theta: Callable[[Values], float], weight: Values, some: Values) -> Any:
    """W d theta / d w_i as a central difference."""
    step = 1e-5
    found = []
    for i in some:
        moved = [weight.copy(), weight.copy()]
        moved[0][i] += step
        moved[1][i] -= step
        found.append((theta(moved[0]) - theta(moved[1])) / (2 * step))
    return np.sum(weight) * np.array(found)


def delong(model: Scored) -> Any:
    """The factor that makes the variance DeLong's, by row."""
    m = np.count_nonzero(model.rows.share[model.label == 1])
    n = np.count_nonzero(model.rows.share)
    of_positive, of_negative = m / (m - 1) * (n - 1) / n, (n - m) / (n - m - 1) * (n - 1) / n
    return np.sqrt(np.where(model.label == 1, of_positive, of_negative))
