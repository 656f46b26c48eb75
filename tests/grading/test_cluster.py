"""The work goes to other processes that share no disk, and comes back the same; a worker that is lost is replaced."""

from __future__ import annotations

import threading
import time

import psutil
import pytest
from distributed import LocalCluster

from localsdg.grading.course.compare import compare_folders, compare_gradebooks
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run import cluster as ours
from localsdg.grading.run.options import CourseError, GradeOptions

pytestmark = pytest.mark.xdist_group("faults")


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as cluster:
        yield cluster


def test_a_cluster_gives_the_same_even_if_a_worker_is_lost(cluster, small_course, small_graded):
    victim = psutil.Process(next(iter(cluster.workers.values())).pid)
    killed = []

    def kill() -> None:
        while not victim.children():  # it has begun with a submission when it has started a box for it
            time.sleep(0.02)
        victim.kill()
        killed.append(victim)

    wish = GradeOptions(isolated=False, preload=(), scheduler=cluster.scheduler_address)
    killer = threading.Thread(target=kill, daemon=True)
    grade_assignment(small_course, "ps1", wish, lambda event: event["event"] == "start" and killer.start())
    assert killed
    databases = [f"sqlite:///{root / 'gradebook.db'}" for root in (small_graded, small_course)]
    assert compare_gradebooks(*databases, "ps1") == []
    assert compare_folders(small_graded / "autograded", small_course / "autograded", "ps1") == []


def test_workers_with_other_versions_are_refused(cluster, small_course, monkeypatch):
    monkeypatch.setattr(ours, "versions", lambda: dict.fromkeys(("Python", "pandas"), "0.1"))
    with pytest.raises(CourseError, match=r"would grade differently, for it has Python .* instead of 0\.1"):
        grade_assignment(
            small_course, "ps1", GradeOptions(isolated=False, preload=(), scheduler=cluster.scheduler_address)
        )


def test_an_address_without_a_cluster(small_course, monkeypatch):
    monkeypatch.setattr(ours, "PATIENCE", "200ms")
    with pytest.raises(CourseError, match="There is no cluster with workers at"):
        grade_assignment(small_course, "ps1", GradeOptions(isolated=False, preload=(), scheduler="tcp://127.0.0.1:1"))
