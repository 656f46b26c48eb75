"""The widget of lesson 1.6: build the agenda of a peer exchange, and see what it lacks."""

from typing import Any

from localsdg.core.agenda2030 import TARGETS
from localsdg.localizing.exchange import LEAST_SHARE, LONGEST_WITHOUT_BREAK, SESSION_MINUTES
from localsdg.widgets.kit.base import CourseWidget


def _item(kind: str, minutes: int, title: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "minutes": minutes, "title": title} | more


def _session(title: str, group_work: int, cases: int, targets: str, minutes: int = SESSION_MINUTES) -> dict[str, Any]:
    return _item("session", minutes, title, group_work=group_work, cases=cases, targets=targets)


_COMPLETE = {
    "from": ["example", "the recipe"],
    "name": "The recipe",
    "hint": "two days, complete",
    "topic": "School for children who have just arrived",
    "background_document": "Four pages from each city, sent three weeks before",
    "outcome_note": "Shared challenges and what each city takes home; the host writes it within a month",
    "days": [
        {
            "start": "09:00",
            "items": [
                _item("opening", 30, "Welcome by the mayor", by_host=True),
                _session("Who gets a place at school?", 50, 50, "4.1 4.5"),
                _item("break", 60, "Lunch"),
                _session("Learning the language", 60, 40, "4.1 4.6"),
                _item("break", 15, "Break"),
                _item("other", 45, "What we have heard so far"),
            ],
        },
        {
            "start": "09:00",
            "items": [
                _item("visit", 120, "A school and a youth club", by_host=True, tied_to="Who gets a place at school?"),
                _item("break", 30, "Break"),
                _session("School and neighbourhood together", 50, 50, "10.2 11.7"),
                _item("break", 60, "Lunch"),
                _item("closing", 60, "What each city takes home"),
            ],
        },
    ],
}

_BROKEN = {
    "from": ["fictional", "Port Amani"],
    "name": "A broken agenda",
    "hint": "Port Amani (fictional): repair it",
    "topic": "Markets that stay clean",
    "background_document": "",
    "outcome_note": "",
    "days": [
        {
            "start": "08:30",
            "items": [
                _session("Waste from the fish market", 0, 110, "12.5"),
                _item("opening", 20, "Welcome by a consultant", by_host=False),
                _session("Fees that traders accept", 60, 45, ""),
                _item("break", 45, "Lunch"),
                _session("Drains and floods", 40, 30, "11.5", minutes=90),
            ],
        },
        {"start": "09:00", "items": [_item("visit", 120, "A walk through the old town", by_host=True, tied_to="")]},
    ],
}


class AgendaBuilder(CourseWidget, module="agenda_builder"):
    """Put an exchange of two days together from sessions, a visit and breaks; read what is missing or out of balance.

    ``answer`` holds the agenda as :class:`localsdg.localizing.Agenda` takes it (``topic``, ``background_document``,
    ``outcome_note``, ``items``), and ``findings``, pairs of what they are about and the rule.
    """

    def __init__(self) -> None:
        super().__init__(
            {
                "cases": [_COMPLETE, _BROKEN],
                "targets": [target.code for target in TARGETS],
                "limits": {"session": SESSION_MINUTES, "share": LEAST_SHARE, "break": LONGEST_WITHOUT_BREAK},
            },
            keeps=("1.6", "agenda", "agenda_taken"),
        )
