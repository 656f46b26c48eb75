"""The dashboard colours of the Sustainable Development Report: what an average hides.

Each indicator is placed on a scale of 0 to 3 through four values: lower bound 0, red threshold 1, green threshold 2,
upper bound 3, with straight lines between them; where a threshold lies beyond its bound, that line is missing. The
border between yellow and orange is 1.5. A goal is judged by its two worst indicators. Source: SDSN, method paper of the
2018 index, page 9; 2019 European index, page 53.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import (
    figures,
    figures_by_row,
    is_missing,
    is_number,
    listed,
    number,
    number_or_missing,
    shown,
)
from localsdg.core.methods import Verdict, helper, method, told_apart, warn_of_left_out

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Thresholds", "colour_scale", "goal_colour", "indicator_colour"]

Colour = Literal["green", "yellow", "orange", "red", "grey"]

METHOD = "SDSN dashboard colours, 2018 method paper, page 9"


@dataclass(frozen=True)
class Thresholds:
    """The four values of an indicator through which its colour scale runs, all in the indicator's unit.

    A threshold may lie at or beyond its bound, as some of the Sustainable Development Report do: then the part of the
    scale between the two is missing, and the threshold alone decides the colour.

    Raises:
        ValueError: one is missing, ``worst`` and ``best`` are equal, or ``green`` does not lie beyond ``red`` in the
            direction from ``worst`` to ``best``.
        TypeError: one is no number.
    """

    worst: float
    red: float
    green: float
    best: float

    def __post_init__(self) -> None:
        for name in ("worst", "red", "green", "best"):
            limit = number(getattr(self, name), f"Thresholds: {name}", "a number in the indicator's unit")
            object.__setattr__(self, name, limit)
        up = np.sign(self.best - self.worst)
        if not up or np.sign(self.green - self.red) != up:
            raise ValueError(
                f"Thresholds: worst is {self.worst:.15g}, red {self.red:.15g}, green {self.green:.15g} and best "
                f"{self.best:.15g}. Green should differ from red in the direction in which best differs from worst."
            )


@helper
def colour_scale(values: float | Sequence[float] | pd.Series[Any], thresholds: Thresholds) -> pd.Series[float]:
    """Place values on the scale of 0 to 3; values beyond the bounds are 0 or 3, missing ones stay missing.

    Args:
        values: one number, a list or a Series, in the indicator's unit.
        thresholds: the four values of the indicator.

    Raises:
        ValueError: no value can be used.
        TypeError: no value is a number, or no thresholds.

    Warns:
        LeftOutWarning: a value of several is infinite or no number: it has no place.
    """
    _check(thresholds)
    one = is_number(values) or is_missing(values)
    series = (
        values if isinstance(values, pd.Series) else pd.Series([values] if one else listed(values, "values", "numbers"))
    )
    numbers, reasons = figures_by_row(series, "values", "a number in the indicator's unit")
    warn_of_left_out(reasons, "value", stacklevel=2)
    up = np.sign(thresholds.best - thresholds.worst)
    points = [(thresholds.red, 1.0), (thresholds.green, 2.0)]
    if up * (thresholds.red - thresholds.worst) > 0:
        points.insert(0, (thresholds.worst, 0.0))
    if up * (thresholds.best - thresholds.green) > 0:
        points.append((thresholds.best, 3.0))
    given, positions = zip(*points, strict=True)
    # Rounded, so that a value halfway between two thresholds lies at the border of two colours.
    found = np.interp(up * numbers, up * np.array(given), positions).round(9)
    found[up * numbers < up * given[0]] = 0.0
    found[up * numbers > up * given[-1]] = 3.0
    return pd.Series(found, index=series.index, name=series.name)


def _check(thresholds: object) -> None:
    if not isinstance(thresholds, Thresholds):
        raise TypeError(f"thresholds is {shown(thresholds)}: make them with Thresholds(worst, red, green, best).")


def _colour(position: float) -> Colour:
    if position >= 2:
        return "green"
    if position >= 1.5:
        return "yellow"
    return "orange" if position >= 1 else "red"


@helper
def indicator_colour(value: float, thresholds: Thresholds) -> Verdict:
    """Give the colour of one indicator; the verdict's value is its position on the scale of 0 to 3. No value is grey.

    Raises:
        ValueError: an infinite value.
        TypeError: no number, or no thresholds.
    """
    value = number_or_missing(value, "value", "one number")
    position = float(colour_scale(value, thresholds).iloc[0])
    if math.isnan(position):
        return Verdict(None, "grey", "There is no value.", METHOD)
    words = {
        "green": f"at or beyond the green threshold of {thresholds.green:.15g}",
        "yellow": f"in the better half between red ({thresholds.red:.15g}) and green ({thresholds.green:.15g})",
        "orange": f"in the worse half between red ({thresholds.red:.15g}) and green ({thresholds.green:.15g})",
        "red": f"on the wrong side of the red threshold of {thresholds.red:.15g}",
    }
    colour = _colour(position)
    return Verdict(position, colour, f"{value:.15g} is {words[colour]}.", METHOD)


@method(
    title="Dashboard colour of a goal",
    formula=r"m = \tfrac{1}{2}(c_{(1)} + c_{(2)}), \quad c = 0, 1, 2, 3 \text{ at worst, red, green, best}",
    unit="green, yellow, orange, red or grey",
    source="SDSN, method paper of the 2018 index, page 9; European index 2019, page 53",
    version="2018",
    lesson="3.5",
    note="Judged by the two worst indicators, so a good mean can be orange.",
)
def goal_colour(positions: Sequence[float]) -> Verdict:
    """Give the colour of a goal from the positions of its indicators on the scale of 0 to 3.

    The mean of the two worst decides. The goal is green only if both are green, and red only if both are red. With one
    indicator, its own colour counts. Grey when fewer than half of the indicators have a value. That a goal with one
    red indicator and a mean below 1 is orange is our reading of the text.

    Args:
        positions: one number of 0 to 3 for each indicator of the goal, NaN where there is no value.

    Raises:
        ValueError: no indicators, or a position outside 0 to 3.
        TypeError: no list, or a position that is no number.
    """
    numbers = figures(
        positions, "positions", "a position between 0 and 3 (use colour_scale first)", least=0, most=3, gaps=True
    )
    if numbers.size == 0:
        raise ValueError("A goal without indicators has no colour: give at least one position.")
    there = np.sort(numbers[~np.isnan(numbers)])
    if there.size < numbers.size / 2:
        return Verdict(None, "grey", f"Only {there.size} of {numbers.size} indicators have a value.", METHOD)
    if numbers.size == 1 or there.size == 1:
        only = float(there[0])
        return Verdict(only, _colour(only), f"One indicator, at {told_apart(only, 2, 1, 2, 3)} of 3.", METHOD)
    worst, next_worst = float(there[0]), float(there[1])
    mean = round((worst + next_worst) / 2, 9)
    first, second = told_apart(worst, 2, next_worst, 1, 2, 3), told_apart(next_worst, 2, worst, 1, 2, 3)
    reason = f"The two worst indicators lie at {first} and {second} of 3; their mean is {told_apart(mean, 2, 1, 2, 3)}"
    if worst >= 2:
        return Verdict(mean, "green", f"{reason}, and both are green.", METHOD)
    if next_worst < 1:
        return Verdict(mean, "red", f"{reason}, and both are red.", METHOD)
    if mean >= 2:
        return Verdict(mean, "yellow", f"{reason}, but one is not green.", METHOD)
    if mean < 1:
        return Verdict(mean, "orange", f"{reason}, but only one is red.", METHOD)
    return Verdict(mean, _colour(mean), f"{reason}.", METHOD)
