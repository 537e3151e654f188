"""Rates of decisions by group, and how far they are apart.

Rate of group g among the rows that count (all, or the positive ones): r_g = sum of w h / sum of w, with the influence
psi_i = (h_i - r_g) / (share of the weight that counts) on them and 0 elsewhere. The gap of a model is the largest rate
minus the smallest; its influence is that of these two groups. Noise makes a gap larger, and it has a kink where two
groups change places: a one-sided error of 2.5% can become 5 to 7% when the groups are equal with one model only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from arrays import Flags
from estimate import Estimate
from groups import Group
from interval import interval_of
from measure import check_size, interval_as_json
from numbers_as_json import rounded
from reason import ReasonError
from request import Request
from sample import Grouping
from scored import Scored

FEWEST_ROWS = 30  # Of those that count, for a group to take part.

Json = dict[str, Any]


def fairness_gaps(group: Group, request: Request) -> list[Json]:
    if request.fairness is None:
        return []
    return [
        fairness_gap(group, grouping, rate)
        for grouping in group.sample.groupings
        if grouping.kind == "fairness"
        for rate in request.fairness.rates
    ]


def fairness_gap(group: Group, grouping: Grouping, rate: str) -> Json:
    known = {"column": grouping.column, "rate": rate}
    try:
        check_size(group)
        return {**known, **gaps_of_models(group, grouping, rate)}
    except ReasonError as reason:
        return {**known, "candidate": 0.0, "problem": reason.as_json()}


def gaps_of_models(group: Group, grouping: Grouping, rate: str) -> Json:
    """`widening` is positive when the gap becomes narrower: better is positive here, too."""
    gaps = {who: gap(model, grouping, rate) for who, model in group.compared.items()}
    result: Json = {who: rounded(each.value) for who, each in gaps.items()}
    if "champion" in gaps:
        candidate, champion = gaps["candidate"], gaps["champion"]
        narrowing = Estimate(champion.value - candidate.value, champion.influence - candidate.influence)
        scale = max(candidate.value, champion.value)
        result["widening"] = interval_as_json(interval_of(group.rows, narrowing, scale))
    return result


def gap(of: Scored, grouping: Grouping, rate: str) -> Estimate:
    if len(of.classes) != 2:
        raise ReasonError("RATE_OF_OTHER_PROBLEM", f"'{rate}' is a rate of binary decisions.")
    counting = counting_rows(of, rate)
    decided = of.decisions == 1
    groups = [counting & (grouping.codes == code) for code in range(len(grouping.values))]
    rates = [rate_of(of, each, decided) for each in groups if np.count_nonzero(each) >= FEWEST_ROWS]
    if len(rates) < 2:
        raise ReasonError(
            "TOO_FEW_GROUPS",
            f"{len(rates)} of {len(groups)} groups of '{grouping.column}' have at least {FEWEST_ROWS} rows for this "
            "rate; a gap needs 2.",
        )
    largest = max(rates, key=lambda each: each.value)
    smallest = min(rates, key=lambda each: each.value)
    return Estimate(largest.value - smallest.value, largest.influence - smallest.influence)


def counting_rows(of: Scored, rate: str) -> Flags:
    has_weight = of.rows.share > 0
    if rate == "selection_rate":
        return has_weight
    if rate == "true_positive_rate":
        return np.asarray(has_weight & (of.label == 1))
    raise ReasonError("RATE_UNKNOWN", f"'{rate}' is not known: selection_rate or true_positive_rate.")


def rate_of(of: Scored, counting: Flags, decided: Flags) -> Estimate:
    weight = float(np.sum(of.rows.share[counting]))
    value = float(np.sum(of.rows.share[counting & decided])) / weight
    return Estimate(value, counting * (decided - value) / weight)
