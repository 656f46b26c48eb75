"""Lessons that are named on a page: the list of a module, and a number that leads to its lesson once that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from localsdg.course.lesson import course
from localsdg.site.render import counted, words

if TYPE_CHECKING:
    from localsdg.course.lesson import Module

_LOG = logging.getLogger(__name__)


class LessonNumber(SphinxRole):
    """The number of a lesson. It is a link as soon as the lesson is there, so that a page can be written before it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link, or the number alone; one for which the course has no place is a warning."""
        whole = course(Path(self.env.srcdir))
        found = whole.lessons.get(self.text)
        if found:
            address = self.env.app.builder.get_relative_uri(self.env.docname, found.page)
            return [nodes.reference(self.text, self.text, internal=True, refuri=address)], []
        places = [f"{module.number}.{place}" for module in whole.modules for place in range(1, module.size + 1)]
        if self.text not in places:
            there = ", ".join(places)
            _LOG.warning(
                "The course has no place for a lesson “%s”. It has: %s.", self.text, there, location=self.get_location()
            )
        return [nodes.Text(self.text)], []


class LessonList(SphinxDirective):
    """The lessons of the module in whose folder the page lies, each with what it asks."""

    def run(self) -> list[nodes.Node]:
        """Make the list, and the sentence about those that are being written."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        (module,) = [each for each in course(Path(self.env.srcdir)).modules if each.folder == folder]
        return self.parse_text_to_nodes(lesson_list(module, self.config.language))


def lesson_list(module: Module, language: str = "en") -> str:
    """Return the list as Markdown."""
    lines = [f"- [{each.number} {each.title}]({each.path.name}): {each.asks}" for each in module.lessons]
    coming = module.size - len(module.lessons)
    if coming:
        texts = words(language)["lessons"]
        numbers = texts["numbers"]
        number = numbers[coming] if coming < len(numbers) else f"{coming}"
        lines += ["", counted(texts["others" if lines else "all"], coming, language, number=number)]
    return "\n".join(lines)
