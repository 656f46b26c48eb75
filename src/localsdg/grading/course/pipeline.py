"""nbgrader's own preprocessors, in memory: those before a notebook is run, and those after it.

They are those that the course's configuration names, with its settings. Only ``Execute`` is replaced, and what nbgrader
does with files and the database between them.
"""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import nbformat
import nbgrader.preprocessors.latesubmissions
import nbgrader.preprocessors.overwritecells
import nbgrader.preprocessors.overwritekernelspec
import nbgrader.preprocessors.saveautogrades
import nbgrader.utils
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.preprocessors import AssignLatePenalties, Execute, OverwriteCells, SaveAutoGrades
from nbgrader.utils import is_grade, is_solution

from localsdg.grading.box.files import NAMED, UnreadableError, shown
from localsdg.grading.course.hardening import Repair, harden, read
from localsdg.grading.course.inert import make_inert
from localsdg.grading.course.reattach import reattach
from localsdg.grading.run.credit import Credit, credit
from localsdg.grading.run.packing import pack
from localsdg.grading.run.release import ReleasedCell, ReleasedNotebook, StandIn
from localsdg.grading.run.strict import plan
from localsdg.grading.run.tasks import Settings, StrictPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nbformat import NotebookNode
    from nbgrader.converters import Autograde

    from localsdg.grading.course.gradebook import Shared

ASKING_THE_RELEASE = (nbgrader.preprocessors.overwritecells, nbgrader.preprocessors.overwritekernelspec)
WRITING = (nbgrader.preprocessors.saveautogrades, nbgrader.preprocessors.latesubmissions)
OPTIONS = ("skip_cells_with_tag", "record_timing", "store_widget_state")
ONLY_PLAIN = ("coalesce_streams", "kernel_name", "extra_arguments", "on_cell_executed", "execute_retries")


REATTACHED = (
    "The cells had lost the descriptions by which nbgrader knows them, as after a converter or Google Colab. They were "
    "known again by their text and order. Look whether each answer stands where it belongs."
)
NOT_KNOWN = (
    "No cell of it is known: it is another notebook, or a program has taken the descriptions of the cells away. Have "
    "the learner copy the answers into the file that was handed out, and hand in that file."
)


@dataclass(frozen=True)
class NotebookKey:
    """The names that identify a submitted notebook: student, assignment, notebook."""

    student: str
    assignment: str
    notebook: str

    def resources(self, database: str, folder: str) -> ResourcesDict:
        """Return the resources that nbgrader's preprocessors get with the notebook."""
        resources = ResourcesDict()
        resources["unique_key"] = self.notebook
        resources["output_files_dir"] = f"{self.notebook}_files"
        resources["nbgrader"] = {
            "student": self.student,
            "assignment": self.assignment,
            "notebook": self.notebook,
            "db_url": database,
        }
        today = datetime.datetime.now(datetime.UTC).strftime("%B %d, %Y")
        resources["metadata"] = ResourcesDict()
        resources["metadata"].update(name=self.notebook, path=folder, modified_date=today)
        return resources


@dataclass
class Prepared:
    """A notebook that is ready to be run."""

    text: str
    settings: Settings
    kernel: str
    plain: dict[str, Any] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    strictly: StrictPlan | None = None


@dataclass(frozen=True)
class CellFinding:
    """What a person should know about a cell: its name (may be empty), the kind of finding, and a sentence."""

    cell: str
    kind: str
    text: str


@dataclass
class Finished:
    """A notebook that was graded, as JSON, and what a person should know about it."""

    text: str
    notes: list[CellFinding] = field(default_factory=list)


@contextlib.contextmanager
def _in_place_of_gradebook(modules: tuple[Any, ...], stand_in: object) -> Iterator[None]:
    originals = [module.Gradebook for module in modules]
    for module in modules:
        module.Gradebook = stand_in
    try:
        yield
    finally:
        for module, original in zip(modules, originals, strict=True):
            module.Gradebook = original


