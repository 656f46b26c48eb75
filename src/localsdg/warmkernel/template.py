"""The template: imports once what kernels import, then forks one real ipykernel for each request. Linux.

It is run by its path, so that no kernel holds a module of this package. When it forks there is no Python thread in it,
no event loop and no ZeroMQ context; the kernel makes its own, as always.

Messages are JSON, one packet each. One connection is one kernel:

1. client: ``{"arguments", "folder", "environment"}``, with the descriptors of standard input, output and error;
2. template: ``{"refused": reason}``, and that is the end; or the new kernel, when it is ready: ``{"pid"}``;
3. template, when the kernel has ended: ``{"status"}``, as in ``subprocess.Popen.returncode``.

When the client closes the connection or ends, the process group of its kernel is killed.
"""

from __future__ import annotations

import sys

if sys.path and sys.path[0] == __file__.rpartition("/")[0]:
    del sys.path[0]  # a kernel does not search the folder of this file

import atexit
import contextlib
import ctypes
import gc
import importlib
import importlib.util
import io
import json
import os
import re
import resource
import select
import signal
import site
import socket
import subprocess
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

BACKEND = "module://matplotlib_inline.backend_inline"  # what ipykernel sets unless MPLBACKEND is set

# All that a stock kernel has imported before it runs the first cell; the versions of ipykernel differ a little.
KERNEL = (
    "ipykernel_launcher",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "pdb",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)

# Read by Python itself or by compiled libraries, where it cannot be recorded that they read them.
COMPILED = re.compile(r"(PYTHON|LD_|LC_|OMP_|KMP_|GOMP_|OPENBLAS_|GOTO_|BLIS_|MKL_|NUMEXPR_|MALLOC_|GLIBC_)|(LANG|TZ)")

# Recorded, but without effect on what was imported: ipykernel gets the first anew; the last only finds programs.
WITHOUT_EFFECT = {"JPY_PARENT_PID", "JPY_INTERRUPT_EVENT", "PATH"}

SUFFIXES = {".py", ".pyc", ".so"}
MORE_TEMPLATES = 3  # for other environments; each holds about 100 MB
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
prctl = ctypes.CDLL(None, use_errno=True).prctl


class RefusedError(Exception):
    """A fork would not equal a fresh kernel; the message says why."""


# --------------------------------------------------------------------------------------------------- the imported state


class _Recording(type(os.environ)):  # type: ignore[misc]
    """``os.environ`` while it notes which variables are read."""

    read: set[str] = set()  # noqa: RUF012

    def __getitem__(self, key: str) -> str:
        self.read.add(str(key))
        return str(super().__getitem__(key))


