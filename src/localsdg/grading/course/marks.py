"""Exports the marks of an assignment from the gradebook, also into a table that Moodle or Canvas has made."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry
from nbgrader.preprocessors import AssignLatePenalties

from localsdg.grading.course.collect import in_one_form
from localsdg.grading.course.gradebook import Writer
from localsdg.grading.course.nbgrader_course import AutogradeApp, open_app
from localsdg.grading.course.tidy import safe_cell
from localsdg.grading.course.worksheet import participant_of
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from localsdg.grading.course.worksheet import Form

HEADS = ("student", "mark", "of", "points", "late penalty", "handed in (UTC)")
DASH = re.compile(r"-(\s+[^(|!=]*)?")  # "no feedback yet", or an item of a list


@dataclass(frozen=True)
class Mark:
    """The mark of one learner; ``mark`` is None while something waits for a person or is not graded."""

    student: str
    mark: float | None
    most: float
    points: float
    penalty: float
    time: str


def marks(course: Path, assignment: str, arguments: tuple[str, ...] = ()) -> list[Mark]:
    """Return the marks of an assignment.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        arguments: further options for nbgrader, as on its command line.

    Raises:
        CourseError: the gradebook cannot be opened, or does not know the assignment.
    """
    app = open_app(AutogradeApp, course, assignment, arguments)
    directory, late = app.coursedir, AssignLatePenalties(parent=app)
    late.init_plugin()
    found = []
    with Writer(directory.db_url, directory.course_id) as writer:
        gradebook = writer.gradebook
        try:
            submissions = gradebook.assignment_submissions(assignment)
        except MissingEntry:
            raise CourseError(f"The gradebook does not know the assignment {assignment!r}.") from None
        for submission in sorted(submissions, key=lambda each: str(each.student.id)):
            penalty = _penalty(submission, late)
            waits = submission.needs_manual_grade or any(map(_is_open, submission.notebooks))
            time = f"{submission.timestamp:%Y-%m-%d %H:%M:%S}" if submission.timestamp else ""
            points = float(submission.score)
            mark = None if waits else max(0.0, points - penalty)
            found.append(Mark(submission.student.id, mark, float(submission.max_score), points, float(penalty), time))
    if not found:
        raise CourseError(f"Nothing of {assignment} is graded. Grade it first.")
    return found


def _is_open(notebook: Any) -> bool:
    """Return whether a cell of a notebook has no points at all, as when the grader has failed: that is no zero."""
    return any(grade.auto_score is None and grade.manual_score is None for grade in notebook.grades)


def _penalty(submission: Any, late: AssignLatePenalties) -> float:
    """Return the penalty for lateness, by the rule of the course for the points and the deadline as they are now.

    In the gradebook stands the penalty for what the computer alone had given. It counts if the course names no rule:
    the rule can have been an option of the command that graded.
    """
    seconds = submission.total_seconds_late
    if seconds <= 0:
        return 0.0
    whole = 0.0
    for notebook in submission.notebooks:
        penalty = late.plugin_inst.late_submission_penalty(submission.student.id, notebook.score, seconds)
        if penalty is None:
            penalty = notebook.late_submission_penalty or 0
        whole += min(max(0.0, penalty), notebook.score)
    return whole


def _number(value: float) -> str:
    """Return a number with at most four decimals, whatever its size."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def write_marks(found: list[Mark], path: Path) -> None:
    """Write a table of the marks; where the mark is empty, a person still has to mark an answer."""
    rows = []
    for each in found:
        mark = "" if each.mark is None else _number(each.mark)
        numbers = [mark, _number(each.most), _number(each.points), _number(each.penalty)]
        rows.append([safe_cell(each.student), *numbers, each.time])
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([list(HEADS), *rows])


@dataclass
class Filled:
    """What became of a table: how many rows were filled, who has a mark but no row, and sentences about doubts."""

    number: int
    without_row: list[str]
    doubts: list[str]


