"""The grid: each cell is a world under a name."""

from __future__ import annotations

from dataclasses import replace

from worlds import World

METRICS = {
    "binary": ("average_precision", "roc_auc", "log_loss", "brier_score", "f1"),
    "multiclass": ("macro_f1", "accuracy", "log_loss"),
    "regression": ("mae", "mape", "rmse", "r2"),
}
HIGHER = ("average_precision", "roc_auc", "f1", "recall", "macro_f1", "accuracy", "r2")
SIZES = (300, 1_000, 10_000)
CLARITY = 0.8
# Such that about half of the samples of 1,000 rows show the difference.
CLEARER = {"binary": 0.9, "multiclass": 0.87, "regression": 0.84}


def grid() -> dict[str, World]:
    cells = {}
    for problem, metrics in METRICS.items():
        for rows in SIZES:
            for has_units in (False, True):
                equal = World(problem, metrics, rows, has_units, CLARITY, CLARITY)
                name = f"{problem}-{rows}-{'units' if has_units else 'rows'}"
                cells[f"{name}-equal"] = equal
                cells[f"{name}-better"] = replace(equal, candidate=CLEARER[problem])
    for positives in (5, 10, 20, 50):
        metrics = ("average_precision", "roc_auc", "recall")
        cells[f"positives-{positives}"] = World("binary", metrics, 1_000, False, CLARITY, CLARITY, positives)
    for disasters in (1, 3, 10, 30):
        cells[f"disasters-{disasters}"] = World(
            "regression", ("mae",), 1_000, False, CLARITY, CLARITY, disasters=disasters
        )
    return cells
