"""Restores the structure of the released notebook in one that was handed in, and lists what was repaired.

A notebook is a text file that anybody can edit: cells can be copied, deleted or given another type, tags can keep
checks from running, metadata can be of another version. None of this may stop the class or earn points.
"""

from __future__ import annotations

import codecs
import functools
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat.common import SchemaMismatchError, ValidationError

from localsdg.grading.box import bounds
from localsdg.grading.box.files import UnreadableError
from localsdg.grading.course import schema  # noqa: F401 - makes the checks of nbgrader fast
from localsdg.grading.course.mislaid import ASK, kind_of
from localsdg.grading.run.packing import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from localsdg.grading.run.release import ReleasedCell, ReleasedNotebook

    MakeCell = Callable[[ReleasedCell], NotebookNode]

SCHEMA = 3  # version of nbgrader's metadata of cells
IDENTITY = re.compile(r"[a-zA-Z0-9_-]{1,64}")
WIDGETS = "application/vnd.jupyter.widget-state+json"


@dataclass(frozen=True)
class Repair:
    """A repair: the name of the cell, if nbgrader knows it, and a sentence."""

    cell: str
    text: str


def read(data: bytes, doubled: set[str] | None = None) -> NotebookNode:
    """Read a notebook that somebody handed in.

    Args:
        data: the file.
        doubled: takes the keys that are there twice in one place.

    Raises:
        UnreadableError: it is not a notebook.
    """
    if not data.strip():
        raise UnreadableError("The file is empty.")
    if len(data) > bounds.NOTEBOOK or not bounds.is_readable_at_once(data):
        raise UnreadableError(f"The file is too large: at most {bounds.NOTEBOOK >> 20} MB are read.")
    try:
        document = json.loads(_decoded(data), object_pairs_hook=None if doubled is None else _noting(doubled))
    except UnicodeDecodeError as error:
        if kind := kind_of(data):
            raise UnreadableError(f"The file is {kind}, not a notebook. {ASK}.") from error
        raise UnreadableError(f"The file is not UTF-8 text, as notebooks are (byte {error.start}).") from error
    except RecursionError as error:
        raise UnreadableError("The file is nested too deeply to be a notebook.") from error
    except ValueError as error:
        if kind := kind_of(data):
            raise UnreadableError(f"The file is {kind}, not a notebook. {ASK}.") from error
        raise UnreadableError(f"The file is not a notebook: it is no JSON ({error}).") from error
    if not isinstance(document, dict) or not isinstance(document.get("nbformat"), int):
        raise UnreadableError("The file is JSON, but not a notebook: it has no number nbformat.")
    if not 1 <= document["nbformat"] <= 4:
        raise UnreadableError(f"The notebook is of format {document['nbformat']}; formats 1 to 4 can be read.")
    if (number := _number_of_cells(document)) > bounds.CELLS:
        raise UnreadableError(f"The notebook has {number} cells; at most {bounds.CELLS} are read.")
    if document["nbformat"] == 4:
        _tidy(document)
    weight, depth = bounds.measure(document)
    if depth > bounds.DEPTH:
        raise UnreadableError("The file is nested too deeply to be a notebook.")
    if weight > bounds.CONTENTS:
        most = bounds.CONTENTS >> 20
        raise UnreadableError(f"The notebook holds {weight >> 20} MB beside its outputs; at most {most} MB are read.")
    try:
        text = _text(document)
        notebook = unpack(text) if document["nbformat"] == 4 else nbformat.reads(text, as_version=4)
    except Exception as error:  # old formats are converted by code that trusts them
        raise UnreadableError(f"The notebook cannot be read ({type(error).__name__}: {error}).") from error
    return notebook


def _decoded(data: bytes) -> str:
    """Return the text of a file; programs of Windows write UTF-16, with a mark at the start."""
    return data.decode("utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")


