"""Workbooks of earlier versions, read as today's: every entry finds its record, and none is lost.

Version 1 had no times. Version 2 kept all entries by lesson, and the profile apart. What one lesson knew under two
names, or several lessons asked again, is one record today. Of several different values the best stands in it: that of
the profile, then one's own before one taken over from an example, the latest before earlier ones. The others stay with
their lessons, where My course shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.workbook.fields import UNKNOWN_TIME, WHOLE_PARTS, Field, leaves, rank, same
from localsdg.workbook.places import MARKS, Address, address_of
from localsdg.workbook.schema import wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

_FICTIONAL = "(fictional)"

# Where an entry of version 2 stood: lesson, part, name. The profile is of lesson "".
_Old = tuple[str, str, str]


def from_version_1(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Bring a document of version 1 into the form of version 2.

    Raises:
        WorkbookError: it is not as version 1 was.
    """
    if document.keys() != {"format", "version", "lessons"}:
        raise wrong(name, (), 'version 1 has "format", "version" and "lessons", and nothing else')
    lessons: dict[str, Any] = {}
    for (_, lesson, part), value in _nested(document, ("lessons",), 2, name):
        for key, leaf in leaves(value, part in WHOLE_PARTS):
            if leaf is not None:
                fields = lessons.setdefault(lesson, {}).setdefault(part, {})
                fields[key] = {"value": leaf, "time": UNKNOWN_TIME}
    return {"format": document["format"], "version": 2, "profile": {}, "lessons": lessons}


def _nested(document: Any, way: Address, levels: int, name: str) -> Iterator[tuple[Address, Any]]:
    """Yield the values some levels below, with their keys; WorkbookError if one on the way is not an object."""
    value = document
    for step in way:
        value = value[step]
    if not isinstance(value, dict):
        raise wrong(name, way, "there should be an object in braces")
    if not levels:
        yield way, value
        return
    for key in value:
        yield from _nested(document, (*way, key), levels - 1, name)


def from_version_2(document: dict[str, Any]) -> dict[Address, Field]:
    """Return the fields of a document of version 2, which is known to be sound."""
    old = dict(_entries(document))
    asked: dict[Address, list[_Old]] = {}
    for where in old:
        if not where[1].endswith(MARKS):
            asked.setdefault(address_of(*where), []).append(where)
    found: dict[Address, Field] = {}
    for places in asked.values():
        best, *others = sorted(places, key=lambda where: _worth(where, old), reverse=True)
        # A mark belongs to its entry: that of another entry would say nothing of this one.
        for where in (best, _mark(best)):
            if where in old:
                found[address_of(*where)] = old[where]
        for where in others:
            if old[where].value is not None and not same(old[where].value, old[best].value):
                found["lessons", *where] = old[where]
    return found


def _mark(where: _Old) -> _Old:
    lesson, part, name = where
    return lesson, part + MARKS, name


def _entries(document: dict[str, Any]) -> Iterator[tuple[_Old, Field]]:
    for name, raw in document["profile"].items():
        part, _, inside = name.partition("/")
        yield ("", part, inside) if inside and part in ("needs", "workshop") else ("", "profile", name), Field.read(raw)
    for lesson, parts in document["lessons"].items():
        for part, fields in parts.items():
            for name, raw in fields.items():
                yield (lesson, part, name), Field.read(raw)


def _worth(where: _Old, old: dict[_Old, Field]) -> tuple[Any, ...]:
    """Return by what entries are compared of which one becomes the record."""
    field = old[where]
    mark = old.get(_mark(where))
    taken = mark is not None and isinstance(mark.value, list) and same(mark.value[:1], [field.value])
    fictional = isinstance(field.value, str) and _FICTIONAL in field.value.casefold()
    return field.value is not None, where[0] == "", not taken, not fictional, rank(field.entry), where
