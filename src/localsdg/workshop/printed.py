"""Cards and canvases for paper: what stands on them. What the course knows already is read from where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from localsdg.core import agenda2030
from localsdg.course.questions import all_questions, shown_options
from localsdg.localizing import interlinkages, stakeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_Printed = TypeVar("_Printed")
ON_A_SHEET = {"small": 30, "card": 9, "strip": 8}  # cards of a size on A4


@dataclass(frozen=True)
class PrintedCard:
    """One card.

    Attributes:
        title: its large words.
        text: a sentence below them, or nothing.
        mark: a number or code that stands out, or nothing.
        goal: the goal it belongs to, or None.
    """

    title: str
    text: str = ""
    mark: str = ""
    goal: int | None = None


@dataclass(frozen=True)
class CardSet:
    """Cards that belong together.

    Attributes:
        id: its name in addresses.
        title: what the cards are.
        lesson: number of the lesson that uses them.
        use: how to use them.
        size: a key of ``ON_A_SHEET``.
        cards: the cards, in the order of printing.
    """

    id: str
    title: str
    lesson: str
    use: str
    size: str
    cards: tuple[PrintedCard, ...]

    def sheets(self) -> list[tuple[PrintedCard, ...]]:
        """Return the cards of each sheet of A4."""
        most = ON_A_SHEET[self.size]
        return [self.cards[first : first + most] for first in range(0, len(self.cards), most)]


@dataclass(frozen=True)
class Field:
    """An empty field of a canvas: its title, a hint, and whether it is as wide as two."""

    title: str
    text: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Canvas:
    """A large sheet with empty fields: fields, lines below column heads, a matrix, or a map of four quadrants.

    Attributes:
        id: its name in addresses.
        title: what is filled in.
        lesson: number of the lesson that uses it.
        use: how to use it.
        fields: empty fields, row by row; of a map, the quadrants from the upper left to the lower right.
        in_a_row: number of fields side by side.
        columns: heads of columns.
        rows: number of empty lines below them.
        matrix: number of targets that act on each other, or 0.
        legend: the scale of a matrix.
        across: what a map shows from left to right.
        upward: what a map shows from bottom to top.
        foot: a line at the end.
    """

    id: str
    title: str
    lesson: str
    use: str
    fields: tuple[Field, ...] = ()
    in_a_row: int = 3
    columns: tuple[str, ...] = ()
    rows: int = 0
    matrix: int = 0
    legend: tuple[str, ...] = ()
    across: str = ""
    upward: str = ""
    foot: str = ""


def _goals() -> tuple[PrintedCard, ...]:
    return tuple(PrintedCard(each.official_name, mark=str(each.number), goal=each.number) for each in agenda2030.GOALS)


def _targets() -> tuple[PrintedCard, ...]:
    return tuple(PrintedCard(each.title, mark=each.code, goal=each.goal) for each in agenda2030.TARGETS)


def _statements() -> tuple[PrintedCard, ...]:
    (question,) = [each for each in all_questions()["1.1"] if each["id"] == "statements"]
    return tuple(PrintedCard("", option["text"]) for option in shown_options(question))


def _groups() -> tuple[PrintedCard, ...]:
    return tuple(PrintedCard(name[0].upper() + name[1:], why) for name, why in stakeholders.GROUPS.items())


def _signed(score: int) -> str:
    return "0" if score == 0 else f"+{score}" if score > 0 else f"−{-score}"


def _scale() -> tuple[PrintedCard, ...]:
    return tuple(PrintedCard(word, mark=_signed(score)) for score, word in interlinkages.SCALE.items())


CARDS: Mapping[str, Callable[[], tuple[PrintedCard, ...]]] = {
    "goals": _goals,
    "targets": _targets,
    "statements": _statements,
    "groups": _groups,
    "scale": _scale,
}


def _card_set(entry: dict[str, Any]) -> CardSet:
    cards = CARDS[entry["from"]]() if "from" in entry else tuple(PrintedCard(**each) for each in entry["cards"])
    if entry["size"] not in ON_A_SHEET:
        raise KeyError(entry["size"])
    return CardSet(entry["id"], entry["title"], entry["lesson"], entry["use"], entry["size"], cards)


def _canvas(entry: dict[str, Any]) -> Canvas:
    given = {key: value for key, value in entry.items() if key != "from"}
    given["fields"] = tuple(Field(**each) for each in entry.get("fields", ()))
    given["columns"] = tuple(entry.get("columns", ()))
    if entry.get("from") == "quadrants":
        # On paper as on the screen: much power above, much interest on the right.
        order = [(True, False), (True, True), (False, False), (False, True)]
        given["fields"] = tuple(Field(stakeholders.QUADRANTS[each].capitalize()) for each in order)
    elif entry.get("from") == "scale":
        given["legend"] = tuple(f"{card.mark} {card.title}" for card in _scale())
    return Canvas(**given)


def read(path: Path) -> tuple[list[CardSet], list[Canvas]]:
    """Read the sets of cards and the canvases from their file.

    Raises:
        ValueError: an entry has a part that is not known, or lacks one; the message names the entry.
    """
    document = yaml.safe_load(path.read_text("utf-8"))
    return _all(path, document, "cards", _card_set), _all(path, document, "canvases", _canvas)


def _all(
    path: Path, document: dict[str, Any], group: str, make: Callable[[dict[str, Any]], _Printed]
) -> list[_Printed]:
    found = []
    for entry in document[group]:
        try:
            found.append(make(entry))
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, {group}, {entry.get('id', entry)}: {error}.") from error
    return found
