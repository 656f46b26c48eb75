"""Runs submissions: a function from bytes to bytes, without a course or a database.

What a submission does never becomes an exception here; an exception means that the worker itself has failed.
"""

from __future__ import annotations

import importlib.machinery
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import nbformat

from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import PRELOAD, SUPPORTED, Box, BoxError, Sandbox
from localsdg.grading.run import engine, plain, strict
from localsdg.grading.run.engine import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Conditions:
    """What holds for all submissions of a run.

    Attributes:
        limits: what a notebook may use.
        sandbox: what the sandbox hides; None for no sandbox.
        preload: the modules that the template imports.
    """

    limits: Limits
    sandbox: Sandbox | None
    preload: tuple[str, ...] = PRELOAD


@dataclass(frozen=True)
class NotebookTask:
    """A notebook to be run."""

    name: str
    text: str
    settings: Settings
    kernel: str
    plain: dict[str, Any]
    strictly: strict.StrictPlan | None = None


@dataclass(frozen=True)
class SubmissionTask:
    """A submission to be run: its notebooks in order, and the files that came with them."""

    student: str
    notebooks: tuple[NotebookTask, ...]
    files: dict[str, bytes]


@dataclass
class NotebookResult:
    """A notebook that was run: its text, and what there is to say about the run."""

    text: str
    status: str
    notes: list[str]
    tampering: list[str]
    unusual: list[str]
    seconds: dict[int, float]


@dataclass
class SubmissionResult:
    """A submission that was run: its notebooks by name, and the files that they wrote."""

    student: str
    notebooks: dict[str, NotebookResult]
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Runner:
    """Runs submissions one after the other, in one box."""

    def __init__(self, conditions: Conditions, number: int = 0) -> None:
        self.conditions = conditions
        self.number = number
        self.files: dict[str, bytes] = {}  # of the assignment; every notebook finds them beside it
        self._boxes: dict[bool, Box] = {}  # the students', and that of the checks
        if SUPPORTED:
            self._open()

    def _open(self, checks: bool = False) -> Box:
        if checks not in self._boxes:
            given = self.conditions
            self._boxes[checks] = Box(given.limits, given.sandbox, 2 * self.number + checks, given.preload)
        return self._boxes[checks]

    def close(self) -> None:
        """End the boxes."""
        while self._boxes:
            self._boxes.popitem()[1].close()

    def run(self, task: SubmissionTask) -> SubmissionResult:
        """Run a submission. A box that fails is replaced, and the submission is tried once more.

        Raises:
            BoxError: it fails again.
        """
        try:
            return self._run(task)
        except BoxError:
            self.close()
        try:
            return self._run(task)
        except BoxError:
            self.close()
            raise

    def _run(self, submission: SubmissionTask) -> SubmissionResult:
        begun = time.monotonic()
        files = submission.files | self.files
        result = SubmissionResult(submission.student, {})
        hiding = _hiding(submission.files.keys() - self.files.keys())
        if not SUPPORTED or any(
            not task.strictly and plain.is_needed(task.kernel, task.plain) for task in submission.notebooks
        ):
            given = self.conditions
            files = {name: data for name, data in files.items() if name not in hiding}
            by_itself = plain.PlainEngine(given.limits, given.sandbox, self.number, files)
            for task in submission.notebooks:
                notebook = nbformat.reads(task.text, as_version=nbformat.NO_CONVERT)
                result.notebooks[task.name] = _result(by_itself.run(notebook, task.settings, task.plain))
            result.files, left = by_itself.collect()
        else:
            box = self._open()
            box.prepare(files, self.files)
            for task in submission.notebooks:
                notebook = nbformat.reads(task.text, as_version=nbformat.NO_CONVERT)
                limits = self.conditions.limits
                if task.strictly is None:
                    run = engine.run_in_box(box, notebook, task.settings, limits)
                else:
                    checker = self._open(checks=True)
                    checker.prepare(self.files, self.files)
                    run = strict.run_strictly(box, checker, notebook, task.settings, task.strictly, limits)
                result.notebooks[task.name] = _result(run)
            result.files, left = box.collect()
        result.notes = left + [
            f"{name} has the name of an installed module; code that imports it gets the installed one."
            for name in sorted(hiding)
        ]
        result.seconds = time.monotonic() - begun
        return result


def _hiding(names: Iterable[str]) -> set[str]:
    """Return those files that would take the place of an installed module, in a learner's code and in checks."""
    installed = [entry for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages")]
    found = set()
    for name in map(PurePosixPath, names):
        module = name.parts[0].partition(".")[0]
        is_module = len(name.parts) == 1 or (len(name.parts) == 2 and name.stem == "__init__")
        if is_module and name.suffix in (".py", ".pyc", ".so") and module.isidentifier():
            spec = importlib.machinery.PathFinder.find_spec(module, installed)
            if spec is not None and spec.loader is not None:
                found.add(str(name))
    return found


def _result(run: engine.NotebookRun) -> NotebookResult:
    text = nbformat.writes(run.notebook, version=nbformat.NO_CONVERT)
    return NotebookResult(text, run.status, run.notes, run.tampering, run.unusual, run.seconds)
