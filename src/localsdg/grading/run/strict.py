"""The strict mode: checks never enter the student's interpreter.

Two boxes run a notebook. In one are the learner's cells and those that the instructor has locked; in the other, only
what the instructor wrote: the locked cells and the checks. A check finds the learner's values as copies, and the
learner's functions as stand-ins: a call goes over to the student's process, and what comes back is a copy again. If a
check puts a function of its own in the place of one of the learner's, the learner's other functions call that one.
"""

from __future__ import annotations

import ast
import builtins
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.grading.run.engine import ENVIRONMENT, GRACE, BoxedRun, StoppedError, died

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

    from localsdg.grading.box.limits import Limits
    from localsdg.grading.box.sandbox import Box, Channel
    from localsdg.grading.run.engine import NotebookRun, Settings
    from localsdg.grading.run.release import ReleasedNotebook


@dataclass(frozen=True)
class StrictPlan:
    """How to run a notebook strictly.

    Attributes:
        trusted: the places of the cells that the instructor has locked and that are no checks.
        names: what checks take from the learner.
    """

    trusted: frozenset[int]
    names: tuple[str, ...]


def plan(notebook: NotebookNode, release: ReleasedNotebook) -> StrictPlan:
    """Find out which cells are the instructor's, and which names checks take from the learner."""
    # Only the coordinator plans. A worker imports this module too, and nbgrader would take it two seconds.
    from nbgrader.utils import is_grade, is_locked, is_solution

    trusted, own, checked = set(), set(vars(builtins)), set()
    for cell_index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and is_locked(cell) and not is_solution(cell):
            own |= _made(cell.source)
            if is_grade(cell):
                checked |= _used(cell.source)
            else:
                trusted.add(cell_index)
    for released in release.cells:
        if released.solution and released.kind == "code":
            checked |= _made(released.source)
    return StrictPlan(frozenset(trusted), tuple(sorted(checked - own)))


def _tree(source: str) -> ast.Module:
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _made(source: str) -> set[str]:
    """Return the names that code makes at its outermost level."""
    found = set()
    for node in _tree(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        else:
            found |= {
                each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            }
            found |= {(each.asname or each.name).partition(".")[0] for each in _imports(node)}
    return found


def _imports(node: ast.AST) -> Iterable[ast.alias]:
    return [each for each in ast.walk(node) if isinstance(each, ast.alias)]


def _used(source: str) -> set[str]:
    """Return the names that code uses."""
    return {
        each.id for each in ast.walk(_tree(source)) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def run_strictly(
    box: Box, checker: Box, notebook: NotebookNode, settings: Settings, plan: StrictPlan, limits: Limits
) -> NotebookRun:
    """Run a notebook in two boxes.

    Raises:
        BoxError: a box, not the notebook, has failed.
    """
    return _StrictRun(box, checker, notebook, settings, plan, limits).run()


class _StrictRun(BoxedRun):
    def __init__(
        self, box: Box, checker: Box, notebook: NotebookNode, settings: Settings, plan: StrictPlan, limits: Limits
    ) -> None:
        super().__init__(box, notebook, settings, limits)
        self.checker_box = checker
        self.plan = plan

    def run(self) -> NotebookRun:
        self.checker_box.wait_until_ready()
        self.checker = self.checker_box.start(ENVIRONMENT)
        try:
            return super().run()
        finally:
            self.checker.close()
            self.checker_box.end()

    def _look_for_tampering(self, channel: Channel, cell: NotebookNode) -> None:
        """Nothing in the student's process decides about points."""

    def _look_at_value(self, cell: NotebookNode, value: Any) -> None:
        """Only what the instructor wrote has shown it."""

    def _cell(self, channel: Channel, cell: NotebookNode, cell_index: int) -> dict[str, Any]:
        if cell_index in self.plan.trusted:
            self._ask(self.checker, {"code": cell.source, "cell": None, "history": False})
            self._answer(self.checker, self._deadline(cell_index), "__reply__")
        if cell_index not in self.settings.checks:
            return super()._cell(channel, cell, cell_index)
        self.room = self.limits.output
        deadline = self._deadline(cell_index)
        self._send(channel, {"describe": list(self.plan.names)})
        described = self._answer(channel, deadline, "__described__")
        self._send(self.checker, {"bind": described if isinstance(described, dict) else {}, "names": self.plan.names})
        self._answer(self.checker, deadline, "__bound__")
        self._ask(self.checker, {"code": cell.source, "cell": cell.get("id"), "history": True})
        while True:
            try:
                message = self._receive(self.checker, deadline + GRACE)
            except TimeoutError:
                raise self._slow() from None
            if isinstance(message, list) and message[0] == "__call__":
                self._send(self.checker, self._call(channel, message[1], cell, cell_index, deadline))
            elif (reply := self._take(message, cell, cell_index)) is not None:
                return reply

    def _deadline(self, cell_index: int) -> float:
        return min(
            time.monotonic() + (self.settings.timeouts[cell_index] or self.limits.notebook), self.end_of_notebook
        )

    def _slow(self) -> StoppedError:
        stopped = StoppedError("timeout", "CellTimeoutError", "a check took too long and was ended")
        stopped.error = {"status": "error", **self.settings.on_timeout}
        return stopped

    def _call(
        self, channel: Channel, call: dict[str, Any], cell: NotebookNode, cell_index: int, deadline: float
    ) -> dict[str, Any]:
        """Have a learner's function called; return what the check is told."""
        self._send(channel, {"call": call})
        interrupted = False
        while True:
            try:
                message = self._receive(channel, deadline)
            except TimeoutError:
                if interrupted or time.monotonic() >= self.end_of_notebook:
                    raise self._slow() from None
                interrupted = True
                self.result.status = "timeout"
                self.result.notes.append(f"Cell {cell_index + 1}: the learner's function took too long.")
                self.box.signal(signal.SIGINT)
                deadline = time.monotonic() + GRACE
                continue
            kind = message[0] if isinstance(message, list) and len(message) >= 2 else None
            if kind == "__result__" and isinstance(message[1], dict):
                result: dict[str, Any] = {"error": ["TimeoutError", "it took too long"]} if interrupted else message[1]
                return {"result": result}
            if kind == "__ask__":
                self._send(self.checker, {"ask": message[1]})
                answer = self._receive(self.checker, deadline)
                if not (isinstance(answer, list) and answer[0] == "__answer__"):
                    raise died()
                self._send(channel, answer[1])
            elif kind == "stream":
                self._take(message, cell, cell_index)
