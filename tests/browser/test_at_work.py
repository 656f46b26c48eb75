"""Lessons 2.6 and 3.3 to 3.5 work on the indicator that the learner takes, and lessons 2.5 and 2.6 on the action."""

from __future__ import annotations

import json

import pytest

from localsdg.widgets import AveragesHide, MayorPage, Municipality, MyCourse, PartnershipGrid, TargetPath, TrendRules
from localsdg.workbook import Field, Workbook
from localsdg.workbook.places import AT_WORK, MEASURED, Chosen, address_of, name_at

TIME = "2026-03-02T08:00:00.000Z"
NAMES = {"first": "Homes with water", "a12b": "Deaths in traffic", "11.2.1": "Near a stop"}


def book(**others: str) -> Workbook:
    fields = {("records", "indicator", id_, "name"): Field(name, TIME, "Ana") for id_, name in NAMES.items()}
    written = {"indicator/first/unit": "% of homes", "indicator/first/trend/rule": "UN"} | others
    for place, value in written.items():
        fields["records", *place.split("/", 2)] = Field(value, TIME, "Ana")
    return Workbook(fields)


def test_an_address_follows_the_indicator_at_work():
    assert address_of("3.3", "trend", "unit") == ("records", "indicator", "first", "unit")
    assert address_of("3.3", "trend", "unit", Chosen("a12b")) == ("records", "indicator", "a12b", "unit")
    assert address_of("3.4", "gap_taken", "areas/x/people", Chosen("a12b"))[:3] == ("marks", "indicator", "a12b")
    assert address_of("2.6", "path", "unit", Chosen("a12b")) == ("records", "indicator", "first", "unit")
    assert address_of("2.6", "path", "unit", Chosen(measured="a12b")) == ("records", "indicator", "a12b", "unit")
    worst = ("records", "indicator", "a12b", "thresholds/worst")
    assert name_at("3.5", "municipality", worst, Chosen("a12b")) == "worst"
    assert name_at("3.5", "municipality", worst) is None


@pytest.mark.parametrize("strange", ["", "*", "a/b", "a\nb", 7, None, ["first"]])
def test_what_is_no_indicator_is_the_first(strange):
    whole = book()
    whole.fields |= {AT_WORK: Field(strange, TIME, "Ana"), MEASURED: Field(strange, TIME, "Ana")}
    assert (whole.at_work, whole.measured) == ("first", "first")
    assert whole.entry("3.3", "municipality")["rule"] == "UN"


def test_python_writes_and_reads_the_indicator_at_work():
    whole = book()
    whole.record("3.3", "working", {"indicator": "a12b"})
    whole.record("3.3", "municipality", {"rule": "Basque", "verdict": "too slow"})
    assert whole.fields["records", "indicator", "a12b", "trend/rule"].value == "Basque"
    assert whole.fields["records", "indicator", "first", "trend/rule"].value == "UN"
    assert whole.entry("3.3", "municipality")["indicator"] == "Deaths in traffic"


def opened(widget_page, whole: Workbook, *widgets):
    seen = widget_page(*widgets)
    put(seen.page, whole)
    return seen


def put(page, whole: Workbook) -> None:
    page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", whole.text())
    page.reload()


def stored(page) -> Workbook:
    return Workbook.parse(page.evaluate("localStorage.getItem('localsdg.workbook')"), "The page")


def value(page, name: str, id_: str) -> str | None:
    found = stored(page).fields.get(("records", "indicator", id_, name))
    return found.value if found else None