def fill_in(found: list[Mark], numbers: dict[str, str], form: Form, path: Path, column: int) -> Filled:
    """Fill the marks into a copy of a table that the learning platform has made.

    Args:
        found: the marks.
        numbers: the numbers that Moodle has given to learners, by their names.
        form: Moodle's grading worksheet, or the gradebook that Canvas exports.
        path: where the copy goes.
        column: the number of the column that takes the marks.
    """
    marked = [each for each in found if each.mark is not None]
    rows = _Rows(marked, numbers, form, column)
    for mark in marked:
        if (row := rows.of(mark)) is not None:
            row[column] = _as_in(form, column, mark.mark or 0.0)
            rows.filled.append(mark.student)
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        table: list[list[object]] = [[_kept(cell) for cell in row] for row in [form.heads, *form.rows]]
        csv.writer(file, delimiter=form.separator).writerows(table)
    without = [each.student for each in marked if each.student not in rows.filled]
    highest = {each.most for each in marked}
    return Filled(len(rows.filled), without, [*form.doubts, *rows.doubts, *_other_highest(form, column, highest)])


class _Rows:
    """Finds the rows of learners: by the number of Moodle, by the exact name, else by a name in other letters."""

    def __init__(self, marked: list[Mark], numbers: dict[str, str], form: Form, column: int) -> None:
        self.filled: list[str] = []
        self.doubts: list[str] = []
        self.numbers = numbers
        self.names = Counter(in_one_form(each.student).casefold() for each in marked)
        self.by_number: dict[str, list[list[str]]] = {}
        self.exactly: dict[str, list[list[str]]] = {}
        self.nearly: dict[str, list[list[str]]] = {}
        for row in form.rows:
            if len(row) != len(form.heads):
                continue
            if number := participant_of(row, form.heads):
                self.by_number.setdefault(number, []).append(row)
            for name in {in_one_form(cell) for cell in row[:column]} - {""}:
                self.exactly.setdefault(name, []).append(row)
            for name in {in_one_form(cell).casefold() for cell in row[:column]} - {""}:
                self.nearly.setdefault(name, []).append(row)

    def of(self, mark: Mark) -> list[str] | None:
        """Return the row of a learner; None if there is none, or more than one."""
        name = in_one_form(mark.student)
        number = self.numbers.get(mark.student)
        numbered = number is not None and bool(self.by_number)  # a namesake could have the row with the name
        ways = [self.by_number.get(number or "", []) if numbered else self.exactly.get(name, [])]
        if not numbered and self.names[name.casefold()] == 1:
            ways.append(self.nearly.get(name.casefold(), []))
        rows = next(filter(None, ways), [])
        if len(rows) > 1:
            self.doubts.append(f"{mark.student}: {len(rows)} rows could be meant; none was filled.")
        return rows[0] if len(rows) == 1 else None


def _as_in(form: Form, column: int, mark: float) -> str:
    """Return a mark as the table writes numbers, with a comma or a point."""
    beside = form.heads[column + 1 : column + 2] and [row[column + 1] for row in form.rows if len(row) > column + 1]
    comma = any(re.fullmatch(r"\d+,\d+", cell.strip()) for cell in beside)
    return _number(mark).replace(".", ",") if comma else _number(mark)


def _other_highest(form: Form, column: int, highest: set[float]) -> list[str]:
    """Return a sentence if the table has another highest mark than the assignment."""
    rows = [row for row in form.rows if participant_of(row, form.heads) and len(row) > column + 1]
    cells = {row[column + 1].strip().replace(",", ".") for row in rows}
    most = cells.pop() if len(cells) == 1 else ""
    if not re.fullmatch(r"\d+(\.\d+)?", most) or len(highest) != 1 or float(most) in highest:
        return []
    return [f"The highest mark in the table is {most}, and that of the assignment {_number(highest.pop())}. The points "
            "were not converted: set the highest mark of the platform to that of the assignment."]  # fmt: skip


def _kept(cell: str) -> object:
    """Return a cell that no spreadsheet takes for a formula; what only begins with a dash stays as it is."""
    return cell if DASH.fullmatch(cell) else safe_cell(cell)
