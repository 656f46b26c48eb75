"""A pool of worker processes on this machine.

Each has a thread here that hands it one submission at a time, so it is known which submission a worker died with.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.sandbox import BoxError
from localsdg.grading.run.process import read, write

if TYPE_CHECKING:
    from localsdg.grading.run.worker import Conditions, SubmissionResult, SubmissionTask

PATIENCE = 300.0  # seconds beyond what the notebooks may take, in which a worker must have answered
TRIES = 2  # a worker may die for reasons of its own; a submission that takes two along is not tried again


class WorkerError(Exception):
    """The worker has failed with a submission; the message says how."""


class _Worker:
    """A worker process and the channel to it."""

    def __init__(self, conditions: Conditions, number: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            # -P: the folder in which the command was given is no place to look for modules
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "localsdg.grading.run.process", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.channel = ours
        self.seconds = conditions.limits.notebook
        self.files: dict[str, bytes] | None = None
        write(ours, (conditions, number))

    def run(self, task: SubmissionTask, files: dict[str, bytes]) -> SubmissionResult:
        if self.files is not files:
            write(self.channel, files)
            self.files = files
        write(self.channel, task)
        self.channel.settimeout(self.seconds * len(task.notebooks) + PATIENCE)
        try:
            answer: Any = read(self.channel)
        except TimeoutError as error:
            raise RuntimeError("the worker does not answer") from error
        finally:
            self.channel.settimeout(None)
        if isinstance(answer, BaseException):
            raise answer
        result: SubmissionResult = answer
        return result

    def close(self) -> None:
        self.channel.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """Runs submissions in several processes at once; use it in a ``with`` block.

    Args:
        size: how many.
    """

    def __init__(self, conditions: Conditions, size: int) -> None:
        self.size = size
        self._conditions = conditions
        self._files: dict[str, bytes] = {}
        self._waiting: queue.SimpleQueue[tuple[SubmissionTask, Future[SubmissionResult]] | None] = queue.SimpleQueue()
        self._workers: list[_Worker | None] = [_Worker(conditions, number) for number in range(size)]
        self._threads = [threading.Thread(target=self._serve, args=(number,), daemon=True) for number in range(size)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def give(self, files: dict[str, bytes]) -> None:
        """Give the workers the files of the assignment, which every notebook finds beside it."""
        self._files = files

    def submit(self, task: SubmissionTask) -> Future[SubmissionResult]:
        """Have a submission run. The result is a ``SubmissionResult``, or a ``WorkerError`` if workers fail with it."""
        future: Future[SubmissionResult] = Future()
        self._waiting.put((task, future))
        return future

    def _serve(self, number: int) -> None:
        while (item := self._waiting.get()) is not None:
            task, future = item
            if not future.set_running_or_notify_cancel():
                continue
            problem = ""
            for _ in range(TRIES):
                try:
                    worker = self._workers[number]
                    if worker is None:
                        worker = self._workers[number] = _Worker(self._conditions, number)
                    future.set_result(worker.run(task, self._files))
                    break
                except BoxError as error:
                    problem = str(error)
                except (EOFError, OSError):
                    problem = "the worker process has ended"
                    self._drop(number)
                except Exception as error:  # the thread must go on
                    problem = f"{type(error).__name__}: {error}"
                    self._drop(number)
            else:
                future.set_exception(WorkerError(problem))

    def _drop(self, number: int) -> None:
        worker, self._workers[number] = self._workers[number], None
        if worker is not None:
            worker.process.kill()
            worker.close()

    def close(self) -> None:
        """End all workers; what has not begun is not run."""
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._waiting.get_nowait()
                if item is not None:
                    item[1].cancel()
        for _ in self._threads:
            self._waiting.put(None)
        for worker in self._workers:
            if worker is not None:
                worker.channel.shutdown(socket.SHUT_RDWR) if worker.channel.fileno() >= 0 else None
        for thread in self._threads:
            thread.join(30)
        for worker in self._workers:
            if worker is not None:
                worker.close()
