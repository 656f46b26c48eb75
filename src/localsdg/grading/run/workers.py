"""What the pool of this machine and a cluster have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from concurrent.futures import Future

    from localsdg.grading.run.tasks import SubmissionResult, SubmissionTask

TRIES = 2  # a worker may die for reasons of its own; a submission with which two have died is not tried again


class WorkerError(Exception):
    """The workers have failed with a submission; the message says how."""


class Workers(Protocol):
    """Runs submissions, several at once; to be used in a ``with`` block."""

    size: int  # how many at once

    def __enter__(self) -> Workers: ...

    def __exit__(self, *_: object) -> None: ...

    def give(self, files: dict[str, bytes]) -> None:
        """Give the workers the files of the assignment, which every notebook finds beside it."""
        ...

    def submit(self, task: SubmissionTask) -> Future[SubmissionResult]:
        """Have a submission run. The future holds its result, or a ``WorkerError`` if workers fail with it."""
        ...
