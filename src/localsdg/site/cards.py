"""Directives for the page of cards and canvases: each sheet as it will be on paper, and as a screen can show it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from localsdg.core.content import content_root
from localsdg.course.lesson import course
from localsdg.site.render import render
from localsdg.workshop import cards
from localsdg.workshop.cards import CardSet

if TYPE_CHECKING:
    from localsdg.course.lesson import Lesson
    from localsdg.workshop.cards import Canvas


class _Sheets(SphinxDirective):
    """What both kinds of sheets share; they come from the files of the lessons."""

    def _lessons(self) -> list[Lesson]:
        lessons = list(course(Path(self.env.srcdir)).lessons.values())
        for lesson in lessons:
            self.env.note_dependency(str(lesson.file))
        return lessons

    def _part(self, kind: str, each: CardSet | Canvas) -> nodes.section:
        name = f"{kind}-{each.id}"
        sheets = each.sheets() if isinstance(each, CardSet) else []
        html = render("cards.html", self.config.language, kind=kind, name=name, each=each, sheets=sheets)
        body = nodes.raw("", html.strip(), format="html")
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
        return [self._part("cards", each) for each in cards.card_sets(self._lessons())]


class Canvases(_Sheets):
    """The canvases of all lessons, each on a sheet of A3."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each canvas."""
        return [self._part("canvas", each) for each in cards.canvases(self._lessons())]
