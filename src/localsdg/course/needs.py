"""The needs check: from a learner's answers about work and time to a path through the lessons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from localsdg.core.content import content_root
from localsdg.course import documents
from localsdg.course.lesson import lessons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from localsdg.course.lesson import Lesson


FILE = "modules/needs.yml"


@cache
def needs_questions() -> list[dict[str, Any]]:
    """Return the questions of the needs check: each with ``id``, ``text``, ``options``, and ``many`` if so.

    An option has ``id`` and ``text``; ``leads`` (points by lesson) or ``minutes`` (the time there is) if it counts. The
    questions stand in ``modules/needs.yml``; which lessons an answer leads to stands in the files of the lessons.

    Raises:
        LessonError: a file is not as it should be, or a lesson names a question or an answer that there is not.
    """
    return merged(documents.read(content_root() / FILE, "needs-check"), lessons())


def merged(asked: list[dict[str, Any]], lessons: Iterable[Lesson]) -> list[dict[str, Any]]:
    """Return questions with what each answer leads to, as the lessons say.

    Raises:
        LessonError: a lesson names a question or an answer that there is not.
    """
    known = {question["id"]: {option["id"]: option for option in question["options"]} for question in asked}
    for lesson in lessons:
        where = f"{documents.shown_name(lesson.file)}, needs"
        for question, answers in lesson.needs.items():
            _known(where, "question", question, known)
            for answer, points in answers.items():
                _known(f"{where}, {question}", "answer", answer, known[question])
                known[question][answer].setdefault("leads", {})[lesson.number] = points
    return asked


def _known(where: str, kind: str, name: str, known: Mapping[str, Any]) -> None:
    if name not in known:
        repair = documents.nearest(name, known) or "Write one of them."
        raise documents.LessonError(
            f'{where}: the needs check has no {kind} "{name}". It has: {", ".join(known)}. {repair}'
        )


@dataclass(frozen=True)
class Step:
    """One lesson that the answers speak for: how many points they give it, and which questions they belong to."""

    lesson: str
    points: int
    because: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """The lessons to take now and those for later, each in the order of the course; ``minutes`` are those of now."""

    now: tuple[Step, ...]
    later: tuple[Step, ...]
    minutes: int


def propose(
    answers: Mapping[str, str | Sequence[str]], questions: Sequence[Mapping[str, Any]], minutes: Mapping[str, int]
) -> Path:
    """Propose a path: the lessons with most points first, as long as they fit into the time that there is.

    A lesson that does not fit is left for later, and a shorter one with fewer points may still fit; the lesson with
    most points is taken in any case. Lessons with the same points are taken in the order of the course.

    Args:
        answers: ids of the chosen options by the id of the question; a question that takes many has a list.
        questions: as :func:`needs_questions` returns them.
        minutes: the minutes of each lesson of the course, in its order.

    Raises:
        ValueError: an answer names a question or an option that there is not.
    """
    known = {question["id"]: {option["id"]: option for option in question["options"]} for question in questions}
    points: dict[str, int] = {}
    because: dict[str, list[str]] = {}
    time: int | None = None
    for asked in (question["id"] for question in questions if question["id"] in answers):
        given = answers[asked]
        for answer in [given] if isinstance(given, str) else given:
            if answer not in known[asked]:
                raise ValueError(f"The question {asked!r} has no answer {answer!r}. It has: {', '.join(known[asked])}.")
            option = known[asked][answer]
            time = option.get("minutes", time)
            for lesson, weight in option.get("leads", {}).items():
                points[lesson] = points.get(lesson, 0) + weight
                if asked not in because.setdefault(lesson, []):
                    because[lesson].append(asked)
    if unknown := answers.keys() - known.keys():
        raise ValueError(f"There is no question {sorted(unknown)[0]!r}. There are: {', '.join(known)}.")
    spoken_for = [lesson for lesson in minutes if lesson in points]
    taken: set[str] = set()
    total = 0
    for lesson in sorted(spoken_for, key=lambda lesson: -points[lesson]):
        if not taken or time is None or total + minutes[lesson] <= time:
            taken.add(lesson)
            total += minutes[lesson]
    steps = [Step(lesson, points[lesson], tuple(because[lesson])) for lesson in spoken_for]
    return Path(
        tuple(step for step in steps if step.lesson in taken),
        tuple(step for step in steps if step.lesson not in taken),
        total,
    )
