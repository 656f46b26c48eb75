"""Exports the marks of an assignment from the gradebook, also into a table that Moodle or Canvas has made."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbgrader.api import Gradebook, MissingEntry

from localsdg.grading.course.nbgrader_course import AutogradeApp, open_app
from localsdg.grading.course.tidy import safe_cell
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    "Identifier",
    "ID number",
    "Username",
    "Email address",
    "SIS Login ID",
    "SIS User ID",
    "ID",
    "Full name",
    "Student",
)
HEADS = ("student", "mark", "of", "points", "late penalty", "handed in (UTC)")


@dataclass(frozen=True)
class Mark:
    """The mark of one learner; ``mark`` is None while a written answer waits to be marked by a person."""

    student: str
    mark: float | None
    most: float
    points: float
    penalty: float
    time: str


def marks(course: Path, assignment: str) -> list[Mark]:
    """Return the marks of an assignment.

    Raises:
        CourseError: the gradebook does not know the assignment.
    """
    directory = open_app(AutogradeApp, course, assignment, ()).coursedir
    found = []
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            submissions = gradebook.assignment_submissions(assignment)
        except MissingEntry:
            raise CourseError(f"The gradebook does not know the assignment {assignment!r}.") from None
        for submission in sorted(submissions, key=lambda each: str(each.student.id)):
            penalty = sum(notebook.late_submission_penalty or 0 for notebook in submission.notebooks)
            waits = submission.needs_manual_grade
            time = f"{submission.timestamp:%Y-%m-%d %H:%M:%S}" if submission.timestamp else ""
            points = float(submission.score)
            mark = None if waits else max(0.0, points - penalty)
            found.append(Mark(submission.student.id, mark, float(submission.max_score), points, float(penalty), time))
    if not found:
        raise CourseError(f"Nothing of {assignment} is graded. Grade it first.")
    return found


def _number(value: float) -> str:
    return f"{round(value, 4):g}"


def write_marks(found: list[Mark], path: Path) -> None:
    """Write a table of the marks; where the mark is empty, a person still has to mark an answer."""
    rows = []
    for each in found:
        mark = "" if each.mark is None else _number(each.mark)
        numbers = [mark, _number(each.most), _number(each.points), _number(each.penalty)]
        rows.append([safe_cell(each.student), *numbers, each.time])
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([list(HEADS), *rows])


def fill_in(
    found: list[Mark], numbers: dict[str, str], form: Path, path: Path, assignment: str
) -> tuple[int, list[str]]:
    """Fill the marks into a copy of a table that the learning platform has made.

    Args:
        found: the marks.
        numbers: the numbers that Moodle has given to learners, by their names.
        form: Moodle's grading worksheet, or the gradebook that Canvas exports; CSV.
        path: where the copy goes.
        assignment: the name of the assignment; in Canvas, a column begins with it.

    Returns:
        How many rows were filled, and the learners that have a mark but no row.

    Raises:
        CourseError: the form is not one that Moodle or Canvas makes.
    """
    try:
        with form.open(newline="", encoding="utf-8-sig") as file:
            heads, *rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as error:
        raise CourseError(f"{form} cannot be read as a table in CSV and UTF-8 ({error}).") from error
    keys = [heads.index(key) for key in KEYS if key in heads]
    named = [column for column, head in enumerate(heads) if head == "Grade" or _is_column(head, assignment)]
    if not keys or len(named) != 1:
        raise CourseError(
            f"{form} is neither a grading worksheet of Moodle, with the columns Identifier and Grade, nor a gradebook "
            f"of Canvas with a column named {assignment} and the assignment's number in brackets."
        )
    by_key = {_key(each.student): each for each in found if each.mark is not None}
    by_key |= {f"participant {numbers[each.student]}": each for each in found
               if each.mark is not None and each.student in numbers}  # fmt: skip
    filled: set[str] = set()
    for row in rows:
        if row and len(row) == len(heads):
            mark = next((by_key[_key(row[column])] for column in keys if _key(row[column]) in by_key), None)
            if mark is not None and mark.mark is not None:
                row[named[0]] = _number(mark.mark)
                filled.add(mark.student)
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([heads, *[[safe_cell(cell) for cell in row] for row in rows]])
    return len(filled), [each.student for each in found if each.mark is not None and each.student not in filled]


def _is_column(head: str, assignment: str) -> bool:
    return re.fullmatch(rf"{re.escape(assignment)} \(\d+\)", head) is not None


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
