"""The widget of lesson 3.2: indicator 11.3.1 for a city of the Atlas of Urban Expansion, or for own numbers."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget


def _cities() -> dict[str, Any]:
    """Return years, people and hectares of the 60 cities, as exactly as a ratio with three decimals needs.

    In few bytes: a city is a row of place, country, the place of its region in the list of regions, and three dates of
    people, hectares and years.
    """
    from localsdg import datasets

    atlas = datasets.load("atlas-urban-expansion")
    table = atlas.table.sort_values(["place", "period"])
    regions = sorted(set(atlas.tables["places"]["region"]))
    cities = []
    for place in atlas.tables["places"].sort_values("place").itertuples():
        rows = table[table["place"] == place.place]
        people = rows[rows["indicator"] == "population"]
        land = rows[rows["indicator"] == "built-up area"]
        cities.append(
            [
                place.place,
                place.country,
                regions.index(place.region),
                *(int(count) for count in people["value"]),
                *(round(float(area), 1) for area in land["value"]),
                *(round(year, 3) for year in people["year"]),
            ]
        )
    return {"regions": regions, "cities": cities}


class LandAndPeople(CourseWidget, module="land_and_people"):
    """Choose a city or type numbers; see 11.3.1 in both official versions, with its verdict and reason.

    ``answer`` holds ``place``, ``version`` ("2021" or "earlier"), ``numbers`` (years y0 and y1, people p0 and p1,
    built-up hectares v0 and v1), ``ratio`` (no unit; None when undefined), ``kind`` and ``land_per_person`` (m²).
    """

    def __init__(self) -> None:
        super().__init__(_cities(), keeps=("3.2", "land", "land_taken"))
