"""Thirty broken workbooks and tables: the command names each fault before it writes, and what it writes is sound.

Each case changes one thing in a small review that is in order, and expects the words of the command.
"""

import json
import re
from html import unescape

import docx
import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.review import recompute
from localsdg.workbook import Field, Workbook

from .conftest import TIME

GOOD = {
    "municipality/here/name": "Ours",
    "municipality/here/boundary": "The municipal boundary of 2025",
    "municipality/here/population": "5000",
    "municipality/here/population_year": "2024",
    "municipality/here/population_source": "Census",
    "indicator/first/name": "Taps",
    "indicator/first/unit": "%",
    "indicator/first/wanted": "increase",
    "indicator/first/source": "Census",
    "indicator/first/target/year": "2030",
    "indicator/first/target/value": "80",
    "indicator/first/target/source": "Plan, page 4",
    "indicator/leaks/name": "Leaks",
    "indicator/leaks/missing/why": "Nobody counts",
    "indicator/leaks/missing/plan": "A meter",
    "indicator/leaks/missing/owner": "Water office",
    "indicator/leaks/missing/date": "2030-01-31",
    "action/a1/name": "Build taps",
    "budget line/b1/title": "Pipes",
    "budget line/b1/action": "a1",
}


def row(value, year="2024", component="", indicator="Taps", **cells):
    return {"indicator": indicator, "component": component, "year": year, "value": str(value), **cells}


def parts(year, one, all_, **cells):
    return [row(one, year, "numerator", **cells), row(all_, year, "denominator", **cells)]


SERIES = [row(40, "2015", unit="%"), row(45, "2018", unit="%"), row(60, "2024", unit="%")]
DISTRICTS = [
    each
    for area, one, all_ in (("", 300, 500), ("North", 55, 90), ("South", 245, 410))
    for each in [row("60", unit="%", area=area), *parts("2024", one, all_, area=area)]
]
SMALL = [
    each
    for area, one, all_ in (("", 300, 500), ("North", 4, 60), ("South", 150, 240), ("West", 146, 200))
    for each in [row("60", unit="%", area=area), *parts("2024", one, all_, area=area)]
]
# The name of a case: what is changed in the workbook, the rows of figures, what the command says.
CASES = {
    "a year in words": ({}, [*SERIES, row(50, "last year")], "A row of the table is not used: Taps, last year."),
    "a typed value without a year": (
        {"indicator/first/baseline/value": "41"},
        SERIES,
        "“Taps”: baseline without a year.",
    ),
    "a baseline after the latest value": (
        {"indicator/first/baseline/year": "2026", "indicator/first/baseline/value": "50"},
        SERIES,
        "“Taps”: the baseline of 2026 is later than the latest value of 2024.",
    ),
    "a year still to come": (
        {},
        [*SERIES, row(70, "2099", unit="%")],
        "“Taps” has figures of years still to come: 2099.",
    ),
    "two values are no trend": ({}, SERIES[1:], "“Taps” has a short series"),
    "a fictional source in the table": (
        {},
        [*SERIES[:2], row(60, unit="%", source="Port Amani (fictional)")],
        "The figures of “Taps” are marked as fictional.",
    ),
    "a fictional municipality": (
        {"municipality/here/name": "Ours (fictional)"},
        SERIES,
        "The whole review is fictional",
    ),
    "two units": ({}, [*SERIES, row(900, "2021", unit="homes")], "“Taps” has several units: %, homes."),
    "two values of one year": ({}, [*SERIES, row(61, unit="%")], "“Taps”, 2024: the table says two different things."),
    "a value that its components do not give": (
        {},
        [*SERIES, row(90, "2023", unit="%"), *parts("2023", 30, 60)],
        "the value in the table is not the one that its components give",
    ),
    "a typed value beside the table": (
        {"indicator/first/latest/year": "2024", "indicator/first/latest/value": "75"},
        SERIES,
        "the latest that was typed differs from the value in the table",
    ),
    "a denominator of zero": ({}, [*SERIES, row(1, "2023", unit="%"), *parts("2023", 3, 0)], "is not printed"),
    "a component is missing": ({}, [*SERIES, row(1, "2023", unit="%"), *parts("2023", 3, 5)[:1]], "is not printed"),
    "a part larger than the whole": (
        {},
        [*SERIES, row(150, "2023", unit="%"), *parts("2023", 90, 60)],
        "“Taps” has a share below 0 or above 100 %, in 2023.",
    ),
    "a share below zero": (
        {},
        [*SERIES, row(-5, "2023", unit="%")],
        "“Taps” has a share below 0 or above 100 %, in 2023.",
    ),
    "a number that can be read in two ways": ({}, [*SERIES, row("1,234", "2023")], "can be read in two ways"),
    "words in place of a number": ({}, [*SERIES, row("about half", "2023")], "“about half” is no number"),
    "groups of few people": ({}, DISTRICTS, "“Taps” has groups of fewer than 100 people: North."),
    "groups too small to be shown": ({}, SMALL, "figures are suppressed"),
    "groups without people": (
        {},
        [*SERIES, row(20, unit="%", area="N"), row(70, unit="%", area="S")],
        "without the numbers",
    ),
    "a fall that nobody mentions": (
        {},
        [*SERIES, row(30, "2025", unit="%")],
        "“Taps” moves the wrong way, and no text",
    ),
    "no change, and nobody mentions it": (
        {"indicator/first/baseline/year": "2018"},
        [*SERIES[:2], row(45, "2025", unit="%")],
        "“Taps” has not changed, and no text",
    ),
    "a target on the wrong side": ({"indicator/first/target/value": "20"}, SERIES, "lies on the wrong side"),
    "a target that nobody decided": (
        {"indicator/first/target/source": None},
        SERIES,
        "does not say where it was decided",
    ),
    "figures without a source": ({"indicator/first/source": None}, SERIES, "“Taps” has figures without a source."),
    "people without a source": (
        {"municipality/here/population_source": None},
        SERIES,
        "the number of people has no year or no",
    ),
    "adopted by nobody": ({"approval/a/status": "adopted"}, SERIES, "The review is marked as adopted"),
    "a plan without a date": (
        {"indicator/leaks/missing/date": None},
        SERIES,
        "“Leaks” is missing, and its plan has no date.",
    ),
    "a target that the Agenda has not": (
        {"action/a1/links/6.9/kind": "direct"},
        SERIES,
        "Build taps names 6.9, which is not a",
    ),
    "more than a whole budget line": (
        {"budget tag/b1/6.1/share": 0.7, "budget tag/b1/1.4/share": 0.5},
        SERIES,
        "The targets of the budget line “Pipes” have more than 100 % of it together.",
    ),
    "an action that nobody pays for": ({"budget line/b1/action": None}, SERIES, "“Build taps” has no budget line"),
    "a conflict that is not resolved": (
        {"action/a1/links/6.4/kind": "against"},
        SERIES,
        "works against target 6.4, and nobody says how",
    ),
    "a day that no calendar knows": (
        {"step/a/what": "Vote", "step/a/date": "2026-02-31"},
        SERIES,
        "The step “Vote” has a day that a calendar cannot read: 2026-02-31.",
    ),
}