def test_the_learner_takes_another_indicator_and_nothing_is_lost(widget_page, violations):
    seen = opened(widget_page, book(), TrendRules, (Municipality, "3.3"))
    page = seen.page
    boxes = page.get_by_label("The indicator that you work on")
    boxes.nth(1).wait_for()  # above the exercise, and above the form
    assert boxes.first.locator("option").all_inner_texts() == [NAMES["first"], NAMES["11.2.1"], NAMES["a12b"]]
    page.get_by_role("tab", name="Your own").click()
    page.get_by_label("Value", exact=True).first.fill("40,5")
    with page.expect_navigation():
        boxes.first.select_option("Deaths in traffic")
    assert value(page, "baseline/value", "first") == "40,5"
    boxes.nth(1).wait_for()
    assert boxes.first.input_value() == "a12b"
    form = page.locator(".ls-frame").nth(1)
    assert form.locator("output, input").first.evaluate("each => each.value || each.textContent") == NAMES["a12b"]
    form.locator("[name=verdict]").fill("Going back")
    form.locator("[name=sentence]").focus()
    assert value(page, "trend/verdict", "a12b") == "Going back"
    assert value(page, "trend/rule", "first") == "UN"
    assert value(page, "trend/verdict", "first") is None
    assert violations(page) == []
    assert seen.problems == []


def test_one_indicator_alone_meets_no_question(widget_page):
    whole = book()
    for id_ in ("a12b", "11.2.1"):
        del whole.fields["records", "indicator", id_, "name"]
    seen = opened(widget_page, whole, AveragesHide)
    seen.page.get_by_text("Saved").or_(seen.page.locator(".ls-saved")).first.wait_for(state="attached")
    assert seen.page.get_by_label("The indicator that you work on").count() == 0
    assert seen.problems == []


def test_my_course_and_the_page_for_the_mayor_show_each_of_them(widget_page):
    words = {"indicator/a12b/trend/verdict": "Going back", "indicator/a12b/gap/areas/q/counted": "3"}
    words |= {"indicator/a12b/office": "Police", "indicator/a12b/targets": "3.6"}
    seen = opened(widget_page, book(**words, **{"indicator/a12b/gap/areas/q/name": "Quay"}), MyCourse)
    page = seen.page
    page.get_by_text("What you have entered").first.click()
    row = page.locator("tr", has_text="Deaths in traffic: What the rules say")
    row.wait_for(state="attached")
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert "Going back" in row.inner_text()
    assert "Quay, counted: 3" in page.locator("tr", has_text="Deaths in traffic: Areas or groups").inner_text()
    assert "working" not in page.locator("body").inner_text()
    text = page.locator("body").inner_text()  # not the words of the profile and of lesson 1.5
    assert "Office that owns it: Police" in text and "Target: 3.6" in text
    assert seen.problems == []
    other = opened(widget_page, book(**words), MayorPage)
    other.page.locator(".ls-mayor-page").wait_for()
    text = other.page.locator("body").inner_text()
    assert "Going back" in text and "Deaths in traffic: " in text
    assert other.problems == []


def test_page_and_python_find_the_same_place(evaluate):
    calls = [["3.3", "trend", "base"], ["3.4", "gap_taken", "areas/x/people"], ["2.6", "path", "unit"]]
    for at_work in ("first", "a12b", "5.5.1(b)", "a*", ""):
        found = evaluate(
            "records",
            f"(method.workOn({json.dumps(at_work)}), method.workOn({json.dumps(at_work)}, '&'), {json.dumps(calls)}"
            ".map(([lesson, part, name]) => method.addressOf([lesson, part], name)))",
        )
        id_ = at_work if at_work in ("first", "a12b", "5.5.1(b)") else "first"
        assert [tuple(each) for each in found] == [address_of(*call, Chosen(id_, id_)) for call in calls]


def test_the_chooser_stands_where_the_pairs_have_an_indicator_at_work(evaluate):
    """By hand: what lessons 3.3 to 3.5 write of an indicator."""
    found = evaluate("records", "method.PARTS.filter(method.isOfWork)")
    assert sorted(map(tuple, found)) == [
        ("3.3", "municipality"),
        ("3.3", "trend"),
        ("3.4", "gap"),
        ("3.4", "municipality"),
        ("3.5", "municipality"),
    ]
    assert evaluate("records", "method.PARTS.filter(method.isOfOutcome)") == [["2.6", "municipality"], ["2.6", "path"]]


