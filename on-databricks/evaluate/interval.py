"""Standard error, effective degrees of freedom and interval, from influence values.

T_u = sum of w_i psi_i / W over the rows of unit u, h_u = W_u / W, G units. With the leverage of uneven units,

    T'_u = T_u / (1 - h_u),   SE^2 = (G - 1) / G * sum of T'_u^2,

which for a mean is the jackknife that leaves out one unit at a time. The degrees of freedom follow from the kurtosis
of the totals (Satterthwaite, 1946), so that few units, few positives or few outliers widen the interval:

    df = min(G - 1, 2 / (sum T'^4 / (sum T'^2)^2 - 1 / G)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from estimate import Estimate
from reason import ReasonError
from rows import Rows
from scipy.special import ndtri, stdtr, stdtrit

CONFIDENCE = 0.95
# A true difference of so many standard errors shows in 80% of samples, one-sided at 2.5%.
DETECTABLE = float(ndtri(0.975) + ndtri(0.8))
# A standard error below this share of the value is rounding: all rows differ by the same.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Interval:
    estimate: float
    standard_error: float
    degrees_of_freedom: float  # 0 when the standard error is 0.
    largest_share: float  # Of the variance, by one unit.
    largest_unit: int  # Its position.

    @property
    def half_width(self) -> float:
        if self.standard_error == 0:
            return 0.0
        quantile = float(stdtrit(self.degrees_of_freedom, (1 + CONFIDENCE) / 2))
        return quantile * self.standard_error

    @property
    def p_worse(self) -> float:
        """Of a difference this bad when the truth is 0; 1 without spread, as nothing is proved then."""
        return self.p_value(-self.estimate)

    @property
    def p_better(self) -> float:
        return self.p_value(self.estimate)

    def p_value(self, gain: float) -> float:
        if self.standard_error == 0:
            return 1.0
        return float(stdtr(self.degrees_of_freedom, -gain / self.standard_error))


def interval_of(rows: Rows, estimate: Estimate, scale: float) -> Interval:
    """`scale` is the size of the numbers that were subtracted, to tell spread from rounding."""
    units = rows.units
    totals = rows.unit_totals(estimate.influence)
    totals /= 1 - rows.unit_share
    totals *= totals
    squares = float(np.sum(totals))
    if not np.isfinite(squares):
        raise ReasonError("NOT_FINITE", "The spread is not a finite number: a value or one unit's weight is too large.")
    standard_error = float(np.sqrt((units - 1) / units * squares))
    if standard_error <= ROUNDING * scale:
        return Interval(estimate.value, 0.0, 0.0, 0.0, 0)
    largest = int(np.argmax(totals))
    largest_share = float(totals[largest]) / squares
    totals /= squares  # Before they are squared again: tiny values would underflow.
    totals *= totals
    kurtosis = float(np.sum(totals)) - 1 / units
    degrees = min(units - 1, 2 / kurtosis) if kurtosis > 0 else units - 1
    return Interval(estimate.value, standard_error, float(degrees), largest_share, largest)
