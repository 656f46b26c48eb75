"""Gives cells their descriptions again when a program has taken them away, as Google Colab and some converters do."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import nbformat

if TYPE_CHECKING:
    from nbformat import NotebookNode

COMPARED = 2_000  # characters of an answer


def reattach(notebook: NotebookNode, released: NotebookNode) -> bool:
    """Find the released cells again by their text and order; the answers between them are those that were changed.

    Args:
        notebook: what was handed in; it is changed.
        released: what was handed out.

    Returns:
        Whether at least half of the cells that nobody had to change, and an answer, were found.
    """
    before, now = map(_texts, (released, notebook))
    pairs: dict[int, int] = {}
    for kind, first, end, other, last in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs |= dict(zip(range(first, end), range(other, last), strict=True))
        elif kind == "replace":
            pairs |= _answers(released, notebook, range(first, end), range(other, last))
    fixed = [place for place, cell in enumerate(released.cells) if not _is_answer(cell)]
    answers = [place for place, cell in enumerate(released.cells) if _is_answer(cell)]
    if 2 * sum(place in pairs for place in fixed) < len(fixed) or not any(place in pairs for place in answers):
        return False
    for place, found in pairs.items():
        if "nbgrader" in released.cells[place].metadata:
            data = nbformat.from_dict(dict(released.cells[place].metadata["nbgrader"]))
            notebook.cells[found].metadata["nbgrader"] = data
    return True


def _texts(notebook: NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, "\n".join(line.rstrip() for line in cell.source.strip().splitlines()))
            for cell in notebook.cells]  # fmt: skip


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _answers(released: NotebookNode, notebook: NotebookNode, places: range, others: range) -> dict[int, int]:
    """Return which changed cells are the answers among released cells: in their order, the most similar ones."""
    found: dict[int, int] = {}
    wanted = [place for place in places if _is_answer(released.cells[place])]
    free = list(others)
    for number, place in enumerate(wanted):
        cell = released.cells[place]
        kept_for_others = len(wanted) - number - 1
        possible = [each for each in free[: max(len(free) - kept_for_others, 0)]
                    if notebook.cells[each].cell_type == cell.cell_type]  # fmt: skip
        if not possible:
            continue
        best = max(possible, key=lambda each: _similarity(cell.source, notebook.cells[each].source))
        found[place] = best
        free = [each for each in free if each > best]
    return found


def _similarity(first: str, second: str) -> float:
    return SequenceMatcher(None, first[:COMPARED], second[:COMPARED], autojunk=False).quick_ratio()
