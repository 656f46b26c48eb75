"""Runs submissions, without a course or a database.

Whatever a submission does becomes part of its result; an exception means that the worker itself has failed.
"""

from __future__ import annotations

import importlib.machinery
import sys
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import PRELOAD, SUPPORTED, Box, BoxError, Sandbox
from localsdg.grading.run import plain
from localsdg.grading.run.boxed import BoxedRun
from localsdg.grading.run.engine import Engine, NotebookRun
from localsdg.grading.run.packing import pack, unpack
from localsdg.grading.run.strict import StrictRun
from localsdg.grading.run.tasks import NotebookResult, NotebookTask, SubmissionResult, SubmissionTask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nbformat import NotebookNode


@dataclass(frozen=True)
class Conditions:
    """The conditions that hold for all submissions of a run.

    Attributes:
        limits: what a notebook may use.
        sandbox: what the sandbox hides; None for no sandbox.
        preload: the modules that the template imports.
    """

    limits: Limits
    sandbox: Sandbox | None
    preload: tuple[str, ...] = PRELOAD


class Runner:
    """Runs submissions one after the other, in one box."""

    def __init__(self, conditions: Conditions, number: int = 0) -> None:
        self.conditions = conditions
        self.number = number
        self.files: dict[str, bytes] = {}  # of the assignment; every notebook finds them in its folder
        self._boxes: dict[bool, Box] = {}  # False: the students'; True: that of the checks
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
        result = SubmissionResult(submission.student, {})
        hiding = _hiding(submission.files.keys() - self.files.keys())
        engine = self._engine(submission, hiding)
        for task in submission.notebooks:
            result.notebooks[task.name] = _result(engine.run(unpack(task.text), task))
        result.files, result.notes = engine.collect()
        result.notes += [
            f"{name} has the name of an installed module; code that imports it gets the installed one."
            for name in sorted(hiding)
        ]
        result.seconds = time.monotonic() - begun
        return result

    def _engine(self, submission: SubmissionTask, hiding: set[str]) -> Engine:
        """Return the engine that a submission needs, with its files in place.

        Args:
            submission: the submission.
            hiding: those of its files that would take the place of an installed module.
        """
        files = submission.files | self.files
        given = self.conditions
        if SUPPORTED and all(
            task.strictly or not plain.is_needed(task.kernel, task.plain) for task in submission.notebooks
        ):
            box = self._open()
            box.prepare(files, self.files)
            return _BoxEngine(box, given.limits, self._checker)
        files = {name: data for name, data in files.items() if name not in hiding}
        return plain.PlainEngine(given.limits, given.sandbox, self.number, files)

    def _checker(self) -> Box:
        """Return the box in which checks of the strict mode are run, with the files of the assignment alone."""
        box = self._open(checks=True)
        box.prepare(self.files, self.files)
        return box


class _BoxEngine:
    """Runs notebooks in a box.

    Args:
        box: the box, with the files of the submission.
        limits: what a notebook may use.
        checker: gives the box for the checks of the strict mode.
    """

    def __init__(self, box: Box, limits: Limits, checker: Callable[[], Box]) -> None:
        self.box, self.limits, self.checker = box, limits, checker

    def run(self, notebook: NotebookNode, task: NotebookTask) -> NotebookRun:
        """Run a notebook; see ``Engine``."""
        if task.strictly is None:
            return BoxedRun(self.box, notebook, task.settings, self.limits).run()
        checker = self.checker()
        return StrictRun(self.box, checker, notebook, task.settings, task.strictly, self.limits).run()

    def collect(self) -> tuple[dict[str, bytes], list[str]]:
        """Return the files that notebooks have written, and sentences about others."""
        return self.box.collect()


def _hiding(names: Iterable[str]) -> set[str]:
    """Return those files that would be imported instead of an installed module, by a learner's code and by checks."""
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


def _result(run: NotebookRun) -> NotebookResult:
    return NotebookResult(pack(run.notebook), run.status, run.notes, run.tampering, run.unusual, run.seconds, run.made)
