"""The questions of the lessons: their kinds, the order in which they are shown, and what a schema cannot say of them.

The form of a question is described by ``lesson.schema.json`` beside this module.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

from localsdg.course.documents import complain, read, shown_name
from localsdg.course.documents import place as place_of
from localsdg.course.guessing import Choice, clues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

KINDS = ("one", "many", "number", "order", "match", "text")

Question = dict[str, Any]


def kind_of(question: Question) -> str:
    """Return the kind of a question, one of :data:`KINDS`; without ``kind`` it is one choice."""
    return str(question.get("kind", "one"))


def normal(text: str) -> str:
    """Return a short text as it is compared: without case, surplus spaces and a final full stop."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).removesuffix(".").strip().lower()


def arrangement(question: Question) -> list[int]:
    """Return the places, from 0, in which options, items to order or partners to match are shown.

    It depends on the id of the question alone, so that screen, paper and key agree. Items and partners are never shown
    in the order of the file. Answers are kept by the place in the file, so an option there keeps its place for good.
    """
    kind = kind_of(question)
    shown = (
        question["options"] if kind in ("one", "many") else question["items"] if kind == "order" else partners(question)
    )
    places = sorted(range(len(shown)), key=lambda place: hashlib.sha256(f"{question['id']} {place}".encode()).digest())
    return [*places[1:], places[0]] if places == sorted(places) and kind not in ("one", "many") else places


def shown_options(question: Question) -> list[dict[str, Any]]:
    """Return the options of a question with one or many choices in the order in which they are shown."""
    return [question["options"][place] for place in arrangement(question)]


def read_alone(path: Path) -> list[Question]:
    """Return the questions of a file that belongs to no lesson.

    Raises:
        LessonError: the file is not as it should be.
    """
    document = read(path, "questions-alone")
    complain(shown_name(path), meaning_faults(document))
    found: list[Question] = document["questions"]
    return found


def choices(questions: Mapping[str, list[Question]]) -> list[Choice]:
    """Return the questions with one right option as somebody sees them who guesses."""
    return [
        Choice(
            f"{lesson} {question['id']}",
            question["text"],
            [(option["text"], option.get("right", False)) for option in shown_options(question)],
        )
        for lesson, of_lesson in questions.items()
        for question in of_lesson
        if kind_of(question) == "one"
    ]


def partners(question: Question) -> list[str]:
    """Return what can be chosen in a question to match: each partner once, then those that belong to nothing."""
    return list(dict.fromkeys([*(pair["right"] for pair in question["pairs"]), *question.get("extra", [])]))


def meaning_faults(document: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the questions of a document whose form is right, one sentence or two for each fault."""
    checks = {
        "one": _one,
        "many": _many,
        "number": _number,
        "order": _order,
        "match": _match,
        "text": _text,
    }
    ids: dict[str, int] = {}
    for place, question in enumerate(document["questions"]):
        where = place_of(document, ["questions", place])
        name = question["id"]
        if name in ids:
            yield (
                f'{where}: question {ids[name] + 1} has the same id "{name}". An id should be used once in a lesson. '
                "Rename one of the two."
            )
        ids.setdefault(name, place)
        for fault in checks[kind_of(question)](question):
            yield f"{where}: {fault}"


def _repeated(texts: Iterable[str], what: str) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if normal(text) in seen:
            yield f'{what} "{text}" is there twice. Each should be there once. Change or remove one of the two.'
        seen.add(normal(text))


def _one(question: Question) -> Iterator[str]:
    options = question["options"]
    right = sum(option.get("right", False) for option in options)
    if right != 1:
        yield (
            f"found {right} options with “right: true”, expected exactly one. "
            + ("Add the line to the right option." if not right else "Remove the others, or write “kind: many”.")
        )
    else:
        yield from _clues(options)
    yield from _repeated((option["text"] for option in options), "the option")


def _clues(options: list[dict[str, Any]]) -> Iterator[str]:
    return clues([(option["text"], option.get("right", False)) for option in options])


def _many(question: Question) -> Iterator[str]:
    options = question["options"]
    right = sum(option.get("right", False) for option in options)
    if right in (0, len(options)):
        yield (
            f"found {right} of {len(options)} options with “right: true”, expected at least one that is right and one "
            "that is not. Change an option."
        )
    else:
        yield from _clues(options)
    yield from _repeated((option["text"] for option in options), "the option")


def _number(question: Question) -> Iterator[str]:
    low, high = question["answer"] - question["tolerance"], question["answer"] + question["tolerance"]
    earlier: list[tuple[float, float]] = []
    for each in question.get("wrong", []):
        start, end = each["from"], each["to"]
        if start > end:
            yield f"the wrong range from {start} to {end} runs backwards. Swap the two numbers."
        elif low <= start and end <= high:
            yield (
                f"the wrong range from {start} to {end} lies inside what is right, {low:.15g} to {high:.15g}, so "
                "its reason "
                "is never shown. Change the range or make the tolerance smaller."
            )
        elif any(first <= start and end <= last for first, last in earlier):
            yield (
                f"the wrong range from {start} to {end} lies inside an earlier range, so its reason is never shown. "
                "Put the narrower range first."
            )
        earlier.append((start, end))


def _order(question: Question) -> Iterator[str]:
    yield from _repeated((item["text"] for item in question["items"]), "the item")


def _match(question: Question) -> Iterator[str]:
    yield from _repeated((pair["left"] for pair in question["pairs"]), "the left side")
    choices = partners(question)
    right = {pair["right"] for pair in question["pairs"]}
    for text in question.get("extra", []):
        if text in right:
            yield f'the extra partner "{text}" belongs to a pair. Remove it from “extra”.'
    for pair in question["pairs"]:
        for wrong in pair.get("wrong", []):
            if wrong["right"] == pair["right"]:
                yield f'the pair "{pair["left"]}" lists its own partner as wrong. Remove it from “wrong”.'
            elif wrong["right"] not in choices:
                near = difflib.get_close_matches(wrong["right"], choices, n=1, cutoff=0)
                yield (
                    f'the pair "{pair["left"]}" names the wrong partner "{wrong["right"]}", which cannot be chosen. '
                    f'Write it in the same words as in its pair, for example "{near[0]}".'
                )


def _text(question: Question) -> Iterator[str]:
    yield from _repeated(question["accepted"], "the accepted answer")
    accepted = {normal(text) for text in question["accepted"]}
    wrong = [text for each in question.get("wrong", []) for text in each["answers"]]
    yield from _repeated(wrong, "the wrong answer")
    for text in wrong:
        if normal(text) in accepted:
            yield f'"{text}" is both accepted and wrong. Remove it from one of the two lists.'
