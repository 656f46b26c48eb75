"""Stakeholders and voice: a map of power and interest, who is missing, and women among elected councillors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localsdg.core.arguments import figures, listed, number, shown, table, text
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["GROUPS", "Actor", "StakeholderMap", "stakeholder_map", "women_in_councils"]

SCALE = (0.0, 10.0)
MIDDLE = 5.0  # at or above it counts as high: this course's rule
LONGEST_ACTOR_NAME = 200  # signs, here and in the widget: this course's limit, the same as that of a workbook's names
ALL_OF_A_HUNDRED = 3  # councils of exactly 100 seats from which on the figures are taken for percent; fewer may exist

QUADRANTS = {
    (True, True): "work closely together",
    (True, False): "keep satisfied",
    (False, True): "keep informed and give voice",
    (False, False): "follow from time to time",
}

# Who is often left out when a municipality draws its map, and why that matters. This course's list; it begins from the
# nine major groups of Agenda 21 (1992), without the local authorities, who draw the map.
GROUPS: Mapping[str, str] = {
    "women": "They hold fewer seats than men in most councils, so somebody has to make sure that they are heard.",
    "young people": "They have to live longest with what is decided, and the youngest have no vote.",
    "older people": "They depend on what is near their home.",
    "people with disabilities": "They know barriers that others do not see.",
    "migrants and minorities": "They use and pay for services, often without a vote or in another language.",
    "indigenous peoples": "Land and water may be theirs by custom, without being written in a register.",
    "people in informal settlements or informal work": "They are missing in registers, so plans forget them.",
    "residents' and civil society organisations": "They reach people whom the town hall does not reach.",
    "workers and trade unions": "They do the work of a change, and may lose something by it.",
    "businesses": "They invest, employ and pay taxes here.",
    "farmers and fishers": "Their income depends on land use, water and markets.",
    "schools, universities and research": "They have data and knowledge, and they stay when staff changes.",
    "other levels of government": "They have a part of the powers and of the money.",
}


@dataclass(frozen=True)
class Actor:
    """A stakeholder.

    Attributes:
        name: who it is, in 200 signs at most.
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


@method(
    title="Map of power and interest",
    formula=r"\text{high if } \geq 5 \text{ on a scale of 0 to 10}",
    unit="four quadrants, and what is missing",
    source="power-interest grid after Mendelow; rule of the border and list of groups by this course",
    version="1981; this course's version 1",
    lesson="1.3",
    note="An empty quadrant is a question, not an error.",
)
def stakeholder_map(actors: Sequence[Actor]) -> StakeholderMap:
    """Place actors in four quadrants of power and interest, and say who is missing.

    A value of 5 or more is high. The quadrants are the usual ones of a power-interest grid; their names, the rule for
    the border and the list of groups are this course's.

    Raises:
        ValueError: no actors, one without a name or with one of more than 200 signs, the same name twice, a value
            outside 0 to 10, or an unknown group.
        TypeError: something that is no actor, a value that is no number, or groups that are no list.
    """
    actors = listed(actors, "actors", "actors, such as [Actor(name, power, interest)]")
    if not actors:
        raise ValueError("There are no actors: name at least one.")
    for position, actor in enumerate(actors, start=1):
        if not isinstance(actor, Actor):
            raise TypeError(f"Actor {position} is {shown(actor)}: make one with Actor(name, power, interest).")
        name = text(actor.name, f"name of actor {position}")
        if not name:
            raise ValueError(f"Actor {position} has no name: say who it is.")
        if len(name) > LONGEST_ACTOR_NAME:
            raise ValueError(
                f"The name of actor {position}, which begins with {name[:30]!r}, has {len(name)} signs: shorten it to "
                f"{LONGEST_ACTOR_NAME} or less."
            )
    twice = [name for name, times in Counter(actor.name.strip() for actor in actors).items() if times > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} stands twice: give each actor one name and one place.")
    quadrants: dict[str, list[str]] = {name: [] for name in QUADRANTS.values()}
    for actor in actors:
        for word, value in (("power", actor.power), ("interest", actor.interest)):
            number(value, f"{actor.name}: {word}", "a number from 0 to 10", least=SCALE[0], most=SCALE[1])
        groups = listed(actor.groups, f"{actor.name}: groups", 'groups, such as ("women",)')
        unknown = [group for group in groups if not isinstance(group, str) or group not in GROUPS]
        if unknown:
            raise ValueError(f"{actor.name}: there is no group {shown(unknown[0])}. There are: {'; '.join(GROUPS)}.")
        quadrants[QUADRANTS[actor.power >= MIDDLE, actor.interest >= MIDDLE]].append(actor.name)
    findings = [
        Finding(name, "empty quadrant", "Nobody is here.", "Is this true, or has nobody asked?")
        for name, members in quadrants.items()
        if not members
    ]
    heard = {group for actor in actors for group in actor.groups}
    findings += [
        Finding(group, "missing group", f"No actor speaks for this group. {why}", "Name somebody, or say why not.")
        for group, why in GROUPS.items()
        if group not in heard
    ]
    return StakeholderMap(quadrants, findings)