def plan() -> Workbook:
    """The first three lines of a plan: the first one is that with which the plan begins, and not the one to work on."""
    written = {
        "action/first/name": "Keep the land register",
        "action/first/links/17.18/kind": "direct",
        "action/first/links/17.18/reason": "Each plot has an owner.",
        "action/b01/name": "Renew the mains",
        "action/b01/links/6.1/kind": "direct",
        "action/b01/links/6.1/reason": "Water comes every day.",
        "action/b01/gates/ours": "yes",
        "action/b02/name": "Paint the hall",
        "budget line/x/action": "b01",
    }
    fields = {("records", *place.split("/", 2)): Field(value, TIME, "Ana") for place, value in written.items()}
    fields["lessons", "2.2", "alignment", "rejected/first"] = Field(["6.4"], TIME, "Ana")
    return Workbook(fields)


def test_the_learner_takes_another_action_and_all_that_is_kept_of_it_goes_with_it(widget_page, violations):
    whole = plan()
    plots = {"first/name": "Plots", "first/baseline/year": "2019"}
    for place, written in (plots | {"a12b/name": "Hours of water", "a12b/baseline/value": "9"}).items():
        whole.fields["records", "indicator", *place.split("/", 1)] = Field(written, TIME, "Ana")
    seen = opened(widget_page, whole, PartnershipGrid, TargetPath, (Municipality, "2.6"))
    page = seen.page
    boxes = page.get_by_label("The action that you work on")
    boxes.nth(1).wait_for()  # above the grid of 2.5, and above the form of 2.6
    assert boxes.first.locator("option").all_inner_texts() == [
        "Keep the land register",
        "Renew the mains",
        "Paint the hall",
    ]
    page.locator("[name=output]").fill("A register")
    with page.expect_navigation():
        boxes.nth(1).select_option("Renew the mains")
    boxes.nth(1).wait_for()
    page.locator("[name=output]").fill("8 km of new pipes")
    page.locator("[name=outcome]").focus()
    kept = {
        "/".join(place[1:]): field.value
        for place, field in stored(page).fields.items()
        if place[1] in ("action", "budget line", "2.2") and field.value is not None
    }
    assert kept == {
        "action/first/name": "Renew the mains",
        "action/first/links/6.1/kind": "direct",
        "action/first/links/6.1/reason": "Water comes every day.",
        "action/first/gates/ours": "yes",
        "action/first/chain/output": "8 km of new pipes",
        "action/b01/name": "Keep the land register",
        "action/b01/links/17.18/kind": "direct",
        "action/b01/links/17.18/reason": "Each plot has an owner.",
        "action/b01/chain/output": "A register",
        "action/b02/name": "Paint the hall",
        "budget line/x/action": "first",
        "2.2/alignment/rejected/b01": ["6.4"],
    }
    # The outcome of this action is measured by another indicator than that of the first one.
    outcome = page.get_by_label("The indicator of the outcome")
    outcome.nth(1).wait_for()  # above the exercise and the form of 2.6
    assert outcome.first.locator("option").all_inner_texts() == ["Plots", "Hours of water"]
    with page.expect_navigation():
        outcome.first.select_option("Hours of water")
    outcome.nth(1).wait_for()
    page.locator("[name=target_year]").fill("2030")
    page.locator("[name=target]").fill("20")
    page.locator("[name=outcome]").focus()
    assert page.locator("[name=baseline]").input_value() == "9"
    assert [value(page, "target/value", each) for each in ("first", "a12b")] == [None, "20"]
    assert stored(page).entry("2.6", "path")["target"] == "20"
    with page.expect_navigation():
        boxes.nth(1).select_option("Keep the land register")
    outcome.nth(1).wait_for()
    assert outcome.first.input_value() == "first"
    with page.expect_navigation():
        boxes.nth(1).select_option("Renew the mains")
    outcome.nth(1).wait_for()
    assert (outcome.first.input_value(), stored(page).measured) == ("a12b", "a12b")
    assert violations(page) == []
    assert seen.problems == []
    other = opened(widget_page, stored(page), MayorPage)
    other.page.locator(".ls-mayor-page").wait_for()
    text = other.page.locator("body").inner_text()
    assert "Hours of water" in text and "working" not in text and "a12b" not in text
    # What is known of the indicator that is not measured now stands in its own line, and not under lesson 3.3.
    row = other.page.locator("li", has_text="Plots:")
    assert "base year: 2019" in row.inner_text() and text.count("2019") == 1
    assert other.problems == []
    # What was taken off the list in lesson 2.2 is not offered: the next one of the plan is at work, with what it has.
    gone = stored(page)
    gone.fields["records", "action", "first", "name"] = Field(None, "2099-03-03T08:00:00.000Z", "Ana")
    left = opened(widget_page, gone, PartnershipGrid, (Municipality, "2.6"))
    boxes = left.page.get_by_label("The action that you work on")
    boxes.nth(1).wait_for()
    assert boxes.first.locator("option").all_inner_texts() == ["Keep the land register", "Paint the hall"]
    assert left.page.locator("[name=output]").input_value() == "A register"
    assert left.problems == []


