"""Standard errors and intervals against the jackknife, the bootstrap, a slow DeLong and the t-test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from estimate import Estimate, mean_of
from interval import DETECTABLE, interval_of
from metrics import estimator_of
from rows import rows_of
from sample import Predictions
from scipy import stats
from scored import Scored
from test_estimates import EVERY_METRIC
from test_kit import made

Values = Any


def test_the_interval_of_a_mean_is_that_of_the_t_test() -> None:
    x = np.random.default_rng(1).normal(0.3, 1, 50)
    found = interval_of(rows_of(np.ones(50), None), mean_of(rows_of(np.ones(50), None), x), 1)
    assert found.standard_error == pytest.approx(np.std(x, ddof=1) / np.sqrt(50), rel=1e-12)
    law = stats.t(found.degrees_of_freedom)
    assert found.half_width == pytest.approx(law.ppf(0.975) * found.standard_error, rel=1e-9)
    assert found.p_better == pytest.approx(law.sf(found.estimate / found.standard_error), rel=1e-9)
    assert found.p_worse == pytest.approx(1 - found.p_better, rel=1e-9)


def test_a_difference_of_2_8_standard_errors_shows_in_80_percent_of_samples() -> None:
    assert pytest.approx(2.801585, abs=1e-6) == DETECTABLE


def test_degrees_of_freedom_count_the_rows_that_differ() -> None:
    d = np.zeros(1000)
    d[:10] = [1, -1] * 5
    rows = rows_of(np.ones(1000), None)
    assert interval_of(rows, mean_of(rows, d), 1).degrees_of_freedom == pytest.approx(2 / (1 / 10 - 1 / 1000))


def test_degrees_of_freedom_are_below_the_number_of_units() -> None:
    unit = np.repeat(np.arange(12), 5)
    rows = rows_of(np.ones(60), unit)
    x = np.random.default_rng(1).uniform(-1, 1, 60)
    assert interval_of(rows, mean_of(rows, x), 1).degrees_of_freedom <= 11


def test_a_difference_that_is_the_same_on_every_row_has_no_spread_and_proves_nothing() -> None:
    rng = np.random.default_rng(1)
    rows = rows_of(rng.gamma(1, 1, 1000), None)
    error = rng.normal(0, 1, 1000)
    one, other = mean_of(rows, error + 0.1), mean_of(rows, error)
    found = interval_of(rows, Estimate(one.value - other.value, one.influence - other.influence), 0.1)
    assert found.estimate == pytest.approx(0.1)
    assert (found.standard_error, found.degrees_of_freedom, found.half_width) == (0, 0, 0)
    assert (found.p_better, found.p_worse) == (1, 1)


def test_the_standard_error_of_a_mean_is_its_jackknife_over_uneven_weighted_units() -> None:
    rng = np.random.default_rng(2)
    unit = np.sort(rng.integers(0, 15, 200))
    weight, x = rng.gamma(1, 1, 200), rng.normal(0, 1, 200)
    rows = rows_of(weight, unit)
    left_out = np.array([np.average(x[unit != u], weights=weight[unit != u]) for u in np.unique(unit)])
    # The jackknife around the estimate, not around the mean of its replicates.
    squares = (left_out - np.average(x, weights=weight)) ** 2
    expected = np.sqrt((len(left_out) - 1) / len(left_out) * np.sum(squares))
    assert interval_of(rows, mean_of(rows, x), 1).standard_error == pytest.approx(expected, rel=1e-12)


def slow_delong(label: Values, one: Values, other: Values) -> tuple[float, float]:
    """Difference of the areas and its standard error by comparing all pairs (DeLong et al., 1988)."""
    placements = []
    for scores in (one, other):
        above = scores[label == 1][:, np.newaxis] - scores[label == 0]
        kernel = (above > 0) + 0.5 * (above == 0)
        placements.append((kernel.mean(axis=1), kernel.mean(axis=0)))
    d10, d01 = placements[0][0] - placements[1][0], placements[0][1] - placements[1][1]
    variance = np.var(d10, ddof=1) / len(d10) + np.var(d01, ddof=1) / len(d01)
    return float(np.mean(d10)), float(np.sqrt(variance))


@pytest.mark.parametrize("digits", [15, 1])
def test_the_area_under_the_curve_has_delongs_interval(digits: int) -> None:
    rng = np.random.default_rng(3)
    label = (rng.random(300) < 0.2).astype(np.int32)
    one, other = (np.round(rng.normal(0, 1, 300) + label, digits) for _ in range(2))
    rows = rows_of(np.ones(300), None)
    found = [
        estimator_of("roc_auc", "binary")(Scored("candidate", rows, label, Predictions(scores), ("a", "b"), 0.5))
        for scores in (one, other)
    ]
    gain = Estimate(found[0].value - found[1].value, found[0].influence - found[1].influence)
    difference, standard_error = slow_delong(label, one, other)
    assert gain.value == pytest.approx(difference, rel=1e-12)
    assert interval_of(rows, gain, 1).standard_error == pytest.approx(standard_error, rel=1e-12)


def compared(problem: str, size: int, unit: Values) -> Any:
    """A function from weights to both models' estimates of a metric on the same rows."""
    label, one, _ = made(problem, "plain", size)
    other = made(problem, "plain", size)[1]
    rng = np.random.default_rng(5)
    if problem == "binary":
        other = 1 / (1 + np.exp(-(rng.normal(0, 1, size) + label - 1)))
    elif problem == "multiclass":
        other = rng.dirichlet(np.ones(4), size) / 2 + one / 2
    else:
        other = label * rng.lognormal(0, 0.35, size)
    classes = ("no", "yes") if problem == "binary" else tuple("abcd") if problem == "multiclass" else ()

    def difference(name: str, kept: Values) -> tuple[Any, Estimate]:
        rows = rows_of(np.ones(len(kept)), unit[kept])
        found = [
            estimator_of(name, problem)(Scored("candidate", rows, label[kept], Predictions(s[kept]), classes, 0.5))
            for s in (one, other)
        ]
        return rows, Estimate(found[0].value - found[1].value, found[0].influence - found[1].influence)

    return difference


