"""Runs the cells of one notebook in a forked child, as the worker asks for them.

Requests come over the notebook's channel, each is answered before the next one is read:

- ``{"code", "cell", "history", "check", "locked", "request", "parent"}``: run a cell; messages of the kernel, then
  ``__reply__``;
- ``{"guard": names, "request"}``: what has changed of what checks rely on; ``__guard__``;
- ``__seen__`` comes whenever the code has looked where checks are;
- in the strict mode ``{"describe": names}``, ``{"call"}`` and ``{"bind", "names"}``: see ``exchange``.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import importlib
import inspect
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside.exchange import Exchange
from localsdg.grading.box.inside.finder import installed_first
from localsdg.grading.box.inside.last_value import LastValue
from localsdg.grading.box.inside.streams import OutStream, hide, wire
from localsdg.grading.box.inside.watch import Watch
from localsdg.warmkernel.channel import ChannelError
from localsdg.warmkernel.forkserver import seed_numpy

if TYPE_CHECKING:
    from localsdg.grading.box.inside.guard import Guard
    from localsdg.warmkernel.channel import Channel


NOT_ENDED = "The check was not run to its end."
# The functions of this module use these, whatever a notebook has replaced.
globals()["__builtins__"] = dict(vars(builtins))


def run_notebook(channel: Channel, kernel: Any, guard: Guard, wanted: dict[str, Any]) -> None:
    """Be the kernel of one notebook, until the worker closes the channel.

    Args:
        channel: leads to the worker.
        kernel: ipykernel's kernel object.
        guard: knows the state before the notebook.
        wanted: the environment, folder and limits of the notebook, and the files that the assignment ships.
    """
    os.environ.update(wanted["environment"])
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    # The template leaves no compiled files behind; a kernel does.
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    os.chdir(wanted["folder"])
    kernel.shell.user_ns["_dh"][:] = [Path.cwd()]  # where %cd - and %dhist begin
    app: Any = importlib.import_module("ipykernel.kernelapp").IPKernelApp.instance()
    app.init_path()  # modules beside the notebook are found
    guard.remember(wanted["shipped"], wanted["folder"])
    sys.meta_path.insert(0, installed_first(wanted["folder"], guard))
    connection = f"{tempfile.gettempdir()}/kernel.json"  # as nbclient starts a kernel; programs may look at it
    sys.argv = [wanted["launcher"], "-f", connection, "--HistoryManager.hist_file=:memory:"]
    for name, value in wanted["limits"].items():
        limit = getattr(resource, name)
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    seed_numpy()
    wire.open(channel)
    hide()
    sys.stdout, sys.stderr = OutStream("stdout"), OutStream("stderr")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    loop = asyncio.new_event_loop()  # not asyncio.run, which would install an interrupt handler of its own
    asyncio.set_event_loop(loop)
    watch = Watch(kernel.shell)
    watch.begin(list(wanted["shipped"]))
    loop.run_until_complete(_Cells(channel, kernel, guard, watch).serve())


class _Cells:
    """Answers the requests of the worker."""

    def __init__(self, channel: Channel, kernel: Any, guard: Guard, watch: Watch) -> None:
        self.channel = channel
        self.kernel = kernel
        self.guard = guard
        self.watch = watch
        self.exchange = Exchange(channel, kernel.shell.user_ns)
        self.last = LastValue(kernel.shell, guard.met)

    async def serve(self) -> None:
        """Answer requests; the notebook's own tasks go on while none is there."""
        while True:
            await self.channel.arrival()
            try:
                request = self.channel.receive()
            except ChannelError:
                os._exit(0)
            if "code" in request:
                await self._run(request)
            else:
                wire.put(self._answer(request))

    def _answer(self, request: dict[str, Any]) -> list[object]:
        """Return the answer to a request that is no cell."""
        if "guard" in request:
            changed, others = self.guard.changed(), self.guard.other_meanings(request["guard"])
            return ["__guard__", [changed, others, self.guard.made(self.watch.modules)], request["request"]]
        if "describe" in request:
            return ["__described__", self.exchange.describe(request["describe"])]
        if "call" in request:
            return ["__result__", self.exchange.call(request["call"])]
        return ["__bound__", self.exchange.bind(request["bind"], request["names"])]

    async def _run(self, request: dict[str, Any]) -> None:
        """Run a cell, and send the reply of the kernel."""
        kernel, shell = self.kernel, self.kernel.shell
        names_before = dict(shell.user_ns)
        kernel._forward_input(False)
        header = {"msg_id": request["parent"], "msg_type": "execute_request"}  # a widget takes outputs by this name
        kernel.set_parent([], {"header": header, "parent_header": {}, "metadata": {}, "content": {}})
        mode = shell.InteractiveTB.mode
        if not request["history"]:
            shell.InteractiveTB.set_mode("Minimal")  # nobody reads it; colours take long
        try:
            result = await self._run_code(request)
        finally:
            kernel._restore_input()
            shell.InteractiveTB.set_mode(mode)
        self.guard.remember_meanings(names_before, locked=request.get("locked", False))
        sys.stdout.flush()
        sys.stderr.flush()
        wire.drain()
        reply = _reply(shell, result)
        if reply["status"] == "ok" and request.get("check") and not self.last.has_ended:
            reply |= {"status": "error", "ename": "CheckError", "evalue": NOT_ENDED, "traceback": [NOT_ENDED]}
        wire.put(["__reply__", reply | {"request": request["request"], "value": self.last.value}])
        shell.payload_manager.clear_payload()

    async def _run_code(self, request: dict[str, Any]) -> Any:
        """Run the code of a cell as ipykernel does; return IPython's result."""
        shell, code = self.kernel.shell, request["code"]
        transformed, problem = code, None
        try:
            transformed = shell.transform_cell(code)
        except Exception:
            problem = sys.exc_info()
        # For a traceback, Python looks through all modules for one that was read from this file: there is none.
        inspect.modulesbyfile[shell.compile.get_code_name(code, transformed, shell.execution_count)] = ""
        options = {"store_history": request["history"], "silent": False, "cell_id": request["cell"]}
        is_check = request.get("check", False)
        hidden = self.watch.of_cell(locked=request.get("locked", False), is_check=is_check)
        seen = self.guard.of_check() if is_check else contextlib.nullcontext()
        with seen, self.last.of_check(is_check), hidden:
            if not shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=problem):
                return shell.run_cell(code, **options)
            result = await shell.run_cell_async(
                code, **options, transformed_cell=transformed, preprocessing_exc_tuple=problem
            )
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
            return result


def _text(failure: BaseException) -> str:
    try:
        return str(failure)
    except Exception:  # an error of the learner's own may not be able to say what it is
        return ""


def _reply(shell: Any, result: Any) -> dict[str, Any]:
    """Return the content of the kernel's reply after a cell."""
    failure = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
    reply: dict[str, Any] = {"status": "ok"}
    if failure is not None or getattr(shell, "_last_traceback_during_displayhook", False):
        name, value = type(failure).__name__, _text(failure)
        reply = {"status": "error", "ename": name, "evalue": value, "traceback": shell._last_traceback or []}
    return reply | {"execution_count": shell.execution_count - 1}
