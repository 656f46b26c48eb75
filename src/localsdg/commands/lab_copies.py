"""The copies of the lessons that learners open in JupyterLab: the lessons themselves stay as the repository has them.

``git pull`` refuses where a tracked file was changed, and running a notebook changes it. So ``make lab`` opens copies,
and renews them when the course has a new version. What a learner has written in a copy is never lost: a copy with
changes of hers is kept beside the new one.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

from localsdg.core.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "lab"
_MADE = ".copies.json"
_PAGE_OF_THE_BOOK = re.compile(r"\]\(\.\./\.\./(book/[\w/-]+\.md)")
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
    made = _made(folder)
    messages: list[str] = []
    for source in sorted((root / "modules").glob("*/*.ipynb")):
        name = source.relative_to(root).as_posix()
        text = source.read_text("utf-8")
        _bring_pages(text, root, folder)
        new = for_learners(json.loads(text))
        copy = folder / name
        if made.get(name) == _digest(new) and copy.exists():
            continue
        if copy.exists() and _read(copy) not in (made.get(name), _digest(new)):
            mine = _free_name(copy)
            copy.rename(mine)
            messages.append(
                f"The course has a new version of {name}. Your copy has changes of yours: it is now {mine.name}."
            )
        _write(copy, new)
        made[name] = _digest(new)
        _write(folder / _MADE, made)
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


def _read(copy: Path) -> str:
    """Return the digest of a copy; nothing if it is no notebook any more: whatever it is, it is the learner's."""
    try:
        return _digest(json.loads(copy.read_text("utf-8")))
    except (ValueError, KeyError, TypeError):
        return ""


def _made(folder: Path) -> dict[str, str]:
    """Return the digest of each copy as it was made; without a record, every copy counts as changed by the learner."""
    try:
        return dict(json.loads((folder / _MADE).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return {}


def _bring_pages(text: str, root: Path, folder: Path) -> None:
    """Copy the pages of the book to which a lesson leads."""
    for name in _PAGE_OF_THE_BOOK.findall(text):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(), replace=True)


def _free_name(copy: Path) -> Path:
    names = (copy.with_name(f"{copy.stem}-mine-{number}{copy.suffix}") for number in range(1, 10_000))
    return next(name for name in names if not name.exists())


def _settings(folder: Path) -> None:
    """Keep the menus of contributors and the question about news away from learners."""
    _write(folder / ".jupyter" / "labconfig" / "page_config.json", _HIDDEN)
