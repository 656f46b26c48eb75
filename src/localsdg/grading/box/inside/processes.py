"""The processes that a notebook has started, and the memory that they hold."""

from __future__ import annotations

import contextlib
import os
import resource
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.warmkernel.forkserver import parent_of

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = resource.getpagesize()
OF_A_FILE = 1 << 10  # bytes of memory that a file takes in a file system in memory, even if it is empty
USUAL_DESCRIPTORS = 64  # of an ordinary process
MOST_DESCRIPTORS = 1024  # assumed for a process that hides how many it has
OF_A_DESCRIPTOR = 1 << 18  # bytes that a pipe or a socket can hold


def descendants() -> list[int]:
    """Return the processes of the notebook: all that descend from this one, or are alone with it in the sandbox."""
    parents = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - many times a second
        if entry.isdecimal():
            with contextlib.suppress(OSError, ValueError):
                parents[int(entry)] = parent_of(int(entry))
    mine, found = os.getpid(), []
    for process in parents:
        above = process
        while above > 1 and above != mine:
            above = parents.get(above, 0)
        if above == mine and process != mine:
            found.append(process)
    return found


def memory_of_files(folder: str) -> int:
    """Return the bytes of memory that the files in a folder of the sandbox take."""
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize + (status.f_files - status.f_ffree) * OF_A_FILE


def resident_of(process: int) -> int:
    """Return the bytes of memory of a process, all that it shares included; the errors are those of ``memory_of``."""
    try:
        number = len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - many times a second
    except PermissionError:
        number = MOST_DESCRIPTORS
    return _pages_of(process) * PAGE + _of_descriptors(number)


def memory_of(process: int) -> int:
    """Return the bytes of memory of a process; what it shares with others counts in part.

    Pipes and sockets count by what they can hold; an ordinary notebook has few of them.

    Raises:
        OSError: the process has ended.
        ValueError: it is ending.
        IndexError: it is ending.
    """
    try:
        lines = Path("/proc", str(process), "smaps_rollup").read_text().splitlines()
        held = next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
        number = len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - many times a second
    except (OSError, StopIteration):  # a process that hides itself counts in full, one that has ended not at all
        held = _pages_of(process) * PAGE
        number = MOST_DESCRIPTORS if held else 0
    return held + _of_descriptors(number)


def _pages_of(process: int) -> int:
    return int(Path("/proc", str(process), "statm").read_text().split()[1])


def _of_descriptors(number: int) -> int:
    return max(0, number - USUAL_DESCRIPTORS) * OF_A_DESCRIPTOR


def hold_more(processes: list[int], folders: list[str], most: int) -> bool:
    """Return whether processes that may be ending, and the files in folders, hold more bytes of memory than this.

    To count what a process shares with others in part, the system looks through all its memory. That is not done while
    the processes hold less even if it counts in full.
    """
    of_files = sum(map(memory_of_files, folders))
    return of_files + _sum(resident_of, processes) > most and of_files + _sum(memory_of, processes) > most


def _sum(measure: Callable[[int], int], processes: list[int]) -> int:
    held = 0
    for process in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            held += measure(process)
    return held
