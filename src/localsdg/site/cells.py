"""Which cell of a lesson a part of its page comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from localsdg.course.lesson import Lesson

_LINES_OF_A_CELL = 10_000  # MyST-NB counts the lines of a cell from its place in the notebook times this number


def cell_index(block: nodes.Element) -> int | None:
    """Return the place of the cell that a part of a page comes from, or None for what the site has added."""
    line = next((node.line for node in block.findall() if node.line), None)
    return None if line is None else line // _LINES_OF_A_CELL - 1


def sections(page: nodes.Element, lesson: Lesson) -> dict[str, nodes.section]:
    """Return the sections of a lesson's page by the ids of the cells with their headings."""
    names = list(lesson.cells)
    found: dict[str, nodes.section] = {}
    for section in page.findall(nodes.section):
        place = cell_index(section)
        if section is not page and place is not None:
            found.setdefault(names[place], section)
    return found
