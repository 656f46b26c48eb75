"""The trainer's key: for each question of a lesson the right answer, and the reason for every other one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from localsdg.course.questions import kind_of, shown_options

if TYPE_CHECKING:
    from localsdg.course.questions import Question


def _range(first: float, last: float) -> str:
    return f"{first:g}" if first == last else f"{first:g} to {last:g}"


def _lines(question: Question) -> list[tuple[str, str, str]]:
    """Return what stands in the key: "right", "wrong" or nothing; the answer; the reason."""
    match kind_of(question):
        case "one" | "many":
            return [
                ("right" if option.get("right") else "wrong", option["text"], option["reason"])
                for option in shown_options(question)
            ]
        case "number":
            unit = f" {question['unit']}" if question.get("unit") else ""
            reach = f", ± {question['tolerance']:g}" if question["tolerance"] else ""
            wrong = [("wrong", _range(each["from"], each["to"]), each["reason"]) for each in question.get("wrong", [])]
            return [("right", f"{question['answer']:g}{unit}{reach}", question["reason"]), *wrong]
        case "order":
            return [("", item["text"], item["reason"]) for item in question["items"]]
        case "match":
            return [("", f"{pair['left']}: {pair['right']}", pair["reason"]) for pair in question["pairs"]]
        case _:
            wrong = [("wrong", ", ".join(each["answers"]), each["reason"]) for each in question.get("wrong", [])]
            return [("right", ", ".join(question["accepted"]), question["reason"]), *wrong]


def key(questions: list[Question]) -> str:
    """Return the key to questions as HTML, to stand below a trainer's card."""
    parts = []
    for question in questions:
        tag = "ol" if kind_of(question) == "order" else "ul"
        lines = "".join(
            f"<li>{f'<b>{word.capitalize()}.</b> ' if word else ''}<em>{escape(answer)}</em> {escape(reason)}</li>"
            for word, answer, reason in _lines(question)
        )
        parts.append(f"<li><p>{escape(question['text'])}</p><{tag}>{lines}</{tag}></li>")
    return f"<h3>Key to the questions</h3><ol>{''.join(parts)}</ol>"
