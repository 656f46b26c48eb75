"""Whether an answer to a question is right, and the reasons that the learner reads.

The widget judges in JavaScript (``widgets/questions/method.js``) by the same rules; ``tests/vectors/questions.json``
holds answers for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.core.typed_numbers import typed_number
from localsdg.course.questions import kind_of, normal, partners

if TYPE_CHECKING:
    from collections.abc import Callable

    from localsdg.course.questions import Question


@dataclass(frozen=True)
class Judgement:
    """Whether an answer is right, and the reasons given for it, in the order in which they are shown."""

    right: bool
    reasons: tuple[str, ...]


def _options(question: Question, chosen: list[int]) -> Judgement:
    right = {place for place, option in enumerate(question["options"], start=1) if option.get("right", False)}
    return Judgement(set(chosen) == right, tuple(question["options"][place - 1]["reason"] for place in chosen))


def _number(question: Question, chosen: str) -> Judgement:
    values = typed_number(chosen, question.get("unit", "")).values  # either reading of 1,475 will do
    # A little more than the tolerance, since 0.1 and its like are not exact.
    room = question["tolerance"] + 1e-9 * max(1, abs(question["answer"]))
    if any(abs(value - question["answer"]) <= room for value in values):
        return Judgement(True, (question["reason"],))
    for each in question.get("wrong", []):
        if any(each["from"] <= value <= each["to"] for value in values):
            return Judgement(False, (each["reason"],))
    return Judgement(False, (question["otherwise"],))


def _order(question: Question, chosen: list[int]) -> Judgement:
    for place, item in enumerate(chosen, start=1):
        if item != place:
            return Judgement(False, (question["items"][item - 1]["reason"],))
    return Judgement(True, (question["reason"],))


def _match(question: Question, chosen: list[int]) -> Judgement:
    choices, reasons, right = partners(question), [], True
    for pair, place in zip(question["pairs"], chosen, strict=True):
        partner = choices[place - 1]
        if partner == pair["right"]:
            reasons.append(pair["reason"])
            continue
        right = False
        known = [wrong["reason"] for wrong in pair.get("wrong", []) if wrong["right"] == partner]
        reasons.append(known[0] if known else question["otherwise"])
    return Judgement(right, tuple(reasons))


def _text(question: Question, chosen: str) -> Judgement:
    typed = normal(chosen)
    if typed in map(normal, question["accepted"]):
        return Judgement(True, (question["reason"],))
    for each in question.get("wrong", []):
        if typed in map(normal, each["answers"]):
            return Judgement(False, (each["reason"],))
    return Judgement(False, (question["otherwise"],))


def judge(question: Question, chosen: Any) -> Judgement:
    """Judge an answer as the widget keeps it.

    Args:
        question: as :func:`localsdg.course.questions.read` gives it.
        chosen: the option's place, from 1 (one choice); the places of the options (many choices); what was typed
            (number and short text); the items by their place in the right order (order); for each line the place of its
            partner in :func:`localsdg.course.questions.partners` (match).
    """
    judges: dict[str, Callable[[Question, Any], Judgement]] = {
        "one": lambda each, place: _options(each, [place]),
        "many": _options,
        "number": _number,
        "order": _order,
        "match": _match,
        "text": _text,
    }
    return judges[kind_of(question)](question, chosen)
