"""The widget of lesson 1.3: actors on a grid of power and interest, empty quadrants, and groups without a voice."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

# Each actor as name, power and interest, followed by the groups for which it can speak.
_DRAFT: list[list[Any]] = [
    ["Council", 8, 7],
    ["Waste and Environment", 7, 9],
    ["Finance department", 8, 2],
    ["Government of the region", 6, 1, "other levels of government"],
    ["Harbour company", 3, 1, "businesses"],
]
_AFTER_A_WALK = [
    *_DRAFT,
    ["Groups of waste pickers", 3, 10, "people in informal settlements or informal work"],
    ["Association of market traders", 4, 7, "businesses"],
    ["Association of parents", 2, 8, "residents' and civil society organisations"],
    ["Association of people with disabilities", 2, 6, "people with disabilities"],
    ["Association of fishers", 3, 4, "farmers and fishers"],
]


class StakeholderMap(CourseWidget, module="stakeholder_map"):
    """Place actors by power and interest; read which quadrant is empty and which group has no voice.

    ``answer`` holds ``actors`` (as :class:`localsdg.localizing.Actor` takes them; those without a name of their own are
    left out), ``quadrants`` (names by quadrant) and ``missing`` (groups). Actors are kept in ``workbook.json``; on a
    built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        fictional = {"hint": "Port Amani (fictional)", "from": ["fictional", "Port Amani"]}
        data = {
            "cases": [
                {"name": "A draft from the town hall", "actors": _DRAFT} | fictional,
                {"name": "After a walk through Saltfield", "actors": _AFTER_A_WALK} | fictional,
            ],
        }
        super().__init__(data, keeps=("1.3", "stakeholders", "stakeholders_taken"))
