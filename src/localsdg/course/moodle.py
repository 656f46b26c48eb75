"""The questions as a question bank for Moodle, in Moodle's own XML.

The form is that of Moodle's page "Moodle XML format"; every question carries an ``idnumber``, so that a second import
can be told from the first. Moodle itself has no question that puts things into order: such a question becomes one of
matching, each item with its place.
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
    ElementTree.SubElement(element, "text").text = f"<p>{html.escape(text, quote=False)}</p>" if rich else text
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
    _plain(element, "unitgradingtype", "0")
    _plain(element, "unitpenalty", "0")
    _plain(element, "showunits", "3")
    _plain(element, "unitsleft", "0")


def _pairs(element: ElementTree.Element, pairs: Iterable[tuple[str, str]], extra: Iterable[str]) -> None:
    _plain(element, "shuffleanswers", "true")
    for left, right in [*pairs, *(("", text) for text in extra)]:
        pair = _add(element, "subquestion", left, rich=bool(left))
        pair.set("format", "html")
        _add(pair, "answer", right)


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
    "order": "matching",
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


def _question(bank: ElementTree.Element, lesson: str, question: Question) -> None:
    kind = kind_of(question)
    element = ElementTree.SubElement(bank, "question", type=_TYPES[kind])
    _add(element, "name", f"{lesson} {question['id']}")
    _add(element, "questiontext", question["text"], rich=True)
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
        case "order":
            _pairs(element, ((item["text"], f"{place}") for place, item in enumerate(question["items"], 1)), ())
        case "match":
            _pairs(element, ((pair["left"], pair["right"]) for pair in question["pairs"]), question.get("extra", []))
        case _:
            _text(element, question)
    for hint in question.get("hints", []):
        _add(element, "hint", hint, rich=True)


def bank(questions: Mapping[str, list[dict[str, Any]]]) -> str:
    """Return questions by lesson as a Moodle XML file; each lesson is a category.

    Source of the form: Moodle documentation, "Moodle XML format", Moodle 4.
    """
    quiz = ElementTree.Element("quiz")
    for lesson, entries in questions.items():
        category = ElementTree.SubElement(quiz, "question", type="category")
        _add(category, "category", f"$course$/top/localsdg/Lesson {lesson}")
        for question in entries:
            _question(quiz, lesson, question)
    ElementTree.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(quiz, encoding="unicode") + "\n"
