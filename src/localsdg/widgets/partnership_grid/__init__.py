"""The widget of lesson 2.5: the tasks of one action, who answers for each, and what the rules say of it."""

from __future__ import annotations

from typing import Any

from localsdg.widgets.kit.base import CourseWidget
from localsdg.workbook import kept

_ACTION = "A08"
_PARTNERS = ("P01", "P13", "P05", "P04", "P09", "P21", "P14")
# Of each task the target and the power that it asks for, and who is accountable, responsible, consulted and informed.
# The words of the tasks stand in the texts of the widget.
_Task = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_REPAIRED: tuple[_Task, ...] = (
    ("16.6", "decides", ("P01",), ("P05",), ("P13",), ("P21",)),
    ("12.5", "decides", ("P13",), ("P13",), ("P05", "P21"), ("P01",)),
    ("11.6", "decides", ("P13",), ("P13", "P09"), ("P21",), ()),
    ("12.5", "carries out", ("P21",), ("P21",), ("P13",), ("P09",)),
    ("12.4", "carries out", ("P13",), ("P13",), ("P14",), ("P21",)),
    ("17.18", "carries out", ("P04",), ("P21", "P13"), (), ("P01",)),
)
# Two are accountable; nobody does the work; a rule forbids it; no rule allows it; nobody is accountable.
_FAULTY: tuple[_Task, ...] = (
    ("16.6", "decides", ("P05",), ("P05",), ("P13",), ("P21",)),
    ("12.5", "decides", ("P13", "P05"), ("P13",), ("P21",), ("P01",)),
    ("11.6", "decides", ("P13",), (), ("P09", "P21"), ()),
    ("12.5", "carries out", ("P21",), ("P21",), ("P13",), ("P09",)),
    ("12.4", "carries out", ("P21",), ("P21",), ("P14",), ("P13",)),
    ("17.18", "carries out", (), ("P21", "P13"), ("P04",), ("P01",)),
)


def _town() -> tuple[dict[str, str], list[list[str]], str]:
    """Return of Port Amani (fictional) the names of the partners by code, their rules, and the title of the action."""
    from localsdg import datasets

    tables = datasets.load("port-amani").tables
    partners = tables["partners"].set_index("partner")["name"]
    names = {code: str(partners[code]) for code in _PARTNERS}
    rules = [
        [names[row["partner"]], *(str(row[column]) for column in ("rule", "power", "target", "what"))]
        for row in tables["mandates"].to_dict("records")
        if row["partner"] in names
    ]
    return names, rules, str(tables["actions"].set_index("code")["title"][_ACTION])


def _tasks(tasks: tuple[_Task, ...], names: dict[str, str]) -> list[dict[str, Any]]:
    roles = ("accountable", "responsible", "consulted", "informed")
    return [
        {"target": target, "power": power}
        | {role: [names[code] for code in codes] for role, codes in zip(roles, given, strict=True)}
        for target, power, *given in tasks
    ]


def _drawn() -> list[str]:
    """Return the names of the actors of lesson 1.3, for a notebook; a page reads them itself."""
    entries = kept("1.3", "stakeholders").items()
    return [each[0] if isinstance(each[0], str) else name for name, each in entries if isinstance(each, list) and each]


class PartnershipGrid(CourseWidget, module="partnership_grid"):
    """Say who is accountable, responsible, consulted and informed for each task of one action; read what is wrong.

    ``answer`` holds ``tasks`` (a list of ``what``, ``accountable``, ``responsible``, ``consulted``, ``informed``,
    ``mandate``, and in a ready case ``target`` and ``power``) and ``findings`` (what it is about, the rule, and the
    sentence with its repair). Tasks are kept in ``workbook.json``; on a built page, where no Python runs, the browser
    keeps them instead.
    """

    def __init__(self) -> None:
        names, rules, title = _town()
        common = {"from": ["fictional", "Port Amani"], "partners": list(names.values())}
        shown = {"faulty": _FAULTY, "repaired": _REPAIRED}
        action = kept("2.5", "municipality").get("action", "")
        data = {
            "cases": [{"key": key, **common, "tasks": _tasks(tasks, names)} for key, tasks in shown.items()],
            "rules": rules,
            "title": title,
            "actors": _drawn(),
            "action": action if isinstance(action, str) else "",
        }
        super().__init__(data, keeps=("2.5", "grid", "grid_taken"))
