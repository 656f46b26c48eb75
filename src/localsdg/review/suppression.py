"""Small numbers of people are hidden, with all that would give them away.

The rules are those of the course: a count of 1 to k - 1 people is hidden, so is one that leaves 1 to k - 1 people, a
rate of fewer than 4k people is hidden. If one figure of a line with a total is hidden, the smallest other one is hidden
too, until there are two that are k people or more together; if no other one is left, the total is hidden as well. A
total that the table does not have counts as known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.review.figures import Figure, Key, same_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable

THRESHOLD = 5
# The same words for all: to say which figure is small itself, and which one protects it, would give it away.
HIDDEN = "suppressed because of small numbers"
MOST_THRESHOLD = 1000  # more is no count that an office asks for
_BASE = 4  # a rate needs that many times the threshold of people

# What these count are no people, or people in public office.
_NO_PEOPLE = ("5.5.1(b)", "5.5.1b", "11.3.1", "11.6.1", "11.7.1", "16.6.1")
_THINGS = ("tonne", "seat", "hectare", "ha", "km", "m2", "m²", "crown", "usd", "eur", "dollar", "litre", "kwh", "µg")

Place = frozenset[tuple[str, str]]


def counts_people(figure: Figure) -> bool:
    """Return whether the components of a figure may be people. What is not known to be a thing is taken for people."""
    if any(same_indicator(figure.key.indicator, code) for code in _NO_PEOPLE):
        return False
    units = " ".join(part.unit.casefold() for part in figure.parts.values())
    return not any(word in units.split() or (len(word) > 3 and word in units) for word in _THINGS)


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
    return 0 < counted < least or 0 < of - counted < least or of < _BASE * least


def suppress(figures: Iterable[Figure], least: int = THRESHOLD) -> int:
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
        for pair in place:
            lines.setdefault((place - {pair}, pair[0]), []).append(each)
    for (total, _), members in lines.items():
        if total not in places:
            # The table does not have this total. Readers may know it from elsewhere.
            places[total] = unknown = Figure(Key("", ""))
            counts[id(unknown)] = (sum(counts[id(each)][0] for each in members), 0)
    changed = True
    while changed:
        changed = False
        for (total, _), members in lines.items():
            changed |= _one_line(places[total], members, counts, least)
    return sum(bool(each.hidden) for each in figures)


def _one_line(total: Figure, members: list[Figure], counts: dict[int, tuple[float, float]], least: int) -> bool:
    """Hide one more figure of a line with a total, if the hidden one could be found by subtraction."""
    hidden = [each for each in members if each.hidden]
    if not hidden or total.hidden or len(members) == 1:  # of one part alone, nothing can be subtracted
        return False
    if len(hidden) > 1 and sum(counts[id(each)][0] for each in hidden) >= least:
        return False
    # A zero protects nobody, so it is hidden last.
    shown = [each for each in members if not each.hidden]
    if shown:
        smallest = min(shown, key=lambda each: (counts[id(each)][0] == 0, counts[id(each)][0]))
        smallest.hidden = HIDDEN
    else:
        total.hidden = HIDDEN
    return True
