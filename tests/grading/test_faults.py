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
from dataclasses import replace
from pathlib import Path

import pytest

from localsdg.grading.course import gradebook
from localsdg.grading.course.assignment import AssignmentGrader
from localsdg.grading.course.compare import compare_folders, compare_gradebooks
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import CourseError, GradeOptions
from localsdg.grading.run.pool import Pool

OPEN = GradeOptions(isolated=False, workers=1, preload=())


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
def test_killed_and_started_again(small_course, small_graded, how):
    for student in ("zoë", "Ana María 山田", "محمد"):
        (small_course / "submitted" / student / "ps1" / "own.ipynb").write_text("{}")
    command = [sys.executable, "-m", "localsdg", "grade", "ps1", "--no-isolation", "--json", "--workers=1"]
    process = subprocess.Popen(command, cwd=small_course, stdout=subprocess.PIPE, text=True)
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
        assert rows(small_course, "findings")[student][0].startswith("own.ipynb was left out")
        assert rows(small_course, "status")[student] == ["graded", "graded"]
    for _ in range(100):
        left = [command for pid, command in descendants(1).items() if pid in below and "grading" in command]
        if not left:
            break
        time.sleep(0.1)
    assert left == []
    second = grade_assignment(small_course, "ps1", OPEN)
    assert graded <= {each.student for each in second.outcomes if each.status == "skipped"}
    for path in small_course.glob("submitted/*/ps1/own.ipynb"):
        path.unlink()
    assert same(small_graded, small_course)
    assert list((small_course / "grading" / "ps1" / "pending").iterdir()) == []
    found = rows(small_course, "findings")
    assert len(found) == 3
    assert all(any(text.startswith("own.ipynb was left out") for text in texts) for texts in found.values())


LEAVES = """def total(values):
    import builtins, os, random
    builtins.sum = lambda _: 0
    random.seed(1)
    os.environ["LEFT"] = "1"
    open("numbers.txt", "a").write("99")
    return 3"""


def test_results_do_not_depend_on_the_order_of_learners(small_course, tmp_path, monkeypatch):
    """One of them changes what she can; whoever comes after her has the same marks, notebooks and rows."""
    work = small_course / "submitted" / "zoë" / "ps1" / "sums.ipynb"
    document = json.loads(work.read_text("utf-8"))
    next(cell for cell in document["cells"] if cell["id"] == "total")["source"] = LEAVES
    work.write_text(json.dumps(document))
    work.with_name("words.ipynb").rename(work.with_name("words-Copy1.ipynb"))
    listed, graded = AssignmentGrader._submissions, []
    for number, order in enumerate(((0, 1, 2), (2, 1, 0), (1, 2, 0))):
        root = tmp_path / f"order {number}"
        shutil.copytree(small_course, root)
        monkeypatch.setattr(
            AssignmentGrader, "_submissions", lambda grader, order=order: [listed(grader)[place] for place in order]
        )
        grade_assignment(root, "ps1", OPEN)
        graded.append(root)
    for root in graded[1:]:
        assert same(graded[0], root)
        for name in ("status.csv", "findings.csv"):
            tables = [each / "grading" / "ps1" / name for each in (graded[0], root)]
            assert tables[0].read_bytes() == tables[1].read_bytes()
    assert any(
        "words-Copy1.ipynb holds the cells of words.ipynb" in text for text in rows(graded[0], "findings")["zoë"]
    )


def test_what_was_run_but_not_saved_is_not_run_again(small_course, small_graded, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(AssignmentGrader, "_save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            grade_assignment(small_course, "ps1", OPEN)
    pending = list((small_course / "grading" / "ps1" / "pending").glob("*.json"))
    kept = len(pending)
    assert kept >= 1
    whose = {json.loads(path.read_text("utf-8"))["student"] for path in pending}
    other = next(student for student in ("Ana María 山田", "محمد", "zoë") if student not in whose or kept == 3)
    assert len(grade_assignment(small_course, "ps1", replace(OPEN, students=other)).outcomes) == 2
    left = [path for path in pending if path.exists()]
    assert len(left) == len(whose - {other})
    given = []
    submit = Pool.submit
    monkeypatch.setattr(Pool, "submit", lambda pool, job: given.append(job.student) or submit(pool, job))
    grade_assignment(small_course, "ps1", OPEN)
    assert sorted(given) == sorted({"Ana María 山田", "محمد", "zoë"} - whose - {other})
    assert same(small_graded, small_course)


@pytest.mark.parametrize("victim", ["localsdg.grading.run.process", "notebook_template"])
def test_a_process_that_is_killed_is_replaced(small_course, small_graded, victim):
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
        small_course,
        "ps1",
        replace(OPEN, workers=2),
        lambda event: event["event"] == "start" and threading.Thread(target=kill).start(),
    )
    assert killed
    assert same(small_graded, small_course)


def test_a_locked_gradebook(small_course, small_graded, monkeypatch):
    monkeypatch.setattr(gradebook, "PATIENCE", 1.0)
    holder = sqlite3.connect(small_course / "gradebook.db", isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(CourseError, match="Another program has held the gradebook"):
        grade_assignment(small_course, "ps1", OPEN)
    holder.close()
    grade_assignment(small_course, "ps1", OPEN)
    assert same(small_graded, small_course)


def test_a_full_disk(small_course, small_graded, monkeypatch):
    write = Path.write_text

    def full(path: Path, *words: object) -> int:
        if "autograded" in str(path) or path.parent.name.endswith("-files"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, *words)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(CourseError, match="No space left on device"):
            grade_assignment(small_course, "ps1", OPEN)
    grade_assignment(small_course, "ps1", OPEN)
    assert same(small_graded, small_course)


def test_verify_by_the_command(small_course):
    command = [
        sys.executable,
        "-m",
        "localsdg",
        "verify",
        "ps1",
        "--no-isolation",
        "--student=محمد",
        "--notebook=words",
    ]
    done = subprocess.run(command, cwd=small_course, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Differences: 0" in done.stdout
    assert not (small_course / "autograded").exists()
    notebook = small_course / "submitted" / "محمد" / "ps1" / "words.ipynb"
    document = json.loads(notebook.read_text("utf-8"))
    next(cell for cell in document["cells"] if cell["id"] == "longest-check")["metadata"]["tags"] = ["skip-execution"]
    notebook.write_text(json.dumps(document), "utf-8")
    done = subprocess.run(command, cwd=small_course, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the grader has repaired the notebook" in done.stdout
