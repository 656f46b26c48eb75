"""The Python interface: one notebook without a course, and an assignment as tables."""

from __future__ import annotations

import copy

import nbformat
import pytest

from localsdg.grading import CellResult, autograde, grade
from localsdg.grading.box import isolation
from localsdg.grading.course.hardening import UnreadableError


def cell(name, source, **data):
    described = {
        "schema_version": 3,
        "grade_id": name,
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
    }
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": described | data}, id=name)


SOURCE = nbformat.v4.new_notebook(
    metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    cells=[
        cell("double", "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", solution=True),
        cell(
            "check",
            "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double('a') == 'aa', 'text'\n### END HIDDEN TESTS",
            grade=True,
            locked=True,
            points=3,
        ),
        cell("words", "", grade=True, solution=True, points=2),
    ],
)


def answered(text):
    notebook = copy.deepcopy(SOURCE)
    notebook.cells[0].source = text
    notebook.cells[1].source = "assert double(2) == 4"
    notebook.cells[2].source = "print('an answer that a person reads')"
    return notebook


def test_one_notebook(isolated):
    right = grade(answered("def double(x):\n    return x + x"), SOURCE)
    assert {name: (each.score, each.points, each.message) for name, each in right.items()} == {
        "check": (3, 3, ""),
        "words": (None, 2, ""),
    }
    wrong = grade(answered("def double(x):\n    return 4"), SOURCE)["check"]
    assert isinstance(wrong, CellResult)
    assert (wrong.score, wrong.points, wrong.message) == (0, 3, "AssertionError: text")


def test_what_is_no_notebook_is_said(tmp_path):
    with pytest.raises(UnreadableError, match="no JSON"):
        grade(b"half a notebook", SOURCE, isolated=False)
    with pytest.raises(UnreadableError, match="cannot be read"):
        grade(tmp_path / "nothing.ipynb", SOURCE, isolated=False)


def test_an_assignment_as_tables(course):
    run = autograde(course, "ps1", students="zoë", isolated=False, workers=1)
    assert set(run.status.status) == {"graded"}
    assert len(run.scores) == 10
    assert run.scores.points.sum() == 26
    assert set(run.scores[run.scores.waits_for_a_person].cell) <= {"essay", "plot"}
    assert (run.timings.seconds > 0).all()
    assert set(run.timings.notebook) == {"wrangle", "stats"}
    assert run.findings.columns.tolist() == ["student", "notebook", "cell", "kind", "text"]


def test_the_repair_names_what_keeps_code_from_being_isolated(tmp_path):
    blocked = "bubblewrap fails: bwrap: setting up uid map: Permission denied"
    assert "apt install bubblewrap" in isolation.repair("bwrap is not installed", tmp_path)
    assert "0.8 or newer" in isolation.repair("bubblewrap fails: bwrap: Unknown option --disable-userns", tmp_path)
    assert "In a container" in isolation.repair(blocked, tmp_path)
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel" / "apparmor_restrict_unprivileged_userns").write_text("1\n")
    assert "profile of AppArmor" in isolation.repair(blocked, tmp_path)
    (tmp_path / "kernel" / "apparmor_restrict_unprivileged_userns").write_text("0\n")
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "max_user_namespaces").write_text("0\n")
    assert "user.max_user_namespaces" in isolation.repair(blocked, tmp_path)
