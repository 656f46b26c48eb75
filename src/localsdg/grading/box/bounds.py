"""Bounds for how much of a learner's work the grader itself reads and shows.

They are counted, not timed, so that a slow computer decides as a fast one does. Ordinary work stays far below them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

MEGABYTE = 1 << 20
NOTEBOOK = 50 * MEGABYTE  # bytes of a notebook that is read
BESIDE = 50 * MEGABYTE  # of all files that are handed in beside the notebooks
VALUES = 5_000_000  # commas and opening brackets in its text
CONTENTS = 30 * MEGABYTE  # of a notebook without its outputs
CELLS = 1_000
DEPTH = 50  # of lists within lists
OUTPUTS = 2_000  # that a notebook may have
OF_A_VALUE = 64  # bytes that a value counts beside its characters, about what it takes in memory
SHOWN = 100_000_000  # the work that a page of feedback is worth; an ordinary page takes less than a hundredth
START = 2_000  # letters of an answer that is only shown in part
HTML = 2 * MEGABYTE  # of an output; beyond it the page shows its plain form
CUT = "\n\n[The rest is not shown here, because it takes too long. It is in the notebook.]"
OPENING = re.compile(
    r"\\\\[(\[]|\\begin|!\["
)  # mathematics and pictures: for each, the whole text is searched for its end
MARK = re.compile(r"[^\w\s+/=]|\n")


def measure(value: object) -> tuple[int, int]:
    """Return the approximate size of a JSON value in bytes, and how deep its lists and objects are nested."""
    weight, depth, level = 0, 0, [value]
    while level:
        depth += 1
        inner: list[object] = []
        for each in level:
            weight += OF_A_VALUE
            if isinstance(each, str):
                weight += len(each)
            elif isinstance(each, dict):
                weight += sum(map(len, each))
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        level = inner
    return weight, depth


def is_readable_at_once(data: bytes) -> bool:
    """Return whether JSON text has so few values that parsing it does not fill the memory."""
    return sum(data.count(sign) for sign in (b",", b"[", b"{")) <= VALUES


def work_to_show(text: str, kind: str) -> int:
    """Return how much work it is to make HTML of a text: roughly the number of characters that are looked at.

    Args:
        text: the text.
        kind: "markdown", "code" or "output".
    """
    if kind == "markdown":
        return len(OPENING.findall(text)) * len(text) + 1000 * len(MARK.findall(text))
    return text.count("\x1b[") * len(text) // 200 + (100 if kind == "code" else 10) * len(text)


def shorten(notebook: NotebookNode) -> list[int]:
    """Cut texts that would make a page of feedback take too long; return the indices of the cells that were cut."""
    left, shortened = SHOWN, []

    def cut(text: str, kind: str) -> str:
        nonlocal left
        if (work := work_to_show(text, kind)) <= left:
            left -= work
            return text
        start = text[:START]
        if (work := work_to_show(start, kind)) > left:
            return CUT.strip()
        left -= work
        return start + CUT

    for cell_index, cell in enumerate(notebook.cells):
        source = cut(cell.source, cell.cell_type)
        changed = source is not cell.source
        cell.source = source
        for output in cell.get("outputs", []):
            changed = _shorten_output(output, cut) or changed
        if changed:
            shortened.append(cell_index)
    return shortened


def _shorten_output(output: Any, cut: Callable[[str, str], str]) -> bool:
    """Cut the texts of an output; return whether one was too long."""
    changed = False
    data = output.get("data", {})
    for holder, name, kind in (
        (output, "text", "output"),
        (output, "evalue", "output"),
        (data, "text/plain", "output"),
        (data, "text/markdown", "markdown"),
        (data, "text/latex", "markdown"),
    ):
        text = holder.get(name)
        if isinstance(text, str) and (short := cut(text, kind)) is not text:
            holder[name], changed = short, True
    if len(data.get("text/html", "")) > HTML:
        del data["text/html"]
        changed = True
    lines = output.get("traceback")
    if isinstance(lines, list):
        whole = "\n".join(lines)
        if (short := cut(whole, "output")) is not whole:
            output["traceback"], changed = [short], True
    return changed
