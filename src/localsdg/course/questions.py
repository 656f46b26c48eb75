"""The questions of the lessons: read from ``questions.yml``, checked, and put into the order in which they are shown.

The form of the file is described by ``questions.schema.json`` beside this module; what a schema cannot say is checked
here. Every message names the file, the lesson and the question, what was found, what was expected, and the repair.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from localsdg.core.content import content_root
from localsdg.course.guessing import Choice, clues

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

KINDS = ("one", "many", "number", "order", "match", "text")

Question = dict[str, Any]


class QuestionsError(ValueError):
    """A ``questions.yml`` cannot be used; the message lists every fault that was found, one a line."""


class _Loader(yaml.SafeLoader):
    """YAML in which a key that is written twice is a fault: plain YAML keeps the last one without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'"{key.value}" is written twice; remove or rename one of the two', key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``questions.yml``; editors can use it as well."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("questions.schema.json").read_text("utf-8"))
    return found


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


def choices(questions: dict[str, list[Question]]) -> list[Choice]:
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


def read(path: Path) -> dict[str, list[Question]]:
    """Return the questions of one file by lesson number.

    Raises:
        QuestionsError: the file is no YAML, or at least one question is not as it should be.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        document = yaml.load(path.read_text("utf-8"), _Loader)
    except UnicodeDecodeError as error:
        raise QuestionsError(f"{name} is not text in UTF-8. Save it again with the encoding UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise QuestionsError(
            f"{name}{where}: {getattr(error, 'problem', error)}. The file should be YAML. Look at this line and the "
            "one above it: a text with a colon or a quotation mark is best written below “>-”, and all lines of a list "
            "begin in the same column."
        ) from error
    found = [f"{name}, {fault}" for fault in faults(document)]
    if found:
        raise QuestionsError("\n".join(found))
    checked: dict[str, list[Question]] = document
    return checked


@cache
def all_questions() -> dict[str, list[Question]]:
    """Return every question of the course by lesson number, in the order of the lessons.

    Raises:
        QuestionsError: a file is not as it should be, or two files hold questions of one lesson.
    """
    found: dict[str, list[Question]] = {}
    for path in sorted((content_root() / "modules").glob("*/questions.yml")):
        for lesson, questions in read(path).items():
            if lesson in found:
                raise QuestionsError(
                    f"{path.parent.name}/{path.name}, lesson {lesson}: another file has questions of this lesson too. "
                    "Keep them in one file, in the folder of the module."
                )
            found[lesson] = questions
    return dict(sorted(found.items()))


def faults(document: object) -> list[str]:
    """Return what is wrong with the content of a ``questions.yml``, one sentence or two for each fault."""
    if not isinstance(document, dict):
        return ['the file holds no lesson. It should begin with a lesson number in quotes, such as "1.2":, on a line.']
    unquoted = [key for key in document if not isinstance(key, str)]
    if unquoted:
        return [f'lesson {key} is written without quotation marks. Write "{key}": instead.' for key in unquoted]
    found = list(_form_faults(document))
    # The meaning can be checked only where the form is right.
    return found or list(_meaning_faults(document))


# ------------------------------------------------------------------------------------------------- the form


def _form_faults(document: dict[str, Any]) -> Iterator[str]:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    errors = list(Draft202012Validator(schema()).iter_errors(document))
    # An unknown kind makes no other fault worth a line.
    for error in sorted(
        errors, key=lambda error: [f"{part:04}" if isinstance(part, int) else part for part in error.path]
    ):
        yield from _in_words(error, document)


def _where(path: Sequence[str | int], document: dict[str, Any]) -> str:
    if not path:
        return "the whole file"
    lesson, *rest = path
    words = f"lesson {lesson}"
    if not rest:
        return words
    place, *inner = rest
    question = document[str(lesson)][place]
    name = question.get("id") if isinstance(question, dict) else None
    words += f", question {int(place) + 1}" + (f' "{name}"' if isinstance(name, str) else "")
    steps = [f"{step + 1}" if isinstance(step, int) else f", {step} " for step in inner]
    return words + "".join(steps).rstrip()


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) <= 60 else f'the text "{value[:60]}…"'
    if isinstance(value, dict):
        return f"entries named {', '.join(map(str, value))}" if value else "nothing"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"the number {value}"


_TYPES = {
    "string": "a text",
    "number": "a number with a point, not a comma, and without a unit",
    "boolean": "true or false",
    "array": "a list: one line for each entry, beginning with “- ”",
    "object": "lines with a name and a colon, such as “text: …”",
}


def _meaning_of(name: str, rules: dict[str, Any]) -> str:
    return str(rules.get("properties", {}).get(name, {}).get("description", name))


def _in_words(error: Any, document: dict[str, Any]) -> Iterator[str]:
    """Turn one finding of the schema into sentences for people who write questions, not programs."""
    where = _where(list(error.absolute_path), document)
    rules: dict[str, Any] = error.schema
    expected = rules.get("description") or _described(error)
    match error.validator:
        case "required":
            # One finding for each missing name.
            name = next(name for name in error.validator_value if f"'{name}'" in error.message)
            yield f'{where}: "{name}" is missing. It should say {_meaning_of(name, rules)}. Add a line “{name}: …”.'
        case "additionalProperties":
            known = list(rules.get("properties", {}))
            if not known:
                for name in [name for name in error.instance if not _is_lesson(name)]:
                    yield (
                        f'lesson "{name}" does not exist. Lessons are numbered "1.1" to "3.6". '
                        "Correct the number at the beginning of the list."
                    )
                return
            for name in [name for name in error.instance if name not in known]:
                near = difflib.get_close_matches(str(name), known, n=1)
                repair = (
                    f'Did you mean "{near[0]}"?' if near else "Remove the line, or correct the kind of the question."
                )
                yield f'{where}: "{name}" has no meaning here. Known names are {", ".join(known)}. {repair}'
        case "type":
            kind = _TYPES[error.validator_value]
            yield f"{where}: found {_shown(error.instance)}, expected {kind}: {expected}. Write it in that form."
        case "enum":
            near = difflib.get_close_matches(str(error.instance), error.validator_value, n=1)
            repair = f'Did you mean "{near[0]}"?' if near else "Choose one of them."
            kinds = ", ".join(error.validator_value)
            yield f"{where}: found {_shown(error.instance)}, expected one of {kinds}. {repair}"
        case "minItems" | "maxItems":
            few = "too few" if error.validator == "minItems" else "too many"
            yield f"{where}: found {len(error.instance)}, that is {few}. Expected {expected}. Add or remove entries."
        case "minLength":
            if error.validator_value == 1:
                yield f"{where}: found an empty text. Expected {expected}. Write it."
            else:
                yield (
                    f"{where}: found {_shown(error.instance)}, which is shorter than {error.validator_value} "
                    f"characters. Expected {expected}. Write a whole sentence."
                )
        case "pattern":
            yield f"{where}: found {_shown(error.instance)}. Expected {expected}. Rename it."
        case "minimum":
            least = error.validator_value
            yield f"{where}: found {_shown(error.instance)}, which is below {least}. Expected {expected}."
        case _:  # minProperties
            yield f"{where}: found no lesson. Expected a list of questions under a lesson number."


def _described(error: Any) -> str:
    """Return the description that stands beside the reference through which the schema came to its rule."""
    rules: Any = schema()
    description = ""
    for step in error.absolute_schema_path:
        if step == "$ref":
            continue  # some versions of jsonschema name the references on the way, others do not
        while isinstance(rules, dict) and step not in rules and "$ref" in rules:
            rules = schema()["$defs"][rules["$ref"].rsplit("/", 1)[1]]
        rules = rules[step]
        if isinstance(rules, dict) and isinstance(rules.get("description"), str):
            description = rules["description"]
    return description


def _is_lesson(name: str) -> bool:
    import re

    return any(re.search(pattern, name) for pattern in schema()["patternProperties"])


# ---------------------------------------------------------------------------------------------- the meaning


def _meaning_faults(document: dict[str, list[Question]]) -> Iterator[str]:
    checks = {
        "one": _one,
        "many": _many,
        "number": _number,
        "order": _order,
        "match": _match,
        "text": _text,
    }
    for lesson, questions in document.items():
        ids: dict[str, int] = {}
        for place, question in enumerate(questions):
            where = _where([lesson, place], document)
            name = question["id"]
            if name in ids:
                yield (
                    f'{where}: question {ids[name] + 1} has the same id "{name}". An id should be used once in a '
                    "lesson. Rename one of the two."
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
