"""The process that asks for a kernel: whether it may have one, and what the kernel takes over from it."""

from __future__ import annotations

import os
import re
import resource
from dataclasses import dataclass
from pathlib import Path

from localsdg.warmkernel.forkserver import parent_of
from localsdg.warmkernel.imported import RefusedError

_STATUS = re.compile(r"^(Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp\w*):.*", re.MULTILINE)
_SPACES = ("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")
_LIMITS = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]


def _status(process: int | str) -> str:
    return Path("/proc", str(process), "status").read_text("utf-8", errors="replace")


def standing(process: int | str) -> list[object]:
    """Return what a process passes on to its children and a fork cannot take over: user, rights, namespaces, cgroup.

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
    """What a process passes on to its children and a kernel takes over after the fork."""

    umask: int
    niceness: int
    processors: set[int]
    limits: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, process: int) -> Inherited:
        """Read it from a process.

        Raises:
            RefusedError: this Linux does not show it.
            OSError: the process has ended.
        """
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
        """Apply it to this process."""
        os.umask(self.umask)
        os.sched_setaffinity(0, self.processors)
        if os.getpriority(os.PRIO_PROCESS, 0) != self.niceness:
            os.setpriority(os.PRIO_PROCESS, 0, self.niceness)
        for limit, values in self.limits.items():
            if resource.getrlimit(limit) != values:
                resource.setrlimit(limit, values)


def descends(process: int, ancestor: int) -> bool:
    """Return whether a process is another one or descends from it."""
    while process > 1:
        if process == ancestor:
            return True
        process = parent_of(process)
    return False