def unit_picks(unit: Values) -> Iterator[Values]:
    for u in np.unique(unit):
        yield np.flatnonzero(unit != u)


@pytest.mark.parametrize("rows_of_a_unit", [1, pytest.param(4, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(("problem", "name"), EVERY_METRIC)
def test_a_standard_error_is_near_the_full_jackknife(problem: str, name: str, rows_of_a_unit: int) -> None:
    size = 240 * rows_of_a_unit
    unit = np.arange(size) // rows_of_a_unit
    difference = compared(problem, size, unit)
    rows, whole = difference(name, np.arange(size))
    left_out = np.array([difference(name, kept)[1].value for kept in unit_picks(unit)])
    jackknife = np.sqrt((len(left_out) - 1) / len(left_out) * np.sum((left_out - np.mean(left_out)) ** 2))
    assert interval_of(rows, whole, 1).standard_error == pytest.approx(jackknife, rel=0.05)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("problem", "name"), EVERY_METRIC)
def test_a_standard_error_is_near_the_bootstrap_of_units(problem: str, name: str) -> None:
    unit = np.arange(2_000) // 4
    difference = compared(problem, 2_000, unit)
    rows, whole = difference(name, np.arange(2_000))
    rng = np.random.default_rng(11)
    resamples = 1_000
    replicates = []
    for _ in range(resamples):
        drawn = rng.integers(0, 500, 500)
        replicates.append(difference(name, (drawn[:, np.newaxis] * 4 + np.arange(4)).ravel())[1].value)
    # Four standard errors of a standard error from so many resamples, and the bias of small samples.
    allowed = 4 / np.sqrt(2 * resamples) + 0.03
    assert interval_of(rows, whole, 1).standard_error == pytest.approx(np.std(replicates, ddof=1), rel=allowed)
