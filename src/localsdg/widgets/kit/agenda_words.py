"""The 2030 Agenda for JavaScript, so that all widgets that need its words share one copy of them."""

from typing import Any

from localsdg.core import agenda2030
from localsdg.localizing.competences import JUDGEMENTS


def example_judgements() -> str:
    """Return the judgements of the fictional Port Amani: for each target, in their order, the place of its judgement.

    ``judgementsOf`` of ``agenda.js`` reads them.
    """
    from localsdg import datasets

    table = datasets.load("port-amani").tables["competences"]
    example = dict(zip(table["target"], table["judgement"], strict=True))
    return "".join(str(JUDGEMENTS.index(example[each.code])) for each in agenda2030.TARGETS)


def constants() -> dict[str, Any]:
    """Return what ``agenda.js`` reads.

    That is the official name and our title of each goal as ``GOALS``, and as ``TARGETS`` code and title of each target,
    one a line.
    """
    goals = [[goal.official_name, goal.title] for goal in agenda2030.GOALS]
    return {"GOALS": goals, "TARGETS": "\n".join(f"{each.code}|{each.title}" for each in agenda2030.TARGETS)}
