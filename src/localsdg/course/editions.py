"""Editions of the workshop: files in ``modules/editions`` that say which lessons stand on which day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.core.content import content_root
from localsdg.course import documents
from localsdg.course.short_test import TEST
from localsdg.course.trainer_card import card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDING = ".yml"
LONGEST_LINE = 120  # characters of a title or a place, at the head and the foot of a page
MOST_TESTS = 2
MOST_PEOPLE = 500  # for whom a folder is still made in seconds
_NAMES = ("title", "place", "topic")
_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "session": (("lesson", "title"), ("cases", "cases_within")),
    "opening": (("title", "minutes"), ("by_host",)),
    "visit": (("title", "minutes"), ("by_host", "tied_to")),
    "other": (("title", "minutes"), ("by_host",)),
    "break": (("minutes",), ("title",)),
    "lunch": (("minutes",), ("title",)),
    "closing": (("minutes",), ("title",)),
    TEST: ((), ("title", "minutes")),
}
"""Of each kind of item: what it needs, and what it may have."""


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
        place: where it is, unless somebody says otherwise.
        language: in which the documents are written; empty for that of the course.
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
    place: str = ""
    language: str = ""

    @property
    def lessons(self) -> tuple[str, ...]:
        """The lessons of all days, in their order."""
        items = [item for day in self.days for item in day.get("items", ())]
        parts = [part for day in self.days for part in day.get("parts", ())]
        return (*(item["lesson"] for item in items if "lesson" in item), *(part for part in parts if part != TEST))

    @property
    def tests(self) -> int:
        """How many short tests there are: none, one or two."""
        return _tests(self.days)


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
        place=found.get("place", ""),
        language=found.get("language", ""),
    )


def _form_faults(found: dict[str, Any]) -> Iterator[str]:
    """Say what the schema cannot: names that fit a line, days that hold together, lessons that there are."""
    people = found["people"]
    if people["least"] > people["most"]:
        yield (
            f"people: found least {people['least']} and most {people['most']}. Expected the smaller number as least. "
            "Exchange or correct them."
        )
    if people["most"] > MOST_PEOPLE:
        yield (
            f"people, most: found the number {people['most']}. Expected at most {MOST_PEOPLE}. Lower it, and give the "
            "workshop several times."
        )
    for name in _NAMES:
        yield from _line_faults(name, found.get(name, ""))
    for number, day in enumerate(found["days"], start=1):
        where = f"days {number}"
        if ("parts" in day) == ("items" in day) or ("parts" in day) != ("minutes" in day):
            yield f"{where}: expected “parts” with “minutes”, or “items” alone. Add or remove a line."
        elif found.get("topic") and "parts" in day:
            yield (
                f"{where}: found “parts” in an edition with a “topic”. Expected “items”, because the edition is a peer "
                "exchange. Write “items” as two-days.yml does, or remove the topic."
            )
        for place, item in enumerate(day.get("items", ()), start=1):
            yield from _item_faults(f"{where}, items {place}", item)
    yield from _lesson_faults(list(_places(found["days"])))
    if (tests := _tests(found["days"])) > MOST_TESTS:
        yield f"days: found {tests} tests. Expected two at most, one before and one after. Remove the others."


def _tests(days: Iterable[dict[str, Any]]) -> int:
    """Return how many short tests stand in the days."""
    parts = [part for day in days for part in day.get("parts", ())]
    kinds = [item["kind"] for day in days for item in day.get("items", ())]
    return [*parts, *kinds].count(TEST)


def _line_faults(where: str, words: str) -> Iterator[str]:
    """Say whether a name does not fit one line of a document."""
    if not words.isprintable():
        yield f"{where}: found a line break or a control character. Expected one line of text. Write it in one line."
    elif len(words) > LONGEST_LINE or (words and not words.strip()):
        yield (
            f"{where}: found {len(words)} characters. Expected words of at most {LONGEST_LINE} characters. "
            f"{'Shorten it' if words.strip() else 'Write them'}."
        )


def _item_faults(where: str, item: dict[str, Any]) -> Iterator[str]:
    kind = item["kind"]
    needed, allowed = _FIELDS[kind]
    for name in needed:
        if name not in item:
            yield f"{where}: “{name}” is missing. An item of the kind “{kind}” needs it. Add a line."
    for name in item:
        if name not in ("kind", *needed, *allowed):
            says = "A session takes the minutes of its lesson’s card and of its cases. " if name == "minutes" else ""
            yield (
                f"{where}: “{name}” has no meaning in an item of the kind “{kind}”. Known names are "
                f"{', '.join(('kind', *needed, *allowed))}. {says}Remove the line, or correct the kind."
            )
    for name in ("title", "tied_to"):
        yield from _line_faults(f"{where}, {name}", item.get(name, ""))
    within = item.get("cases_within", 0)
    if within and (whole := _minutes(item.get("lesson", ""))) and within > whole:
        yield (
            f"{where}, cases_within: found {within} minutes. Expected at most {whole}, the minutes of lesson "
            f"{item['lesson']}. Lower it."
        )


def _minutes(lesson: str) -> int:
    try:
        return card(lesson).minutes
    except KeyError:
        return 0


def _places(days: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each lesson that is named, with its place."""
    for number, day in enumerate(days, start=1):
        for at, part in enumerate(day.get("parts", ()), start=1):
            if part != TEST:
                yield f"days {number}, parts {at}", part
        for at, item in enumerate(day.get("items", ()), start=1):
            if "lesson" in item:
                yield f"days {number}, items {at}, lesson", item["lesson"]


def _lesson_faults(named: list[tuple[str, str]]) -> Iterator[str]:
    seen = set()
    for where, lesson in named:
        try:
            card(lesson)
        except KeyError as error:
            yield f"{where}: {error.args[0]} Name one of them."
        if lesson in seen:
            yield f"{where}: lesson {lesson} is named twice. Name each lesson once."
        seen.add(lesson)
    if not named:
        yield "days: there is no lesson. Name at least one."
