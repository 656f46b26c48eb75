"""How far a value is from its target, and what part of the way is done: two plain figures, before any verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from localsdg.core.arguments import choice, number, number_or_missing
from localsdg.core.methods import method

__all__ = ["TargetDistance", "distance_to_target"]


@dataclass(frozen=True)
class TargetDistance:
    """What is missing to a target.

    Attributes:
        units: what is missing, in the unit of the indicator; 0 where the target is reached.
        way: the part of the way from base to target that is done: 1 is all of it, a number below 0 the wrong way.
            None without a base, or where base and target are equal.
    """

    units: float
    way: float | None


@method(
    title="Distance to a target",
    formula=r"d = \max(0,\; y_T - y_t), \quad w = \frac{y_t - y_0}{y_T - y_0}",
    unit="unit of the indicator; part of the way",
    source="Convention of this course, in lesson 3.3 and in the review",
    version="first, of November 2026",
    lesson="3.3",
    note="For a value that should fall, y_t - y_T; for one that should come close to its target, |y_t - y_T|.",
)
def distance_to_target(
    *,
    last: float,
    target: float,
    wanted: Literal["increase", "decrease", "value"],
    base: float | None = None,
) -> TargetDistance:
    """Say how far the latest value is from its target.

    Args:
        last: latest value, in the unit of the indicator.
        target: value to reach.
        wanted: "increase", "decrease", or "value" where it should come close to the target, such as 100 % of a budget.
        base: base value, for the part of the way.

    Raises:
        ValueError: a number that is missing or infinite, or another wish.
        TypeError: something that is no number.

    Example:
        >>> distance_to_target(base=40, last=52, target=80, wanted="increase")
        TargetDistance(units=28.0, way=0.3)
    """
    now = number(last, "last", "the latest value")
    aim = number(target, "target", "the value to reach")
    start = number_or_missing(base, "base", "the base value, or None")
    sign = {"increase": 1, "decrease": -1, "value": 0}[choice(wanted, "wanted", ("increase", "decrease", "value"))]
    units = max(0.0, sign * (aim - now)) if sign else abs(aim - now)
    has_way = not math.isnan(start) and start != aim
    return TargetDistance(float(units), (now - start) / (aim - start) if has_way else None)
