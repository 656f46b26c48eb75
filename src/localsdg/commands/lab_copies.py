"""The copies of the lessons that learners open in JupyterLab: the lessons themselves stay as the repository has them.

``git pull`` refuses where a tracked file was changed, and running a notebook changes it. So ``make lab`` opens copies,
and renews them when the course has a new version. What a learner has written in a copy is never lost: a copy with
changes of hers is kept beside the new one.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "lab"
_MADE = ".copies.json"
_HIDDEN = {"disabledExtensions": {"@jupyter/nbgrader": True, "@jupyterlab/apputils-extension:announcements": True}}
HOW_TO_RUN = """**How to run this page.** Press the menu **Run**, then **Run All Cells**. The exercises, the questions
and the form appear below their headings after some seconds. What you enter is kept in the file `workbook.json`.

This is your own copy of the lesson: change in it what you like. **Ctrl+S** saves it."""


def refresh(root: Path) -> tuple[Path, list[str]]:
    """Make or renew the copies; return their folder, and what the learner should know.

    Args:
        root: the repository, with the lessons in ``modules``.
    """
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    _settings(folder)
    record = folder / _MADE
    made: dict[str, str] = json.loads(record.read_text("utf-8")) if record.exists() else {}
    messages: list[str] = []
    for source in sorted((root / "modules").glob("*/*.ipynb")):
        name = source.relative_to(root).as_posix()
        new = for_learners(json.loads(source.read_text("utf-8")))
        copy = folder / name
        if made.get(name) == _digest(new) and copy.exists():
            continue
        if copy.exists() and name in made and not _unchanged(copy, made[name]):
            mine = _free_name(copy)
            copy.rename(mine)
            messages.append(
                f"The course has a new version of {name}. Your copy has changes of yours: it is now {mine.name}."
            )
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", "utf-8")
        made[name] = _digest(new)
        record.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    return folder, messages


def for_learners(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a lesson as a learner opens it: it begins with how to run it, and the trainer card is folded."""
    first = {"cell_type": "markdown", "id": "how-to-run", "metadata": {}, "source": HOW_TO_RUN}
    cells = [first, *notebook["cells"]]
    folded = {"jp-MarkdownHeadingCollapsed": True}
    cells = [
        {**cell, "metadata": {**cell["metadata"], **folded}} if cell["id"] == "trainer-card" else cell for cell in cells
    ]
    return {**notebook, "cells": cells}


def _digest(notebook: dict[str, Any]) -> str:
    """Return what tells one text of a notebook from another; running it makes no difference."""
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _unchanged(copy: Path, digest: str) -> bool:
    try:
        return _digest(json.loads(copy.read_text("utf-8"))) == digest
    except (ValueError, KeyError, TypeError):
        return False  # whatever it is, it is the learner's


def _free_name(copy: Path) -> Path:
    names = (copy.with_name(f"{copy.stem}-mine-{number}{copy.suffix}") for number in range(1, 10_000))
    return next(name for name in names if not name.exists())


def _settings(folder: Path) -> None:
    """Keep the menus of contributors and the question about news away from learners."""
    settings = folder / ".jupyter" / "labconfig"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "page_config.json").write_text(json.dumps(_HIDDEN, indent=1) + "\n", "utf-8")
