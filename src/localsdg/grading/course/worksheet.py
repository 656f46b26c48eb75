"""Reads the tables that learning platforms make, in any language, encoding and separator.

A column is known by its place and by what is in it. Where that leaves a doubt, the message asks for its name.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.grading.box.files import shown
from localsdg.grading.course.collect import in_one_form
from localsdg.grading.course.local_dates import read_local_date
from localsdg.grading.course.moments import in_utc
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

SEPARATORS = (",", ";", "\t")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
PARTICIPANT = re.compile(r"(?P<word>[^\d]+?)\s*(?P<number>\d+)")
NOTHING = ("", "-", "–")


@dataclass
class Form:
    """A table: heads, rows of the same length, the sign between cells, and sentences about doubts."""

    heads: list[str]
    rows: list[list[str]]
    separator: str
    doubts: list[str]

    def column(self, number: int) -> list[str]:
        """Return the cells of a column."""
        return [row[number] for row in self.rows]

    def named(self, name: str) -> int:
        """Return the column that a person has named.

        Raises:
            CourseError: there is none, or several.
        """
        found = [number for number, head in enumerate(self.heads) if in_one_form(head) == in_one_form(name)]
        if len(found) != 1:
            raise CourseError(f"{len(found)} columns are called {shown(name)}. {self.choice}")
        return found[0]

    @property
    def choice(self) -> str:
        """Return the heads as a sentence."""
        return f"The columns are: {', '.join(shown(head) for head in self.heads)}."


def read_form(path: Path) -> Form:
    """Read a table.

    Raises:
        CourseError: it cannot be read as a table.
    """
    try:
        data = path.read_bytes()
        text, doubts = _decoded(data, path.name)
        tables = {sign: _rows(text, sign) for sign in SEPARATORS}
    except (OSError, ValueError, csv.Error) as error:
        raise CourseError(f"{path} cannot be read as a table in CSV ({error}).") from error
    separator = max(tables, key=lambda sign: _columns_of_most(tables[sign]))
    rows = tables[separator]
    if not rows or len(rows[0]) < 2:
        raise CourseError(f"{path} is no table: its cells should be separated by commas, semicolons or tabs.")
    heads, *rows = rows
    short = sum(1 for row in rows if row and len(row) != len(heads))
    if short:
        doubts.append(f"{short} rows of {path.name} do not have {len(heads)} cells; they are left as they are.")
    return Form([head.strip() for head in heads], [row for row in rows if row], separator, doubts)


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text of a table, and a sentence if its encoding is a guess."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), []
    if b"\0" in data:
        readings = [data.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be")]
        return max(readings, key=lambda text: sum(map(str.isascii, text))), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252"), [
            f"{name} is not in UTF-8 and was read as Western Windows text. If names look wrong, save it in UTF-8."
        ]


def _rows(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _columns_of_most(rows: list[list[str]]) -> int:
    """Return in how many columns most rows agree with the first."""
    width = len(rows[0]) if rows else 0
    return width if sum(len(row) == width for row in rows) * 2 > len(rows) else 0


def participant_of(row: Sequence[str], heads: Sequence[str]) -> str:
    """Return the number that Moodle has given to the learner of a row; an empty text if there is none.

    It stands behind a word in the first column, in any language: "Participant 77", "Teilnehmer/in77".
    """
    found = PARTICIPANT.fullmatch(row[0].strip()) if len(row) == len(heads) else None
    return str(int(found["number"])) if found else ""


def mark_column(form: Form, assignment: str, named: str) -> int:
    """Return the column that takes the marks.

    Args:
        form: the table.
        assignment: the name of the assignment; in Canvas, a column begins with it.
        named: what a person has called the column; empty if nobody has.

    Raises:
        CourseError: it is in doubt.
    """
    if named:
        return form.named(named)
    canvas = re.compile(rf"{re.escape(assignment)} \(\d+\)")
    known = [number for number, head in enumerate(form.heads) if head == "Grade" or canvas.fullmatch(head)]
    found = known or [number for number in range(1, len(form.heads) - 1) if _takes_marks(form, number)]
    if len(found) == 1:
        return found[0]
    raise CourseError(
        f"Which column takes the marks of {assignment} is not clear. In a grading worksheet of Moodle it stands before "
        f"one with the same highest mark in each row; in a gradebook of Canvas it is called {assignment}, with the "
        f"assignment's number in brackets. Name it with --column. {form.choice}"
    )


def _takes_marks(form: Form, number: int) -> bool:
    """Return whether a column is empty or holds marks, and the next one the same highest mark in every row."""
    rows = [row for row in form.rows if len(row) == len(form.heads)]
    most = {row[number + 1].strip() for row in rows}
    if len(most) != 1 or not NUMBER.fullmatch(first := most.pop()) or not (highest := _number(first)):
        return False
    marks = [row[number].strip() for row in rows]
    return all(each in NOTHING or (NUMBER.fullmatch(each) and _number(each) <= highest) for each in marks)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def times(form: Form, zone: str, named: str = "") -> tuple[dict[str, datetime.datetime], list[str]]:
    """Return when each learner has handed in, by Moodle's numbers and in UTC, and sentences about what is not read.

    Args:
        form: Moodle's grading worksheet.
        zone: the time zone of the person who has downloaded it.
        named: what a person has called the column; empty if nobody has.

    Raises:
        CourseError: it is in doubt which column it is, or the zone is ambiguous.
    """
    rows = {number: row for row in form.rows if (number := participant_of(row, form.heads))}
    if not rows:
        raise CourseError(
            f"The first column is not that of a grading worksheet of Moodle, as in Participant 77. {form.choice}"
        )
    column = form.named(named) if named else _time_column(form, list(rows.values()))
    found, unread = {}, []
    for number, row in rows.items():
        cell = row[column].strip()
        if cell in NOTHING:
            continue
        try:
            found[number] = in_utc(read_local_date(cell), zone)
        except ValueError as error:
            unread.append(f"{shown(row[0])}: the time is not used, and the work counts as handed in in time: {error}")
    return found, unread


def _time_column(form: Form, rows: list[list[str]]) -> int:
    """Return the first column of times: Moodle puts the time of the submission before that of the mark."""
    dates = []
    for number in range(1, len(form.heads)):
        cells = [row[number].strip() for row in rows if row[number].strip() not in NOTHING]
        if cells and all(re.search(r"\d{1,2}[:.h]\d\d", cell) and re.search(r"\d{4}", cell) for cell in cells):
            dates.append(number)
    if dates:
        before = [row[dates[0] - 1].strip() for row in rows]
        if len(dates) > 1 or not all(cell == "-" for cell in before):
            return dates[0]
    raise CourseError(
        "Which column says when the work was handed in is not clear. Name it with --time-column. " + form.choice
    )
