"""Calibration, shift and curves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from reduce import reduce_data_set
from sample import Predictions
from shift import psi
from sklearn import metrics as oracle
from test_kit import request, sample

Values = Any


def information(problem: str, **members: Any) -> Any:
    rows = replace(sample(problem, weight=None, unit=None, unit_names=()), **members)
    return reduce_data_set(rows, request(problem))["information"]


def calibrated(size: int, seed: int) -> tuple[Values, Values]:
    rng = np.random.default_rng(seed)
    scores = rng.uniform(0, 1, size)
    return (rng.random(size) < scores).astype(float), scores


def test_the_calibration_error_of_a_calibrated_model_is_near_zero_also_with_few_rows() -> None:
    """The usual one is not: with 300 rows it is 0.06."""
    found = []
    for seed in range(15):
        label, scores = calibrated(600, seed)
        found.append(information("binary", label=label, candidate=Predictions(scores))["calibrationError"]["candidate"])
    assert np.median(found) < 0.01


def test_the_calibration_error_of_a_model_that_is_off_is_how_far_it_is_off() -> None:
    label, scores = calibrated(600, 1)
    found = information("binary", label=label, candidate=Predictions(scores / 2 + 0.5))["calibrationError"]
    # p is off by (1 - s) / 2 with s uniform: the root of the mean square is 1 / sqrt(12).
    assert found["candidate"] == pytest.approx(1 / np.sqrt(12), abs=0.03)


def test_the_calibration_error_is_the_sum_over_bins_less_their_squared_standard_errors() -> None:
    label, scores = calibrated(600, 3)
    weight = np.random.default_rng(3).gamma(2, 1, 600)
    scores = scores**3
    expected = 0.0
    for b in range(15):
        inside = np.minimum((scores * 15).astype(int), 14) == b
        w, r = weight[inside] / np.sum(weight), (label - scores)[inside]
        gap = np.average(r, weights=w)
        squared_error = np.sum((w * (r - gap)) ** 2) / np.sum(w) ** 2 * len(r) / (len(r) - 1)
        expected += np.sum(w) * (gap**2 - squared_error)
    found = information("binary", label=label, weight=weight, candidate=Predictions(scores))["calibrationError"]
    assert found["candidate"] == pytest.approx(np.sqrt(expected))


def test_the_same_scores_have_no_shift() -> None:
    scores = np.random.default_rng(1).uniform(0, 1, 1000)
    assert psi(scores, scores) == 0


def test_a_shift_is_the_sum_over_the_tenths_of_the_reference() -> None:
    reference = np.arange(1000) / 1000
    moved = np.minimum(reference + 0.1, 0.9995)  # The lowest tenth is empty, the highest has two of them.
    empty, double = 1e-4, 0.2
    expected = (empty - 0.1) * np.log(empty / 0.1) + (double - 0.1) * np.log(double / 0.1)
    assert psi(reference, moved) == pytest.approx(expected, rel=0.01)


def test_shifts_are_told_against_the_champion_and_against_training() -> None:
    rows = sample("binary")
    scores = np.append(np.random.default_rng(1).uniform(0, 1, 500), np.nan)
    shifts = information("binary", training_scores={"candidate": scores, "champion": rows.label})["shift"]
    assert [each["against"] for each in shifts] == ["champion", "training_of_candidate", "training_of_champion"]
    assert all(each["psi"] > 0 for each in shifts)


def test_curves_are_those_of_scikit_learn_thinned_to_200_points() -> None:
    rows = sample("binary", 5_000, weight=None, unit=None, unit_names=())
    found = reduce_data_set(rows, request("binary"))["information"]["curves"]
    assert [(each["kind"], each["model"]) for each in found] == [
        (kind, model) for model in ("candidate", "champion") for kind in ("roc", "precision_recall", "calibration")
    ]
    assert all(len(each["points"]) <= 200 for each in found)
    roc, precision_recall = (np.array(each["points"]) for each in found[:2])
    scores = rows.candidate.scores
    false, true, _ = oracle.roc_curve(rows.label, scores, drop_intermediate=False)
    assert distance(roc, (false, true)) < 1e-5
    assert roc[0].tolist() == [0, 0]
    assert roc[-1].tolist() == [1, 1]
    precision, recall, _ = oracle.precision_recall_curve(rows.label, scores)
    assert distance(precision_recall, (recall, precision)) < 1e-5
    assert np.trapezoid(roc[:, 1], roc[:, 0]) == pytest.approx(oracle.roc_auc_score(rows.label, scores), abs=1e-3)


def distance(points: Values, curve: tuple[Values, Values]) -> float:
    """Of the point that is farthest from all points of the curve."""
    return float(np.abs(points[:, np.newaxis] - np.stack(curve, axis=1)).max(axis=2).min(axis=1).max())


def test_residuals_are_shown_without_the_ends() -> None:
    rows = sample("regression")
    curves = information("regression")["curves"]
    assert [(each["kind"], each["model"]) for each in curves] == [
        ("residual_quantiles", "candidate"),
        ("residual_quantiles", "champion"),
    ]
    points = np.array(curves[0]["points"])
    assert rows.candidate.scores is not None
    assert points[49] == pytest.approx([0.5, np.median(rows.candidate.scores - rows.label)], abs=1e-5)
    assert (points[0, 0], points[-1, 0]) == (0.01, 0.99)


def test_labels_have_no_curves_and_no_calibration() -> None:
    rows = sample("binary")
    found = information("binary", candidate=Predictions(None, rows.label.astype(np.int32)))
    assert {each["model"] for each in found["curves"]} == {"champion"}
    assert "calibrationError" not in found
    assert found["rowsThatFlip"]["rightToWrong"] == 0
