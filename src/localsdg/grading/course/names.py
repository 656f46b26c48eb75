"""The names under which files of learners come: numbers of downloads, copies, and two endings one behind the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

COPY = re.compile(r" ?\(\d+\)$")
COPY_OF_NOTEBOOK = re.compile(r"( ?\(\d+\)|[-_ ]+copy ?\d*)$", re.IGNORECASE)
ENDINGS = re.compile(r"(\.ipynb)+(\.txt|\.json)?$", re.IGNORECASE)  # some programs put one behind the other


def notebook_name(name: str, notebooks: Collection[str]) -> str | None:
    """Return the assignment's notebook that a file name means."""
    stem, number = ENDINGS.subn("", name.strip())
    known = {notebook.lower(): notebook for notebook in notebooks}
    return known.get(COPY.sub("", stem.strip()).lower()) if number else None


def could_be(name: str, notebook: str) -> bool:
    """Return whether a file may be a notebook whose name was changed by hand or by a program."""
    return bool(notebook_name(COPY_OF_NOTEBOOK.sub("", ENDINGS.sub("", name)) + ".ipynb", [notebook]))
