"""Three statements on an indicator, in both languages, and the widget of lesson 2.1 in a browser.

Expected values are those of ``assets/data/port-amani/faults.csv`` and subtractions worked out by hand.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from localsdg.implementation import three_statements
from localsdg.owndata import check_data
from localsdg.widgets import DataDoctor, Municipality, MyCourse, TargetPath
from localsdg.widgets.kit.base import own_texts
from localsdg.workbook import Workbook

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "diagnosis.json").read_text("utf-8"))["cases"]
cases = pytest.mark.parametrize("case", CASES, ids=[case["name"].split(":")[0] for case in CASES])

# What should stand in each place, as faults.csv says: D54, D58, D57, D04 to D01, D51, D62, D52, D55, D60, D53.
RIGHT = ["87.8", "2016", "93,8", "district", None, "92.0", None, "Saltfield", "11.6.1", "%", None]

TABLE = """Stadtteil;Jahr;Anteil in %;Quelle
Nord;2020;12,5;Stadtwerke
Nord;2023;14,5;Stadtwerke
Süd;2020;31,0;Umfrage
Süd;2023;135,0;Stadtwerke
"""


@cases
def test_three_statements(case):
    found = three_statements(dict(case["values"]), case["target"], case["wanted"], dict(case["groups"]))
    assert dataclasses.asdict(found) == pytest.approx(case["result"])


@cases
def test_three_statements_in_javascript(evaluate, case):
    given = ", ".join(json.dumps(case[name]) for name in ("values", "target", "wanted", "groups"))
    found = evaluate("data_doctor_method", f"method.threeStatements({given})")
    assert found == pytest.approx(case["result"])


def test_the_statements_take_gaps_and_columns_of_tables():
    import pandas as pd

    values = pd.Series({2015: 40.0, 2018: float("nan"), 2024: 48.0})
    found = three_statements(values, 80, groups={"North": None, "East": 30.0})
    assert (found.distance, found.worst, found.change) == (32, "East", 8)


def subjects(evaluate, names, rows, breakdowns):
    return evaluate(
        "data_doctor_series",
        f"method.subjectsOf({json.dumps({'names': names, 'rows': rows})}, {json.dumps(breakdowns)})",
    )


def test_the_series_of_a_table(evaluate):
    names = ["place", "indicator", "year", "value", "unit", "sex", "note"]
    rows = [
        ["Town", "water", 2020, 40, "%", "", "made up"],
        ["Town", "water", 2023, 44, "%", "Total", "made up"],
        ["Town", "water", 2023, 39, "%", "female", "made up"],
        ["Town", "water", 2023, 49, "%", "male", "made up"],
        ["Town", "water", 2020, 36, "%", "female", "made up"],
        ["Town", "water", None, 50, "%", "", "made up"],
        ["Town", "light", 2023, None, "%", "", "made up"],
    ]
    (water,) = subjects(evaluate, names, rows, ["sex", "note"])
    assert (water["indicator"], water["area"], water["unit"]) == ("water", "", "%")
    assert water["values"] == [[2020, 40], [2023, 44]]
    assert water["groups"] == [["female", 39], ["male", 49]]


def test_places_are_groups_of_the_whole_or_have_their_own_series(evaluate):
    names = ["place", "indicator", "year", "value", "unit"]
    rows = [["North", "water", 2023, 40, "%"], ["South", "water", 2023, 60, "%"], ["Total", "water", 2023, 50, "%"]]
    (whole,) = subjects(evaluate, names, rows, [])
    assert (whole["area"], whole["groups"]) == ("", [["North", 40], ["South", 60]])
    assert [each["area"] for each in subjects(evaluate, names, rows[:2], [])] == ["North", "South"]
    # Two values for one year, as in a table whose empty cells mean the cell above: no figure is taken from it.
    assert subjects(evaluate, names, [*rows, ["Total", "water", 2023, 51, "%"]], []) == []


ENTRIES = {
    "a number for a row": {"first": 5},
    "a list for a row": {"first": ["a"]},
    "a list for a field": {"first": {"name": ["a"]}},
    "a deeper step": {"first": {"baseline": {"year": {"day": 1}}}},
    "another field": {"first": {"colour": "red"}},
    "nothing for a row": {"first": None},
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_what_is_no_baseline_table_is_not_taken_for_one(evaluate, entry):
    """Then it stays in the workbook as it is; see own_work.js of the kit."""
    found = evaluate(
        "data_doctor_state",
        f"(() => {{ try {{ return method.unpack({json.dumps(entry)}); }} catch {{ return 'refused'; }} }})()",
    )
    assert found == "refused"


def test_a_row_goes_into_the_workbook_and_comes_back_whatever_its_id(evaluate):
    entry = {
        "__proto__x": {"name": "a", "baseline": {"year": 2015, "value": "12,5"}},
        "constructor": {"name": "b", "missing": {"why": "nobody counts", "date": "2027"}},
        "first": {"unit": "%"},
    }
    rows = evaluate("data_doctor_state", f"method.unpack({json.dumps(entry)}).rows")
    assert [row["id"] for row in rows] == ["first", "__proto__x", "constructor"]
    assert [row["gap"] for row in rows] == [False, False, True]
    packed = evaluate("data_doctor_state", f"method.pack(method.unpack({json.dumps(entry)}))")
    assert packed["__proto__x"]["baseline"] == {"year": "2015", "value": "12,5"}
    assert packed["constructor"]["missing"]["why"] == "nobody counts"


@pytest.fixture
def doctor(widget_page):
    seen = widget_page(DataDoctor, width=360)
    seen.page.get_by_role("button", name="Open the table").click()
    seen.page.locator(".ls-spot").wait_for()
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def progress(frame) -> str:
    return frame.locator(".ls-doctor > .ls-title").inner_text()


def statements(frame) -> list[str]:
    return [each.replace("\u00a0", " ") for each in frame.locator(".ls-statements li").all_inner_texts()]


def decide(frame, cell: str | None) -> None:
    """Repair what is safe, or write what should stand in the cell."""
    if cell is None:
        frame.get_by_role("button", name="Repair", exact=True).click()
    else:
        frame.get_by_label("What should stand in this cell?").fill(cell)
        frame.get_by_role("button", name="Write this").click()


def stays(frame) -> list[str]:
    frame.locator(".ls-doctor .ls-fold").wait_for()
    return frame.locator(".ls-doctor .ls-fold li").all_text_contents()


def test_the_faulty_table_is_repaired_place_by_place(doctor):
    page = doctor.page
    assert progress(doctor) == "0 of 11 places are decided: 0 repaired, 0 left as they are."
    assert doctor.locator(".ls-spot mark").inner_text() == "not yet counted"
    doctor.get_by_text("11 places of the table are not decided yet.").wait_for()
    for cell in RIGHT:
        decide(doctor, cell)
    assert progress(doctor) == "11 of 11 places are decided: 11 repaired, 0 left as they are."
    # D59 and D61: no repair brings back a year that was not written.
    doctor.locator(".ls-doctor .ls-fold li", has_text="94, 103").wait_for(state="attached")
    assert stays(doctor) == ["Note: years missing in a series, in 2 rows: 94, 103"]
    # 81.1 of 80; 81.1 - 51.7 = 29.4.
    assert statements(doctor) == [
        "How far: in 2025 it is 81.1 %. The target of 80.0 % is reached.",
        "Who is worst off: Millstone, with 51.7 %. That is 29.4 worse than the whole.",
        "Which way: from 55.0 in 2015 to 81.1 % in 2025. It moves the right way.",
    ]
    # The council counts from 2019, when the rule changed: 85 - 69.2 = 15.8.
    doctor.get_by_label("Indicator", exact=True).select_option(
        label="Waste collected and managed in controlled facilities"
    )
    assert statements(doctor) == [
        "How far: in 2025 it is 69.2 %. The target is 85.0 %, which is 15.8 away.",
        "Who is worst off: the table does not say. It has no figure by group for 2025.",
        "Which way: from 48.1 in 2019 to 69.2 % in 2025. It moves the right way.",
    ]
    doctor.get_by_role("button", name="Put it into the baseline table").click()
    row = doctor.locator(".ls-rows details")
    row.locator("summary").click()
    assert [
        row.get_by_label(f"{name}: {what}").input_value()
        for name in ("Baseline", "Target")
        for what in ("year", "value")
    ] == ["2019", "48.1", "2030", "85"]
    doctor.get_by_label("Target, if one is set").fill("70,5")
    assert statements(doctor)[0].endswith("The target is 70.5 %, which is 1.3 away.")
    while page.get_by_role("button", name="Undo").is_enabled() and not progress(doctor).startswith("0 of 11"):
        page.get_by_role("button", name="Undo").click()
    assert progress(doctor).startswith("0 of 11")


def test_a_place_can_be_left_and_decided_again(doctor):
    doctor.get_by_role("button", name="Leave as it is").click()
    assert progress(doctor) == "1 of 11 places are decided: 0 repaired, 1 left as they are."
    assert "Place 2 of 11" in doctor.page.evaluate("document.activeElement.textContent")
    doctor.get_by_role("button", name="Back").click()
    assert doctor.locator(".ls-spot .ls-note").inner_text() == "You left this as it is."
    # A number in words is not written, and the page says why.
    doctor.get_by_label("What should stand in this cell?").fill("about 90")
    doctor.get_by_role("button", name="Write this").click()
    assert progress(doctor).startswith("1 of 11")
    decide(doctor, "")
    doctor.get_by_role("button", name="Back").click()
    assert doctor.locator(".ls-spot .ls-note").inner_text() == "You emptied this cell."
    doctor.get_by_role("button", name="Leave all others as they are").click()
    assert progress(doctor) == "11 of 11 places are decided: 1 repaired, 10 left as they are."
    doctor.locator(".ls-doctor .ls-fold li", has_text="missing values").wait_for(state="attached")


def test_the_finished_example_is_wholly_decided(doctor):
    doctor.get_by_role("tab", name="A finished list").click()
    doctor.locator(".ls-doctor .ls-fold li", has_text="94, 103").wait_for(state="attached")
    assert progress(doctor) == "11 of 11 places are decided: 11 repaired, 0 left as they are."
    assert stays(doctor) == ["Note: years missing in a series, in 2 rows: 94, 103"]
    assert doctor.locator(".ls-result .ls-title").inner_text() == "7 rows: 7 complete."
    doctor.get_by_text("The same as a table").click()
    rows = [row.split("\t") for row in doctor.locator(".ls-fold .ls-tables tr").all_inner_texts()]
    assert ["Homes with piped water on the premises", "%", "40.0 (2015)", "80.0 (2030)"] in [row[:4] for row in rows]
    assert rows[-1][0] == "Share of waste water that is safely treated"


def choose(frame, folder: Path, text: str = TABLE) -> Path:
    path = folder / "stadtteile.csv"
    path.write_text(text, "utf-8")
    frame.get_by_role("tab", name="Your own table").click()
    frame.get_by_label("A file: .csv, .tsv, .txt, .xlsx, .ods or .zip").set_input_files(path)
    frame.locator(".ls-spot").wait_for()
    return path


def test_a_table_of_ones_own_is_repaired_and_taken_home(doctor, tmp_path):
    """135.0 cannot be a share; the learner writes 35,0 as she is used to, and the copy has a point."""
    page = doctor.page
    path = choose(doctor, tmp_path)
    while not progress(doctor).startswith(("3 of 3", "2 of 2")):
        safe = doctor.get_by_role("button", name="Repair", exact=True)
        decide(doctor, None if safe.count() else "35,0")
    with page.expect_download() as offered:
        doctor.get_by_role("button", name="Download the repaired copy").click()
    assert offered.value.suggested_filename == "stadtteile-repaired.csv"
    copy = check_data(Path(offered.value.path()).read_bytes()).table
    assert sorted(copy["value"]) == [12.5, 14.5, 31, 35]
    assert path.read_text("utf-8") == TABLE
    # Nobody has said which way is better, so nothing is said to be right or wrong: 35 - 31 = 4 from 2020 to 2023.
    says = doctor.locator(".ls-says")
    wanted = says.get_by_label("What is wanted")
    assert wanted.input_value() == ""
    series = says.get_by_label("Indicator", exact=True)
    series.select_option(
        index=[each.split(", ")[-1] for each in series.locator("option").all_inner_texts()].index("Süd")
    )
    says.get_by_label("Target, if one is set").fill("33")
    expect(says).to_contain_text("in 2023 it is 35 %")  # the copy is read again a moment after the last repair
    assert statements(doctor) == [
        "How far: in 2023 it is 35 %, and the target is 33 %. Say what is wanted, because the target may be reached "
        "already.",
        "Who is worst off: the table does not say. It has no figure by group for 2023.",
        "Which way: from 31 in 2020 to 35 % in 2023. Say what is wanted, to see whether this is the right way.",
    ]
    wanted.select_option("that it falls")
    assert statements(doctor)[0].endswith("The target is 33 %, which is 2 away.")
    assert statements(doctor)[2].endswith("It moves the wrong way.")
    wanted.select_option("not said")
    # No figure of the whole: each district is a series of its own.
    assert len(doctor.locator(".ls-says").get_by_label("Indicator", exact=True).locator("option").all()) == 2
    doctor.get_by_role("button", name="Put it into the baseline table").click()
    assert doctor.locator(".ls-rows details").count() == 1
    # The baseline is that of 2020, and so is its source.
    assert doctor.locator(".ls-rows").get_by_label("Source").input_value() == "Umfrage"
    # The example in between takes nothing away.
    doctor.get_by_role("tab", name="A faulty table").click()
    assert doctor.locator(".ls-rows details").count() == 0
    doctor.get_by_role("tab", name="Your own table").click()
    doctor.locator(".ls-doctor p", has_text="Understood").wait_for()
    assert "places are decided" in progress(doctor)
    assert doctor.locator(".ls-rows details").count() == 1


KEPT = """new Promise((told) => {
  const request = indexedDB.open("localsdg", 1);
  request.onsuccess = () => {
    const all = request.result.transaction("figures").objectStore("figures").getAll();
    all.onsuccess = () => told(all.result.flat());
  };
})"""


# In Open SDG's form an empty cell means the whole, and GeoCode has the codes of the places that another column names.
WARDS = """Year,Ward,GeoCode,Value
2018-19,,,70.5
2018-19,Hill,E1,60
2018-19,Quay,E2,81
2019-20,,,72
2019-20,Hill,E1,61.5
2019-20,Quay,E2,82
"""


def test_the_wards_and_the_whole_of_an_open_sdg_file_go_into_the_workbook(doctor, tmp_path):
    path = tmp_path / "indicator_11-2-1.csv"
    path.write_text(WARDS, "utf-8")
    doctor.get_by_role("tab", name="Your own table").click()
    doctor.get_by_label("A file: .csv, .tsv, .txt, .xlsx, .ods or .zip").set_input_files(path)
    doctor.get_by_role("button", name="Keep these figures in my workbook").click()
    doctor.get_by_text("The figures are in your workbook.").wait_for()
    rows = doctor.page.evaluate(KEPT)
    assert sorted((row["year"], row.get("area", ""), row["value"]) for row in rows) == [
        ("2018-19", "", "70.5"), ("2018-19", "Hill", "60"), ("2018-19", "Quay", "81"),
        ("2019-20", "", "72"), ("2019-20", "Hill", "61.5"), ("2019-20", "Quay", "82"),
    ]  # fmt: skip
    assert not any("group" in row for row in rows)


def test_the_repaired_figures_of_ones_own_table_go_into_the_workbook(doctor, tmp_path):
    choose(doctor, tmp_path)
    while not progress(doctor).startswith(("3 of 3", "2 of 2")):
        safe = doctor.get_by_role("button", name="Repair", exact=True)
        decide(doctor, None if safe.count() else "35,0")
    doctor.get_by_role("button", name="Keep these figures in my workbook").click()
    doctor.get_by_text("The figures are in your workbook.").wait_for()
    rows = doctor.page.evaluate(KEPT)
    assert sorted((row["year"], float(row["value"])) for row in rows) == [
        ("2020", 12.5), ("2020", 31.0), ("2023", 14.5), ("2023", 35.0),
    ]  # fmt: skip
    # Nothing of an example is offered.
    doctor.get_by_role("tab", name="A faulty table").click()
    doctor.locator(".ls-doctor p", has_text="Understood").wait_for()
    assert doctor.get_by_role("button", name="Keep these figures in my workbook").is_hidden()
    assert doctor.get_by_role("button", name=OPEN_KEPT).is_hidden()
    # Another day she need not choose her file again.
    doctor.page.reload()
    doctor.get_by_role("tab", name="Your own table").click()
    doctor.get_by_role("button", name="Open a table of your own").click()
    doctor.get_by_role("button", name=OPEN_KEPT).click()
    doctor.locator(".ls-doctor p", has_text="2020 to 2023").wait_for()
    assert doctor.locator(".ls-doctor p", has_text="The figures in your workbook stay as they are").is_visible()
    expect(doctor.locator(".ls-says")).to_contain_text("in 2023 it is 14.5 %")
    assert doctor.get_by_role("button", name="Keep these figures in my workbook").is_hidden()


OPEN_KEPT = "Open the 4 figures that my workbook has"

YEARS = """Indicator;Unit;2015;2017;2018;Source
Children in poverty;%;27,76;27,89;27,26;Reports of 2016 and 2019
House price to income;ratio;7,62;9,13;9,12;Office of health
CO2 per person;tonnes;4,99;4,54;4,39;Centre for Cities
CO2 per person;tonnes;5,01;4,55;4,41;Own data team
"""


def test_years_in_columns_with_two_sources_for_one_figure(doctor, tmp_path):
    """One press repairs the commas of all years; each figure keeps its source, and the disputed ones are named."""
    choose(doctor, tmp_path, YEARS)
    assert progress(doctor).startswith("0 of 4")
    doctor.get_by_role("button", name="Repair all 3 places of this kind").click()
    assert progress(doctor) == "3 of 4 places are decided: 3 repaired, 0 left as they are."
    keep = doctor.locator(".ls-doctor")
    keep.get_by_text("6 figures are left out").wait_for()
    assert "This is about: CO2 per person. If two sources give a figure" in keep.inner_text()
    assert "is not kept" not in keep.inner_text()
    doctor.get_by_role("button", name="Keep these figures in my workbook").click()
    doctor.get_by_text("The figures are in your workbook.").wait_for()
    found = {(row["indicator"], row["source"]) for row in doctor.page.evaluate(KEPT)}
    sources = {("Children in poverty", "Reports of 2016 and 2019"), ("House price to income", "Office of health")}
    assert found == sources
    doctor.get_by_role("button", name="Put it into the baseline table").click()
    assert doctor.locator(".ls-rows").get_by_label("Source").input_value() == "Reports of 2016 and 2019"
    # Where the table names none, the source that was typed for its figures is that of the row too.
    doctor.get_by_label("A file: .csv, .tsv, .txt, .xlsx, .ods or .zip").set_input_files(
        {"name": "own.csv", "mimeType": "text/csv", "buffer": b"Indicator,Unit,2015,2018\nTrees,trees,70,90\n"}
    )
    doctor.get_by_label("Where the figures come from").fill("Parks office, 2019")
    doctor.get_by_role("button", name="Put it into the baseline table").click()
    assert doctor.locator(".ls-rows").get_by_label("Source").all()[1].input_value() == "Parks office, 2019"


# A table, and the sources that the baseline of its first series has: what may stand between a figure and its source.
SOURCES = {
    "budget years": ("Indicator,Year,Unit,Value,Source\nTrees,2018/19,trees,70,Parks office\n"
                     "Trees,2019/20,trees,80,Survey\nTrees,2020/21,trees,85,Survey\n", ["Parks office"]),
    "budget years in short": ("Indicator,Year,Unit,Value,Source\nTrees,FY18,trees,70,Parks office\n"
                              "Trees,FY19,trees,80,Survey\nTrees,FY20,trees,85,Survey\n", ["Parks office"]),
    "a word for everybody": ("Indicator,Sex,Year,Unit,Value,Source\nJobs,Total,2018,%,70,Labour office\n"
                             "Jobs,female,2018,%,60,Survey\nJobs,Total,2020,%,72,Labour office\n"
                             "Jobs,female,2020,%,61,Survey\n", ["Labour office"]),
    "a ward with the same value": ("Indicator,Ward,Year,Unit,Value,Source\nWater,Total,2018,%,70,Water company\n"
                                   "Water,Hill,2018,%,70,Survey\nWater,Quay,2018,%,80,Survey\n"
                                   "Water,Total,2020,%,72,Water company\nWater,Hill,2020,%,71,Survey\n"
                                   "Water,Quay,2020,%,82,Survey\n", ["Water company"]),
    "another heading": ("Indicator,Year,Unit,Value,Data source\nTrees,2018,trees,70,Parks office\n"
                        "Trees,2019,trees,80,Parks office\n", ["Parks office"]),
    "two sources that agree": ("Indicator,Year,Unit,Value,Source\nTrees,2018,trees,70,Parks office\n"
                               "Trees,2018,trees,70,Survey\nTrees,2019,trees,80,Survey\n", ["Parks office", "Survey"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sources"), SOURCES.values(), ids=SOURCES)
def test_the_source_of_a_figure_is_found(evaluate, text, sources):
    encoded = base64.b64encode(text.encode()).decode()
    texts = json.dumps(own_texts("table_check_method"))
    breakdowns = json.dumps(["Sex"])
    found = evaluate(
        "table_check_method",
        f"made.data_doctor_series.subjectsOf(method.checked({json.dumps(encoded)}, 'own.csv', {{}}, {texts}).figures,"
        f" {breakdowns})[0]",
        "data_doctor_series",
    )
    baseline = found["values"][0]
    assert baseline == [2018, 70]
    assert [source for year, source in found["sources"] if year == 2018] == sources


def test_what_cannot_be_read_is_refused_in_words(doctor):
    doctor.get_by_role("tab", name="Your own table").click()
    assert "No table is open." in doctor.locator(".ls-doctor").inner_text()
    assert doctor.locator(".ls-says").is_hidden()
    doctor.get_by_role("button", name="Look at what I have pasted").click()
    assert "Nothing is pasted yet." in doctor.locator(".ls-doctor").inner_text()
    doctor.get_by_label("Or paste cells here").fill("one word")
    doctor.get_by_role("button", name="Look at what I have pasted").click()
    doctor.locator(".ls-doctor .ls-status", has_text="pasted cells").wait_for(state="hidden")
    assert doctor.locator(".ls-spot").count() == 0


def test_the_baseline_table_is_kept_and_the_first_indicator_goes_on_in_lesson_2_6(doctor, bare):
    page = doctor.page
    page.get_by_role("tab", name="Your own table").click()
    doctor.get_by_role("button", name="Add an indicator").press("Enter")
    page.keyboard.type("Homes with piped water")
    row = doctor.locator(".ls-rows details[open]")
    row.get_by_label("Unit").fill("% of homes")
    row.get_by_label("Baseline: year").fill("2019")
    row.get_by_label("Baseline: value").fill("12,5")
    assert "“Homes with piped water” lacks: Source." in doctor.locator(".ls-verdict").inner_text()
    row.get_by_label("Source").fill("Water company")
    assert doctor.locator(".ls-result .ls-title").inner_text() == "One row: 1 complete."
    assert "These have no target yet: Homes with piped water." in doctor.locator(".ls-verdict").inner_text()
    doctor.get_by_role("button", name="Add a missing figure").click()
    row = doctor.locator(".ls-rows details[open]")
    row.get_by_label("Indicator, in plain words").fill("Safe toilets")
    row.get_by_label("Why it is missing").fill("Nobody counts")
    row.get_by_label("Who will get it").fill("Health office")
    assert "“Safe toilets” lacks: How we will get it" in doctor.locator(".ls-verdict").inner_text()
    page.reload()
    doctor.locator(".ls-rows details").nth(1).wait_for()
    assert [each.split("\n")[0] for each in doctor.locator(".ls-rows summary").all_inner_texts()] == [
        "Homes with piped water",
        "Safe toilets",
    ]
    assert "12,5\u00a0% of homes, 2019" in doctor.locator(".ls-rows summary").first.inner_text()
    # What is written here is the same record in lesson 2.6.
    page.goto(bare(TargetPath, (Municipality, "2.6")))
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    form = page.locator(".ls-kept")
    assert form.get_by_label("Indicator", exact=True).inner_text() == "Homes with piped water"
    assert page.get_by_role("group", name="Baseline").first.get_by_label("Value").input_value() == "12,5"
    page.goto(bare(MyCourse))
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    seen = page.locator("main").inner_text().replace("\u00a0", " ")
    assert "Unit: % of homes" in seen
    assert "Who will get it: Health office" in seen
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").first.click()
    book = Workbook.load(offered.value.path()).document()
    indicators = book["records"]["indicator"]
    assert indicators["first"]["baseline/value"]["value"] == "12,5"
    (other,) = [name for name in indicators if name != "first"]
    assert indicators[other]["missing/owner"]["value"] == "Health office"


def test_the_form_keeps_the_problem_statement(widget_page):
    page = widget_page((Municipality, "2.1")).page
    page.get_by_label("Our problem in three statements").fill("14.4 points away; Saltfield; the wrong way")
    page.reload()
    assert page.get_by_label("Our problem in three statements").input_value().startswith("14.4 points")


@pytest.mark.parametrize("dark", [False, True])
def test_it_serves_everybody_on_a_phone(widget_page, violations, dark):
    seen = widget_page(DataDoctor, width=360)
    page = seen.page
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.get_by_role("button", name="Open the table").click()
    page.locator(".ls-spot").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".ls-tabs").bounding_box()["height"] <= 90
    page.get_by_role("tab", name="A finished list").click()
    page.locator(".ls-rows summary").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.problems == []


def test_the_letters_of_an_older_table_are_asked_for(doctor, tmp_path):
    """As an older Excel for Windows writes it: the dash and the letter are other bytes there."""
    path = tmp_path / "stadtteile.csv"
    path.write_text(TABLE.replace("Süd", "Süd–West"), "cp1252")
    doctor.get_by_role("tab", name="Your own table").click()
    doctor.get_by_label("A file: .csv, .tsv, .txt, .xlsx, .ods or .zip").set_input_files(path)
    doctor.get_by_text("Which of these words are right?").wait_for()
    doctor.get_by_role("button", name="Süd–West", exact=True).click()
    doctor.locator(".ls-spot").wait_for()
    doctor.get_by_text("2 places (Nord, Süd–West)").wait_for()
    with doctor.page.expect_download() as offered:
        doctor.get_by_role("button", name="Download the repaired copy").click()
    assert "Süd–West" in Path(offered.value.path()).read_text("utf-8-sig")
