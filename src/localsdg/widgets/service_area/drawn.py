"""The drawn city of lesson 3.1, fictional, and where its stops, parks and boundary are at first; for JavaScript."""

from typing import Any

# Drawn for this exercise: a sign is a block of 200 m by 200 m, from north to south. A digit is its people in hundreds,
# living at a crossing of streets; a point is land without streets.
ROWS = [
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
CITY: dict[str, Any] = {
    "rows": ROWS,
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
START: dict[str, Any] = {
    "stops": [["low", 5, 4], ["low", 10, 4], ["low", 4, 8], ["high", 8, 7]],
    "parks": [[4, 4], [8, 6], [12, 7]],
    "boundary": "admin",
    "own": [3, 2, 13, 8],
    "look": "transport",
    "circles": False,
}


def constants() -> dict[str, Any]:
    """Return the city, and the state with which it begins."""
    return {"CITY": CITY, "START": START}
