"""The files in which lessons keep what is not text: read, checked, and explained where they are wrong.

Their form is described by ``lesson.schema.json`` beside this module, one schema with a part for each kind of file. What
a schema cannot say is checked where it is known. Every message names the file and the place in it, what was found, what
was expected, and the repair.
"""

from __future__ import annotations

import difflib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from pathlib import Path


class LessonError(ValueError):
    """A file of a lesson cannot be used; the message lists every fault that was found, one a line."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the quick one, where there is one
    """YAML in which a name that is written twice is a fault, and so is one that is no text.

    Plain YAML keeps the last of two without a word, and reads ``1.1:`` as a number and ``no:`` as false.
    """

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int | str:
        # YAML 1.1 counts in sixties: 8:30 would be 510.
        return str(node.value) if ":" in node.value else int(super().construct_yaml_int(node))

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                raise _fault(key, f'"{key.value}" is written twice; remove or rename one of the two')
            if not isinstance(self.construct_object(key), str):
                raise _fault(key, f'the name {key.value} is not read as a text; write "{key.value}": instead')
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)


def _fault(node: yaml.Node, words: str) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, words, node.start_mark)


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a lesson's file; its other parts stand under ``$defs``.

    Editors can use it as well.
    """
    found: dict[str, Any] = json.loads(files(__package__).joinpath("lesson.schema.json").read_text("utf-8"))
    return found


def shown_name(path: Path) -> str:
    """Return how a file is called in messages: its folder and its name, or its name alone if no folder was given."""
    return str(path) if len(path.parts) < 2 else f"{path.parent.name}/{path.name}"


def read(path: Path, part: str = "") -> Any:
    """Return the content of a file that follows the schema of a lesson's file, or another part of it.

    Raises:
        LessonError: there is no such file, it is no YAML, or its form is not as it should be.
    """
    name = shown_name(path)
    try:
        document = yaml.load(path.read_text("utf-8"), _Loader)
    except OSError as error:
        raise LessonError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LessonError(f"{name} is not text in UTF-8. Save it again with the encoding UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise LessonError(
            f"{name}{where}: {getattr(error, 'problem', error)}. The file should be YAML. Look at this line and the "
            "one above it: a text with a colon or a quotation mark is best written below “>-”, and all lines of a list "
            "begin in the same column."
        ) from error
    if document is None:
        copied = "an edition of modules/editions" if part == "edition" else "that of another lesson"
        raise LessonError(f"{name} is empty. Write it as CONTRIBUTING.md shows, or copy {copied}.")
    complain(name, faults(document, part))
    return document


def complain(name: str, found: Iterable[str]) -> None:
    """Raise an error that lists faults of a file, if there are any.

    Raises:
        LessonError: there is a fault.
    """
    if lines := [f"{name}, {fault}" for fault in found]:
        raise LessonError("\n".join(lines))


def faults(document: object, part: str = "") -> list[str]:
    """Return how a document differs from the form of a part of the schema, one sentence or two for each fault."""
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    rules = {"$ref": f"#/$defs/{part}", "$defs": schema()["$defs"]} if part else schema()
    errors = sorted(
        Draft202012Validator(rules).iter_errors(document),
        key=lambda error: [f"{step:04}" if isinstance(step, int) else step for step in error.path],
    )
    return [words for error in errors for words in _in_words(error, document, rules)]


def place(document: Any, steps: Sequence[str | int]) -> str:
    """Say where something stands in a document, such as ``question 2 "land", options 1``."""
    words = ""
    for step in steps:
        document = document[step]
        if isinstance(step, str):
            words += f", {step}"
            continue
        words += f" {step + 1}"
        names = [document.get(key) for key in ("id", "name", "folder")] if isinstance(document, dict) else []
        words += next((f' "{name}"' for name in names if isinstance(name, str)), "")
    words = words.removeprefix(", ").strip()
    return words.replace("questions ", "question ", 1) if words.startswith("questions ") else words or "the whole file"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the question whether a known name was meant, or nothing if none is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


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
    "integer": "a whole number, without a unit",
    "boolean": "true or false",
    "array": "a list: one line for each entry, beginning with “- ”",
    "object": "lines with a name and a colon, such as “text: …”",
}


def _in_words(error: Any, document: Any, root: dict[str, Any]) -> Iterator[str]:
    """Turn one finding of the schema into sentences for people who write lessons, not programs."""
    where = place(document, list(error.absolute_path))
    rules: dict[str, Any] = error.schema
    expected = rules.get("description") or _described(error, root)
    match error.validator:
        case "required" | "dependentRequired":
            wanted = error.validator_value
            names = wanted if isinstance(wanted, list) else [name for each in wanted.values() for name in each]
            # One finding for each missing name.
            name = next(name for name in names if f"'{name}'" in error.message and name not in error.instance)
            means = rules.get("properties", {}).get(name, {}).get("description", name)
            yield f'{where}: "{name}" is missing. It should say {means}. Add a line “{name}: …”.'
        case "additionalProperties":
            known = list(rules.get("properties", {}))
            for name in [name for name in error.instance if name not in known]:
                other = "Remove the line" + (", or correct the kind of the question." if "hints" in known else ".")
                repair = nearest(str(name), known) or other
                yield f'{where}: "{name}" has no meaning here. Known names are {", ".join(known)}. {repair}'
        case "type":
            kind, found = _TYPES[error.validator_value], error.instance
            bare = error.validator_value == "string" and isinstance(found, int | float) and not isinstance(found, bool)
            repair = f'Put it in quotation marks: "{found}".' if bare else "Write it in that form."
            yield f"{where}: found {_shown(found)}, expected {kind}: {expected}. {repair}"
        case "enum":
            known = [str(value) for value in error.validator_value]
            repair = nearest(str(error.instance), known) or "Choose one of them."
            yield f"{where}: found {_shown(error.instance)}, expected one of {', '.join(known)}. {repair}"
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
            # What consists of small letters is a name of the course's own.
            repair = "Rename it." if error.validator_value.startswith("^[a-z") else "Write it in that form."
            yield f"{where}: found {_shown(error.instance)}. Expected {expected}. {repair}"
        case "minimum":
            least = error.validator_value
            yield f"{where}: found {_shown(error.instance)}, which is below {least}. Expected {expected}. Correct it."
        case _:  # minProperties
            yield f"{where}: found nothing. Expected {expected}. Write it, or remove the line above."


def _described(error: Any, root: dict[str, Any]) -> str:
    """Return the description that stands beside the reference through which the schema came to its rule."""
    rules: Any = root
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