WATER = [
    {"indicator": "Homes with water ", "year": year, "value": value, "unit": "%", "source": "Town survey"} | place
    for year, value, place in (
        ("2013", "38", {}),
        ("2016", "41.5", {}),
        ("2020", "47", {"area": "Total"}),
        ("2020", "52", {"area": "Quay"}),
        ("2020", "30.5", {"area": "Hill"}),
        ("2020", "44", {"group": "Sex: women"}),
        ("2020", "9", {"group": "Sex: women; Age: young"}),
        ("2021", "", {}),
    )
]
DEATHS = [
    {"indicator": "3.6.1", "component": component, "year": "2019", "value": value, "unit": "%", "area": area}
    for area, counted, people in (("Quay", "20", "80"), ("Hill", "30", "40"))
    for component, value in (("numerator", counted), ("denominator", people))
]


def test_figures_of_a_table_by_year_area_and_group(evaluate):
    """By hand: totals are the whole, a row of two groups belongs to none, and a share comes of its two components."""
    given = json.dumps([*WATER, *DEATHS])
    name, deaths = json.dumps(WATER[0]["indicator"]), json.dumps("3.6.1")
    found = evaluate(
        "own_figures",
        f"""((rows) => {{
          const [water, deaths] = [{name}, {deaths}].map((each) => method.figuresOf(rows, each, "Port"));
          return {{
            names: [method.matching(rows, ["homes  with WATER"]), method.matching(rows, ["Other", "3.6.1."])],
            none: method.matching(rows, ["", "Homes"]),
            series: method.seriesOf(water),
            usual: method.usualYears(method.seriesOf(water)),
            early: method.usualYears([[2001, 1], [2009, 2]]),
            kinds: method.comparable(water),
            areas: method.partsOf(water, "area", 2020),
            counted: method.partsOf(deaths, "area", 2019),
            twice: method.seriesOf(method.figuresOf([...rows, {{ ...rows[0], value: "39" }}], {name})),
          }};
        }})({given})""",
    )
    assert found["names"] == ["Homes with water ", "3.6.1"] and found["none"] == ""
    assert found["series"] == [[2013, 38], [2016, 41.5], [2020, 47]]
    assert found["usual"] == {"base": 2016, "last": 2020} and found["early"] == {"base": 2001, "last": 2009}
    assert found["kinds"] == [{"by": "area", "years": [2020]}]
    quay, hill = found["areas"]["areas"]
    assert (quay["name"], quay["counted"], hill["counted"], found["areas"]["all"]) == ("Quay", 52, 30.5, 47)
    assert [(each["people"], each["counted"]) for each in found["counted"]["areas"]] == [(80, 20), (40, 30)]
    assert found["twice"] == [[2016, 41.5], [2020, 47]]  # 2013 has two values, so it has none


def test_a_budget_year_counts_as_the_year_in_which_it_begins(evaluate):
    years = ["2017-18", "2018/19", "2019–2020", "2020", "2017-2020", "May 2021"]
    rows = [{"indicator": "x", "year": year, "value": str(at)} for at, year in enumerate(years)]
    found = evaluate("own_figures", f"method.seriesOf(method.figuresOf({json.dumps(rows)}, 'x'))")
    # From 2017 to 2020 is no budget year, and a month is no year.
    assert found == [[2017, 0], [2018, 1], [2019, 2], [2020, 3]]


