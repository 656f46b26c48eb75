"""The agenda of a workshop as a page, as a Word document and as calendar entries."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.core.html import render
from localsdg.review.words import Words
from localsdg.workshop.event import day_words
from localsdg.workshop.paper import Look, Paper
from localsdg.workshop.plan import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from localsdg.workshop.event import Event
    from localsdg.workshop.plan import Entry, WorkshopPlan

_CARD = ("audience", "group", "materials", "debrief", "no_power")


@dataclass(frozen=True)
class Frame:
    """What an agenda says of its workshop.

    Attributes:
        title: what it is called; "" for the usual words.
        place: where it is, or nothing.
        day: the day, or None.
        paper: "a4" or "letter".
        language: of the words.
    """

    title: str = ""
    place: str = ""
    day: datetime.date | None = None
    paper: str = "a4"
    language: str = "en"

    @property
    def say(self) -> Words:
        """The words of the language."""
        return Words(self.language, "workshop")

    @property
    def heading(self) -> str:
        """The heading of the agenda; the day in words, if there is one."""
        day = day_words(self.day, self.say, weekday=False) if self.day else ""
        return ", ".join(filter(None, [self.title or self.say("agenda.title"), self.place, day]))


def heads(say: Words) -> list[str]:
    """Return the heads of the columns of an agenda."""
    return [say("agenda.time"), say("agenda.what"), say("agenda.targets")]


def notes(agenda: WorkshopPlan, say: Words) -> list[str]:
    """Return a sentence for each session that is shorter than its card."""
    return [
        say("notices.shortened", lesson=lesson, minutes=minutes, planned=planned)
        for lesson, minutes, planned in agenda.shortened
    ]


def _steps(entry: Entry) -> Iterator[tuple[str, int, str]]:
    assert entry.card is not None
    now = entry.start
    for step in entry.card.steps:
        yield clock(now), step.minutes, step.words
        now += step.minutes


def _facts(entry: Entry, say: Words) -> list[str]:
    return [say(f"card.{part}", words=getattr(entry.card, part)) for part in _CARD]


def write_page(agenda: WorkshopPlan, file: Path, frame: Frame) -> None:
    """Write the agenda as one HTML page that needs nothing else and prints well."""
    say = frame.say
    sessions = [
        (
            f"{entry.time}  {entry.title}",
            _facts(entry, say),
            [say("agenda.step", time=time, minutes=minutes, words=words) for time, minutes, words in _steps(entry)],
        )
        for entry in agenda.sessions
    ]
    page = render(
        "workshop",
        "agenda.html",
        title=frame.heading,
        heads=heads(say),
        entries=agenda.entries,
        notes=notes(agenda, say),
        sessions=sessions,
        foot=say("paper.foot"),
    )
    file.write_text(f"{page}\n", "utf-8")


def _day(paper: Paper, agenda: WorkshopPlan) -> None:
    """Add the table of a day."""
    rows = [(entry.time, entry.title, entry.targets) for entry in agenda.entries]
    paper.table(heads(paper.say), rows, (15, 55, 30), together=True)
    for note in notes(agenda, paper.say):
        paper.text(note, "Note")


def _sessions(paper: Paper, agenda: WorkshopPlan) -> None:
    """Add the steps of each session of a day, with what its card says."""
    say = paper.say
    for entry in agenda.sessions:
        paper.heading(f"{entry.time}  {entry.title}", 2)
        rows = [(time, say("agenda.minutes", minutes=minutes), words) for time, minutes, words in _steps(entry)]
        paper.table((say("agenda.begins"), say("agenda.takes"), say("agenda.what")), rows, (10, 12, 78))
        paper.bullets(_facts(entry, say))


def write_word(agenda: WorkshopPlan, file: Path, frame: Frame) -> None:
    """Write the agenda of a day as a Word document, with headings and tables that can be edited."""
    look = Look(frame.title or frame.say("agenda.title"), frame.heading, frame.paper, frame.say)
    paper = Paper(look, frame.heading)
    paper.heading(frame.heading, 0)
    _day(paper, agenda)
    _sessions(paper, agenda)
    paper.text(frame.say("paper.foot"), "Note")
    file.write_bytes(paper.content())


def agenda_word(event: Event) -> bytes:
    """Return the agenda of all days of a workshop: first for everybody, then step by step for the trainers."""
    say, edition = event.look.say, event.edition
    paper = Paper(event.look, event.title)
    paper.heading(event.title, 0)
    paper.text(edition.says, "Lead")
    facts = [event.look.where, say("agenda.people", people=event.people)]
    facts += [say("agenda.background", words=edition.background)] if edition.background else []
    facts += [say("agenda.outcome", words=edition.outcome)] if edition.outcome else []
    paper.bullets(filter(None, facts))
    names = [_day_name(event, place) for place in range(len(event.days))]
    for name, plan in zip(names, event.plans, strict=True):
        paper.heading(name)
        _day(paper, plan)
    paper.new_page()
    paper.heading(say("agenda.for_trainers"))
    for name, plan in zip(names, event.plans, strict=True):
        if len(names) > 1:
            paper.heading(name)
        _sessions(paper, plan)
    paper.text(say("paper.foot"), "Note")
    return paper.content()


def _day_name(event: Event, place: int) -> str:
    say = event.look.say
    words = day_words(event.days[place], say)
    return say("agenda.day", number=place + 1, day=words) if len(event.days) > 1 else words


def _calendar(days: Sequence[tuple[datetime.date, WorkshopPlan]], key: str, place: str, say: Words) -> bytes:
    """Return calendar entries, in the local time of whoever opens them.

    The name of an entry comes from the workshop and from what the entry is, not from its time: who takes the file in
    again, after a change, has no entry twice.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//localsdg//workshop agenda//EN")
    calendar.add("version", "2.0")
    seen: Counter[str] = Counter()
    for number, (day, agenda) in enumerate(days, start=1):
        midnight = datetime.datetime.combine(day, datetime.time())
        for entry in agenda.entries:
            what = f"{number}|{entry.kind}|{entry.card.lesson if entry.card else ''}"
            seen[what] += 1
            event = Event()
            begin = midnight + datetime.timedelta(minutes=entry.start)
            name = uuid.uuid5(uuid.NAMESPACE_URL, f"localsdg workshop|{key}|{what}|{seen[what]}")
            event.add("uid", f"{name}@localsdg")
            event.add("dtstamp", datetime.datetime.now(datetime.UTC))
            event.add("dtstart", begin)
            event.add("dtend", begin + datetime.timedelta(minutes=entry.minutes))
            event.add("summary", entry.title)
            if place:
                event.add("location", place)
            if entry.card:
                event.add("description", f"{entry.targets}\n{say('card.materials', words=entry.card.materials)}")
            calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found


def agenda_calendar(event: Event) -> bytes:
    """Return the agenda of all days of a workshop as calendar entries."""
    return _calendar(list(zip(event.days, event.plans, strict=True)), event.key, event.place, event.look.say)


def write_calendar(agenda: WorkshopPlan, file: Path, frame: Frame) -> None:
    """Write the agenda of a day as calendar entries.

    Raises:
        ValueError: there is no day.
    """
    if frame.day is None:
        raise ValueError("A calendar file needs a day: give --date, such as --date 2027-03-01.")
    lessons = [entry.card.lesson for entry in agenda.sessions if entry.card]
    first = str(agenda.entries[0].start)
    key = "|".join([frame.title, frame.place, frame.day.isoformat(), first, *dict.fromkeys(lessons)])
    file.write_bytes(_calendar([(frame.day, agenda)], key, frame.place, frame.say))


WRITERS: dict[str, Callable[[WorkshopPlan, Path, Frame], None]] = {
    ".html": write_page,
    ".docx": write_word,
    ".ics": write_calendar,
}
"""How an agenda is written, by the ending of the file's name."""
