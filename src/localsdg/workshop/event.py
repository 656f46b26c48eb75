"""A workshop that somebody prepares: an edition with its days, people and place, and what they need."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.course.documents import LessonError, shown_name
from localsdg.course.lesson import lesson
from localsdg.workshop.editions import days_of, plan_edition
from localsdg.workshop.paper import Look

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from localsdg.course.editions import Edition
    from localsdg.course.lesson import Lesson
    from localsdg.review.words import Words
    from localsdg.workshop.plan import WorkshopPlan

# What is there again after a lesson; of all else, each lesson takes its own.
USED_UP = frozenset(
    {"dots", "red-dots", "yellow-dots", "white-dots", "blank-cards", "large-sheets", "sticky-notes", "paper-strips"}
)
SATURDAY = 5


@dataclass(frozen=True)
class Event:
    """A workshop that is prepared.

    Attributes:
        edition: what it is made from.
        title: what it is called.
        people: how many take part.
        place: where it is, or nothing.
        days: the date of each day.
        plans: the agenda of each day.
        look: what its documents share.
    """

    edition: Edition
    title: str
    people: int
    place: str
    days: tuple[datetime.date, ...]
    plans: tuple[WorkshopPlan, ...]
    look: Look

    @property
    def lessons(self) -> list[Lesson]:
        """The lessons, in the order of the agenda."""
        return [lesson(number) for number in self.edition.lessons]

    @property
    def key(self) -> str:
        """What tells this workshop from all others, in calendars."""
        begin = self.plans[0].entries[0].start
        return "|".join([self.title, self.place, self.days[0].isoformat(), str(begin), *self.edition.lessons])

    @property
    def work_minutes(self) -> int:
        """Minutes without breaks."""
        kinds = ("break", "lunch")
        return sum(each.minutes for plan in self.plans for each in plan.entries if each.kind not in kinds)


def prepare(
    edition: Edition,
    given: Sequence[datetime.date],
    people: int,
    *,
    say: Words,
    place: str = "",
    title: str = "",
    paper: str = "a4",
) -> Event:
    """Return a workshop with its agenda.

    Raises:
        ValueError: people or days do not fit the edition, or a day has too little time.
    """
    if not edition.least <= people <= edition.most:
        raise ValueError(
            f"The edition {edition.name} is for {edition.least} to {edition.most} people, not {people}. With more, "
            "give the workshop twice; with fewer, sit at one table and use the lessons’ cards."
        )
    days = days_of(edition, given)
    title, place = title or edition.title, place or edition.place
    where = "  ·  ".join(filter(None, [place, span_words(days, say)]))
    return Event(
        edition=edition,
        title=title,
        people=people,
        place=place,
        days=tuple(days),
        plans=tuple(plan_edition(edition, people, say.language)),
        look=Look(title, where, paper, say),
    )


def day_words(day: datetime.date, say: Words, *, weekday: bool = True) -> str:
    """Return a date in words."""
    names = say.each("calendar")
    key = "day_with_weekday" if weekday else "day"
    return say(
        f"calendar.{key}",
        weekday=names["weekdays"][day.weekday()],
        day=day.day,
        month=names["months"][day.month - 1],
        year=day.year,
    )


def span_words(days: Sequence[datetime.date], say: Words) -> str:
    """Return the first and the last date in words."""
    first, last = (day_words(day, say, weekday=False) for day in (days[0], days[-1]))
    return first if first == last else say("calendar.span", first=first, last=last)


def tables_for(room: Mapping[str, Any], people: int) -> int:
    """Return at how many tables the people sit in a lesson."""
    fixed = room.get("tables")
    return int(fixed) if fixed else math.ceil(people / room.get("table", 5))


def pieces(room: Mapping[str, Any], people: int, each: str, count: int = 1) -> int:
    """Return how many pieces a lesson needs of a thing that each person, pair, table or the room gets."""
    of = {"person": people, "pair": math.ceil(people / 2), "table": tables_for(room, people), "room": 1}
    return of[each] * count


def shopping(event: Event) -> list[tuple[str, int, str]]:
    """Return what the trainer brings: thing, how many in all, and the lessons that use it.

    Raises:
        LessonError: a lesson names a thing that the catalogue of the workshop does not know.
    """
    names = event.look.say.each("things")
    counts: Counter[str] = Counter()
    users: dict[str, list[str]] = {}
    for each in event.lessons:
        for entry in each.room["bring"]:
            thing = entry.get("thing")
            if thing and thing not in names:
                raise LessonError(
                    f"{shown_name(each.file)}, room: the thing “{thing}” has no words. Known are {', '.join(names)}. "
                    "Take one of them, or write “text” instead of “thing”."
                )
            name = names[thing] if thing else entry["text"]
            needed = pieces(each.room, event.people, entry["each"], entry.get("count", 1))
            counts[name] = counts[name] + needed if thing in USED_UP else max(counts[name], needed)
            users.setdefault(name, []).append(each.number)
    return [(name, counts[name], ", ".join(dict.fromkeys(users[name]))) for name in sorted(counts, key=str.casefold)]


def notices(event: Event) -> list[str]:
    """Return what the trainer should know before the day: groups that are too large, days on which few people work."""
    say = event.look.say
    found = [
        say("notices.shortened", lesson=lesson, minutes=minutes, planned=planned)
        for plan in event.plans
        for lesson, minutes, planned in plan.shortened
    ]
    for plan in event.plans:
        for entry in plan.sessions:
            assert entry.card is not None
            least, most = [*map(int, re.findall(r"\d+", entry.card.group)[:2])]
            if not least <= event.people <= most:
                key = "large_group" if event.people > most else "small_group"
                found.append(say(f"notices.{key}", lesson=entry.card.lesson, least=least, most=most))
    if event.edition.tests == 1:
        found.append(say("notices.one_test"))
    found += [say("notices.weekend", day=day_words(day, say)) for day in event.days if day.weekday() >= SATURDAY]
    return list(dict.fromkeys(found))
