"""A learner's way through the course: her path at the end of a lesson, greeting and map of the home page.

The path is that of the needs check. Its rule and what it needs to know of the lessons stand in one small file, which
the end of a lesson loads where somebody has made the check; the home page has the same in itself.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from localsdg.core import agenda2030
from localsdg.course import documents, needs
from localsdg.course.lesson import course
from localsdg.site.render import render, words
from localsdg.site.scripts import small
from localsdg.widgets.kit.bundle import inline_text

if TYPE_CHECKING:
    from localsdg.course.lesson import Course, Lesson

_PLOT = re.compile(r'<path class="ls-plot ls-goal-(?P<goal>\d+)"[^>]*/>')
_SECTIONS = ("try", "check", "municipality")


def path_script(root: Path) -> str:
    """Return the script that the end of a lesson loads for somebody who has made the needs check."""
    whole = course(root)
    lessons = [{**_named(lesson), "page": lesson.page} for lesson in whole.lessons.values()]
    return small(inline_text("needs_check_way", {"questions": _questions(whole), "lessons": lessons}))


def _named(lesson: Lesson) -> dict[str, Any]:
    return {"lesson": lesson.number, "title": lesson.title, "minutes": lesson.minutes["alone"]}


def _questions(whole: Course) -> list[dict[str, Any]]:
    """Return the questions of the needs check with those of their answers that speak for a lesson or say the time."""
    if not whole.lessons:
        return []
    counts = ("leads", "minutes")
    return [
        {
            "id": question["id"],
            "options": [
                {name: option[name] for name in ("id", *counts) if name in option}
                for option in question["options"]
                if any(name in option for name in counts)
            ],
        }
        for question in needs.merged(documents.read(whole.root / needs.FILE, "needs-check"), whole.lessons.values())
    ]


class Welcome(SphinxDirective):
    """The greeting of the home page: empty and not seen unless the reader's workbook holds something."""

    def run(self) -> list[nodes.Node]:
        """Make the place, and the script that fills it before the page is shown."""
        whole = course(Path(self.env.srcdir))
        texts = words(self.config.language)
        address = self.env.app.builder.get_relative_uri
        shown = texts["welcome"] | {
            "finished": texts["page"]["finished"],
            "my_course": texts["page"]["my_course"],
            "my_course_page": address(self.env.docname, "book/my-course"),
        }
        lessons = [
            {**_named(lesson), "page": address(self.env.docname, lesson.page), "sections": _sections(lesson)}
            for lesson in whole.lessons.values()
        ]
        script = small(inline_text("needs_check_welcome", shown, {"questions": _questions(whole), "lessons": lessons}))
        html = render("welcome.html", self.config.language, script=script)
        return [nodes.raw("", html.strip(), format="html")]


class TownMap(SphinxDirective):
    """The picture of the home page, a map of a town: each of its seventeen plots leads to its goal."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the picture that is named, and make its plots links with the names of the goals."""
        name, picture = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(name)
        texts = words(self.config.language)
        page = self.env.app.builder.get_relative_uri(self.env.docname, "book/reference/goals")
        names = {
            goal.number: texts["reference"]["goal"].format(number=goal.number, name=goal.official_name)
            for goal in agenda2030.GOALS
        }

        def linked(plot: re.Match[str]) -> str:
            called = names[int(plot["goal"])]
            link = Markup('<a href="{}#{}" data-goal="{}"><title>{}</title>')
            return f"{link.format(page, nodes.make_id(called), plot['goal'], called)}{plot[0]}</a>"

        html = _PLOT.sub(linked, Path(picture).read_text("utf-8"))
        return [nodes.raw("", html.strip().replace("{label}", texts["welcome"]["map"]), format="html")]


def _sections(lesson: Lesson) -> dict[str, tuple[str, str]]:
    """Return name and anchor of the sections in which a learner enters something, by the ids of their cells."""
    headings = {name: lesson.cell(name).source.splitlines()[0].lstrip("# ") for name in _SECTIONS}
    return {name: (heading, nodes.make_id(heading)) for name, heading in headings.items()}