class Pipeline:
    """The preprocessors of an nbgrader course.

    Args:
        converter: nbgrader's converter for the course.
        released: what was released, by the names of the notebooks.
        strict: whether checks are kept out of the students' interpreter.
        own: texts of cells that the instructor wrote; they are shown as they are.
        answered: the names that the instructor's answers define, by notebook; for the strict mode.
        handed_out: returns a notebook as it was handed out, if it is still there.
    """

    def __init__(
        self,
        converter: Autograde,
        released: Mapping[str, ReleasedNotebook],
        *,
        strict: bool = False,
        own: frozenset[str] = frozenset(),
        answered: Mapping[str, frozenset[str]] | None = None,
        handed_out: Callable[[str], NotebookNode | None] = lambda _: None,
    ) -> None:
        self.released = released
        self.own = own | {cell.source for notebook in released.values() for cell in notebook.cells if cell.locked}
        self.strict = strict
        self.answered = answered or {}
        self.handed_out = handed_out
        self.database: str = converter.coursedir.db_url
        exporter = converter.exporter_class(parent=converter, config=converter.config)

        def steps(classes: list[Any]) -> list[Any]:
            exporter._preprocessors = []
            for each in classes:
                exporter.register_preprocessor(each)
            return list(exporter._preprocessors)

        self.format: int = getattr(exporter, "nbformat_version", nbformat.current_nbformat)
        before, after = steps(converter.sanitize_preprocessors), steps(converter.autograde_preprocessors)
        running = [position for position, step in enumerate(after) if isinstance(step, Execute)]
        self.execute: Execute | None = after[running[0]] if running else None
        position = running[0] if running else 0
        self._before = [*before, *after[:position]]
        self._after = after[position + 1 if running else 0 :]
        overwriting = [step for step in before if isinstance(step, OverwriteCells)]
        self._overwrite = overwriting[0] if overwriting else OverwriteCells(parent=converter)
        self._stand_in = StandIn(released)

    @property
    def runs(self) -> bool:
        """Return whether notebooks are run; with ``c.Execute.enabled = False`` their submitted outputs are graded."""
        return self.execute is not None and bool(self.execute.enabled)

    def prepare(self, data: bytes, name: NotebookKey, folder: str = "") -> Prepared:
        """Read, harden and sanitise a notebook that was handed in.

        Raises:
            UnreadableError: it is not a notebook that can be graded.
        """
        doubled: set[str] = set()
        notebook = read(data, doubled)
        release = self.released[name.notebook]
        tag = self.execute.skip_cells_with_tag if self.execute else "skip-execution"
        words = ", ".join(map(shown, sorted(doubled)[:NAMED]))
        twice = f"The file has {words} twice in one place; the last one counts, as in Jupyter. Look what is in it."
        try:
            before = self._recognise(notebook, release)
        except UnreadableError as error:
            raise UnreadableError(f"{error} {twice}" if doubled else str(error)) from None
        before += [Repair("", twice)] if doubled else []
        repairs = [*before, *harden(notebook, release, tag, self._inserted)]
        resources = name.resources(self.database, folder)
        with _in_place_of_gradebook(ASKING_THE_RELEASE, self._stand_in):
            for step in self._before:
                notebook, resources = step(notebook, resources)
        try:
            nbformat.validate(notebook)
        except nbformat.ValidationError as error:
            raise UnreadableError(f"The notebook does not have the form of a notebook: {error.message}") from error
        return Prepared(
            text=pack(notebook),
            settings=self._settings(notebook),
            kernel=_kernel(notebook),
            plain=self._plain_options(),
            repairs=repairs,
            strictly=plan(notebook, release, self.answered.get(name.notebook, frozenset())) if self.strict else None,
        )

    def _recognise(self, notebook: NotebookNode, release: ReleasedNotebook) -> list[Repair]:
        """Give the cells their descriptions again if all have lost them.

        Raises:
            UnreadableError: none can be known again.
        """
        data = [cell.metadata.get("nbgrader") for cell in notebook.cells]
        names = {str(each.get("grade_id")) for each in data if isinstance(each, dict)}
        if not release.cells or names & release.by_name.keys():
            return []
        handed_out = self.handed_out(release.name)
        if handed_out is not None and reattach(notebook, handed_out):
            return [Repair("", REATTACHED)]
        raise UnreadableError(NOT_KNOWN)

    def _inserted(self, cell: ReleasedCell) -> NotebookNode:
        source = _AsSource(cell.name, cell.kind, cell.locked, cell.checksum, cell.source)
        kinds = {"is_solution": cell.solution, "is_task": cell.task}
        inserted: NotebookNode = self._overwrite.missing_cell_transform(source, cell.points, **kinds)
        return inserted

    def _settings(self, notebook: NotebookNode) -> Settings:
        execute = self.execute
        if execute is None:
            return Settings((None,) * len(notebook.cells), frozenset(), {})
        checks = {
            cell_index for cell_index, cell in enumerate(notebook.cells) if is_grade(cell) and not is_solution(cell)
        }  # fmt: skip
        return Settings(
            timeouts=tuple(execute._get_timeout(cell) for cell in notebook.cells),
            checks=frozenset(checks),
            on_timeout=dict(execute.error_on_timeout or {}),
            options={option: getattr(execute, option) for option in OPTIONS},
        )

    def _plain_options(self) -> dict[str, Any]:
        """Return the settings of the course that only the plain engine supports."""
        if self.execute is None:
            return {}
        changed = {name: getattr(self.execute, name) for name in ONLY_PLAIN if name in self.execute.trait_names()}
        own = {name: value for name, value in changed.items() if value != self.execute.traits()[name].default()}
        return {name: value for name, value in own.items() if value}

    def finish(
        self, notebook: NotebookNode, name: NotebookKey, gradebook: Callable[..., Shared], folder: str = ""
    ) -> Finished:
        """Apply the preprocessors after the run, which write the scores into a gradebook; return the graded notebook.

        Args:
            notebook: the notebook that was run; it is changed.
            name: which notebook it is.
            gradebook: replaces nbgrader's class ``Gradebook``.
            folder: where it was run.
        """
        resources = name.resources(self.database, folder)
        with _in_place_of_gradebook(WRITING, gradebook), _with_our_credit(notebook) as notes:
            for step in self._after:
                notebook, resources = step(notebook, resources)
        for cell_index, sentence in make_inert(notebook, self.own):
            metadata = notebook.cells[cell_index].metadata if cell_index >= 0 else {}
            name_of_cell = metadata.get("nbgrader", {}).get("grade_id", "")
            if cell_index >= 0 and not name_of_cell:
                sentence = f"Cell {cell_index + 1}: {sentence}"
            notes.append(CellFinding(name_of_cell, "active", sentence))
        notebook = nbformat.convert(notebook, self.format)
        text: str = nbformat.versions[self.format].writes_json(notebook)  # it is valid: make_valid saw it
        return Finished(text if text.endswith("\n") else text + "\n", notes)

    def finish_without_scores(self, notebook: NotebookNode, name: NotebookKey) -> NotebookNode:
        """Apply the preprocessors after the run, but for those that write into a gradebook."""
        resources = name.resources(self.database, "")
        for step in self._after:
            if not isinstance(step, SaveAutoGrades | AssignLatePenalties):
                notebook, resources = step(notebook, resources)
        return notebook


