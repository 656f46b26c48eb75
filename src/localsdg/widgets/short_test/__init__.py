"""The short test of a workshop in the page, before and after, and what its group has gained."""

from typing import Any

from localsdg.core.catalogue import course_language
from localsdg.core.catalogue import texts as catalogue_texts
from localsdg.course.editions import editions, read_edition
from localsdg.course.lesson import lesson
from localsdg.course.questions import arrangement
from localsdg.course.short_test import ShortTestItem, forms
from localsdg.widgets.kit.base import CourseWidget, own_texts, texts


def _shown(item: ShortTestItem) -> dict[str, Any]:
    """Return a question without its reasons and hints: nobody needs them during a test."""
    question, kind = item.question, item.kind
    shown: dict[str, Any] = {
        name: question[name] for name in ("id", "text", "unit", "answer", "tolerance") if name in question
    }
    if kind == "number":
        return {**shown, "kind": kind}
    options = [{name: each[name] for name in ("text", "right") if name in each} for each in question["options"]]
    return {**shown, "kind": kind, "options": options, "shown": arrangement(question)}


def _edition(name: str) -> dict[str, Any]:
    found = read_edition(name)
    first, second = forms(lesson(number) for number in found.lessons)
    tests = {"before": first, "after": second or first}
    return {
        "name": name,
        "title": found.title,
        **{when: [item.question["id"] for item in items] for when, items in tests.items()},
        "_items": [*first, *second],
    }


class ShortTest(CourseWidget, module="short_test"):
    """Take the short test of an edition on a phone, and say for a group of codes what it has gained.

    ``answer`` holds ``edition``, ``when`` ("before" or "after"), ``points`` and ``code``, once a test is finished.
    """

    def __init__(self) -> None:
        found = [_edition(name) for name in editions()]
        questions = {item.question["id"]: _shown(item) for each in found for item in each.pop("_items")}
        language = course_language()
        strings = texts("short_test") | {
            "ask": own_texts("kit") | own_texts("questions"),
            "gain": catalogue_texts("workshop", language)["gain"],
        }
        super().__init__({"editions": found, "questions": questions}, strings)
