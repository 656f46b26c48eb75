"""Points come from what a check finds: not from streams, not from what an answer shows, and never from a guess."""

from __future__ import annotations

import json

import pytest
from measured_class import nbgrader
from nbgrader.api import Gradebook

from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.credit import credit
from localsdg.grading.run.options import GradeOptions

pytestmark = pytest.mark.xdist_group("grading")

PRELUDE = "import numpy as np\nfrom decimal import Decimal\nfrom fractions import Fraction\nvalue = answer()\n"
# The end of a check that is worth 4 points, and what a person gives; None if only a person can tell.
ENDINGS = {
    "value": 4, "assert value == 1": 4, "assert value == 2": 0, "print('done')": 4, "raise ValueError('no')": 0,
    "0": 0, "0.0": 0, "-0.0": 0, "3": 3, "2.5": 2.5, "1e0": 1, "4": 4, "np.float64(0)": 0, "np.float64(2.5)": 2.5,
    "np.int64(3)": 3, "np.uint8(2)": 2, "np.float32(0.5)": 0.5, "Fraction(5, 2)": 2.5, "Decimal('1.5')": 1.5,
    "True": 4, "False": 0, "np.bool_(False)": 0, "value == 1": 4, "value == 3": 0, "round(2.44, 1)": 2.4,
    "float('nan')": None, "float('inf')": None, "np.float64('nan')": None, "-1": None, "5": None, "4.0001": None,
    "'2'": None, "'all right'": None, "None": None, "[2]": None, "np.array([2])": None, "{'points': 2}": None,
    "1 + 2j": None, "print(0)": None, "print(2.0)": None, "print('0 of 4 right'); print(1)": None, "value;": 4,
    "0;": 4, "print(2024)": 4, "print(value.__class__)": 4,
    "import unittest; unittest.main(argv=[''], exit=False);": None, "import doctest; doctest.testmod();": None,
}  # fmt: skip
ENDINGS["value"] = 1
FEW = ["value", "assert value == 1", "assert value == 2", "print('done')", "0", "round(2.44, 1)", "'2'", "None"]
FEW.append("value;")
NOISES = {
    "warns": "import warnings; warnings.warn('careful')",
    "logs": "import logging; logging.warning('careful')",
    "writes": "import sys; print('careful', file=sys.stderr)",
    "writes past Python": "import os; os.write(2, b'careful')",
    "runs a program": "import subprocess; subprocess.run('echo careful >&2', shell=True)",
}


def cell(name, source, **data):
    whole = {"schema_version": 3, "grade_id": name, "grade": False, "solution": False, "locked": False, "task": False}
    kind = {"metadata": {"nbgrader": whole | data}, "id": name, "outputs": [], "execution_count": None}
    return {"cell_type": "code", "source": source} | kind


def notebook(endings):
    cells = [cell("answer", "def answer():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", solution=True)]
    for number, ending in enumerate(endings):
        cells.append(cell(f"c{number}", PRELUDE + ending, grade=True, locked=True, points=4))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


SHOWS = "import sys; sys.displayhook(4)"
LEARNERS = {
    "right": "return 1",
    **{name: f"{code}; return 1" for name, code in NOISES.items()},
    "shows a value": f"{SHOWS}; return 1",
    "replaces the hook": "import sys; sys.displayhook = lambda value: None; return 1",
    "shows another value": (
        "import sys; show = get_ipython().displayhook; sys.displayhook = lambda _: show(4); return 1"
    ),
    "changes how numbers look": (
        "get_ipython().display_formatter.formatters['text/plain'].for_type(int, lambda n, p, _: p.text('4')); return 1"
    ),
    "clears": (
        "from IPython.display import clear_output as c; get_ipython().events.register('post_execute', c); return 1"
    ),
    "looks like four": "return type('Number', (int,), {'__repr__': lambda self: '4'})(1)",
}
EXPECTED = {f"c{number}": ENDINGS[ending] for number, ending in enumerate(FEW)}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("points") / "course"
    (root / "source" / "ps").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    (root / "source" / "ps" / "work.ipynb").write_text(json.dumps(notebook(FEW)))
    (root / "source" / "ps" / "endings.ipynb").write_text(json.dumps(notebook(ENDINGS)))
    nbgrader(root, "generate_assignment", "ps")
    for student, answer in LEARNERS.items():
        name = "endings.ipynb" if student == "right" else "work.ipynb"
        document = json.loads((root / "release" / "ps" / name).read_text("utf-8"))
        document["cells"][0]["source"] = f"def answer():\n    {answer}"
        folder = root / "submitted" / student / "ps"
        folder.mkdir(parents=True)
        (folder / name).write_text(json.dumps(document))
    return root


@pytest.fixture(scope="module")
def graded(root, isolated):
    return grade_assignment(root, "ps", GradeOptions())


def scores(root, student):
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        name = "endings" if student == "right" else "work"
        (found,) = [each for each in gradebook.find_submission("ps", student).notebooks if each.name == name]
        assert all(grade.needs_manual_grade == (grade.auto_score is None) for grade in found.grades)
        return {grade.name: grade.auto_score for grade in found.grades}


def findings(graded, student, kind):
    return {each.cell: each.text for each in graded.findings if each.student == student and each.kind == kind}


def test_a_person_gives_the_same(root, graded):
    found = scores(root, "right")
    assert {ending: found[f"c{number}"] for number, ending in enumerate(ENDINGS)} == ENDINGS
    told = findings(graded, "right", "points")
    waiting = {f"c{number}" for number, points in enumerate(ENDINGS.values()) if points is None}
    assert waiting <= told.keys()
    assert all("The credit cannot be read" in told[name] for name in waiting)
    assert {each.status for each in graded.outcomes} == {"graded", "missing"}


@pytest.mark.parametrize("student", NOISES)
def test_streams_cost_nothing(root, graded, student):
    assert scores(root, student) == EXPECTED
    told = findings(graded, student, "points")
    assert "careful" in told["c1"]
    assert "all of them in nbgrader" in told["c1"]


@pytest.mark.parametrize("student", [name for name in LEARNERS if name not in ("right", *NOISES)])
def test_nothing_that_an_answer_shows_raises_points(root, graded, student):
    for name, points in scores(root, student).items():
        most = EXPECTED[name]
        if points is not None and most is not None:
            assert points <= most, (name, FEW[int(name[1:])])
        assert most is not None or points in (None, 0), (name, FEW[int(name[1:])])
    if student not in ("replaces the hook", "clears"):
        assert [each for each in graded.findings if each.student == student and each.kind == "tampering"]


def test_other_kernels_may_tell_errors_by_the_stream_for_errors_only():
    import nbformat

    graded_cell = nbformat.from_dict(cell("c", "f(2)", grade=True, locked=True, points=4))
    graded_cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text="error: not defined")]
    assert credit(graded_cell, python=False).score == 0
    assert "error: not defined" in credit(graded_cell, python=False).why
    assert credit(graded_cell).score == 4
