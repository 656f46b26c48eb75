"""Small numbers of people are hidden, with all that would give them away.

The rules are those of the course: a count of 1 to k - 1 people is hidden, so is one that leaves 1 to k - 1 people, a
rate of fewer than 4k people is hidden. If one figure of a line with a total is hidden, the smallest other one is hidden
too, until there are two that are k people or more together, and so are those whom they do not count; if no other one is
left, the total is hidden as well. Then more are hidden until the shown numbers leave each hidden one another value. A
total that the table does not have counts as known.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from localsdg.core.small_numbers import GROUP, SMALLEST_COUNT
from localsdg.review.figures import Figure, Key, same_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Flags = np.ndarray[Any, np.dtype[np.bool_]]

# The same words for all: to say which figure is small itself, and which one protects it, would give it away.
HIDDEN = "suppressed because of small numbers"
LARGEST_CHOICE = 1000  # more is no count that an office asks for

# What these count are no people, or people in public office.
NO_PEOPLE = ("5.5.1(b)", "5.5.1b", "11.3.1", "11.6.1", "11.7.1", "16.6.1")
THINGS = ("tonne", "seat", "hectare", "ha", "km", "m2", "m²", "crown", "usd", "eur", "dollar", "litre", "kwh", "µg")

Place = frozenset[tuple[str, str]]
Sum = tuple[Figure, list[Figure]]  # a total, and its parts
_NOISE = 1e-7  # of a step
_HALF = 0.5  # what can rise at all can rise by one


def counts_people(figure: Figure) -> bool:
    """Return whether the components of a figure may be people. What is not known to be a thing is taken for people."""
    if any(same_indicator(figure.key.indicator, code) for code in NO_PEOPLE):
        return False
    units = " ".join(part.unit.casefold() for part in figure.parts.values())
    return not any(word in units.split() or (len(word) > 3 and word in units) for word in THINGS)


def counts_of(figure: Figure) -> tuple[float, float] | None:
    """Return how many people a figure counts, and of how many; None if its components do not say it."""
    parts = {name: part.value for name, part in figure.parts.items()}
    if {"numerator", "denominator"} <= set(parts):
        return parts["numerator"], parts["denominator"]
    if "youth" in parts:
        busy = parts.get("employed", 0) + parts.get("not employed, in education or training", 0)
        return parts["youth"] - busy, parts["youth"]
    return None


def _place(figure: Figure) -> Place:
    groups = (part.partition(":") for part in figure.key.group.split("; ") if part)
    found = {(name.strip(), word.strip()) if sign else ("group", name.strip()) for name, sign, word in groups}
    return frozenset(found | ({("area", figure.key.area)} if figure.key.area else set()))


def _is_small(counted: float, of: float, least: int) -> bool:
    return 0 < counted < least or 0 < of - counted < least or of < GROUP * least


def suppress(figures: Iterable[Figure], least: int = SMALLEST_COUNT) -> int:
    """Hide what must be hidden among the figures of one indicator; return how many are hidden."""
    by_year: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.formula and counts_people(figure) and counts_of(figure):
            by_year.setdefault(figure.key.year, []).append(figure)
    return sum(_one_year(each, least) for each in by_year.values())


def _one_year(figures: list[Figure], least: int) -> int:
    counts = {id(each): found for each in figures if (found := counts_of(each))}
    for each in figures:
        each.hidden = HIDDEN if _is_small(*counts[id(each)], least) else ""
    places = {_place(each): each for each in figures}
    lines: dict[tuple[Place, str], list[Figure]] = {}
    for place, each in places.items():
        for pair in sorted(place):
            lines.setdefault((place - {pair}, pair[0]), []).append(each)
    for (total, _), members in lines.items():
        if total not in places:
            # The table does not have this total. Readers may know it from elsewhere.
            places[total] = unknown = Figure(Key("", ""))
            both = zip(*(counts[id(each)] for each in members), strict=True)
            counts[id(unknown)] = (sum(next(both)), sum(next(both)))
    sums = [(places[total], members) for (total, _), members in lines.items()]
    while sum(_one_line(*each, counts, least) for each in sums) or _open_one_more(sums, counts):
        pass
    return sum(bool(each.hidden) for each in figures)


def _both(counts: dict[int, tuple[float, float]], figure: Figure) -> tuple[float, float]:
    """Return how many people a figure counts, and how many of them it does not count."""
    counted, of = counts[id(figure)]
    return counted, of - counted


def _one_line(total: Figure, members: list[Figure], counts: dict[int, tuple[float, float]], least: int) -> bool:
    """Hide one more figure of a line with a total, if the hidden one could be found by subtraction."""
    hidden = [each for each in members if each.hidden]
    if not hidden or total.hidden or len(members) == 1:  # of one part alone, nothing can be subtracted
        return False
    sums = [sum(_both(counts, each)[side] for each in hidden) for side in (0, 1)]
    if len(hidden) > 1 and min(sums) >= least:
        return False
    _hide_one_of(total, members, counts, side=int(len(hidden) > 1 and sums[0] >= least))
    return True


def _hide_one_of(total: Figure, members: list[Figure], counts: dict[int, tuple[float, float]], side: int) -> bool:
    # A zero protects nobody, so it is hidden last.
    shown = [each for each in members if not each.hidden] or [total]
    if shown[0].hidden:
        return False
    smallest = min(shown, key=lambda each: (_both(counts, each)[side] == 0, _both(counts, each)[side]))
    smallest.hidden = HIDDEN
    return True


def _open_one_more(sums: list[Sum], counts: dict[int, tuple[float, float]]) -> bool:
    """Hide one more figure, if the shown numbers of all lines together leave a hidden one only its own value."""
    sums = [each for each in sums if len(each[1]) > 1]
    times = Counter(id(each) for total, members in sums for each in (total, *members) if each.hidden)
    if max(times.values(), default=0) < 2:  # lines that share no hidden figure were judged one by one
        return False
    for side in (0, 1):
        fixed = _fixed(sums, counts, side)
        for total, members in sums:
            if any(id(each) in fixed for each in (total, *members)) and _hide_one_of(total, members, counts, side):
                return True
    return False


def _fixed(sums: list[Sum], counts: dict[int, tuple[float, float]], side: int) -> set[int]:
    """Return the hidden figures that have the same value in every table with the same shown numbers.

    Another table differs by a step that keeps all sums, and lets no number fall below zero. Numbers above zero can take
    both ways, if the step is small enough. Those at zero that cannot rise stay.
    """
    import numpy as np
    from scipy.linalg import null_space

    hidden = {id(each): each for total, members in sums for each in (total, *members) if each.hidden}
    place = {each: at for at, each in enumerate(hidden)}
    rows = np.zeros((len(sums), len(hidden)))
    for row, (total, members) in zip(rows, sums, strict=True):
        for each, sign in ((total, -1.0), *((each, 1.0) for each in members)):
            if each.hidden:
                row[place[id(each)]] += sign
    at_zero = np.array([_both(counts, each)[side] == 0 for each in hidden.values()])
    moving = ~at_zero | _rising(rows, at_zero)
    if moving.any():
        moving[moving] = (np.abs(null_space(rows[:, moving])) > _NOISE).any(axis=1)
    return {each for each, moves in zip(hidden, moving.tolist(), strict=True) if not moves}


def _rising(rows: Numbers, at_zero: Flags) -> Flags:
    """Return which of the numbers at zero can rise in a step that keeps all sums: as many as can, at once."""
    import numpy as np
    from scipy.optimize import linprog

    found = np.zeros(len(at_zero), dtype=bool)
    if at_zero.any():
        count, low = len(at_zero), np.flatnonzero(at_zero)
        # Of each its rise, and beside it the part of that up to one, of which the sum is to be the largest.
        parts = np.eye(count)[low]
        step = linprog(
            np.concatenate([np.zeros(count), -np.ones(len(low))]),
            A_ub=np.hstack([-parts, np.eye(len(low))]),
            b_ub=np.zeros(len(low)),
            A_eq=np.hstack([rows, np.zeros((len(rows), len(low)))]),
            b_eq=np.zeros(len(rows)),
            bounds=[(0 if zero else None, None) for zero in at_zero] + [(0, 1)] * len(low),
            method="highs",
        ).x
        found[low] = step[count:] > _HALF if step is not None else False
    return found
