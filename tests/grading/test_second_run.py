"""Appeals, other attempts and pages of feedback: what a second run changes, and what it leaves."""

from __future__ import annotations

import csv
import json
import shutil

import pytest
from measured_class import answer, cell, check, notebook, release
from nbgrader.api import Gradebook

from localsdg.grading.course.feedback import make_feedback
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.course.marks import marks
from localsdg.grading.run.options import GradeOptions

OPEN = GradeOptions(isolated=False, workers=1, preload=())
RIGHT = {"double": "def double(x):\n    return 2 * x", "essay": "Because it is so.", "own": "1"}
HIDDEN = "import warnings\nwarnings.warn('SECRET-WARNING')\nassert double(-7) == -14, 'should be SECRET-ANSWER'"
WORK = {
    "stays": RIGHT,
    "writes anew": RIGHT,
    "hands in again": RIGHT | {"double": "def double(x):\n    return 2"},
    "corrected": RIGHT | {"double": "def double(x):\n    return 2"},
    "prints the check": RIGHT | {"own": "print(repr(In[-2]))"},
    "late": RIGHT,
}
TIMES = {"late": "2027-01-15 17:00:01 +0300", "stays": "2027-01-15 16:00 EAT", "corrected": "2027-01-15 16:00 +03:00"}


def _hand_in(course, student, answers):
    document = json.loads((course / "release/ps/p.ipynb").read_text("utf-8"))
    for each in document["cells"]:
        each["source"] = answers.get(each["id"], each["source"])
    folder = course / "submitted" / student / "ps"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "p.ipynb").write_text(json.dumps(document), "utf-8")
    if student in TIMES:
        (folder / "timestamp.txt").write_text(TIMES[student])


def _marks(course):
    return {each.student: each.mark for each in marks(course, "ps")}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The class after the first run, with the marks of a person."""
    course = tmp_path_factory.mktemp("second") / "course"
    (course / "source" / "ps").mkdir(parents=True)
    settings = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (course / "nbgrader_config.py").write_text(settings)
    essay = cell("markdown", "essay", "Why?", grade=True, solution=True, points=5)
    checked = check("double-check", 3, "assert double(1) == 2", HIDDEN)
    parts = [answer("double", RIGHT["double"]), checked, cell("code", "own", "1"), essay]
    (course / "source" / "ps" / "p.ipynb").write_text(json.dumps(notebook(parts)))
    release(course, "ps")
    for student, answers in WORK.items():
        _hand_in(course, student, answers)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment("ps", duedate="2027-01-15 14:00:00 UTC")
    grade_assignment(course, "ps", OPEN)
    assert set(_marks(course).values()) == {None}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for student in WORK:
            grade = gradebook.find_grade("essay", "p", "ps", student)
            grade.manual_score, grade.needs_manual_grade = 4, False
        grade = gradebook.find_grade("double-check", "p", "ps", "corrected")
        grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()
    return course


def test_what_a_person_has_marked_holds_while_the_work_is_the_same(course, tmp_path):
    course = shutil.copytree(course, tmp_path / "course")
    assert _marks(course) == {"stays": 7, "writes anew": 7, "hands in again": 4, "corrected": 5, "late": 0,
                              "prints the check": 7}  # fmt: skip
    _hand_in(course, "writes anew", RIGHT | {"essay": "Because I say so."})
    _hand_in(course, "hands in again", RIGHT)
    run = grade_assignment(course, "ps", OPEN)
    graded = {each.student for each in run.outcomes if each.status == "graded"}
    assert graded == {"writes anew", "hands in again"}
    assert _marks(course) == {"stays": 7, "writes anew": None, "hands in again": 7, "corrected": 5, "late": 0,
                              "prints the check": 7}  # fmt: skip
    grade_assignment(course, "ps", GradeOptions(isolated=False, workers=1, preload=(), force=True))
    assert _marks(course) == {"stays": 7, "writes anew": None, "hands in again": 7, "corrected": 5, "late": 0,
                              "prints the check": 7}  # fmt: skip
    with (course / "grading/ps/findings.csv").open(newline="", encoding="utf-8") as file:
        found = {row["student"]: row["text"] for row in csv.DictReader(file) if "time" in row["text"]}
    assert "EAT is no name of one time zone" in found["stays"]


def test_pages_without_hidden_tests_hold_nothing_of_them(course):
    for hidden in (True, False):
        pages = make_feedback(course, "ps", hidden_tests=hidden, force=True)
        assert {page.status for page in pages} == {"made"}
        for student in WORK:
            page = (course / "feedback" / student / "ps" / "p.html").read_text("utf-8")
            assert ("SECRET" in page) == hidden, student
            assert ("double(-7)" in page.replace("<span", "").replace("&#39;", "'")) <= hidden, student
    assert "This check was not passed" in (course / "feedback/corrected/ps/p.html").read_text("utf-8")
