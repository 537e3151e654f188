"""What the tests share: rows of each problem, requests, and a look at the result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from request import KIND, VERSION, Request
from sample import Grouping, Predictions, Sample

Json = dict[str, Any]
Values = Any

CLASSES = 4


def proba_of(rng: np.random.Generator, label: Values) -> Values:
    scores = rng.normal(0, 1, (len(label), CLASSES))
    scores[np.arange(len(label)), label] += 1
    shares = np.exp(scores)
    return shares / shares.sum(axis=1, keepdims=True)


def made(problem: str, case: str, size: int = 400) -> tuple[Values, Values, Values]:
    """Label, scores and weights; with ties, uneven weights, and weights of 0."""
    rng = np.random.default_rng(7)
    label: Values
    if problem == "binary":
        label = (rng.random(size) < 0.3).astype(np.int32)
        scores = 1 / (1 + np.exp(-(rng.normal(0, 1, size) + 1.5 * label - 1)))
    elif problem == "multiclass":
        label = rng.integers(0, CLASSES, size).astype(np.int32)
        scores = proba_of(rng, label)
    else:
        label = rng.lognormal(1, 0.7, size)
        scores = label * rng.lognormal(0, 0.3, size)
    if case == "ties" and problem != "multiclass":
        scores = np.clip(np.round(scores, 1), 0.1, None if problem == "regression" else 0.9)
    weights = {"weights": rng.gamma(1, 1, size), "zeros": rng.integers(0, 3, size).astype(float)}
    return label, scores, weights.get(case, np.ones(size))


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
