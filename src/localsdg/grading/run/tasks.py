"""What workers are given, and what they give back: plain data, without a course or a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Settings:
    """How to run a notebook, from the configuration of the course.

    Attributes:
        timeouts: seconds for each cell; None for as long as the notebook may take.
        checks: the indices of the cells that hold tests.
        on_timeout: the error that a cell gets if it takes too long.
        options: further options of ``nbclient``.
    """

    timeouts: tuple[float | None, ...]
    checks: frozenset[int]
    on_timeout: Mapping[str, Any]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StrictPlan:
    """How to run a notebook strictly.

    Attributes:
        trusted: the indices of the cells that the instructor has locked and that are not checks.
        names: the names that checks use and the learner defines.
    """

    trusted: frozenset[int]
    names: tuple[str, ...]


@dataclass(frozen=True)
class NotebookTask:
    """A notebook to be run.

    Attributes:
        name: its name in the assignment.
        text: the notebook as JSON.
        settings: how to run it.
        kernel: the name of its kernel.
        plain: settings that only the plain engine knows; if there are any, it is used.
        strictly: how to run it in the strict mode; None for the usual one.
    """

    name: str
    text: str
    settings: Settings
    kernel: str
    plain: dict[str, Any]
    strictly: StrictPlan | None = None


@dataclass(frozen=True)
class SubmissionTask:
    """A submission to be run: its notebooks in order, and the other files that were handed in."""

    student: str
    notebooks: tuple[NotebookTask, ...]
    files: dict[str, bytes]


@dataclass
class NotebookResult:
    """A notebook that was run, as JSON in ``text``; the other attributes are those of ``NotebookRun``."""

    text: str
    status: str
    notes: list[str]
    tampering: list[str]
    unusual: list[str]
    seconds: dict[int, float]
    made: list[str] = field(default_factory=list)


@dataclass
class SubmissionResult:
    """A submission that was run: its notebooks by name, the files that they wrote, and sentences about the run."""

    student: str
    notebooks: dict[str, NotebookResult]
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
