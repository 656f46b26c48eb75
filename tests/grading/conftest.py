"""An assignment that was released, and graded by nbgrader itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from measured_class import make_course, nbgrader

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


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with what the class handed in; one is late."""
    root = tmp_path_factory.mktemp("class") / "handed in"
    make_course(root, STUDENTS, CONFIGURATION)
    nbgrader(root, "db", "assignment", "add", "ps1", "--duedate=2027-01-11 12:00:00 UTC")
    return root


@pytest.fixture(scope="session")
def graded_by_nbgrader(handed_in: Path) -> Path:
    """The same course, graded by nbgrader."""
    root = handed_in.with_name("plain")
    shutil.copytree(handed_in, root)
    nbgrader(root, "autograde", "ps1")
    return root


@pytest.fixture
def course(handed_in: Path, tmp_path: Path) -> Path:
    """A fresh copy of the course."""
    root = tmp_path / "course"
    shutil.copytree(handed_in, root)
    return root


@pytest.fixture(scope="session")
def isolated() -> bool:
    """Be sure that this computer can isolate code; computers that cannot say why."""
    if why := isolation.problem(Sandbox(), Limits()):
        pytest.skip(f"this computer cannot isolate code: {why}")
    return True
