"""The options of a run: what is to be graded, and how."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from localsdg.grading.box.limits import MEGABYTE, Limits
from localsdg.grading.box.sandbox import PRELOAD

_WORKERS_A_PROCESSOR = 8  # more only wait for each other, and thousands make the computer unusable
_LEAST_MEMORY, _MOST_MEMORY = 64, 1 << 20  # MB; with less, Python itself does not start
_LONGEST = 7 * 24 * 3600  # seconds


class CourseError(Exception):
    """The course or a request has a fault; the message says which, and how to repair it."""


@dataclass(frozen=True)
class GradeOptions:
    """What is to be graded, and how.

    Attributes:
        students: a file glob of the students' folders.
        without: students to leave out.
        notebooks: a file glob of the notebooks.
        force: grade also what is graded.
        workers: how many submissions at once; 0 for as many as there are processors.
        isolated: whether notebooks run in a sandbox.
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

    def __post_init__(self) -> None:
        """Refuse values that this computer cannot satisfy.

        Raises:
            CourseError: more workers, memory or time than there can be, or less than none.
        """
        processors = os.cpu_count() or 1
        most = max(16, _WORKERS_A_PROCESSOR * processors)
        if not 0 <= self.workers <= most:
            raise CourseError(
                f"{self.workers} workers are not possible: this computer has {processors} processors. Name a number "
                f"from 1 to {most}, or 0 for one a processor."
            )
        memory, seconds = self.limits.memory // MEGABYTE, self.limits.notebook
        if not _LEAST_MEMORY <= memory <= _MOST_MEMORY:
            raise CourseError(
                f"A notebook cannot be run with {memory} MB of memory. Name a number from {_LEAST_MEMORY} to "
                f"{_MOST_MEMORY}; usual is 3072."
            )
        if not 0 < seconds <= _LONGEST:
            raise CourseError(
                f"A notebook cannot be run for {seconds} seconds. Name a number above 0, and at most {_LONGEST}."
            )
