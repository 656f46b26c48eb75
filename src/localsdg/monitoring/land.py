"""Indicator 11.3.1: the ratio of land consumption to population growth, in both official versions.

Source: United Nations Statistics Division, metadata of indicator 11.3.1, version of March 2021, for the current formula
("2021"); the earlier version, with logarithms for land too ("earlier"), as used by the Office for National Statistics
(United Kingdom). Both take population growth as ln(P1 / P0) / years.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from localsdg.methods import Method, UnitWarning, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

EQUAL_FROM, EQUAL_TO = 0.95, 1.05  # the course's own band, not an official one
LEAST_LAND, MOST_LAND = 2, 50_000  # m² of built-up land for each person; beyond it a unit is probably wrong
SLOW = 0.5  # % a year, likewise the course's own: below it, a small error in the count turns the ratio

VERSIONS: Mapping[str, str] = {
    "2021": "metadata of March 2021",
    "earlier": "earlier metadata, logarithms for land too",
}

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


def land_and_people(
    *,
    y0: float | pd.Series[float],
    y1: float | pd.Series[float],
    p0: float | pd.Series[float],
    p1: float | pd.Series[float],
    v0: float | pd.Series[float],
    v1: float | pd.Series[float],
) -> pd.DataFrame:
    """Compute 11.3.1 for one place or, with Series on one index, for many.

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
        ``kind_2021`` and ``kind_earlier`` (see ``KINDS``), ``m2_earlier`` and ``m2_later`` (built-up square
        metres per person) and ``slow`` (population growth so small that the ratio is fragile).

    Raises:
        ValueError: people or area not above zero, or dates not in order; the message names the first such place.

    Warns:
        UnitWarning: less than 2 or more than 50,000 m² of built-up land for each person, as when square kilometres
            or thousands of people are given; the ratio is right all the same.
    """
    given = {"y0": y0, "y1": y1, "p0": p0, "p1": p1, "v0": v0, "v1": v1}
    index = next((value.index for value in given.values() if isinstance(value, pd.Series)), pd.RangeIndex(1))
    numbers = pd.DataFrame(given, index=index).astype("float64")
    for name, words in {"p0": "people", "p1": "people", "v0": "built-up area", "v1": "built-up area"}.items():
        for place, value in numbers.loc[numbers[name] <= 0, name].head(1).items():
            raise ValueError(f"{name} ({words}) of {place!r} is {value:g}: it should be above zero.")
    for place, row in numbers[numbers["y1"] <= numbers["y0"]].head(1).iterrows():
        raise ValueError(f"The dates of {place!r} are {row['y0']:g} and {row['y1']:g}: y1 should lie after y0.")

    each = 10_000 * numbers["v1"] / numbers["p1"]
    for place, area in each[(each < LEAST_LAND) | (each > MOST_LAND)].head(1).items():
        warnings.warn(
            f"{place!r} has {area:,.3g} m² of built-up land for each person. Is the area in hectares (1 km² is 100 ha, "
            "1 ha is 10,000 m²), and are people counted in persons, not in thousands?",
            UnitWarning,
            stacklevel=2,
        )

    first_year, last_year, first_people, last_people, first_land, last_land = numbers.to_numpy().T
    years = last_year - first_year
    people: Numbers = np.log(last_people / first_people) / years
    result = pd.DataFrame({"people": 100 * people}, index=numbers.index)
    growth = {"2021": (last_land - first_land) / first_land / years, "earlier": np.log(last_land / first_land) / years}
    for version, land in growth.items():
        ratio = np.full_like(land, np.nan)
        np.divide(land, people, out=ratio, where=people != 0)
        result[f"land_{version}"] = 100 * land
        result[f"ratio_{version}"] = ratio + 0.0  # never minus zero
        result[f"kind_{version}"] = _kind(people, land, ratio)
    result["m2_earlier"] = 10_000 * first_land / first_people
    result["m2_later"] = 10_000 * last_land / last_people
    result["slow"] = (people != 0) & (np.abs(people) < SLOW / 100)
    return result


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
        The ratio (None where the number of people did not change), the reading as one of ``KINDS``, and the
        version, so that the value is never without it.

    Raises:
        ValueError: an unknown version, or as in :func:`land_and_people`.
    """
    if version not in VERSIONS:
        raise ValueError(f"version is {version!r}: write one of {', '.join(map(repr, VERSIONS))}.")
    row = land_and_people(y0=y0, y1=y1, p0=p0, p1=p1, v0=v0, v1=v1).iloc[0]
    ratio = float(row[f"ratio_{version}"])
    return Verdict(
        None if np.isnan(ratio) else ratio,
        str(row[f"kind_{version}"]),
        f"{KINDS[str(row[f'kind_{version}'])]}: people {row['people']:+.2f} %, land {row[f'land_{version}']:+.2f} % "
        "a year.",
        f"11.3.1, {VERSIONS[version]}",
    )


_LAND = r"\frac{(V_1 - V_0) / V_0 / t}{\ln(P_1 / P_0) / t}"
_LAND_EARLIER = r"\frac{\ln(V_1 / V_0) / t}{\ln(P_1 / P_0) / t}"

METHODS = (
    Method(
        name="localsdg.monitoring.land_and_people",
        title="11.3.1, land consumption against population growth",
        formula=_LAND,
        unit="ratio",
        source="United Nations Statistics Division, metadata of 11.3.1",
        version="March 2021",
        lesson="3.2",
        note="Undefined when the number of people does not change; negative is the worst case, not the best.",
    ),
    Method(
        name="localsdg.monitoring.land_and_people",
        title="11.3.1, earlier version",
        formula=_LAND_EARLIER,
        unit="ratio",
        source="Office for National Statistics, United Kingdom, 11.3.1",
        version="before 2021",
        lesson="3.2",
        note="Never compare it with a value of the version of 2021.",
    ),
)
