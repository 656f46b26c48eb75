"""Who lives within reach: public transport (11.2.1) and open public space (11.7.1).

The official distance is measured by walking along streets. A straight line is shorter, so it gives a higher share: the
result says which distance was used. People are counted once, however many stops they can reach.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import complete_rows, figures, grid, is_missing, mapping, named, number, shown, shown_name
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import UnitWarning, helper, method, warn_of_left_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from localsdg.core.arguments import Numbers

__all__ = ["OPEN_SPACE_REACH", "TRANSPORT_REACH", "Access", "network_distances", "service_area"]

Distance = Literal["straight line", "network"]

TRANSPORT_REACH: Mapping[str, float] = {"low": 500.0, "high": 1000.0}  # metres; bus, tram / rail, metro, ferry
OPEN_SPACE_REACH: Mapping[str, float] = {"open space": 400.0}  # metres, about five minutes on foot

# Limits of this course, beyond which a unit is probably wrong; in metres.
LEAST_WIDTH = 100.0  # a city whose points lie closer together may be in degrees or kilometres
LEAST_REACH = 10.0  # a shorter reach may be in kilometres
LEAST_STREET = 5.0  # if the longest of MANY streets is shorter, they may be in kilometres
MOST_APART = 100_000.0  # between all homes and all stops
MANY = 5  # rows from which on such a warning is given

_PEOPLE = "the number of people, zero or more"
_BLOCK = 2_000_000  # distances held in memory at a time


@dataclass(frozen=True)
class Access:
    """Who lives within reach.

    Attributes:
        share: people within reach of at least one stop, percent of all.
        served: number of these people.
        people: number of all people.
        by_kind: for each kind of stop, the share within its reach, in percent. The kinds overlap: they are not added.
        within: for each home that counts, whether it is within reach.
        distance: "network" (the official way) or "straight line".
    """

    share: float
    served: float
    people: float
    by_kind: Mapping[str, float]
    within: pd.Series[bool]
    distance: Distance


def _table(value: object, needed: Sequence[str], name: str, what: str, wanted: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of a table that have a name or number in each column needed; warn of the others.

    Args:
        value: the table.
        needed: its columns.
        name: what the table is, for messages.
        what: what a row is, for messages.
        wanted: by column of numbers, what should stand in it.
    """
    found = as_table(value, name, f"the columns {', '.join(needed)}", needed, empty=False)
    columns = {f"{name}: {column}": found[column] for column in wanted}
    least = {column: 0.0 if column in ("people", "metres") else -np.inf for column in wanted}
    reasons: dict[int, str] = {}
    for column in needed:
        if column not in wanted:
            for row in np.flatnonzero([is_missing(each) for each in found[column]]).tolist():
                reasons.setdefault(row, f"{name}: {column}, row {shown(found.index[row])}, is missing: give a name.")
    for column, words in wanted.items():
        own = f"{name}: {column}"
        reasons |= complete_rows({own: columns[own]}, {own: words}, least=least[column])[1]
    if reasons and len(reasons) == len(found):
        raise ValueError(reasons[min(reasons)])
    warn_of_left_out(reasons, what, stacklevel=3)
    return found.iloc[np.delete(np.arange(len(found)), list(reasons))] if reasons else found


def _metres(homes: pd.DataFrame, stops: pd.DataFrame) -> tuple[Numbers, Numbers]:
    home, stop = (
        np.column_stack([figures(table[axis], f"{name}: {axis}", "metres") for axis in ("x", "y")])
        for name, table in (("homes", homes), ("stops", stops))
    )
    width = np.ptp(np.vstack([home, stop]), axis=0).max()
    if len(home) + len(stop) > 2 and width < LEAST_WIDTH:
        raise ValueError(
            f"All points lie within {width:.15g} units of each other: that looks like degrees or kilometres. Give "
            "x and y "
            "in metres, from a projected map."
        )
    apart = np.maximum(home.min(axis=0) - stop.max(axis=0), stop.min(axis=0) - home.max(axis=0)).max()
    if apart > MOST_APART:
        raise ValueError(
            f"Homes and stops are {apart / 1000:,.0f} km apart: one of them may be in degrees, or on another map. Give "
            "both in metres, on the same projected map."
        )
    return home, stop


