"""The tables of a run (status, findings, seconds), which are rewritten as the learners' results come.

So nothing is lost when a run is interrupted; the next run skips learners who are in the tables already.
"""

from __future__ import annotations

import contextlib
import csv
import io
from typing import TYPE_CHECKING

from localsdg.core.files import write_whole
from localsdg.grading.box.files import shown
from localsdg.grading.course.tidy import safe_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

REPORTS = "grading"  # <course>/grading/: our reports and lock; nbgrader has no directory for them
LONGEST = 1_000  # letters of a field; a spreadsheet and Python's reader of tables have limits of their own


class Table:
    """A CSV table with the rows of learners: the first column is the learner, the second the notebook.

    Attributes:
        size: how many letters its rows have.

    Args:
        path: the file; the rows that are there stay until they are replaced.
        heads: the names of the columns.
    """

    def __init__(self, path: Path, heads: Sequence[str]) -> None:
        self.path, self.heads = path, list(heads)
        self._rows: dict[str, list[list[str]]] = {}
        self._texts: dict[str, str] = {}
        with (
            contextlib.suppress(FileNotFoundError, csv.Error),
            path.open(newline="", encoding="utf-8", errors="replace") as file,
        ):
            for row in csv.reader(file):
                if row and row != self.heads:
                    self._rows.setdefault(row[0], []).append(row)
        for student, rows in self._rows.items():
            self._texts[student] = _text(rows)
        self.size = sum(map(len, self._texts.values()))
        self._is_written = True

    def rows(self, student: str) -> list[list[str]]:
        """Return the rows of a learner."""
        return self._rows.get(_field(student), [])

    def put(self, student: str, notebooks: Collection[str], rows: Sequence[Sequence[object]]) -> None:
        """Replace the rows of some notebooks of a learner, and those that are about all of them; see ``write``."""
        name = _field(student)
        replaced = {"", *map(_field, notebooks)}
        kept = [row for row in self._rows.get(name, []) if len(row) > 1 and row[1] not in replaced]
        self._rows[name] = sorted([*kept, *([_field(value) for value in row] for row in rows)], key=lambda row: row[:2])
        self.size -= len(self._texts.get(name, ""))
        self._texts[name] = _text(self._rows[name])
        self.size += len(self._texts[name])
        self._is_written = False

    def write(self) -> None:
        """Write the table if rows have changed.

        Raises:
            OSError: it cannot be written.
        """
        if self._is_written:
            return
        texts = [_text([self.heads]), *(self._texts[student] for student in sorted(self._texts))]
        write_whole(self.path, "".join(texts).encode("utf-8", "replace"), replace=True)
        self._is_written = True


def _field(value: object) -> str:
    text = safe_cell("" if value is None else value)
    return shown(text, LONGEST) if isinstance(text, str) else str(text)


def _text(rows: Sequence[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
