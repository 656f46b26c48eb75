"""The 2030 Agenda by its official codes: 17 goals, 169 targets, 251 listed indicators (after the review of 2025).

Goals have their official name; short titles are this course's own words. The tables lie in ``assets/data/sdg-codes``,
with their source.
"""

import csv
import difflib
from dataclasses import dataclass
from numbers import Real

from localsdg.core.content import content_root


@dataclass(frozen=True)
class Goal:
    """A goal: its number, its official name, and our short title."""

    number: int
    official_name: str
    title: str


@dataclass(frozen=True)
class Target:
    """A target: its code, such as "11.3" or "11.a", its goal's number and our short title."""

    code: str
    goal: int
    title: str
    means_of_implementation: bool


@dataclass(frozen=True)
class Indicator:
    """An indicator as listed under one target; a repeated one has the same UNSD code and title under each."""

    code: str
    target: str
    goal: int
    unsd_code: str
    times_listed: int
    title: str


def _rows(table: str) -> list[list[str]]:
    path = content_root() / "assets" / "data" / "sdg-codes" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


GOALS = tuple(Goal(int(number), official_name, title) for number, official_name, title in _rows("goals"))
TARGETS = tuple(Target(code, int(number), title, means == "yes") for code, number, title, means in _rows("targets"))
INDICATORS = tuple(
    Indicator(code, parent, int(number), unsd_code, int(times), title)
    for code, parent, number, unsd_code, times, title in _rows("indicators")
)
# Words and phrases that lead to a target, as (target, keyword); this course's own list, in small letters.
KEYWORDS = tuple((code, keyword) for code, keyword in _rows("keywords"))

_TARGETS = {each.code: each for each in TARGETS}


def goal(number: int) -> Goal:
    """Return a goal by its number.

    Raises:
        KeyError: there is no goal of this number.
    """
    if isinstance(number, bool) or not isinstance(number, Real) or number not in range(1, len(GOALS) + 1):
        raise KeyError(f"There is no goal {number!r}: goals are numbered from 1 to {len(GOALS)}.")
    return GOALS[int(number) - 1]


def target(code: str) -> Target:
    """Return a target by its code, such as "11.3".

    Raises:
        KeyError: there is no target of this code; the message names codes that look like it.
    """
    if not isinstance(code, str) or code not in _TARGETS:
        near = difflib.get_close_matches(str(code), _TARGETS, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise KeyError(f"There is no target {code!r}: codes are text such as '11.3' or '11.a'.{hint}")
    return _TARGETS[code]
