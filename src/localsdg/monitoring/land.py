"""Indicator 11.3.1: the ratio of land consumption to population growth, in both official versions.

Source: United Nations Statistics Division, metadata of indicator 11.3.1, version of March 2021, for the current formula
("2021"); the earlier version, with logarithms for land too ("earlier"), as used by the Office for National Statistics
(United Kingdom). Both take population growth as ln(P1 / P0) / years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

EQUAL_FROM, EQUAL_TO = 0.95, 1.05  # the course's own band, not an official one
SLOW = 0.5  # % a year, likewise the course's own: below it, a small error in the count turns the ratio

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


def _kind(people: pd.Series[float], land: pd.Series[float], ratio: pd.Series[float]) -> np.ndarray[Any, Any]:
    cases = [
        (people.isna() | land.isna(), "missing"),
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
        ``kind_2021`` and ``kind_earlier`` (see :data:`KINDS`), ``m2_earlier`` and ``m2_later`` (built-up square
        metres per person) and ``slow`` (population growth so small that the ratio is fragile).

    Raises:
        ValueError: people or area not above zero, or dates not in order; the message names the first such place.
    """
    given = {"y0": y0, "y1": y1, "p0": p0, "p1": p1, "v0": v0, "v1": v1}
    index = next((value.index for value in given.values() if isinstance(value, pd.Series)), pd.RangeIndex(1))
    numbers = pd.DataFrame(given, index=index).astype("float64")
    for name, words in {"p0": "people", "p1": "people", "v0": "built-up area", "v1": "built-up area"}.items():
        for place in numbers.index[numbers[name] <= 0][:1]:
            raise ValueError(f"{name} ({words}) of {place!r} is {numbers.at[place, name]:g}: it should be above zero.")
    for place in numbers.index[numbers["y1"] <= numbers["y0"]][:1]:
        dates = f"{numbers.at[place, 'y0']:g} and {numbers.at[place, 'y1']:g}"
        raise ValueError(f"The dates of {place!r} are {dates}: y1 should lie after y0.")

    years = numbers["y1"] - numbers["y0"]
    land_growth = numbers["v1"] / numbers["v0"]
    result = pd.DataFrame(index=numbers.index)
    people = np.log(numbers["p1"] / numbers["p0"]) / years
    for version, land in {"2021": (land_growth - 1) / years, "earlier": np.log(land_growth) / years}.items():
        ratio = (land / people.where(people != 0)) + 0.0  # never minus zero
        result[f"land_{version}"] = 100 * land
        result[f"ratio_{version}"] = ratio
        result[f"kind_{version}"] = _kind(people, land, ratio)
    result.insert(0, "people", 100 * people)
    result["m2_earlier"] = numbers["v0"] * 10_000 / numbers["p0"]
    result["m2_later"] = numbers["v1"] * 10_000 / numbers["p1"]
    result["slow"] = (result["people"] != 0) & (result["people"].abs() < SLOW)
    return result
