"""The directive of a module's page: the lessons that are there, and how many are still to come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from localsdg.course.lesson import course
from localsdg.site.render import counted, words

if TYPE_CHECKING:
    from docutils import nodes

    from localsdg.course.lesson import Module


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
