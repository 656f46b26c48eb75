"""The content of cards and canvases for paper. Goals, targets and groups are taken from the modules that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from localsdg.core import agenda2030
from localsdg.course import documents
from localsdg.course.questions import shown_options
from localsdg.localizing import interlinkages, stakeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from localsdg.course.lesson import Lesson

_Known = TypeVar("_Known")
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


def _groups() -> tuple[PrintedCard, ...]:
    return tuple(PrintedCard(name[0].upper() + name[1:], why) for name, why in stakeholders.GROUPS.items())


def _signed(score: int) -> str:
    return "0" if score == 0 else f"+{score}" if score > 0 else f"−{-score}"


def _scale() -> tuple[PrintedCard, ...]:
    return tuple(PrintedCard(word, mark=_signed(score)) for score, word in interlinkages.SCALE.items())


CARDS: Mapping[str, Callable[[], tuple[PrintedCard, ...]]] = {
    "goals": _goals,
    "targets": _targets,
    "groups": _groups,
    "scale": _scale,
}


def _card_set(lesson: Lesson, entry: dict[str, Any]) -> CardSet:
    if "from" in entry:
        cards = _known(lesson, entry, CARDS)()
    elif "question" in entry:
        (question,) = [each for each in lesson.questions if each["id"] == entry["question"]]
        cards = tuple(PrintedCard("", option["text"]) for option in shown_options(question))
    else:
        cards = tuple(PrintedCard(each.get("title", ""), each.get("text", "")) for each in entry["cards"])
    return CardSet(entry["id"], entry["title"], lesson.number, entry["use"], entry["size"], cards)


def _known(lesson: Lesson, entry: dict[str, Any], known: Mapping[str, _Known]) -> _Known:
    name = entry["from"]
    if name not in known:
        near = documents.nearest(name, known) or "Write one of them."
        raise documents.LessonError(
            f'{documents.shown_name(lesson.file)}, "{entry["id"]}", from: found the text "{name}", expected one of '
            f"{', '.join(known)}. {near}"
        )
    return known[name]


def _quadrants() -> dict[str, Any]:
    # On paper as on the screen: much power above, much interest on the right.
    order = [(True, False), (True, True), (False, False), (False, True)]
    return {"fields": tuple(Field(stakeholders.QUADRANTS[each].capitalize()) for each in order)}


def _legend() -> dict[str, Any]:
    return {"legend": tuple(f"{card.mark} {card.title}" for card in _scale())}


ON_CANVASES: Mapping[str, Callable[[], dict[str, Any]]] = {"quadrants": _quadrants, "scale": _legend}


def _canvas(lesson: Lesson) -> Canvas:
    entry = lesson.canvas
    given = {key: value for key, value in entry.items() if key != "from"}
    given["fields"] = tuple(Field(**each) for each in entry.get("fields", ()))
    given["columns"] = tuple(entry.get("columns", ()))
    if "from" in entry:
        given |= _known(lesson, entry, ON_CANVASES)()
    return Canvas(lesson=lesson.number, **given)


def card_sets(lessons: Iterable[Lesson]) -> list[CardSet]:
    """Return the sets of cards of some lessons.

    Raises:
        LessonError: a file is not as it should be; the message names file and place.
    """
    return [_card_set(lesson, entry) for lesson in lessons for entry in lesson.cards]


def canvases(lessons: Iterable[Lesson]) -> list[Canvas]:
    """Return the canvases of some lessons.

    Raises:
        LessonError: a file is not as it should be; the message names file and place.
    """
    return [_canvas(lesson) for lesson in lessons]
