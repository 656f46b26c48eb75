"""Grades an assignment of an nbgrader course as nbgrader's ``autograde`` does, but several submissions at once.

This process can be killed at any moment: nothing is lost and nothing is run twice. For each submission, in this order:

1. the worker's result is written to a file in ``pending``;
2. the scores are written to the gradebook, in one transaction;
3. the tables of findings are written, in a large class once for several submissions;
4. the graded files are moved to ``autograded``, as one folder;
5. the file in ``pending`` is removed. The next run continues with those that are still there.

Whatever a learner hands in, and whatever her code does, becomes her own status. Only a full disk or a gradebook that
cannot be used ends the run.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import fcntl
import fnmatch
import hashlib
import json
import os
import re
import shutil
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import find_all_files, is_grade, is_solution

from localsdg.core.files import write_whole
from localsdg.grading.box import bounds, files
from localsdg.grading.box.files import UnreadableError
from localsdg.grading.course import meanings, unusual
from localsdg.grading.course.alike import alike
from localsdg.grading.course.by_hand import MarkedByHand
from localsdg.grading.course.gradebook import Writer
from localsdg.grading.course.hardening import read
from localsdg.grading.course.inert import instructors_texts, safe_file_name
from localsdg.grading.course.mislaid import instead
from localsdg.grading.course.moments import read_moment
from localsdg.grading.course.nbgrader_course import AutogradeApp, open_app
from localsdg.grading.course.patience import limited
from localsdg.grading.course.pipeline import NotebookKey, Pipeline, Prepared, credit_of, make_valid, message
from localsdg.grading.course.report import REPORTS, Table
from localsdg.grading.run.options import CourseError, GradeOptions
from localsdg.grading.run.packing import unpack
from localsdg.grading.run.strict import made_by
from localsdg.grading.run.tasks import NotebookResult, NotebookTask, SubmissionResult, SubmissionTask
from localsdg.grading.run.workers import WorkerError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from nbformat import NotebookNode

    from localsdg.grading.run.release import ReleasedNotebook
    from localsdg.grading.run.workers import Workers

CLEAR = " Have the outputs cleared in Jupyter, and the notebook handed in again; grading makes them anew."
TABLES_AT_ONCE = 200_000  # letters of the tables for which the results of one more learner wait until they are written
MOST_OF_TIMESTAMP = 1_000  # bytes of timestamp.txt
STATUS_TEXTS = {
    "graded": "graded",
    "timeout": "graded; a cell or the notebook took too long and was stopped",
    "died": "graded; the code ended its own kernel, and what follows earns nothing",
    "output": "graded; the code put out too much and was stopped",
    "memory": "graded; the code used too much memory and was stopped",
    "unreadable": "no points; the file cannot be read",
    "missing": "no points; the notebook was not handed in",
    "nothing": "not graded; there is no notebook of the assignment in the folder",
    "failed": "not graded; the grader failed",
    "skipped": "not newer than what is graded; left as it is",
}


@dataclass(frozen=True)
class SubmissionFinding:
    """Something in a submission that a person should know: where it is, its kind, and a sentence.

    Attributes:
        student: whose submission.
        notebook: the notebook; empty for the whole submission.
        cell: the cell; empty for the whole notebook.
        kind: "tampering" (objects that checks rely on were changed), "unusual" (code that could deceive a check),
            "points" (a credit that differs from nbgrader's, or that a person has to give), "active" (something that a
            browser would have run), "repair" or "note".
        text: the sentence.
    """

    student: str
    notebook: str
    cell: str
    kind: str
    text: str


@dataclass
class Outcome:
    """The result for one notebook of one student; ``status`` is a key of ``STATUS_TEXTS``."""

    student: str
    notebook: str
    status: str
    seconds: float = 0.0
    score: float | None = None
    points: float | None = None

    @property
    def description(self) -> str:
        """Return the status as a text for people."""
        return STATUS_TEXTS[self.status]


@dataclass
class GradedAssignment:
    """The result of a run over an assignment."""

    assignment: str
    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[SubmissionFinding] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    isolated: bool = False
    findings_file: Path = Path()

    @property
    def failed(self) -> list[Outcome]:
        """Return the notebooks that could not be graded because of an error of ours."""
        return [outcome for outcome in self.outcomes if outcome.status == "failed"]


@dataclass
class _Submission:
    """A submission while it is graded.

    Attributes:
        student: the learner.
        folder: where it was handed in.
        submitted: when; None if that is not known.
        names: the notebooks of the assignment in it.
        files: the contents of its other files by name.
        notebooks: the notebooks to be run.
        findings: what was found before the run.
        without_points: notebooks that cannot be run, with their status.
        digests: hashes of what was handed in, by the names of the notebooks; of all else under an empty name.
        key: a hash of all that the result depends on.
    """

    student: str
    folder: Path
    submitted: datetime.datetime | None
    names: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notebooks: list[NotebookTask] = field(default_factory=list)
    findings: list[SubmissionFinding] = field(default_factory=list)
    without_points: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    key: str = ""

    @property
    def mark(self) -> str:
        """Return a hash of the learner's name, which is part of the names of her files in ``pending``."""
        return hashlib.sha256(self.student.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass
class _Saved:
    """A submission whose scores are in the gradebook, and whose files wait for the tables.

    Attributes:
        submission: the submission.
        path: its graded files.
        outcomes: the results for its notebooks.
        findings: what a person should know.
        cells: the seconds of its cells.
        scores: the scores of its cells.
    """

    submission: _Submission
    path: Path
    outcomes: list[Outcome]
    findings: list[SubmissionFinding]
    cells: list[dict[str, Any]]
    scores: list[dict[str, Any]]


class AssignmentGrader:
    """Grades the submissions of an assignment.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        options: what is to be graded, and how.
        tell: called with an event, a dictionary, whenever something has happened.
        workers: run the submissions.

    Raises:
        CourseError: the configuration of the course has a fault.
    """

    def __init__(
        self,
        course: Path,
        assignment: str,
        options: GradeOptions,
        tell: Callable[[dict[str, Any]], None],
        workers: Workers,
    ) -> None:
        app = open_app(AutogradeApp, course, assignment, options.arguments)
        self.options = options
        self.tell = tell
        self.workers = workers
        self.assignment = assignment
        self.directory = app.coursedir
        self.directory.student_id = options.students
        self.directory.notebook_id = options.notebooks
        self.converter = Autograde(coursedir=self.directory, parent=app)
        self.root = Path(self.directory.root)
        self.own = self.root / REPORTS / assignment
        self.pending = self.own / "pending"
        self._saved: list[_Saved] = []
        self._unwritten = 0  # results that the files of the tables do not have
        self.result = GradedAssignment(assignment, isolated=options.isolated, findings_file=self.own / "findings.csv")

    def grade(self) -> GradedAssignment:
        """Grade what is to be graded.

        Raises:
            CourseError: the course is not in order, or the gradebook or the disk cannot be used.
        """
        before = Path.cwd()
        os.chdir(self.root)  # as nbgrader does; a course's own steps may rely on it
        try:
            with self._locked(), Writer(self.directory.db_url, self.directory.course_id) as self.writer:
                self._open_tables()
                return self._grade()
        finally:
            os.chdir(before)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Lock the assignment, so that no other command grades it at the same time."""
        try:
            self.pending.mkdir(parents=True, exist_ok=True)
            lock = (self.own / "lock").open("w")
        except OSError as error:
            raise CourseError(f"The folder {self.own} cannot be written to ({error.strerror}).") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                text = f"{self.assignment} is being graded at this moment by another command."
                raise CourseError(text) from None
            yield

    # ------------------------------------------------------------------------------------------------ the whole

    def _grade(self) -> GradedAssignment:
        begun = time.monotonic()
        source = Path(self.directory.format_path(self.directory.source_directory, ".", self.assignment))
        released, own = self.writer.released(self.assignment), instructors_texts(source)
        answered = _answered(source, released) if self.options.strict else {}
        self.pipeline = Pipeline(
            self.converter,
            released,
            strict=self.options.strict,
            own=own,
            answered=answered,
            handed_out=self._handed_out,
        )
        found = self._submissions()
        self.meanings: dict[str, dict[str, frozenset[str]]] = {}
        self.alike = alike(student for student, *_ in found)
        what = [self.options.strict, sorted(self.pipeline.released.items())]
        self.files_hash = hashlib.sha256(repr(what).encode()).hexdigest()
        self.workers.give(self._source_files())
        if self.options.strict:
            self._try_solution()
        self.tell({"event": "start", "of": len(found), "isolated": self.options.isolated})
        running: dict[Future[SubmissionResult], _Submission] = {}
        try:
            for number, (student, folder, notebooks) in enumerate(found):
                submission = self._begin(student, folder, notebooks)
                if submission is None:
                    continue
                if not submission.notebooks or not self.pipeline.runs:
                    self._save(submission, self._not_run(submission))
                    continue
                if (kept := self._kept(submission)) is not None:
                    self._save(submission, kept)
                    continue
                running[self.workers.submit(SubmissionTask(student, tuple(submission.notebooks), submission.files))] = (
                    submission
                )
                last = number == len(found) - 1
                self._take(running, until=0 if last else 2 * self.workers.size)
            self._take(running, until=0)
            while self._unwritten:
                self._settle(everything=True)
        finally:
            for future in running:
                future.cancel()
        self._tidy_up({student for student, *_ in found})
        self.result.seconds = time.monotonic() - begun
        self.tell({"event": "end", "seconds": self.result.seconds})
        return self.result

    def _try_solution(self) -> None:
        """Check that the instructor's own solution has full points in the strict mode.

        Raises:
            CourseError: it does not.
        """
        source = Path(self.directory.format_path(self.directory.source_directory, ".", self.assignment))
        names = {name: NotebookKey("", self.assignment, name) for name in self.pipeline.released}
        try:
            notebooks = []
            for name, key in names.items():
                prepared = self.pipeline.prepare((source / f"{name}.ipynb").read_bytes(), key)
                notebooks.append(_notebook_task(name, prepared))
            result = self.workers.submit(SubmissionTask("", tuple(notebooks), self._source_files())).result()
        except (OSError, UnreadableError, WorkerError) as error:
            raise CourseError(f"The solution of {self.assignment} in {source} cannot be run ({error}).") from error
        for name, run in result.notebooks.items():
            notebook = unpack(run.text)
            notebook = self.pipeline.finish_without_scores(notebook, names[name])
            cells = notebook.cells
            failing = [each for each in cells if any(out.output_type == "error" for out in each.get("outputs", []))]
            for cell in cells:
                if is_grade(cell) and not is_solution(cell):
                    earned = credit_of(cell, notebook)
                    if earned.score != earned.points:
                        raise CourseError(
                            f"{self.assignment} is not written for the strict mode: in it, the instructor's own "
                            f"solution of {name} has {earned.score or 0:g} of {earned.points:g} points for "
                            f"{cell.metadata.nbgrader.grade_id} ({message(next(iter(failing), cell)) or earned.why}). "
                            "What a check needs besides the answers must stand in locked cells or in the check; what "
                            "a function changes in its arguments, it changes in copies. "
                            "Repair the assignment, or grade without --strict."
                        )

    def _handed_out(self, name: str) -> NotebookNode | None:
        """Return a notebook as learners got it, if it is still in the course."""
        folder = self.directory.format_path(self.directory.release_directory, ".", self.assignment)
        try:
            return read(Path(folder, f"{name}.ipynb").read_bytes())
        except (OSError, UnreadableError):
            return None

    def _meanings(self, name: str) -> dict[str, frozenset[str]]:
        """Return what names of a notebook meant when it was handed out, of those that its checks use."""
        if name not in self.meanings:
            self.meanings[name] = meanings.handed_out(self._handed_out(name), self.pipeline.released[name])
        return self.meanings[name]

    def _released_files(self) -> dict[str, bytes]:
        """Return the files of the assignment, which replace files of the same name that were handed in."""
        source = self.directory.format_path(self.directory.source_directory, ".", self.assignment)
        kept = set(self.converter.exclude_overwriting.get(self.assignment, []))
        files = {}
        for path in find_all_files(source, [*self.directory.ignore, "*.ipynb"]):
            name = os.path.relpath(path, source)
            if name not in kept:
                files[name] = Path(path).read_bytes()
        return files

    # ------------------------------------------------------------------------------------- what was handed in

    def _submissions(self) -> list[tuple[str, Path, list[Path]]]:
        """Return the students with their folders and notebooks, as nbgrader finds them."""
        converter, directory = self.converter, self.directory
        try:
            with contextlib.suppress(NbGraderException):
                converter.init_notebooks()
            pattern = re.compile(converter._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True))
            folders = {name: sorted(map(Path, notebooks)) for name, notebooks in converter.assignments.items()}
            everything = Path(directory.format_path(directory.submitted_directory, "*", self.assignment))
            for path in _entries(everything.parent.parent):
                if fnmatch.fnmatchcase(path.name, self.options.students) and _may_be_folder(path / everything.name):
                    folders.setdefault(str(path / everything.name), [])
        except OSError as error:
            raise CourseError(f"The submissions cannot be listed ({error}).") from error
        without = {*self.options.without, *filter(None, directory.student_id_exclude.split(","))}
        found = []
        for name in sorted(folders):
            match = pattern.match(name)
            if match and match["student"] not in without:
                found.append((match["student"], Path(name), folders[name]))
        if not found:
            raise CourseError(
                f"There is nothing to grade: no folder matches {everything.parent.parent / self.options.students}"
                f"/{everything.name}. Collect what was handed in first."
            )
        return found

    def _goal(self, student: str) -> Path:
        return Path(self.directory.format_path(self.directory.autograded_directory, student, self.assignment))

    def _is_skipped(self, student: str, folder: Path, notebooks: list[Path]) -> bool:
        """Return whether a submission is graded already, has not changed since, and is not newer.

        What nbgrader has graded, or an older version of this program, is known by its time only.
        """
        goal = self._goal(student)
        wanted = [goal] if self.options.notebooks == "*" else [goal / path.name for path in notebooks]
        graded = all(map(os.path.lexists, wanted))
        if not graded or self.options.force:
            return False
        before = {row[1]: row[2] for row in self.handed_in.rows(student) if len(row) > 2}
        now = self._digests(folder, [path for path in notebooks if path.stem in self.pipeline.released])
        if before and any(before.get(name) != digest for name, digest in now.items()):
            return False
        new, old = self._timestamp(folder), self._timestamp(goal)
        return not (new is not None and old is not None and new > old)

    def _digests(self, folder: Path, notebooks: list[Path]) -> dict[str, str]:
        """Return hashes of what was handed in, by the names of the notebooks; of all else under an empty name.

        Raises:
            OSError: it may not be read.
        """
        found = {}
        for path in notebooks:
            try:
                found[path.stem] = hashlib.sha256(files.read_file(path, bounds.NOTEBOOK)).hexdigest()
            except UnreadableError as error:
                found[path.stem] = hashlib.sha256(str(error).encode("utf-8", "replace")).hexdigest()
        others, _ = self._beside(folder)
        parts = [[name, hashlib.sha256(data).hexdigest()] for name, data in sorted(others.items())]
        return found | {"": hashlib.sha256(json.dumps(parts).encode()).hexdigest()}

    def _beside(self, folder: Path) -> tuple[dict[str, bytes], list[str]]:
        """Return the files beside the notebooks, and sentences about those that are left out."""
        most = min(bounds.BESIDE, self.options.limits.files)
        return files.read_folder(folder, [*self.directory.ignore, "*.ipynb"], most)

    def _timestamp(self, folder: Path) -> datetime.datetime | None:
        try:
            return _read_timestamp(folder)
        except (CourseError, UnreadableError, OSError):
            return None

    def _begin(self, student: str, folder: Path, notebooks: list[Path]) -> _Submission | None:
        """Read a submission and prepare its notebooks; return None if there is nothing to do."""
        if why := files.unsound_learner(student):
            self._fail_unknown(student, f"The name of the folder cannot be that of a learner: {why}. Rename it.")
            return None
        try:
            return self._read(student, folder, notebooks)
        except OSError as error:
            names = [path.stem for path in notebooks]
            name = files.shown(Path(str(error.filename or folder)).name)
            problem = f"it may not read {name} ({files.reason(error)}); give yourself the right to read it"
            self._fail(_Submission(student, folder, None, names), problem)
            return None

    def _read(self, student: str, folder: Path, notebooks: list[Path]) -> _Submission | None:
        """Read a submission and prepare its notebooks; return None if there is nothing to do.

        Raises:
            OSError: it cannot be read.
        """
        with os.scandir(folder):
            pass
        if self._is_skipped(student, folder, notebooks):
            for path in notebooks:
                self._tell_outcome(Outcome(student, path.stem, "skipped"))
            return None
        submission = _Submission(student, folder, self._timestamp(folder))

        def note(text: str, notebook: str = "", cell: str = "", kind: str = "note") -> None:
            submission.findings.append(SubmissionFinding(student, notebook, cell, kind, text))

        try:
            _read_timestamp(folder)
        except (CourseError, UnreadableError, OSError) as error:
            why = files.reason(error) if isinstance(error, OSError) else str(error)
            note(f"The time in timestamp.txt is not used, and the submission counts as handed in in time. {why}")
        known = [path for path in notebooks if path.stem in self.pipeline.released]
        others = files.LeftOut()
        for path in sorted(set(notebooks) - set(known)):
            others.add(path.name, "it is not a notebook of the assignment")
        for text in others.sentences():
            note(text)
        for other in self.alike.get(student, []):
            names = f"{files.spelled(other)}; this one is {files.spelled(student)}"
            note(f"Another learner's folder has a name that looks the same, {names}. If both are one person, put all "
                 "into one folder, and grade again.")  # fmt: skip
        missing = [name for name in self.pipeline.released if not os.path.lexists(folder / f"{name}.ipynb")]
        for name, text in instead(folder, self.pipeline.released, missing) if missing else ():
            note(text, name if known else "")
        if not known:
            self._tell_outcomes([Outcome(student, "", "nothing")], submission.findings)
            return None
        submission.names = [path.stem for path in known]
        submission.digests = self._digests(folder, known)
        self.converter.notebooks = [str(path) for path in notebooks]
        self.converter.run_pre_convert_hook()
        submission.without_points = dict.fromkeys(missing, "missing")
        digest = hashlib.sha256(self.files_hash.encode())
        for path in known:
            try:
                data = files.read_file(path, bounds.NOTEBOOK)
                digest.update(data)
                with limited():
                    key = NotebookKey(student, self.assignment, path.stem)
                    prepared = self.pipeline.prepare(data, key, str(folder))
            except OSError:
                raise
            except UnreadableError as error:
                submission.without_points[path.stem] = "unreadable"
                note(f"{error}{CLEAR}" if isinstance(error, files.TooLargeError) else str(error), path.stem)
                continue
            except Exception as error:  # a notebook with which nbgrader's steps fail does not stop the class
                self._fail(submission, f"{path.name} cannot be prepared ({type(error).__name__}: {error})")
                return None
            for text, cell in (
                [] if self.options.strict else unusual.code(prepared.text, self.pipeline.released[path.stem])
            ):
                note(text, path.stem, cell, "unusual")
            for text in [] if self.options.strict else meanings.others(prepared.text, self._meanings(path.stem)):
                note(text, path.stem, "", "unusual")
            for repair in prepared.repairs[: files.NAMED]:
                note(repair.text, path.stem, repair.cell, "repair")
            if len(prepared.repairs) > files.NAMED:
                note(f"{len(prepared.repairs) - files.NAMED} more cells were repaired.", path.stem, kind="repair")
            submission.notebooks.append(_notebook_task(path.stem, prepared))
        submission.files, left_out = self._beside(folder)
        submission.files, left = files.without_conflicts(submission.files, self._source_files())
        for text in [
            *left_out,
            *(f"{name} was left out: the assignment has another file of this name." for name in left),
        ]:
            note(text)
        for name, data in sorted(submission.files.items()):
            digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + data)
        submission.key = digest.hexdigest()
        return submission

    # ------------------------------------------------------------------------------------- what comes back

    def _take(self, running: dict[Future[SubmissionResult], _Submission], until: int) -> None:
        """Save results as they come, until at most so many submissions are still running."""
        while len(running) > until:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                submission = running[future]
                try:
                    result = future.result()
                except WorkerError as error:
                    self._fail(submission, str(error))
                else:
                    self._keep(submission, result)
                    self._save(submission, result)
                del running[future]

    def _not_run(self, submission: _Submission) -> SubmissionResult:
        """Return the result of a submission without notebooks to run, or in a course that does not run them."""
        notebooks = {task.name: NotebookResult(task.text, "graded", [], [], [], {}) for task in submission.notebooks}
        return SubmissionResult(submission.student, notebooks)

    def _pending_file(self, submission: _Submission) -> Path:
        return self.pending / f"{submission.key}-{submission.mark}.json"

    def _keep(self, submission: _Submission, result: SubmissionResult) -> None:
        """Write a worker's result to a file in ``pending``."""
        document = dataclasses.asdict(result)
        document["files"] = {name: base64.b64encode(data).decode() for name, data in result.files.items()}
        path = self._pending_file(submission)
        try:
            write_whole(path, json.dumps(document).encode("utf-8", "surrogatepass"), replace=True)
        except OSError as error:
            if files.is_full(error):
                raise CourseError(_cannot_write(path, error)) from error

    def _kept(self, submission: _Submission) -> SubmissionResult | None:
        """Return the result for the same submission from a run that was interrupted; None if there is none."""
        try:
            document = json.loads(self._pending_file(submission).read_text("utf-8", "surrogatepass"))
            document["files"] = {name: base64.b64decode(data) for name, data in document["files"].items()}
            notebooks = document.pop("notebooks")
            for notebook in notebooks.values():
                notebook["seconds"] = {int(cell_index): value for cell_index, value in notebook["seconds"].items()}
            return SubmissionResult(
                notebooks={name: NotebookResult(**each) for name, each in notebooks.items()}, **document
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _fail(self, submission: _Submission, problem: str) -> None:
        """Report that a submission could not be graded; the next run tries again."""
        student = submission.student

        def write() -> None:
            create = self.converter.create_student
            self.writer.register(self.assignment, student, submission.submitted, create=create)

        try:
            self.writer.save(write)
        except MissingEntry:
            self._fail_unknown(student, _no_student(student))
            return
        text = f"The grader failed: {problem}. Grade again; if it fails again, look at the notebook by hand."
        outcomes = [Outcome(student, name, "failed") for name in submission.names or [""]]
        self._tell_outcomes(outcomes, [*submission.findings, SubmissionFinding(student, "", "", "note", text)])

    def _fail_unknown(self, student: str, text: str) -> None:
        """Report that a submission belongs to nobody in the gradebook."""
        self._tell_outcomes([Outcome(student, "", "failed")], [SubmissionFinding(student, "", "", "note", text)])

    def _save(self, submission: _Submission, result: SubmissionResult) -> None:
        """Write the scores of a submission into the gradebook, and its files into the course."""
        student, assignment = submission.student, self.assignment
        graded: dict[str, str] = {}
        found: list[SubmissionFinding] = []
        scores: list[dict[str, Any]] = []

        def write() -> None:
            graded.clear()
            found.clear()
            late = self.writer.register(assignment, student, submission.submitted, create=self.converter.create_student)
            if late > 0:
                found.append(SubmissionFinding(student, "", "", "note", f"The submission is {late:.0f} seconds late."))
            self.writer.score_zero(assignment, student, submission.without_points)
            for name, run in result.notebooks.items():
                notebook = unpack(run.text)
                texts = [f"The outputs of cell {index + 1} had no sound form." for index in make_valid(notebook)]
                found.extend(
                    SubmissionFinding(student, name, "", "tampering", text) for text in (*run.tampering, *texts)
                )
                made = unusual.made(run.made, self.pipeline.released[name])
                found.extend(SubmissionFinding(student, name, "", "unusual", text) for text in (*run.unusual, *made))
                found.extend(SubmissionFinding(student, name, "", "note", text) for text in run.notes)
                whole = NotebookKey(student, assignment, name)
                place, there = (name, assignment, student), self._goal(student) / f"{name}.ipynb"
                by_hand = MarkedByHand(self.writer.gradebook, place, there)
                finished = self.pipeline.finish(notebook, whole, self.writer, str(submission.folder))
                by_hand.keep(finished.text)
                graded[name] = finished.text
                found.extend(
                    SubmissionFinding(student, name, note.cell, note.kind, note.text) for note in finished.notes
                )
            scores[:] = self.writer.scores(assignment, student)

        path = self.pending / f"{self._pending_file(submission).stem}-files"
        left: list[str] = []

        def save() -> None:
            with limited():
                write()
            left[:] = self._write_files(path, submission, result, graded)

        try:
            self.writer.save(save)
            found.extend(SubmissionFinding(student, "", "", "note", text) for text in [*result.notes, *left])
            found.extend(self._pages(submission, result))
            outcomes, cells = self._outcomes(submission, result, scores)
        except MissingEntry:
            self._fail_unknown(student, _no_student(student))
            return
        except CourseError:
            raise
        except Exception as error:
            self._fail_to_save(submission, path, error)
            return
        findings = submission.findings + found
        self._put_rows(student, outcomes, findings, cells)
        rows = [(student, name, digest) for name, digest in submission.digests.items()]
        self.handed_in.put(student, submission.digests, rows)
        submission.files, submission.notebooks = {}, []  # which may be large, and are not needed any more
        self._saved.append(_Saved(submission, path, outcomes, findings, cells, scores))
        self._settle()

    def _fail_to_save(self, submission: _Submission, path: Path, error: Exception) -> None:
        """Report that the result of a submission could not be saved; outputs that cannot be do not stop the class.

        Raises:
            CourseError: the disk is full.
        """
        if isinstance(error, OSError) and files.is_full(error):
            raise CourseError(_cannot_write(path, error)) from error
        shutil.rmtree(path, ignore_errors=True)
        problem = f"the result cannot be saved ({type(error).__name__}: {error})"
        if isinstance(error, OSError):
            name = files.shown(str(error.filename or self._goal(submission.student)), 300)
            problem = f"it cannot write {name} ({files.reason(error)})"
        self._fail(submission, problem)

    def _settle(self, *, everything: bool = False) -> None:
        """Write the tables, and move the files of saved submissions into place, if it is time for it.

        Raises:
            CourseError: the tables cannot be written, or the disk is full.
        """
        tables = (self.status, self.findings, self.seconds, self.handed_in)
        if not everything and self._unwritten <= sum(table.size for table in tables) // TABLES_AT_ONCE:
            return
        for table in tables:
            try:
                table.write()
            except OSError as error:
                raise CourseError(_cannot_write(table.path, error)) from error
        saved, self._saved, self._unwritten = self._saved, [], 0
        for each in saved:
            try:
                self._install(each.path, each.submission.student)
            except Exception as error:
                self._fail_to_save(each.submission, each.path, error)
                continue
            self._pending_file(each.submission).unlink(missing_ok=True)
            self.converter.run_post_convert_hook()
            self.result.scores += each.scores
            self.result.cells += each.cells
            self._tell(each.outcomes, each.findings)

    def _write_files(
        self, path: Path, submission: _Submission, result: SubmissionResult, graded: dict[str, str]
    ) -> list[str]:
        """Write all graded files of a submission into a new folder; return sentences about what was left out.

        Raises:
            OSError: the disk is full.
        """
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        for name, text in graded.items():
            (path / f"{name}.ipynb").write_text(text, "utf-8", "replace")
        given = {self._kept_as(name): data for name, data in submission.files.items()} | self._source_files()
        own = {f"{name}.ipynb".casefold() for name in self.pipeline.released} | {"timestamp.txt"}
        written = {
            self._kept_as(name): data
            for name, data in result.files.items()
            if name.partition("/")[0].casefold() not in own
        }
        left = files.LeftOut()
        changed = {name: data for name, data in written.items() if name in given}
        files.write_folder(path, given | changed, left)
        new, conflicting = files.without_conflicts({name: written[name] for name in written.keys() - given}, given)
        for name in conflicting:
            left.add(name, "the code has put a folder in the place of a file, or the reverse")
        files.write_folder(path, dict(sorted(new.items())), left)
        return left.sentences()

    def _kept_as(self, name: str) -> str:
        """Return the name under which a file is kept, so that no browser opens a learner's file as a page."""
        return name if name in self._source_files() else safe_file_name(name)

    def _pages(self, submission: _Submission, result: SubmissionResult) -> list[SubmissionFinding]:
        """Return a finding for each file that a browser would have opened as a page."""
        found = []
        for name in sorted({*submission.files, *result.files}):
            if self._kept_as(name) != name:
                text = (
                    f"A browser would open {files.shown(name)} as a page; with .txt behind its name it opens as text."
                )
                found.append(SubmissionFinding(submission.student, "", "", "active", text))
        return found

    def _source_files(self) -> dict[str, bytes]:
        if not hasattr(self, "_files"):
            self._files = self._released_files()
        return self._files

    def _install(self, path: Path, student: str) -> None:
        """Move graded files into place."""
        goal = self._goal(student)
        goal.parent.mkdir(parents=True, exist_ok=True)
        if self.options.notebooks != "*" and goal.exists():
            for file in sorted(path.rglob("*")):
                if file.is_file():
                    target = goal / file.relative_to(path)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    file.replace(target)
            shutil.rmtree(path)
        else:
            old = path.with_name(f"{path.name}-old")
            shutil.rmtree(old, ignore_errors=True)
            if goal.exists():
                goal.rename(old)
            path.rename(goal)
            shutil.rmtree(old, ignore_errors=True)
        self.converter.set_permissions(self.assignment, student)

    # ------------------------------------------------------------------------------------- what is reported

    def _outcomes(
        self, submission: _Submission, result: SubmissionResult, scores: list[dict[str, Any]]
    ) -> tuple[list[Outcome], list[dict[str, Any]]]:
        """Return the results for the notebooks of a submission, and the seconds of their cells."""
        states = submission.without_points | {name: run.status for name, run in result.notebooks.items()}
        outcomes, cells = [], []
        for name in sorted(states):
            rows = [row for row in scores if row["notebook"] == name]
            outcome = Outcome(
                submission.student,
                name,
                states[name],
                score=sum(row["score"] or 0 for row in rows),
                points=sum(row["points"] or 0 for row in rows),
            )
            run = result.notebooks.get(name)
            if run is not None:
                outcome.seconds = sum(run.seconds.values())
                for cell_index, seconds in run.seconds.items():
                    cell = {"student": submission.student, "notebook": name, "cell": cell_index + 1, "seconds": seconds}
                    cells.append(cell)
            outcomes.append(outcome)
        return outcomes, cells

    def _tell_outcomes(self, outcomes: list[Outcome], findings: list[SubmissionFinding]) -> None:
        """Write the results of notebooks without scores to the tables, and report them."""
        self._put_rows(outcomes[0].student, outcomes, findings, [])
        self._settle()
        self._tell(outcomes, findings)

    def _tell(self, outcomes: list[Outcome], findings: list[SubmissionFinding]) -> None:
        self.result.findings += findings
        for outcome in outcomes:
            self._tell_outcome(outcome)

    def _tell_outcome(self, outcome: Outcome) -> None:
        self.result.outcomes.append(outcome)
        self.tell({"event": "notebook"} | dataclasses.asdict(outcome))

    def _open_tables(self) -> None:
        """Open the tables; they keep the rows of earlier runs."""
        columns = [column.name for column in dataclasses.fields(SubmissionFinding)]
        self.status = Table(self.own / "status.csv", ["student", "notebook", "status", "in words", "score", "points"])
        self.findings = Table(self.own / "findings.csv", columns)
        self.seconds = Table(self.own / "seconds.csv", ["student", "notebook", "cell", "seconds"])
        self.handed_in = Table(self.own / "handed-in.csv", ["student", "notebook", "sha256"])

    def _put_rows(
        self, student: str, outcomes: list[Outcome], findings: list[SubmissionFinding], cells: list[dict[str, Any]]
    ) -> None:
        """Put the results of a learner's notebooks into the tables."""
        self._unwritten += 1
        names = [outcome.notebook for outcome in outcomes]
        status = [
            (each.student, each.notebook, each.status, each.description, each.score, each.points) for each in outcomes
        ]
        self.status.put(student, names, status)
        self.findings.put(student, names, [dataclasses.astuple(each) for each in findings])
        self.seconds.put(student, names, [tuple(cell.values()) for cell in cells])

    def _tidy_up(self, students: set[str]) -> None:
        """Remove pending results of submissions that have changed since; those of learners not in this run stay."""
        if self.options.notebooks != "*":
            return
        marks = {_Submission(student, Path(), None).mark for student in students}
        for path in list(self.pending.iterdir()):
            whose = re.fullmatch(r"[0-9a-f]*-([0-9a-f]{16})(-files|-files-old|\.json)?", path.name)
            if whose is None or whose[1] in marks:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _answered(source: Path, released: Mapping[str, ReleasedNotebook]) -> dict[str, frozenset[str]]:
    """Return the names that the answers of the instructor's notebooks define, by notebook."""
    found = {}
    for name, release in released.items():
        try:
            cells = read((source / f"{name}.ipynb").read_bytes()).cells
        except (OSError, UnreadableError):
            continue  # the trial of the solution tells it
        answers = {cell.name for cell in release.cells if cell.solution and cell.kind == "code"}
        texts = [cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") in answers]
        found[name] = frozenset().union(*map(made_by, texts))
    return found


def _read_timestamp(folder: Path) -> datetime.datetime | None:
    """Return when a submission was handed in, in UTC; None if nothing says so.

    Raises:
        CourseError: its time zone is ambiguous, or it is no time.
        UnreadableError: it is not an ordinary file.
        OSError: it may not be read.
    """
    try:
        data = files.read_file(folder / "timestamp.txt", MOST_OF_TIMESTAMP)
    except FileNotFoundError:
        return None
    text = data.decode("utf-8", "replace").strip()
    return read_moment(text, without_zone="UTC") if text else None


def _notebook_task(name: str, prepared: Prepared) -> NotebookTask:
    return NotebookTask(name, prepared.text, prepared.settings, prepared.kernel, prepared.plain, prepared.strictly)


def _entries(folder: Path) -> list[Path]:
    """Return the entries of a folder that are not hidden; none if there is no folder."""
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except FileNotFoundError:
        return []


def _may_be_folder(path: Path) -> bool:
    """Return whether a path is a folder; also if the rights do not allow to find out."""
    try:
        return path.is_dir()
    except OSError:
        return True


def _no_student(student: str) -> str:
    return f"The gradebook has no student {student!r}, and the course does not let the grader add one."


def _cannot_write(path: Path, error: OSError) -> str:
    return (
        f"{path.parent} cannot be written to ({error.strerror}). "
        "Make room or mend the rights, then grade again; what was graded so far is kept."
    )
