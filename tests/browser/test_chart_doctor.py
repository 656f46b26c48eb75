"""The widget of lesson 3.6 and its method. The expected rules were read off by hand: see the vectors."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pandas as pd
import pytest

from localsdg.monitoring import check_dashboard
from localsdg.monitoring.dashboard import CHARTS, FITS, MEASURES
from localsdg.widgets import ChartDoctor, Municipality
from localsdg.workbook import Field, Workbook

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "chart_doctor.json").read_text("utf-8"))
NUMBERS = ("points", "axis_from", "base_year", "base_value", "since", "target_year", "target_value", "year", "value")


def figures_of(changes: list[dict]) -> list[dict]:
    return [VECTORS["sound"] | change for change in changes]


def in_python(figures: list[dict]) -> list[list]:
    # Names are told apart by their place, so that a finding can be led back to it.
    rows = [figure | {"name": f"{figure['name'] or ''} {'.' * place}"} for place, figure in enumerate(figures, start=1)]
    found = check_dashboard(pd.DataFrame(rows, dtype=object))
    places = [each.about.count(".") - 1 if each.about.endswith(".") else None for each in found]
    return [[place, each.rule] for place, each in zip(places, found, strict=True)]


def in_javascript(evaluate, figures: list[dict]) -> list[list]:
    number = "Object.assign({}, f, ...Object.keys(f).map((k) => ({ [k]: f[k] ?? (numbers.includes(k) ? NaN : '') })))"
    call = (
        f"((figures, numbers) => method.checkDashboard(figures.map((f) => {number})).map(({{ figure, rule }}) =>"
        f" [figure ?? null, rule]))({json.dumps(figures)}, {json.dumps(NUMBERS)})"
    )
    return evaluate("chart_doctor_method", call)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
@pytest.mark.parametrize("language", ["Python", "JavaScript"])
def test_the_rules(evaluate, case, language):
    figures = figures_of(case["figures"])
    found = in_python(figures) if language == "Python" else in_javascript(evaluate, figures)
    assert [each for each in found if each[1] != "5 to 8"] == case["rules"]


@pytest.mark.parametrize(("count", "wrong"), VECTORS["counts"])
def test_a_dashboard_has_five_to_eight_figures(evaluate, count, wrong):
    expected = [[None, "5 to 8"]] if wrong else []
    assert in_python(figures_of([{}] * count)) == expected
    assert in_javascript(evaluate, figures_of([{}] * count)) == expected


def test_a_cell_that_cannot_be_read_stops_no_other_figure():
    sound = VECTORS["sound"]
    table = pd.DataFrame([sound, sound | {"value": "12,5", "base_value": float("inf"), "chart": "pie"}] * 3)
    found = check_dashboard(table)
    assert [each.rule for each in found] == ["cell"] * 9
    words = [each.found for each in found[:3]]
    assert words[0].startswith("figures, row 2, chart is 'pie': write one of 'line', 'bars'")
    assert (
        words[1] == "figures, row 2, value is '12,5': give a number. Text is not read as a number here. It reads as "
        "12.5. Make numbers of texts first, with localsdg.core.typed_numbers.read_number."
    )
    assert words[2] == "figures, row 2, base_value is inf: give a number."
    with pytest.raises(TypeError, match="figures, row 6, value is '12,5'"):
        check_dashboard(table.assign(value="12,5"))


def test_both_languages_say_the_same(evaluate):
    chance = random.Random(36)
    for _ in range(20):
        figures = [
            {
                "name": chance.choice(["Homes with water", "Deaths in traffic", ""]),
                "message": chance.choice(["", "Homes with water, 2025", "Deaths in traffic fall", "Up by half"]),
                "chart": chance.choice([None, *CHARTS]),
                "shows": chance.choice([None, *FITS]),
                "measure": chance.choice([None, *MEASURES]),
                "points": chance.choice([None, 1, 2, 3, 5, 6]),
                "axis_from": chance.choice([None, 0, 40, -1]),
                "base_year": chance.choice([None, 2015, 2021]),
                "base_value": chance.choice([None, 0, 40.5]),
                "since": chance.choice([None, 2015, 2020]),
                "note": chance.choice(["", "New meters"]),
                "target_year": chance.choice([None, 2030]),
                "target_value": chance.choice([None, 0, 80.5]),
                "year": chance.choice([None, 2025]),
                "value": chance.choice([None, 0, 61.3]),
                "unit": chance.choice(["", "% of homes", "homes"]),
                "source": chance.choice(["", "Register"]),
                "version": chance.choice(["", "2026"]),
            }
            for _ in range(chance.randint(1, 10))
        ]
        assert in_javascript(evaluate, figures) == in_python(figures)


# The fault of each chart, and the last repair, as a person reads them.
REPAIRS = [
    ("The bars are cut off below", "At zero", "87.8 % in Lighthouse and 99.2 % in Old Quay"),
    ("Two scales stand in one picture", "Two pictures, each from zero", "rose from 40 to 61.3 %"),
    ("A surface stands for a number", "The length of a bar", "from 20,195 to 30,722: 1.5 times as many"),
    (
        "The base year and its value are missing",
        "Both years with their values",
        "from 10.7 % in 2015 to 41.3 % in 2025",
    ),
    ("The years were picked to fit the title", "In 2015", "fell from 57.1 % in 2019 to 49.2 % in 2021"),
    ("The colours have no order", "One colour, from pale to full", "41.3 % in Saltfield to 84.6 % in Old Quay"),
    ("Totals are compared where sizes differ", "The share of the people of the district", "25.3 % of the people"),
]


@pytest.fixture
def widget(widget_page):
    seen = widget_page(ChartDoctor, (Municipality, "3.6"), width=360)
    yield seen.page
    assert seen.problems == []


def test_each_chart_is_found_and_repaired(widget):
    room = widget.locator(".ls-chart-room")
    for place, (fault, repair, sentence) in enumerate(REPAIRS):
        widget.locator(".ls-seven button").nth(place).click()
        assert room.locator("fieldset").count() == 1
        wrong = room.locator("label").filter(has_not_text=fault).first
        wrong.click()
        assert "Not this one." in room.inner_text()
        room.get_by_label(fault).check()
        assert "Yes, this one." in room.inner_text()
        room.get_by_label(repair, exact=True).check()
        assert sentence in room.locator(".ls-now").inner_text().replace("\u00a0", " ")
        assert "Repaired" in room.locator(".ls-now").inner_text()
        assert widget.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert widget.locator(".ls-seven").inner_text().count("✓ repaired") == 7


def test_a_chart_that_is_only_better_can_still_be_repaired(widget):
    room = widget.locator(".ls-chart-room")
    room.get_by_label("The bars are cut off below").check()
    room.get_by_label("At 50 %").check()
    assert "Changed" in room.locator(".ls-now").inner_text()
    assert "can still be repaired" in room.inner_text()
    # From 50: (99.2 - 50) / (87.8 - 50) = 1.3
    assert "1.3 times as good" in room.inner_text()
    # A surface that is drawn to scale is true, but a length is read more exactly.
    widget.locator(".ls-seven button").nth(2).click()
    room.get_by_label("A surface stands for a number").check()
    room.get_by_label("The surface of a square").check()
    assert "can still be repaired" in room.inner_text()
    # On a wall the charts stand alone.
    widget.set_viewport_size({"width": 1280, "height": 720})
    widget.get_by_role("button", name="Whole screen").click()
    widget.wait_for_function("document.fullscreenElement")
    picture = room.locator("svg").first.bounding_box()
    assert picture["width"] > 300 and picture["y"] + picture["height"] < 720
    assert not widget.locator(".ls-result").is_visible()
    # Each chart, its question and its repairs stand there whole: nobody scrolls in front of a group.
    for place, (fault, repair, _) in enumerate(REPAIRS):
        widget.locator(".ls-seven button").nth(place).click()
        room.get_by_label(fault).check()
        room.get_by_label(repair, exact=True).check()
        assert widget.locator(".ls-cases").evaluate("room => room.scrollHeight - room.clientHeight") <= 0, repair


def test_the_dashboard_is_repaired_on_a_phone(widget):
    title = widget.locator(".ls-result .ls-title")
    assert title.inner_text() == "6 of 6 figures need a repair."
    figures = widget.locator(".ls-figures > details")
    seats = figures.filter(has_text="Seats in the council")
    seats.locator("summary").click()
    seats.get_by_label("The bars begin at").fill("0,0")
    assert title.inner_text() == "5 of 6 figures need a repair."
    seats.get_by_label("The bars begin at").fill("12,5")
    assert "The bars begin at 12.5." in seats.inner_text()
    widget.get_by_role("tab", name="Repaired").click()
    assert title.inner_text() == "All 6 figures pass the checks."


def test_ones_own_figures_are_checked(widget):
    widget.locator("[data-case=mine]").click()
    assert widget.locator(".ls-result .ls-title").inner_text() == "No figure is on the dashboard yet."
    widget.get_by_role("button", name="Add a figure").click()
    figure = widget.locator(".ls-figures > details").first
    for label, words in {
        "Indicator": "Toilets",
        "Message": "Three homes in four now have a toilet",
        "Latest year": "2024",
        "Latest value": "74,5",
        "Unit": "% of homes",
        "Source": "Census",
        "Method and its version": "own rule, 2024",
    }.items():
        figure.get_by_label(label).first.fill(words)
    figure.get_by_label("Kind of chart").select_option("line")
    figure.get_by_label("What it compares").select_option("years")
    figure.get_by_label("How many of these").fill("2")
    assert "A line through 2 years" in figure.inner_text()
    figure.get_by_label("Kind of chart").select_option("dots")
    # No base year; then years that were picked; then both repaired, by all years or by a note.
    assert "The baseline is missing" in figure.inner_text()
    figure.get_by_label("Baseline: year").fill("2019")
    assert "The baseline is missing" in figure.inner_text()
    figure.get_by_label("Baseline: value").fill("70,1")
    assert "Say since which year there are figures." in figure.inner_text()
    figure.get_by_label("There are figures since").fill("2015")
    assert "The chart begins in 2019, but there are figures since 2015." in figure.inner_text()
    title = widget.locator(".ls-result .ls-title")
    assert title.inner_text() == "1 of 1 figures needs a repair."
    figure.get_by_label("Note below the chart").fill("The register begins in 2019.")
    assert title.inner_text() == "The figure passes all checks."
    # A picture of dots has its values in words too, and says that it is not the whole chart.
    page = widget.locator(".ls-board-page").text_content()
    assert "2019: 70.1; 2024: 74.5 % of homes" in page
    assert "draw the chart that you chose from your whole table." in page
    # Groups by a total, by their growth, by a share.
    figure.get_by_label("Unit").fill("homes")
    figure.get_by_label("What it compares").select_option("groups")
    figure.get_by_label("A count or a rate?").select_option("count")
    assert "are compared by their totals" in figure.inner_text()
    figure.get_by_label("A count or a rate?").select_option("change")
    assert title.inner_text() == "The figure passes all checks."
    figure.get_by_label("Baseline: value").fill("")
    assert "The baseline is missing" in figure.inner_text()
    figure.get_by_label("A count or a rate?").select_option("rate")
    assert title.inner_text() == "The figure passes all checks."
    # Without a value there is none to be read: a unit alone would stand there.
    figure.get_by_label("Latest value").fill("")
    page = widget.locator(".ls-board-page")
    assert page.locator("p").nth(2).text_content() == "no value"
    assert widget.locator(".ls-board td").nth(3).text_content() == "no value"
    figure.get_by_label("Latest value").fill("74,5")
    assert page.locator("p").nth(2).text_content() == "74.5 homes"
    # One value beside its target: the fields of the target come with it.
    target = figure.get_by_label("Target: value")
    assert not target.is_visible()
    figure.get_by_label("What it compares").select_option("target")
    figure.get_by_label("Kind of chart").select_option("number")
    assert "The target is missing: which value, by which year?" in figure.inner_text()
    target.fill("90,5")
    assert "The target is missing" in figure.inner_text()
    figure.get_by_label("Target: year").fill("2030")
    assert title.inner_text() == "The figure passes all checks."
    assert "Goal 2030: 90.5 homes" in widget.locator(".ls-board-page").text_content()
    assert "5 to 8 figures, so add some" in widget.locator(".ls-result").inner_text()
    figure.get_by_role("button", name="Take it off the dashboard").click()
    assert "not on the dashboard yet" in figure.inner_text()


# Areas of the fictional Port Amani as lesson 3.4 keeps them: 3 of 31 pupils of Far Point are too few to be shown, so
# they stand together with those of Saltfield: 410 of 731 are 56.1 %. The balance of a budget falls below zero.
AREAS = {"Old Quay": (900, 803), "Millstone": (800, 602), "Far Point": (31, 3), "Saltfield": (700, 407)}
BALANCE = [(2021, 12), (2022, -4.5), (2023, -18), (2024, 6)]
# Of a picture: the numbers at the ends of its scale and where they stand, and where its marks or its line stand.
# Across are ends below dots, upward those beside a line.
ENDS = """(picture, across) => {
  const place = across ? "x" : "y";
  const numbers = [...picture.querySelectorAll("text")].map((each) => [
    Number(each.textContent.replace("\u2212", "-").replaceAll(",", "")), Number(each.getAttribute(place)), each]);
  const right = ([, , each]) => across || each.getAttribute("text-anchor") === "end";
  const ends = numbers.filter(([value]) => Number.isFinite(value)).filter(right).slice(0, 2);
  const points = across
    ? [...picture.querySelectorAll("circle, rect")].slice(0, 2).map((each) =>
      Number(each.getAttribute("cx") ?? Number(each.getAttribute("x")) + 5.5))
    : picture.querySelector("path[stroke-width='2.5']").getAttribute("d").slice(1).split("L").map((each) =>
      Number(each.split(" ")[1]));
  return { ends: ends.map(([value, at]) => [value, across ? at : at - 5]), points };
}"""


def test_the_page_draws_what_the_workbook_holds(widget_page):
    """Areas with small numbers hidden, and all years of the table, with bars below zero."""
    records = {f"b/chart/{name}": value for name, value in (("kind", "bars"), ("shows", "years"))}
    records |= {"b/name": "Balance of the budget", "b/unit": "thousand", "b/latest/year": "2024", "b/latest/value": "6"}
    records |= {f"a/chart/{name}": value for name, value in (("kind", "bars"), ("shows", "groups"))}
    records |= {"11.3.1/source": "Land registry"}
    records |= {"a/name": "Pupils who read", "a/unit": "%", "a/wanted": "increase", "a/gap/year": "2024"}
    for at, (name, (people, counted)) in enumerate(AREAS.items()):
        parts = {"name": name, "people": str(people), "counted": str(counted)}
        records |= {f"a/gap/areas/x{at}/{part}": value for part, value in parts.items()}
    time = "2026-03-02T08:00:00.000Z"
    fields = {
        ("records", "indicator", *place.split("/", 1)): Field(each, time, "Ana") for place, each in records.items()
    }
    seen = widget_page(ChartDoctor, width=360)
    page = seen.page
    page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", Workbook(fields).text())
    page.reload()
    rows = [
        {"indicator": "Balance of the budget", "year": str(year), "value": str(value), "unit": "thousand"}
        for year, value in BALANCE
    ]
    assert page.evaluate("async (rows) => (await localsdgBring('tables')).add(rows)", rows) == ""
    page.locator("[data-case=mine]").click()
    # What lesson 3.2 keeps has no name but its code.
    assert page.locator(".ls-figures .ls-who").all_inner_texts().count("11.3.1") == 1
    page.get_by_text("The dashboard as a page").click()
    areas, years = (page.locator(".ls-board-page .ls-card").nth(at) for at in range(2))
    areas.locator("svg rect").first.wait_for()
    drawn = areas.text_content().replace("\u00a0", " ")
    assert "56.1" in drawn and "89.2" in drawn and "others together" in drawn
    assert "Far Point" not in drawn and "9.7" not in drawn
    box = "(each) => [Number(each.getAttribute('x')), Number(each.getAttribute('width'))]"
    boxes = years.locator("svg rect").evaluate_all(f"all => all.map({box})")
    zero = boxes[0][0]
    # Of 2021 and 2024 the bars begin at zero; of 2022 and 2023 they end there, as long as their numbers: 4.5 to 18.
    assert boxes[3][0] == pytest.approx(zero, abs=0.1)
    assert [boxes[at][0] + boxes[at][1] for at in (1, 2)] == pytest.approx([zero, zero], abs=0.1)
    assert boxes[1][1] / boxes[2][1] == pytest.approx(0.25, abs=0.01)
    assert boxes[0][1] / boxes[2][1] == pytest.approx(12 / 18, abs=0.01)
    labels = years.locator("svg text").evaluate_all("all => all.map((each) => each.getBoundingClientRect().x)")
    assert min(labels) >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.problems == []


@pytest.mark.parametrize(
    ("chart", "values", "ends"),
    [
        ("line", [-2.5, -7.3, -18.4], (-18.4, 0)),
        ("dots", [-2.5, -18.4], (-18.4, 0)),
        # Far from zero a scale begins a fifth of its length below the least value: 61.3 - 8.8 / 5 = 59.54.
        ("line", [61.3, 64, 70.1], (59.5, 70.1)),
        ("dots", [70.1, 61.3], (59.5, 70.1)),
    ],
)
def test_the_number_at_the_end_of_a_scale_is_where_it_says(widget_page, chart, values, ends):
    """The marks stand where a ruler between the numbers at the ends finds their values."""
    fields = {"name": "Balance of the budget", "unit": "thousand", "chart/kind": chart, "chart/shows": "years"}
    fields |= {"baseline/year": "2021", "baseline/value": str(values[0])}
    fields |= {"latest/year": "2024", "latest/value": str(values[-1])}
    time = "2026-03-02T08:00:00.000Z"
    records = {("records", "indicator", "b", name): Field(each, time, "Ana") for name, each in fields.items()}
    seen = widget_page(ChartDoctor, width=360)
    page = seen.page
    page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", Workbook(records).text())
    page.reload()
    if chart == "line":
        rows = [
            {"indicator": "Balance of the budget", "year": str(year), "value": str(value), "unit": "thousand"}
            for year, value in zip((2021, 2022, 2024), values, strict=True)
        ]
        assert page.evaluate("async (rows) => (await localsdgBring('tables')).add(rows)", rows) == ""
    page.locator("[data-case=mine]").click()
    page.get_by_text("The dashboard as a page").click()
    mark = "path[stroke-width='2.5']" if chart == "line" else "circle"
    found = page.locator(".ls-board-page .ls-card svg").filter(has=page.locator(mark)).evaluate(ENDS, chart == "dots")
    (low, low_at), (high, high_at) = found["ends"]
    assert (low, high) == ends
    drawn = [low + (at - low_at) / (high_at - low_at) * (high - low) for at in found["points"]]
    assert drawn == pytest.approx(values, abs=0.06)
    assert seen.problems == []


ENTRY = {
    "first": {"name": "Toilets", "latest": {"year": 2024, "value": 74.5}, "chart": {"kind": "line", "shows": "none"}},
    "__proto__": {"name": "A name"},
    "constructor": {"name": ["a", "list"], "chart": 5},
    "b": None,
}


def test_what_is_no_figure_stays_in_the_workbook(evaluate):
    given = json.dumps(json.dumps(ENTRY))
    rows = evaluate(
        "chart_doctor_entry", f"method.unpack(JSON.parse({given})).rows.map(({{ id, fields }}) => [id, fields.name])"
    )
    assert ["first", "Toilets"] in rows
    again = evaluate("chart_doctor_entry", f"method.pack(method.unpack(JSON.parse({given})))")
    assert again["first"]["chart"] == {"kind": "line", "shows": "none"}
    assert again["first"]["latest"] == {"year": "2024", "value": "74.5"}
    assert again["constructor"] == {"name": ["a", "list"], "chart": 5}
