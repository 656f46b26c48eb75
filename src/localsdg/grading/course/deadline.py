"""The deadline of an assignment in the gradebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbgrader.api import MissingEntry

from localsdg.grading.course.gradebook import Writer
from localsdg.grading.course.nbgrader_course import AutogradeApp, open_app
from localsdg.grading.run import quick  # noqa: F401 - before what imports nbformat
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


def shown_deadline(course: Path, assignment: str) -> datetime.datetime | None:
    """Return the deadline of an assignment in UTC; None if it has none.

    Raises:
        CourseError: the gradebook cannot be opened, or does not know the assignment.
    """
    with _writer(course, assignment) as writer:
        try:
            found: datetime.datetime | None = writer.gradebook.find_assignment(assignment).duedate
        except MissingEntry:
            raise CourseError(f"The gradebook does not know the assignment {assignment!r}.") from None
    return found


def set_deadline(course: Path, assignment: str, moment: datetime.datetime) -> datetime.datetime:
    """Set the deadline of an assignment, and return it.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        moment: the deadline in UTC.

    Raises:
        CourseError: the gradebook cannot be opened, or there is no such assignment.
    """
    if not assignment or not (course / "source" / assignment).is_dir():
        raise CourseError(f"There is no folder {course / 'source' / assignment}. Check the assignment's name.")
    with _writer(course, assignment) as writer:
        writer.save(lambda: writer.gradebook.update_or_create_assignment(assignment, duedate=moment))
    return moment


def _writer(course: Path, assignment: str) -> Writer:
    directory = open_app(AutogradeApp, course, assignment, ()).coursedir
    return Writer(directory.db_url, directory.course_id)
