"""Indicator 11.3.1: the ratio of land consumption to population growth, in both official versions.

Source: United Nations Statistics Division, metadata of indicator 11.3.1, version of March 2021, for the current formula
("2021"); the earlier version, with logarithms for land too ("earlier"), as used by the Office for National Statistics
(United Kingdom). Both take population growth as ln(P1 / P0) / years.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import (
    A_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    choice,
    figures_by_row,
    is_missing,
    is_number,
    number_or_missing,
    on_one_index,
    shown,
)
from localsdg.core.land_limits import EQUAL_FROM, EQUAL_TO, LONG, SLOW, VERSIONS
from localsdg.core.methods import UnitWarning, Verdict, helper, method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsdg.core.arguments import Amounts, Numbers

__all__ = ["KINDS", "land_and_people", "land_ratio"]

_LAND = r"\frac{(V_1 - V_0) / V_0 / t}{\ln(P_1 / P_0) / t}"
_LAND_EARLIER = r"\frac{\ln(V_1 / V_0) / t}{\ln(P_1 / P_0) / t}"


LEAST_LAND, MOST_LAND = 2, 50_000  # m² of built-up land for each person; beyond it a unit is probably wrong
LEAST = 1e-6  # people or hectares; less is taken for zero
MOST_CHANGE = 20  # factor by which land for each person changes between the dates; beyond it a unit is probably wrong

KINDS: Mapping[str, str] = {
    "undefined": "No ratio: the number of people did not change",
    "leaving": "Land grows while people leave",
    "emptier": "People leave, the built-up land stays",
    "shrinking": "People and built-up land both shrink",
    "tighter": "More people on less built-up land",
    "infill": "More people, no newly built-up land",
    "faster": "Land grows faster than people",
    "equal": "Land and people grow at about the same speed",
    "denser": "People grow faster than land",
    "missing": "A number is missing",
    "unusable": "A number cannot be used",
}


def _kind(people: Numbers, land: Numbers, ratio: Numbers) -> np.ndarray[Any, Any]:
    cases = [
        (np.isnan(people) | np.isnan(land), "missing"),
        (people == 0, "undefined"),
        ((people < 0) & (land > 0), "leaving"),
        ((people < 0) & (land == 0), "emptier"),
        (people < 0, "shrinking"),
        (land < 0, "tighter"),
        (land == 0, "infill"),
        (ratio > EQUAL_TO, "faster"),
        (ratio < EQUAL_FROM, "denser"),
    ]
    return np.select([condition for condition, _ in cases], [kind for _, kind in cases], default="equal")


_NAMES = {"p0": "people", "p1": "people", "v0": "built-up area", "v1": "built-up area"}


def _usable(columns: dict[str, Any], index: pd.Index[Any]) -> tuple[dict[str, Numbers], dict[int, str]]:
    """Return the six columns as numbers, and by row why it cannot be used; its numbers are then missing."""
    numbers: dict[str, Numbers] = {}
    reasons: dict[int, str] = {}
    for name in ("y0", "y1"):
        numbers[name], found = figures_by_row(columns[name], name, A_YEAR, least=FIRST_YEAR, most=LAST_YEAR)
        reasons = {**found, **reasons}
    for name, words in _NAMES.items():
        numbers[name], found = figures_by_row(columns[name], f"{name} ({words})", "a number above zero")
        for row in np.flatnonzero(numbers[name] < LEAST).tolist():
            value = f"{numbers[name][row]:.15g}"
            found[row] = f"{name} ({words}) of {shown(index[row])} is {value}: it should be above zero."
        reasons = {**found, **reasons}
    for row in np.flatnonzero(numbers["y1"] <= numbers["y0"]).tolist():
        dates = f"{numbers['y0'][row]:.15g} and {numbers['y1'][row]:.15g}"
        reasons.setdefault(row, f"The dates of {shown(index[row])} are {dates}: y1 should lie after y0.")
    for each in numbers.values():
        each[list(reasons)] = np.nan
    return numbers, reasons


def _warn_of_units(earlier: Numbers, later: Numbers, index: pd.Index[Any]) -> None:
    """Warn where land for each person (m²), at one date or from one to the other, looks like another unit."""
    for each in (earlier, later):
        strange = (each < LEAST_LAND) | (each > MOST_LAND)
        if strange.any():
            row = int(strange.argmax())
            warnings.warn(
                f"{shown(index[row])} has {each[row]:,.3g} m² of built-up land for each person. Is the area in "
                "hectares (1 km² is 100 ha, 1 ha is 10,000 m²), and are people counted in persons, not in thousands?",
                UnitWarning,
                stacklevel=3,
            )
            return
    change = np.maximum(earlier, later) / np.minimum(earlier, later)
    if (change > MOST_CHANGE).any():
        row = int(np.nanargmax(change))
        warnings.warn(
            f"{shown(index[row])} has {earlier[row]:,.3g} m² of built-up land for each person at the first date "
            f"and {later[row]:,.3g} m² at the second. Are both dates in the same units? If not, the ratio is wrong.",
            UnitWarning,
            stacklevel=3,
        )


@method(
    title="11.3.1, land consumption against population growth",
    formula=_LAND,
    unit="ratio",
    source="United Nations Statistics Division, metadata of 11.3.1",
    version="March 2021",
    lesson="3.2",
    note="Undefined when the number of people does not change; negative is the worst case, not the best.",
)
@method(
    title="11.3.1, earlier version",
    formula=_LAND_EARLIER,
    unit="ratio",
    source="Office for National Statistics, United Kingdom, 11.3.1",
    version="before 2021",
    lesson="3.2",
    note="Never compare it with a value of the version of 2021.",
)
@method(
    title="11.3.1, secondary indicators",
    formula=r"\frac{V}{P} \quad \text{and} \quad 100 \cdot \frac{V_1 - V_0}{V_0}",
    unit="m² of built-up area per person; % of the earlier area",
    source="United Nations Statistics Division, metadata of 11.3.1",
    version="March 2021",
    lesson="3.2",
    note="Neither divides by the growth of people: report both where people leave or stand still.",
)
def land_and_people(
    *,
    y0: Amounts,
    y1: Amounts,
    p0: Amounts,
    p1: Amounts,
    v0: Amounts,
    v1: Amounts,
) -> pd.DataFrame:
    """Compute 11.3.1 for one place or, with Series or lists, for many: Series are matched by their labels.

    Args:
        y0: earlier date, in decimal years.
        y1: later date, in decimal years.
        p0: people at the earlier date.
        p1: people at the later date.
        v0: built-up area at the earlier date, in hectares, within the boundary for which people were counted.
        v1: built-up area at the later date, in hectares.

    Returns:
        One row for each place, with ``people`` (growth, % a year), ``land_2021`` and ``land_earlier`` (growth, % a
        year), ``ratio_2021`` and ``ratio_earlier`` (no unit; missing where the number of people did not change),
        ``kind_2021`` and ``kind_earlier`` (see ``KINDS``), the secondary indicators ``m2_earlier`` and ``m2_later``
        (built-up square metres per person) and ``total_change`` (of built-up area, %), ``slow`` (population growth so
        small that the ratio is fragile), ``long`` (more than 15 years between the dates, so that the two versions drift
        apart) and ``reason``: why a place of many is "unusable", as with people or area not above zero, or dates that
        are no years or not in order; else empty.

    Raises:
        ValueError: Series of other places; for one place alone, also what would make it unusable among many.
        TypeError: no number and no list of numbers.

    Warns:
        UnitWarning: less than 2 or more than 50,000 m² of built-up land for each person at one of the dates, as when
            square kilometres or thousands of people are given; the ratio is right all the same if both dates are. More
            than 20 times as much land for each person at one date as at the other: one of them is in another unit, and
            the ratio is wrong.
    """
    index, columns = on_one_index({"y0": y0, "y1": y1, "p0": p0, "p1": p1, "v0": v0, "v1": v1})
    numbers, reasons = _usable(columns, index)
    if reasons and all(is_number(value) or is_missing(value) for value in (y0, y1, p0, p1, v0, v1)):
        raise ValueError(reasons[0])
    first_year, last_year, first_people, last_people, first_land, last_land = numbers.values()
    first_each, last_each = 10_000 * first_land / first_people, 10_000 * last_land / last_people
    _warn_of_units(first_each, last_each, index)

    years = last_year - first_year
    people: Numbers = np.log(last_people / first_people) / years
    result = pd.DataFrame({"people": 100 * people}, index=index)
    growth = {"2021": (last_land - first_land) / first_land / years, "earlier": np.log(last_land / first_land) / years}
    for version, land in growth.items():
        ratio = np.full_like(land, np.nan)
        np.divide(land, people, out=ratio, where=people != 0)
        result[f"land_{version}"] = 100 * land
        result[f"ratio_{version}"] = ratio + 0.0  # never minus zero
        result[f"kind_{version}"] = _kind(people, land, ratio)
    result["m2_earlier"], result["m2_later"] = first_each, last_each
    result["total_change"] = 100 * (last_land - first_land) / first_land
    result["slow"] = (people != 0) & (np.abs(people) < SLOW / 100)
    result["long"] = years > LONG
    unusable = np.isin(np.arange(len(result)), list(reasons))
    for version in growth:
        kinds = result[f"kind_{version}"]
        result[f"kind_{version}"] = kinds.mask(unusable, "unusable")
    result["reason"] = [reasons.get(row, "") for row in range(len(result))]
    return result


@helper
def land_ratio(
    *, y0: float, y1: float, p0: float, p1: float, v0: float, v1: float, version: Literal["2021", "earlier"]
) -> Verdict:
    """Give 11.3.1 of one place in one version of the formula, with its reading.

    Args:
        y0: earlier date, in decimal years; the others as in :func:`land_and_people`.
        y1: later date.
        p0: people at the earlier date.
        p1: people at the later date.
        v0: built-up area at the earlier date, in hectares.
        v1: built-up area at the later date, in hectares.
        version: "2021", the current formula, or "earlier".

    Returns:
        The ratio (None where the number of people did not change, or a number is missing), the reading as one of
        ``KINDS``, and the version, so that the value is never without it.

    Raises:
        ValueError: an unknown version, or as in :func:`land_and_people`.
        TypeError: something that is no number.

    Warns:
        UnitWarning: as :func:`land_and_people`.
    """
    choice(version, "version", VERSIONS)
    given = {"y0": y0, "y1": y1, "p0": p0, "p1": p1, "v0": v0, "v1": v1}
    numbers = {name: number_or_missing(value, name, "one number") for name, value in given.items()}
    row = land_and_people(**numbers).iloc[0]
    kind = str(row[f"kind_{version}"])
    if kind == "missing":
        return Verdict(None, kind, f"{KINDS[kind]}.", f"11.3.1, {VERSIONS[version]}")
    ratio = float(row[f"ratio_{version}"])
    return Verdict(
        None if np.isnan(ratio) else ratio,
        kind,
        f"{KINDS[kind]}: people {row['people']:+.2f} %, land {row[f'land_{version}']:+.2f} % a year.",
        f"11.3.1, {VERSIONS[version]}",
    )
