"""Whatever dies: nothing is lost, nothing is graded twice, and the message is clear."""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from measured_class import nbgrader

from localsdg.grading.course import gradebook
from localsdg.grading.course.assignment import AssignmentGrader
from localsdg.grading.course.compare import compare_folders, compare_gradebooks
from localsdg.grading.course.feedback import make_feedback
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import CourseError, GradeOptions
from localsdg.grading.run.pool import Pool

pytestmark = pytest.mark.xdist_group("grading")
OPEN = GradeOptions(isolated=False)


def same(first: Path, second: Path) -> bool:
    databases = [f"sqlite:///{root / 'gradebook.db'}" for root in (first, second)]
    found = [*compare_gradebooks(*databases, "ps1")]
    found += compare_folders(first / "autograded", second / "autograded", "ps1")
    assert found == []
    return True


def descendants(root: int) -> dict[int, str]:
    """Return the processes below one, with their commands."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                status = (entry / "stat").read_text(errors="replace")
                parents[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_text(errors="replace").replace("\0", " ")
    found = {}
    for process in parents:
        above = process
        while above > 1:
            above = parents.get(above, 0)
            if above == root:
                found[process] = commands.get(process, "")
    return found


def rows(course: Path, name: str) -> dict[str, list[str]]:
    """Return the rows of a table of the run by their learners."""
    found: dict[str, list[str]] = {}
    with (course / "grading" / "ps1" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row.pop("student"), []).append(row.get("text") or str(row.get("status")))
    return found


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_and_started_again(course, graded_by_nbgrader, how):
    for student in ("zoë", "Ana María 山田", "محمد"):
        (course / "submitted" / student / "ps1" / "own.ipynb").write_text("{}")
    command = [sys.executable, "-m", "localsdg", "grade", "ps1", "--no-isolation", "--json", "--workers=1"]
    process = subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, text=True)
    graded = set()
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "notebook":
            graded.add(event["student"])
            break
    below = descendants(process.pid)
    process.send_signal(how)
    process.wait()
    process.stdout.close()
    assert process.returncode in (-9, 1)
    assert len(graded) == 1
    for student in graded:
        assert rows(course, "findings")[student][0].startswith("own.ipynb was left out")
        assert rows(course, "status")[student] == ["graded", "graded"]
    for _ in range(100):
        left = [command for pid, command in descendants(1).items() if pid in below and "grading" in command]
        if not left:
            break
        time.sleep(0.1)
    assert left == []
    second = grade_assignment(course, "ps1", OPEN)
    assert graded <= {each.student for each in second.outcomes if each.status == "skipped"}
    for path in course.glob("submitted/*/ps1/own.ipynb"):
        path.unlink()
    assert same(graded_by_nbgrader, course)
    assert list((course / "grading" / "ps1" / "pending").iterdir()) == []
    found = rows(course, "findings")
    assert len(found) == 3
    assert all(any(text.startswith("own.ipynb was left out") for text in texts) for texts in found.values())


def test_what_was_run_but_not_saved_is_not_run_again(course, graded_by_nbgrader, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(AssignmentGrader, "_save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            grade_assignment(course, "ps1", OPEN)
    pending = list((course / "grading" / "ps1" / "pending").glob("*.json"))
    kept = len(pending)
    assert kept >= 1
    whose = {json.loads(path.read_text("utf-8"))["student"] for path in pending}
    other = next(student for student in ("Ana María 山田", "محمد", "zoë") if student not in whose or kept == 3)
    assert len(grade_assignment(course, "ps1", GradeOptions(isolated=False, students=other)).outcomes) == 2
    left = [path for path in pending if path.exists()]
    assert len(left) == len(whose - {other})
    given = []
    submit = Pool.submit
    monkeypatch.setattr(Pool, "submit", lambda pool, job: given.append(job.student) or submit(pool, job))
    grade_assignment(course, "ps1", OPEN)
    assert sorted(given) == sorted({"Ana María 山田", "محمد", "zoë"} - whose - {other})
    assert same(graded_by_nbgrader, course)


@pytest.mark.parametrize("victim", ["localsdg.grading.run.process", "notebook_template"])
def test_a_process_that_is_killed_is_replaced(course, graded_by_nbgrader, victim):
    killed = []

    def kill() -> None:
        for _ in range(200):
            found = [pid for pid, command in descendants(os.getpid()).items() if victim in command]
            if found:
                os.kill(found[0], signal.SIGKILL)
                killed.append(found[0])
                return
            time.sleep(0.05)

    grade_assignment(
        course, "ps1", OPEN, lambda event: event["event"] == "start" and threading.Thread(target=kill).start()
    )
    assert killed
    assert same(graded_by_nbgrader, course)


def test_a_locked_gradebook(course, graded_by_nbgrader, monkeypatch):
    monkeypatch.setattr(gradebook, "PATIENCE", 1.0)
    holder = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(CourseError, match="Another program has held the gradebook"):
        grade_assignment(course, "ps1", OPEN)
    holder.close()
    grade_assignment(course, "ps1", OPEN)
    assert same(graded_by_nbgrader, course)


def test_a_full_disk(course, graded_by_nbgrader, monkeypatch):
    write = Path.write_text

    def full(path: Path, *words: object) -> int:
        if "autograded" in str(path) or path.parent.name.endswith("-files"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, *words)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(CourseError, match="No space left on device"):
            grade_assignment(course, "ps1", OPEN)
    grade_assignment(course, "ps1", OPEN)
    assert same(graded_by_nbgrader, course)


def test_feedback_is_nbgraders_own(course, graded_by_nbgrader, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for root in (first, second):
        shutil.copytree(graded_by_nbgrader, root)
    nbgrader(first, "generate_feedback", "ps1")
    pages = make_feedback(second, "ps1")
    assert {page.status for page in pages} == {"made"}
    names = sorted(path.relative_to(first) for path in (first / "feedback").rglob("*") if path.is_file())
    assert len([name for name in names if name.suffix == ".html"]) == 6
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert {page.status for page in make_feedback(second, "ps1")} == {"skipped"}
    (second / "feedback" / "zoë" / "ps1" / "stats.html").unlink()  # as a run that was killed leaves it
    assert [page.student for page in make_feedback(second, "ps1") if page.status == "made"] == ["zoë"]
    assert any("HIDDEN TESTS" in path.read_text("utf-8") for path in second.rglob("wrangle.html"))
    make_feedback(second, "ps1", hidden_tests=False, force=True)
    for path in (second / "feedback").rglob("*.html"):
        text = path.read_text("utf-8")
        assert "HIDDEN TESTS" not in text
        assert "is_monotonic_increasing" not in text


def test_verify_by_the_command(course):
    command = [
        sys.executable,
        "-m",
        "localsdg",
        "verify",
        "ps1",
        "--no-isolation",
        "--student=zoë",
        "--notebook=stats",
    ]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Differences: 0" in done.stdout
    assert not (course / "autograded").exists()
    notebook = course / "submitted" / "zoë" / "ps1" / "stats.ipynb"
    document = json.loads(notebook.read_text("utf-8"))
    next(cell for cell in document["cells"] if cell["id"] == "spread-check")["metadata"]["tags"] = ["skip-execution"]
    notebook.write_text(json.dumps(document), "utf-8")
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the grader has repaired the notebook" in done.stdout
