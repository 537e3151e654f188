"""Neither the order of the rows nor the scale of their weights changes the result; units stay whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from groups import in_order, picked
from reduce import at_most, reduce_data_set
from test_kit import METRICS, metric_in, request, sample


@pytest.mark.parametrize("problem", METRICS)
def test_the_order_in_which_rows_are_read_changes_no_bit(problem: str) -> None:
    rows = sample(problem)
    asked = request(problem, baseline="majority", fairness={"groups": ["age_band"], "rates": ["selection_rate"]})
    expected = json.dumps(reduce_data_set(rows, asked))
    rng = np.random.default_rng(0)
    for _ in range(3):
        assert json.dumps(reduce_data_set(picked(rows, rng.permutation(len(rows.row))), asked)) == expected


@pytest.mark.parametrize("members", [{}, {"unit": None, "unit_names": ()}])
def test_rows_have_one_order_in_which_neighbors_are_not_those_of_the_table(members: Any) -> None:
    """Numbers of 12 digits would hide another order."""
    rows = sample("binary", **members)
    expected = in_order(rows)
    again = in_order(picked(rows, np.random.default_rng(0).permutation(600)))
    for one, other in ((again.row, expected.row), (again.label, expected.label), (again.weight, expected.weight)):
        assert np.array_equal(one, other)
    assert abs(np.corrcoef(expected.row, np.arange(600))[0, 1]) < 0.3


@pytest.mark.parametrize("problem", METRICS)
def test_partitions_change_no_bit_of_rows_without_units(problem: str) -> None:
    rows = sample(problem, unit=None, unit_names=())
    expected = json.dumps(reduce_data_set(rows, request(problem)))
    for partitions in (4, 13):
        order = np.argsort(rows.row % partitions, kind="stable")
        assert json.dumps(reduce_data_set(picked(rows, order), request(problem))) == expected


@pytest.mark.parametrize("problem", METRICS)
def test_rescaling_the_weights_changes_nothing(problem: str) -> None:
    rows = sample(problem)
    assert rows.weight is not None
    one = reduce_data_set(rows, request(problem))
    other = reduce_data_set(replace(rows, weight=rows.weight * 1024), request(problem))
    assert json.dumps(one) == json.dumps(other)


@pytest.mark.parametrize("problem", METRICS)
def test_a_row_that_counts_twice_is_two_rows_of_one_unit(problem: str) -> None:
    size = 300
    copies = np.random.default_rng(4).integers(1, 4, size)
    rows = sample(problem, size, weight=copies.astype(float), unit=None, unit_names=(), groupings=[])
    repeated = replace(
        picked(rows, np.arange(size).repeat(copies)),
        row=np.arange(np.sum(copies)),
        weight=None,
        unit=np.arange(size, dtype=np.int32).repeat(copies),
        unit_names=tuple(f"{i:03}" for i in range(size)),
    )
    for name in METRICS[problem]:
        if name == "roc_auc":  # DeLong's factor counts rows.
            continue
        weighted = metric_in(reduce_data_set(rows, request(problem)), name)["difference"]
        counted = metric_in(reduce_data_set(repeated, request(problem)), name)["difference"]
        for number in ("estimate", "standardError", "degreesOfFreedom", "lower", "upper"):
            assert weighted[number] == pytest.approx(counted[number], rel=1e-9), (name, number)


def test_above_the_limit_whole_units_are_left_out_as_if_at_random() -> None:
    rows = sample("binary", 900)
    kept = at_most(in_order(rows), 500)
    assert rows.unit is not None
    assert kept.unit is not None
    assert 450 < len(kept.row) <= 500
    units = np.unique(kept.unit)
    assert len(kept.row) == np.sum(np.isin(rows.unit, units))
    assert 20 < np.mean(units) < 40  # Of 60: neither the first nor the last of them.
    assert reduce_data_set(rows, request("binary"), most_rows=500)["groups"][0]["rows"] == len(kept.row)


def test_a_unit_without_weight_is_not_counted() -> None:
    rows = sample("binary")
    assert rows.unit is not None
    assert rows.weight is not None
    weight = np.where(rows.unit < 5, 0, rows.weight)
    assert reduce_data_set(replace(rows, weight=weight), request("binary"))["groups"][0]["units"] == 55


def test_rows_without_weight_are_no_rows_of_the_rarer_class() -> None:
    rows = sample("binary")
    assert rows.weight is not None
    weight = np.where((rows.label == 1) & (rows.row % 2 == 0), 0, rows.weight)
    group = reduce_data_set(replace(rows, weight=weight), request("binary"))["groups"][0]
    assert group["rarerClass"] == int(np.sum((rows.label == 1) & (rows.row % 2 == 1)))
