"""Makes pages of feedback as nbgrader's ``generate_feedback`` does: with its converter, in several processes."""

from __future__ import annotations

import gc
import json
import logging
import multiprocessing
import os
import re
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader import utils
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor

from localsdg.grading.box import bounds
from localsdg.grading.course.gradebook import Writer
from localsdg.grading.course.inert import instructors_texts, make_inert
from localsdg.grading.course.nbgrader_course import GenerateFeedbackApp, open_app
from localsdg.grading.course.pages import sharing
from localsdg.grading.course.report import REPORTS
from localsdg.grading.course.unread import pages_of_unread
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

SECONDS = 120  # for a page
SECRET = 6  # letters of a line by which a hidden test is known
NOT_PASSED = "This check was not passed. What it says is shown when nobody can hand in any more."
NOT_SHOWN = "What is put out here is shown when nobody can hand in any more."


@dataclass
class Page:
    """The result for the pages of one student: status "made", "skipped" or "failed", and the reason."""

    student: str
    status: str
    text: str = ""


class LeaveOutHiddenTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Removes hidden tests and marking schemes from a graded notebook, and all that they have put out.

    Messages of a hidden test often hold the answer. An answer in a later cell could have printed the test itself.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as learners may see it while others still hand in."""
        before = [cell.source for cell in nb.cells]
        for step in (ClearHiddenTests, ClearMarkScheme):
            nb, resources = step(parent=self.parent).preprocess(nb, resources)
        secret: set[str] = set()
        for cell, source in zip(nb.cells, before, strict=True):
            lines = set(source.splitlines()) - set(cell.source.splitlines())
            secret |= {_plain(line) for line in lines if len(_plain(line)) >= SECRET}
            if lines and cell.cell_type == "code" and cell.outputs:
                failed = any(output.output_type == "error" for output in cell.outputs)
                cell.outputs = [_said(NOT_PASSED if failed else NOT_SHOWN)]
        for cell in nb.cells:
            if cell.cell_type == "code" and cell.outputs:
                shown = _plain(json.dumps(cell.outputs, ensure_ascii=False))
                if any(line in shown for line in secret):
                    cell.outputs = [_said(NOT_SHOWN)]
        return nb, resources


def _said(text: str) -> NotebookNode:
    output: NotebookNode = nbformat.v4.new_output("stream", name="stdout", text=text)
    return output


def _plain(text: str) -> str:
    """Return a text without spaces and the signs by which text is quoted within text."""
    return re.sub(r"\\[nrt]|[\s\\'\"]", "", text)


class Shorten(NbGraderPreprocessor):  # type: ignore[misc]
    """Cuts texts that would make the page take too long."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook with such texts cut."""
        bounds.shorten(nb)
        return nb, resources


class _TooSlowError(Exception):
    """A page takes too long."""


def _too_slow(*_: object) -> None:
    raise _TooSlowError(f"The page takes longer than {SECONDS} seconds. Look at the notebook by hand.")


