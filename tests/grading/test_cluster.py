"""The work goes to other processes that share no disk, and comes back the same; a worker that is lost is replaced."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time

import pytest
from distributed import LocalCluster

from localsdg.grading.course.compare import compare_folders, compare_gradebooks
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run import cluster as ours
from localsdg.grading.run.options import CourseError, GradeOptions

pytestmark = pytest.mark.xdist_group("grading")


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as cluster:
        yield cluster


def test_a_cluster_gives_the_same_even_if_a_worker_is_lost(cluster, course, graded_by_nbgrader):
    victim = next(iter(cluster.workers.values())).pid

    def kill() -> None:
        time.sleep(2)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)

    wish = GradeOptions(isolated=False, scheduler=cluster.scheduler_address)
    grade_assignment(
        course, "ps1", wish, lambda event: event["event"] == "start" and threading.Thread(target=kill).start()
    )
    databases = [f"sqlite:///{root / 'gradebook.db'}" for root in (graded_by_nbgrader, course)]
    assert compare_gradebooks(*databases, "ps1") == []
    assert compare_folders(graded_by_nbgrader / "autograded", course / "autograded", "ps1") == []


def test_workers_with_other_versions_are_refused(cluster, course, monkeypatch):
    monkeypatch.setattr(ours, "versions", lambda: dict.fromkeys(("Python", "pandas"), "0.1"))
    with pytest.raises(CourseError, match=r"would grade differently, for it has Python .* instead of 0\.1"):
        grade_assignment(course, "ps1", GradeOptions(isolated=False, scheduler=cluster.scheduler_address))


def test_an_address_without_a_cluster(course, monkeypatch):
    monkeypatch.setattr(ours, "PATIENCE", "2s")
    with pytest.raises(CourseError, match="There is no cluster with workers at"):
        grade_assignment(course, "ps1", GradeOptions(isolated=False, scheduler="tcp://127.0.0.1:1"))
