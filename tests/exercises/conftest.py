"""One class and its hand-ins, graded in three ways; the tests look at what came out."""

from __future__ import annotations

import os

import pytest
from classroom import STRICTLY, Course, collect, grade, grade_by_nbgrader, keep, with_feedback

from localsdg.grading.course.feedback import make_feedback


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course with what was collected. Nothing of the user's own Jupyter or nbgrader settings is read."""
    folder = tmp_path_factory.mktemp("exercises")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ[name] = str(folder / "home" / name.lower())
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    course = Course(folder / "collected")
    collect(course)
    return course


@pytest.fixture(scope="session")
def course(collected: Course) -> Course:
    """The course graded as an instructor grades it, with feedback and marks."""
    course = collected.copied("exercises")
    grade(course)
    for each in with_feedback():
        (page,) = make_feedback(course.root, each.assignment, students=each.student)
        assert page.status == "made"
    course.run("export")
    return course


@pytest.fixture(scope="session")
def graded_by_nbgrader(collected: Course) -> Course:
    """The course in which nbgrader itself has graded some learners."""
    course = collected.copied("plain")
    grade_by_nbgrader(course)
    return course


@pytest.fixture(scope="session")
def strictly(collected: Course) -> Course:
    """The course in which some learners were graded in the strict mode."""
    course = collected.copied("strict")
    keep(course, STRICTLY)
    grade(course, strict=True)
    return course
