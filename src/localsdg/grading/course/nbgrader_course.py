"""Opens an nbgrader course as nbgrader's own commands do, with its configuration files."""

from __future__ import annotations

import logging
import os
import sysconfig
import warnings
from typing import TYPE_CHECKING, Any

from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.apps.baseapp import NbGrader
from sqlalchemy.exc import SAWarning
from traitlets import TraitError

from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def open_app(kind: type[NbGrader], course: Path, assignment: str, arguments: Sequence[str]) -> Any:
    """Return an nbgrader application that has read the configuration of a course.

    Raises:
        CourseError: its configuration has a fault.
    """
    # nbgrader calls the program alembic by its bare name: find it beside Python, even if no environment is activated.
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    kind.clear_instance()
    app = kind()
    root = str(course.resolve())
    command_line = [assignment, f"--course-dir={root}", *arguments]
    before = os.getcwd()  # noqa: PTH109
    os.chdir(root)
    try:
        app.initialize([*command_line, f"--log-level={logging.CRITICAL}"], root)
    except (SystemExit, TraitError) as error:
        raise CourseError(f"The configuration of the course cannot be used: {error}.") from error
    finally:
        os.chdir(before)
    app.coursedir.assignment_id = assignment
    app.coursedir.root = root
    return app


__all__ = ["AutogradeApp", "GenerateFeedbackApp", "open_app"]
