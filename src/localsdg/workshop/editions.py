"""Editions of the workshop: files in ``modules/editions`` that say which lessons stand on which day.

A day is either planned from its ``parts`` by :mod:`localsdg.workshop.timing`, or laid item by item, as a peer exchange
is. A day of either kind keeps the same promises, and an exchange also the rules of lesson 1.6.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.core.content import content_root
from localsdg.course import documents
from localsdg.course.cards import card
from localsdg.course.workshop_rules import LONGEST_STRETCH
from localsdg.localizing.exchange import Agenda, Item, check_agenda
from localsdg.review.words import Words
from localsdg.workshop.plan import TEST, TEST_MINUTES, Entry, WorkshopPlan, clock, plan_parts
from localsdg.workshop.timing import closing_minutes, has_lunch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENDING = ".yml"
_PAUSES = ("break", "lunch")


@dataclass(frozen=True)
class Edition:
    """An edition of the workshop.

    Attributes:
        name: how it is called on the command line, such as "half-day".
        title: what the workshop is called.
        says: what it is for, in one sentence.
        least: the fewest people.
        most: the most people.
        days: the days, as they are written.
        topic: of a peer exchange, its topic.
        background: of a peer exchange, the document that is sent before.
        outcome: of a peer exchange, the note that is written at the end.
    """

    name: str
    title: str
    says: str
    least: int
    most: int
    days: tuple[dict[str, Any], ...]
    topic: str = ""
    background: str = ""
    outcome: str = ""

    @property
    def lessons(self) -> tuple[str, ...]:
        """The lessons of all days, in their order."""
        items = [item for day in self.days for item in day.get("items", ())]
        parts = [part for day in self.days for part in day.get("parts", ())]
        return (*(item["lesson"] for item in items if "lesson" in item), *(part for part in parts if part != TEST))


def _folder() -> Path:
    return content_root() / "modules" / "editions"


def editions() -> list[str]:
    """Return the names of the editions that the course has."""
    return sorted(path.stem for path in _folder().glob(f"*{ENDING}"))


def read_edition(name: str) -> Edition:
    """Return an edition of the course by its name, or one of a trainer's own by the name of its file.

    Raises:
        LessonError: there is no such edition, or its file is not as it should be; the message says what to change.
    """
    own = name.lower().endswith((ENDING, ".yaml"))
    if not own and name not in editions():
        raise documents.LessonError(
            f"There is no edition {name[:40]!r}. There are: {', '.join(editions())}. "
            f"One of your own is a file whose name ends with {ENDING}."
        )
    path = Path(name) if own else _folder() / f"{name}{ENDING}"
    found = documents.read(path, "edition")
    documents.complain(documents.shown_name(path), _form_faults(found))
    people = found["people"]
    return Edition(
        name=path.stem,
        title=found["title"],
        says=found["says"],
        least=people["least"],
        most=people["most"],
        days=tuple(found["days"]),
        topic=found.get("topic", ""),
        background=found.get("background", ""),
        outcome=found.get("outcome", ""),
    )


def _form_faults(found: dict[str, Any]) -> Iterator[str]:
    """Say what the schema cannot: a day has parts with minutes, or items; each item has what its kind needs."""
    for number, day in enumerate(found["days"], start=1):
        where = f"days {number}"
        if ("parts" in day) == ("items" in day) or ("parts" in day) != ("minutes" in day):
            yield f"{where}: expected “parts” with “minutes”, or “items” alone. Add or remove a line."
        for place, item in enumerate(day.get("items", ()), start=1):
            needed = {"session": ("lesson", "title"), TEST: (), "lunch": ("minutes",), "break": ("minutes",)}
            missing = [each for each in needed.get(item["kind"], ("minutes",)) if each not in item]
            if missing:
                yield f"{where}, items {place}: “{missing[0]}” is missing. A {item['kind']} needs it. Add a line."
    lessons = [part for day in found["days"] for part in day.get("parts", ()) if part != TEST]
    lessons += [item["lesson"] for day in found["days"] for item in day.get("items", ()) if "lesson" in item]
    for lesson in lessons:
        try:
            card(lesson)
        except KeyError as error:
            yield str(error.args[0])
    for lesson in sorted({each for each in lessons if lessons.count(each) > 1}):
        yield f"days: lesson {lesson} is named twice. Name each lesson once."
    if not lessons:
        yield "days: there is no lesson. Name at least one."


def plan_edition(edition: Edition, people: int, language: str = "en") -> list[WorkshopPlan]:
    """Return the agenda of each day.

    Raises:
        ValueError: a day has too little time, or an agenda breaks a rule; the message says what to change.
    """
    say = Words(language, "workshop")
    plans = []
    for number, day in enumerate(edition.days, start=1):
        try:
            plan = (
                WorkshopPlan(tuple(_laid(day, people, say)))
                if "items" in day
                else plan_parts(day["parts"], day["minutes"], day["start"], people, language)
            )
        except ValueError as error:
            raise ValueError(say("edition.day_fault", name=edition.name, day=number, fault=error)) from error
        plans.append(plan)
    faults = [
        say("edition.day_fault", name=edition.name, day=number, fault=fault)
        for number, plan in enumerate(plans, start=1)
        for fault in promises_broken(plan.entries, say)
    ]
    faults += [f"{each.about}: {each.found} {each.repair}" for each in exchange_findings(edition, people)]
    if faults:
        raise ValueError("\n".join(faults))
    return plans


def _laid(day: dict[str, Any], people: int, say: Words) -> Iterator[Entry]:
    hour, minute = map(int, day["start"].split(":"))
    now = 60 * hour + minute
    for item in day["items"]:
        for entry in _of_item(item, now, people, say):
            yield entry
            now += entry.minutes
    if now > 24 * 60:
        raise ValueError(say("edition.past_midnight"))


def _of_item(item: dict[str, Any], now: int, people: int, say: Words) -> Iterator[Entry]:
    kind = item["kind"]
    if kind == "session":
        whole = card(item["lesson"])
        title = say("agenda.session", name=item["title"], lesson=whole.lesson, title=whole.title)
        yield Entry(now, whole.minutes, title, kind, whole)
        if item.get("cases"):
            name = say("agenda.cases", name=item["title"])
            yield Entry(now + whole.minutes, item["cases"], name, "cases")
        return
    minutes = item.get("minutes", TEST_MINUTES) + (closing_minutes(people) if kind == "closing" else 0)
    title = item["title"] if "title" in item else say(f"agenda.entries.{kind}")
    yield Entry(now, minutes, title, kind)


def promises_broken(entries: Sequence[Entry], say: Words) -> list[str]:
    """Return a sentence for each promise that a day breaks: two hours without a break at most, and lunch."""
    found, stretch = [], 0
    for entry in entries:
        stretch = 0 if entry.kind in _PAUSES else stretch + entry.minutes
        if stretch > LONGEST_STRETCH:
            found.append(say("edition.no_break", title=entry.title, minutes=stretch, most=LONGEST_STRETCH))
            stretch = 0
    begin = entries[0].start
    if has_lunch(begin, sum(each.minutes for each in entries)) and not any(each.kind == "lunch" for each in entries):
        found.append(say("edition.no_lunch"))
    return found


def exchange_findings(edition: Edition, people: int) -> list[Any]:
    """Return what lesson 1.6 finds in an edition that is a peer exchange; nothing for any other."""
    if not edition.topic:
        return []
    return check_agenda(exchange_of(edition, people))


def exchange_of(edition: Edition, people: int) -> Agenda:
    """Return a peer exchange as lesson 1.6 describes one."""
    items: list[Item] = []
    for number, day in enumerate(edition.days, start=1):
        hour, minute = map(int, day["start"].split(":"))
        now = 60 * hour + minute
        for item in day.get("items", ()):
            length = sum(each.minutes for each in _of_item(item, now, people, Words("en", "workshop")))
            items.append(_item(item, number, now, length))
            now += length
    return Agenda(edition.topic, tuple(items), edition.background, edition.outcome)


def _item(item: dict[str, Any], day: int, now: int, length: int) -> Item:
    kinds = {"lunch": "break", TEST: "other"}
    work = 0
    targets: tuple[str, ...] = ()
    within = item.get("cases_within", 0)
    if item["kind"] == "session":
        work, targets = card(item["lesson"]).minutes - within, card(item["lesson"]).targets
    return Item(
        title=item.get("title", item["kind"]),
        day=day,
        start=clock(now),
        end=clock(now + length),
        kind=kinds.get(item["kind"], item["kind"]),
        group_work=work,
        cases=item.get("cases", 0) + within,
        targets=targets,
        by_host=item.get("by_host", False),
        tied_to=item.get("tied_to", ""),
    )


def days_of(edition: Edition, given: Sequence[datetime.date]) -> list[datetime.date]:
    """Return the date of each day: those given, or the days that follow the only one given.

    Raises:
        ValueError: there are too few or too many, or they are not in their order.
    """
    wanted = len(edition.days)
    if len(given) == 1:
        try:
            return [given[0] + datetime.timedelta(days=more) for more in range(wanted)]
        except OverflowError:
            raise ValueError("The last day would lie beyond the year 9999. Give an earlier one.") from None
    if len(given) != wanted:
        raise ValueError(
            f"{edition.name} has {wanted} days, and {len(given)} were given. Give the first one, or each of them."
        )
    if any(one >= other for one, other in pairwise(given)):
        raise ValueError("The days are not in their order. Give each day once, the first one first.")
    return list(given)
