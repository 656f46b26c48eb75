"""Workbooks that hold what no learner would write: a review comes out, and all of it as text."""

import csv
import io
import json
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localsdg.review import check_review, make_review, recompute, write_review
from localsdg.review.export import files_of
from localsdg.workbook import Field, Workbook
from localsdg.workbook.places import pairs

from .conftest import TIME, TODAY
from .test_documents import Page

EVIL = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","here")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{{ 7 * 7 }} {% raw %} {name} {0} %s",
    "\u202etxt.exe\u202c \x00\x07\x0b\x1b[31m\ufffe \ud800",
    "]]></w:t><w:p/> &amp; & < > \" '",
    "عربي נקודה \u0660\u0661",
    "x" * 20_000,
    "line\nline\r\nline\u2028line",
    "__proto__",
]
ODD = [None, True, False, 0, -1, 1e308, 10**400, [], {}, [1, [2]], {"a": {"b": 1}}, "", " ", "1,234", "NaN", "inf"]


def all_records():
    """Every record that a lesson writes, by "kind/id/name", with an id in place of each hole."""
    found = []
    for parts in pairs().values():
        for names in parts.values():
            found += [record.replace("**", "value").replace("*", "6.1") for record in names.values()]
    extra = [
        "gap/areas/a/name",
        "gap/areas/a/people",
        "gap/areas/a/counted",
        "targets",
        "code",
        "formula",
        "chosen/why",
    ]
    found += [f"indicator/first/{name}" for name in extra]
    found += ["approval/a/who", "approval/a/status", "step/a/date", "step/a/what", "municipality/here/people"]
    return sorted(set(found))


def workbook(value_of, figures=()):
    fields = {("records", *each.split("/", 2)): Field(value_of(each), TIME) for each in all_records()}
    return Workbook(fields, figures=list(figures))


def rows(text):
    names = ("indicator", "component", "year", "value", "unit", "group", "area", "flag", "source")
    return [
        dict.fromkeys(names, text) | {"year": "2024", "value": "5"},
        dict.fromkeys(names, text),
        {"indicator": text, "year": "2025", "value": "-7.5", "unit": "%", "area": text, "source": text},
        {"indicator": text, "year": "2025", "value": "6", "unit": "%", "group": f"{text}: {text}"},
    ]


def see(review, folder):
    """See that every file of a review is sound, and that nothing in it can act."""
    check_review(review)
    for name, content in files_of(review).items():
        text = content.decode("utf-8") if not name.endswith(".docx") else ""
        if name.endswith(".html"):
            page = Page(text)
            assert page.faults == []
            assert {tag for tag, _ in page.found} <= TAGS
            assert not [attrs for _, attrs in page.found if any(key.startswith("on") for key in attrs)]
        elif name.endswith(".docx"):
            words = docx.Document(io.BytesIO(content)).element.xml
            assert "\u202e" not in words
        elif name.endswith(".csv"):
            for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
                assert not [cell for cell in row if re.match(r"\s*[=+@\t\r]|-(?!\d)", cell)]
        elif name.endswith(".json"):
            json.loads(text)
        if not name.endswith((".docx", ".py")):
            assert not set(text) & set("\x00\x07\x0b\x1b\u202e\u2028\ufffe")
    (file,) = write_review(review, folder / "annex.csv", replace=True)
    assert [each for each in recompute(file) if each.fault] == []


TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "nav", "ol", "ul", "li",
    "main", "section", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "strong", "em", "figure",
    "figcaption", "small", "svg", "path", "circle", "text",
}  # fmt: skip


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
def test_hostile_text_in_every_field_comes_out_as_text(tmp_path, text):
    review = make_review(workbook(lambda _: text, rows(text)), today=TODAY)
    see(review, tmp_path)
    if text.startswith("<script"):
        assert "<script>alert(1)</script>" in json.dumps(review)  # as the words that they are


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_an_odd_value_in_every_field_brings_nothing_down(tmp_path, value):
    see(make_review(workbook(lambda _: value), today=TODAY), tmp_path)


def test_a_field_in_the_place_of_a_record_and_a_record_in_the_place_of_a_field(tmp_path):
    fields = {}
    for each in all_records():
        kind, key, name = each.split("/", 2)
        fields["records", kind, key, f"{name}/more/{name}"] = Field("5", TIME)
        fields["records", kind, key, name.split("/")[0]] = Field("text", TIME)
    see(make_review(Workbook(fields), today=TODAY), tmp_path)


def test_strange_ids(tmp_path):
    strange = [
        "constructor",
        "__proto__",
        "a~1b",
        "=1+1",
        "\u202eabc",
        "first on",
        " on ",
        "\ud800",
        "6.1 on 6.2 on 6.3",
    ]
    fields = {}
    for kind in ("pin", "judgement", "actor", "interaction", "indicator", "action", "criteria", "budget line", "step"):
        for each in strange:
            for name in ("name", "entry", "score", "whose", "title", "what", "baseline/value"):
                fields["records", kind, each, name] = Field("2", TIME)
    see(make_review(Workbook(fields), today=TODAY), tmp_path)


@pytest.mark.parametrize("year", ["2018/19", "FY2024", "2024 Q1", "1e3", "-2024", "99999", "٢٠٢٤"])
def test_years_of_every_form(tmp_path, made, row, year):
    see(made((), [row(5, year=year, unit="%"), row(6, year="2020", unit="%")]), tmp_path)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=20),
    st.integers(-(10**6), 10**6).map(str),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text(max_size=5), max_size=3),
    st.sampled_from(
        ["2015", "2024", "increase", "decrease", "value", "%", "0", "6.1.1", "11.3.1", "against", *EVIL[:5]]
    ),
)
CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["2024", "5", "0", "", "numerator", "denominator", "%", "6.1.1"])
)
FURTHER = dict.fromkeys(("component", "unit", "group", "area", "flag", "source"), CELLS)
ROWS = st.lists(
    st.fixed_dictionaries({"indicator": CELLS, "year": CELLS, "value": CELLS}, optional=FURTHER), max_size=8
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(all_records()), VALUES, max_size=40), ROWS)
def test_any_workbook_gives_a_review(tmp_path, records, figures):
    fields = {("records", *name.split("/", 2)): Field(value, TIME) for name, value in records.items()}
    see(make_review(Workbook(fields, figures=figures), today=TODAY), tmp_path)


def test_a_full_table_takes_seconds_and_not_minutes(made):
    """20,000 rows, as many as a workbook holds: the time grows with their number, not with its square."""
    figures = []
    for at in range(6600):
        cells = {"indicator": f"i{at % 20}", "year": str(2000 + at % 25), "area": f"a{at // 25}"}
        for part in ("", "numerator", "denominator"):
            figures.append(cells | {"component": part, "value": "50", "unit": "%"})
    review = made((), figures)
    assert len(review["annex"]) >= 19_800
