"""What a schema cannot say of a lesson's form, cards and canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.course.documents import nearest, place

if TYPE_CHECKING:
    from collections.abc import Iterator

_ON_A_CANVAS = ("fields", "columns", "matrix", "across")


def parts_faults(document: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with form, cards and canvas of a lesson whose form is right, each with its repair."""
    yield from _form(document)
    yield from _cards(document)
    if not any(name in document["canvas"] for name in _ON_A_CANVAS):
        yield f"canvas: nothing is on it. Expected one of {', '.join(_ON_A_CANVAS)}. Add the lines."


def _form(document: dict[str, Any]) -> Iterator[str]:
    seen: dict[str, str] = {}
    groups = document["municipality"]["groups"]
    names = {field["name"] for group in groups for field in group["fields"]}
    for group_place, group in enumerate(groups):
        for field_place, field in enumerate(group["fields"]):
            where = place(document, ["municipality", "groups", group_place, "fields", field_place])
            name = field["name"]
            if name in seen:
                yield f'{where}: the name "{name}" is used before, in {seen[name]}. Rename one of the two.'
            seen.setdefault(name, where)
            if field.get("min", 0) > field.get("max", field.get("min", 0)):
                yield f"{where}: min is {field['min']} and max is {field['max']}. Swap the two numbers."
            if field.get("unit_in", name) not in names:
                near = nearest(field["unit_in"], names) or "Write the name of the field that holds the unit."
                yield f'{where}: unit_in names the field "{field["unit_in"]}", which is not there. {near}'


def _cards(document: dict[str, Any]) -> Iterator[str]:
    with_options = {question["id"] for question in document["questions"] if "options" in question}
    seen: set[str] = set()
    for set_place, each in enumerate(document.get("cards", [])):
        where = place(document, ["cards", set_place])
        given = [name for name in ("cards", "from", "question") if name in each]
        if len(given) != 1:
            found = " and ".join(given) or "none of them"
            yield f"{where}: found {found}, expected one of cards, from, question. Add one, or remove what is too much."
        if each.get("question") not in {None, *with_options}:
            near = nearest(each["question"], with_options) or f"There are: {', '.join(sorted(with_options))}."
            yield f'{where}: no question with options has the id "{each["question"]}". {near}'
        if each["id"] in seen:
            yield f"{where}: the id is used twice. Rename one of the two."
        seen.add(each["id"])
