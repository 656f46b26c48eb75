"""The gradebook and the files are those that nbgrader's own run makes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from measured_class import nbgrader
from nbgrader.api import Gradebook

from localsdg.grading.course.assignment import GradedAssignment
from localsdg.grading.course.compare import compare_folders, compare_gradebooks, rows
from localsdg.grading.course.feedback import make_feedback
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions


def differences(first: Path, second: Path) -> list:
    databases = [f"sqlite:///{root / 'gradebook.db'}" for root in (first, second)]
    return compare_gradebooks(*databases, "ps1") + compare_folders(first / "autograded", second / "autograded", "ps1")


def modes(root: Path) -> dict[str, int]:
    return {str(path.relative_to(root)): path.stat().st_mode & 0o777 for path in (root / "autograded").rglob("*.ipynb")}


@pytest.fixture(scope="module")
def graded_by_us(handed_in, tmp_path_factory) -> tuple[Path, GradedAssignment]:
    """The same course, graded by us without isolation."""
    root = shutil.copytree(handed_in, tmp_path_factory.mktemp("ours") / "course")
    return root, grade_assignment(root, "ps1", GradeOptions(isolated=False))


def test_the_reference_is_not_empty(graded_by_nbgrader):
    known = rows(f"sqlite:///{graded_by_nbgrader / 'gradebook.db'}", "ps1")
    students = {student for student, _, _ in known}
    assert len(students) == 3
    assert sum("automatic score" in row for row in known.values()) == 3 * 10
    scores = {row["automatic score"] for row in known.values() if "automatic score" in row}
    assert {0.0, 2.0, 3.0} <= scores
    assert any(row.get("late penalty") for row in known.values())


def test_equal_without_isolation(graded_by_us, graded_by_nbgrader):
    course, graded = graded_by_us
    assert {each.kind for each in graded.findings} <= {"note"}
    assert differences(graded_by_nbgrader, course) == []
    assert modes(course) == modes(graded_by_nbgrader)


def test_equal_with_isolation_by_the_command(course, graded_by_nbgrader, isolated):
    command = [sys.executable, "-m", "localsdg", "grade", "ps1"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 notebooks of 3 students" in done.stdout
    assert differences(graded_by_nbgrader, course) == []


def test_a_second_run_grades_only_what_is_newer_and_keeps_what_a_person_gave(
    graded_by_us, graded_by_nbgrader, tmp_path
):
    plain, course = tmp_path / "plain", tmp_path / "ours"
    shutil.copytree(graded_by_nbgrader, plain)
    shutil.copytree(graded_by_us[0], course)
    for root in (plain, course):
        with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
            grade = gradebook.find_grade("essay", "wrangle", "ps1", "zoë")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 4, 0.5, False
            gradebook.find_comment("essay", "wrangle", "ps1", "zoë").manual_comment = "Well seen."
            gradebook.db.commit()
        folder = root / "submitted" / "zoë" / "ps1"
        notebook = json.loads((folder / "stats.ipynb").read_text("utf-8"))
        cell = next(cell for cell in notebook["cells"] if cell["id"] == "trimmed")
        cell["source"] = "def trimmed(values):\n    return 2"
        (folder / "stats.ipynb").write_text(json.dumps(notebook), "utf-8")
        (folder / "timestamp.txt").write_text("2027-01-25 12:00:00 UTC")
    nbgrader(plain, "autograde", "ps1")
    graded = grade_assignment(course, "ps1", GradeOptions(isolated=False, workers=1))
    assert {outcome.student for outcome in graded.outcomes if outcome.status == "graded"} == {"zoë"}
    assert sum(outcome.status == "skipped" for outcome in graded.outcomes) == 4
    (other,) = differences(plain, course)  # what is marked does not wait again
    assert (other.cell, other.what, other.first, other.second) == ("essay", "waits for a person", "True", "False")
    known = rows(f"sqlite:///{course / 'gradebook.db'}", "ps1")
    assert known["zoë", "wrangle", "essay"]["manual score"] == 4
    assert known["zoë", "wrangle", "essay"]["manual comment"] == "Well seen."


def test_only_some_students_and_notebooks(course):
    graded = grade_assignment(course, "ps1", GradeOptions(students="[zm]*", notebooks="st*", isolated=False, workers=1))
    assert {(each.student, each.notebook) for each in graded.outcomes} == {("zoë", "stats")}
    known = rows(f"sqlite:///{course / 'gradebook.db'}", "ps1")
    assert {student for student, _, _ in known} == {"zoë"}
    assert not (course / "autograded" / "zoë" / "ps1" / "wrangle.ipynb").exists()


def test_feedback_is_nbgraders_own(graded_by_nbgrader, tmp_path):
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
    make_feedback(second, "ps1", students="zoë", hidden_tests=False, force=True)
    pages = sorted((second / "feedback" / "zoë").rglob("*.html"))
    assert [page.stem for page in pages] == ["stats", "wrangle"]
    for page in pages:
        text = page.read_text("utf-8")
        assert "HIDDEN TESTS" not in text
        assert "is_monotonic_increasing" not in text


def test_code_that_cannot_be_isolated_is_refused(course, monkeypatch):
    monkeypatch.setenv("PATH", str(course))  # here is no bwrap
    command = [sys.executable, "-m", "localsdg", "grade", "ps1"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Nothing was graded" in done.stderr
    assert "bwrap is not installed" in done.stderr
    assert "--no-isolation" in done.stderr
    assert not (course / "autograded").exists()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["ps2"], 2, "The gradebook does not know the assignment 'ps2'"),
        (["ps1", "--speed=9"], 2, "--speed=9 is not an option"),
        (["ps1", "--course-dir", "nowhere"], 2, "There is no folder nowhere"),
        (["ps1", "--student=nobody"], 1, "There is nothing to grade"),
    ],
)
def test_what_cannot_be_done_is_said(course, words, status, told):
    command = [sys.executable, "-m", "localsdg", "grade", *words, "--no-isolation"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == status
    assert told in done.stderr
