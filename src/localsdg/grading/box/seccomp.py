"""Runs a program without the system calls that lead out of a sandbox: ``seccomp.py PROGRAM ARGUMENT...``. Linux.

Notebooks need none of them. A new user name space would make the code root of its own small world, and much of the
kernel is reached only from there; others look into processes, mount, or load code into the kernel. Memory that belongs
to no process and no folder cannot be counted, and may outlive its notebook: shared memory and queues of System V and
POSIX, and files in memory. Limits and priorities may not be set for process 1, from which the next notebook would
inherit them. Sockets are those of the network name space; others reach the host of a virtual
machine. The numbers are those of the kernel's tables of system calls for x86_64 and for arm64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38  # EPERM, ENOSYS
FAMILY = 0x00050000 | 97  # EAFNOSUPPORT
FIRST, SECOND = 16, 24  # offsets of the lower halves of the first two arguments
OF_THE_USER = 2  # setpriority for all processes of a user
SOCKETS = (1, 2, 10, 16)  # the families unix, inet, inet6 and netlink
CLONE_NEWUSER = 0x10000000
LOAD, EQUAL, AND_SET, ABOVE, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
X32 = 0x40000000  # a second table of system calls of x86_64, which nothing here uses

# The kernel's constant for the architecture, the number of clone, and the numbers of what is refused: ptrace,
# process_vm_readv and _writev, mount, umount2, pivot_root, chroot, setns, unshare, add_key, request_key, keyctl, bpf,
# perf_event_open, userfaultfd, kexec_load, init_module, finit_module, name_to_handle_at, open_by_handle_at.
TABLES: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        56,
        (101, 310, 311, 165, 166, 155, 161, 308, 272, 248, 249, 250, 321, 298, 323, 246, 175, 313, 303, 304),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        (117, 270, 271, 40, 39, 41, 51, 268, 97, 217, 218, 219, 280, 241, 282, 104, 105, 273, 264, 265),
    ),
}
# The same in both tables: io_uring_setup, open_tree, move_mount, fsopen, fsmount, pidfd_getfd, mount_setattr,
# memfd_secret.
REFUSED = (425, 428, 429, 430, 432, 438, 442, 447)
# syslog, kcmp, ioprio_set, shmget, semget, msgget, mq_open, memfd_create.
LASTING = {"x86_64": (103, 312, 251, 29, 64, 68, 240, 319), "aarch64": (116, 272, 30, 194, 190, 186, 180, 279)}
# What a process may do to itself and its threads, not to process 1: prlimit64, sched_setaffinity, sched_setscheduler,
# sched_setparam, sched_setattr; then setpriority, also not to all processes of the user; and socket.
OWN: dict[str, tuple[int, ...]] = {"x86_64": (302, 203, 144, 142, 314), "aarch64": (261, 122, 119, 118, 274)}
PRIORITY = {"x86_64": 141, "aarch64": 140}
SOCKET = {"x86_64": 41, "aarch64": 198}
CLONE3 = 435  # its flags cannot be seen; libraries fall back to clone when it is unknown


def program(machine: str) -> bytes:
    """Return the filter program for a processor architecture, in the kernel's binary form.

    Raises:
        KeyError: its system calls are not known here.
    """
    table, clone, refused = TABLES[machine]
    steps: list[tuple[int, int, int, int]] = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, table), (RETURN, 0, 0, REFUSE)]
    steps += [(LOAD, 0, 0, 0), (ABOVE, 0, 1, X32), (RETURN, 0, 0, REFUSE)]
    for number in (*refused, *LASTING[machine], *REFUSED):
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE)]
    steps += [(EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, UNKNOWN)]
    for number in OWN[machine]:
        steps += _but_not(number, (FIRST, 1))
    steps += _but_not(PRIORITY[machine], (FIRST, OF_THE_USER), (SECOND, 1))
    steps += _only(SOCKET[machine], SOCKETS, FAMILY)
    steps += [(EQUAL, 0, 3, clone), (LOAD, 0, 0, FIRST), (AND_SET, 0, 1, CLONE_NEWUSER), (RETURN, 0, 0, REFUSE)]
    steps += [(RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _but_not(number: int, *refused: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Return the instructions that refuse a system call if an argument, given by its offset, has a value."""
    steps: list[tuple[int, int, int, int]] = []
    for offset, value in refused:
        steps += [(LOAD, 0, 0, offset), (EQUAL, 0, 1, value), (RETURN, 0, 0, REFUSE)]
    return [(EQUAL, 0, len(steps) + 1, number), *steps, (RETURN, 0, 0, ALLOW)]


def _only(number: int, values: tuple[int, ...], otherwise: int) -> list[tuple[int, int, int, int]]:
    """Return the instructions that allow a system call only with certain first arguments."""
    steps: list[tuple[int, int, int, int]] = [(LOAD, 0, 0, FIRST)]
    steps += [(EQUAL, len(values) - step, 0, value) for step, value in enumerate(values)]
    steps += [(RETURN, 0, 0, otherwise)]
    return [(EQUAL, 0, len(steps) + 1, number), *steps, (RETURN, 0, 0, ALLOW)]


def main() -> None:
    """Install the filter, then replace this program by the one in the arguments."""
    code = program(platform.machine())
    text = ctypes.create_string_buffer(code, len(code))
    whole = struct.pack("HP", len(code) // 8, ctypes.addressof(text))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    failed = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or prctl(PR_SET_SECCOMP, FILTER, whole, 0, 0)
    if failed:
        sys.exit(f"the filter of system calls cannot be set ({os.strerror(ctypes.get_errno())})")
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
