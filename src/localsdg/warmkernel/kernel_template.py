"""The template of warm kernels: imports what kernels import, then forks a real ipykernel for each request. Linux.

It is started by ``launcher.py``, so that no kernel holds a module of this package. When it forks there is no Python
thread in it, no event loop and no ZeroMQ context; the kernel makes its own, as always.

One connection is one kernel:

1. client: ``{"arguments", "folder", "environment"}``, with the descriptors of standard input, output and error;
2. template: ``{"refused": reason}``, and that is the end; or the new kernel, when it is ready: ``{"pid"}``, or why it
   could not start: ``{"refused", "taken"}``, the latter if another program has one of its ports;
3. template, when the kernel has ended: ``{"status"}``, as in ``subprocess.Popen.returncode``.

When the client closes the connection or ends, the process group of its kernel is killed.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import errno
import gc
import importlib
import io
import os
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from localsdg.warmkernel import launcher
from localsdg.warmkernel.channel import Channel, ChannelError
from localsdg.warmkernel.client import Inherited, descends, standing
from localsdg.warmkernel.forkserver import ForkServer, seed_numpy
from localsdg.warmkernel.imported import Imported, RefusedError

MORE_TEMPLATES = 3  # for other environments; each holds about 100 MB
REQUEST = 1 << 20  # bytes of a request
PATIENCE = 5.0  # seconds in which a client must have sent its request


# --------------------------------------------------------------------------------------------------------- the kernel


_ending: list[int] = []  # in a kernel: its process number, and the exit status that it is to have


def _end_kernel() -> None:
    """End a kernel at once, without the finalization of the interpreter, which takes up to half a second.

    Registered with ``atexit`` before all other functions, so it runs last, after threads have ended and the user's own
    functions have run. What of the finalization has an effect outside is done: the user's objects are destroyed, and
    files that were left open are flushed.
    """
    if not _ending or _ending[0] != os.getpid():
        return
    main = sys.modules["__main__"].__dict__
    for name in [name for name in main if not name.startswith("__")]:
        main[name] = None
    sys.last_value = sys.last_traceback = None
    gc.collect()
    for thing in gc.get_objects():
        if issubclass(type(thing), (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)):
            with contextlib.suppress(OSError, ValueError):
                thing.flush()
    os._exit(_ending[1])


@dataclass(frozen=True)
class Wanted:
    """A kernel as a client asks for it: the arguments of ipykernel, the folder, the environment."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]


@dataclass(frozen=True)
class Request:
    """The connection over which a kernel was asked for, and the descriptors of its standard streams."""

    channel: Channel
    streams: list[int]

    def close(self) -> None:
        """Close the connection and the streams."""
        self.channel.close()
        for stream in self.streams:
            os.close(stream)


