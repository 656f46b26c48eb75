"""The trainer's key: for each question of a lesson the right answer, and the reason for every other one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.course.questions import kind_of, shown_options
from localsdg.site.render import fill, render, words

if TYPE_CHECKING:
    from markupsafe import Markup

    from localsdg.course.questions import Question


def _range(first: float, last: float, texts: dict[str, str]) -> str:
    return f"{first:g}" if first == last else fill(texts["range"], first=f"{first:g}", last=f"{last:g}")


def _lines(question: Question, texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what stands in the key: "right", "wrong" or nothing; the answer; the reason."""
    match kind_of(question):
        case "one" | "many":
            return [
                ("right" if option.get("right") else "wrong", option["text"], option["reason"])
                for option in shown_options(question)
            ]
        case "number":
            answer = f"{question['answer']:g}{' ' if question.get('unit') else ''}{question.get('unit') or ''}"
            if question["tolerance"]:
                answer = fill(texts["tolerance"], answer=answer, tolerance=f"{question['tolerance']:g}")
            wrong = [
                ("wrong", _range(each["from"], each["to"], texts), each["reason"]) for each in question.get("wrong", [])
            ]
            return [("right", answer, question["reason"]), *wrong]
        case "order":
            return [("", item["text"], item["reason"]) for item in question["items"]]
        case "match":
            pairs = question["pairs"]
            return [("", fill(texts["pair"], left=pair["left"], right=pair["right"]), pair["reason"]) for pair in pairs]
        case _:
            wrong = [("wrong", ", ".join(each["answers"]), each["reason"]) for each in question.get("wrong", [])]
            return [("right", ", ".join(question["accepted"]), question["reason"]), *wrong]


def key(questions: list[Question], language: str = "en") -> Markup:
    """Return the key to questions as HTML, to stand below a trainer's card."""
    texts = words(language)["key"]
    shown: list[dict[str, Any]] = [
        {
            "text": question["text"],
            "list": "ol" if kind_of(question) == "order" else "ul",
            "lines": _lines(question, texts),
        }
        for question in questions
    ]
    return render("key.html", language, questions=shown)
