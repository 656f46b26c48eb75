"""The base of both fork servers: a process that imports what its children need, and forks one for each request. Linux.

Warm kernels are forked by ``kernel_template``; notebooks that are graded, by a template of the grader's.
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import importlib
import importlib.util
import os
import signal
import sys
from types import SimpleNamespace

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36
prctl = ctypes.CDLL(None, use_errno=True).prctl
BACKEND = "module://matplotlib_inline.backend_inline"  # what ipykernel sets unless MPLBACKEND is set


class ForkServer:
    """A process that forks children. It ignores interrupts, which are meant for one child."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.disable()  # while it imports

    def seal(self) -> None:
        """Get ready to fork, when all is imported.

        Children share the memory of what exists now, as garbage collection leaves it alone. So it does the little that
        is garbage, for which nobody looks. No other process of the same user can look into this one.
        """
        gc.freeze()
        gc.enable()
        self.set_readable(False)

    @staticmethod
    def set_readable(readable: bool) -> None:
        """Allow or forbid other processes of the same user to look into this one and its future children."""
        prctl(PR_SET_DUMPABLE, int(readable), 0, 0, 0)

    def fork(self) -> int:
        """Fork a child that dies with this process, in a session of its own.

        Returns:
            The child's process number; in the child, 0.
        """
        child = os.fork()
        if child == 0:
            die_with_parent()
            self.set_readable(True)
            if os.getppid() != self.pid:  # it ended before the line above
                os._exit(1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.setsid()
        return child

    @staticmethod
    def reap(process: int, *, wait: bool = False) -> int | None:
        """Reap a process if it is an exited child.

        Args:
            process: its number.
            wait: whether to wait until it has ended.

        Returns:
            Its exit status, as in ``subprocess.Popen.returncode``; None while it runs.

        Raises:
            ChildProcessError: it is no child of this process.
        """
        found, status = os.waitpid(process, 0 if wait else os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if found else None

    @staticmethod
    def kill(process: int, *, group: bool = False) -> None:
        """Kill a process, and the process group that it leads if wanted; it may have ended already."""
        for send in (os.killpg, os.kill) if group else (os.kill,):
            try:
                send(process, signal.SIGKILL)
            except OSError:
                continue


def die_with_parent() -> None:
    """Have the system kill this process when its parent ends."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def import_if_installed(name: str) -> bool:
    """Import a module if it is installed; return whether it is."""
    if importlib.util.find_spec(name.partition(".")[0]) is None:
        return False
    # pandas asks while it is imported whether a kernel runs: outside of one it makes tables as narrow as a terminal.
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=None)
    try:
        importlib.import_module(name)
    finally:
        del vars(builtins)["get_ipython"]
    return True


def seed_numpy() -> None:
    """Seed numpy's global generator anew; a fork copies its state."""
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def parent_of(process: int) -> int:
    """Return the number of a process's parent.

    Raises:
        OSError: the process has ended.
    """
    descriptor = os.open(f"/proc/{process}/stat", os.O_RDONLY)  # this is done for all processes, many times
    try:
        status = os.read(descriptor, 4096)
    finally:
        os.close(descriptor)
    return int(status.rpartition(b")")[2].split()[1])
