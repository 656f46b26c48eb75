"""Assignments that were released, and graded by nbgrader itself: one with tables and pictures, and a small one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from measured_class import make_course, nbgrader
from nbgrader.api import Gradebook
from small_class import make_small_course

from localsdg.grading.box import isolation
from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import Sandbox

STUDENTS = ("Ana María 山田", "محمد", "zoë")
CONFIGURATION = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"


@pytest.fixture(scope="session", autouse=True)
def private_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read nothing of the user's own Jupyter or nbgrader settings."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ[name] = str(folder / name.lower())
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"


def _set_due(root: Path, course: str) -> None:
    """Let the last learner be late."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", course) as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate="2027-01-11 12:00:00 UTC")


def _graded_by_nbgrader(handed_in: Path) -> Path:
    root = handed_in.with_name("plain")
    shutil.copytree(handed_in, root)
    nbgrader(root, "autograde", "ps1")
    return root


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with what the class handed in; one is late."""
    root = tmp_path_factory.mktemp("class") / "handed in"
    make_course(root, STUDENTS, CONFIGURATION)
    _set_due(root, "measured")
    return root


@pytest.fixture(scope="session")
def graded_by_nbgrader(handed_in: Path) -> Path:
    """The same course, graded by nbgrader."""
    return _graded_by_nbgrader(handed_in)


@pytest.fixture
def course(handed_in: Path, tmp_path: Path) -> Path:
    """A fresh copy of the course."""
    return shutil.copytree(handed_in, tmp_path / "course")


@pytest.fixture(scope="session")
def small_handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with what its class handed in; one is late."""
    root = tmp_path_factory.mktemp("small") / "handed in"
    make_small_course(root)
    _set_due(root, "small")
    return root


@pytest.fixture(scope="session")
def small_graded(small_handed_in: Path) -> Path:
    """The small course, graded by nbgrader."""
    return _graded_by_nbgrader(small_handed_in)


@pytest.fixture
def small_course(small_handed_in: Path, tmp_path: Path) -> Path:
    """A fresh copy of the small course."""
    return shutil.copytree(small_handed_in, tmp_path / "course")


@pytest.fixture(scope="session")
def isolated() -> bool:
    """Be sure that this computer can isolate code; computers that cannot say why."""
    if why := isolation.problem(Sandbox(), Limits()):
        pytest.skip(f"this computer cannot isolate code: {why}")
    return True
