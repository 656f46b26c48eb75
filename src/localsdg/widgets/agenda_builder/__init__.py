"""The widget of lesson 1.6: build the agenda of a peer exchange, and see what it lacks."""

from typing import Any

from localsdg.core.agenda2030 import TARGETS
from localsdg.localizing.exchange import LEAST_SHARE, LONGEST_WITHOUT_BREAK, SESSION_MINUTES
from localsdg.widgets.kit.base import CourseWidget


def _item(kind: str, minutes: int, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "minutes": minutes} | more


def _session(group_work: int, cases: int, targets: str, minutes: int = SESSION_MINUTES) -> dict[str, Any]:
    return _item("session", minutes, group_work=group_work, cases=cases, targets=targets)


# Topics, titles and the like stand in the texts of the widget. A visit is tied to a session by its place in the agenda.
_COMPLETE = [
    {
        "start": "09:00",
        "items": [
            _item("opening", 30, by_host=True),
            _session(50, 50, "4.1 4.5"),
            _item("break", 60),
            _session(60, 40, "4.1 4.6"),
            _item("break", 15),
            _item("other", 45),
        ],
    },
    {
        "start": "09:00",
        "items": [
            _item("visit", 120, by_host=True, tied_to=2),
            _item("break", 30),
            _session(50, 50, "10.2 11.7"),
            _item("break", 60),
            _item("closing", 60),
        ],
    },
]
_BROKEN = [
    {
        "start": "08:30",
        "items": [
            _session(0, 110, "12.5"),
            _item("opening", 20, by_host=False),
            _session(60, 45, ""),
            _item("break", 45),
            _session(40, 30, "11.5", minutes=90),
        ],
    },
    {"start": "09:00", "items": [_item("visit", 120, by_host=True, tied_to="")]},
]


class AgendaBuilder(CourseWidget, module="agenda_builder"):
    """Put an exchange of two days together from sessions, a visit and breaks; read what is missing or out of balance.

    ``answer`` holds the agenda as :class:`localsdg.localizing.Agenda` takes it (``topic``, ``background_document``,
    ``outcome_note``, ``items``), and ``findings``, pairs of what they are about and the rule.
    """

    def __init__(self) -> None:
        super().__init__(
            {
                "cases": [
                    {"key": "recipe", "from": ["example", ""], "days": _COMPLETE},
                    {"key": "broken", "from": ["fictional", "Port Amani"], "days": _BROKEN},
                ],
                "targets": [target.code for target in TARGETS],
                "limits": {"session": SESSION_MINUTES, "share": LEAST_SHARE, "break": LONGEST_WITHOUT_BREAK},
            },
            keeps=("1.6", "agenda", "agenda_taken"),
        )
