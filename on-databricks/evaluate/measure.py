"""A metric on the rows of a group: each model's estimate, and the paired difference with its interval.

Both models are judged on the same rows, so the difference is one vector of influence values, d_i = psi1_i - psi0_i,
and its spread takes into account how alike the models are. Positive is better.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from estimate import Estimate
from groups import Group
from interval import DETECTABLE, Interval, interval_of
from metrics import OF_DECISIONS, Estimator, estimator_of
from numbers_as_json import rounded
from reason import ReasonError
from request import Metric
from rows import Rows
from scored import Scored

FEWEST_ROWS = 20
FEWEST_UNITS = 10
NAMED_FROM = 0.2  # Share of the variance.
# A margin in percent of a champion so near to 0, in standard errors, has no meaning.
FEWEST_STANDARD_ERRORS = 3

Json = dict[str, Any]


def measured(metric: Metric, problem: str, group: Group) -> Json:
    known = {"metric": metric.name, "direction": metric.direction}
    try:
        check_size(group)
        # What overflows is not finite in the end, and refused there.
        with np.errstate(all="ignore"):
            return {**known, **numbers(metric, problem, group)}
    except ReasonError as reason:
        return {**known, "problem": reason.as_json()}


def check_size(group: Group) -> None:
    rows = group.rows
    if rows.units == 0:
        raise ReasonError("NO_ROWS", "There are no rows." if rows.count == 0 else "All weights are 0.")
    if rows.count < FEWEST_ROWS:
        raise ReasonError("TOO_FEW_ROWS", f"{rows.count} rows are too few for an interval: at least {FEWEST_ROWS}.")
    if rows.units < FEWEST_UNITS:
        raise ReasonError("TOO_FEW_UNITS", f"{rows.units} units are too few for an interval: at least {FEWEST_UNITS}.")


def numbers(metric: Metric, problem: str, group: Group) -> Json:
    estimator = estimator_of(metric.name, problem)
    models = group.compared
    estimates = {who: estimator(model) for who, model in models.items()}
    result: Json = {who: estimate_as_json(group.rows, each) for who, each in estimates.items()}
    if "champion" in models:
        result["difference"] = difference(metric, group, estimates["candidate"], estimates["champion"])
        if metric.name in OF_DECISIONS:
            result["difference"]["discordantRows"] = discordant_rows(metric, models["candidate"], models["champion"])
    baseline = baseline_estimate(group, estimator)
    if baseline is not None:
        result["baseline"] = estimate_as_json(group.rows, baseline)
        result["againstBaseline"] = difference(metric, group, estimates["candidate"], baseline)
    return result


def estimate_as_json(rows: Rows, estimate: Estimate) -> Json:
    spread = interval_of(rows, estimate, abs(estimate.value))
    return {"value": rounded(estimate.value), "standardError": rounded(spread.standard_error)}


def baseline_estimate(group: Group, estimator: Estimator) -> Estimate | None:
    """A guess may have no value, such as the precision of never saying yes; the models still have theirs."""
    if "baseline" not in group.models:
        return None
    try:
        return estimator(group.models["baseline"])
    except ReasonError:
        return None


def difference(metric: Metric, group: Group, candidate: Estimate, champion: Estimate) -> Json:
    """D = sign (theta1 - theta0)."""
    scale = max(abs(candidate.value), abs(champion.value))
    gain = Estimate(
        metric.sign * (candidate.value - champion.value), metric.sign * (candidate.influence - champion.influence)
    )
    found = interval_of(group.rows, gain, scale)
    result = {
        **interval_as_json(found),
        "pWorse": rounded(found.p_worse),
        "pBetter": rounded(found.p_better),
        "minimumDetectable": rounded(DETECTABLE * found.standard_error),
        "largestUnitShare": rounded(found.largest_share),
        "relative": relative(metric, group, gain, champion),
    }
    if found.largest_share > NAMED_FROM:
        result["largestUnit"] = group.name_of_unit(found.largest_unit)
    return result


def relative(metric: Metric, group: Group, gain: Estimate, champion: Estimate) -> list[Json]:
    """D - r |theta0| for each margin r in percent, without dividing: psi = d - r sgn(theta0) psi0. None near 0."""
    size = abs(champion.value)
    if not metric.margins or size == 0:
        return []
    if size < FEWEST_STANDARD_ERRORS * interval_of(group.rows, champion, size).standard_error:
        return []
    towards = np.sign(champion.value) * champion.influence
    found = []
    for of in metric.margins:
        beyond = Estimate(gain.value - of * size, gain.influence - of * towards)
        found.append({"of": of, **interval_as_json(interval_of(group.rows, beyond, size))})
    return found


def interval_as_json(found: Interval) -> Json:
    return {
        "estimate": rounded(found.estimate),
        "standardError": rounded(found.standard_error),
        "degreesOfFreedom": rounded(found.degrees_of_freedom),
        "lower": rounded(found.estimate - found.half_width),
        "upper": rounded(found.estimate + found.half_width),
    }


def discordant_rows(metric: Metric, candidate: Scored, champion: Scored) -> int:
    """Recall sees the positive rows only."""
    differ = candidate.decisions != champion.decisions
    if metric.name == "recall":
        differ &= candidate.label == 1
    return int(np.count_nonzero(differ))
