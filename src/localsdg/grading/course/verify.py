"""Grades the same submissions with nbgrader's own run and with ours, in copies of the course, and compares."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.grading.course.compare import Difference, compare_folders, compare_gradebooks
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.course.nbgrader_course import AutogradeApp, open_app
from localsdg.grading.course.report import REPORTS
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from localsdg.grading.course.assignment import SubmissionFinding
    from localsdg.grading.run.options import GradeOptions

LEFT_OUT = ("autograded", "feedback", "downloaded", REPORTS, ".git")


@dataclass(frozen=True)
class Verified:
    """The differences between the two runs, the findings of ours, and the seconds that each took."""

    differences: list[Difference]
    findings: list[SubmissionFinding]
    nbgrader: float
    ours: float


def verify(course: Path, assignment: str, options: GradeOptions) -> Verified:
    """Grade with both in copies of the course, which itself is not changed.

    Raises:
        CourseError: the course is not in order, or its gradebook is not a file of SQLite.
    """
    directory = open_app(AutogradeApp, course, assignment, options.arguments).coursedir
    book = directory.db_url.removeprefix("sqlite:///")
    if book == directory.db_url:
        raise CourseError("Only a course whose gradebook is a file of SQLite can be verified: it has to be copied.")
    with tempfile.TemporaryDirectory() as folder:
        roots = [Path(folder, name) for name in ("plain", "ours")]
        for root in roots:
            shutil.copytree(course, root, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
            shutil.copy(Path(course, book), root / "gradebook.db")
        databases = [f"sqlite:///{root / 'gradebook.db'}" for root in roots]
        arguments = [each for each in options.arguments if not each.startswith("--db=")]
        begun = time.monotonic()
        command = [sys.executable, "-m", "nbgrader", "autograde", assignment, f"--db={databases[0]}", *arguments]
        command += [f"--student={options.students}", f"--notebook={options.notebooks}", f"--course-dir={roots[0]}"]
        path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
        subprocess.run(command, cwd=roots[0], capture_output=True, env=os.environ | {"PATH": path})
        middle = time.monotonic()
        graded = grade_assignment(
            roots[1], assignment, replace(options, arguments=(*arguments, f"--db={databases[1]}"), force=True)
        )
        end = time.monotonic()
        found = compare_gradebooks(databases[0], databases[1], assignment)
        graded_folders = [root / directory.autograded_directory for root in roots]
        found += compare_folders(graded_folders[0], graded_folders[1], assignment)
        return Verified(found, graded.findings, middle - begun, end - middle)
