"""The trainer's card of a lesson, read from the lesson's notebook, where it is written once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from localsdg.course.documents import LessonError, shown_name
from localsdg.course.lesson import Lesson, lessons

PARTS = ("For", "Time", "Group", "Bring", "Steps", "Debrief", "No power")
"""What a card says, in this order; the names are those of the English course."""

_LINE = re.compile(r"^- \*\*(.+?)\.\*\* *(.*)$", re.MULTILINE)
_STEP = re.compile(r"^ +\d+\. (\d+) min\. (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One step of a session: its minutes, and what happens."""

    minutes: int
    words: str


@dataclass(frozen=True)
class Card:
    """What a trainer needs to run a lesson with a group.

    Attributes:
        lesson: number of the lesson, such as "1.2".
        title: title of the lesson.
        minutes: length of the session; its steps add up to it.
        targets: codes of the targets that the lesson covers.
        audience: for whom it is.
        group: size of the group, and how it sits.
        materials: what to bring.
        steps: the session, step by step.
        debrief: questions for the end.
        no_power: how to do it without electricity.
    """

    lesson: str
    title: str
    minutes: int
    targets: tuple[str, ...]
    audience: str
    group: str
    materials: str
    steps: tuple[Step, ...]
    debrief: str
    no_power: str


def card_of(lesson: Lesson) -> Card:
    """Read the card of a lesson; its parts have their order, and their names may read as the language asks.

    Raises:
        LessonError: a part is missing, or there is no step with its minutes.
    """
    text = lesson.cell("trainer-card").source
    lines = [words for _, words in _LINE.findall(text)]
    if len(lines) != len(PARTS):
        raise LessonError(
            f"{shown_name(lesson.path)}, trainer-card: found {len(lines)} lines with a bold name, expected "
            f"{len(PARTS)}: {', '.join(PARTS)}. Write each as “- **Name.** Words”."
        )
    steps = tuple(Step(int(minutes), words) for minutes, words in _STEP.findall(text))
    if not steps:
        raise LessonError(
            f"{shown_name(lesson.path)}, trainer-card: found no step. Write each below “Steps”, indented, as "
            "“1. 10 min. Words”."
        )
    audience, _, group, materials, _, debrief, no_power = lines
    return Card(
        lesson=lesson.number,
        title=lesson.title,
        minutes=lesson.minutes["workshop"],
        targets=lesson.targets,
        audience=audience,
        group=group,
        materials=materials,
        steps=steps,
        debrief=debrief,
        no_power=no_power,
    )


@cache
def _cards() -> dict[str, Card]:
    return {each.number: card_of(each) for each in lessons()}


def lessons_with_cards() -> tuple[str, ...]:
    """Return the numbers of the lessons that can be given as a workshop."""
    return tuple(_cards())


def card(lesson: str) -> Card:
    """Return the trainer's card of a lesson such as "1.2".

    Raises:
        KeyError: there is no such lesson; the message lists those that there are.
    """
    cards = _cards()
    if lesson not in cards:
        raise KeyError(f"There is no lesson {lesson!r} with a trainer's card. There are: {', '.join(cards)}.")
    return cards[lesson]
