"""The plain engine: nbclient with an ordinary kernel, for kernels of other languages and unusual settings.

In the sandbox the kernel speaks over sockets in a folder instead of the network. A cell that takes too long cannot be
interrupted there; it ends the notebook.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from localsdg.grading.box.files import read_folder
from localsdg.grading.box.sandbox import WORK, BoxError, font_cache, python_program
from localsdg.grading.run.engine import ENVIRONMENT, NotebookRun, record_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

    from localsdg.grading.box.limits import Limits
    from localsdg.grading.box.sandbox import Sandbox
    from localsdg.grading.run.tasks import NotebookTask

FONTS = "/home/student/fonts"  # of matplotlib, which warns if it cannot write there
OPTIONS = {"interrupt_on_timeout": True, "allow_errors": True, "raise_on_iopub_timeout": True}


def is_needed(kernel: str, options: Mapping[str, Any]) -> bool:
    """Return whether a notebook needs the plain engine: its kernel is not the ipykernel of this Python.

    Raises:
        BoxError: this computer has no such kernel.
    """
    if options:
        return True
    try:
        arguments = KernelSpecManager().get_kernel_spec(kernel).argv
    except NoSuchKernel:
        raise BoxError(f"there is no kernel {kernel!r} on this computer; install it, then grade again") from None
    program = shutil.which(arguments[0]) or arguments[0]
    own = os.path.abspath(program) == str(python_program()) or arguments[0] == "python"  # noqa: PTH100
    return not (own and arguments[1:3] in (["-m", "ipykernel_launcher"], ["-Xfrozen_modules=off", "-m"]))


class PlainEngine:
    """Runs the notebooks of a submission in a folder of their own.

    Args:
        limits: what a notebook may use.
        sandbox: what the sandbox hides; None for no sandbox.
        number: the number of the box.
        files: the files of the submission.
    """

    def __init__(self, limits: Limits, sandbox: Sandbox | None, number: int, files: Mapping[str, bytes]) -> None:
        self.limits, self.sandbox, self.number = limits, sandbox, number
        self.base = Path(tempfile.mkdtemp(prefix="plain-"))
        self.folder = self.base / "work"
        self.folder.mkdir()
        for name, data in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for folder, _, names in os.walk(self.base):  # the user of the sandbox is another one
            Path(folder).chmod(0o777)
            for name in names:
                Path(folder, name).chmod(0o666)
        self.given = files

    def collect(self) -> tuple[dict[str, bytes], list[str]]:
        """Return the files that notebooks have written, and sentences about others; remove the folder."""
        most = self.limits.kept + sum(map(len, self.given.values()))
        found, left = read_folder(self.folder, (), most)
        with contextlib.suppress(RecursionError):
            shutil.rmtree(self.base, ignore_errors=True)
        return {name: data for name, data in found.items() if self.given.get(name) != data}, left

    def run(self, notebook: NotebookNode, task: NotebookTask) -> NotebookRun:
        """Run a notebook; see ``Engine``."""
        from nbgrader.preprocessors import Execute

        result, settings = NotebookRun(notebook), task.settings
        begun: dict[int, float] = {}
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        manager = self._manager()
        end = time.monotonic() + self.limits.notebook

        def timeout(cell: NotebookNode) -> int:
            cell_index = next(index for index, each in enumerate(notebook.cells) if each is cell)
            begun[cell_index] = time.monotonic()
            own = settings.timeouts[cell_index] or self.limits.notebook
            return max(1, int(min(own, end - time.monotonic())))

        def done(cell: NotebookNode, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
            result.seconds[cell_index] = time.monotonic() - begun.get(cell_index, time.monotonic())
            Execute.on_cell_executed(execute, cell=cell, cell_index=cell_index, execute_reply=execute_reply)
            if execute_reply["content"].get("ename") == settings.on_timeout.get("ename"):
                result.status = "timeout"
                result.notes.append(f"Cell {cell_index + 1}: it took too long.")

        wanted = OPTIONS | dict(settings.options) | task.plain | {"error_on_timeout": dict(settings.on_timeout)}
        execute = Execute(kernel_manager_class=manager, **wanted)
        execute.timeout_func = timeout
        execute.on_cell_executed = done
        os.environ.update(ENVIRONMENT)
        try:
            execute.preprocess(notebook, {"metadata": {"path": str(self.folder)}})
        except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
            self._give_up(result, error, begun)
        except OSError as error:
            raise BoxError(f"the kernel cannot be started ({error})") from error
        finally:
            loop.close()
        return result

    def _give_up(self, result: NotebookRun, error: Exception, begun: Mapping[int, float]) -> None:
        """Add an error to the cell during which the kernel ended, and to those after it."""
        if not begun:
            raise BoxError(f"the kernel does not start ({error})") from error
        last = max(begun)
        slow = isinstance(error, CellTimeoutError) or time.monotonic() - begun[last] >= 1
        result.status = "timeout" if slow else "died"
        text = "the kernel died, or took too long and was ended"
        result.notes.append(f"Cell {last + 1}: {text}.")
        for cell in result.notebook.cells[last:]:
            if cell.cell_type == "code" and cell.source.strip():
                lines = [f"DeadKernelError: {text}"]
                record_error(cell, {"status": "error", "ename": "DeadKernelError", "evalue": text, "traceback": lines})

    def _manager(self) -> type[AsyncKernelManager]:
        """Return a class of kernel managers that start their kernel in the sandbox, if there is one."""
        if self.sandbox is None:
            return AsyncKernelManager
        sockets = Path(tempfile.mkdtemp(prefix="sockets-", dir=self.base))
        sockets.chmod(0o777)  # the user of the sandbox is another one
        arguments = self.sandbox.command(self.limits, self.number)
        insert_at = arguments.index("--chdir")
        shown = ["--bind", str(self.folder), WORK, "--perms", "0755", "--dir", str(self.base)]
        shown += ["--bind", str(sockets), str(sockets), "--perms", "0777", "--dir", FONTS]
        for file in Path(font_cache() or os.devnull).glob("*.json"):
            shown += ["--ro-bind", str(file), f"{FONTS}/{file.name}"]
        arguments[insert_at:insert_at] = [*shown, "--setenv", "MPLCONFIGDIR", FONTS]
        limits = self.limits.of_a_process()
        names = {"RLIMIT_AS": "as", "RLIMIT_NPROC": "nproc", "RLIMIT_FSIZE": "fsize", "RLIMIT_CPU": "cpu"}
        arguments += [str(shutil.which("prlimit")), *(f"--{name}={limits[each]}" for each, name in names.items())]

        class BoxedKernelManager(AsyncKernelManager):
            """Starts its kernel in the sandbox; they speak over sockets in a folder."""

            def __init__(self, **options: Any) -> None:
                super().__init__(**options)
                self.transport, self.ip = "ipc", str(sockets / "kernel")
                self.connection_file = str(sockets / "connection.json")

            def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
                (sockets / "connection.json").chmod(0o644)
                return [*arguments, *super().format_kernel_cmd(extra_arguments)]

        return BoxedKernelManager