def said(folder, changes, rows):
    """Return what the command says before it writes, and the record."""
    records = {address: value for address, value in (GOOD | changes).items() if value is not None}
    fields = {("records", *address.split("/", 2)): Field(value, TIME) for address, value in records.items()}
    figures = [{name: text for name, text in each.items() if text} for each in rows]
    (folder / "workbook.json").write_text(Workbook(fields, figures=figures).text(), "utf-8")
    done = CliRunner().invoke(app, ["review", "workbook.json", "-o", "out"])
    assert done.exit_code == 0, done.output
    before, _, written = done.stdout.partition("Written:")
    assert written
    return before, json.loads((folder / "out" / "review.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_what_is_in_order_is_not_named(tmp_path):
    before, _ = said(tmp_path, {}, SERIES)
    assert not [words for _, _, words in CASES.values() if words in before]


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_before_anything_is_written(tmp_path, case):
    changes, rows, words = CASES[case]
    before, review = said(tmp_path, changes, rows)
    assert words in before
    assert [check for check in recompute(tmp_path / "out" / "annex.csv") if check.fault] == []
    docx.Document(str(tmp_path / "out" / "review.docx"))
    page = (tmp_path / "out" / "review.html").read_text("utf-8").replace("\xa0", " ")
    for found in review["honesty"]:
        assert found["found"] in unescape(page)
    # What is fictional says so at the head of the document, and what has no source says so where it is printed.
    if "fictional" in case:
        assert review["label"] and review["label"] in page
    unsourced = [row for row in review["annex"] if row["kind"] == "as published" and row["value"] and not row["source"]]
    if unsourced:
        assert "No source is named" in page


def test_nobody_has_adopted_what_names_no_council_or_no_day(made):
    whole = {"approval/a/who": "Council", "approval/a/when": "2026-02-02", "approval/a/status": "adopted"}
    assert made(whole)["status"]["adopted"]
    for missing in ("approval/a/who", "approval/a/when"):
        review = made({name: words for name, words in whole.items() if name != missing})
        assert not review["status"]["adopted"]
        assert re.match("Draft of 2026-03-01", review["status"]["words"])
    assert not made(whole | {"approval/a/when": "2027-01-01"})["status"]["adopted"]


def test_a_table_with_faults_is_named_with_its_file(tmp_path):
    (tmp_path / "workbook.json").write_text(Workbook({}).text(), "utf-8")
    lines = ["indicator;year;value;unit", "6.1.1;2019;45,5;%", "6.1.1;2020;n/a;%", "6.1.1;20x1;47,0;%", ";2022;48,0;%"]
    (tmp_path / "table.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    done = CliRunner().invoke(app, ["review", "workbook.json", "--data", "table.csv", "-o", "out"])
    assert done.exit_code == 0, done.output
    assert "table.csv has" in done.stdout and "localsdg check-data" in done.stdout
