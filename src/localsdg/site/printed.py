"""Directives for the page of cards and canvases: each sheet as it will be on paper, and as a screen can show it."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from localsdg.core.content import content_root
from localsdg.course.lesson import course
from localsdg.workshop import printed

if TYPE_CHECKING:
    from localsdg.course.lesson import Lesson
    from localsdg.workshop.printed import Canvas, CardSet, PrintedCard

_ALL = '<p class="ls-all">Only this will be printed. <a href="#">Print all sheets instead</a></p>'


class _Sheets(SphinxDirective):
    """What both kinds of sheets share; they come from the files of the lessons."""

    def _lessons(self) -> list[Lesson]:
        lessons = list(course(Path(self.env.srcdir)).lessons.values())
        for lesson in lessons:
            self.env.note_dependency(str(lesson.file))
        return lessons

    def _part(self, kind: str, each: CardSet | Canvas, about: str, sheets: str) -> nodes.section:
        name = f"{kind}-{each.id}"
        use = f" {escape(each.use)}" if kind == "cards" else ""
        words = (
            f"<p>Lesson {each.lesson}. {about}.{use} "
            f'<a class="ls-only" href="#{name}">Print only this: {escape(each.title)}</a></p>'
        )
        body = nodes.raw("", f'{words}<div class="ls-sheets" id="{name}">{_ALL}{sheets}</div>', format="html")
        return nodes.section("", nodes.title("", each.title), body, ids=[f"about-{name}"], names=[each.title.lower()])


class CardStyle(SphinxDirective):
    """The style of the sheets, in the page itself: no other page needs it."""

    def run(self) -> list[nodes.Node]:
        """Make the element."""
        path = content_root() / "assets" / "css" / "cards.css"
        self.env.note_dependency(str(path))
        return [nodes.raw("", f"<style>{path.read_text('utf-8')}</style>", format="html")]


class CardSets(_Sheets):
    """The sets of cards of all lessons, on sheets of A4."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each set."""
        return [self._set(each) for each in printed.card_sets(self._lessons())]

    def _set(self, each: CardSet) -> nodes.section:
        sheets = each.sheets()
        count = "1 sheet" if len(sheets) == 1 else f"{len(sheets)} sheets"
        foot = f"localsdg. Lesson {each.lesson}. {each.title}. CC BY 4.0"
        html = "".join(
            f'<div class="ls-sheet ls-{each.size}"><ul>{"".join(map(_card, cards))}</ul>'
            f'<p class="ls-foot">{escape(foot)}. {number} of {len(sheets)}</p></div>'
            for number, cards in enumerate(sheets, 1)
        )
        return self._part("cards", each, f"{len(each.cards)} cards on {count} of A4", html)


def _card(card: PrintedCard) -> str:
    goal = f' class="ls-goal-{card.goal}"' if card.goal else ""
    mark = f"<b>{escape(card.mark)}</b> " if card.mark else ""
    title = f"<strong>{escape(card.title)}</strong> " if card.title else ""
    text = f"<span>{escape(card.text)}</span>" if card.text else ""
    return f"<li{goal}>{mark}{title}{text}</li>"


class Canvases(_Sheets):
    """The canvases of all lessons, each on a sheet of A3."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each canvas."""
        return [self._canvas(each) for each in printed.canvases(self._lessons())]

    def _canvas(self, each: Canvas) -> nodes.section:
        body = _matrix(each) if each.matrix else _lines(each) if each.columns else _fields(each)
        foot = f"<p>{escape(each.foot)}</p>" if each.foot else ""
        html = (
            f'<div class="ls-sheet ls-canvas"><p class="ls-head"><strong>{escape(each.title)}</strong> '
            f"<span>{escape(each.use)}</span></p>{body}{foot}"
            f'<p class="ls-foot">localsdg. Lesson {each.lesson}. CC BY 4.0</p></div>'
        )
        return self._part("canvas", each, "One sheet of A3", html)


def _fields(canvas: Canvas) -> str:
    fields = "".join(
        f"<li{' class=ls-wide' if field.wide else ''}><strong>{escape(field.title)}</strong> "
        f"<span>{escape(field.text)}</span></li>"
        for field in canvas.fields
    )
    if canvas.across:
        return (
            f'<div class="ls-map"><p class="ls-upward">{escape(canvas.upward)}: much</p><ul>{fields}</ul>'
            f'<p class="ls-across"><span>{escape(canvas.upward)}: little. {escape(canvas.across)}: little</span> '
            f"<span>{escape(canvas.across)}: much</span></p></div>"
        )
    return f'<ul class="ls-fields" style="--across: {canvas.in_a_row}">{fields}</ul>'


def _scrolled(name: str, table: str) -> str:
    return f'<div class="ls-scroll" role="region" tabindex="0" aria-label="{escape(name)}">{table}</div>'


def _lines(canvas: Canvas) -> str:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in canvas.columns)
    row = f"<tr>{'<td></td>' * len(canvas.columns)}</tr>"
    return _scrolled(canvas.title, f"<table><thead><tr>{heads}</tr></thead><tbody>{row * canvas.rows}</tbody></table>")


def _matrix(canvas: Canvas) -> str:
    numbers = range(1, canvas.matrix + 1)
    heads = "".join(f'<th scope="col">{number}</th>' for number in numbers)
    rows = "".join(
        f'<tr><th scope="row">{row}</th>'
        + "".join('<td class="ls-closed">×</td>' if row == column else "<td></td>" for column in numbers)
        + "<td></td></tr>"
        for row in numbers
    )
    table = (
        f'<table class="ls-matrix"><thead><tr><th scope="col">Target</th>{heads}<th scope="col">Influence</th></tr>'
        f'</thead><tbody>{rows}<tr><th scope="row">Dependence</th>{"<td></td>" * len(numbers)}<td></td></tr></tbody>'
        "</table>"
    )
    legend = "".join(f"<li>{escape(words)}</li>" for words in canvas.legend)
    return f'{_scrolled(canvas.title, table)}<ul class="ls-legend">{legend}</ul>'
