"""From a value in its own unit to a score of 0 to 100: distance between a worst and a best value."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np
import pandas as pd

from localsdg.core.arguments import (
    choice,
    figures_by_row,
    listed,
    mapping,
    number,
    number_or_missing,
    shown_name,
    truth,
)
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import LeftOutWarning, UnitWarning, helper, method, warn_of_left_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from localsdg.core.arguments import Numbers

__all__ = ["best_five", "bounds_from_values", "normalise", "normalise_table"]

BEST = 5  # values whose mean is a best value
SDSN_TAIL = 2.5  # percent of the values that lie beyond the worst one
MANY = 5  # values from which a likely mix-up of units is worth saying
HAIR = 1e-12  # part of a number by which two differ that are equal but for the rounding of floats
Values = TypeVar("Values", float, "pd.Series[Any]", pd.DataFrame)


def are_equal(low: float, high: float) -> bool:
    """Return whether no score lies between two numbers: they are equal, or but for the rounding of floats."""
    return math.isclose(low, high, rel_tol=HAIR) or math.isinf(100 / (high - low))


def check_bounds(worst: float, best: float, name: str = "the bounds") -> tuple[float, float]:
    """Return bounds as numbers; refuse those between which nothing can be placed.

    Raises:
        ValueError: a bound is missing or infinite, or both are equal.
        TypeError: a bound is no number.
    """
    low, high = (
        number(bound, f"{name}: {word}", "a number, in the unit of the indicator")
        for word, bound in (("worst", worst), ("best", best))
    )
    if are_equal(low, high):
        raise ValueError(f"{name}: worst and best are both {low:.15g}. They should differ: no score lies between them.")
    return low, high


def _warn_of_shares(values: Numbers, worst: float, best: float, name: str) -> None:
    """Warn when many values look like shares of 1 while the bounds are in percent, or the other way round."""
    if values.size < MANY or min(worst, best) < 0 or 1 < max(worst, best) < 50:
        return
    lowest, highest = np.nanmin(values, initial=np.inf), np.nanmax(values, initial=-np.inf)
    if lowest < 0:
        return
    hint = ""
    if max(worst, best) > 1 and 0 < highest <= 1:
        hint = "lie between 0 and 1, and the bounds are {}. If the values are shares of 1, multiply them by 100."
    elif max(worst, best) <= 1 < highest <= 100 and np.nanmedian(values) > 1:
        hint = "lie between 0 and 100, and the bounds are {}. If the values are percent, divide them by 100."
    if hint:
        bounds = f"{worst:.15g} and {best:.15g}"
        warnings.warn(f"{name}: all {values.size} values {hint.format(bounds)}", UnitWarning, stacklevel=4)


def scores_between(values: Numbers, worst: Numbers | float, best: Numbers | float, *, cap: bool) -> Numbers:
    """Compute scores without any check; values and bounds are arrays that fit together."""
    scores: Numbers = (values - worst) * (100 / (best - worst))
    if cap:
        np.clip(scores, 0, 100, out=scores)
    return scores


@method(
    title="Score between a worst and a best value",
    formula=r"s = 100 \cdot \frac{x - x_{worst}}{x_{best} - x_{worst}}, \quad 0 \le s \le 100",
    unit="score, 0 to 100",
    source="SDSN, Sustainable Development Report, method paper (Lafortune and others)",
    version="2018, pages 8 to 11",
    lesson="3.5",
    note="The bounds decide. State them, with their source, beside every score.",
)
def normalise(values: Values, *, worst: float, best: float, cap: bool = True) -> Values:
    """Place values between the worst and the best value, as a score of 0 to 100.

    The direction follows from the bounds: where less is better, ``worst`` is the larger number. A missing value stays
    missing.

    Args:
        values: one number, a Series or a DataFrame, in the unit of the bounds.
        worst: the value that scores 0.
        best: the value that scores 100.
        cap: whether values beyond the bounds score 0 or 100; without it they lie outside 0 to 100.

    Returns:
        Scores in the form of ``values``.

    Raises:
        ValueError: a bound is missing, both are equal, or no value can be used.
        TypeError: the bounds, or all values of a column, are not numbers.

    Warns:
        LeftOutWarning: a value of several is infinite or no number: it has no score.
        UnitWarning: five or more values all lie between 0 and 1 while the bounds are in percent, or most of them lie
            between 1 and 100 while the bounds are shares of 1.
    """
    low, high = check_bounds(worst, best)
    if isinstance(values, pd.DataFrame | pd.Series):
        if isinstance(values, pd.DataFrame):
            name, numbers = "values", usable(as_table(values, "values", "numbers"), "score")
        else:
            name = shown_name(values.name) if values.name is not None else "values"
            numbers, reasons = figures_by_row(values, name)
            warn_without(reasons.values(), "score", stacklevel=3)
        _warn_of_shares(numbers, low, high, name)
        scores = scores_between(numbers, low, high, cap=truth(cap, "cap"))
        if isinstance(values, pd.DataFrame):
            return pd.DataFrame(scores, index=values.index, columns=values.columns)
        return pd.Series(scores, index=values.index, name=values.name)
    one = number_or_missing(values, "values", "a number, a Series or a DataFrame")
    return float(scores_between(np.array([one]), low, high, cap=truth(cap, "cap"))[0])


def usable(
    table: pd.DataFrame,
    what: str,
    wanted: str = "a number",
    *,
    least: float = -math.inf,
    most: float = math.inf,
    stacklevel: int = 3,
) -> Numbers:
    """Return the numbers of a table; a value that cannot be used is a gap, and a warning names the first one.

    Raises:
        ValueError: no value of a column can be used.
        TypeError: the same.
    """
    numbers: Numbers = np.empty(table.shape)
    reasons: list[str] = []
    for position, column in enumerate(table.columns):
        name = shown_name(column)
        numbers[:, position], found = figures_by_row(table.iloc[:, position], name, wanted, least=least, most=most)
        reasons += found.values()
    warn_without(reasons, what, stacklevel=stacklevel + 1)
    return numbers


def warn_without(reasons: Collection[str], what: str, *, stacklevel: int) -> None:
    """Warn that values cannot be used: why the first of them, and how many more have no score, or no rank."""
    if reasons:
        count = len(reasons) - 1
        others = "" if not count else " Neither has one more." if count == 1 else f" Neither have {count} more."
        first = next(iter(reasons))
        warnings.warn(f"{first} It has no {what}.{others}", LeftOutWarning, stacklevel=stacklevel)


@helper
def normalise_table(
    table: pd.DataFrame, bounds: Mapping[str, tuple[float, float]], *, cap: bool = True
) -> pd.DataFrame:
    """Score a table with one column for each indicator, each with its own bounds.

    Args:
        table: one row for each place (or place and year), one column for each indicator.
        bounds: by indicator, the worst and the best value, in this order.
        cap: whether values beyond the bounds score 0 or 100.

    Returns:
        Scores of 0 to 100, with the rows and columns of ``table``.

    Raises:
        ValueError: a column has no bounds or stands twice, its bounds cannot be used, or no value in it can.
        TypeError: not a table, or a column does not hold numbers.

    Warns:
        LeftOutWarning: a value is infinite or no number: it has no score.
        UnitWarning: as :func:`normalise`.
    """
    as_table(table, "table", "one column for each indicator")
    known = mapping(bounds, "bounds", "the worst and the best value of each indicator")
    without = [shown_name(column) for column in table.columns if column not in known]
    if without:
        raise ValueError(f"No bounds for {', '.join(without)}. Give the worst and the best value of each column.")
    worst, best = np.empty(table.shape[1]), np.empty(table.shape[1])
    for position, column in enumerate(table.columns):
        pair = listed(known[column], f"Bounds of {shown_name(column)}", "two numbers, the worst and the best value")
        if len(pair) != 2:
            raise ValueError(
                f"Bounds of {shown_name(column)}: {len(pair)} numbers. Give two, the worst and the best value."
            )
        worst[position], best[position] = check_bounds(pair[0], pair[1], shown_name(column))
    numbers = usable(table, "score")
    for position, column in enumerate(table.columns):
        _warn_of_shares(numbers[:, position], worst[position], best[position], shown_name(column))
    return pd.DataFrame(
        scores_between(numbers, worst, best, cap=truth(cap, "cap")), index=table.index, columns=table.columns
    )


Wanted = Literal["increase", "decrease"]


def percentile_pair(values: Numbers, tail: float) -> tuple[float, float]:
    """Return the values below and above which the tail lies, in percent; gaps are left out."""
    low, high = np.percentile(values[~np.isnan(values)], [tail, 100 - tail], method="linear")
    return float(low), float(high)


def _known(values: object, least: int) -> Numbers:
    numbers, reasons = figures_by_row(values, "values")
    warn_of_left_out(reasons, "value", stacklevel=3)
    known: Numbers = numbers[~np.isnan(numbers)]
    if len(known) < least:
        counted = "1 number" if len(known) == 1 else f"{len(known)} numbers"
        raise ValueError(f"values has {counted}: give {least} or more.")
    return known


@method(
    title="Bounds from data",
    formula=r"x_{worst}, x_{best} = P_{t}, P_{100 - t}",
    unit="the unit of the values",
    source="SDSN, Sustainable Development Report, method paper (Lafortune and others), for the worst value",
    version="2018, page 19; the same at the good end is a convention of this course",
    lesson="3.5",
    note="Bounds from data change with the places that are compared. Bounds from a target do not.",
)
def bounds_from_values(
    values: Sequence[float] | pd.Series[Any], *, wanted: Wanted, tail: float = SDSN_TAIL
) -> tuple[float, float]:
    """Take the worst and the best value from the data themselves.

    Between ordered values a percentile is interpolated on a straight line. Some reports take an observed value instead:
    that on 105 cities of the United States (SDSN, 2019) takes the third worst. Where the worst values lie far apart,
    this can move a score by some points.

    Args:
        values: one for each place; missing ones are left out.
        wanted: "increase" where more is better, "decrease" where less is.
        tail: percent of the values that lie beyond each bound, from 0 to less than 50; with 0 the bounds are the least
            and the greatest value.

    Returns:
        The worst and the best value, in this order, as :func:`normalise` takes them.

    Raises:
        ValueError: fewer than two values, all values are equal, another word for ``wanted``, or a tail outside 0 to 50.
        TypeError: not a list, or nothing in it is a number.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.

    Example:
        >>> bounds_from_values([10, 20, 30, 40, 50], wanted="increase", tail=0)
        (10.0, 50.0)
    """
    known = _known(values, 2)
    choice(wanted, "wanted", ("increase", "decrease"))
    low, high = percentile_pair(known, number(tail, "tail", "percent, from 0 to less than 50", least=0, most=49.999))
    low, high = check_bounds(low, high, "The bounds from values")
    return (low, high) if wanted == "increase" else (high, low)


@method(
    title="Best value as the mean of the best five",
    formula=r"x_{best} = \frac{1}{5} \sum_{i=1}^{5} x_{(i)}",
    unit="the unit of the values",
    source="SDSN, Sustainable Development Report, method paper (Lafortune and others)",
    version="2018, page 11",
    lesson="3.5",
    note="SDSN takes it only where no target of the Agenda, no universal access and no limit of science gives a value.",
)
def best_five(values: Sequence[float] | pd.Series[Any], *, wanted: Wanted) -> float:
    """Return the mean of the five best values.

    Args:
        values: one for each place, five or more; missing ones are left out.
        wanted: "increase" where more is better, "decrease" where less is.

    Raises:
        ValueError: fewer than five values, or another word for ``wanted``.
        TypeError: not a list, or nothing in it is a number.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.

    Example:
        >>> best_five([10, 20, 30, 40, 50, 60], wanted="decrease")
        30.0
    """
    known = np.sort(_known(values, BEST))
    best = known[:BEST] if choice(wanted, "wanted", ("increase", "decrease")) == "decrease" else known[-BEST:]
    return float(best.mean())