def _run_kernel(
    request: Request, wanted: Wanted, inherited: Inherited, *, template: int, added: dict[str, str]
) -> None:
    """Be the kernel: set what a fresh process would have from its start, then run ipykernel unchanged."""
    for number, stream in enumerate(request.streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(added | wanted.environment)
    inherited.take()
    os.chdir(wanted.folder)
    time.tzset()
    importlib.invalidate_caches()
    seed_numpy()
    if "multiprocessing.process" in sys.modules:
        sys.modules["multiprocessing.process"].ORIGINAL_DIR = wanted.folder  # type: ignore[attr-defined]
    launcher = str(sys.modules["ipykernel_launcher"].__file__)
    sys.argv = [launcher, *wanted.arguments]
    sys.orig_argv = [sys.executable, "-m", "ipykernel_launcher", *wanted.arguments]
    from ipykernel.kernelapp import IPKernelApp

    # ipykernel ends when its parent does, and its parent is the template.
    app = IPKernelApp.instance(parent_handle=template)
    app.initialize()  # type: ignore[no-untyped-call]
    request.channel.send({"pid": os.getpid()})
    request.channel.close()
    app.start()  # type: ignore[no-untyped-call]


# ------------------------------------------------------------------------------------------------------- the template


@dataclass(frozen=True)
class Other:
    """A template for another environment: what it was started with, the channel to it, and its process."""

    environment: dict[str, str]
    channel: Channel
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Child:
    """A kernel, the channel to its client, and process descriptors that tell when it or the client ends."""

    pid: int
    channel: Channel
    kernel: int
    client: int

    def descriptors(self) -> list[int]:
        """Return all of them."""
        return [self.channel.fileno(), self.kernel, self.client]


class KernelTemplate(ForkServer):
    """The loop that takes requests, and sees kernels and clients end.

    Args:
        control: where clients connect; in a template for another environment, the connection to the first template.
        preload: the modules to import before the first kernel.
        owner: a process descriptor of the process that started this one.
        folder: a descriptor of the folder in which the socket lies; None in a template for another environment.
    """

    def __init__(self, control: socket.socket, preload: list[str], *, owner: int, folder: int | None) -> None:
        super().__init__()
        self.control = control
        self.first = Channel(control, descriptors=4) if folder is None else None
        self.preload = preload
        self.owner = owner
        self.folder = folder
        self.children: dict[int, Child] = {}  # by every one of their descriptors
        self.others: list[Other] = []
        self.imported = Imported(preload)
        self.standing = standing("self")
        self.poll = select.poll()
        self.poll.register(control, select.POLLIN)
        self.poll.register(owner, select.POLLIN)

    def take(self) -> None:
        """Take the requests that have come."""
        if self.first is None:
            connection, _ = self.control.accept()
            self._take(Channel(connection, descriptors=3))
            return
        while True:
            try:
                wanted = self.first.receive()
            except ChannelError:
                raise SystemExit from None  # the first template is gone
            client, *streams = self.first.take_descriptors(4)
            self._answer_or_refuse(Request(Channel(socket.socket(fileno=client)), streams), wanted)
            if not self.first.has_message():
                return

    def _take(self, channel: Channel) -> None:
        """Take the request of a client that has connected."""
        wanted: object = None
        with contextlib.suppress(ChannelError, TimeoutError, OverflowError):
            wanted = channel.receive(time.monotonic() + PATIENCE, REQUEST)
        self._answer_or_refuse(Request(channel, channel.take_descriptors(3)), wanted)

    def _answer_or_refuse(self, request: Request, wanted: Any) -> None:
        """Answer a request with a kernel or with a reason why there is none."""
        try:
            if len(request.streams) != 3 or not isinstance(wanted, dict):
                raise RefusedError("this is not a request for a kernel")
            self._answer(request, Wanted(**wanted))
        except (RefusedError, ChannelError, OSError, ValueError, TypeError, RecursionError) as error:
            with contextlib.suppress(ChannelError):
                request.channel.send({"refused": str(error)}, seconds=PATIENCE)
            request.close()

    def _answer(self, request: Request, wanted: Wanted) -> None:
        peer = request.channel.connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        client = int.from_bytes(peer[:4], sys.byteorder)
        if client == 0 or standing(client) != self.standing:
            raise RefusedError("the client has another user, other rights, or lives in another container")
        if descends(client, self.pid):
            raise RefusedError("the client was started by a kernel")
        if self.imported.relevant(wanted.environment) != self.imported.environment:
            self._pass_on(request, wanted)
            return
        self.imported.check(wanted.folder)
        inherited, watched = Inherited.of(client), os.pidfd_open(client)
        pid = self.fork()
        if pid == 0:
            self._become_kernel(request, wanted, watched, inherited)
        for stream in request.streams:
            os.close(stream)
        child = Child(pid, request.channel, os.pidfd_open(pid), watched)
        for descriptor in child.descriptors():
            self.children[descriptor] = child
            self.poll.register(descriptor, select.POLLIN)

    def _pass_on(self, request: Request, wanted: Wanted) -> None:
        """Hand a request to the template for its environment; start that if there are not yet too many."""
        environment = self.imported.relevant(wanted.environment)
        names = sorted({key for key, _ in environment.items() ^ self.imported.environment.items()})
        if self.folder is None:
            raise RefusedError(f"the environment has changed: {', '.join(names)}")
        other = next((other for other in self.others if other.environment == environment), None)
        if other is None:
            if len(self.others) == MORE_TEMPLATES:
                raise RefusedError(f"there are too many environments; this one differs in {', '.join(names)}")
            other = self._start_other(environment, wanted)
        try:
            streams = [request.channel.fileno(), *request.streams]
            other.channel.send(dataclasses.asdict(wanted), streams, seconds=0)  # it may still import, or be dead
        except ChannelError:
            self.others.remove(other)
            other.channel.close()
            raise
        request.close()

    def _start_other(self, environment: dict[str, str], wanted: Wanted) -> Other:
        """Start a template for another environment."""
        ours, theirs = socket.socketpair()
        configuration: dict[str, object] = {"owner": self.pid, "folder": None, "preload": self.preload}
        with theirs:
            process = subprocess.Popen(
                launcher.command(__name__, theirs.fileno(), configuration, python=(sys.executable,)),
                pass_fds=[theirs.fileno()],
                env=wanted.environment,
                cwd="/",
                start_new_session=True,
            )
        other = Other(environment, Channel(ours), process)
        self.others.append(other)
        return other

    def _become_kernel(self, request: Request, wanted: Wanted, watched: int, inherited: Inherited) -> NoReturn:
        """Turn the forked process into the kernel; never return to the loop."""
        _ending[:] = [os.getpid(), 1]
        try:
            self._let_go(watched)
            _run_kernel(request, wanted, inherited, template=self.pid, added=self.imported.added)
            _ending[1] = 0
        except SystemExit as error:
            _ending[1] = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
        except BaseException as error:
            traceback.print_exc(file=sys.__stderr__)
            with contextlib.suppress(ChannelError):  # the channel is closed when the kernel has started
                taken = getattr(error, "errno", None) == errno.EADDRINUSE
                reason = f"the kernel could not start ({type(error).__name__}: {error})"
                request.channel.send({"refused": reason, "taken": taken}, seconds=PATIENCE)
        sys.exit(_ending[1])

    def _let_go(self, watched: int) -> None:
        """Close, in a kernel, what the template has open.

        Sockets are closed as such: an object that does not know would close the number again when the kernel ends, and
        by then ZeroMQ may have it.
        """
        self.control.close()
        channels = [each.channel for each in self.others] + [child.channel for child in self.children.values()]
        for channel in channels:
            channel.close()
        processes = {number for child in self.children.values() for number in (child.kernel, child.client)}
        for number in (self.owner, watched, *processes, *([] if self.folder is None else [self.folder])):
            os.close(number)

    def notice_end(self, descriptor: int) -> None:
        """Tell the client that its kernel has ended, or end the kernel of a client that has."""
        child = self.children.get(descriptor)
        if child is None:
            return
        if descriptor != child.kernel:
            self.end(child)
            return
        # WNOWAIT: not reaped yet, so the process number stays taken, and no other process can be signalled by mistake.
        found = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert found is not None
        status = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
        self.poll.unregister(descriptor)
        with contextlib.suppress(ChannelError):
            child.channel.send({"status": status}, seconds=PATIENCE)

    def end(self, child: Child) -> None:
        """Kill what is left of a kernel, and forget it."""
        self.kill(child.pid, group=True)
        self.reap(child.pid, wait=True)
        for descriptor in child.descriptors():
            del self.children[descriptor]
            with contextlib.suppress(KeyError):  # that of a kernel which had ended is no longer watched
                self.poll.unregister(descriptor)
        child.channel.close()
        os.close(child.kernel)
        os.close(child.client)

    def close(self) -> None:
        """End all kernels, and remove the folder of the socket."""
        for child in {child.pid: child for child in self.children.values()}.values():
            self.end(child)
        if self.folder is not None:
            with contextlib.suppress(OSError):  # the owner, if it lives, does the same
                folder = Path(f"/proc/self/fd/{self.folder}").readlink()
                (folder / "socket").unlink()
                folder.rmdir()

    def run(self) -> NoReturn:
        """Take requests until the process that started this one ends or says so."""
        while True:
            ready = {descriptor for descriptor, _ in self.poll.poll()}
            if self.owner in ready:
                raise SystemExit
            for descriptor in ready - {self.control.fileno()}:
                self.notice_end(descriptor)
            if self.control.fileno() in ready:  # last: it opens descriptors, with numbers that others just had
                self.take()


def main(control: socket.socket, *, owner: int, folder: int | None, preload: list[str]) -> None:
    """Be a template until the process ``owner`` ends; the arguments are those of ``KernelTemplate``."""
    atexit.register(_end_kernel)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    watched = os.pidfd_open(owner)
    if os.getppid() != owner:
        return
    template = KernelTemplate(control, preload, owner=watched, folder=folder)
    template.seal()
    try:
        template.run()
    finally:
        if os.getpid() == template.pid:
            template.close()
            os._exit(0)
