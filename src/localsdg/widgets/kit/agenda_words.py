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

    That is the official name and our title of each goal as ``GOALS``, and as ``TARGETS`` all of the rest in few bytes,
    one target a line: code, title, keywords, indicators. Indicators carry no code, since theirs is the target's
    and their place; one that was listed before is "=" and its code there.
    """
    keywords: dict[str, list[str]] = {}
    for code, keyword in agenda2030.KEYWORDS:
        keywords.setdefault(code, []).append(keyword)
    indicators: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for each in agenda2030.INDICATORS:
        before = first.setdefault(each.unsd_code, each.code)
        indicators.setdefault(each.target, []).append(each.title if before == each.code else f"={before}")
    lines = [
        "|".join(
            [
                each.code,
                each.title,
                ";".join(keywords.get(each.code, ())),
                *indicators[each.code],
            ]
        )
        for each in agenda2030.TARGETS
    ]
    goals = [[goal.official_name, goal.title] for goal in agenda2030.GOALS]
    return {"GOALS": goals, "TARGETS": "\n".join(lines)}
