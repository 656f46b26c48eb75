"""The schema of a workbook file, and the errors for files that do not follow it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from localsdg.workbook.figures import MOST_BYTES, MOST_FIGURES, TOO_LARGE, TOO_MANY

if TYPE_CHECKING:
    from collections.abc import Callable

Fault = Literal["damaged", "foreign", "newer", "wrong", "large", "many", "closed"]


class WorkbookError(ValueError):
    """The file is not a workbook that this version can read or write. The file is never changed or removed.

    Attributes:
        fault: "damaged" (no JSON, perhaps half written), "foreign" (something else), "newer" (of a later version),
            "wrong" (against the schema), "large" (more bytes than a workbook may have), "many" (more figures than its
            table may have) or "closed" (the computer does not let us read or write it).
        address: for "wrong", the keys that lead to what is wrong, such as
            ``("lessons", "3.2", "municipality", "place", "time")``.
    """

    def __init__(self, fault: Fault, message: str, address: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.fault = fault
        self.address = address


class WorkbookWarning(UserWarning):
    """A workbook could not be read; it was kept, and the course goes on with a new one."""


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of the present version."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("workbook.schema.json").read_text("utf-8"))
    return found


LONGEST_NAME: int = schema()["definitions"]["name"]["maxLength"]


def see_size(content: str | bytes, name: str) -> None:
    """Raise WorkbookError if a workbook has more bytes than it may have."""
    if len(content) > MOST_BYTES or (isinstance(content, str) and len(content.encode(errors="replace")) > MOST_BYTES):
        raise WorkbookError("large", TOO_LARGE.format(file=name))


def see_figures(figures: Any, name: str) -> None:
    """Raise WorkbookError if a table has more figures than it may have; other faults are those of the schema."""
    if isinstance(figures, list) and len(figures) > MOST_FIGURES:
        raise WorkbookError("many", TOO_MANY.format(file=name, count=f"{len(figures):,}"), ("figures",))


def read_json(content: str | bytes, name: str) -> Any:
    """Return what a file holds; WorkbookError says where it is damaged."""

    def no_number(text: str) -> None:
        raise ValueError(f"{text} is no number that JSON knows")

    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        if not text.strip():
            raise WorkbookError("damaged", f"{name} is empty. Put back a copy that you exported.")
        return json.loads(text, parse_constant=no_number)
    except UnicodeDecodeError as error:
        raise WorkbookError("damaged", f"{name} is not text. Put back a copy that you exported.") from error
    except json.JSONDecodeError as error:
        cut = "it ends too early, as if half written" if error.pos >= len(text.rstrip()) else "what stands there is odd"
        raise WorkbookError(
            "damaged",
            f"{name} is damaged: reading stopped at line {error.lineno}, column {error.colno}; {cut}. "
            "Put back a copy that you exported, or rename the file to begin a new workbook.",
        ) from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, WorkbookError):
            raise
        raise WorkbookError("damaged", f"{name} is damaged: {error}. Put back a copy that you exported.") from error


def wrong(name: str, address: tuple[str, ...], words: str) -> WorkbookError:
    """Return the error for a document that is not as the schema describes it, at a address."""
    where = "/".join(address) or "its outermost level"
    message = f"{name} is a workbook, but not as it should be, at {where}: {words}. Put back a copy that you exported."
    return WorkbookError("wrong", message, address)


# The message for each kind of rule in the schema.
_RULES = {
    "required": "{rule} are needed, and found is {found}",
    "additionalProperties": "found is {found}, with something that no workbook has",
    "propertyNames": "a name is not allowed (lessons: 3.2; parts: small letters; fields: 1 to 200 signs): {found}",
    "type": "found is {found}, expected is: {rule}",
    "maxItems": "found are more figures than a table takes",
    "maxLength": "a name is too long (at most {rule} signs): {found}",
    "pattern": "found is {found}, expected is a time such as 2026-03-01T10:00:00.000Z",
    "minimum": "found is {found}, a number too large for a computer",
    "maximum": "found is {found}, a number too large for a computer",
}


def _schema_of_version_2() -> dict[str, Any]:
    """Return the JSON Schema of version 2: it kept the profile apart, and all else by lesson."""
    now = schema()
    properties = {name: now["properties"][name] for name in ("format", "lessons")}
    properties |= {"version": {"const": 2}, "profile": {"$ref": "#/definitions/fields"}}
    return now | {"required": ["format", "version", "profile", "lessons"], "properties": properties}


@cache
def _validator(version: int) -> Callable[[Any], Any]:
    import fastjsonschema

    rules = _schema_of_version_2() if version == 2 else schema()
    check: Callable[[Any], Any] = fastjsonschema.compile(rules, use_default=False)
    return check


def fault_of(document: dict[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """Return where a document is not as the schema describes it, and in what."""
    from fastjsonschema import JsonSchemaValueException

    try:
        _validator(int(document["version"]))(document)
    except JsonSchemaValueException as error:
        address = _steps(document, str(error.name).removeprefix("data"))
        found = json.dumps(error.value, ensure_ascii=False)
        shown = f"{found[:60]} …" if len(found) > 60 else found
        return address, _RULES[str(error.rule)].format(found=shown, rule=error.rule_definition)
    return None


def _steps(value: Any, way: str) -> tuple[str, ...]:
    """Split the path of an error, such as ``.lessons.3.2.place[0]``, into its keys; a key may hold points itself."""
    names = {f".{key}": key for key in value} if isinstance(value, dict) else {}
    if isinstance(value, list):
        names = {f"[{index}]": index for index in range(len(value))}
    fitting = [name for name in names if way.startswith(name) and way[len(name) :][:1] in ("", ".", "[")]
    if not fitting:
        return ()
    name = max(fitting, key=len)
    return (str(names[name]), *_steps(value[names[name]], way[len(name) :]))
