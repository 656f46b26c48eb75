"""Every part of the kit, live: the contributor's catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.widgets.kit.base import CourseWidget

if TYPE_CHECKING:
    import pandas as pd


def _water() -> pd.DataFrame:
    from localsdg import datasets

    table = datasets.load("port-amani").table
    return table[table["indicator"] == "6.1.1"]


class Catalogue(CourseWidget, module="catalogue"):
    """Shows controls, feedback, undo and the five charts of the kit. ``answer`` holds what was set in it."""

    def __init__(self) -> None:
        water = _water()
        total = water[(water["district"] == "") & (water["sex"] == "") & (water["age"] == "")]
        districts = water[water["district"] != ""]

        def by_district(year: int) -> dict[str, float]:
            rows = districts[districts["year"] == year]
            return dict(zip(rows["district"], rows["value"], strict=True))

        first, last = by_district(2015), by_district(2025)
        average = float(total.loc[total["year"] == 2025, "value"].item())
        lowest = min(last, key=last.__getitem__)
        one_district = districts[districts["district"] == lowest].sort_values("year")
        everybody = total.sort_values("year")

        def points(table: pd.DataFrame) -> list[list[Any]]:
            return [[int(year), value] for year, value in zip(table["year"], table["value"], strict=True)]

        super().__init__(
            {
                "bars": [
                    {"name": name, "value": last[name], "mark": name == lowest}
                    for name in sorted(last, key=last.__getitem__)
                ],
                "average": average,
                "lines": [
                    {"name": "all homes", "points": points(everybody)},
                    {"name": lowest, "points": points(one_district)},
                ],
                "dots": [
                    {"name": name, "values": [first[name], last[name]]} for name in sorted(last, key=last.__getitem__)
                ],
                "matrix": {
                    "heads": ["tram", "market", "air"],
                    "rows": [
                        {"name": "tram", "values": [None, -3, 2]},
                        {"name": "market", "values": [-1, None, -1]},
                        {"name": "air", "values": [0, 1, None]},
                    ],
                },
            }
        )
