"""The metrics by problem, and the names that are refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

import losses
import ranks
import regression
from decisions import (
    accuracy,
    balanced_accuracy,
    f1,
    macro_f1,
    macro_precision,
    macro_recall,
    mcc,
    metric_of_decisions,
    precision,
    recall,
    weighted_f1,
)
from estimate import Estimate
from reason import ReasonError
from scored import Scored

Estimator = Callable[[Scored], Estimate]

OF_DECISIONS: dict[str, Estimator] = {
    each.__name__: metric_of_decisions(each)
    for each in (
        accuracy,
        balanced_accuracy,
        f1,
        macro_f1,
        macro_precision,
        macro_recall,
        mcc,
        precision,
        recall,
        weighted_f1,
    )
}


def decisions(*names: str) -> dict[str, Estimator]:
    return {name: OF_DECISIONS[name] for name in names}


OF_PROBABILITIES: dict[str, Estimator] = {"log_loss": losses.log_loss, "brier_score": losses.brier_score}
METRICS: dict[str, dict[str, Estimator]] = {
    "binary": {
        "average_precision": lambda of: ranks.average_precision(of.ranked),
        "roc_auc": lambda of: ranks.roc_auc(of.ranked),
        **decisions("precision", "recall", "f1", "accuracy", "balanced_accuracy", "mcc"),
        **OF_PROBABILITIES,
    },
    "multiclass": {
        **decisions("accuracy", "balanced_accuracy", "mcc"),
        **decisions("macro_f1", "weighted_f1", "macro_recall", "macro_precision"),
        **OF_PROBABILITIES,
    },
    "regression": {
        "rmse": regression.rmse,
        "mae": regression.mae,
        "mse": regression.mse,
        "pinball_loss": regression.pinball_loss,
        "mape": regression.mape,
        "wape": regression.wape,
        "r2": regression.r2,
    },
}
REFUSED = {
    "median_absolute_error": "a median has no influence values of this kind. Use mae",
    **dict.fromkeys(("ndcg", "map", "mrr", "hit_rate"), "it judges rankings, and these are not compared yet"),
    **dict.fromkeys(("mase", "smape"), "it judges forecasts, and these are not compared yet"),
}


def estimator_of(metric: str, problem: str) -> Estimator:
    found = METRICS[problem].get(metric)
    if found is not None:
        return found
    if metric in REFUSED:
        raise ReasonError("METRIC_REFUSED", f"Metric '{metric}' is not compared: {REFUSED[metric]}.")
    others = [each for each, names in METRICS.items() if metric in names]
    if others:
        raise ReasonError("METRIC_OF_OTHER_PROBLEM", f"Metric '{metric}' is for {others[0]}, not for {problem}.")
    known = ", ".join(METRICS[problem])
    raise ReasonError(
        "METRIC_UNKNOWN", f"Metric '{metric}' is not known, and own ones are not compared yet. Known: {known}."
    )
