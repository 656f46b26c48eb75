"""What is to be graded, and how."""

from __future__ import annotations

from dataclasses import dataclass, field

from .box import PRELOAD
from .limits import Limits


@dataclass(frozen=True)
class Wish:
    """What is to be graded, and how.

    Attributes:
        students: a file glob of the students' folders.
        without: students to leave out.
        notebooks: a file glob of the notebooks.
        force: grade also what is graded.
        workers: how many submissions at once; 0 for as many as there are processors.
        isolated: whether in a sandbox.
        limits: what a notebook may use.
        preload: modules that are imported before the first notebook.
        shared: more folders that notebooks may read in the sandbox.
        strict: whether checks are kept out of the students' interpreter.
        scheduler: the address of a Dask cluster; empty for this computer.
        arguments: further options for nbgrader, as on its command line.
    """

    students: str = "*"
    without: tuple[str, ...] = ()
    notebooks: str = "*"
    force: bool = False
    workers: int = 0
    isolated: bool = True
    limits: Limits = field(default_factory=Limits)
    preload: tuple[str, ...] = PRELOAD
    shared: tuple[str, ...] = ()
    strict: bool = False
    scheduler: str = ""
    arguments: tuple[str, ...] = ()


class CourseError(Exception):
    """The course or the request is not in order; the message says what and how to repair it."""
