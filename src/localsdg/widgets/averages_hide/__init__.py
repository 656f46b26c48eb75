"""The widget of lesson 3.4: what an average hides, area by area, with small numbers hidden."""

from __future__ import annotations

from typing import Any

from localsdg.core.small_numbers import SMALLEST_COUNT
from localsdg.widgets.kit.base import CourseWidget

_Areas = list[tuple[str, int | None, float]]


def _case(key: str, areas: _Areas, wanted: str, origin: list[str], year: int, **others: Any) -> dict[str, Any]:
    """Return a case: of each area its name, its people if they are known, and those who are counted or their share."""
    return {
        "key": key,
        "areas": [list(area) for area in areas],
        "wanted": wanted,
        "smallest": SMALLEST_COUNT,
        "year": year,
        "from": origin,
    } | others


def _durban() -> dict[str, Any]:
    from localsdg import datasets

    toilets = datasets.load("durban-wards").table.query("indicator == 'toilet'")
    people = toilets.groupby("place", sort=False)["value"].sum()
    flush = toilets[toilets["category"].str.startswith("Flush")].groupby("place", sort=False)["value"].sum()
    areas: _Areas = [
        (str(place).removeprefix("eThekwini ").capitalize(), int(all_people), int(having))
        for place, all_people, having in zip(people.index, people, flush.reindex(people.index), strict=True)
    ]
    return _case("toilets", areas, "increase", ["example", "Durban"], 2011)


def _port_amani(key: str, code: str, wanted: str, **others: Any) -> dict[str, Any]:
    from localsdg import datasets

    table = datasets.load("port-amani").table
    rows = table[(table["indicator"] == code) & (table["year"] == 2025) & (table["district"] != "")]
    rows = rows[(rows["sex"] == "") & (rows["age"] == "")]
    areas: _Areas = [
        (row["district"], int(row["denominator"]), int(row["numerator"])) for row in rows.to_dict("records")
    ]
    return _case(key, areas, wanted, ["fictional", "Port Amani"], 2025, **others)


def _los_angeles() -> dict[str, Any]:
    from localsdg import datasets

    table = datasets.load("los-angeles").table
    rows = table[(table["indicator"] == "3.8.1 local series") & (table["year"] == 2019) & (table["sex"] == "")]
    groups = rows[rows["race_ethnicity"] != ""]
    city = float(rows[rows["race_ethnicity"] == ""]["value"].iloc[0])
    areas: _Areas = [(row["race_ethnicity"], None, float(row["value"])) for row in groups.to_dict("records")]
    return _case("insurance", areas, "decrease", ["example", "Los Angeles"], 2019, all=city)


class AveragesHide(CourseWidget, module="averages_hide"):
    """Compare areas or groups with the average of all people; small numbers are hidden wherever a result stands.

    ``answer`` holds ``share`` (of all, in %), ``worst`` and ``best`` (names), ``gap`` (points), ``ratio``, ``fifth``
    (share of the worst-off fifth of the people), ``adds`` (points that closing the gap adds), ``hidden`` (names) and
    ``groups`` (names of all that are compared); None where there is no such value.
    """

    def __init__(self) -> None:
        cases = [
            _durban(),
            _port_amani("reading", "4.1.1", "increase", smallest=10),
            _port_amani("poverty", "1.2.1", "decrease"),
            _los_angeles(),
        ]
        super().__init__({"cases": cases}, keeps=("3.4", "gap", "gap_taken"))
