"""Editions of the workshop: files in ``modules/editions`` that say which lessons stand on which day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.core.content import content_root
from localsdg.course import documents
from localsdg.course.cards import card
from localsdg.course.workshop_rules import TEST

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = ".yml"


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
