"""The texts that lessons keep beside their notebooks: questions and the forms for the learner's own municipality."""

import json
from functools import cache
from typing import Any, TypedDict

import yaml

from localsdg.content import content_root
from localsdg.questions import all_questions


@cache
def _forms() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted((content_root() / "modules").glob("*/municipality.yml")):
        found.update(yaml.safe_load(path.read_text("utf-8")))
    return found


def _of_lesson(file_name: str, entries: dict[str, Any], lesson: str) -> Any:
    if lesson not in entries:
        raise KeyError(f"No {file_name} has an entry for lesson {lesson!r}. There is one for: {', '.join(entries)}.")
    return entries[lesson]


def questions(lesson: str) -> list[dict[str, Any]]:
    """Return the questions of a lesson such as "3.2": each with ``id``, ``text`` and what its ``kind`` needs.

    Without ``kind`` a question asks for one choice: its options have ``text``, ``reason``, and ``right: true`` if it
    is the answer. The other kinds are described in :mod:`localsdg.questions`.

    Raises:
        KeyError: the lesson has no questions; the message lists the lessons that have.
        QuestionsError: a file with questions is not as it should be.
    """
    found: list[dict[str, Any]] = _of_lesson("questions.yml", all_questions(), lesson)
    return found


def municipality_form(lesson: str) -> dict[str, Any]:
    """Return the form of a lesson such as "3.2": ``title``, ``lead``, ``result`` and ``groups`` of fields.

    A field has ``name``, ``label`` and ``kind`` ("text", "number", "long" or "choice"); ``result`` names the
    calculation that is shown while the learner types.

    Raises:
        KeyError: the lesson has no form; the message lists the lessons that have.
    """
    found: dict[str, Any] = _of_lesson("municipality.yml", _forms(), lesson)
    return found


class LessonPage(TypedDict):
    """A lesson of the course: its number such as "3.2", its title, its notebook without the suffix.

    ``minutes`` are those that a learner takes alone.
    """

    lesson: str
    title: str
    page: str
    minutes: int


def lesson_pages() -> list[LessonPage]:
    """Return all lessons in the order of the course."""
    root = content_root()
    found: list[LessonPage] = []
    for path in sorted((root / "modules").glob("*/[0-9]*.ipynb")):
        notebook = json.loads(path.read_text("utf-8"))
        title = "".join(notebook["cells"][0]["source"]).splitlines()[0].removeprefix("# ")
        page = path.relative_to(root).with_suffix("").as_posix()
        lesson = notebook["metadata"]["localsdg"]
        found.append({"lesson": lesson["lesson"], "title": title, "page": page, "minutes": lesson["minutes"]["alone"]})
    return found
