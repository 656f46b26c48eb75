"""Diagnosis of one indicator in three statements: how far from the target, who is worst off, which way it moves.

The three stand side by side. They are never multiplied or added up to one number: a small gap that grows, and that one
district carries alone, would look like a small matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from localsdg.core.arguments import choice, is_missing, mapping, named, number
from localsdg.core.arguments import year as read_year
from localsdg.core.methods import method

__all__ = ["Diagnosis", "three_statements"]

WANTED = ("increase", "decrease", "value")
"""What is wanted of the values: that they rise, that they fall, or that they come to one value."""

RIGHT, WRONG, STILL = "right way", "wrong way", "no change"


@dataclass(frozen=True)
class Diagnosis:
    """The three statements on one indicator; see :func:`three_statements`. What cannot be said is None.

    Attributes:
        baseline_year: the first year with a value.
        baseline: its value.
        year: the latest year with a value.
        value: its value.
        distance: how far the latest value is from the target, in the unit of the values; 0 where it is reached.
        worst: the group that is worst off, if it is worse off than all together.
        worst_value: its value.
        worst_gap: how much worse it is than the latest value of all, in the unit of the values.
        change: the latest value minus the baseline.
        moves: "right way", "wrong way" or "no change", from the baseline to the latest value.
    """

    baseline_year: float
    baseline: float
    year: float
    value: float
    distance: float | None
    worst: str | None
    worst_value: float | None
    worst_gap: float | None
    change: float | None
    moves: str | None


def _shortfall(value: float, target: float, wanted: str) -> float:
    """Return how far a value is from the target, seen in the direction that is wanted."""
    if wanted == "value":
        return abs(target - value)
    return max(0.0, target - value if wanted == "increase" else value - target)


def _worse(value: float, whole: float, target: float | None, wanted: str) -> float:
    """Return how much worse a group is than the whole; below 0 if it is better off."""
    if wanted == "value":
        return 0.0 if target is None else abs(target - value) - abs(target - whole)
    return whole - value if wanted == "increase" else value - whole


def _way(first: float, last: float, target: float | None, wanted: str) -> str | None:
    if wanted == "value":
        if target is None:
            return None
        nearer = abs(target - first) - abs(target - last)
    else:
        nearer = last - first if wanted == "increase" else first - last
    if nearer == 0:
        return STILL
    return RIGHT if nearer > 0 else WRONG


def _series(values: object) -> list[tuple[float, float]]:
    found = mapping(values, "values", "a value by year")
    named(found, "values")
    pairs = [
        (read_year(year, "a year of values"), number(value, f"values, {year}"))
        for year, value in found.items()
        if not is_missing(value)
    ]
    if not pairs:
        raise ValueError("values has no value of any year: give one at least, such as {2015: 55.0, 2025: 81.1}.")
    return sorted(pairs)


@method(
    title="Diagnosis in three statements",
    formula=r"\text{gap} = \max(0, x_{\text{target}} - x_{\text{latest}}) \quad "
    r"\text{worst off} = \max_g (x_{\text{latest}} - x_g) \quad "
    r"\text{movement} = x_{\text{latest}} - x_{\text{baseline}}",
    unit="unit of the indicator, each of the three",
    source="rule of this course",
    version="2026",
    lesson="2.1",
    note="For a value that should rise; for one that should fall the signs change. Never a product of the three.",
)
def three_statements(
    values: Mapping[int, float],
    target: float | None = None,
    wanted: str = "increase",
    groups: Mapping[str, float] | None = None,
) -> Diagnosis:
    """Return the three statements on an indicator: how far from the target, who is worst off, which way it moves.

    Example:
        >>> found = three_statements({2015: 55.0, 2024: 78.3}, 80, groups={"Old Quay": 98.3, "Millstone": 48.8})
        >>> round(found.distance, 1), found.worst, round(found.worst_gap, 1), found.moves
        (1.7, 'Millstone', 29.5, 'right way')

    Args:
        values: the value of the whole municipality by year. Years without a value are passed over.
        target: the value to reach, in the same unit; None if nobody has set one.
        wanted: "increase", "decrease", or "value" if the target is a value to come to from both sides.
        groups: the value of each group or district in the latest year, in the same unit; those without a value are
            passed over. Of equals the first is named.

    Raises:
        ValueError: no year has a value, a number is infinite, a year is none, or ``wanted`` is another word.
        TypeError: values or groups are no mappings, or hold something that is no number.
    """
    choice(wanted, "wanted", WANTED)
    series = _series(values)
    (first_year, first), (last_year, last) = series[0], series[-1]
    goal = None if is_missing(target) else number(target, "target")
    worst: tuple[str, float, float] | None = None
    for name, value in mapping({} if groups is None else groups, "groups", "a value by group").items():
        if is_missing(value):
            continue
        read = number(value, f"groups, {name}")
        gap = _worse(read, last, goal, wanted)
        if gap > 0 and (worst is None or gap > worst[2]):
            worst = (str(name), read, gap)
    several = len(series) > 1
    return Diagnosis(
        baseline_year=first_year,
        baseline=first,
        year=last_year,
        value=last,
        distance=None if goal is None else _shortfall(last, goal, wanted),
        worst=worst[0] if worst else None,
        worst_value=worst[1] if worst else None,
        worst_gap=worst[2] if worst else None,
        change=last - first if several else None,
        moves=_way(first, last, goal, wanted) if several else None,
    )
