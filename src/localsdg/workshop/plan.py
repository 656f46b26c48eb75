"""The agenda of a workshop: real minutes from the trainers' cards, with breaks, within the time there is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from localsdg.core import agenda2030
from localsdg.core.money import whole_parts
from localsdg.course.short_test import TEST, TEST_MINUTES
from localsdg.course.trainer_card import Card, Step, card
from localsdg.course.workshop_rules import USUAL_PEOPLE
from localsdg.review.words import Words
from localsdg.workshop.timing import Slot, minutes_needed, plan_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Entry:
    """One line of an agenda.

    Attributes:
        start: time of day in minutes after midnight.
        minutes: how long it takes.
        title: what it is.
        kind: "welcome", "session", "own", "break", "lunch", "test" or "closing"; in an edition made item by item also
            "opening", "cases", "visit" or "other".
        card: for a session, its card with the minutes of this agenda, and the steps of its part; else None.
        part: which part of a divided session it is; else 1.
    """

    start: int
    minutes: int
    title: str
    kind: str
    card: Card | None = None
    part: int = 1

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
    def shortened(self) -> tuple[tuple[str, int, int], ...]:
        """The lessons that have less time than their cards: number, minutes, and those of the card."""
        given: dict[str, int] = {}
        for entry in self.sessions:
            assert entry.card is not None
            given[entry.card.lesson] = given.get(entry.card.lesson, 0) + entry.minutes
        planned = {lesson: card(lesson).minutes for lesson in given}
        return tuple((each, given[each], planned[each]) for each in given if given[each] < planned[each])


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


def _part(whole: Card, before: int, minutes: int) -> Card:
    """Return a card with the steps of a part of its time; a step that goes on after the break stands in both parts."""
    steps, now = [], 0
    for step in whole.steps:
        inside = min(now + step.minutes, before + minutes) - max(now, before)
        if inside > 0:
            steps.append(Step(inside, step.words))
        now += step.minutes
    return replace(whole, minutes=minutes, steps=tuple(steps))


def plan_workshop(
    lessons: Sequence[str], minutes: int, start: str = "09:00", people: int = USUAL_PEOPLE
) -> WorkshopPlan:
    """Plan a workshop from lessons, in the order given; :mod:`localsdg.workshop.timing` has the rules.

    Args:
        lessons: numbers of lessons, such as ["1.2", "1.5"].
        minutes: the time there is, with breaks.
        start: time of day.
        people: how many take part; the closing grows with them.

    Raises:
        KeyError: there is no such lesson.
        ValueError: no lessons, one twice, nobody who takes part, a start that is no time of day, an end after midnight,
            or too little time.
    """
    if not lessons:
        raise ValueError("There are no lessons: name at least one, such as 1.2.")
    twice = [lesson for index, lesson in enumerate(lessons) if lesson in lessons[:index]]
    if twice:
        raise ValueError(f"Lesson {twice[0]} is named twice. Name each lesson once.")
    if people < 1:
        raise ValueError(f"people is {people}: give how many take part, such as 20.")
    return plan_parts(lessons, minutes, start, people)


def plan_parts(
    lessons: Sequence[str], minutes: int, start: str = "09:00", people: int = USUAL_PEOPLE, language: str = "en"
) -> WorkshopPlan:
    """Plan a day of lessons, among which ``TEST`` may stand, once or more, for a short test.

    Raises:
        KeyError: there is no such lesson.
        ValueError: a start that is no time of day, an end after midnight, or too little time.
    """
    cards = [None if lesson == TEST else card(lesson) for lesson in lessons]
    begin = _start(start)
    if begin + minutes > 24 * 60:
        raise ValueError(f"From {start}, {minutes} minutes go past midnight. Begin earlier, or take less time.")
    full = [each.minutes if each else TEST_MINUTES for each in cards]
    slots = plan_day(full, minutes, begin, people)
    if slots is None:
        least, whole = minutes_needed(full, minutes, begin, people)
        raise ValueError(
            f"{minutes} minutes are too few for these lessons. If each lesson is shortened to two thirds of its card, "
            f"{least} minutes are enough. If no lesson is shortened, you need {whole}. Leave out a lesson, or take "
            "more time."
        )
    return WorkshopPlan(tuple(_entries(cards, slots, begin, Words(language, "workshop"))))


def _entries(cards: Sequence[Card | None], slots: Sequence[Slot], begin: int, say: Words) -> Iterator[Entry]:
    now = begin
    for at, slot in enumerate(slots):
        whole = cards[slot.session] if slot.kind == "session" else None
        if whole:
            parts = [each.minutes for each in slots if each.session == slot.session]
            before = sum(each.minutes for each in slots[:at] if each.session == slot.session)
            session = whole if sum(parts) == whole.minutes else _shorten(whole, sum(parts))
            title = say("agenda.lesson", lesson=whole.lesson, title=whole.title)
            if slot.parts > 1:
                title = say("agenda.part", name=title, part=slot.part, parts=slot.parts)
            yield Entry(now, slot.minutes, title, slot.kind, _part(session, before, slot.minutes), slot.part)
        else:
            kind = TEST if slot.kind == "session" else slot.kind
            yield Entry(now, slot.minutes, say(f"agenda.entries.{kind}"), kind)
        now += slot.minutes
