"""Appeals, other attempts, pages of feedback, and what is kept: what a second run changes, and what it leaves."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import zipfile

import pytest
from measured_class import answer, cell, check, notebook, release
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.grading.course.feedback import make_feedback
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.course.marks import marks
from localsdg.grading.course.pipeline import Pipeline
from localsdg.grading.run.options import GradeOptions

OPEN = GradeOptions(isolated=False, workers=1, preload=())
RIGHT = {"double": "def double(x):\n    return 2 * x", "essay": "Because it is so.", "own": "1"}
HIDDEN = "import warnings\nwarnings.warn('SECRET-WARNING')\nassert double(-7) == -14, 'should be SECRET-ANSWER'"
WORK = {
    "stays as it is": RIGHT,
    "writes anew": RIGHT,
    "hands in again": RIGHT | {"double": "def double(x):\n    return 2"},
    "corrected by hand": RIGHT | {"double": "def double(x):\n    return 2"},
    "prints the check": RIGHT | {"own": "print(repr(In[-2]))"},
    "far too late": RIGHT,
}
TIMES = {
    "far too late": "2027-01-15 17:00:01 +0300",
    "stays as it is": "2027-01-15 16:00 EAT",
    "corrected by hand": "2027-01-15 16:00 +03:00",
}

MARKS = {"stays as it is": 7, "corrected by hand": 5, "far too late": 0, "prints the check": 7}


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
        grade = gradebook.find_grade("double-check", "p", "ps", "corrected by hand")
        grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()
    return course


def test_what_a_person_has_marked_holds_while_the_work_is_the_same(course, tmp_path, monkeypatch):
    course = shutil.copytree(course, tmp_path / "course")
    assert _marks(course) == MARKS | {"writes anew": 7, "hands in again": 4}
    _hand_in(course, "writes anew", RIGHT | {"essay": "Because I say so."})
    _hand_in(course, "hands in again", RIGHT)
    run = grade_assignment(course, "ps", OPEN)
    graded = {each.student for each in run.outcomes if each.status == "graded"}
    assert graded == {"writes anew", "hands in again"}
    assert _marks(course) == MARKS | {"writes anew": None, "hands in again": 7}
    prepare = Pipeline.prepare

    def slow_with_one(pipeline, data, name, folder=""):
        if name.student == "prints the check":
            signal.setitimer(signal.ITIMER_REAL, 0.01)  # her step has lasted as long as one may
            while True:
                pass
        return prepare(pipeline, data, name, folder)

    monkeypatch.setattr(Pipeline, "prepare", slow_with_one)
    run = grade_assignment(course, "ps", GradeOptions(isolated=False, workers=1, preload=(), force=True))
    assert [each.student for each in run.failed] == ["prints the check"]  # and she keeps what she had
    assert _marks(course) == MARKS | {"writes anew": None, "hands in again": 7}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:  # as after a failure of the grader
        gradebook.update_or_create_student("not graded")
        gradebook.update_or_create_submission("ps", "not graded")
    assert _marks(course)["not graded"] is None
    with (course / "grading/ps/findings.csv").open(newline="", encoding="utf-8") as file:
        found = {row["student"]: row["text"] for row in csv.DictReader(file) if "time" in row["text"]}
    assert "EAT is no name of one time zone" in found["stays as it is"]


def test_pages_without_hidden_tests_hold_nothing_of_them(course):
    for hidden in (True, False):
        pages = make_feedback(course, "ps", hidden_tests=hidden, force=True)
        assert {page.status for page in pages} == {"made"}
        for student in WORK:
            page = (course / "feedback" / student / "ps" / "p.html").read_text("utf-8")
            assert ("SECRET" in page) == hidden, student
            assert ("double(-7)" in page.replace("<span", "").replace("&#39;", "'")) <= hidden, student
    assert "This check was not passed" in (course / "feedback/corrected by hand/ps/p.html").read_text("utf-8")


VICTIM = "prints the check"


def _with(folder, text):
    """The files in which a text stands, or whose names hold it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    inside = [path for path in files if text.encode() in path.read_bytes()]
    return inside + [path for path in folder.rglob("*") if text in path.name]


def _learner(course, *words, status=0):
    done = CliRunner().invoke(app, ["learner", *words, f"--course-dir={course}"])
    assert done.exit_code == status, done.output
    return " ".join(done.output.split())


def test_the_data_of_a_learner_and_of_a_class(course, tmp_path):
    course = shutil.copytree(course, tmp_path / "course")
    for path in course.glob("submitted/*/*/*.ipynb"):
        os.utime(path, (1_780_000_000, 1_780_000_000))  # 2026-05-28
    archive = course / "downloaded" / "ps" / "archive"
    archive.mkdir(parents=True)
    (archive / f"{VICTIM}_p.ipynb").write_text("repr(In[-2])")
    with zipfile.ZipFile(archive / "Course-77.zip", "w") as bundle:
        bundle.writestr("Ana_7_assignsubmission_file_/p.ipynb", "{}")
    (course / "grading" / "ps" / "pending" / "0-1.json").write_text(VICTIM)
    copy = tmp_path / "copy.zip"
    said = _learner(course, "export", VICTIM, f"--output={copy}")
    assert "2 folders, 1 files" in said or "3 folders, 1 files" in said
    assert "Course-77.zip" in said.replace(" ", "")
    assert copy.stat().st_mode & 0o77 == 0
    with zipfile.ZipFile(copy) as bundle:
        names = bundle.namelist()
        assert {f"files/submitted/{VICTIM}/ps/p.ipynb", "grading/ps/status.csv", "gradebook.json"} <= set(names)
        (known,) = json.loads(bundle.read("gradebook.json"))
        others = [student for student in WORK if student != VICTIM]
        assert not [name for name in names for other in others if other.encode() in bundle.read(name)]
    cells = {each["cell"]: each["points"] for each in known["submissions"][0]["cells"]}
    assert cells == {"double-check": 3, "essay": 4}
    assert "Nothing was deleted" in _learner(course, "forget", VICTIM, status=1)
    assert "holds nothing" in _learner(course, "forget", "nobody", status=2)
    assert len(_with(course, VICTIM)) > 5
    said = _learner(course, "forget", VICTIM, "--yes")
    assert "Not known to this program" in said
    assert _with(course, VICTIM) == _with(course / "submitted", "repr(In[-2])") == []
    assert _with(course, "repr(In[-2])") == []
    assert set(_marks(course)) == set(others)
    _learner(course, "forget-all", "--before=2026-05-01", "--yes", status=2)
    _learner(course, "forget-all", "--before=2027-01-01", "--yes")
    assert set(_marks(course)) == {"far too late", "corrected by hand"}
    _learner(course, "forget-all", "--yes")
    for student in others:
        assert _with(course, student) == [], student
    assert _with(course, "Course-77") == [archive / "Course-77.zip"]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        assert (gradebook.students, len(gradebook.find_assignment("ps").notebooks)) == ([], 1)
