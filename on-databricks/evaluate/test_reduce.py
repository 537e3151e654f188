"""The result of a data set: groups, order of the rows, baseline, margins, fairness, information."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from groups import picked
from reduce import reduce_data_set
from request import KIND, VERSION, Request
from sample import Grouping, Predictions, Sample
from test_estimates import made

Json = dict[str, Any]
Values = Any

METRICS = {
    "binary": ["average_precision", "roc_auc", "log_loss", "brier_score", "f1", "recall"],
    "multiclass": ["macro_f1", "accuracy", "log_loss"],
    "regression": ["mae", "rmse", "r2", "wape"],
}
LOWER = ("log_loss", "brier_score", "mae", "rmse", "wape")
MODEL = {"name": "prod.ml.churn", "version": "14", "uri": "models:/prod.ml.churn/14", "registry": "unityCatalog"}


def request(problem: str, **members: object) -> Request:
    return Request.from_json(
        {
            "kind": KIND,
            "version": VERSION,
            "problem": problem,
            "candidate": MODEL,
            "champion": MODEL,
            "dataSets": [],
            "columns": {"label": "label"},
            "metrics": [metric(name) for name in METRICS[problem]],
            "id": "one",
            **members,
        }
    )


def metric(name: str, *margins: float) -> Json:
    return {"metric": name, "direction": "lower" if name in LOWER else "higher", "margins": list(margins)}


def sample(problem: str, size: int = 600, **members: Any) -> Sample:
    """With weights, units of uneven size and slices."""
    label, candidate, _ = made(problem, "plain", size)
    rng = np.random.default_rng(9)
    champion = candidate[rng.permutation(size)] / 2 + candidate / 2
    unit = np.sort(rng.integers(0, 60, size)).astype(np.int32)
    return replace(
        Sample(
            row=np.arange(size),
            label=label.astype(float),
            candidate=Predictions(candidate),
            champion=Predictions(champion),
            classes={"binary": ("no", "yes"), "multiclass": tuple("abcd")}.get(problem, ()),
            weight=rng.gamma(2, 1, size),
            unit=unit,
            unit_names=tuple(f"customer {i:02}" for i in range(60)),
            groupings=[
                Grouping("slice", "region", ("north", "south"), rng.integers(-1, 2, size).astype(np.int32)),
                Grouping("window", "signup", ("2026-01-01", "2026-02-01"), (unit % 2).astype(np.int32)),
                Grouping("fairness", "age_band", ("old", "young"), rng.integers(0, 2, size).astype(np.int32)),
            ],
        ),
        **members,
    )


def metric_in(result: Json, name: str, group: int = 0) -> Json:
    return next(each for each in result["groups"][group]["metrics"] if each["metric"] == name)


@pytest.mark.parametrize("problem", METRICS)
def test_the_order_in_which_rows_are_read_changes_no_bit(problem: str) -> None:
    rows = sample(problem)
    asked = request(problem, baseline="majority", fairness={"groups": ["age_band"], "rates": ["selection_rate"]})
    expected = json.dumps(reduce_data_set(rows, asked))
    rng = np.random.default_rng(0)
    for _ in range(3):
        assert json.dumps(reduce_data_set(picked(rows, rng.permutation(len(rows.row))), asked)) == expected


@pytest.mark.parametrize("problem", METRICS)
def test_partitions_change_no_bit_of_rows_without_units(problem: str) -> None:
    rows = sample(problem, unit=None, unit_names=())
    expected = json.dumps(reduce_data_set(rows, request(problem)))
    for partitions in (4, 13):
        order = np.argsort(rows.row % partitions, kind="stable")
        assert json.dumps(reduce_data_set(picked(rows, order), request(problem))) == expected


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
    rows = sample("regression")
    poor = Predictions(rows.label[::-1] * 3)
    asked = request("regression", metrics=[metric("r2", 0.02)])
    found = metric_in(reduce_data_set(replace(rows, champion=poor), asked), "r2")
    champion = found["champion"]["value"]
    assert champion < 0
    expected = found["difference"]["estimate"] - 0.02 * abs(champion)
    assert found["difference"]["relative"][0]["estimate"] == pytest.approx(expected)


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


def test_rows_without_weight_are_no_rows_of_the_rarer_class() -> None:
    rows = sample("binary")
    assert rows.weight is not None
    weight = np.where((rows.label == 1) & (rows.row % 2 == 0), 0, rows.weight)
    group = reduce_data_set(replace(rows, weight=weight), request("binary"))["groups"][0]
    assert group["rarerClass"] == int(np.sum((rows.label == 1) & (rows.row % 2 == 1)))


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


def test_above_the_limit_whole_units_are_left_out() -> None:
    rows = sample("binary", 900)
    result = reduce_data_set(rows, request("binary"), most_rows=500)["groups"][0]
    assert rows.unit is not None
    assert 450 < result["rows"] <= 500
    sizes = np.bincount(rows.unit)
    assert result["rows"] in {int(sum(sizes[list(kept)])) for kept in [kept_units(rows, result["units"])]}


def kept_units(rows: Sample, units: int) -> set[int]:
    from groups import in_order

    ordered = in_order(rows)
    assert ordered.unit is not None
    seen = dict.fromkeys(ordered.unit.tolist())
    return set(list(seen)[:units])


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