def _making_inert(source: Path) -> Callable[[NotebookNode, ResourcesDict], tuple[NotebookNode, ResourcesDict]]:
    """Return a preprocessor that removes active content, which is still there if nbgrader itself has graded."""
    own = instructors_texts(source)

    def step(notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        make_inert(notebook, own | {cell.source for cell in notebook.cells if utils.is_locked(cell)})
        return notebook, resources

    return step


class _Errors(logging.Handler):
    """Collects nbgrader's messages about errors."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Maker:
    """Makes the pages of one student at a time; each process has one."""

    def __init__(self, converter: GenerateFeedback) -> None:
        self.converter = converter
        self.folders = dict(converter.assignments)
        self.errors = _Errors(logging.ERROR)
        converter.log.setLevel(logging.ERROR)
        converter.log.handlers = [self.errors]
        self.writer = Writer(converter.coursedir.db_url, converter.coursedir.course_id)

    def make(self, folder: str, student: str) -> Page:
        goal = Path(self.converter._format_dest(self.converter.coursedir.assignment_id, student))
        pages = [goal / f"{Path(notebook).stem}.html" for notebook in self.folders[folder]]
        if goal.exists() and not all(page.exists() for page in pages):
            shutil.rmtree(goal)  # of a run that was ended
        before = {page: page.stat().st_mtime_ns for page in pages if page.exists()}
        self.converter.assignments = {folder: self.folders[folder]}
        self.errors.messages.clear()
        signal.signal(signal.SIGALRM, _too_slow)
        signal.alarm(SECONDS * len(pages))  # also ends what the bounds have not foreseen
        try:
            with sharing(self.writer.gradebook):
                self.converter.convert_notebooks()
        except (NbGraderException, SystemExit, _TooSlowError, OSError) as error:
            message = next((text for text in self.errors.messages if text.startswith("Traceback")), str(error))
            return Page(student, "failed", message.strip().rpartition("\n")[2])
        finally:
            signal.alarm(0)
        made = any(before.get(page) != page.stat().st_mtime_ns for page in pages if page.exists())
        return Page(student, "made" if made else "skipped")


_maker: _Maker


def _begin(converter: GenerateFeedback) -> None:
    global _maker
    gc.freeze()  # what was imported is no garbage, and to look through it takes long
    _maker = _Maker(converter)


def _make(work: tuple[str, str]) -> Page:
    return _maker.make(*work)


def make_feedback(
    course: Path,
    assignment: str,
    *,
    students: str = "*",
    notebooks: str = "*",
    force: bool = False,
    hidden_tests: bool = True,
    workers: int = 0,
    arguments: tuple[str, ...] = (),
    tell: Callable[[dict[str, Any]], None] = lambda _: None,
) -> list[Page]:
    """Make the pages of feedback for an assignment.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        students: a file glob of the students' names.
        notebooks: a file glob of the notebooks' names.
        force: make also what is there.
        hidden_tests: whether pages show the hidden tests.
        workers: how many pages at once; 0 for as many as there are processors.
        arguments: further options for nbgrader, as on its command line.
        tell: called with an event, a dictionary, whenever something has happened.

    Raises:
        CourseError: the course is not in order, or nothing is graded.
    """
    options = [*arguments, *(["--force"] if force else [])]
    app = open_app(GenerateFeedbackApp, course, assignment, options)
    app.coursedir.student_id, app.coursedir.notebook_id = students, notebooks
    before = Path.cwd()
    os.chdir(app.coursedir.root)
    try:
        converter = GenerateFeedback(coursedir=app.coursedir, parent=app)
        source = Path(app.coursedir.format_path(app.coursedir.source_directory, ".", assignment))
        own = (
            [Shorten, _making_inert(source)] if hidden_tests else [Shorten, LeaveOutHiddenTests, _making_inert(source)]
        )
        converter.preprocessors = [*own, *converter.preprocessors]
        try:
            converter.convert_notebooks = list  # only begin: list the notebooks, make the exporter
            converter.start()
            del converter.convert_notebooks
            converter.exporter.optimistic_validation = True  # once, after the last step
        except NbGraderException as error:
            raise CourseError(f"No graded work of {assignment} is there. Grade it first.") from error
        work = [(folder, Path(folder).parent.name) for folder in sorted(converter.assignments)]
        tell({"event": "start", "of": len(work)})
        found = []
        size = min(max(1, workers or os.cpu_count() or 1), len(work))
        with multiprocessing.get_context("fork").Pool(size, _begin, (converter,)) as pool:
            for page in pool.imap(_make, work):
                found.append(page)
                tell({"event": "feedback", "student": page.student, "status": page.status, "text": page.text})
        goal = converter._format_dest
        pages_of_unread(Path(REPORTS, assignment), assignment, lambda each: Path(goal(assignment, each)), students)
    finally:
        os.chdir(before)
    return found
