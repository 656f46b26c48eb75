"""In the strict mode checks stay out of the student's process; an assignment has to be written for it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured_class import release

from localsdg.grading.box.inside.values import Unknown, decode, decode_error, encode
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import CourseError, GradeOptions

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
    assert repr(decode_error(["StopIteration", ""])) == "RuntimeError('StopIteration: ')"  # it would end a map()


STRICT = GradeOptions(strict=True, isolated=False, workers=1, preload=())


def test_an_assignment_that_is_not_written_for_it_is_refused(small_course):
    source = small_course / "source" / "ps1" / "sums.ipynb"
    document = json.loads(source.read_text("utf-8"))
    (check,) = [cell for cell in document["cells"] if cell["id"] == "total-check"]
    check["source"] = "import inspect\n" + check["source"] + "\nassert 'sum' in inspect.getsource(total)"
    source.write_text(json.dumps(document), "utf-8")
    release(small_course, "ps1", "--force")
    with pytest.raises(CourseError, match=r"not written for the strict mode: .* points for total-check"):
        grade_assignment(small_course, "ps1", STRICT)
    assert not (small_course / "autograded").exists()


def test_the_first_error_of_a_solution_that_does_not_run_is_told(small_course):
    source = small_course / "source" / "ps1" / "sums.ipynb"
    document = json.loads(source.read_text("utf-8"))
    (answer,) = [cell for cell in document["cells"] if cell["id"] == "total"]
    answer["source"] = f"open('figures-of-2031.csv')\n{answer['source']}"
    source.write_text(json.dumps(document), "utf-8")
    release(small_course, "ps1", "--force")
    with pytest.raises(CourseError, match=r"points for \w.* \(FileNotFoundError: .*figures-of-2031\.csv"):
        grade_assignment(small_course, "ps1", STRICT)
