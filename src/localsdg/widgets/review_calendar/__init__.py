"""The widget of lesson 4.1: the steps of a review, counted back from the day of the council or of the presentation."""

from __future__ import annotations

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

_CLOSED = "2026-12-21 to 2027-01-01"
_COUNCIL = "2027-06-16"
# Who does what in Port Amani (fictional).
_WHO = {
    "mandate": "Council of Port Amani",
    "team": "Mayor",
    "data": "Statistics office",
    "asked": "Town Secretariat",
    "draft": "Town Secretariat",
    "peers": "Reedwater (fictional)",
    "read": "Town Secretariat",
    "revise": "Town Secretariat",
    "council": "Council of Port Amani",
    "layout": "Town Secretariat",
    "hand in": "Mayor",
    "present": "Mayor",
    "follow up": "Council of Port Amani",
}


def _steps(changes: dict[str, dict[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    return {name: {"who": who, **(changes or {}).get(name, {})} for name, who in _WHO.items()}


class ReviewCalendar(CourseWidget, module="review_calendar"):
    """Count back from the day of the council or of the presentation; see what is late and what collides.

    ``answer`` holds ``council`` and ``presentation`` as they were given, ``begin`` (the latest day to begin), ``steps``
    (name, first day, last day, who) and ``findings`` (step, rule, and the sentence with its repair). A calendar of
    one's own is kept in ``workbook.json``; on a built page, where no Python runs, the browser keeps it instead.
    """

    def __init__(self) -> None:
        common = {"from": ["fictional", "Port Amani"]}
        crowded: dict[str, dict[str, Any]] = {
            "mandate": {"done": True},
            "team": {"done": True},
            "asked": {"who": "Statistics office"},
            "read": {"days": "5"},
            "revise": {"days": "3"},
        }
        days = {"council": _COUNCIL, "free": _CLOSED}
        cases = [
            {"key": "in_time", "today": "2026-11-30", "days": days, "steps": _steps()},
            {
                "key": "crowded",
                "today": "2027-03-15",
                "days": {**days, "presentation": "2027-07-13", "national": "2027-05-14"},
                "steps": _steps(crowded),
            },
        ]
        super().__init__({"cases": [{**case, **common} for case in cases]}, keeps=("4.1", "calendar", "calendar_taken"))