@dataclass(frozen=True)
class _AsSource:
    """A released cell with the attributes that ``OverwriteCells`` reads."""

    name: str
    cell_type: str
    locked: bool
    checksum: str | None
    source: str


@contextlib.contextmanager
def _with_our_credit(notebook: NotebookNode) -> Iterator[list[CellFinding]]:
    """Replace nbgrader's ``determine_grade`` by ours; yield a list that is filled with findings."""
    notes: list[CellFinding] = []

    def determine_grade(cell: NotebookNode, log: object = None) -> tuple[float | None, float]:
        found = credit_of(cell, notebook)
        if found.why:
            notes.append(CellFinding(cell.metadata.nbgrader.grade_id, found.kind, found.why))
        return found.score, found.points

    original = nbgrader.utils.determine_grade
    nbgrader.utils.determine_grade = determine_grade
    try:
        yield notes
    finally:
        nbgrader.utils.determine_grade = original


def credit_of(cell: NotebookNode, notebook: NotebookNode) -> Credit:
    """Return the credit of a graded cell of a notebook that was run."""
    language = notebook.metadata.get("language_info", {}).get("name", "python")  # set by the kernel that has run it
    return credit(cell, python=language in ("python", "ipython"))


def _kernel(notebook: NotebookNode) -> str:
    """Return the name of the kernel that nbgrader would start: in old notebooks "python" means this Python's own."""
    name: str = notebook.metadata.get("kernelspec", {}).get("name", NATIVE_KERNEL_NAME)
    return NATIVE_KERNEL_NAME if name == "python" else name


def make_valid(notebook: NotebookNode) -> list[int]:
    """Replace outputs that are not valid in a notebook by an error; return the indices of their cells.

    Outputs come from students' code. What no kernel would send must not reach the instructor.
    """
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError:
        pass
    else:
        return []
    invalid: list[int] = []
    for cell_index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        alone = nbformat.v4.new_notebook(cells=[cell])
        alone.nbformat_minor = notebook.nbformat_minor
        try:
            nbformat.validate(alone)
        except nbformat.ValidationError:
            text = "The outputs of this cell were not in the form of a notebook."
            cell.outputs = [nbformat.v4.new_output("error", ename="OutputError", evalue=text, traceback=[text])]
            invalid.append(cell_index)
    return invalid


def message(cell: Any) -> str:
    """Return the error among the outputs of a cell as a text; empty if there is none."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}" if output.evalue else str(output.ename)
    return ""
