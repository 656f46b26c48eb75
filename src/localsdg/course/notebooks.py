"""The form in which notebooks are kept: outputs only where they are compared, readable cell ids, formatted code.

A stored output is a published result: cells tagged ``nbval-check-output`` keep theirs, and every test run compares
them. All other outputs are made when the book is built.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMPARED = "nbval-check-output"
_READABLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEPT_METADATA = ("kernelspec", "localsdg")
_KEPT_CELL_METADATA = ("jupyter", "nbgrader", "slideshow", "tags")
# Sections of a lesson that are not for the wall, by the id of the cell with their heading; all others begin a slide.
_OFF_THE_WALL = {"analyst": "skip", "sources": "skip", "trainer-card": "notes"}
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class NotebookError(ValueError):
    """A notebook cannot be brought into form by a program: an author has to decide."""


def notebooks(root: Path) -> Iterator[Path]:
    """Return the notebooks that authors write: lessons, and the sources of the exercises."""
    yield from sorted(root.glob("modules/*/*.ipynb"))
    yield from sorted(root.glob("exercises/source/*/*.ipynb"))


def _lines(source: str | list[str]) -> list[str]:
    return "".join(source).rstrip("\n").splitlines(keepends=True)


def _mark_slides(cells: list[dict[str, Any]]) -> None:
    """Say for the headings of a lesson how they go into slides, unless their author has, and leave out what is long."""
    section = "-"
    for cell in cells:
        heading = cell["cell_type"] == "markdown" and re.match("##? ", "".join(cell["source"]))
        if heading:
            section = _OFF_THE_WALL.get(cell["id"], "slide")
        if heading or section != "slide":
            cell["metadata"].setdefault("slideshow", {"slide_type": section})


def _check_ids(path: Path, cells: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        name = cell.get("id", "")
        if not _READABLE.fullmatch(name) or name in seen:
            start = "".join(cell["source"])[:40].replace("\n", " ")
            problem = "stands twice" if name in seen else "is not readable"
            raise NotebookError(
                f"{path}: the id {name!r} of cell {place} ({start!r}) {problem}. Give it an id of its own, in lower "
                'case with hyphens, such as "case-table": edit "id" in the notebook file.'
            )
        seen.add(name)


def _format_code(sources: list[str]) -> list[str]:
    """Format the code of several cells in one run of ruff, as one notebook; cells with magics are left alone."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
        for source in sources
    ]
    document = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    command = [sys.executable, "-m", "ruff", "format", "--line-length", "120", "--stdin-filename", "cells.ipynb", "-"]
    done = subprocess.run(command, input=document, capture_output=True, text=True)
    if done.returncode:
        raise NotebookError(done.stderr.strip())
    return ["".join(cell["source"]) for cell in json.loads(done.stdout)["cells"]]


def normalised(path: Path) -> str:
    """Return the text of a notebook as it should be kept.

    Raises:
        NotebookError: a cell id is missing, unreadable or used twice; a compared cell has no stored output; or code
            cannot be parsed.
    """
    document = json.loads(path.read_text("utf-8"))
    cells = document["cells"]
    _check_ids(path, cells)
    if "lesson" in document["metadata"].get("localsdg", {}):
        _mark_slides(cells)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    try:
        formatted = _format_code(["".join(cell["source"]) for cell in code])
    except NotebookError as error:
        raise NotebookError(f"{path}: {error}") from error
    for place, (cell, source) in enumerate(zip(code, formatted, strict=True), start=1):
        cell["source"] = source
        compared = COMPARED in cell["metadata"].get("tags", [])
        if compared and not cell["outputs"]:
            raise NotebookError(
                f"{path}: cell {cell['id']!r} is to be compared but holds no output. Run the notebook and save it, in "
                "JupyterLab or with “jupyter nbconvert --to notebook --execute --inplace FILE”; then format it again."
            )
        cell["outputs"] = cell["outputs"] if compared else []
        # nbval takes a cell without a count as never run, so a stored output carries the cell's place.
        cell["execution_count"] = place if compared else None
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = place
    for cell in cells:
        cell["source"] = _lines(cell["source"])
        cell["metadata"] = {key: cell["metadata"][key] for key in _KEPT_CELL_METADATA if key in cell["metadata"]}
    metadata = {key: document["metadata"][key] for key in _KEPT_METADATA if key in document["metadata"]}
    document = {
        "cells": cells,
        "metadata": metadata | {"kernelspec": _KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def format_notebooks(root: Path, *, check: bool = False) -> list[Path]:
    """Bring all notebooks into form, or only look (``check``); return those that were not.

    Raises:
        NotebookError: a notebook needs its author; the message names cell and repair.
    """
    changed = []
    for path in notebooks(root):
        text = normalised(path)
        if text != path.read_text("utf-8"):
            changed.append(path)
            if not check:
                path.write_text(text, "utf-8")
    return changed
