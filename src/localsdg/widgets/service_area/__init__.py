"""The second widget of lesson 3.1: a drawn city in which stops, parks and the boundary can be moved."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

# Drawn for this exercise: a sign is a block of 200 m by 200 m, from north to south. A digit is its people in hundreds,
# living at a crossing of streets; a point is land without streets.
_ROWS = [
    "....011110........",
    "...0112221100.....",
    "..011234432110....",
    "..01246665432111..",
    "..124688754321222.",
    "..1247998643322221",
    "...136776432211221",
    "...024554322111211",
    "..0123443221110100",
    "..01122211100.....",
    "...0111100........",
    ".....00...........",
]
_CITY: dict[str, Any] = {
    "rows": _ROWS,
    "people": 100,  # for each digit
    "step": 200,  # metres
    "width": 12,  # of a street, metres
    "river": 6,  # it flows south of this row, counted from 0 in the north
    "bridges": [4, 9],  # columns, counted from 0 in the west
    "closed": 14,  # from this column on, streets run from east to west only
    # West, north, east and south of rectangles, blocks counted from 0; "built" is every block with people.
    "boundaries": {"centre": [4, 3, 9, 6], "built": None, "admin": [0, 0, 12, 11]},
    "hectares": [3, 4, 6],  # of the parks
}
_START: dict[str, Any] = {
    "stops": [["low", 5, 4], ["low", 10, 4], ["low", 4, 8], ["high", 8, 7]],
    "parks": [[4, 4], [8, 6], [12, 7]],
    "boundary": "admin",
    "own": [3, 2, 13, 8],
    "look": "transport",
    "circles": False,
}


class ServiceArea(CourseWidget, module="service_area"):
    """Move stops, parks and the boundary of a drawn city; read who lives within reach, along the streets.

    ``answer`` holds ``boundary`` ("centre", "built", "admin" or "own"), ``stops`` (kind, column and row), ``parks``
    (column and row), and ``figures``: by boundary ``people``, ``area`` (hectares), ``transport`` (11.2.1, %),
    ``transport_line`` (the same by straight lines), ``space`` and ``space_line`` (11.7.1, people within 400 m, %), and
    ``open`` (11.7.1, share of the area, %). The city is fictional, so that nothing of it goes into the workbook: it
    stays as it was left until the tab is closed.
    """

    def __init__(self) -> None:
        super().__init__({"city": _CITY, "start": _START})