def _mark(path: str) -> tuple[int, int, int] | None:
    """Return what changes when a file changes: time, size and inode; None if there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - for a thousand files at each fork
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _path_files() -> list[str]:
    """Return the files that decide where modules are found."""
    folders = [Path(folder) for folder in [*site.getsitepackages(), site.getusersitepackages()]]
    return [str(file) for folder in folders if folder.is_dir() for file in folder.glob("*.pth")]


class Imported:
    """What was imported, and all that it came from: variables, files, and the names that a file could shadow."""

    def __init__(self, preload: list[str]) -> None:
        start = time.time_ns()
        self.reason = ""
        before = {**os.environ}
        os.environ.setdefault("MPLBACKEND", BACKEND)
        # debugpy's words about frozen modules; a kernel says them where its client wants them
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = before.get("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        ordinary = os.environ.__class__
        os.environ.__class__ = _Recording
        try:
            for name in KERNEL:
                self._get(name)
            own = set(sys.modules)
            for name in preload:
                self._get(name)
        except Exception as error:
            self.reason = f"{name} cannot be imported: {type(error).__name__}: {error}"
        finally:
            os.environ.__class__ = ordinary
        self.preloaded = {name.partition(".")[0] for name in sys.modules} - {name.partition(".")[0] for name in own}
        self.added = {key: value for key, value in os.environ.items() if key not in before}
        for key in ("MPLBACKEND", "PYDEVD_DISABLE_FILE_VALIDATION"):
            self.added.pop(key, None)
        self.read = _Recording.read - WITHOUT_EFFECT - set(self.added)
        self.environment = self.relevant(before)
        files = {getattr(module, "__file__", None) for module in [*sys.modules.values()]} - {None}
        self.path_files = sorted(_path_files())
        self.marks = {str(path): _mark(str(path)) for path in [*files, *self.path_files]}
        late = [path for path, mark in self.marks.items() if mark and mark[0] > start]
        if threading.active_count() > 1:
            self.reason = f"a preloaded module has started a thread: {threading.enumerate()[-1].name}"
        elif late:
            self.reason = f"{late[0]} was changed while it was imported"
        elif not all(Path(folder).is_absolute() for folder in (before.get("PYTHONPATH") or "/").split(os.pathsep)):
            self.reason = "PYTHONPATH names a relative folder"

    @staticmethod
    def _get(name: str) -> None:
        if importlib.util.find_spec(name.partition(".")[0]):
            importlib.import_module(name)

    def relevant(self, environment: dict[str, str]) -> dict[str, str]:
        """Return the variables that decide what an import gives."""
        values = {"MPLBACKEND": BACKEND} | environment
        return {
            key: value
            for key, value in values.items()
            if key not in WITHOUT_EFFECT and (key in self.read or COMPILED.match(key))
        }

    def check(self, folder: str) -> None:
        """Check that a kernel in a folder would import the same today.

        Raises:
            RefusedError: it would not.
        """
        if self.reason:
            raise RefusedError(self.reason)
        for file in Path(folder).iterdir():
            if file.name == "matplotlibrc" and "matplotlib" in self.preloaded:
                raise RefusedError(f"{file} holds settings of its own")
            if file.name.partition(".")[0] in self.preloaded and (file.suffix in SUFFIXES or file.is_dir()):
                raise RefusedError(f"{file} hides a preloaded module")
        if sorted(_path_files()) != self.path_files:
            raise RefusedError("packages were installed or removed since the template started")
        for path, mark in self.marks.items():
            if _mark(path) != mark:
                raise RefusedError(f"{path} has changed since the template imported it")


# --------------------------------------------------------------------------------------------------------- the client


_STATUS = re.compile(r"^(Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp\w*):.*", re.MULTILINE)
_SPACES = ("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")
_LIMITS = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]


def _status(process: int | str) -> str:
    return Path("/proc", str(process), "status").read_text("utf-8", errors="replace")


def standing(process: int | str) -> list[object]:
    """Return what a process passes on to its children and a template cannot take on: user, rights, namespaces, cgroup.

    Raises:
        OSError: the process has ended, or belongs to somebody else.
    """
    proc = Path("/proc", str(process))
    root = (proc / "root").stat()
    rights = [found[0] for found in _STATUS.finditer(_status(process))]
    spaces = [(proc / "ns" / name).readlink() for name in _SPACES]
    return [rights, spaces, (proc / "cgroup").read_bytes(), root.st_dev, root.st_ino]


@dataclass(frozen=True)
class Inherited:
    """What a process passes on to its children and a kernel takes on after the fork."""

    umask: int
    niceness: int
    processors: set[int]
    limits: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, process: int) -> Inherited:
        """Read it from a process."""
        umask = re.search(r"^Umask:\s*(\d+)", _status(process), re.MULTILINE)
        if umask is None:
            raise RefusedError("this Linux does not tell the umask of a process")
        return cls(
            int(umask[1], 8),
            os.getpriority(os.PRIO_PROCESS, process),
            os.sched_getaffinity(process),
            {limit: resource.prlimit(process, limit) for limit in _LIMITS},
        )

    def take(self) -> None:
        """Give it to this process."""
        os.umask(self.umask)
        os.sched_setaffinity(0, self.processors)
        if os.getpriority(os.PRIO_PROCESS, 0) != self.niceness:
            os.setpriority(os.PRIO_PROCESS, 0, self.niceness)
        for limit, values in self.limits.items():
            if resource.getrlimit(limit) != values:
                resource.setrlimit(limit, values)


def _descends(process: int, ancestor: int) -> bool:
    while process > 1:
        if process == ancestor:
            return True
        status = Path("/proc", str(process), "stat").read_text("utf-8", errors="replace")
        process = int(status.rpartition(")")[2].split()[1])
    return False


# --------------------------------------------------------------------------------------------------------- the kernel


_ending: list[int] = []  # the process that ends early, and its exit status


def _end() -> None:
    """End a kernel without taking the interpreter apart: that takes up to half a second and has no effect outside.

    Registered before all other such functions, so it runs last, after the threads and the user's own functions. What
    would have an effect is done: the user's objects go, and files that were left open are written.
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
    """The kernel that somebody wants."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]


@dataclass(frozen=True)
class Request:
    """The connection over which a kernel was asked for, and the three standard streams that came with it."""

    connection: socket.socket
    streams: list[int]

    def close(self) -> None:
        """Close all that came with it."""
        self.connection.close()
        for stream in self.streams:
            os.close(stream)


def _run_kernel(
    request: Request, wanted: Wanted, inherited: Inherited, *, template: int, added: dict[str, str]
) -> None:
    """Be the kernel: what a fresh process would have from its start, then ipykernel as it is."""
    for number, stream in enumerate(request.streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(added | wanted.environment)
    inherited.take()
    os.chdir(wanted.folder)
    time.tzset()
    importlib.invalidate_caches()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # a fork copies the state of the old global generator
    if "multiprocessing.process" in sys.modules:
        sys.modules["multiprocessing.process"].ORIGINAL_DIR = wanted.folder  # type: ignore[attr-defined]
    launcher = str(sys.modules["ipykernel_launcher"].__file__)
    sys.argv = [launcher, *wanted.arguments]
    sys.orig_argv = [sys.executable, "-m", "ipykernel_launcher", *wanted.arguments]
    from ipykernel.kernelapp import IPKernelApp

    # ipykernel ends when its parent does, and its parent is the template.
    app = IPKernelApp.instance(parent_handle=template)
    app.initialize()  # type: ignore[no-untyped-call]
    request.connection.send(json.dumps({"pid": os.getpid()}).encode())
    request.connection.close()
    app.start()  # type: ignore[no-untyped-call]


# ------------------------------------------------------------------------------------------------------- the template


@dataclass(frozen=True)
class Other:
    """A template for another environment: what it was started with, and the channel to it."""

    environment: dict[str, str]
    channel: socket.socket
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Child:
    """A kernel, and the descriptors that tell when it or its client ends."""

    pid: int
    connection: socket.socket
    kernel: int
    client: int

    def descriptors(self) -> list[int]:
        """Return all of them."""
        return [self.connection.fileno(), self.kernel, self.client]


class Template:
    """The loop that takes requests, and sees kernels and clients end."""

    def __init__(self, door: socket.socket, preload: list[str], *, owner: int, folder: int | None) -> None:
        self.pid = os.getpid()
        self.door = door
        self.preload = preload
        self.owner = owner
        self.folder = folder
        self.children: dict[int, Child] = {}  # by every one of their descriptors
        self.others: list[Other] = []
        self.imported = Imported(preload)
        self.standing = standing("self")
        self.poll = select.poll()
        self.poll.register(door, select.POLLIN)
        self.poll.register(owner, select.POLLIN)

    def take(self) -> None:
        """Take one request; answer it with a kernel or with a reason."""
        if self.folder is not None:
            connection, _ = self.door.accept()
            connection.settimeout(5)
            source, most = connection, 3
        else:
            source, most = self.door, 4
        try:
            data, streams, _, _ = socket.recv_fds(source, 1 << 20, most, socket.MSG_CMSG_CLOEXEC)
        except OSError:
            data, streams = b"", []
        if self.folder is None:
            if not streams:
                raise SystemExit  # the first template is gone
            connection = socket.socket(fileno=streams.pop(0))
        request = Request(connection, streams)
        try:
            if len(streams) != 3:
                raise RefusedError("this is not a request for a kernel")
            self._answer(request, Wanted(**json.loads(data)), data)
        except (RefusedError, OSError, ValueError, TypeError, RecursionError) as error:
            with contextlib.suppress(OSError):
                connection.send(json.dumps({"refused": str(error)}).encode())
            request.close()

    def _answer(self, request: Request, wanted: Wanted, data: bytes) -> None:
        peer = request.connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        client = int.from_bytes(peer[:4], sys.byteorder)
        if client == 0 or standing(client) != self.standing:
            raise RefusedError("the client has another user, other rights, or lives in another container")
        if _descends(client, self.pid):
            raise RefusedError("the client was started by a kernel")
        if self.imported.relevant(wanted.environment) != self.imported.environment:
            self._pass_on(request, wanted, data)
            return
        self.imported.check(wanted.folder)
        inherited, watched = Inherited.of(client), os.pidfd_open(client)
        pid = os.fork()
        if pid == 0:
            self._become(request, wanted, watched, inherited)
        for stream in request.streams:
            os.close(stream)
        child = Child(pid, request.connection, os.pidfd_open(pid), watched)
        for descriptor in child.descriptors():
            self.children[descriptor] = child
            self.poll.register(descriptor, select.POLLIN)

    def _pass_on(self, request: Request, wanted: Wanted, data: bytes) -> None:
        """Hand a request to the template for its environment; start that if there are not yet too many."""
        environment = self.imported.relevant(wanted.environment)
        names = sorted({key for key, _ in environment.items() ^ self.imported.environment.items()})
        if self.folder is None:
            raise RefusedError(f"the environment has changed: {', '.join(names)}")
        other = next((other for other in self.others if other.environment == environment), None)
        if other is None:
            if len(self.others) == MORE_TEMPLATES:
                raise RefusedError(f"there are too many environments; this one differs in {', '.join(names)}")
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            command = [sys.executable, __file__, str(theirs.fileno()), "", str(self.pid), ",".join(self.preload)]
            with theirs:
                process = subprocess.Popen(
                    command, pass_fds=[theirs.fileno()], env=wanted.environment, cwd="/", start_new_session=True
                )
            ours.setblocking(False)
            other = Other(environment, ours, process)
            self.others.append(other)
        try:
            socket.send_fds(other.channel, [data], [request.connection.fileno(), *request.streams])
        except OSError:
            self.others.remove(other)
            other.channel.close()
            raise
        request.close()

    def _become(self, request: Request, wanted: Wanted, watched: int, inherited: Inherited) -> NoReturn:
        """Turn the forked process into the kernel; never return to the loop."""
        _ending[:] = [os.getpid(), 1]
        try:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
            if os.getppid() != self.pid:
                os._exit(1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.setsid()
            channels = [other.channel.fileno() for other in self.others]
            if self.folder is not None:
                channels.append(self.folder)
            for descriptor in [self.door.fileno(), self.owner, watched, *channels, *self.children]:
                os.close(descriptor)
            _run_kernel(request, wanted, inherited, template=self.pid, added=self.imported.added)
            _ending[1] = 0
        except SystemExit as error:
            _ending[1] = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        sys.exit(_ending[1])

    def see(self, descriptor: int) -> None:
        """See that a kernel or its client has ended."""
        child = self.children.get(descriptor)
        if child is None:
            return
        if descriptor != child.kernel:
            self.end(child)
            return
        # Only look: the number of the process stays taken, and cannot be signalled by mistake.
        found = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert found is not None
        status = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
        self.poll.unregister(descriptor)
        with contextlib.suppress(OSError):
            child.connection.send(json.dumps({"status": status}).encode())

    def end(self, child: Child) -> None:
        """Kill what is left of a kernel, and forget it."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        for descriptor in child.descriptors():
            del self.children[descriptor]
            with contextlib.suppress(KeyError):  # that of a kernel which had ended is no longer watched
                self.poll.unregister(descriptor)
        child.connection.close()
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
            for descriptor in ready - {self.door.fileno()}:
                self.see(descriptor)
            if self.door.fileno() in ready:  # last: it opens descriptors, with numbers that others just had
                self.take()


def main() -> None:
    """Be a template: ``DOOR FOLDER OWNER MODULES``, the first two as descriptors; no folder if it is not the first."""
    door, handed, owner, preload = sys.argv[1:]
    atexit.register(_end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    watched = os.pidfd_open(int(owner))
    if os.getppid() != int(owner):
        return
    folder = int(handed) if handed else None
    template = Template(socket.socket(fileno=int(door)), preload.split(","), owner=watched, folder=folder)
    gc.collect()
    gc.freeze()
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    try:
        template.run()
    finally:
        if os.getpid() == template.pid:
            template.close()
            os._exit(0)


if __name__ == "__main__":
    main()
