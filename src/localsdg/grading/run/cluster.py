"""Sends submissions to the workers of a Dask cluster, which share no disk with this computer.

Whatever a submission does comes back as a result, never as an exception; Dask repeats only those whose worker was lost.
"""

from __future__ import annotations

import importlib.metadata
import platform
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from localsdg.grading.box import isolation
from localsdg.grading.box.sandbox import BoxError
from localsdg.grading.run.options import CourseError
from localsdg.grading.run.worker import Runner
from localsdg.grading.run.workers import TRIES, WorkerError

if TYPE_CHECKING:
    from localsdg.grading.run.tasks import SubmissionResult, SubmissionTask
    from localsdg.grading.run.worker import Conditions

PACKAGES = ("localsdg", "nbclient", "nbformat", "ipykernel", "ipython", "numpy", "pandas", "matplotlib")
PATIENCE = "30s"

# On a worker: the runner of each of its threads, with what it was made for.
_runners: dict[int, tuple[Conditions, Runner]] = {}
_lock = threading.Lock()


def versions() -> dict[str, str]:
    """Return the versions on which results depend."""
    found = {"Python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "missing"
    return found


def _look(conditions: Conditions) -> tuple[dict[str, str], str]:
    """Return the versions of a worker, and why it cannot isolate code; runs on the worker."""
    why = isolation.problem(conditions.sandbox, conditions.limits) if conditions.sandbox else ""
    return versions(), why


def _run(task: SubmissionTask, conditions: Conditions, files: dict[str, bytes]) -> SubmissionResult:
    """Run a submission; runs on a worker."""
    thread = threading.get_ident()
    with _lock:
        known = _runners.get(thread)
        if known is None or known[0] != conditions:
            if known is not None:
                known[1].close()
            known = _runners[thread] = (conditions, Runner(conditions, len(_runners)))
    known[1].files = files
    return known[1].run(task)


def _end() -> None:
    """End all boxes of a worker; runs on the worker."""
    with _lock:
        while _runners:
            _runners.popitem()[1][1].close()


class Cluster:
    """Runs submissions on a Dask cluster; see ``Workers``.

    Args:
        conditions: what holds for all submissions.
        address: of the scheduler, as in tcp://host:8786.

    Raises:
        CourseError: there is no cluster, its workers have other versions than this computer, or cannot isolate code.
    """

    def __init__(self, conditions: Conditions, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise CourseError(
                "Work can be given to other computers only with the package distributed. Install localsdg[cluster]."
            ) from None
        try:
            client: Any = distributed.Client
            self.client = client(address, timeout=PATIENCE, set_as_default=False)
            self.client.wait_for_workers(1, timeout=30)
            threads: dict[str, int] = self.client.nthreads()
            self.size = max(1, sum(threads.values()))
            looks: dict[str, Any] = self.client.run(_look, conditions)
        except (OSError, ValueError, TimeoutError) as error:
            raise CourseError(f"There is no cluster with workers at {address} ({error}).") from error
        except ModuleNotFoundError as error:
            raise CourseError(f"The workers at {address} lack a package: {error}. Install localsdg there.") from error
        self.conditions = conditions
        own = versions()
        for worker, (found, why) in looks.items():
            wrong = [f"{name} {found[name]} instead of {own[name]}" for name in own if found[name] != own[name]]
            if wrong:
                text = f"The worker {worker} would grade differently, for it has {', '.join(wrong)}."
                raise CourseError(f"{text} Install the same versions there.")
            if why:
                raise CourseError(
                    f"Nothing was graded, because the worker {worker} cannot isolate students' code: {why}. "
                    "If you trust every submission: --no-isolation"
                )
        self._files: Any = {}

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def give(self, files: dict[str, bytes]) -> None:
        """Give the workers the files of the assignment, which every notebook finds beside it."""
        # They go with every task: of what is scattered, the scheduler soon keeps one copy, and a lost worker takes it.
        self._files = files

    def submit(self, task: SubmissionTask) -> Future[SubmissionResult]:
        """Have a submission run; see ``Workers``."""
        future: Future[SubmissionResult] = Future()
        remote: Any = self.client.submit(_run, task, self.conditions, self._files, pure=False, retries=TRIES - 1)

        def done(remote: Any) -> None:
            try:
                future.set_result(remote.result(timeout=60))
            except BoxError as error:
                future.set_exception(WorkerError(str(error)))
            except Exception as error:  # lost with its workers, or cancelled
                future.set_exception(WorkerError(f"{type(error).__name__}: {error}"))

        remote.add_done_callback(done)
        return future

    def close(self) -> None:
        """End the boxes of the workers; the cluster itself stays."""
        try:
            self.client.run(_end, on_error="ignore")
        finally:
            self.client.close()
