"""The learner's workbook: one versioned JSON document that holds what was entered, lesson by lesson.

On a built page the browser keeps the same document under the same keys; its file can be carried from one to the other.
"""

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

FORMAT = "localsdg workbook"
VERSION = 1

Entry = dict[str, Any]


class WorkbookError(ValueError):
    """The file is not a workbook that this version can read. The file is never changed or removed."""


def workbook_path() -> Path | None:
    """Return where this session keeps the workbook: ``LOCALSDG_WORKBOOK``, or ``workbook.json`` in the current folder.

    Set to the empty string, ``LOCALSDG_WORKBOOK`` turns keeping off: then the answer is None.
    """
    chosen = os.environ.get("LOCALSDG_WORKBOOK", "workbook.json")
    return Path(chosen).resolve() if chosen else None


@dataclass
class Workbook:
    """The entries of a learner: ``lessons["3.2"]["municipality"]`` holds the form of lesson 3.2, by field name."""

    lessons: dict[str, dict[str, Entry]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a workbook file; one that does not exist yet is an empty workbook.

        Raises:
            WorkbookError: the file is damaged, is something else, or was written by a newer version.
        """
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return cls()
        except UnicodeDecodeError as error:
            raise WorkbookError(f"{path} is not text, so it is no workbook. Choose the file workbook.json.") from error
        try:
            document = json.loads(text)
        except json.JSONDecodeError as error:
            raise WorkbookError(
                f"{path} is damaged: reading stopped at line {error.lineno}, column {error.colno}. The file was left "
                "as it is. Rename it to start a new workbook, or put back a copy that you exported."
            ) from error
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise WorkbookError(f'{path} is no workbook of this course: "format" should be "{FORMAT}".')
        if document.get("version") != VERSION:
            raise WorkbookError(
                f"{path} has version {document.get('version')!r}; this installation reads version {VERSION}. "
                "Update localsdg, then open the workbook again."
            )
        if not isinstance(document.get("lessons"), dict):
            raise WorkbookError(
                f'{path} holds no lessons: "lessons" should be there. Put back a copy that you exported.'
            )
        return cls(document["lessons"])

    def entry(self, lesson: str, part: str) -> Entry:
        """Return one part of a lesson, such as ``entry("3.2", "municipality")``; empty if nothing was entered."""
        return self.lessons.get(lesson, {}).get(part, {})

    def record(self, lesson: str, part: str, entry: Entry) -> None:
        """Put one part of a lesson into the workbook, in place of an earlier one."""
        self.lessons.setdefault(lesson, {})[part] = entry

    def write(self, path: Path) -> None:
        """Save the workbook; a crash on the way leaves the earlier file whole."""
        document = {"format": FORMAT, "version": VERSION, "lessons": self.lessons}
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".workbook-", delete=False
        ) as new:
            json.dump(document, new, ensure_ascii=False, indent=1)
            new.write("\n")
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(path)


def kept(lesson: str, part: str) -> Entry:
    """Return what this session's workbook holds for one part of a lesson; empty if nothing is kept.

    Raises:
        WorkbookError: the workbook file is damaged or from elsewhere.
    """
    path = workbook_path()
    return Workbook.read(path).entry(lesson, part) if path else {}


def keep(lesson: str, part: str, entry: Entry) -> Path | None:
    """Put one part of a lesson into this session's workbook; return its file, or None if keeping is turned off.

    Raises:
        WorkbookError: the workbook file is damaged or from elsewhere; it is left as it is.
    """
    path = workbook_path()
    if path:
        workbook = Workbook.read(path)
        workbook.record(lesson, part, entry)
        workbook.write(path)
    return path
