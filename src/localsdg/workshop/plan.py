"""The agenda of a workshop: real minutes from the trainers' cards, with breaks, within the time there is.

Rules of this course: five minutes of welcome and of closing; a break of 15 minutes before a stretch would pass two
hours; an hour of lunch in a long day. Sessions that do not fit become shorter by the same share, to two thirds of their
card at most; time that is left goes to the participants' own municipalities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from localsdg.core import agenda2030
from localsdg.core.money import whole_parts
from localsdg.course.cards import Card, Step, card
from localsdg.course.workshop_rules import (
    BREAK,
    CLOSING,
    LEAST_SHARE,
    LONG_DAY,
    LONGEST_STRETCH,
    LUNCH,
    LUNCH_FROM,
    OWN_WORK_FROM,
    WELCOME,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Entry:
    """One line of an agenda.

    Attributes:
        start: time of day in minutes after midnight.
        minutes: how long it takes.
        title: what it is.
        card: for a session, its card with the minutes of this agenda; else None.
        planned: for a session, the minutes that the card asks for; else 0.
    """

    start: int
    minutes: int
    title: str
    card: Card | None = None
    planned: int = 0

    @property
    def time(self) -> str:
        """Begin and end, such as "09:05–09:50"."""
        return f"{clock(self.start)}\N{EN DASH}{clock(self.start + self.minutes)}"

    @property
    def targets(self) -> str:
        """The targets that a session covers, with their short titles."""
        codes = self.card.targets if self.card else ()
        return "; ".join(f"{code} {agenda2030.target(code).title}" for code in codes)


@dataclass(frozen=True)
class WorkshopPlan:
    """The agenda of a workshop: its entries in order, without gaps."""

    entries: tuple[Entry, ...]

    @property
    def sessions(self) -> tuple[Entry, ...]:
        """The entries that are lessons."""
        return tuple(entry for entry in self.entries if entry.card)

    @property
    def shortened(self) -> tuple[Entry, ...]:
        """The sessions that are shorter than their cards."""
        return tuple(entry for entry in self.sessions if entry.minutes < entry.planned)


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _start(text: str) -> int:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    if not found:
        raise ValueError(f"start is {text!r}: give a time of day such as 09:00.")
    return 60 * int(found[1]) + int(found[2])


def _shorten(full: Card, minutes: int) -> Card:
    """Return a card whose steps add up to the minutes; every step keeps one minute at least."""
    extra = whole_parts(minutes - len(full.steps), [step.minutes for step in full.steps])
    steps = tuple(Step(1 + more, step.words) for step, more in zip(full.steps, extra, strict=True))
    return replace(full, minutes=minutes, steps=steps)


def _pauses(lengths: Sequence[int], start: int, minutes: int) -> list[int]:
    """Return the minutes of the break before each session; 0 for none."""
    lunch = start < LUNCH_FROM and minutes >= LONG_DAY
    now, stretch, pauses = start + WELCOME, WELCOME, []
    for index, length in enumerate(lengths):
        pause = 0
        if index and lunch and now >= LUNCH_FROM:
            pause, lunch = LUNCH, False
        elif index and stretch + length > LONGEST_STRETCH:
            pause = BREAK
        stretch = length if pause else stretch + length
        now += pause + length
        pauses.append(pause)
    return pauses


def _fit(cards: Sequence[Card], time: int) -> list[int]:
    """Return the minutes of each session within the time for sessions; shortened ones are multiples of five."""
    full = [each.minutes for each in cards]
    return full if sum(full) <= time else [5 * part for part in whole_parts(max(time, 0) // 5, full)]


def _stretch(entries: Sequence[Entry]) -> int:
    """Return the minutes since the last break."""
    last = max((index for index, entry in enumerate(entries) if entry.title in ("Break", "Lunch")), default=-1)
    return sum(entry.minutes for entry in entries[last + 1 :])


def plan_workshop(lessons: Sequence[str], minutes: int, start: str = "09:00") -> WorkshopPlan:
    """Plan a workshop from lessons, in the order given.

    Args:
        lessons: numbers of lessons, such as ["1.2", "1.5"].
        minutes: the time there is, with breaks.
        start: time of day.

    Raises:
        KeyError: there is no such lesson.
        ValueError: no lessons, one twice, a start that is no time of day, an end after midnight, or too little time.
    """
    if not lessons:
        raise ValueError("There are no lessons: name at least one, such as 1.2.")
    twice = [lesson for index, lesson in enumerate(lessons) if lesson in lessons[:index]]
    if twice:
        raise ValueError(f"Lesson {twice[0]} is named twice. Name each lesson once.")
    cards = [card(lesson) for lesson in lessons]
    begin = _start(start)
    if begin + minutes > 24 * 60:
        raise ValueError(f"From {start}, {minutes} minutes go past midnight. Begin earlier, or take less time.")

    rest = 0
    # More breaks leave less time for sessions, and shorter sessions may need fewer breaks. The time for breaks is
    # therefore only raised, until it is enough.
    while True:
        lengths = _fit(cards, minutes - WELCOME - CLOSING - rest)
        pauses = _pauses(lengths, begin, minutes)
        if sum(pauses) <= rest:
            break
        rest = sum(pauses)
    for each, length in zip(cards, lengths, strict=True):
        if length < LEAST_SHARE * each.minutes:
            need = sum(each.minutes for each in cards) + WELCOME + CLOSING + rest
            raise ValueError(
                f"{minutes} minutes are too few: lesson {each.lesson} would have {length} of its {each.minutes} "
                f"minutes. All that is named takes {need} minutes with breaks. Leave out a lesson, or take more time."
            )

    entries = [Entry(begin, WELCOME, "Welcome, and what this workshop is for")]

    def add(length: int, title: str, session: Card | None = None, planned: int = 0) -> None:
        entries.append(Entry(entries[-1].start + entries[-1].minutes, length, title, session, planned))

    for each, length, pause in zip(cards, lengths, pauses, strict=True):
        if pause:
            add(pause, "Lunch" if pause == LUNCH else "Break")
        session = each if length == each.minutes else _shorten(each, length)
        add(length, f"{each.lesson} {each.title}", session, each.minutes)
    left = begin + minutes - (entries[-1].start + entries[-1].minutes) - CLOSING
    if left >= OWN_WORK_FROM + BREAK and _stretch(entries) + left > LONGEST_STRETCH:
        add(BREAK, "Break")
        left -= BREAK
    if left >= OWN_WORK_FROM:
        add(left, "In your municipality: each participant fills in the forms of these lessons")
        left = 0
    add(CLOSING + left, "Closing: what each of us will do next, and by when")
    return WorkshopPlan(tuple(entries))
