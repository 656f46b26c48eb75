"""What all engines have in common. An engine runs the notebooks of one submission.

A notebook that comes back is what nbgrader's own run would have made, with one repair: when a kernel dies or does not
stop, the cells before keep their outputs and those after get an error, so that the learner has a row in the gradebook.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import nbformat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

    from localsdg.grading.run.tasks import NotebookTask

GRACE = 3.0  # seconds for a cell to end after it was interrupted
ENVIRONMENT = {"NBGRADER_EXECUTION": "autograde"}


@dataclass
class NotebookRun:
    """A notebook that was run.

    Attributes:
        notebook: the notebook with its outputs.
        status: "graded", or the reason why the run ended early: "timeout", "died", "output" or "memory".
        notes: sentences about what happened.
        tampering: sentences about signs that the code tried to change its own mark; a person should look at them.
        unusual: sentences about what could deceive a check, but may be an honest mistake.
        seconds: how long each cell took, by its index.
        made: methods of the learner's classes that decide what equals what ("Point.__eq__"), and modules of the learner
            ("helper.py"), when a check was run.
    """

    notebook: NotebookNode
    status: str = "graded"
    notes: list[str] = field(default_factory=list)
    tampering: list[str] = field(default_factory=list)
    unusual: list[str] = field(default_factory=list)
    seconds: dict[int, float] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)


class Engine(Protocol):
    """Runs the notebooks of one submission, one after the other, in a folder that they share."""

    def run(self, notebook: NotebookNode, task: NotebookTask) -> NotebookRun:
        """Run a notebook.

        Args:
            notebook: the notebook; its outputs are replaced.
            task: how it is to be run.

        Raises:
            BoxError: the engine, not the notebook, has failed.
        """
        ...

    def collect(self) -> tuple[dict[str, bytes], list[str]]:
        """Return the files that the notebooks have written, and sentences about those that are not kept."""
        ...


def record_error(cell: NotebookNode, reply: Mapping[str, Any]) -> None:
    """Add the error of a reply to the outputs unless it is there; so a check that did not run to its end earns 0."""
    if reply["status"] != "error":
        return
    if any(output.output_type == "error" and output.ename == reply["ename"] for output in cell.outputs):
        return
    lines = list(reply["traceback"]) or ["ERROR: An error occurred while showtraceback was disabled"]
    cell.outputs.append(nbformat.v4.new_output("error", ename=reply["ename"], evalue=reply["evalue"], traceback=lines))
