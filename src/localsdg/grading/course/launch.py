"""Starts a run. The workers start first, so that they import their modules while this process imports nbgrader."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from localsdg.core import garbage
from localsdg.core.content import content_root
from localsdg.grading.box import isolation
from localsdg.grading.box.sandbox import SUPPORTED, Sandbox
from localsdg.grading.run import quick  # noqa: F401 - before what imports nbformat
from localsdg.grading.run.options import CourseError, GradeOptions
from localsdg.grading.run.pool import Pool
from localsdg.grading.run.worker import Conditions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from localsdg.grading.course.assignment import GradedAssignment
    from localsdg.grading.run.workers import Workers

NOT_ISOLATED = (
    "Nothing was graded, because students' code cannot be isolated on this computer: {why}. "
    "Without isolation it could read the solutions and change the gradebook. Repair: {repair}. "
    "If you trust every submission: --no-isolation"
)


def grade_assignment(
    course: Path, assignment: str, options: GradeOptions, tell: Callable[[dict[str, Any]], None] | None = None
) -> GradedAssignment:
    """Grade an assignment of an nbgrader course.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        options: what is to be graded, and how.
        tell: called with an event, a dictionary, whenever something has happened.

    Raises:
        CourseError: the course is not in order; code cannot be isolated; the gradebook or the disk cannot be used.
    """
    if sys.platform == "win32":
        raise CourseError("Grading needs Linux or macOS. On Windows, install this package in WSL and grade there.")
    if options.strict and not SUPPORTED:
        raise CourseError("The strict mode needs Linux. Grade without --strict, or on a computer with Linux.")
    if not course.is_dir():
        raise CourseError(f"There is no folder {course}. Name the folder of the nbgrader course.")
    own = (str(content_root() / "assets" / "data"), *options.shared)  # data of the course, which notebooks load by name
    sandbox = Sandbox((str(course.resolve()),), own) if options.isolated else None
    conditions = Conditions(options.limits, sandbox, options.preload)
    with _workers(conditions, options) as workers:
        with garbage.importing():
            from localsdg.grading.course.assignment import AssignmentGrader

        return AssignmentGrader(course, assignment, options, tell or (lambda _: None), workers).grade()


def _workers(conditions: Conditions, options: GradeOptions) -> Workers:
    """Start the workers.

    Raises:
        CourseError: code cannot be isolated here, or there is no cluster.
    """
    if options.scheduler:
        from localsdg.grading.run.cluster import Cluster

        return Cluster(conditions, options.scheduler)
    if conditions.sandbox is not None and (why := isolation.problem(conditions.sandbox, conditions.limits)):
        raise CourseError(NOT_ISOLATED.format(why=why, repair=isolation.repair(why)))
    return Pool(conditions, max(1, options.workers or os.cpu_count() or 1))
