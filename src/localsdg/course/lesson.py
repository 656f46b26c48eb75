"""The texts that lessons keep beside their notebooks: questions and the forms for the learner's own municipality."""

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any, TypedDict

import yaml

from localsdg.core.content import content_root
from localsdg.core.typed_numbers import read_number, unmistakable
from localsdg.course.questions import all_questions
from localsdg.workbook import kept


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
    is the answer. The other kinds are described in :mod:`localsdg.course.questions`.

    Raises:
        KeyError: the lesson has no questions; the message lists the lessons that have.
        QuestionsError: a file with questions is not as it should be.
    """
    found: list[dict[str, Any]] = _of_lesson("questions.yml", all_questions(), lesson)
    return found


def municipality_form(lesson: str) -> dict[str, Any]:
    """Return the form of a lesson such as "3.2": ``title``, ``lead``, ``result`` and ``groups`` of fields.

    A field has ``name``, ``label`` and ``kind`` ("text", "number", "long" or "choice"); ``result`` names the
    calculation that is shown while the learner types. A number may have ``min``, ``max``, ``whole: true``, and the
    ``unit`` that may be typed beside it, or ``unit_in``, the field in which the learner writes the unit.

    Raises:
        KeyError: the lesson has no form; the message lists the lessons that have.
    """
    found: dict[str, Any] = _of_lesson("municipality.yml", _forms(), lesson)
    return found


def municipality_numbers(lesson: str, entries: Mapping[str, Any] | None = None) -> dict[str, float]:
    """Return the numbers of a form by field, as the page reads them: "1 234,5" is 1234.5.

    The workbook holds numbers as the learner typed them. A field that is empty is left out.

    Args:
        lesson: such as "3.2".
        entries: the entries of the form, such as ``Workbook.load("workbook.json").entry("3.2", "municipality")``;
            else those of the workbook of this folder.

    Raises:
        KeyError: the lesson has no form.
        ValueError: an entry is no number, outside its limits, or can be read in two ways; the message says which.
    """
    form = municipality_form(lesson)
    given = kept(lesson, "municipality") if entries is None else entries
    found = {}
    for group in form["groups"]:
        for field in group["fields"]:
            entry = given.get(field["name"])
            if field["kind"] != "number" or entry is None:
                continue
            name = ": ".join(part for part in (group.get("legend"), field["label"]) if part)
            value = read_number(
                entry if isinstance(entry, str) else unmistakable(entry),
                f"{name} ({field['name']})",
                unit=str(given.get(field["unit_in"]) or "") if "unit_in" in field else field.get("unit", ""),
                least=field.get("min", -math.inf),
                most=field.get("max", math.inf),
                whole=field.get("whole", False),
            )
            if value is not None:
                found[field["name"]] = value
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
