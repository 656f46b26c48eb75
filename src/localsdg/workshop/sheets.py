"""The cards and the large sheet of a lesson as Word documents, ready to print and to cut."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from localsdg.workshop.cards import ON_A_SHEET, canvases, card_sets
from localsdg.workshop.paper import Paper

if TYPE_CHECKING:
    from localsdg.course.lesson import Lesson
    from localsdg.workshop.cards import Canvas, CardSet, PrintedCard
    from localsdg.workshop.event import Event

SIDE_BY_SIDE = {"small": 5, "card": 3, "strip": 1}
_HEAD = 2.6  # centimetres for the lines above the cards
_CANVAS_HEAD = 3.4
_LEGEND = 1.4


def cards_word(event: Event, lesson: Lesson) -> bytes:
    """Return all sets of cards of a lesson; every sheet says what it is and how it is used."""
    paper = Paper(event.look, f"{lesson.number} {lesson.title}")
    for number, cards in enumerate(card_sets([lesson])):
        for place, sheet in enumerate(cards.sheets()):
            if number or place:
                paper.new_page()
            _sheet(paper, cards, sheet)
    return paper.content()


def _sheet(paper: Paper, cards: CardSet, sheet: tuple[PrintedCard, ...]) -> None:
    columns = SIDE_BY_SIDE[cards.size]
    lines = ON_A_SHEET[cards.size] // columns
    style = "Small Card" if cards.size == "small" else "Card"
    paper.text(paper.say("sheets.cards", title=cards.title, lesson=cards.lesson, use=cards.use), "Note", keep=True)
    words = [(card.mark, card.title or card.text, card.text if card.title else "") for card in sheet]
    rows = [words[first : first + columns] for first in range(0, len(words), columns)]
    paper.grid(rows, columns, (paper.height - _HEAD) / lines, style)


def canvas_word(event: Event, lesson: Lesson) -> bytes:
    """Return the large sheet of a lesson."""
    (canvas,) = canvases([lesson])
    paper = Paper(event.look, canvas.title, large=True)
    paper.heading(canvas.title, 0)
    paper.text(canvas.use, "Lead", keep=True)
    room = paper.height - _CANVAS_HEAD - (_LEGEND if canvas.foot or canvas.legend else 0)
    if canvas.columns:
        rows = [[""] * len(canvas.columns)] * canvas.rows
        paper.table(canvas.columns, rows, [1] * len(canvas.columns), tall=(room - 1.2) / canvas.rows)
    elif canvas.matrix:
        _matrix(paper, canvas, room)
    else:
        _fields(paper, canvas, room)
    if canvas.foot:
        paper.text(canvas.foot, "Lead")
    return paper.content()


def _matrix(paper: Paper, canvas: Canvas, room: float) -> None:
    size = canvas.matrix
    places = range(1, size + 1)
    heads = [paper.say("sheets.targets"), *(f"{place}. ____________" for place in places)]
    rows = [[f"{place}.", *("–" if place == other else "" for other in places)] for place in places]
    paper.table(heads, rows, [2, *[1] * size], tall=(room - 1.2) / size, bold=0)
    paper.text("     ".join(canvas.legend), "Note")


def _fields(paper: Paper, canvas: Canvas, room: float) -> None:
    if canvas.upward:
        paper.text(f"↑ {canvas.upward}", "Note", keep=True)
    columns = 2 if canvas.across else canvas.in_a_row
    fields = [("", field.title, field.text) for field in canvas.fields]
    rows = [fields[first : first + columns] for first in range(0, len(fields), columns)]
    paper.grid(rows, columns, (room - (1.4 if canvas.upward else 0)) / math.ceil(len(fields) / columns))
    if canvas.across:
        paper.text(f"→ {canvas.across}", "Note")
