"""The trainer's card of a lesson, read from the lesson's notebook, where it is written once."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from localsdg.core.content import content_root

if TYPE_CHECKING:
    from pathlib import Path

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


def _read(path: Path) -> Card:
    notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
    about = notebook["metadata"]["localsdg"]
    text = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    lines = dict(_LINE.findall(text["trainer-card"]))
    return Card(
        lesson=about["lesson"],
        title=text["title"].splitlines()[0].removeprefix("# "),
        minutes=about["minutes"]["workshop"],
        targets=tuple(about["targets"]),
        audience=lines["For"],
        group=lines["Group"],
        materials=lines["Bring"],
        steps=tuple(Step(int(minutes), words) for minutes, words in _STEP.findall(text["trainer-card"])),
        debrief=lines["Debrief"],
        no_power=lines["No power"],
    )


@cache
def _cards() -> dict[str, Card]:
    cards = (_read(path) for path in sorted((content_root() / "modules").glob("*/*.ipynb")))
    return {card.lesson: card for card in cards}


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
