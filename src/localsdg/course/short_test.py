"""A short test before and after a workshop: twelve items from the questions of its lessons, chosen by a rule.

The rule: of the questions that can be marked by hand as right or wrong, the lessons take turns, each with its next
question in the order of its file, until there are twelve. Of more than twelve lessons, twelve take part that lie evenly
between the first and the last. If the lessons have twelve pairs of questions of one kind,
the first of each pair stands in form A and the second in form B: both forms then have the same lessons and kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from localsdg.course.questions import kind_of, shown_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from localsdg.course.lesson import Lesson
    from localsdg.course.questions import Question

ITEMS = 12
TEST = "test"  # what stands among the lessons of a day for a short test
TEST_MINUTES = 15
SURE = 0.95  # of the interval of a gain
SMALL = 0.02  # a chance below it is written with a decimal
RARE = 0.0001  # and one below this without a figure
MARKED_BY_HAND = ("one", "many", "number")


@dataclass(frozen=True)
class ShortTestItem:
    """A question of a lesson, as it stands in a test."""

    lesson: str
    question: dict[str, Any]

    @property
    def kind(self) -> str:
        """How it is answered: "one", "many" or "number"."""
        return kind_of(self.question)

    @property
    def options(self) -> list[str]:
        """What can be ticked."""
        return [each["text"] for each in shown_options(self.question)] if self.kind != "number" else []

    @property
    def right(self) -> list[int]:
        """The places of the right options, from 0."""
        if self.kind == "number":
            return []
        return [place for place, each in enumerate(shown_options(self.question)) if each.get("right")]


def forms(lessons: Iterable[Lesson]) -> tuple[list[ShortTestItem], list[ShortTestItem]]:
    """Return forms A and B; the second is empty if the lessons have too few questions for two."""
    given = [
        [ShortTestItem(each.number, question) for question in each.questions if kind_of(question) in MARKED_BY_HAND]
        for each in lessons
    ]
    pairs = _in_turns([_pairs(items) for items in given])[:ITEMS]
    if len(pairs) == ITEMS:
        ordered = sorted(pairs, key=lambda pair: _number(pair[0]))
        return [one for one, _ in ordered], [other for _, other in ordered]
    return sorted(_in_turns(given)[:ITEMS], key=_number), []


def _number(item: ShortTestItem) -> tuple[int, ...]:
    return tuple(map(int, item.lesson.split(".")))


def _in_turns(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the first of each row, then the second of each, and so on; of many rows, those that lie evenly."""
    filled = [row for row in rows if row]
    if len(filled) > ITEMS:
        filled = [filled[place * (len(filled) - 1) // (ITEMS - 1)] for place in range(ITEMS)]
    return [each for each in chain.from_iterable(zip_longest(*filled)) if each is not None]


def _pairs(items: Sequence[ShortTestItem]) -> list[tuple[ShortTestItem, ShortTestItem]]:
    """Return pairs of one kind, in the order of the file."""
    found: list[tuple[ShortTestItem, ShortTestItem]] = []
    waiting: dict[str, ShortTestItem] = {}
    for item in items:
        if item.kind in waiting:
            found.append((waiting.pop(item.kind), item))
        else:
            waiting[item.kind] = item
    return found


def answer_words(question: Question) -> str:
    """Return the right answer of a number, with its unit."""
    return " ".join(filter(None, [f"{question['answer']}", question.get("unit", "")]))
