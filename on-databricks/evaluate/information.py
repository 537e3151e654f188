"""What helps to understand a comparison and decides nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from calibration import calibration_error
from curves import curves_of
from groups import Group
from measure import check_size
from numbers_as_json import rounded
from reason import ReasonError
from scored import Scored
from shift import shifts

Json = dict[str, Any]


def information_of(group: Group, problem: str) -> Json:
    """Nothing of a group that is too small to measure."""
    try:
        check_size(group)
    except ReasonError:
        return {"shift": [], "curves": []}
    models = list(group.compared.values())
    result: Json = {
        "shift": shifts(group.sample),
        "curves": [each for model in models for each in curves(model, problem)],
    }
    if problem != "regression" and len(models) == 2:
        result["rowsThatFlip"] = flips(*models)
    if problem == "binary" and group.sample.candidate.scores is not None:
        result["calibrationError"] = {
            model.who: rounded(calibration_error(model)) for model in models if model.predictions.scores is not None
        }
    return result


def curves(model: Scored, problem: str) -> list[Json]:
    try:
        return curves_of(model, problem)
    except ReasonError:
        return []


def flips(candidate: Scored, champion: Scored) -> dict[str, int]:
    is_right, was_right = candidate.decisions == candidate.label, champion.decisions == champion.label
    return {
        "wrongToRight": int(np.count_nonzero(is_right & ~was_right)),
        "rightToWrong": int(np.count_nonzero(was_right & ~is_right)),
    }
