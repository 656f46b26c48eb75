"""The widget of lesson 1.3: actors on a grid of power and interest, empty quadrants, and groups without a voice."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

# Each actor as power and interest, followed by the groups for which it can speak. The names stand in the texts.
_DRAFT: list[list[Any]] = [
    [8, 7],
    [7, 9],
    [8, 2],
    [6, 1, "other levels of government"],
    [3, 1, "businesses"],
]
_AFTER_A_WALK = [
    *_DRAFT,
    [3, 10, "people in informal settlements or informal work"],
    [4, 7, "businesses"],
    [2, 8, "residents' and civil society organisations"],
    [2, 6, "people with disabilities"],
    [3, 4, "farmers and fishers"],
]


class StakeholderMap(CourseWidget, module="stakeholder_map"):
    """Place actors by power and interest; read which quadrant is empty and which group has no voice.

    ``answer`` holds ``actors`` (as :class:`localsdg.localizing.Actor` takes them; those without a name of their own are
    left out), ``quadrants`` (names by quadrant) and ``missing`` (groups). Actors are kept in ``workbook.json``; on a
    built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        fictional = {"from": ["fictional", "Port Amani"]}
        cases = [{"key": "draft", "actors": _DRAFT}, {"key": "walk", "actors": _AFTER_A_WALK}]
        data = {"cases": [case | fictional for case in cases]}
        super().__init__(data, keeps=("1.3", "stakeholders", "stakeholders_taken"))
