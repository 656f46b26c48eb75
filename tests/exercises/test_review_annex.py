"""The check of the annex in the assignment on the review, by itself: annexes that tools and people make."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from pathlib import Path

import pytest
from classroom import EXERCISES, cells

from localsdg.review import make_review
from localsdg.review.annex import csv_text
from localsdg.workbook import Field, Workbook

SOURCE = EXERCISES / "source" / "4-review"
TOWN = EXERCISES / "towns" / "rivermouth" / "given" / "rivermouth-workbook.json"


@pytest.fixture(scope="module")
def look():
    """Return the points of an annex, and what was printed."""
    known = cells(SOURCE / "officer.ipynb")
    before = compile(known["officer-reader"]["source"], "officer-reader", "exec")
    *lines, last = known["officer-annex"]["source"].splitlines()[:-1]
    code = compile("\n".join([*lines, f"result = {last}"]), "officer-annex", "exec")

    def looked(annex: object) -> tuple[float, str]:
        space = {"annex": annex}
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(before, space)
            exec(code, space)
        return space["result"], out.getvalue()

    return looked


def _completed() -> Workbook:
    """Do what the notebook says is left to do."""
    workbook = Workbook.load(TOWN)
    words = {
        ("budget spent", "source"): "Annual accounts; 2025 before the audit (fictional)",
        ("11.6.2", "missing/why"): "There is no station in the town",
        ("11.6.2", "missing/plan"): "A station at the hospital, and three sensors for a year",
        ("11.6.2", "missing/owner"): "Waste and Parks",
        ("11.6.2", "missing/date"): "2027-12-31",
    }
    for (key, name), text in words.items():
        workbook.fields["records", "indicator", key, name] = Field(text, "2026-08-01T09:00:00.000Z")
    return workbook


@pytest.fixture(scope="module")
def annex():
    """The annex that the course makes of the completed workbook."""
    return csv_text(make_review(_completed())["annex"])


def _rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_learners_get_the_workbook_of_the_town():
    assert (SOURCE / TOWN.name).read_bytes() == TOWN.read_bytes()


def test_the_workbook_as_it_is_given_lacks_two_things(look):
    points, words = look(csv_text(make_review(TOWN)["annex"]))
    assert points == 8
    assert "source, year and unit: " in words
    assert "has no source" in words
    assert "does not say its plan; owner; date" in words


def test_the_annex_that_the_course_makes_has_all_points(look, annex):
    assert look(annex)[0] == 10


def test_a_spreadsheet_may_have_saved_or_copied_it(look, annex):
    assert look(f"\ufeff{annex}".replace("\n", "\r\n"))[0] == 10
    for sign in ("\t", ";"):
        out = io.StringIO(newline="")
        rows = _rows(annex)
        writer = csv.DictWriter(out, rows[0], delimiter=sign)
        writer.writeheader()
        writer.writerows([row | {"value": row["value"].replace(".", ",")} for row in rows])
        assert look(out.getvalue())[0] == 10, sign


def _changed(annex, change):
    rows = _rows(annex)
    change(rows)
    return csv_text(rows, rows[0])


def _first(rows, **cells_of):
    return next(row for row in rows if all(row[name] == text for name, text in cells_of.items()))


def _another_value(rows):
    _first(rows, kind="derived", formula="share", year="2025")["value"] = "68.9"


def _invented_components(rows):
    figure = _first(rows, indicator="11.2.1", year="2020", area="", formula="share")
    own = {row["component"]: row for row in rows if row["figure"] == figure["figure"]}
    own[""]["value"], own["numerator"]["value"], own["denominator"]["value"] = "80", "80", "100"


def _without_a_unit(rows):
    _first(rows, kind="derived", formula="share", year="2020")["unit"] = ""


def _too_few(rows):
    rows[:] = [row for row in rows if row["indicator"] not in ("11.6.1", "3.6.1", "poor households")]


def _not_of_goal_16(rows):
    rows[:] = [row for row in rows if row["indicator"] != "budget spent"]


def _under_the_official_number(rows):
    numbers = {"budget spent": "16.6.1", "piped homes": "6.1.1", "poor households": "1.2.1"}
    for row in rows:
        row["indicator"] = numbers.get(row["indicator"], row["indicator"])


def _a_value_for_the_air(rows):
    row = _first(rows, kind="missing")
    row["kind"], row["value"], row["year"], row["unit"], row["source"] = "as published", "31", "2025", "µg/m³", "State"


def _small_numbers_shown(rows):
    for row in rows:
        if row["indicator"] == "3.6.1" and row["area"] == "Palm Rise" and row["year"] == "2025":
            row["status"] = "shown"
            row["value"] = {"": "6.28930817610063", "numerator": "1", "denominator": "15900"}[row["component"]]


def _one_hidden_alone(rows):
    for row in rows:
        if row["indicator"] == "11.2.1" and row["year"] == "2020" and row["area"] == "Brickfields":
            row["status"], row["value"] = "suppressed", ""


def _not_fictional(rows):
    rows[3]["place_is"] = ""


@pytest.mark.parametrize(
    ("change", "points", "words"),
    [
        (_another_value, 9, "says 68.9, its components give"),
        (_invented_components, 9, "expected 58637 of 91200"),
        (_without_a_unit, 9, "has no unit"),
        (_too_few, 9, "found 4 indicators"),
        (_not_of_goal_16, 9, "one of goal 16 or 17"),
        (_under_the_official_number, 9, "one of the town’s own"),
        (_a_value_for_the_air, 9, "found no row of the kind missing"),
        (_small_numbers_shown, 9, "counts 1 of 15900 people"),
        (_one_hidden_alone, 9, "comes out from the total"),
        (_not_fictional, 9, "does not say fictional"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_each_fault_costs_its_point_and_is_named(look, annex, change, points, words):
    found, said = look(_changed(annex, change))
    assert words in said
    assert found == points, said


def test_a_formula_for_a_spreadsheet_is_found(look, annex):
    rows = _rows(annex)
    rows[0]["note"] = '=HYPERLINK("http://example.org")'
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    points, said = look(out.getvalue())
    assert points == 9
    assert "column note: =HYPERLINK" in said


@pytest.mark.parametrize(
    "annex",
    [None, "", "  ", 7, ["figure"], "figure,name\nF1,x", "\0" * 50, "a" * 200_000, "<script>alert(1)</script>"],
    ids=lambda annex: repr(annex)[:20],
)
def test_what_is_no_annex_earns_nothing_and_is_told_so(look, annex):
    points, said = look(annex)
    assert points == 0
    assert "annex" in said


def test_a_header_and_a_few_rows_earn_nothing(look, annex):
    points, said = look("\n".join(annex.splitlines()[:10]))
    assert points == 0
    assert "fewer than five" in said


def test_the_annex_of_the_solution_is_recomputed_by_the_program_that_lies_beside_a_review(tmp_path):
    text = cells(SOURCE / "officer.ipynb")["officer-annex-answer"]["source"]
    space: dict[str, str] = {}
    exec(text, space)
    path = Path(tmp_path / "annex.csv")
    path.write_text(space["annex"].strip() + "\n", "utf-8")
    from localsdg.review import recompute

    checks = recompute(path)
    assert len(checks) == 24
    assert [check.figure for check in checks if check.fault] == []
    assert json.dumps(space["annex"]).count("fictional") > 85
