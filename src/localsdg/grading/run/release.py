"""The released version of an assignment: the cells of each notebook with their points and texts.

nbgrader's preprocessors read it from the gradebook, cell by cell. Here it is read once, and a stand-in for the
gradebook answers from memory; so notebooks can be prepared without a database as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import (
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode
    from nbgrader.api import Gradebook
    from traitlets.config import Config


@dataclass(frozen=True)
class ReleasedCell:
    """A cell with metadata of nbgrader.

    Attributes:
        name: its grade id.
        kind: "code", "markdown" or "raw".
        locked: whether the released text replaces what a learner hands in.
        checksum: nbgrader's checksum of the released cell; for a check, of the cell with its hidden tests.
        source: its text; for a check, with its hidden tests.
        points: what it is worth; None if it is not graded.
        grade: whether it is graded, by a machine or, if it is also a solution, by a person.
        solution: whether the learner answers in it.
        task: whether it is a task that a person marks.
    """

    name: str
    kind: str
    locked: bool
    checksum: str | None
    source: str
    points: float | None
    grade: bool
    solution: bool
    task: bool


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook of an assignment: its cells in their order, and its kernel as JSON."""

    name: str
    kernelspec: str | None
    cells: tuple[ReleasedCell, ...]

    @property
    def by_name(self) -> dict[str, ReleasedCell]:
        """Return the cells by their names."""
        return {cell.name: cell for cell in self.cells}


def from_gradebook(gradebook: Gradebook, assignment: str) -> dict[str, ReleasedNotebook]:
    """Return the notebooks of an assignment by their names.

    Raises:
        MissingEntry: the gradebook has no such assignment.
    """
    found = {}
    for notebook in gradebook.find_assignment(assignment).notebooks:
        grade, task = (
            {cell.name: cell.max_score for cell in cells} for cells in (notebook.grade_cells, notebook.task_cells)
        )
        solution = {cell.name for cell in notebook.solution_cells}
        cells = tuple(
            ReleasedCell(
                name=cell.name,
                kind=cell.cell_type,
                locked=cell.locked,
                checksum=cell.checksum,
                source=cell.source,
                points=(grade | task).get(cell.name),
                grade=cell.name in grade,
                solution=cell.name in solution,
                task=cell.name in task,
            )
            for cell in notebook.source_cells
        )
        found[notebook.name] = ReleasedNotebook(notebook.name, notebook.kernelspec, cells)
    return found


def from_source(name: str, notebook: NotebookNode, config: Config | None = None) -> ReleasedNotebook:
    """Return what nbgrader would put into the gradebook for a source notebook with solutions and hidden tests."""
    resources = {"nbgrader": {"notebook": name, "assignment": "", "student": ".", "db_url": ""}}
    for step in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        notebook, resources = step(config=config).preprocess(notebook, resources)
    cells = []
    for cell in notebook.cells:
        grade, solution, task = utils.is_grade(cell), utils.is_solution(cell), utils.is_task(cell)
        if grade or solution or task or utils.is_locked(cell):
            data = cell.metadata.nbgrader
            points = float(data["points"]) if grade or task else None
            cells.append(
                ReleasedCell(
                    name=data["grade_id"],
                    kind=cell.cell_type,
                    locked=utils.is_locked(cell),
                    checksum=data.get("checksum"),
                    source=cell.source,
                    points=points,
                    grade=grade,
                    solution=solution,
                    task=task,
                )
            )
    return ReleasedNotebook(name, json.dumps(notebook.metadata.get("kernelspec", {})), tuple(cells))


class StandIn:
    """Replaces the gradebook for nbgrader's preprocessors, which only read from it."""

    def __init__(self, notebooks: Mapping[str, ReleasedNotebook]) -> None:
        self._notebooks = {
            name: SimpleNamespace(
                kernelspec=notebook.kernelspec,
                source_cells=[_as_source(cell) for cell in notebook.cells],
                grade_cells=[_as_graded(cell) for cell in notebook.cells if cell.grade],
                solution_cells=[_as_graded(cell) for cell in notebook.cells if cell.solution],
                task_cells=[_as_graded(cell) for cell in notebook.cells if cell.task],
            )
            for name, notebook in notebooks.items()
        }

    def __call__(self, *_: object, **__: object) -> StandIn:
        """Return itself; nbgrader calls its class ``Gradebook`` with the address of a database."""
        return self

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def find_notebook(self, notebook: str, assignment: str) -> Any:
        """Return a notebook.

        Raises:
            MissingEntry: it was not released.
        """
        if notebook not in self._notebooks:
            raise MissingEntry(f"No such notebook: {assignment}/{notebook}")
        return self._notebooks[notebook]

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return the text of a cell.

        Raises:
            MissingEntry: it was not released.
        """
        return _find(name, self.find_notebook(notebook, assignment).source_cells)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return the points of a cell.

        Raises:
            MissingEntry: it was not released, or is not graded.
        """
        found = self.find_notebook(notebook, assignment)
        return _find(name, [*found.grade_cells, *found.task_cells])


def _as_source(cell: ReleasedCell) -> Any:
    return SimpleNamespace(
        name=cell.name, cell_type=cell.kind, locked=cell.locked, checksum=cell.checksum, source=cell.source
    )


def _as_graded(cell: ReleasedCell) -> Any:
    return SimpleNamespace(name=cell.name, max_score=cell.points)


def _find(name: str, cells: list[Any]) -> Any:
    for cell in cells:
        if cell.name == name:
            return cell
    raise MissingEntry(f"No such cell: {name}")
