"""From a value in its own unit to a score of 0 to 100: distance between a worst and a best value."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from localsdg.methods import Method, UnitWarning

if TYPE_CHECKING:
    from collections.abc import Mapping

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Values = TypeVar("Values", float, "pd.Series[Any]", pd.DataFrame)


def check_bounds(worst: float, best: float, name: str = "the bounds") -> None:
    """Refuse bounds between which nothing can be placed.

    Raises:
        ValueError: a bound is missing or not a number, or both are equal.
    """
    for word, bound in (("worst", worst), ("best", best)):
        if not math.isfinite(bound):
            raise ValueError(f"{name}: the {word} value is {bound!r}. Give a number, in the unit of the indicator.")
    if worst == best:
        raise ValueError(f"{name}: worst and best are both {worst:g}. They should differ: no score lies between them.")


def _warn_of_shares(values: Numbers, worst: float, best: float, name: str) -> None:
    """Warn when many values look like shares of 1 while the bounds are in per cent."""
    if values.size < 5 or max(abs(worst), abs(best)) < 50 or min(worst, best) < 0:
        return
    highest = np.nanmax(values, initial=-np.inf)
    if 0 < highest <= 1 and np.nanmin(values, initial=np.inf) >= 0:
        warnings.warn(
            f"{name}: all {values.size} values lie between 0 and 1, and the bounds are {worst:g} and {best:g}. "
            "If the values are shares of 1, multiply them by 100.",
            UnitWarning,
            stacklevel=4,
        )


def scores_between(values: Numbers, worst: Numbers | float, best: Numbers | float, *, cap: bool) -> Numbers:
    """Compute scores without any check; values and bounds are arrays that fit together."""
    scores: Numbers = (values - worst) * (100 / (best - worst))
    if cap:
        np.clip(scores, 0, 100, out=scores)
    return scores


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
        ValueError: a bound is missing, or both are equal.
        TypeError: the values are not numbers.

    Warns:
        UnitWarning: five or more values all lie between 0 and 1 while the bounds are in per cent.

    Source: Sustainable Development Report (SDSN), 2018 method paper, pages 8 to 11: the same rule with bounds of its
        own.
    """
    check_bounds(worst, best)
    if isinstance(values, pd.DataFrame | pd.Series):
        name = "values" if isinstance(values, pd.DataFrame) else str(values.name or "values")
        try:
            numbers = values.to_numpy(dtype="float64", na_value=np.nan)
        except (TypeError, ValueError) as error:
            raise TypeError(f"{name}: not all values are numbers ({error}). Check the table before scoring.") from None
        _warn_of_shares(numbers, worst, best, name)
        scores = scores_between(numbers, worst, best, cap=cap)
        if isinstance(values, pd.DataFrame):
            return pd.DataFrame(scores, index=values.index, columns=values.columns)
        return pd.Series(scores, index=values.index, name=values.name)
    if isinstance(values, bool | str) or not isinstance(values, int | float | np.number):
        raise TypeError(f"values is {values!r}: give a number, a Series or a DataFrame.")
    return float(scores_between(np.array([values], dtype="float64"), worst, best, cap=cap)[0])


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
        ValueError: a column has no bounds, or its bounds cannot be used.
        TypeError: a column does not hold numbers.

    Warns:
        UnitWarning: as :func:`normalise`.
    """
    without = [str(column) for column in table.columns if column not in bounds]
    if without:
        raise ValueError(f"No bounds for {', '.join(without)}. Give the worst and the best value of each column.")
    worst = np.empty(table.shape[1])
    best = np.empty(table.shape[1])
    for position, column in enumerate(table.columns):
        worst[position], best[position] = bounds[column]
        check_bounds(worst[position], best[position], str(column))
    try:
        numbers = table.to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise TypeError(f"The table holds something that is not a number ({error}). Check it before scoring.") from None
    for position, column in enumerate(table.columns):
        _warn_of_shares(numbers[:, position], worst[position], best[position], str(column))
    return pd.DataFrame(scores_between(numbers, worst, best, cap=cap), index=table.index, columns=table.columns)


METHODS = (
    Method(
        name="localsdg.monitoring.normalise",
        title="Score between a worst and a best value",
        formula=r"s = 100 \cdot \frac{x - x_{worst}}{x_{best} - x_{worst}}, \quad 0 \le s \le 100",
        unit="score, 0 to 100",
        source="SDSN, Sustainable Development Report, method paper (Lafortune and others)",
        version="2018, pages 8 to 11",
        lesson="3.3",
        note="The bounds decide. State them, with their source, beside every score.",
    ),
)
