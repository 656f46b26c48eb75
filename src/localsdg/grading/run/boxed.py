"""Runs the cells of one notebook in a box.

The process in the box is the learner's. Each of its messages is checked for its form and size before it is used.
"""

from __future__ import annotations

import base64
import contextlib
import copy
import datetime
import re
import secrets
import signal
import time
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient.client import NotebookClient
from nbclient.output_widget import OutputWidget

from localsdg.grading.box import bounds, files
from localsdg.grading.box.sandbox import READING
from localsdg.grading.run.credit import TRUTH, last_expression, read_number, text_of, used_names
from localsdg.grading.run.engine import ENVIRONMENT, GRACE, NotebookRun, record_error
from localsdg.warmkernel.channel import ChannelError

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from localsdg.grading.box.limits import Limits
    from localsdg.grading.box.sandbox import Box
    from localsdg.grading.run.tasks import Settings
    from localsdg.warmkernel.channel import Channel

KINDS = {
    "stream", "display_data", "execute_result", "error", "clear_output", "update_display_data", "comm_open", "comm_msg",
    "comm_close", "execute_input", "status", "debug_event",
}  # fmt: skip
MOST_SEEN = 100  # sentences about one notebook
SILENT = {"execute_input", "status", "debug_event"}


class StoppedError(Exception):
    """The notebook cannot go on.

    Attributes:
        status: the reason, as in ``NotebookRun.status``.
        error: the reply with an error that the cell, and each one after it, gets.
    """

    def __init__(self, status: str, name: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.error = {"status": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}


class BoxedRun:
    """Runs one notebook in a box."""

    def __init__(self, box: Box, notebook: NotebookNode, settings: Settings, limits: Limits) -> None:
        self.box = box
        self.settings = settings
        self.limits = limits
        self.client = NotebookClient(notebook, **settings.options)
        self.client.widget_registry = {"@jupyter-widgets/output": {"OutputModel": _Outputs}}
        self.result = NotebookRun(notebook)
        self.room = 0
        self.whole_room = limits.outputs
        self.earlier = 0
        self.request = self.parent = self.guard_request = ""

    def run(self) -> NotebookRun:
        """Run it.

        Raises:
            BoxError: the box, not the notebook, has failed.
        """
        notebook, result = self.result.notebook, self.result
        self.box.wait_until_ready()
        notebook.metadata["language_info"] = nbformat.from_dict(copy.deepcopy(self.box.language))
        self.end_of_notebook = time.monotonic() + self.limits.notebook
        stopped: StoppedError | None = None
        channel = self.box.start(ENVIRONMENT)
        ended = None
        try:
            for cell_index, cell in enumerate(notebook.cells):
                if not self._is_run(cell):
                    continue
                begun = time.monotonic()
                times = _Times()
                cell.outputs = []
                self.client.clear_before_next_output = False
                reply: dict[str, Any]
                try:
                    if stopped:
                        raise stopped
                    if cell_index in self.settings.checks:
                        self._look_for_tampering(channel, cell)
                    reply = self._cell(channel, cell, cell_index)
                except StoppedError as error:
                    if stopped is None:
                        stopped = error
                        ended = self.box.end()
                        if ended.over:
                            stopped = _too_much_memory(self.limits)
                        result.status = stopped.status
                        result.notes.append(f"Cell {cell_index + 1}: {stopped}.")
                    reply = dict(stopped.error)
                record_error(cell, reply)
                if self.client.record_timing:
                    cell["metadata"]["execution"] = times.end()
                result.seconds[cell_index] = time.monotonic() - begun
            if stopped is None and self.settings.checks:
                self._look_at_the_end(channel)
        finally:
            channel.close()
            if ended is None:
                ended = self.box.end()
        if ended.others and not stopped:
            result.notes.append(f"{ended.others} processes that the notebook had left behind were ended.")
        try:
            self.client.set_widgets_metadata()
        except (AttributeError, TypeError, ValueError, KeyError):
            result.tampering.append("The notebook sent descriptions of widgets that no library sends.")
        return result

    def _is_run(self, cell: NotebookNode) -> bool:
        """Return whether a cell is to be run: code, not empty, without the tag that skips it."""
        tagged = self.client.skip_cells_with_tag in cell.metadata.get("tags", [])
        return cell.cell_type == "code" and bool(cell.source.strip()) and not tagged

    def _cell(self, channel: Channel, cell: NotebookNode, cell_index: int) -> dict[str, Any]:
        """Run a cell; return the content of the kernel's reply."""
        timeout = self.settings.timeouts[cell_index]
        deadline = min(time.monotonic() + (timeout or self.limits.notebook), self.end_of_notebook)
        self.room = self.limits.output
        self.earlier = sum(len(each.get("outputs", [])) for each in self.result.notebook.cells)
        check = cell_index in self.settings.checks
        flags = {"check": check, "locked": bool(cell.metadata.get("nbgrader", {}).get("locked"))}
        self._ask(channel, {"code": cell.source, "cell": cell.get("id"), "history": True} | flags)
        interrupted = False
        while True:
            try:
                message = self._receive(channel, deadline)
            except TimeoutError:
                if time.monotonic() >= self.end_of_notebook:
                    text = f"the notebook took longer than {self.limits.notebook:g} seconds"
                    raise StoppedError("timeout", "NotebookTimeoutError", text) from None
                if interrupted:
                    stopped = StoppedError("timeout", "CellTimeoutError", "a cell could not be interrupted")
                    stopped.error = {"status": "error", **self.settings.on_timeout}
                    raise stopped from None
                interrupted = True
                self.box.signal(signal.SIGINT)
                deadline = time.monotonic() + GRACE
                continue
            if (reply := self._take(message, cell, cell_index)) is not None:
                if not interrupted:
                    return reply
                self.result.status = "timeout"
                self.result.notes.append(f"Cell {cell_index + 1}: it took longer than {timeout:g} seconds.")
                return {"status": "error", **self.settings.on_timeout}

    def _ask(self, channel: Channel, request: dict[str, Any]) -> None:
        """Send code to be run, with a secret name that only the reply to it can repeat."""
        self.request, self.parent = secrets.token_hex(8), secrets.token_hex(8)
        self._send(channel, request | {"request": self.request, "parent": self.parent})

    def _send(self, channel: Channel, message: object) -> None:
        try:
            channel.send(message, seconds=READING)
        except ChannelError:
            raise died() from None

    def _receive(self, channel: Channel, deadline: float) -> Any:
        """Return the next message.

        Raises:
            TimeoutError: there is none until the deadline.
            StoppedError: it is too long, or the process has ended.
        """
        try:
            while True:
                message = channel.receive(deadline, max(self.limits.output * 2, 1 << 16))
                if not (isinstance(message, list) and len(message) == 2 and message[0] == "__seen__"):
                    return message
                self._take_seen(str(message[1])[:200])
        except OverflowError:
            raise _too_much_output(self.limits) from None
        except ChannelError:
            raise died() from None

    def _take(self, message: Any, cell: NotebookNode, cell_index: int) -> dict[str, Any] | None:
        """Process a message of the notebook's process; return its content if it is the reply to the cell."""
        if not (isinstance(message, list) and 2 <= len(message) <= 3 and isinstance(message[0], str)):
            self._strange()
            return None
        kind, content = message[:2]
        if kind == "__reply__":
            if not _is_reply(content) or content.pop("request", None) != self.request:
                self._strange()
                return None
            self._count(kind, content, [], cell)
            cell["execution_count"] = content.pop("execution_count")
            value = content.pop("value", None)
            if cell_index in self.settings.checks and content["status"] == "ok":
                self._look_at_value(cell, value)
            reply: dict[str, Any] = content
            return reply
        if kind in SILENT or (kind == "clear_output" and cell_index in self.settings.checks):
            return None  # outputs of a check decide about points; code of an answer could clear them
        if kind not in KINDS or not _is_sound(kind, content):
            self._strange()
            return None
        buffers = message[2] if len(message) == 3 else []
        self._count(kind, content, buffers, cell)
        whole = {
            "msg_type": kind,
            "header": {"msg_type": kind},
            "parent_header": {"msg_id": self.parent},
            "metadata": {},
            "content": content,
        }
        try:
            whole["buffers"] = [base64.b64decode(buffer) for buffer in buffers]
            self.client.process_message(whole, cell, cell_index)
        except (AttributeError, TypeError, ValueError, KeyError, IndexError):
            self._strange()
            return None
        return None

    def _count(self, kind: str, content: dict[str, Any], buffers: Any, cell: NotebookNode) -> None:
        """Add a message to the size of the outputs of the cell and of the notebook.

        Raises:
            StoppedError: they are too large.
        """
        weight, depth = bounds.measure([content, buffers])
        if kind == "stream":
            weight = len(content["text"])
        elif kind == "update_display_data":  # it is written into every output of this name
            weight *= 1 + self._outputs_named(content.get("transient"))
        self.room -= weight
        self.whole_room -= weight
        if self.room < 0 or depth > bounds.DEPTH:
            raise _too_much_output(self.limits)
        if self.whole_room < 0 or self.earlier + len(cell.outputs) >= bounds.OUTPUTS:
            most = f"{self.limits.outputs >> 20} MB, or {bounds.OUTPUTS} outputs"
            raise StoppedError("output", "OutputLimitError", f"the notebook put out more than {most}")

    def _outputs_named(self, transient: object) -> int:
        """Return how many outputs an update of a display changes."""
        name = transient.get("display_id") if isinstance(transient, dict) else None
        return sum(map(len, self.client._display_id_map.get(str(name), {}).values()))

    def _look_at_value(self, cell: NotebookNode, value: Any) -> None:
        """Compare the value that a check has shown with the one that its last expression has.

        Code of an answer can change how values are shown. If they differ, the check gets its own value.
        """
        kind, number = (value.get("kind"), value.get("number")) if isinstance(value, dict) else (None, None)
        shown = [output for output in cell.outputs if output.output_type == "execute_result"]
        text = text_of(shown[-1]) if shown else ""
        read = float(TRUTH[text]) if text in TRUTH else read_number(text)
        if not shown and (kind is None or last_expression(cell.source) is None):
            return
        own = "<no value>" if kind is None else f"<a value of the type {str(kind)[:100]}>"
        if isinstance(number, int | float):
            own = repr(float(number))
        if not shown:
            cell.outputs.append(nbformat.v4.new_output("execute_result", {"text/plain": own}))
        elif kind is None or (
            read is not None and not (isinstance(number, int | float) and abs(number - read) <= 0.01)
        ):
            shown[-1]["data"]["text/plain"] = own
        else:
            return
        self.result.tampering.append(
            f"A check has shown {files.shown(text) or 'nothing'}, but its value is {files.shown(own)}."
        )

    def _strange(self) -> None:
        """Note that the notebook's process sent a message without the form that kernels give it."""
        text = "The notebook's process sent a message that no kernel sends."
        if text not in self.result.tampering:
            self.result.tampering.append(text)

    def _look_for_tampering(self, channel: Channel, cell: NotebookNode) -> None:
        """Before a check, verify that guarded objects are unmodified and that a canary assertion still fails."""
        deadline = min(time.monotonic() + 10, self.end_of_notebook)
        try:
            self._ask_guard(channel, used_names(cell.source))
            code, name, text = _canary()
            self._ask(channel, {"code": code, "cell": None, "history": False})
            self._take_findings(self._answer(channel, deadline, "__guard__"))
            reply = self._answer(channel, deadline, "__reply__")
        except TimeoutError:
            raise StoppedError("timeout", "CellTimeoutError", "the kernel did not answer between two cells") from None
        failed = isinstance(reply, dict) and (reply.get("status"), reply.get("ename")) == ("error", name)
        if not (failed and reply.get("evalue") == text):
            self.result.tampering.append("A check that had to fail did not fail.")

    def _ask_guard(self, channel: Channel, names: list[str]) -> None:
        self.guard_request = secrets.token_hex(8)
        self._send(channel, {"guard": names, "request": self.guard_request})

    def _look_at_the_end(self, channel: Channel) -> None:
        """After the last check, ask what has changed while it ran."""
        with contextlib.suppress(StoppedError, TimeoutError):
            self._ask_guard(channel, [])
            self._take_findings(self._answer(channel, min(time.monotonic() + 10, self.end_of_notebook), "__guard__"))

    def _take_seen(self, text: str) -> None:
        """Record what the code has looked at."""
        if text not in self.result.unusual and len(self.result.unusual) < MOST_SEEN:
            self.result.unusual.append(text)

    def _take_findings(self, answer: Any) -> None:
        """Record what the guard has found."""
        changed, others, made = _guard_findings(answer)
        for name in changed[:20]:
            self.result.tampering.append(f"The code has changed {str(name)[:100]}.")
        for name in others[:20]:
            text = f"The code has given another meaning to {str(name)[:100]}, which a check uses."
            self.result.unusual.append(text)
        self.result.made += [str(name)[:100] for name in made[:20]]

    def _answer(self, channel: Channel, deadline: float, kind: str) -> Any:
        """Return the content of the next message of a kind; others, such as output of threads, are dropped."""
        for _ in range(1000):
            message = self._receive(channel, deadline)
            if isinstance(message, list) and len(message) >= 2 and message[0] == kind:
                content = message[1]
                token = message[2] if kind == "__guard__" and len(message) == 3 else None
                if kind == "__guard__" and token != self.guard_request:
                    self._strange()
                    continue
                if kind != "__reply__" or (isinstance(content, dict) and content.get("request") == self.request):
                    return content
                self._strange()
        raise _too_much_output(self.limits)


class _Outputs(OutputWidget):
    """A widget that takes outputs away from the cell, as ``interact`` does; nobody looks at what it then shows."""

    def sync_state(self) -> None:
        """No-op: nbclient would tell the kernel, for a browser."""

    def output(self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int) -> None:
        """Take an output, up to the number that a notebook may have."""
        if len(self.outputs) < bounds.OUTPUTS:
            super().output(outs, msg, display_id, cell_index)


class _Times:
    """The times of a cell, in the form in which nbclient records them."""

    def __init__(self) -> None:
        self.begun = _now()

    def end(self) -> NotebookNode:
        busy = {"iopub.status.busy": self.begun, "iopub.execute_input": self.begun}
        ended: NotebookNode = nbformat.from_dict(busy | {"iopub.status.idle": _now(), "shell.execute_reply": _now()})
        return ended


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def died() -> StoppedError:
    """Return the error for a process that has ended."""
    return StoppedError("died", "DeadKernelError", "the kernel died")


def _too_much_output(limits: Limits) -> StoppedError:
    return StoppedError("output", "OutputLimitError", f"a cell put out more than {limits.output >> 20} MB")


def _too_much_memory(limits: Limits) -> StoppedError:
    return StoppedError("memory", "MemoryLimitError", f"the notebook used more than {limits.memory >> 20} MB of memory")


def _canary() -> tuple[str, str, str]:
    """Return an assertion that must fail, in one of many forms, and the name and text of its error.

    It calls no functions: a learner who names a number ``sum`` has made a mistake, and the guard watches functions.
    """
    first, second, token = secrets.randbelow(10**6), 10**6 + secrets.randbelow(10**6), secrets.token_hex(4)
    name = f"value_{secrets.token_hex(3)}"
    return secrets.choice(
        (
            (f"assert {first} == {second}, '{token}'", "AssertionError", token),
            (f"assert {second} - {first} < 1e-9, '{token}'", "AssertionError", token),
            (f"assert {first} in [{second}], '{token}'", "AssertionError", token),
            (f"assert not '{name}', '{token}'", "AssertionError", token),
            (f"assert {first} > {second} or None, '{token}'", "AssertionError", token),
            (f"assert {{'{name}': {first}}} == {{'{name}': {second}}}, '{token}'", "AssertionError", token),
            (f"raise ValueError('{token}')", "ValueError", token),
        )
    )


def _guard_findings(answer: Any) -> tuple[list[Any], list[Any], list[Any]]:
    """Return what has changed, names with another meaning, and what the learner has made."""
    if isinstance(answer, list) and len(answer) == 3 and all(isinstance(each, list) for each in answer):
        return answer[0], answer[1], answer[2]
    return ["the answer about itself"], [], []


def _is_reply(content: Any) -> bool:
    """Return whether the content of a message has the form of a kernel's reply."""
    if not isinstance(content, dict) or not isinstance(content.get("execution_count"), int | None):
        return False
    return content.get("status") == "ok" or (content.get("status") == "error" and _is_error(content))


def _is_error(content: dict[str, Any]) -> bool:
    """Return whether the content of a message has the form of an error."""
    texts = [content.get("ename"), content.get("evalue")]
    traceback = content.get("traceback")
    return isinstance(traceback, list) and all(isinstance(text, str) for text in [*texts, *traceback])


def _is_sound(kind: str, content: Any) -> bool:
    """Return whether the content of a message has the form that kernels give it."""
    if not isinstance(content, dict):
        return False
    if kind == "stream":
        return content.get("name") in ("stdout", "stderr") and isinstance(content.get("text"), str)
    if kind == "error":
        return _is_error(content)
    if kind in ("display_data", "execute_result", "update_display_data"):
        data = content.get("data")
        return isinstance(data, dict) and isinstance(content.get("metadata", {}), dict) and _is_bundle(data)
    return True


def _is_bundle(data: dict[str, Any]) -> bool:
    """Return whether each representation of an output is text; JSON may be structured."""
    return all(isinstance(value, str) or re.search(r"json", kind) for kind, value in data.items())
