"""The Python interface to grade an assignment; returns tables of pandas."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from localsdg.grading.box.limits import Limits
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class AutogradeResult:
    """The result of a run.

    Attributes:
        scores: a row for each graded cell of each submission that was run: student, notebook, cell, score, automatic,
            manual, points, waits_for_a_person.
        status: a row for each notebook of each student: student, notebook, status, seconds, score, points, words.
        findings: what a person should know: student, notebook, cell, kind, text.
        timings: a row for each cell that was run: student, notebook, cell (its number, from 1), seconds.
        seconds: how long the whole run took.
    """

    scores: pd.DataFrame
    status: pd.DataFrame
    findings: pd.DataFrame
    timings: pd.DataFrame
    seconds: float


def autograde(
    course: Path | str,
    assignment: str,
    *,
    students: str = "*",
    notebooks: str = "*",
    force: bool = False,
    workers: int = 0,
    isolated: bool = True,
    strict: bool = False,
    limits: Limits | None = None,
    scheduler: str = "",
    tell: Callable[[dict[str, Any]], None] | None = None,
) -> AutogradeResult:
    """Grade an assignment of an nbgrader course.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        students: a file glob of the students' names.
        notebooks: a file glob of the notebooks' names.
        force: grade also what is graded.
        workers: how many submissions at once; 0 for as many as there are processors.
        isolated: whether notebooks run in a sandbox.
        strict: whether checks are kept out of the students' interpreter.
        limits: what a notebook may use.
        scheduler: the address of a Dask cluster; empty for this computer.
        tell: called with an event, a dictionary, whenever something has happened.

    Raises:
        CourseError: the course is not in order; code cannot be isolated; the gradebook or the disk cannot be used.
    """
    from localsdg.grading.course.assignment import Outcome, SubmissionFinding

    options = GradeOptions(
        students=students,
        notebooks=notebooks,
        force=force,
        workers=workers,
        isolated=isolated,
        strict=strict,
        limits=limits or Limits(),
        scheduler=scheduler,
    )
    graded = grade_assignment(Path(course), assignment, options, tell)
    status = [dataclasses.asdict(outcome) | {"words": outcome.description} for outcome in graded.outcomes]
    heads = [field.name for field in dataclasses.fields(Outcome)]
    marks = ["student", "notebook", "cell", "score", "automatic", "manual", "points", "waits_for_a_person"]
    return AutogradeResult(
        scores=pd.DataFrame(graded.scores, columns=marks),
        status=pd.DataFrame(status, columns=[*heads, "words"]),
        findings=pd.DataFrame(graded.findings, columns=[field.name for field in dataclasses.fields(SubmissionFinding)]),
        timings=pd.DataFrame(graded.cells, columns=["student", "notebook", "cell", "seconds"]),
        seconds=graded.seconds,
    )
