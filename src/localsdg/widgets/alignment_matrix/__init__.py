"""The widget of lesson 2.2: the actions of a plan, the targets they serve or work against, and what stands alone."""

from __future__ import annotations

from typing import Any

from localsdg.widgets.kit.agenda_words import example_judgements
from localsdg.widgets.kit.base import CourseWidget
from localsdg.workbook import kept

# Ten actions of the fictional Port Amani: four with a link against a target, one without any link.
_TEN = ("A01", "A03", "A05", "A09", "A12", "A15", "A18", "A19", "A28", "A29")
# The same, as a town hall tags them in an afternoon: goals for each, down to the front of the town hall.
_TAGS = {
    "A01": [6],
    "A03": [6],
    "A05": [11, 3],
    "A09": [11, 1],
    "A12": [11],
    "A15": [9, 8],
    "A18": [4],
    "A19": [8, 4],
    "A28": [17, 16],
    "A29": [11],
}


def _cases() -> list[dict[str, Any]]:
    from localsdg import datasets

    tables = datasets.load("port-amani").tables
    titles = dict(zip(tables["actions"]["code"], tables["actions"]["title"], strict=True))
    links: dict[str, list[list[str]]] = {code: [] for code in _TEN}
    for row in tables["alignment"].fillna("").to_dict("records"):
        if row["action"] in links:
            links[row["action"]].append([str(row[name]) for name in ("target", "kind", "reason", "resolved")])
    actions = [{"code": code, "name": titles[code], "links": links[code]} for code in _TEN]
    shown = {
        "aligned": actions,
        "tags": [action | {"links": [], "goals": _TAGS[str(action["code"])]} for action in actions],
    }
    return [{"key": key, "from": ["fictional", "Port Amani"], "actions": found} for key, found in shown.items()]


class AlignmentMatrix(CourseWidget, module="alignment_matrix"):
    """Link the actions of a plan to targets, each link with a strength and a reason; see what is covered and what not.

    ``answer`` holds ``plan``, ``actions`` (id, name, plan, law, agenda), ``links`` (action, target, kind, reason,
    resolved), ``relevant`` (codes), ``judged`` (how many targets were judged in lesson 1.2), and what
    :func:`localsdg.implementation.align` finds, under the same names, with actions by their ids. Links are kept in
    ``workbook.json``; on a built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        judged = kept("1.2", "competences").get("judgements")
        data = {"cases": _cases(), "example": example_judgements()}
        super().__init__(
            data | ({"judgements": judged} if judged else {}), keeps=("2.2", "alignment", "alignment_taken")
        )
