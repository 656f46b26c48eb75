"""Where the city ends: cells classified by the degree of urbanisation, and what another boundary does to a figure.

Thresholds and contiguity are those of Eurostat's methodological manual on territorial typologies (cluster types), which
the United Nations Statistical Commission endorsed for all countries, as part of the degree of urbanisation, in March
2020.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.core.arguments import complete_rows, figures, shown, shown_name, truth, truths
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import UnitWarning, method, warn_of_left_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "CENTRE_DENSITY",
    "CENTRE_PEOPLE",
    "CLUSTER_DENSITY",
    "CLUSTER_PEOPLE",
    "degree_of_urbanisation",
    "people_by_boundary",
]

CENTRE_DENSITY = 1500  # people per km²
CENTRE_PEOPLE = 50_000
CLUSTER_DENSITY = 300  # people per km²
CLUSTER_PEOPLE = 5000
MAJORITY = 5  # of the eight cells around a gap

MANY = 5  # cells from which a likely mix-up of units is worth saying

_HAIR = 1e-6  # of a cell: a division by 1,000 leaves such parts
_FARTHEST = 1e6  # cells from the origin; beyond it x and y are no numbers of cells

_Cell = tuple[int, int]
_SIDES = ((0, 1), (1, 0), (0, -1), (-1, 0))
_CORNERS = ((1, 1), (1, -1), (-1, -1), (-1, 1))
_AROUND = _SIDES + _CORNERS


def _clusters(cells: Collection[_Cell], ways: tuple[_Cell, ...]) -> list[set[_Cell]]:
    """Return the groups of cells that touch each other, in the order of their first cells."""
    left = dict.fromkeys(cells)
    found = []
    while left:
        waiting = [left.popitem()[0]]
        group = set(waiting)
        while waiting:
            x, y = waiting.pop()
            for right, up in ways:
                near = (x + right, y + up)
                if near in left:
                    del left[near]
                    group.add(near)
                    waiting.append(near)
        found.append(group)
    return found


def _filled(group: set[_Cell], people: Mapping[_Cell, float]) -> set[_Cell]:
    """Return a cluster with its gaps: cells of which most neighbours belong to it, until there are no more."""
    while True:
        touched: dict[_Cell, int] = {}
        for x, y in group:
            for right, up in _AROUND:
                near = (x + right, y + up)
                touched[near] = touched.get(near, 0) + 1
        gaps = {cell for cell, times in touched.items() if times >= MAJORITY and cell in people and cell not in group}
        if not gaps:
            return group
        group = group | gaps


def _cells(value: object) -> tuple[pd.Index[Any], dict[_Cell, float]]:
    """Return the labels of the cells that can be used, and by place the people of each; warn of the others."""
    table = as_table(value, "cells", "the columns x, y and people", ["x", "y", "people"], empty=False)
    wanted = "the number of a cell, a whole number: the place in kilometres of its corner"
    places_of = {f"cells: {axis}": table[axis] for axis in ("x", "y")}
    numbers, reasons = complete_rows(places_of, dict.fromkeys(places_of, wanted), least=-_FARTHEST, most=_FARTHEST)
    for axis, each in zip(("x", "y"), numbers.values(), strict=True):
        for row in np.flatnonzero(np.abs(each - np.round(each)) > _HAIR).tolist():
            reasons.setdefault(
                row,
                f"cells: {axis} of {shown(table.index[row])} is {each[row]:.15g}; expected {wanted}. Cells are 1 km "
                "wide: divide metres by 1,000 and round down.",
            )
    people_of = {"cells: people": table["people"]}
    in_people = {"cells: people": "the number of people in the cell, zero or more"}
    reasons = complete_rows(people_of, in_people, least=0)[1] | reasons
    if len(reasons) == len(table):
        raise ValueError(reasons[min(reasons)])
    warn_of_left_out(reasons, "cell", stacklevel=3)
    axes = [np.round(np.delete(each, list(reasons))).astype(int).tolist() for each in numbers.values()]
    table = table.iloc[np.delete(np.arange(len(table)), list(reasons))]
    if len(table) >= MANY and all(each % 1000 == axis[0] % 1000 for axis in axes for each in axis):
        warnings.warn(
            "All places are whole thousands apart, as if x and y were metres. Cells are 1 km wide: divide metres by "
            "1,000 and round down, or no two cells touch.",
            UnitWarning,
            stacklevel=3,
        )
    people = figures(table["people"], "cells: people", in_people["cells: people"], least=0)
    places = list(zip(*axes, strict=True))
    found = dict(zip(places, people.tolist(), strict=True))
    if len(found) < len(places):
        twice = pd.Series(places).duplicated().to_numpy().argmax()
        raise ValueError(f"cells: the cell {places[twice]} stands twice. Add its people up first.")
    return table.index, found


@method(
    title="Degree of urbanisation, classes of grid cells",
    formula=r"\text{centre: } \ge 1500 \text{ per km}^2 \text{ and } \ge 50000 \text{ people; } "
    r"\text{cluster: } \ge 300 \text{ per km}^2 \text{ and } \ge 5000",
    unit="class of each cell of 1 km²",
    source="Eurostat, Territorial typologies manual, cluster types",
    version="as stored in November 2026",
    lesson="3.1",
    note="Cells of a centre touch by their sides, those of a cluster also by their corners. Gaps are filled by the "
    "majority rule only; holes that it leaves, land without water and the share of built-up land are not looked at.",
)
def degree_of_urbanisation(cells: pd.DataFrame, *, fill_gaps: bool = True) -> pd.Series[str]:
    """Classify cells of 1 km² as urban centre, urban cluster or rural.

    An urban centre is a group of cells with at least 1,500 people each that touch by their sides and have 50,000 people
    together. An urban cluster is a group of cells with at least 300 people each that touch by sides or corners and have
    5,000 together; cells of a centre belong to a cluster as well, and are called urban centre here. All others are
    rural.

    Of the full method this does the thresholds, the contiguity, and the majority rule for gaps: a cell joins the centre
    that five of the eight cells around it belong to, again and again, before the 50,000 are counted. It does **not**
    fill larger holes, take density by land without water, or add cells for their built-up land, as the Global Human
    Settlement Layer does. Nor does it make cities out of municipalities: for that, at least half of the people of a
    municipality live in the centre. For a figure that is published, use the official classification of your country.

    Args:
        cells: one row for each cell, with ``x`` and ``y``, its whole number of kilometres from any origin, and
            ``people``. A cell without a row has no people and belongs to nothing.
        fill_gaps: whether gaps in urban centres are filled.

    Returns:
        "urban centre", "urban cluster" or "rural", by the labels of the cells that can be used.

    Raises:
        ValueError: a missing column, no cell that can be used, or one that stands twice.
        TypeError: not a table, a column without any number, or a ``fill_gaps`` other than True and False.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.
        UnitWarning: five or more cells are all whole thousands apart, as if their places were metres.

    Example:
        >>> import pandas as pd
        >>> from localsdg.monitoring import degree_of_urbanisation
        >>> cells = pd.DataFrame({"x": [0, 1, 2], "y": [0, 0, 1], "people": [30_000, 25_000, 400]})
        >>> degree_of_urbanisation(cells).tolist()
        ['urban centre', 'urban centre', 'urban cluster']
    """
    index, people = _cells(cells)
    fills = truth(fill_gaps, "fill_gaps")
    classes = dict.fromkeys(people, "rural")
    for group in _clusters([cell for cell, each in people.items() if each >= CLUSTER_DENSITY], _AROUND):
        if sum(people[cell] for cell in group) >= CLUSTER_PEOPLE:
            classes |= dict.fromkeys(group, "urban cluster")
    for group in _clusters([cell for cell, each in people.items() if each >= CENTRE_DENSITY], _SIDES):
        whole = _filled(group, people) if fills else group
        if sum(people[cell] for cell in whole) >= CENTRE_PEOPLE:
            classes |= dict.fromkeys(whole, "urban centre")
    return pd.Series(list(classes.values()), index=index, name="class", dtype=object)


@method(
    title="People and area inside a boundary",
    formula=r"\text{density} = \frac{\text{people inside}}{\text{km}^2 \text{ inside}}",
    unit="people, km², people per km², %",
    source="this course",
    version="2026",
    lesson="3.1",
    note="Say the boundary with every figure: the same city gives another share in another boundary.",
)
def people_by_boundary(
    places: pd.DataFrame, boundaries: pd.DataFrame, *, within: pd.Series[bool] | None = None
) -> pd.DataFrame:
    """Count people and area inside several boundaries of one city, and the share that lives within reach of something.

    Args:
        places: one row for each block or cell, with ``people`` and ``km2``.
        boundaries: by the labels of ``places``, one column of True and False for each boundary: whether the block lies
            inside.
        within: for each block, whether it is within reach, as ``service_area`` gives it.

    Returns:
        One row for each boundary: ``people``, ``km2``, ``density`` (people per km²; missing without area),
        ``of_people`` (inside, percent of all people of the table), and with ``within`` also ``share``: people within
        reach, percent of the people inside; missing where nobody lives inside.

    Raises:
        ValueError: a missing column, no block that can be used, nobody at all, labels that stand twice, or boundaries
            and places with different labels.
        TypeError: not a table, not a Series, a column without any number, or no answer of yes and no.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.

    Example:
        >>> import pandas as pd
        >>> from localsdg.monitoring import people_by_boundary
        >>> places = pd.DataFrame({"people": [300, 100], "km2": [0.5, 1.5]}, index=["centre", "edge"])
        >>> inside = pd.DataFrame({"narrow": [True, False], "wide": [True, True]}, index=["centre", "edge"])
        >>> reach = pd.Series([True, False], index=["centre", "edge"])
        >>> people_by_boundary(places, inside, within=reach)["share"].tolist()
        [100.0, 75.0]
    """
    table = as_table(places, "places", "the columns people and km2", ["people", "km2"], empty=False)
    if table.index.has_duplicates:
        twice = table.index[table.index.duplicated()][0]
        raise ValueError(f"places: {shown(twice)} stands twice. Name each block once.")
    wanted = {
        "places: people": "the number of people, zero or more",
        "places: km2": "square kilometres, zero or more",
    }
    numbers, reasons = complete_rows({f"places: {name}": table[name] for name in ("people", "km2")}, wanted, least=0)
    warn_of_left_out(reasons, "block", stacklevel=2)
    people, area = (np.delete(each, list(reasons)) for each in numbers.values())
    kept = table.index.delete(list(reasons))
    if people.sum() == 0:
        raise ValueError("places: people adds up to zero. There is no share of nobody.")
    inside = as_table(boundaries, "boundaries", "one column of True and False for each boundary", empty=False)
    _same_labels(inside.index, table.index, "boundaries")
    reached = None
    if within is not None:
        if not isinstance(within, pd.Series):
            raise TypeError(f"within is a {type(within).__name__}: give a Series of True and False, by block.")
        _same_labels(within.index, table.index, "within")
        reached = truths(within.loc[kept], "within")
    rows = {}
    for place, name in enumerate(inside.columns):
        lies = truths(inside.iloc[:, place].loc[kept], f"boundaries: {shown_name(name)}")
        there, km2 = float(people[lies].sum()), float(area[lies].sum())
        rows[name] = {
            "people": there,
            "km2": km2,
            "density": there / km2 if km2 else np.nan,
            "of_people": 100 * there / float(people.sum()),
        }
        if reached is not None:
            rows[name]["share"] = 100 * float(people[lies & reached].sum()) / there if there else np.nan
    return pd.DataFrame.from_dict(rows, orient="index")


def _same_labels(found: pd.Index[Any], wanted: pd.Index[Any], name: str) -> None:
    if found.has_duplicates:
        raise ValueError(f"{name}: {shown(found[found.duplicated()][0])} stands twice. Name each block once.")
    apart = wanted.symmetric_difference(found, sort=False)
    if len(apart):
        raise ValueError(f"{name} and places do not name the same blocks: {shown(apart[0])} is only in one of them.")