@method(
    title="5.5.1(b), women in local government",
    formula=r"100 \cdot \frac{\sum \text{women}}{\sum (\text{women} + \text{men})}",
    unit="% of elected seats",
    source="UN Women, metadata of indicator 5.5.1(b)",
    version="metadata of 10 July 2023",
    lesson="1.3",
    note="Elected seats that are held, not seats by law. Add seats up; do not average shares.",
)
def women_in_councils(councils: pd.DataFrame) -> tuple[float, pd.DataFrame]:
    """Return 5.5.1(b): the share of elected local seats held by women, for all councils together and for each.

    Only elected members of deliberative bodies count, and only seats that somebody holds: the denominator is women plus
    men, not the number of seats by law. Councils are added up by seats; a mean of their shares would be another number.

    Args:
        councils: one row for each council, with ``women`` and ``men`` (elected members in office), and, if known,
            ``seats`` (elected seats by law, only checked).

    Returns:
        The share for all councils in percent, and a table with ``women``, ``held`` (seats held) and ``share`` (%;
        missing where nobody holds a seat).

    Raises:
        ValueError: a missing column, a number that is negative, missing or not whole, a council twice, percent in
            place of members, nobody at all, or more members than seats.
        TypeError: not a table.

    Source: UN Women, metadata of 5.5.1(b), version of 10 July 2023.
    """
    import numpy as np
    import pandas as pd

    table(councils, "councils", "the number of women and of men of each council", ("women", "men"))
    if councils.index.has_duplicates:
        twice = councils.index[councils.index.duplicated()][0]
        raise ValueError(f"{shown(twice)} stands twice: give each council one row, so that no seat counts twice.")
    counts: dict[str, np.ndarray[Any, np.dtype[np.float64]]] = {}
    for name in [column for column in ("women", "men", "seats") if column in councils]:
        wanted = "a whole number of members, not percent"
        counts[name] = figures(councils[name], name, wanted, least=0)
        parts = counts[name] != np.floor(counts[name])
        if parts.any():
            row = int(parts.argmax())
            found = f"{name}, row {shown(councils.index[row])}, is {shown(councils[name].iloc[row])}"
            raise ValueError(f"{found}: give {wanted}.")
    held = counts["women"] + counts["men"]
    if "seats" in counts and (held > counts["seats"]).any():
        row = int((held > counts["seats"]).argmax())
        raise ValueError(
            f"{shown(councils.index[row])}: {held[row]:.15g} members, but {counts['seats'][row]:.15g} "
            "seats. Count "
            "elected members only, without appointed ones."
        )
    if held.sum() == 0:
        raise ValueError("Nobody holds a seat in any of the councils: there is no share.")
    if len(held) >= ALL_OF_A_HUNDRED and (held == 100).all():
        raise ValueError(
            f"Women and men add up to 100 in each of the {len(held)} councils. They look like percent: give the "
            "number of members, since shares of councils of different sizes cannot be added up."
        )
    share = np.full(len(held), np.nan)
    np.divide(100 * counts["women"], held, out=share, where=held > 0)
    result = pd.DataFrame({"women": counts["women"], "held": held, "share": share}, index=councils.index)
    return float(100 * counts["women"].sum() / held.sum()), result
