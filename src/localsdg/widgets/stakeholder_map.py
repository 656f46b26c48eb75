"""The widget of lesson 1.3: actors on a grid of power and interest, empty quadrants, and groups without a voice."""

from typing import Any

from localsdg.widgets.base import CourseWidget
from localsdg.workbook import keep, kept

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
        self._kept = kept("1.3", "stakeholders")
        data = {
            "cases": [
                {"name": "A draft from the town hall", "hint": "Port Amani (fictional)", "actors": _DRAFT},
                {"name": "After a walk through Saltfield", "hint": "Port Amani (fictional)", "actors": _AFTER_A_WALK},
                {"name": "An empty map", "hint": "draw your own", "actors": []},
            ],
            "kept": self._kept,
        }
        super().__init__(data)
        self.observe(self._keep, names="answer")

    def _keep(self, change: dict[str, Any]) -> None:
        placed = change["new"]["kept"]
        # The widget tells its answer when it opens, too: then nobody has been placed yet.
        if placed != (self._kept or {name: place for name, *place in _DRAFT}):
            keep("1.3", "stakeholders", placed, since=self._kept)
            self._kept = placed
