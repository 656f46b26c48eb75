"""The strict mode: checks never run in the student's interpreter.

Two boxes run a notebook. One runs the learner's cells and those that the instructor has locked; the other, only what
the instructor wrote: the locked cells and the checks. A check finds the learner's values as copies, and the
learner's functions as stand-ins: a call goes over to the student's process, and what comes back is a copy again. If a
check replaces one of the learner's functions by its own, the learner's other functions call that one.
"""

from __future__ import annotations

import ast
import builtins
import signal
import time
from typing import TYPE_CHECKING, Any

from localsdg.grading.run.boxed import BoxedRun, StoppedError, died
from localsdg.grading.run.engine import ENVIRONMENT, GRACE
from localsdg.grading.run.source import syntax_tree
from localsdg.grading.run.tasks import StrictPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

    from localsdg.grading.box.limits import Limits
    from localsdg.grading.box.sandbox import Box
    from localsdg.grading.run.engine import NotebookRun
    from localsdg.grading.run.release import ReleasedNotebook
    from localsdg.grading.run.tasks import Settings
    from localsdg.warmkernel.channel import Channel

OUR_FRAMES = "grading/box/inside/exchange.py"


def plan(notebook: NotebookNode, release: ReleasedNotebook, answered: frozenset[str] = frozenset()) -> StrictPlan:
    """Return which cells are the instructor's, and which names checks use that the learner defines.

    Args:
        notebook: the learner's notebook.
        release: what was released.
        answered: the names that the instructor's own answers define. A check that uses one of them means the
            learner's, also if another check has a variable of that name.
    """
    # Only the coordinator plans. A worker imports this module too, and nbgrader would take it two seconds.
    from nbgrader.utils import is_grade, is_locked, is_solution

    trusted, own, checked = set(), set(vars(builtins)), set()
    of_checks: set[str] = set()
    for cell_index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and is_locked(cell) and not is_solution(cell):
            if is_grade(cell):
                checked |= _used(cell.source)
                of_checks |= made_by(cell.source)
            else:
                own |= made_by(cell.source)
                trusted.add(cell_index)
    for released in release.cells:
        if released.solution and released.kind == "code":
            checked |= made_by(released.source)
    return StrictPlan(frozenset(trusted), tuple(sorted(checked - own - (of_checks - answered))))


def made_by(source: str) -> set[str]:
    """Return the names that code defines at its top level."""
    found = set()
    tree = syntax_tree(source)
    for node in tree.body if tree else ():
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
    tree = syntax_tree(source)
    names = [each for each in ast.walk(tree) if isinstance(each, ast.Name)] if tree else []
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


class StrictRun(BoxedRun):
    """Runs one notebook in two boxes, the learner's and that of the checks."""

    def __init__(
        self, box: Box, checker: Box, notebook: NotebookNode, settings: Settings, plan: StrictPlan, limits: Limits
    ) -> None:
        super().__init__(box, notebook, settings, limits)
        self.checker_box = checker
        self.plan = plan

    def run(self) -> NotebookRun:
        """Run it.

        Raises:
            BoxError: a box, not the notebook, has failed.
        """
        self.checker_box.wait_until_ready()
        self.checker = self.checker_box.start(ENVIRONMENT)
        try:
            return super().run()
        finally:
            self.checker.close()
            self.checker_box.end()

    def _look_for_tampering(self, channel: Channel, cell: NotebookNode) -> None:
        """No-op: checks run in the other sandbox."""

    def _look_at_the_end(self, channel: Channel) -> None:
        """No-op, for the same reason."""

    def _take_seen(self, text: str) -> None:
        """No-op, for the same reason."""

    def _look_at_value(self, cell: NotebookNode, value: Any) -> None:
        """No-op: only the instructor's code can have shown the value."""

    def _take(self, message: Any, cell: NotebookNode, cell_index: int) -> dict[str, Any] | None:
        """Process a message; a learner is shown the check and her own line, not the frames of the grader between."""
        content = message[1] if isinstance(message, list) and len(message) > 1 else None
        if cell_index in self.settings.checks and isinstance(content, dict):
            lines = content.get("traceback")
            if isinstance(lines, list):
                content["traceback"] = [line for line in lines if OUR_FRAMES not in str(line)]
        return super()._take(message, cell, cell_index)

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

    def _answer(self, channel: Channel, deadline: float, kind: str) -> Any:
        """Return the content of the next message of a kind; values that take too long are the learner's.

        Raises:
            StoppedError: they do.
        """
        try:
            return super()._answer(channel, deadline, kind)
        except TimeoutError:
            raise self._slow() from None

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
        """Have a learner's function called in the learner's process; return the message that the check gets."""
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
                try:
                    answer = self._receive(self.checker, deadline)
                except TimeoutError:
                    raise self._slow() from None
                if not (isinstance(answer, list) and answer[0] == "__answer__"):
                    raise died()
                self._send(channel, answer[1])
            elif kind == "stream":
                self._take(message, cell, cell_index)
