"""Rates by group: their gaps, and how much a gap narrows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from groups import picked
from reduce import reduce_data_set
from sample import Grouping
from test_kit import request, sample


def test_the_gap_between_groups_and_its_narrowing_are_those_of_the_rates() -> None:
    rows = sample("binary", weight=None, unit=None, unit_names=())
    asked = request(
        "binary", fairness={"groups": ["age_band"], "rates": ["selection_rate", "true_positive_rate"]}, threshold=0.4
    )
    selection, positive = reduce_data_set(rows, asked)["fairness"]
    assert rows.champion is not None
    for model, predictions in (("candidate", rows.candidate), ("champion", rows.champion)):
        assert predictions.scores is not None
        young, decided = rows.groupings[2].codes == 1, predictions.scores >= 0.4
        assert selection[model] == pytest.approx(abs(np.mean(decided[young]) - np.mean(decided[~young])))
        hits = [np.mean(decided[group & (rows.label == 1)]) for group in (young, ~young)]
        assert positive[model] == pytest.approx(abs(hits[0] - hits[1]))
    narrowing = selection["widening"]
    assert narrowing["estimate"] == pytest.approx(selection["champion"] - selection["candidate"])
    assert narrowing["lower"] < narrowing["estimate"] < narrowing["upper"]


def test_groups_of_few_rows_take_no_part_in_a_gap() -> None:
    rows = sample("binary")
    few = Grouping("fairness", "age_band", ("old", "young"), (np.arange(600) < 20).astype(np.int32))
    asked = request("binary", fairness={"groups": ["age_band"], "rates": ["selection_rate"]})
    found = reduce_data_set(replace(rows, groupings=[few]), asked)["fairness"][0]
    assert found["problem"] == {
        "code": "TOO_FEW_GROUPS",
        "message": "1 of 2 groups of 'age_band' have at least 30 rows for this rate; a gap needs 2.",
    }


@pytest.mark.parametrize("problem", ["multiclass", "regression"])
def test_rates_are_those_of_binary_decisions(problem: str) -> None:
    asked = request(problem, fairness={"groups": ["age_band"], "rates": ["selection_rate"]})
    found = reduce_data_set(sample(problem), asked)["fairness"][0]
    assert found["problem"]["message"] == "'selection_rate' is a rate of binary decisions."


def test_the_interval_of_a_gap_is_near_its_jackknife() -> None:
    rows = sample("binary", 1_200, weight=None)
    assert rows.unit is not None
    asked = request("binary", metrics=[], fairness={"groups": ["age_band"], "rates": ["true_positive_rate"]})
    found = reduce_data_set(rows, asked)["fairness"][0]["widening"]
    left_out = []
    for unit in np.unique(rows.unit):
        gap = reduce_data_set(picked(rows, rows.unit != unit), asked)["fairness"][0]
        left_out.append(gap["champion"] - gap["candidate"])
    jackknife = np.sqrt((len(left_out) - 1) / len(left_out) * np.sum((left_out - np.mean(left_out)) ** 2))
    assert found["standardError"] == pytest.approx(jackknife, rel=0.05)
