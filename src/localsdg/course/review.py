"""The review that the course leads to: its chapters, and the lessons that fill each.

They stand in ``modules/review.yml``. The map of the opening page shows them, and the draft is written after them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.course import documents
from localsdg.course.lesson import course

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from localsdg.course.lesson import Course, Lesson, Module

FILE = "modules/review.yml"


@dataclass(frozen=True)
class Filling:
    """A lesson that fills a chapter: its number, its title, its module, and the lesson itself if it is there."""

    number: str
    title: str
    module: Module
    lesson: Lesson | None


@dataclass(frozen=True)
class Chapter:
    """A chapter of the review, or its annex.

    Attributes:
        id: a short name that stays.
        title: its heading.
        says: what it answers, in a sentence or two.
        filled_by: the lessons that fill it, in the order of the course.
        records: the kinds of record in a workbook from which it is written.
    """

    id: str
    title: str
    says: str
    filled_by: tuple[Filling, ...]
    records: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """The chapters in their order, the annex, and every lesson that fills one of them."""

    chapters: tuple[Chapter, ...]
    annex: Chapter
    lessons: tuple[Filling, ...]


def review(of: Course | None = None) -> Review:
    """Return the review of this course, or of another one.

    Raises:
        LessonError: the file is not as it should be, or names a lesson that the course will not have.
    """
    found = of or course()
    path = found.root / FILE
    document = documents.read(path, "review")
    documents.complain(documents.shown_name(path), _faults(document, found))
    known = _lessons(found, document["planned"])

    def chapter(entry: dict[str, Any]) -> Chapter:
        filled_by = tuple(filling for number, filling in known.items() if number in entry["lessons"])
        return Chapter(entry["id"], entry["title"], entry["says"], filled_by, tuple(entry["records"]))

    return Review(tuple(map(chapter, document["chapters"])), chapter(document["annex"]), tuple(known.values()))


def _lessons(found: Course, planned: Mapping[str, str]) -> dict[str, Filling]:
    """Return the lessons that are there or planned by their numbers, in the order of the course."""
    fillings = {}
    for module in found.modules:
        there = {lesson.number: lesson for lesson in module.lessons}
        for number in (f"{module.number}.{place}" for place in range(1, module.size + 1)):
            if number in there:
                fillings[number] = Filling(number, there[number].title, module, there[number])
            elif number in planned:
                fillings[number] = Filling(number, planned[number], module, None)
    return fillings


def _faults(document: dict[str, Any], found: Course) -> Iterator[str]:
    """Yield what is wrong with a file whose form is right, each with its repair."""
    numbers = [f"{module.number}.{place}" for module in found.modules for place in range(1, module.size + 1)]
    for number in document["planned"]:
        if number not in numbers:
            yield _no_place("planned", number, numbers)
    named = {*document["planned"], *found.lessons}
    entries = [*document["chapters"], document["annex"]]
    for name, times in Counter(entry["id"] for entry in entries).items():
        if times > 1:
            yield f'the id "{name}" is used {times} times. Every chapter needs one of its own. Rename the others.'
    for entry in entries:
        where = f'chapter "{entry["id"]}", lessons'
        for number in entry["lessons"]:
            if number not in numbers:
                yield _no_place(where, number, numbers)
            elif number not in named:
                yield f'{where}: lesson {number} has no files yet, and no name. Add it under "planned", with its name.'


def _no_place(where: str, number: str, numbers: list[str]) -> str:
    return (
        f"{where}: the course has no place for a lesson {number}. It has places for {', '.join(numbers)}. Correct the "
        "number, or how many lessons its module will have, in modules/course.yml."
    )
