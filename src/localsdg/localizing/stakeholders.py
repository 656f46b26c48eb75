"""Stakeholders and voice: a map of power and interest, who is missing, and women among elected councillors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localsdg.methods import Finding, Method

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

SCALE = (0.0, 10.0)
MIDDLE = 5.0  # at or above it counts as high: this course's rule

QUADRANTS = {
    (True, True): "work closely together",
    (True, False): "keep satisfied",
    (False, True): "keep informed and give voice",
    (False, False): "follow from time to time",
}

# This course's list: who is often left out when a municipality draws its map.
GROUPS = (
    "women",
    "young people",
    "older people",
    "people with disabilities",
    "migrants and minorities",
    "people in informal settlements or informal work",
    "residents' and civil society organisations",
    "businesses and workers' organisations",
    "schools, universities and research",
    "other levels of government",
)


@dataclass(frozen=True)
class Actor:
    """A stakeholder.

    Attributes:
        name: who it is.
        power: influence on the result, 0 (none) to 10 (decides).
        interest: how much the result matters to them, 0 to 10.
        groups: the groups of ``GROUPS`` for which this actor can speak.
    """

    name: str
    power: float
    interest: float
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class StakeholderMap:
    """Who stands where, and who is missing.

    Attributes:
        quadrants: by quadrant, the names of its actors, in the order given.
        findings: empty quadrants and missing groups.
    """

    quadrants: dict[str, list[str]]
    findings: list[Finding] = field(default_factory=list)


def stakeholder_map(actors: Sequence[Actor]) -> StakeholderMap:
    """Place actors in four quadrants of power and interest, and say who is missing.

    A value of 5 or more is high. The quadrants are the usual ones of a power-interest grid; their names, the rule for
    the border and the list of groups are this course's.

    Raises:
        ValueError: no actors, the same name twice, a value outside 0 to 10, or an unknown group.
    """
    if not actors:
        raise ValueError("There are no actors: name at least one.")
    twice = [name for name, times in Counter(actor.name for actor in actors).items() if times > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} stands twice: give each actor one name and one place.")
    quadrants: dict[str, list[str]] = {name: [] for name in QUADRANTS.values()}
    for actor in actors:
        for word, value in (("power", actor.power), ("interest", actor.interest)):
            if not SCALE[0] <= value <= SCALE[1]:
                raise ValueError(f"{actor.name}: {word} is {value!r}. Give a number from 0 to 10.")
        unknown = [group for group in actor.groups if group not in GROUPS]
        if unknown:
            raise ValueError(f"{actor.name}: there is no group {unknown[0]!r}. There are: {'; '.join(GROUPS)}.")
        quadrants[QUADRANTS[actor.power >= MIDDLE, actor.interest >= MIDDLE]].append(actor.name)
    findings = [
        Finding(name, "empty quadrant", "Nobody is here.", "Is that so, or did nobody ask?")
        for name, members in quadrants.items()
        if not members
    ]
    heard = {group for actor in actors for group in actor.groups}
    findings += [
        Finding(group, "missing group", "No actor speaks for this group.", "Name somebody, or say why not.")
        for group in GROUPS
        if group not in heard
    ]
    return StakeholderMap(quadrants, findings)


def women_in_councils(councils: pd.DataFrame) -> tuple[float, pd.DataFrame]:
    """Return 5.5.1(b): the share of elected local seats held by women, for all councils together and for each.

    Only elected members of deliberative bodies count, and only seats that somebody holds: the denominator is women plus
    men, not the number of seats by law. Councils are added up by seats; a mean of their shares would be another number.

    Args:
        councils: one row for each council, with ``women`` and ``men`` (elected members in office), and, if known,
            ``seats`` (seats by law, only checked).

    Returns:
        The share for all councils in per cent, and a table with ``women``, ``held`` (seats held) and ``share`` (%;
        missing where nobody holds a seat).

    Raises:
        ValueError: a missing column, a number that is negative, missing or not whole, nobody at all, or more members
            than seats.

    Source: United Nations Statistics Division, metadata of 5.5.1(b).
    """
    import numpy as np
    import pandas as pd

    lacking = [name for name in ("women", "men") if name not in councils]
    if lacking:
        raise ValueError(f"Missing columns: {', '.join(lacking)}. Each council needs the number of women and of men.")
    counts: dict[str, np.ndarray[Any, np.dtype[np.float64]]] = {}
    for name in [column for column in ("women", "men", "seats") if column in councils]:
        values = pd.to_numeric(councils[name], errors="coerce").to_numpy(dtype="float64")
        wrong = ~((values >= 0) & (values == np.floor(values)))
        if wrong.any():
            place = int(wrong.argmax())
            raise ValueError(
                f"{councils.index[place]!r}: {name} is {councils[name].iloc[place]!r}. Give a whole number of members."
            )
        counts[name] = values
    held = counts["women"] + counts["men"]
    if "seats" in counts and (held > counts["seats"]).any():
        place = int((held > counts["seats"]).argmax())
        raise ValueError(
            f"{councils.index[place]!r}: {held[place]:g} members, but {counts['seats'][place]:g} seats. Count elected "
            "members only, without appointed ones."
        )
    if held.sum() == 0:
        raise ValueError("Nobody holds a seat in any of the councils: there is no share.")
    with np.errstate(invalid="ignore"):
        share = 100 * counts["women"] / held
    table = pd.DataFrame({"women": counts["women"], "held": held, "share": share}, index=councils.index)
    return float(100 * counts["women"].sum() / held.sum()), table


METHODS = (
    Method(
        name="localsdg.localizing.stakeholder_map",
        title="Map of power and interest",
        formula=r"\text{high if } \geq 5 \text{ on a scale of 0 to 10}",
        unit="four quadrants, and what is missing",
        source="a usual tool of project work; rule of the border and list of groups by this course",
        version="version 1",
        lesson="1.3",
        note="An empty quadrant is a question, not an error.",
    ),
    Method(
        name="localsdg.localizing.women_in_councils",
        title="5.5.1(b), women in local government",
        formula=r"100 \cdot \frac{\sum \text{women}}{\sum (\text{women} + \text{men})}",
        unit="% of elected seats",
        source="United Nations Statistics Division, metadata of 5.5.1(b)",
        version="as stored in November 2026",
        lesson="1.3",
        note="Elected seats that are held, not seats by law. Add seats up; do not average shares.",
    ),
)
