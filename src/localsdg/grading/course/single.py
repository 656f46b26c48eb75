"""Grades one notebook against its source: no course, no database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from localsdg.grading.box import bounds, isolation
from localsdg.grading.box.files import UnreadableError, read_file
from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import PRELOAD, Sandbox
from localsdg.grading.course.hardening import read
from localsdg.grading.course.pipeline import NotebookKey, Pipeline, credit_of, make_valid, message
from localsdg.grading.run.options import CourseError
from localsdg.grading.run.packing import unpack
from localsdg.grading.run.release import from_source
from localsdg.grading.run.tasks import NotebookTask, SubmissionTask
from localsdg.grading.run.worker import Conditions, Runner

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class CellResult:
    """The credit of a cell.

    Attributes:
        score: points; None if a person has to mark it.
        points: what it is worth.
        message: why it did not earn all points, from the error of the check; empty if it did.
        seconds: how long it took.
    """

    score: float | None
    points: float
    message: str
    seconds: float


def grade(
    submission: NotebookNode | str | Path | bytes,
    source: NotebookNode | str | Path | bytes,
    *,
    files: Mapping[str, bytes] | None = None,
    isolated: bool = True,
    limits: Limits | None = None,
) -> dict[str, CellResult]:
    """Grade one notebook.

    Args:
        submission: the notebook that was handed in, as a notebook, as bytes, or as a path.
        source: the instructor's notebook with solutions and hidden tests.
        files: the files that the notebook finds beside it.
        isolated: whether the notebook runs in a sandbox.
        limits: what the notebook may use.

    Returns:
        The credit of each graded cell, by its name.

    Raises:
        UnreadableError: one of them is not a notebook.
        CourseError: code cannot be isolated on this computer.
    """
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import is_grade

    limits = limits or Limits()
    sandbox = Sandbox() if isolated else None
    if sandbox and (why := isolation.problem(sandbox, limits)):
        raise CourseError(f"Code cannot be isolated on this computer: {why}. To run it all the same: isolated=False")
    name = NotebookKey("student", "assignment", "notebook")
    released = from_source(name.notebook, read(_bytes(source)))
    pipeline = Pipeline(Autograde(coursedir=CourseDirectory()), {name.notebook: released})
    prepared = pipeline.prepare(_bytes(submission), name)
    notebook_task = NotebookTask(name.notebook, prepared.text, prepared.settings, prepared.kernel, {})
    runner = Runner(Conditions(limits, sandbox, PRELOAD))
    runner.files = dict(files or {})
    try:
        result = runner.run(SubmissionTask(name.student, (notebook_task,), {})).notebooks[name.notebook]
    finally:
        runner.close()
    notebook = unpack(result.text)
    make_valid(notebook)
    notebook = pipeline.finish_without_scores(notebook, name)
    found = {}
    for cell_index, cell in enumerate(notebook.cells):
        if is_grade(cell):
            earned = credit_of(cell, notebook)
            why = "" if earned.score == earned.points else message(cell) or earned.why
            name_of_cell, seconds = cell.metadata.nbgrader.grade_id, result.seconds.get(cell_index, 0.0)
            found[name_of_cell] = CellResult(earned.score, earned.points, why, seconds)
    return found


def _bytes(notebook: NotebookNode | str | Path | bytes) -> bytes:
    if isinstance(notebook, NotebookNode):
        text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
        return text.encode()
    if isinstance(notebook, bytes):
        return notebook
    try:
        return read_file(Path(notebook), bounds.NOTEBOOK)
    except OSError as error:
        raise UnreadableError(f"{notebook} cannot be read ({error.strerror}).") from error
