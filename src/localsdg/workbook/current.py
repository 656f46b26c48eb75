"""The workbook in use: where it is, and keeping entries in it."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.workbook.document import Workbook, update
from localsdg.workbook.fields import Values
from localsdg.workbook.file import alone
from localsdg.workbook.schema import LONGEST_NAME, WorkbookError, WorkbookWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def workbook_path() -> Path | None:
    """Return where the workbook is kept: ``LOCALSDG_WORKBOOK``, or ``workbook.json`` in the current folder.

    Set to the empty string, ``LOCALSDG_WORKBOOK`` turns keeping off: then the answer is None.
    """
    chosen = os.environ.get("LOCALSDG_WORKBOOK", "workbook.json")
    return Path(os.path.realpath(chosen)) if chosen else None


def kept(lesson: str, part: str) -> Values:
    """Return what the workbook in use holds for one part of a lesson, or of the course (""); empty if nothing is kept.

    A file that cannot be read gives a :class:`WorkbookWarning`, and counts as empty; it is left as it is.
    """
    return _loaded().entry(lesson, part)


def _loaded() -> Workbook:
    path = workbook_path()
    try:
        return Workbook.load(path) if path else Workbook()
    except WorkbookError as error:
        warnings.warn(
            f"{error} The file was left as it is; before anything is saved, it is copied to a name of its own.",
            WorkbookWarning,
            stacklevel=3,
        )
        return Workbook()


def keep(lesson: str, part: str, entry: Mapping[str, Any], since: Mapping[str, Any] | None = None) -> Path | None:
    """Record one part of a lesson in the workbook in use; return its file, or None if keeping is turned off.

    ``since`` is the entry as the learner found it: see :meth:`Workbook.record`. A file that cannot be read is first
    copied to a name of its own, with a :class:`WorkbookWarning`.

    Raises:
        WorkbookError: the computer does not let us write the file, or the entry is not as the schema describes it.
    """
    return _changed(lambda workbook: workbook.record(lesson, part, entry, since))


def _changed(record: Callable[[Workbook], None]) -> Path | None:
    path = workbook_path()

    def change(workbook: Workbook) -> Workbook:
        record(workbook)
        return workbook

    if path:
        update(path, change)
    return path


def sign(path: Path, name: str) -> None:
    """Say whose workbook a file is: with each entry from now on it keeps this name; none with an empty one.

    Raises:
        WorkbookError: the name has more than 200 signs, or the computer does not let us write the file.
    """
    if len(name) > LONGEST_NAME:
        raise WorkbookError("wrong", f"A name has at most {LONGEST_NAME} signs. Found: {len(name)}.", ("by",))
    update(path, lambda workbook: replace(workbook, by=name.strip()))


def erase(path: Path) -> None:
    """Remove a workbook file, after any notebook that is saving it has finished.

    Raises:
        WorkbookError: the computer does not let us remove it.
    """
    path = Path(os.path.realpath(path))
    with alone(path):
        path.unlink(missing_ok=True)
