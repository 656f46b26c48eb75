"""In the strict mode checks stay out of the student's process; our assignments are written for it."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from classroom import ASSIGNMENTS, AUTOMATIC, EXERCISES, Course, submissions
from hypothesis import given
from hypothesis import strategies as st
from measured_class import nbgrader

from localsdg.grading.box.inside.values import Unknown, decode, decode_error, encode
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import CourseError, GradeOptions

pytestmark = pytest.mark.xdist_group("attacks")

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def over(value):
    return decode(json.loads(json.dumps(encode(value))))


@given(plain)
def test_plain_values_arrive_as_they_are(value):
    back = over(value)
    assert back == value
    assert type(back) is type(value)


TABLES = [
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.5, np.nan]}, index=pd.Index(["p", "q"], name="place")),
    pd.DataFrame({"when": pd.to_datetime(["2025-01-01", "2025-02-01"]), "kind": pd.Categorical(["a", "b"])}),
    pd.DataFrame([[1, 2], [3, 4]], columns=["same", "same"]),
    pd.DataFrame({"a": [1.0, 2.0]}, index=pd.date_range("2025-01-01", periods=2, freq="MS")),
    pd.DataFrame({"a": [1.0]}, index=pd.MultiIndex.from_tuples([("x", 1)], names=["one", "two"])),
]


@pytest.mark.parametrize("table", TABLES)
def test_tables_arrive_as_they_are(table):
    pd.testing.assert_frame_equal(over(table), table)
    pd.testing.assert_series_equal(over(table.iloc[:, 0]), table.iloc[:, 0])


@pytest.mark.parametrize("array", [np.arange(6).reshape(2, 3), np.array(["x", "yz"]), np.array([1, None], object)])
def test_arrays_arrive_as_they_are(array):
    np.testing.assert_array_equal(over(array), array)
    assert over(np.float32(0.1)) == np.float32(0.1)


class Anything(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


def test_what_can_pass_for_anything_arrives_as_unknown():
    for value in (Anything(3), [Anything(3)][0], type("Text", (str,), {})("x"), object()):
        back = over(value)
        assert isinstance(back, Unknown)
        assert back != 3
    with pytest.raises(TypeError):
        _ = abs(over(Anything(3)) - 3)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=5)))
def test_messages_without_form_are_refused(told):
    try:
        decode(told)
    except ValueError:
        return
    assert isinstance(told, list)


def test_errors_keep_their_type_and_text():
    assert repr(decode_error(["KeyError", "x"])) == "KeyError('x')"
    assert repr(decode_error(["SystemExit", "0"])) == "RuntimeError('SystemExit: 0')"


@pytest.fixture(scope="module")
def our_course(tmp_path_factory):
    root = tmp_path_factory.mktemp("ours") / "exercises"
    shutil.copytree(
        EXERCISES, root, ignore=shutil.ignore_patterns("release", "submitted", "autograded", "gradebook.db")
    )
    course = Course(root)
    for assignment in ASSIGNMENTS:
        nbgrader(root, "generate_assignment", assignment)
        for submission in submissions():
            if submission.assignment == assignment:
                folder = root / "submitted" / submission.student / assignment
                folder.mkdir(parents=True)
                for name in submission.answers:
                    (folder / f"{name}.ipynb").write_text(submission.notebook(root / "release", name), "utf-8")
    return course


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_our_assignments_give_the_points_that_were_worked_out(our_course, assignment, isolated):
    grade_assignment(our_course.root, assignment, GradeOptions(strict=True))
    looked_at = 0
    for submission in submissions():
        if submission.assignment != assignment or submission.student in ("reference", "untouched"):
            continue
        scores = our_course.scores(submission)
        for item, points in submission.expected.items():
            assert scores[item] == points, (submission.student, item)
            looked_at += 1
    assert looked_at > 5
    (reference,) = [each for each in submissions() if (each.assignment, each.student) == (assignment, "reference")]
    given = {key: score for key, score in our_course.scores(reference).items() if score is not None}
    assert sum(given.values()) == sum(AUTOMATIC[assignment].values())


def test_an_assignment_that_is_not_written_for_it_is_refused(course):
    source = course / "source" / "ps1" / "wrangle.ipynb"
    document = json.loads(source.read_text("utf-8"))
    (check,) = [cell for cell in document["cells"] if cell["id"] == "share-check"]
    check["source"] = "import inspect\n" + check["source"] + "\nassert 'totals' in inspect.getsource(share)"
    source.write_text(json.dumps(document), "utf-8")
    nbgrader(course, "generate_assignment", "ps1", "--force")
    with pytest.raises(CourseError, match=r"not written for the strict mode: .* points for share-check"):
        grade_assignment(course, "ps1", GradeOptions(strict=True, isolated=False))
    assert not (course / "autograded").exists()


def test_the_first_error_of_a_solution_that_does_not_run_is_told(course):
    source = course / "source" / "ps1" / "wrangle.ipynb"
    document = json.loads(source.read_text("utf-8"))
    first = next(cell for cell in document["cells"] if cell["cell_type"] == "code")
    first["source"] = "open('figures-of-2031.csv')"
    source.write_text(json.dumps(document), "utf-8")
    nbgrader(course, "generate_assignment", "ps1", "--force")
    with pytest.raises(CourseError, match=r"points for \w.* \(FileNotFoundError: .*figures-of-2031\.csv"):
        grade_assignment(course, "ps1", GradeOptions(strict=True, isolated=False))
