"""Who lives within reach: public transport (11.2.1) and open public space (11.7.1).

The official distance is measured by walking along streets. A straight line is shorter, so it gives a higher share: the
result says which distance was used. People are counted once, however many stops they can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from localsdg.methods import Method

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Distance = Literal["straight line", "network"]

TRANSPORT_REACH: Mapping[str, float] = {"low": 500.0, "high": 1000.0}  # metres; bus, tram / rail, metro, ferry
OPEN_SPACE_REACH: Mapping[str, float] = {"open space": 400.0}  # metres, about five minutes on foot

_BLOCK = 2_000_000  # distances held in memory at a time


@dataclass(frozen=True)
class Access:
    """Who lives within reach.

    Attributes:
        share: people within reach of at least one stop, per cent of all.
        served: number of these people.
        people: number of all people.
        by_kind: for each kind of stop, the share within its reach, in per cent. The kinds overlap: they are not added.
        within: for each home, whether it is within reach.
        distance: "network" (the official way) or "straight line".
    """

    share: float
    served: float
    people: float
    by_kind: Mapping[str, float]
    within: pd.Series[bool]
    distance: Distance


def _columns(table: pd.DataFrame, needed: Sequence[str], name: str) -> None:
    lacking = [column for column in needed if column not in table]
    if lacking:
        raise ValueError(f"{name} has no column {', '.join(lacking)}. It needs {', '.join(needed)}.")
    if table.empty:
        raise ValueError(f"{name} has no rows: give at least one.")
    for column in needed:
        empty = table[column].isna()
        if empty.any():
            raise ValueError(f"{name}, row {table.index[int(empty.argmax())]!r}: {column} is missing.")


def _metres(homes: pd.DataFrame, stops: pd.DataFrame) -> tuple[Numbers, Numbers]:
    home, stop = (table[["x", "y"]].to_numpy(dtype="float64") for table in (homes, stops))
    points = np.vstack([home, stop])
    if len(points) > 2 and np.ptp(points, axis=0).max() < 5:
        raise ValueError(
            f"All points lie within {np.ptp(points, axis=0).max():g} units of each other: that looks like degrees or "
            "kilometres. Give x and y in metres, from a projected map."
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


def _reaches(kinds: pd.Series[Any], reach: Mapping[str, float]) -> None:
    unknown = sorted({str(kind) for kind in kinds} - set(reach))
    if unknown:
        raise ValueError(f"Stops of kind {', '.join(unknown)}: the known kinds are {', '.join(reach)}.")


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
        ValueError: a missing column or value, a kind without a reach, negative people, coordinates that look like
            degrees, or distances that do not fit.
    """
    places = [] if distances is not None else ["x", "y"]
    _columns(homes, ["people", *places], "homes")
    _columns(stops, ["kind", *places], "stops")
    _reaches(stops["kind"], reach)
    people = homes["people"].to_numpy(dtype="float64")
    if (people < 0).any():
        place = int((people < 0).argmax())
        raise ValueError(f"homes, row {homes.index[place]!r}: people is {people[place]:g}. Give zero or more.")
    if people.sum() == 0:
        raise ValueError("homes: people adds up to zero. There is no share of nobody.")
    kinds = stops["kind"].to_numpy()
    if distances is None:
        home, stop = _metres(homes, stops)
        within = {kind: _near(home, stop[kinds == kind], metres) for kind, metres in reach.items()}
    else:
        try:
            walk = distances.loc[homes.index, stops.index].to_numpy(dtype="float64", na_value=np.nan)
        except KeyError as error:
            raise ValueError(f"distances does not name every home and every stop: {error}.") from None
        if (walk < 0).any():
            raise ValueError("distances has a negative number: give metres.")
        within = {kind: np.any(walk[:, kinds == kind] <= metres, axis=1) for kind, metres in reach.items()}
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
        ValueError: a missing column or value, a length below zero, or a crossing that no street touches.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    _columns(streets, ["start", "end", "metres"], "streets")
    metres = streets["metres"].to_numpy(dtype="float64")
    if (metres < 0).any():
        place = int((metres < 0).argmax())
        raise ValueError(f"streets, row {streets.index[place]!r}: metres is {metres[place]:g}. Give zero or more.")
    names = pd.Index(pd.concat([streets["start"], streets["end"]]).unique())
    for what, places in (("home", homes), ("stop", stops)):
        unknown = places[~places.isin(names)]
        if len(unknown):
            raise ValueError(f"The {what} {unknown.index[0]!r} is at {unknown.iloc[0]!r}, where no street ends.")
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


METHODS = (
    Method(
        name="localsdg.monitoring.service_area",
        title="11.2.1, access to public transport",
        formula=r"100 \cdot \frac{\text{people within reach}}{\text{people}}",
        unit="% of people",
        source="United Nations Statistics Division, metadata of 11.2.1",
        version="as stored in November 2026",
        lesson="3.1",
        note="Reach: 500 m to a bus or tram stop, 1 km to rail, metro or ferry, along the streets. A straight line "
        "gives a higher share. Nobody is counted twice.",
    ),
    Method(
        name="localsdg.monitoring.service_area",
        title="11.7.1, access to open public space",
        formula=r"100 \cdot \frac{\text{people within 400 m}}{\text{people}}",
        unit="% of people",
        source="United Nations Statistics Division, metadata of 11.7.1",
        version="as stored in November 2026",
        lesson="3.1",
        note="400 m on foot to an open public space; use reach=OPEN_SPACE_REACH. Streets are not open space here.",
    ),
)
