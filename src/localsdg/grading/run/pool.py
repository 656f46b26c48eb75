"""A pool of worker processes on this computer.

A thread here gives each worker one submission at a time, so it is known with which submission a worker died.
"""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.sandbox import BoxError
from localsdg.grading.run.workers import TRIES, WorkerError

if TYPE_CHECKING:
    from localsdg.grading.run.tasks import SubmissionResult, SubmissionTask
    from localsdg.grading.run.worker import Conditions

PATIENCE = 300.0  # seconds beyond what the notebooks may take, in which a worker must have answered


class _Worker:
    """A worker process and the connection to it."""

    def __init__(self, conditions: Conditions, number: int) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            # -P: the folder in which the command was given is no place to look for modules
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "localsdg.grading.run.process", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.connection = Connection(os.dup(self._socket.fileno()))
        self.seconds = conditions.limits.notebook
        self.files: dict[str, bytes] | None = None
        self.connection.send((conditions, number))

    def run(self, task: SubmissionTask, files: dict[str, bytes]) -> SubmissionResult:
        """Have a submission run.

        Raises:
            BoxError: the box has failed with it.
            RuntimeError: the worker does not answer.
            EOFError: the worker process has ended.
            OSError: the worker process has ended.
        """
        if self.files is not files:
            self.connection.send(files)
            self.files = files
        self.connection.send(task)
        if not self.connection.poll(self.seconds * len(task.notebooks) + PATIENCE):
            raise RuntimeError("the worker does not answer")
        answer: Any = self.connection.recv()
        if isinstance(answer, BaseException):
            raise answer
        result: SubmissionResult = answer
        return result

    def hang_up(self) -> None:
        """End the connection, also for a thread that waits for an answer."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the connection, and wait until the process has ended."""
        self.hang_up()
        self.connection.close()
        self._socket.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """Runs submissions in several processes at once; see ``Workers``.

    Args:
        conditions: what holds for all submissions.
        size: how many processes.
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
        """Have a submission run; see ``Workers``."""
        future: Future[SubmissionResult] = Future()
        self._waiting.put((task, future))
        return future

    def _serve(self, number: int) -> None:
        """Give submissions to one worker until there are no more; the target of a thread."""
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
        """End all workers; submissions that no worker has begun are cancelled."""
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._waiting.get_nowait()
                if item is not None:
                    item[1].cancel()
        for _ in self._threads:
            self._waiting.put(None)
        for worker in self._workers:
            if worker is not None:
                worker.hang_up()
        for thread in self._threads:
            thread.join(30)
        for worker in self._workers:
            if worker is not None:
                worker.close()
