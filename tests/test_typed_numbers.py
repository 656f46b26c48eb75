"""Typed numbers are read as a person means them, and never guessed; cases by hand, the same as for the page."""

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.core.arguments import figures, number
from localsdg.core.typed_numbers import read_number, typed_number, unmistakable
from localsdg.course.lesson import municipality_numbers

CASES = json.loads((Path(__file__).parent / "vectors" / "typed_numbers.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_read_by_hand(case):
    found = typed_number(case["text"], case.get("unit", ""))
    expected = [case["value"]] if "value" in case else case.get("readings", [])
    assert list(found.values) == expected
    assert found.fault == case.get("fault", "")
    assert found.found == case.get("found", "")


def test_the_digits_of_every_script_are_read():
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isdecimal()]
    assert len(signs) >= 650
    assert all(typed_number(f"1{sign}").values == (10 + unicodedata.decimal(sign),) for sign in signs)


@given(st.decimals(-10_000_000, 10_000_000, places=3))
def test_a_number_is_read_as_it_is_written(value):
    assert float(value) in typed_number(f"{value:f}").values
    assert float(value) in typed_number(f"{value:,f}").values
    assert float(value) in typed_number(f"{value:f} %", "%").values


@given(st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-100))
def test_a_text_that_we_write_is_read_in_one_way(value):
    assert typed_number(unmistakable(value)).values == (value,)


@given(st.text(), st.text(max_size=5))
def test_any_text_is_read_or_refused_in_words(text, unit):
    found = typed_number(text, unit)
    assert len(found.values) <= 2
    assert not (found.values and found.fault)


@pytest.mark.parametrize(
    ("text", "rules", "words"),
    [
        ("1,234", {}, ["'1,234'", "1234 or 1.234", "1.2340"]),
        ("12,5,3", {}, ["cannot be read as one number", "1234.5"]),
        ("12 apples", {}, ["“apples” does not belong"]),
        ("many", {}, ["Write it in digits"]),
        ("(12)", {}, ["Brackets"]),
        ("-1", {"least": 0}, ["of at least 0"]),
        ("101", {"least": 0, "most": 100}, ["of at least 0 and of at most 100"]),
        ("1,5", {"whole": True}, ["a whole number"]),
    ],
)
def test_what_cannot_be_read_is_explained(text, rules, words):
    with pytest.raises(ValueError, match="People is") as caught:
        read_number(text, "People", **rules)
    assert all(word in str(caught.value) for word in words)


def test_analysts_read_texts():
    assert read_number("1 234,5 ha", unit="ha") == 1234.5
    assert read_number("  ") is None
    with pytest.raises(TypeError, match="as text"):
        read_number(12.5)


def test_where_a_number_is_expected_a_text_is_refused_with_its_readings():
    with pytest.raises(TypeError, match=r"cost is '1,234'.*1234 or 1\.234.*read_number"):
        number("1,234", "cost")
    with pytest.raises(TypeError, match=r"It can mean 100000 or 100\. Write 100000 or 100\."):
        number("100,000", "cost")
    with pytest.raises(TypeError, match=r"entry 2, is '12,5'.*reads as 12\.5"):
        figures([1, "12,5"], "costs")


def test_the_form_in_the_workbook_is_read_as_on_the_page():
    entries = {"y0": "2 000", "p0": "١٢٬٣٤٥", "v0": "1.234,5 ha", "p1": "", "y1": 2010.5, "place": "12"}
    assert municipality_numbers("3.2", entries) == {"y0": 2000, "p0": 12345, "v0": 1234.5, "y1": 2010.5}
    assert municipality_numbers("2.6", {"unit": "% of homes", "baseline": "12,5 %"}) == {"baseline": 12.5}
    with pytest.raises(ValueError, match=r"Earlier date: People \(p0\) is '1,234'\. It can mean 1234 or 1\.234"):
        municipality_numbers("3.2", {"p0": "1,234"})
    # Number fields of earlier editions kept a point for decimals.
    assert municipality_numbers("1.6", {"visit_hours": "1.5"}) == {"visit_hours": 1.5}
