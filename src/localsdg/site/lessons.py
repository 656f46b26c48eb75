"""The directive of a module's page: the lessons that are there, and how many are still to come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from localsdg.course.lesson import course

if TYPE_CHECKING:
    from docutils import nodes

    from localsdg.course.lesson import Module

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class LessonList(SphinxDirective):
    """The lessons of the module in whose folder the page lies, each with what it asks."""

    def run(self) -> list[nodes.Node]:
        """Make the list, and the sentence about those that are being written."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        (module,) = [each for each in course(Path(self.env.srcdir)).modules if each.folder == folder]
        return self.parse_text_to_nodes(lesson_list(module))


def lesson_list(module: Module) -> str:
    """Return the list as Markdown."""
    lines = [f"- [{each.number} {each.title}]({each.path.name}): {each.asks}" for each in module.lessons]
    coming = module.size - len(module.lessons)
    if coming:
        which = "The other" if lines else "The"
        if coming == 1:
            words = f"{which} lesson of this module is being written."
        else:
            count = _NUMBERS[coming] if coming < len(_NUMBERS) else f"{coming}"
            words = f"{which} {count} lessons of this module are being written."
        lines += ["", words]
    return "\n".join(lines)
