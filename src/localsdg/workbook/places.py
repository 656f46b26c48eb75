"""Where an entry of a lesson stands among the records: what is written once, and shown wherever it is needed.

A lesson knows its entries by part and name: ``"3.2", "land", "p0"``. The workbook keeps each under the thing it says
something about, ``("records", "indicator", "11.3.1", "earlier/people")``, so that a form, an exercise and the review
read and write the same entry. ``places.json`` holds the pairs, and the page reads the same file. What has no pair stays
with its lesson, such as the answers to the questions.

Lessons 3.3 to 3.5 work on one indicator at a time, which the pairs call ``@``: the first one, until the learner takes
another of those that she has chosen. Lesson 2.6 measures the outcome of an action by an indicator of its own choice,
which the pairs call ``&``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# Where a field stands: ("records", "indicator", "11.3.1", "earlier/people"), ("marks", ...) in the same way, or
# ("lessons", "3.2", "questions", "leaving").
Address = tuple[str, ...]

MARKS = "_taken"
"""The end of the name of a part that says which entries of the part of that name are taken over from an example."""

FIRST = "first"
"""The indicator with which the learner began, and on which she works until she takes another."""

AT_WORK: Address = ("lessons", "3.3", "working", "indicator")
"""Where the workbook says on which indicator lessons 3.3 to 3.5 work."""

MEASURED: Address = ("lessons", "2.6", "working", FIRST)
"""Where the workbook says by which indicator lesson 2.6 measures the outcome of the first action."""

_ID = re.compile(r"[\w.()-]+", re.ASCII)

# In a name, * stands for a part of one step, and ** for all steps that follow.
_HOLES = {"**": "([^\\n]+)", "*": "([^/\\n]+)"}


class _Rule(NamedTuple):
    name: str
    record: tuple[str, str, str]


@cache
def pairs() -> dict[str, dict[str, dict[str, str]]]:
    """Return the pairs of name and record, by lesson and part; those of the lesson "" are of the course itself."""
    found: dict[str, dict[str, dict[str, str]]]
    found = json.loads(files(__package__).joinpath("places.json").read_text("utf-8"))
    return found


@cache
def _rules(lesson: str, part: str) -> tuple[_Rule, ...]:
    found = pairs().get(lesson, {}).get(part, {})
    return tuple(_Rule(name, _three(record)) for name, record in found.items())


def _three(record: str) -> tuple[str, str, str]:
    kind, key, name = record.split("/", 2)
    return kind, key, name


def filled(form: str, pattern: str, text: str) -> str | None:
    """Return ``form`` with what stands in ``text`` for the holes of ``pattern``; None if the two do not fit."""
    expression = re.sub(r"\\\*\\\*|\\\*", lambda hole: _HOLES[hole[0].replace("\\", "")], re.escape(pattern))
    match = re.fullmatch(expression, text)
    if not match:
        return None
    holes = iter(match.groups())
    return re.sub(r"\*\*?", lambda _: next(holes), form)


def indicator_at_work(value: object) -> str:
    """Return the id of an indicator on which one can work; for anything else, that of the first one."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else FIRST


class Chosen(NamedTuple):
    """The indicators that a learner has chosen to work on.

    Attributes:
        at_work: that of lessons 3.3 to 3.5.
        measured: that of lesson 2.6.
    """

    at_work: str = FIRST
    measured: str = FIRST


_NONE_CHOSEN = Chosen()


def _line(record: tuple[str, str, str], chosen: Chosen) -> str:
    signs = {"@": chosen.at_work, "&": chosen.measured}
    return "\n".join(signs.get(step, step) for step in record)


def address_of(lesson: str, part: str, name: str, chosen: Chosen = _NONE_CHOSEN) -> Address:
    """Return where an entry stands. A lesson of "" is the course: its profile, the needs check, the workshop.

    ``chosen`` are the indicators on which lessons 2.6 and 3.3 to 3.5 work.
    """
    marks = part.endswith(MARKS)
    for rule in _rules(lesson, part.removesuffix(MARKS)):
        if (record := filled(_line(rule.record, chosen), rule.name, name)) is not None:
            return ("marks" if marks else "records", *record.split("\n"))
    return ("lessons", lesson, part, name)


def name_at(lesson: str, part: str, address: Address, chosen: Chosen = _NONE_CHOSEN) -> str | None:
    """Return the name by which a part of a lesson knows what stands at an address; None if it does not."""
    group = "marks" if part.endswith(MARKS) else "records"
    if address == ("lessons", lesson, part, address[3]):
        return address[3] if address_of(lesson, part, address[3]) == address else None
    if address[0] != group:
        return None
    text = "\n".join(address[1:])
    names = (filled(rule.name, _line(rule.record, chosen), text) for rule in _rules(lesson, part.removesuffix(MARKS)))
    return next((name for name in names if name is not None), None)


@cache
def known_parts() -> tuple[tuple[str, str], ...]:
    """Return the lessons and parts that write records; of a lesson the form comes first."""
    found = ((lesson, part) for lesson, parts in pairs().items() if lesson for part in parts)
    return tuple(sorted(found, key=lambda each: (each[0], each[1] != "municipality")))
