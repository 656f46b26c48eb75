"""What a notebook may use while it is graded."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a notebook may use; beyond that it is stopped, and what it has earned until then counts.

    How long a cell may take, the nbgrader course says: ``c.Execute.timeout``, else 30 seconds.

    Attributes:
        notebook: seconds for a notebook.
        memory: bytes, for each of its processes and for all together, with the files that are in memory.
        processes: number of its processes and threads.
        file: bytes of any one file that it writes.
        files: bytes of all files that it writes into a folder, and of those that are handed in with it.
        kept: bytes of the files that it has written and that are kept.
        output: bytes of the outputs of a cell.
        outputs: bytes of the outputs of a notebook.
    """

    notebook: float = 600
    memory: int = 3072 * MEGABYTE
    processes: int = 64
    file: int = 50 * MEGABYTE
    files: int = 200 * MEGABYTE
    kept: int = 50 * MEGABYTE
    output: int = 10 * MEGABYTE
    outputs: int = 30 * MEGABYTE

    def of_a_process(self) -> dict[str, int]:
        """Return the limits that the system enforces for each process, by their names in the module ``resource``."""
        return {
            "RLIMIT_AS": self.memory,
            "RLIMIT_NPROC": self.processes,
            "RLIMIT_FSIZE": self.file,
            "RLIMIT_CORE": 0,
            "RLIMIT_NOFILE": 1024,
            "RLIMIT_MSGQUEUE": 0,
            "RLIMIT_MEMLOCK": 64 << 10,
            "RLIMIT_CPU": int(self.notebook) + 60,
        }
