"""The questions as a question bank for Moodle, in Moodle's own XML.

The form is that of Moodle's page "Moodle XML format" and of what Moodle itself reads (question/format/xml/format.php).
Every question carries an ``idnumber``, so that a second import can be told from the first. The categories name no
context: the questions come into the bank that is open when the file is imported, also in Moodle 5, where a course has
no bank of its own any more. Since Moodle 4.4 there is a question that puts things into order; for an older one it
becomes one of matching, each item with its place.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from localsdg.course.questions import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from localsdg.course.questions import Question

PENALTY = "0"  # trying costs nothing


def _add(
    parent: ElementTree.Element, name: str, text: str, *, rich: bool = False, **attributes: str
) -> ElementTree.Element:
    """Add an element that holds its words in a ``text`` element; rich text is HTML."""
    element = ElementTree.SubElement(parent, name, {**attributes, **({"format": "html"} if rich else {})})
    words = f"<p>{html.escape(text, quote=False)}</p>" if rich and text else text
    ElementTree.SubElement(element, "text").text = words
    return element


def _plain(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _answer(
    parent: ElementTree.Element, fraction: str, text: str, reason: str, *, rich: bool = False
) -> ElementTree.Element:
    element = _add(parent, "answer", text, rich=rich, fraction=fraction)
    if not rich:
        element.set("format", "moodle_auto_format")
    _add(element, "feedback", reason, rich=True)
    return element


def _fraction(part: int, whole: int) -> str:
    """Return a share in per cent as Moodle writes it; it knows those of up to ten parts."""
    return f"{100 * part / whole:.5f}".rstrip("0").rstrip(".")


def _choices(element: ElementTree.Element, question: Question, *, single: bool) -> None:
    _plain(element, "single", "true" if single else "false")
    _plain(element, "shuffleanswers", "true")
    _plain(element, "answernumbering", "none")
    right = sum(option.get("right", False) for option in question["options"])
    wrong = len(question["options"]) - right
    for option in question["options"]:
        share = _fraction(1, right) if option.get("right") else ("0" if single else "-" + _fraction(1, wrong))
        _answer(element, share, option["text"], option["reason"], rich=True)


def _number(element: ElementTree.Element, question: Question) -> None:
    right = _answer(element, "100", f"{question['answer']}", question["reason"])
    _plain(right, "tolerance", f"{question['tolerance']}")
    for each in question.get("wrong", []):
        middle, reach = (each["from"] + each["to"]) / 2, (each["to"] - each["from"]) / 2
        wrong = _answer(element, "0", f"{middle:g}", each["reason"])
        _plain(wrong, "tolerance", f"{reach:g}")
    otherwise = _answer(element, "0", "*", question["otherwise"])
    _plain(otherwise, "tolerance", "0")
    if question.get("unit"):
        units = ElementTree.SubElement(element, "units")
        unit = ElementTree.SubElement(units, "unit")
        _plain(unit, "multiplier", "1")
        _plain(unit, "unit_name", question["unit"])
    # The unit may be typed beside the number, and need not be; without units, Moodle would not take it.
    _plain(element, "unitgradingtype", "0")
    _plain(element, "unitpenalty", "0")
    _plain(element, "showunits", "0" if question.get("unit") else "3")
    _plain(element, "unitsleft", "0")


def _pairs(element: ElementTree.Element, pairs: Iterable[tuple[str, str]], extra: Iterable[str]) -> None:
    _plain(element, "shuffleanswers", "true")
    for left, right in [*pairs, *(("", text) for text in extra)]:
        pair = _add(element, "subquestion", left, rich=bool(left))
        pair.set("format", "html")
        _add(pair, "answer", right)


def _order(element: ElementTree.Element, question: Question) -> None:
    _plain(element, "layouttype", "VERTICAL")
    _plain(element, "selecttype", "ALL")
    _plain(element, "selectcount", f"{len(question['items'])}")
    _plain(element, "gradingtype", "ABSOLUTE_POSITION")
    for place, item in enumerate(question["items"], 1):
        _add(element, "answer", item["text"], rich=True, fraction=f"{place}")


def _text(element: ElementTree.Element, question: Question) -> None:
    _plain(element, "usecase", "0")
    for text in question["accepted"]:
        _answer(element, "100", text.replace("*", r"\*"), question["reason"])
    for each in question.get("wrong", []):
        for text in each["answers"]:
            _answer(element, "0", text.replace("*", r"\*"), each["reason"])
    _answer(element, "0", "*", question["otherwise"])


_TYPES = {
    "one": "multichoice",
    "many": "multichoice",
    "number": "numerical",
    "order": "ordering",
    "match": "matching",
    "text": "shortanswer",
}


def _reason(question: Question) -> str:
    """Return what is said after any answer: for pairs and items, which have no feedback in Moodle, all reasons."""
    match kind_of(question):
        case "order":
            parts = [f"{place}. {item['text']}: {item['reason']}" for place, item in enumerate(question["items"], 1)]
        case "match":
            parts = [f"{pair['left']}: {pair['right']}. {pair['reason']}" for pair in question["pairs"]]
        case _:
            return ""
    return " ".join([question["reason"], *parts])


def _asked(question: Question) -> str:
    """Return the text of a question; of a number, with its unit, which Moodle shows nowhere else."""
    unit = question.get("unit")
    return f"{question['text']} ({unit})" if unit and unit not in question["text"] else str(question["text"])


def _question(bank: ElementTree.Element, lesson: str, question: Question, *, ordering: bool) -> None:
    kind = kind_of(question)
    pairs = kind == "order" and not ordering
    element = ElementTree.SubElement(bank, "question", type="matching" if pairs else _TYPES[kind])
    _add(element, "name", f"{lesson} {question['id']}")
    _add(element, "questiontext", _asked(question), rich=True)
    _add(element, "generalfeedback", _reason(question), rich=True)
    _plain(element, "defaultgrade", "1")
    _plain(element, "penalty", PENALTY)
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", f"localsdg-{lesson}-{question['id']}")
    match kind:
        case "one" | "many":
            _choices(element, question, single=kind == "one")
        case "number":
            _number(element, question)
        case "order" if ordering:
            _order(element, question)
        case "order":
            _pairs(element, ((item["text"], f"{place}") for place, item in enumerate(question["items"], 1)), ())
        case "match":
            _pairs(element, ((pair["left"], pair["right"]) for pair in question["pairs"]), question.get("extra", []))
        case _:
            _text(element, question)
    for hint in question.get("hints", []):
        _add(element, "hint", hint, rich=True)
    tags = ElementTree.SubElement(element, "tags")
    for tag in ("localsdg", f"lesson {lesson}"):
        _add(tags, "tag", tag)


def bank(
    questions: Mapping[str, list[dict[str, Any]]], titles: Mapping[str, str] | None = None, *, ordering: bool = True
) -> str:
    """Return questions by lesson as a Moodle XML file; each lesson is a category.

    Args:
        questions: by the number of their lesson.
        titles: those of the lessons, for the descriptions of the categories.
        ordering: whether Moodle has questions that put things into order; it does since 4.4.

    Source of the form: Moodle documentation, "Moodle XML format"; Moodle 4 and 5.
    """
    quiz = ElementTree.Element("quiz")
    for lesson, entries in questions.items():
        category = ElementTree.SubElement(quiz, "question", type="category")
        _add(category, "category", f"top/localsdg/Lesson {lesson}")
        if titles and lesson in titles:
            _add(category, "info", titles[lesson], rich=True)
        for question in entries:
            _question(quiz, lesson, question, ordering=ordering)
    ElementTree.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(quiz, encoding="unicode") + "\n"