def _noting(doubled: set[str]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """Return a function that makes an object of its pairs, and notes which keys it has twice; the last one counts."""

    def make(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            doubled.update(name for name, number in Counter(name for name, _ in pairs).items() if number > 1)
        return made

    return make


def _number_of_cells(document: dict[str, Any]) -> int:
    """Return how many cells a notebook has; old formats have them in worksheets."""
    sheets = document.get("worksheets")
    parts = [document, *(sheets if isinstance(sheets, list) else [])]
    lists = [part.get("cells") for part in parts if isinstance(part, dict)]
    return sum(len(cells) for cells in lists if isinstance(cells, list))


def _text(document: dict[str, Any]) -> str:
    """Return a document as JSON; unpaired surrogates, which are not valid in UTF-8, are replaced."""
    text = json.dumps(document, ensure_ascii=False)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _tidy(document: dict[str, Any]) -> None:
    """Make a document of format 4 valid; outputs are removed, as they are made anew."""
    if not isinstance(document.get("nbformat_minor"), int) or not 0 <= document["nbformat_minor"] <= 5:
        document["nbformat_minor"] = 5
    if not isinstance(document.get("metadata"), dict):
        document["metadata"] = {}
    data = document["metadata"]
    for name in ("kernelspec", "language_info"):
        if name in data and not (isinstance(data[name], dict) and isinstance(data[name].get("name"), str)):
            del data[name]
    widgets = data.get("widgets")
    state = widgets.get(WIDGETS) if isinstance(widgets, dict) else None
    if "widgets" in data and not (isinstance(state, dict) and isinstance(state.get("state"), dict)):
        del data["widgets"]
    cells = document.get("cells")
    kept: list[dict[str, Any]] = []
    document["cells"] = kept
    seen: set[str] = set()
    for cell in cells if isinstance(cells, list) else []:
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            continue
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        whole: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "metadata": cell["metadata"] if isinstance(cell.get("metadata"), dict) else {},
            "source": source if isinstance(source, str) else "",
        }
        if not isinstance(whole["metadata"].get("tags", []), list):
            del whole["metadata"]["tags"]
        if cell["cell_type"] == "code":
            whole |= {"outputs": [], "execution_count": None}
        elif isinstance(cell.get("attachments"), dict):
            whole["attachments"] = cell["attachments"]
        if document["nbformat_minor"] >= 5:
            identity = cell.get("id")
            if not isinstance(identity, str) or not IDENTITY.fullmatch(identity) or identity in seen:
                identity = next(name for name in _names(len(kept)) if name not in seen)
            seen.add(identity)
            whole["id"] = identity
        kept.append(whole)


def _names(number: int) -> Iterator[str]:
    """Yield possible ids for a new cell, from its number."""
    yield f"cell-{number}"
    step = 0
    while True:
        step += 1
        yield f"cell-{number}-{step}"


def harden(notebook: NotebookNode, release: ReleasedNotebook, skipping_tag: str, insert: MakeCell) -> list[Repair]:
    """Restore type, metadata and presence of the released cells in a notebook.

    Args:
        notebook: the notebook; it is changed.
        release: what was released.
        skipping_tag: the tag that keeps a cell from running.
        insert: makes the cell that replaces a missing graded one, with nbgrader's text.

    Returns:
        The repairs.
    """
    released = release.by_name
    repairs: list[Repair] = []
    seen: set[str] = set()
    for cell in reversed(notebook.cells):
        data = cell.metadata.get("nbgrader")
        if data is None:
            continue
        name = data.get("grade_id") if isinstance(data, dict) else None
        if not isinstance(name, str) or name not in released:
            _unknown(cell, repairs)
        elif name in seen:
            del cell.metadata["nbgrader"]
            repairs.append(Repair(name, "The cell is there more than once; the last one counts."))
        else:
            seen.add(name)
            _restore(cell, released[name], skipping_tag, repairs)
    _put_back(notebook, release, seen, insert, repairs)
    _put_in_order(notebook, release, repairs)
    if not release.kernelspec or release.kernelspec == "{}":
        notebook.metadata.pop("kernelspec", None)
    return repairs


def _put_in_order(notebook: NotebookNode, release: ReleasedNotebook, repairs: list[Repair]) -> None:
    """Put the released cells into the order of the release; cells of one's own keep their places.

    From a check that is run too early, an answer could learn what it should be.
    """
    cells = notebook.cells
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    released = release.by_name
    places = [place for place, name in enumerate(names) if name in released]
    wanted = [cell.name for cell in release.cells if cell.name in set(names)]
    found = [names[place] for place in places]
    if found == wanted:
        return
    moved = {name: cells[place] for name, place in zip(found, places, strict=True)}
    for place, name in zip(places, wanted, strict=True):
        cells[place] = moved[name]
    for name in _moved(found, wanted):
        repairs.append(Repair(name, "The cell was moved; it stands again where it was released."))


def _moved(found: list[str], wanted: list[str]) -> list[str]:
    """Return the fewest names that explain a different order: those outside the longest run that kept its order."""
    place = {name: number for number, name in enumerate(wanted)}
    best: dict[str, list[str]] = {}
    for name in found:
        before = max((run for other, run in best.items() if place[other] < place[name]), key=len, default=[])
        best[name] = [*before, name]
    kept = max(best.values(), key=len)
    return [name for name in found if name not in kept]


@functools.cache
def _validator() -> MetadataValidator:
    """Return nbgrader's validator; each new one reads its schema from a file."""
    return MetadataValidator()


def _is_valid(cell: NotebookNode) -> bool:
    """Return whether nbgrader accepts the metadata of a cell."""
    try:
        _validator().validate_cell(cell)
    except (ValidationError, SchemaMismatchError, TypeError):
        return False
    return True


def _unknown(cell: NotebookNode, repairs: list[Repair]) -> None:
    """Keep nbgrader's metadata of an ordinary cell; remove it where the cell claims to be one of the assignment."""
    data = cell.metadata["nbgrader"]
    ordinary = (
        isinstance(data, dict) and data and not any(data.get(key) for key in ("grade", "solution", "locked", "task"))
    )
    if ordinary and _is_valid(cell):
        return
    del cell.metadata["nbgrader"]
    name = data.get("grade_id") if isinstance(data, dict) else ""
    if name:
        repairs.append(Repair(str(name), "The assignment has no such cell; it is an ordinary one now."))


def _restore(cell: NotebookNode, released: ReleasedCell, skipping_tag: str, repairs: list[Repair]) -> None:
    """Restore type and metadata of a released cell, and remove a tag that keeps it from running."""
    tags = cell.metadata.get("tags", [])
    if skipping_tag in tags:
        cell.metadata["tags"] = [tag for tag in tags if tag != skipping_tag]
        repairs.append(Repair(released.name, f"A tag ({skipping_tag}) would have kept the cell from running."))
    if cell.cell_type != released.kind:
        repairs.append(
            Repair(released.name, f"The cell was turned into {cell.cell_type}; it is {released.kind} again.")
        )
        _retype(cell, released.kind)
    data = cell.metadata["nbgrader"]
    wanted: dict[str, Any] = {"schema_version": SCHEMA, "grade": released.grade}
    wanted |= {"solution": released.solution, "task": released.task}
    if released.points is not None:
        wanted["points"] = released.points
    now = {key: data.get(key, False if key == "task" else None) for key in wanted}
    sound = now == wanted and all(type(now[key]) is type(wanted[key]) for key in ("grade", "solution", "task"))
    if sound and utils.is_locked(cell) == released.locked and _is_valid(cell):
        return
    text = "The description of the cell (points, graded, locked) was changed; the released one counts."
    repairs.append(Repair(released.name, text))
    wanted |= {"grade_id": released.name, "locked": released.locked, "cell_type": released.kind}
    cell.metadata["nbgrader"] = nbformat.from_dict(wanted)


def _retype(cell: NotebookNode, kind: str) -> None:
    cell["cell_type"] = kind
    for name in ("attachments", "outputs", "execution_count"):
        cell.pop(name, None)
    if kind == "code":
        cell["outputs"], cell["execution_count"] = [], None


def _put_back(
    notebook: NotebookNode,
    release: ReleasedNotebook,
    seen: set[str],
    insert: MakeCell,
    repairs: list[Repair],
) -> None:
    """Put missing cells back, each behind the one that it followed in the release."""
    position = 0
    for released in release.cells:
        if released.name in seen:
            names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
            position = names.index(released.name) + 1
            continue
        repairs.append(Repair(released.name, "The cell was missing; it was put back as it was released."))
        if released.grade or released.task:
            cell = nbformat.from_dict(insert(released))
        else:
            data: dict[str, Any] = {"schema_version": SCHEMA, "grade": False, "task": False}
            data["solution"] = released.solution
            data |= {"grade_id": released.name, "locked": released.locked, "cell_type": released.kind}
            new: Any = nbformat.v4.new_code_cell if released.kind == "code" else nbformat.v4.new_markdown_cell
            cell = new(source=released.source, metadata={"nbgrader": data})
            cell.pop("id", None)
        if notebook.nbformat_minor >= 5:
            taken = {each.get("id") for each in notebook.cells}
            cell["id"] = next(name for name in _names(len(notebook.cells)) if name not in taken)
        notebook.cells.insert(position, cell)
        position += 1
