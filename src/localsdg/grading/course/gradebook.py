"""Writes scores to the gradebook, each submission in one transaction."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from localsdg.grading.run.options import CourseError
from localsdg.grading.run.release import ReleasedNotebook, from_gradebook

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy.orm import Query

PATIENCE = 60.0  # seconds to wait for a database that another program holds


class Writer:
    """Writes scores, as nbgrader's own steps make them, into the gradebook of a course.

    Raises:
        CourseError: the gradebook cannot be opened.
    """

    def __init__(self, url: str, course: str) -> None:
        try:
            self.gradebook = Gradebook(url, course)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise CourseError(_cannot_be_used(url, error)) from error
        self.url = url

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.gradebook.close()

    def __call__(self, *_: object, **__: object) -> Shared:
        """Replace nbgrader's class ``Gradebook``: return the connection that is open already."""
        return Shared(self.gradebook)

    def released(self, assignment: str) -> dict[str, ReleasedNotebook]:
        """Return the released notebooks of an assignment by name.

        Raises:
            CourseError: there are none.
        """
        try:
            found = from_gradebook(self.gradebook, assignment)
        except MissingEntry:
            found = {}
        except OperationalError as error:
            raise CourseError(_cannot_be_used(self.url, error)) from error
        if not found:
            raise CourseError(
                f"The gradebook does not know the assignment {assignment!r}. "
                f"Release it first: nbgrader generate_assignment {assignment}"
            )
        return found

    def save(self, write: Callable[[], Any]) -> Any:
        """Call a function that writes into the gradebook, in one transaction; return what it returns.

        Raises:
            CourseError: the database stays locked or cannot be used; nothing was written.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with self._transaction():
                    return write()
            except Exception as error:
                cause = _of_database(error)
                if cause is None:
                    raise
                if "locked" not in str(cause) or time.monotonic() > deadline:
                    raise CourseError(_cannot_be_used(self.url, cause)) from error
                time.sleep(0.5)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        session = self.gradebook.db()
        commit = session.commit
        session.commit = session.flush  # nbgrader commits about twenty times for a submission
        try:
            yield
            commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.commit
            session.expunge_all()  # else all grades of the class stay in memory

    def register(self, assignment: str, student: str, submitted: datetime.datetime | None, *, create: bool) -> float:
        """Create the student's rows if there are none; return by how many seconds the submission is late.

        Raises:
            MissingEntry: there is no such student, and the course does not allow to create one.
        """
        if create:
            self.gradebook.update_or_create_student(student)
        else:
            self.gradebook.find_student(student)
        given = {"timestamp": submitted} if submitted else {}
        submission = self.gradebook.update_or_create_submission(assignment, student, **given)
        return float(submission.total_seconds_late)

    def score_zero(self, assignment: str, student: str, notebooks: Iterable[str]) -> None:
        """Give no points for notebooks that are missing or cannot be read, as nbgrader does for missing ones."""
        for notebook in notebooks:
            for grade in self.gradebook.find_submission_notebook(notebook, assignment, student).grades:
                grade.auto_score = 0
                grade.needs_manual_grade = False
        self.gradebook.db.flush()

    def scores(self, assignment: str, student: str) -> list[dict[str, Any]]:
        """Return the scores of a submission, a row for each graded cell."""
        notebooks = _notebooks(self.gradebook, assignment, student).all()
        found = []
        for own, released, notebook in notebooks:
            cells = _cells(self.gradebook, released)
            columns = (Grade.cell_id, Grade.score, Grade.auto_score, Grade.manual_score)
            rows = self.gradebook.db.query(*columns, Grade.max_score, Grade.needs_manual_grade).filter(
                Grade.cell_id.in_(cells), Grade.notebook_id == own
            )
            found += [(notebook, cells[cell], *row) for cell, *row in rows]
        names = ("notebook", "cell", "score", "automatic", "manual", "points", "waits_for_a_person")
        return [
            {"student": student} | dict(zip(names, row, strict=True))
            for row in sorted(found, key=lambda row: tuple(row[:2]))
        ]


class _WithinTransaction:
    """The session for nbgrader's preprocessors, which commit after every cell; here all is sent together."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def commit(self) -> None:
        """No-op: the transaction is that of the whole submission."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


class Shared:
    """The open gradebook for nbgrader's preprocessors, each of which opens and closes one; closing has no effect.

    It reads all grades and comments of a notebook together.
    """

    def __init__(self, gradebook: Gradebook) -> None:
        self._gradebook = gradebook
        self.db = _WithinTransaction(gradebook.db)
        self._which: tuple[str, ...] = ()
        self._grades: dict[str, Grade] = {}
        self._comments: dict[str, Comment] = {}

    def __enter__(self) -> Shared:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gradebook, name)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        """Return a notebook of a submission as the gradebook does, with the score that its grades make now."""
        found = self._gradebook.find_submission_notebook(notebook, assignment, student)
        self._gradebook.db.refresh(found)
        return found

    def _read(self, notebook: str, assignment: str, student: str) -> None:
        if (notebook, assignment, student) != self._which:
            found = _notebooks(self._gradebook, assignment, student).filter(Notebook.name == notebook).first()
            own, released, _ = found or ("", "", "")
            cells = _cells(self._gradebook, released)
            self._grades, self._comments = (
                {
                    cells[each.cell_id]: each
                    for each in self._gradebook.db.query(kind).filter(kind.cell_id.in_(cells), kind.notebook_id == own)
                }
                for kind in (Grade, Comment)
            )
            self._which = (notebook, assignment, student)

    def find_grade(self, cell: str, notebook: str, assignment: str, student: str) -> Grade:
        """Return the grade of a cell, as the gradebook does."""
        self._read(notebook, assignment, student)
        return self._grades.get(cell) or self._gradebook.find_grade(cell, notebook, assignment, student)

    def find_comment(self, cell: str, notebook: str, assignment: str, student: str) -> Comment:
        """Return the comment of a cell, as the gradebook does."""
        self._read(notebook, assignment, student)
        return self._comments.get(cell) or self._gradebook.find_comment(cell, notebook, assignment, student)


def _notebooks(gradebook: Gradebook, assignment: str, student: str) -> Query[Any]:
    """Ask for the notebooks of a submission: the key of each, that of the released one, and its name."""
    return (
        gradebook.db.query(SubmittedNotebook.id, Notebook.id, Notebook.name)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(
            Assignment.name == assignment,
            Notebook.assignment_id == Assignment.id,
            SubmittedAssignment.student_id == student,
        )
    )


def _cells(gradebook: Gradebook, notebook: str) -> dict[str, str]:
    """Return the names of the cells of a released notebook by their keys.

    With the keys, the database finds the grades of one learner without looking at those of the whole class.
    """
    return dict(gradebook.db.query(BaseCell.id, BaseCell.name).filter(BaseCell.notebook_id == notebook).all())


def _of_database(error: BaseException | None) -> OperationalError | None:
    """Return the database error that has caused an error of nbgrader, if there is one."""
    while error is not None and not isinstance(error, OperationalError):
        error = error.__cause__ or error.__context__
    return error


def _cannot_be_used(url: str, error: Exception) -> str:
    cause = str(getattr(error, "orig", error))
    address = url.rpartition("@")[2]
    if "locked" in cause:
        return (
            f"Another program has held the gradebook {address} for more than {PATIENCE:.0f} seconds. "
            "Close formgrader or the other command and grade again; what was run so far is kept."
        )
    if isinstance(error, ImportError) or "load plugin" in cause:
        kind = url.partition(":")[0]
        return (
            f"The gradebook {address} needs a driver for {kind} that is not installed ({cause}). Install it with pip."
        )
    if "disk is full" in cause:
        return f"The disk of the gradebook {address} is full. Make room and grade again; what was run so far is kept."
    return (
        f"The gradebook {address} cannot be used ({cause}). If nbgrader was updated, "
        "back the file up and run: nbgrader db upgrade"
    )
