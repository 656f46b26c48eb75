"""The template of a box: imports once what notebooks import, then forks one child for each notebook. Linux.

It is started by ``warmkernel/launcher.py`` and needs only ipykernel, so nothing of this package is in a student's
interpreter. The child is ipykernel's own kernel object; only its messages go over a socket pair instead of ZeroMQ. In a
sandbox this program is process 1: the students' code, of the same user, cannot trace or kill it.

Over the control channel the worker asks:

- ``{"do": "prepare", "files": {path: base64}, "shipped": [path]}``: empty the folders and write these files, of which
  some came with the assignment; ``{}``;
- ``{"do": "start", "environment", "limits", "memory"}`` with a socket: fork a child that answers over it; ``{"pid"}``;
- ``{"do": "signal", "number"}``: send the child a signal; no answer;
- ``{"do": "end"}``: kill the child and all it has left behind; ``{"status", "others", "over"}``;
- ``{"do": "collect", "most", "number"}``: ``{"files", "left"}``, new and changed files, and what is left out.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import time
from typing import Any, NoReturn

from localsdg.grading.box.inside.cells import run_notebook
from localsdg.grading.box.inside.guard import Guard
from localsdg.grading.box.inside.kernel import format_traceback, make_kernel, warm_up
from localsdg.grading.box.inside.processes import descendants, hold_more
from localsdg.grading.box.inside.workspace import Workspace
from localsdg.warmkernel.channel import Channel, ChannelError
from localsdg.warmkernel.forkserver import (
    BACKEND,
    PR_SET_CHILD_SUBREAPER,
    ForkServer,
    die_with_parent,
    import_if_installed,
    prctl,
)

WATCH = 0.2  # seconds between two looks at the memory of all processes of a notebook
FAILED = 70  # exit status of a child that the template, not the notebook, has ended


class NotebookTemplate(ForkServer):
    """The loop that does what the worker asks.

    Args:
        control: leads to the worker.
        folders: all that a notebook may write into; the first is the one it works in.
        kept: what the sandbox shows within these folders.
        preload: the modules to import before the first notebook.
    """

    def __init__(self, control: Channel, *, folders: list[str], kept: list[str], preload: list[str]) -> None:
        super().__init__()
        self.control = control
        self.workspace = Workspace(folders, kept)
        self.in_sandbox = self.pid == 1
        os.environ.setdefault("MPLBACKEND", BACKEND)  # before matplotlib is imported
        installed = [name for name in preload if import_if_installed(name)]
        self.kernel = make_kernel()
        warm_up(installed)
        format_traceback(self.kernel.shell)
        self.guard = Guard(self.kernel.shell)
        self.child = 0
        self.status: int | None = None
        self.memory = 0  # bytes that the processes of the notebook may hold together
        self.over = False  # whether they held more
        launcher = importlib.util.find_spec("ipykernel_launcher")
        self.launcher = str(launcher.origin if launcher else "")

    def prepare(self, request: dict[str, Any]) -> dict[str, Any]:
        """Empty the folders and write the files of a submission."""
        self.workspace.prepare(request["files"], request["shipped"])
        return {}

    def collect(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the files that are new or changed, and what there is to say about those that are left out."""
        files, left_out = self.workspace.collect(request["most"], request["number"])
        return {"files": files, "left": left_out}

    def start(self, request: dict[str, Any]) -> dict[str, Any]:
        """Fork the child for a notebook."""
        (descriptor,) = self.control.take_descriptors(1)
        channel = Channel(socket.socket(fileno=descriptor))
        self.memory, self.over = request["memory"], False
        self.set_readable(True)  # the child's memory can be looked at from its first moment
        self.child = self.fork()
        if self.child == 0:
            try:
                self.control.close()
                own = {"folder": self.workspace.folders[0], "shipped": self.workspace.shipped}
                run_notebook(channel, self.kernel, self.guard, request | own | {"launcher": self.launcher})
            finally:
                os._exit(FAILED)
        self.set_readable(False)  # nothing of the student's runs before the answer
        channel.close()
        return {"pid": self.child}

    def watch(self) -> None:
        """Kill all processes of the notebook when together they hold more memory than is allowed."""
        if hold_more(descendants(), self.workspace.folders if self.in_sandbox else [], self.memory):
            self.over = True
            self.kill_all()

    def kill_all(self) -> None:
        """Kill the child and all that it has left behind."""
        for _ in range(1000):
            processes = [] if self._is_alone() else descendants()
            if self.child and self.child not in processes:
                processes.append(self.child)
            processes = [process for process in processes if not self._has_ended(process)]
            if not processes:
                break
            for process in processes:
                self.kill(process)
            time.sleep(0.002)

    @staticmethod
    def _is_alone() -> bool:
        """Return whether no process of a notebook is left: those whose parents have ended are children of this one."""
        try:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return True
        return False

    def _has_ended(self, process: int) -> bool:
        """Reap a process if it is an exited child of this one; return whether it was, and record the child's status."""
        try:
            status = self.reap(process)
        except ChildProcessError:
            return process == self.child
        if status is not None and process == self.child:
            self.status, self.child = status, 0
        return status is not None

    def end(self, _: dict[str, Any]) -> dict[str, Any]:
        """Kill what is left of a notebook."""
        self.status = None
        for _attempt in range(1000 if self.child else 0):
            self.kill(self.child)
            if self._has_ended(self.child):
                break
            time.sleep(0.001)
        others = [] if self._is_alone() else descendants()
        self.kill_all()
        return {"status": self.status, "others": len(others), "over": self.over}

    def run(self) -> NoReturn:
        """Do what the worker asks, until it closes the channel."""
        answers = {"prepare": self.prepare, "start": self.start, "end": self.end, "collect": self.collect}
        while True:
            if self.child and not self.control.can_receive(WATCH):
                self.watch()
                continue
            try:
                request = self.control.receive()
            except ChannelError:
                self.kill_all()
                os._exit(0)
            if request["do"] == "signal":
                if self.child:
                    with contextlib.suppress(OSError):
                        os.kill(self.child, request["number"])
                continue
            try:
                answer = answers[request["do"]](request)
            except OSError as error:
                answer = {"failed": f"{type(error).__name__}: {error}"}
            self.control.send(answer)


def main(control: socket.socket, *, folders: list[str], kept: list[str], preload: list[str]) -> None:
    """Be a template until the worker closes the control socket; the arguments are those of ``NotebookTemplate``."""
    die_with_parent()
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    channel = Channel(control, descriptors=1)
    template = NotebookTemplate(channel, folders=folders, kept=kept, preload=preload)
    template.seal()
    channel.send({"ready": True, "language": template.kernel.language_info, "process": os.getpid()})
    template.run()
