"""The result of a data set: groups, baseline, margins, flips."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from groups import groups_of, picked
from reduce import reduce_data_set
from regression import r2
from sample import Predictions
from test_kit import LOWER, METRICS, metric, metric_in, request, sample


@pytest.mark.parametrize("problem", METRICS)
def test_a_slice_has_the_numbers_of_its_rows_alone(problem: str) -> None:
    rows = sample(problem)
    groups = reduce_data_set(rows, request(problem))["groups"]
    assert [(group["kind"], group.get("column"), group.get("value")) for group in groups] == [
        ("all", None, None),
        ("slice", "region", "north"),
        ("slice", "region", "south"),
        ("window", "signup", "2026-01-01"),
        ("window", "signup", "2026-02-01"),
        ("fairness", "age_band", "old"),
        ("fairness", "age_band", "young"),
    ]
    north = replace(picked(rows, rows.groupings[0].codes == 0), groupings=[])
    alone = reduce_data_set(north, request(problem))["groups"][0]
    assert alone["metrics"] == groups[1]["metrics"]
    assert (alone["rows"], alone["units"]) == (groups[1]["rows"], groups[1]["units"])


def test_better_is_positive_whichever_way_a_metric_goes() -> None:
    rows = sample("regression")
    result = reduce_data_set(rows, request("regression"))
    for name in METRICS["regression"]:
        found = metric_in(result, name)
        change = found["candidate"]["value"] - found["champion"]["value"]
        assert found["difference"]["estimate"] == pytest.approx(-change if name in LOWER else change)
        assert found["difference"]["estimate"] > 0
        assert found["difference"]["pBetter"] < 0.01


def test_two_equal_models_have_no_difference_and_prove_nothing() -> None:
    rows = sample("binary")
    result = reduce_data_set(replace(rows, champion=rows.candidate), request("binary"))
    for name in METRICS["binary"]:
        found = metric_in(result, name)["difference"]
        assert (found["estimate"], found["lower"], found["upper"], found["standardError"]) == (0, 0, 0, 0)
        assert (found["pBetter"], found["pWorse"]) == (1, 1)


def test_a_difference_that_is_the_same_on_every_row_has_no_spread() -> None:
    """Rounding must not pass for a tiny standard error, which would prove anything."""
    rows = sample("regression")
    error = np.random.default_rng(2).gamma(2, 1, 600)
    better, worse = Predictions(rows.label + error), Predictions(rows.label + error + 0.1)
    found = metric_in(reduce_data_set(replace(rows, candidate=better, champion=worse), request("regression")), "mae")
    assert found["difference"]["estimate"] == pytest.approx(0.1)
    assert (found["difference"]["standardError"], found["difference"]["pBetter"]) == (0, 1)


def test_a_margin_in_percent_has_the_interval_of_the_difference_less_that_share_of_the_champion() -> None:
    rows = sample("regression", weight=None, unit=None, unit_names=())
    asked = request("regression", metrics=[metric("mae", -0.05, 0.02)])
    found = metric_in(reduce_data_set(rows, asked), "mae")
    assert [each["of"] for each in found["difference"]["relative"]] == [-0.05, 0.02]
    assert rows.champion is not None
    assert rows.candidate.scores is not None
    assert rows.champion.scores is not None
    old, new = abs(rows.champion.scores - rows.label), abs(rows.candidate.scores - rows.label)
    for each in found["difference"]["relative"]:
        beyond = old - new - each["of"] * old
        assert each["estimate"] == pytest.approx(np.mean(beyond), rel=1e-10)
        assert each["standardError"] == pytest.approx(np.std(beyond, ddof=1) / np.sqrt(len(beyond)), rel=1e-10)


def test_a_margin_in_percent_goes_by_the_size_of_a_negative_champion() -> None:
    rows = sample("regression", weight=None, unit=None, unit_names=())
    poor = replace(rows, champion=Predictions(rows.label[::-1] * 3))
    found = metric_in(reduce_data_set(poor, request("regression", metrics=[metric("r2", 0.5)])), "r2")
    models = next(groups_of(poor, 0.5)).compared
    candidate, champion = (r2(models[who]) for who in ("candidate", "champion"))
    assert champion.value < 0
    beyond = found["difference"]["relative"][0]
    assert beyond["estimate"] == pytest.approx(candidate.value - champion.value + 0.5 * champion.value)
    influence = candidate.influence - champion.influence + 0.5 * champion.influence
    assert beyond["standardError"] == pytest.approx(np.std(influence, ddof=1) / np.sqrt(len(influence)), rel=1e-10)


def test_a_margin_in_percent_of_a_champion_near_zero_has_no_interval() -> None:
    rows = sample("regression")
    mean = Predictions(np.full(len(rows.label), np.average(rows.label, weights=rows.weight)) + 0.01)
    asked = request("regression", metrics=[metric("r2", 0.02)])
    assert metric_in(reduce_data_set(replace(rows, champion=mean), asked), "r2")["difference"]["relative"] == []


def test_without_a_champion_the_candidate_is_measured_against_the_baseline() -> None:
    rows = sample("regression", champion=None)
    result = reduce_data_set(rows, request("regression", champion=None, baseline="mean"))
    found = metric_in(result, "r2")
    assert found["baseline"]["value"] == pytest.approx(0, abs=1e-12)
    assert found["againstBaseline"]["estimate"] == pytest.approx(found["candidate"]["value"])
    assert found["againstBaseline"]["lower"] > 0
    assert "difference" not in found


def test_the_guess_of_a_classifier_is_the_most_frequent_class_and_the_shares() -> None:
    rows = sample("binary", champion=None, weight=None)
    asked = request("binary", champion=None, baseline="majority", metrics=[metric("accuracy"), metric("roc_auc")])
    result = reduce_data_set(rows, asked)
    assert metric_in(result, "accuracy")["baseline"]["value"] == pytest.approx(1 - np.mean(rows.label))
    assert metric_in(result, "roc_auc")["baseline"]["value"] == pytest.approx(0.5)


def test_the_guess_takes_the_most_frequent_class_wherever_it_stands() -> None:
    rows = sample("multiclass", weight=None)
    label = np.where(rows.row % 2 == 0, 2.0, rows.label)
    asked = request("multiclass", baseline="majority", metrics=[metric("accuracy")])
    result = reduce_data_set(replace(rows, label=label), asked)
    assert metric_in(result, "accuracy")["baseline"]["value"] == pytest.approx(np.mean(label == 2))


def test_a_baseline_without_a_value_leaves_the_numbers_of_the_models() -> None:
    result = reduce_data_set(sample("binary"), request("binary", baseline="majority", metrics=[metric("precision")]))
    found = metric_in(result, "precision")
    assert "baseline" not in found
    assert "againstBaseline" not in found
    assert "difference" in found


def test_a_baseline_of_labels_is_not_judged_as_if_it_were_sure() -> None:
    """A label as a score would cost 13.8 wherever it is wrong, and any model would beat that."""
    rows = sample("binary")
    asked = request("binary", baseline={"column": "rule"}, metrics=[metric("log_loss"), metric("f1")])
    result = reduce_data_set(replace(rows, baseline=Predictions(rows.label)), asked)
    assert "baseline" not in metric_in(result, "log_loss")
    assert metric_in(result, "f1")["baseline"]["value"] == 1


def test_the_unit_that_carries_the_difference_is_named() -> None:
    rows = sample("regression", weight=None)
    assert rows.champion is not None
    assert rows.champion.scores is not None
    spoiled = rows.champion.scores.copy()
    spoiled[rows.unit == 7] += 1000
    result = reduce_data_set(replace(rows, champion=Predictions(spoiled)), request("regression"))
    found = metric_in(result, "rmse")["difference"]
    assert found["largestUnit"] == "customer 07"
    assert found["largestUnitShare"] > 0.9


def test_rows_that_flip_are_counted_by_direction() -> None:
    rows = sample("binary", weight=None)
    assert rows.champion is not None
    assert rows.candidate.scores is not None
    assert rows.champion.scores is not None
    new, old = rows.candidate.scores >= 0.5, rows.champion.scores >= 0.5
    result = reduce_data_set(rows, request("binary"))
    assert result["information"]["rowsThatFlip"] == {
        "wrongToRight": int(np.sum((new == rows.label) & (old != rows.label))),
        "rightToWrong": int(np.sum((new != rows.label) & (old == rows.label))),
    }
    assert metric_in(result, "f1")["difference"]["discordantRows"] == int(np.sum(new != old))
    among_positives = int(np.sum((new != old) & (rows.label == 1)))
    assert metric_in(result, "recall")["difference"]["discordantRows"] == among_positives
