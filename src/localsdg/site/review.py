"""Directives of the opening page: the map of the review, and the official names of the goals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from localsdg.core import agenda2030
from localsdg.core.content import content_root
from localsdg.course.lesson import course
from localsdg.course.review import review
from localsdg.site.render import render, words
from localsdg.site.scripts import small
from localsdg.widgets.kit.bundle import inline_text

if TYPE_CHECKING:
    from localsdg.course.review import Filling


class ReviewMap(SphinxDirective):
    """The chapters of the review, and the lessons that fill each, on their way through the modules.

    Each chapter is an element with its id and the kinds of record from which it is written. A script marks what the
    reader's workbook has for it; without one, the map stays as it is.
    """

    def run(self) -> list[nodes.Node]:
        """Make the map; style and script stand in the page itself, since no other page needs them."""
        language = self.config.language
        whole = course(Path(self.env.srcdir))
        found = review(whole)
        html = render(
            "review.html",
            language,
            script=small(inline_text("review_map", words(language)["review"]["filled"])),
            style=(content_root() / "assets" / "css" / "review.css").read_text("utf-8"),
            review=found,
            modules=whole.modules,
            address=self._address,
        )
        return [nodes.raw("", html.strip(), format="html")]

    def _address(self, filling: Filling) -> str:
        """Return the address of a lesson's page from this page, or nothing if the lesson is still to come."""
        if filling.lesson is None:
            return ""
        return self.env.app.builder.get_relative_uri(self.env.docname, filling.lesson.page)


class GoalNames(SphinxDirective):
    """The 17 goals by number and official name."""

    def run(self) -> list[nodes.Node]:
        """Make the list."""
        html = render("goal_names.html", self.config.language, goals=agenda2030.GOALS)
        return [nodes.raw("", html.strip(), format="html")]
