"""One handout for each lesson: what one can do afterwards, the steps, a form for one's own municipality, key points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localsdg.course.trainer_card import card
from localsdg.workshop.paper import BOX, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.course.lesson import Lesson
    from localsdg.workshop.event import Event

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_ROLE = re.compile(r"\{[a-z-]+\}`([^`<]+?)(?: *<[^>`]+>)?`")
_MARK = re.compile(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|`")
_LONG = 2.2  # centimetres in which a long answer is written
_SHORT = 0.95


def plain(markdown: str) -> str:
    """Return a text of a lesson without its marks."""
    return " ".join(_MARK.sub("", _ROLE.sub(r"\1", _LINK.sub(r"\1", markdown))).split())


def _items(lesson: Lesson, section: str) -> list[str]:
    """Return the items of a list in a section."""
    text = "\n".join(cell.source for cell in lesson.section(section) if cell.kind == "markdown")
    found = re.findall(r"^(?:- |\d+\. )(.+(?:\n(?!- |\d+\. |\n).+)*)", text, re.MULTILINE)
    return [plain(each) for each in found]


def _fields(group: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    for each in group["fields"]:
        answer = "\n".join(f"{BOX} {option}" for option in each["options"]) if each["kind"] == "choice" else ""
        unit = each.get("unit", "")
        label = f"{each['label']} ({unit})" if unit and unit not in each["label"] else each["label"]
        yield label, answer, _LONG if each["kind"] == "long" else _SHORT


def handout(event: Event, lesson: Lesson) -> bytes:
    """Return the handout of a lesson."""
    say = event.look.say
    paper = Paper(event.look, f"{lesson.number} {lesson.title}")
    paper.heading(say("agenda.lesson", lesson=lesson.number, title=lesson.title), 0)
    paper.text(say("handout.lead"), "Lead")
    paper.heading(say("handout.can"))
    paper.bullets(_items(lesson, "objectives"))
    paper.heading(say("handout.steps"))
    rows = [(say("agenda.minutes", minutes=step.minutes), plain(step.words)) for step in card(lesson.number).steps]
    paper.table((say("agenda.takes"), say("agenda.what")), rows, (15, 85))
    paper.heading(say("handout.municipality"))
    paper.text(plain(lesson.form["title"]), "Note", keep=True)
    for group in lesson.form["groups"]:
        if group.get("legend"):
            paper.heading(group["legend"], 2)
        fields = list(_fields(group))
        rows = [(label, answer) for label, answer, _ in fields]
        paper.table((), rows, (38, 62), tall=[height for *_, height in fields], bold=0)
    paper.heading(say("handout.remember"))
    paper.numbered(_items(lesson, "key-points"))
    return paper.content()