def _near(home: Numbers, stop: Numbers, reach: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return for each home whether a stop lies within reach in a straight line."""
    near = np.zeros(len(home), dtype=bool)
    step = max(1, _BLOCK // max(1, len(stop)))
    for start in range(0, len(home), step):
        apart = home[start : start + step, None, :] - stop[None, :, :]
        near[start : start + step] = ((apart**2).sum(axis=2) <= reach**2).any(axis=1)
    return near


def _reaches(kinds: pd.Series[Any], reach: Mapping[str, float]) -> dict[str, float]:
    """Return the reach of each kind; refuse kinds of stops that have none."""
    known = mapping(reach, "reach", "metres for each kind of stop")
    metres = {kind: number(limit, f"reach of {kind}", "metres", least=0) for kind, limit in known.items()}
    small = [kind for kind, limit in metres.items() if limit < LEAST_REACH]
    if small:
        raise ValueError(f"reach of {small[0]} is {metres[small[0]]:.15g}: that looks like kilometres. Give metres.")
    unknown = dict.fromkeys(kind for kind in named(kinds, "stops: kind") if kind not in known)
    if unknown:
        found = ", ".join(map(shown_name, unknown))
        raise ValueError(f"Stops of kind {found}: the known kinds are {', '.join(map(str, known))}.")
    return metres


@method(
    title="11.2.1, access to public transport",
    formula=r"100 \cdot \frac{\text{people within reach}}{\text{people}}",
    unit="% of people",
    source="United Nations Statistics Division, metadata of 11.2.1",
    version="metadata of 2021-09-01",
    lesson="3.1",
    note="Reach: 500 m to a bus or tram stop, 1 km to rail, metro or ferry, along the streets. A straight line "
    "gives a higher share. Nobody is counted twice.",
)
@method(
    title="11.7.1, access to open public space",
    formula=r"100 \cdot \frac{\text{people within 400 m}}{\text{people}}",
    unit="% of people",
    source="United Nations Statistics Division, metadata of 11.7.1",
    version="metadata of 2021-03",
    lesson="3.1",
    note="400 m on foot to an open public space; use reach=OPEN_SPACE_REACH. Streets are not open space here.",
)
def service_area(
    homes: pd.DataFrame,
    stops: pd.DataFrame,
    *,
    reach: Mapping[str, float] = TRANSPORT_REACH,
    distances: pd.DataFrame | None = None,
) -> Access:
    """Count the people who live within reach of at least one stop.

    Args:
        homes: one row for each home, block or grid cell, with ``people``, and ``x`` and ``y`` in metres.
        stops: one row for each stop, with ``kind`` ("low" or "high" capacity), and ``x`` and ``y`` in metres.
        reach: for each kind, the distance in metres: by default 500 m to low-capacity stops (bus, tram) and 1 km to
            high-capacity ones (rail, metro, ferry), as in 11.2.1. ``OPEN_SPACE_REACH`` is for 11.7.1.
        distances: walking distances in metres along the street network, one row for each home, one column for each
            stop, with their labels; NaN where there is no way. With them ``x`` and ``y`` are not needed. Without, the
            straight line is used.

    Raises:
        ValueError: a missing column, no home or no stop that can be used, a kind without a reach, coordinates that look
            like degrees or lie on different maps, a reach that looks like kilometres, or distances that do not fit.
        TypeError: not a table, or a column of numbers holds something else.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.
        UnitWarning: all of many distances are so short that they look like kilometres.
    """
    metres = {} if distances is not None else dict.fromkeys(("x", "y"), "metres")
    homes = _table(homes, ["people", *metres], "homes", "home", {"people": _PEOPLE} | metres)
    stops = _table(stops, ["kind", *metres], "stops", "stop", metres)
    limits = _reaches(stops["kind"], reach)
    people = figures(homes["people"], "homes: people", _PEOPLE, least=0)
    if people.sum() == 0:
        raise ValueError("homes: people adds up to zero. There is no share of nobody.")
    kinds = stops["kind"].to_numpy()
    if distances is None:
        home, stop = _metres(homes, stops)
        within = {kind: _near(home, stop[kinds == kind], limit) for kind, limit in limits.items()}
    else:
        walk = _walks(distances, homes.index, stops.index)
        within = {kind: np.any(walk[:, kinds == kind] <= limit, axis=1) for kind, limit in limits.items()}
    anywhere = np.logical_or.reduce(list(within.values()))
    total = float(people.sum())
    served = float(people[anywhere].sum())
    return Access(
        share=100 * served / total,
        served=served,
        people=total,
        by_kind={kind: float(100 * people[near].sum() / total) for kind, near in within.items()},
        within=pd.Series(anywhere, index=homes.index, name="within", dtype=bool),
        distance="straight line" if distances is None else "network",
    )


def _walks(distances: object, homes: pd.Index[Any], stops: pd.Index[Any]) -> Numbers:
    """Return the distances in the order of homes and stops; infinite ones and gaps mean that there is no way."""
    table = as_table(distances, "distances", "one row for each home and one column for each stop")
    for name, labels in (("homes", homes), ("stops", stops), ("distances", table.index)):
        if labels.has_duplicates:
            twice = shown(labels[labels.duplicated()][0])
            raise ValueError(f"{name}: {twice} stands twice, so distances cannot be matched. Name each one once.")
    for name, labels, there in (("home", homes, table.index), ("stop", stops, table.columns)):
        lacking = labels.difference(there, sort=False)
        if len(lacking):
            raise ValueError(
                f"distances does not name every home and every stop: {name} {shown(lacking[0])} is missing."
            )
    asked = table.loc[homes, stops]
    if len(asked.select_dtypes("number").columns) == len(stops):
        asked = asked.replace(np.inf, np.nan)
    walk = grid(asked, "metres, or nothing where there is no way", least=0, gaps=True)
    longest = np.nanmax(walk, initial=0)
    if walk.size >= MANY and 0 < longest < LEAST_WIDTH:
        warnings.warn(
            f"No way is longer than {longest:.15g}. Are the distances in metres, not in kilometres?",
            UnitWarning,
            stacklevel=3,
        )
    return walk


@helper
def network_distances(streets: pd.DataFrame, homes: pd.Series[Any], stops: pd.Series[Any]) -> pd.DataFrame:
    """Measure the shortest way on foot along streets, from each home to each stop.

    Args:
        streets: one row for each piece of street: ``start`` and ``end`` (names of crossings) and ``metres``. Walking
            goes both ways.
        homes: by home, its nearest crossing.
        stops: by stop, its nearest crossing.

    Returns:
        Metres, one row for each home and one column for each stop; NaN where there is no way. For
        :func:`service_area`.

    Raises:
        ValueError: a missing column, no street that can be used, a home or stop that stands twice, or one at a crossing
            that no street touches.
        TypeError: not a table, not Series, or no length is a number.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.
        UnitWarning: all of many streets are so short that they look like kilometres.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    wanted_metres = {"metres": "a length of zero or more"}
    streets = _table(streets, ["start", "end", "metres"], "streets", "street", wanted_metres)
    metres = figures(streets["metres"], "streets: metres", "a length of zero or more", least=0)
    if len(metres) >= MANY and 0 < metres.max() < LEAST_STREET:
        warnings.warn(
            f"No street is longer than {metres.max():.15g}. Are the lengths in metres, not in kilometres?",
            UnitWarning,
            stacklevel=2,
        )
    for column in ("start", "end"):
        named(streets[column], f"streets: {column}")
    names = pd.Index(pd.concat([streets["start"], streets["end"]]).unique())
    for what, crossings in (("home", homes), ("stop", stops)):
        if not isinstance(crossings, pd.Series):
            raise TypeError(f"{what}s is a {type(crossings).__name__}: give a Series with the crossing of each {what}.")
        named(crossings, f"{what}s")
        if crossings.index.has_duplicates:
            raise ValueError(
                f"The {what} {shown(crossings.index[crossings.index.duplicated()][0])} stands twice: name it once."
            )
        unknown = crossings[~crossings.isin(names)]
        if len(unknown):
            raise ValueError(
                f"The {what} {shown(unknown.index[0])} is at {shown(unknown.iloc[0])}, where no street ends."
            )
    start, end = names.get_indexer(streets["start"]), names.get_indexer(streets["end"])
    # Of two streets between the same crossings, the shorter one counts; the sparse form would add them up.
    pairs = pd.DataFrame({"low": np.minimum(start, end), "high": np.maximum(start, end), "metres": metres})
    shortest = pairs.groupby(["low", "high"], as_index=False)["metres"].min()
    # A length of exactly zero would mean "no street" in a sparse matrix.
    lengths = shortest["metres"].to_numpy().clip(min=1e-9)
    ends = (shortest["low"].to_numpy(), shortest["high"].to_numpy())
    graph = coo_array((lengths, ends), shape=(len(names), len(names))).tocsr()
    wanted = names.get_indexer(pd.Index(stops.unique()))
    ways = dijkstra(graph, directed=False, indices=wanted)
    by_crossing = pd.DataFrame(ways, index=stops.unique(), columns=names).replace(np.inf, np.nan)
    table = by_crossing.loc[stops.to_numpy(), homes.to_numpy()].T
    return pd.DataFrame(table.to_numpy(), index=homes.index, columns=stops.index)