def test_the_table_of_figures_fills_trend_and_gap_and_the_choice_stands_once(widget_page, violations):
    """The figures of a learner's own table are not typed again; the unit of the form changes the exercise, and back."""
    whole = book(**{"indicator/first/wanted": "increase"})
    seen = opened(widget_page, whole, TrendRules, (Municipality, "3.3"), AveragesHide)
    page = seen.page
    assert page.evaluate("async (rows) => (await localsdgBring('tables')).add(rows)", [*WATER, *DEATHS]) == ""
    page.reload()
    trend, form, gap = (page.locator(".ls-frame").nth(at) for at in range(3))
    trend.get_by_role("button", name="Take these two values").click()
    trend.locator("table", has_text="UN progress chart").first.wait_for()  # the verdicts of the series are there
    form.get_by_text("Town survey").first.wait_for()
    names = ("baseline/year", "baseline/value", "latest/year", "latest/value", "source")
    held = {name: value(page, name, "first") for name in names}
    assert held == {"baseline/year": "2016", "baseline/value": "41.5", "latest/year": "2020", "latest/value": "47"} | {
        "source": "Town survey"
    }
    gap.get_by_role("button", name="Take these areas or groups").click()
    gap.locator(".ls-title", has_text="From 30.5 % in “Hill” to 52.0 % in “Quay”").first.wait_for()
    # Areas have a year of their own, which everybody reads; that of the latest value is never taken for it in silence.
    year, result = gap.get_by_label("The year of these numbers"), gap.locator(".ls-result")
    assert year.input_value() == value(page, "gap/year", "first") == "2020"
    assert result.locator(".ls-title").inner_text().endswith(" points. Year: 2020.")
    assert "lesson 3.3" not in result.inner_text()
    year.fill("2011")
    assert result.locator(".ls-title").inner_text().endswith(" points. Year: 2011.")
    assert "The latest value of lesson 3.3 is of 2020. Your review gives each with its own year." in result.inner_text()
    year.fill("")
    assert "Give the year of these numbers. Your review takes 2020 for it now" in result.inner_text()
    for frame in (trend, form, gap):
        assert frame.get_by_label("The indicator that you work on").count() == 1
    assert violations(page) == []
    assert seen.problems == []


def test_lesson_2_6_offers_the_latest_value_of_the_table_and_leaves_the_baseline(widget_page, violations):
    whole = book(**{"indicator/first/baseline/year": "2013", "indicator/first/baseline/value": "38"})
    seen = opened(widget_page, whole, TargetPath, (Municipality, "2.6"))
    page = seen.page
    assert page.evaluate("async (rows) => (await localsdgBring('tables')).add(rows)", [*WATER, *DEATHS]) == ""
    page.reload()
    path, form = (page.locator(".ls-frame").nth(at) for at in range(2))
    years = path.get_by_label("Latest year")
    years.wait_for()
    assert years.locator("option").all_inner_texts() == ["2016", "2020"] and years.input_value() == "2020"
    path.get_by_role("button", name="Take this value").click()
    form.get_by_text("Town survey").first.wait_for()
    names = ("baseline/year", "baseline/value", "latest/year", "latest/value", "source")
    assert [value(page, name, "first") for name in names] == ["2013", "38", "2020", "47", "Town survey"]
    assert [path.get_by_role("textbox", name="Value").nth(at).input_value() for at in (0, 1)] == ["38", "47"]
    assert violations(page) == []
    # Without a baseline, both years come from the table.
    del whole.fields["records", "indicator", "first", "baseline/year"]
    put(page, whole)
    path.get_by_role("button", name="Take these two values").click()
    form.get_by_text("Town survey").first.wait_for()
    assert [value(page, name, "first") for name in names[:4]] == ["2016", "41.5", "2020", "47"]
    assert seen.problems == []
