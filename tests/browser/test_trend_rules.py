"""The widget of lesson 3.3 and its method. The expected values were worked out by hand: see the vectors."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest

from localsdg.monitoring import RULES, distance_to_target, progress
from localsdg.widgets import Municipality, TrendRules

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "trend_rules.json").read_text("utf-8"))
CASES = VECTORS["cases"]
NAMES = {"un": "UN progress chart", "canada": "Statistics Canada", "basque": "Basque Country", "sdsn": "SDSN arrows"}
ARROWS = ("on track or maintaining", "moderately improving", "stagnating", "decreasing", "cannot be assessed")


def in_javascript(evaluate, numbers: dict) -> dict:
    given = {name: value for name, value in numbers.items() if value is not None}
    return evaluate("trend_rules_method", f"method.fourRules({json.dumps(given)})")


def in_python(numbers: dict) -> dict:
    plain = {name: value for name, value in numbers.items() if value is not None}
    bounds = {"bounds": (plain.pop("worst"), plain.pop("best"))} if "worst" in plain else {}
    verdicts = progress(**plain, **bounds)
    classes = {name: RULES[name].classes if name in RULES else ARROWS for name in NAMES.values()}
    return {
        short: {"place": classes[name].index(verdicts[name].label), "value": verdicts[name].value}
        for short, name in NAMES.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("language", ["Python", "JavaScript"])
def test_the_rules(evaluate, case, language):
    found = in_python(case["numbers"]) if language == "Python" else in_javascript(evaluate, case["numbers"])
    for rule in NAMES:
        place, value = case[rule]
        assert (rule, found[rule]["place"]) == (rule, place)
        if value is not None:
            assert found[rule]["value"] == pytest.approx(value, abs=6e-5)


def test_the_distance_to_the_target(evaluate):
    cases = VECTORS["distances"]
    given = json.dumps([{name: value for name, value in case.items() if value is not None} for case in cases])
    pages = evaluate("trend_rules_method", f"{given}.map(method.distanceOf)")
    for case, page in zip(cases, pages, strict=True):
        arguments = {name: case[name] for name in ("base", "last", "target", "wanted")}
        found = distance_to_target(**arguments)
        for units, way in ((found.units, found.way), (page["units"], page["way"])):
            assert units == pytest.approx(case["units"], abs=1e-9), case["name"]
            known = way if way is not None and math.isfinite(way) else None
            assert known == (None if case["way"] is None else pytest.approx(case["way"], abs=1e-6)), case["name"]


def test_both_languages_say_the_same(evaluate):
    chance = random.Random(33)
    series = []
    for _ in range(300):
        numbers = {
            "base_year": chance.randint(2010, 2018),
            "base": chance.choice([0, chance.uniform(0.1, 90), chance.uniform(-5, 5)]),
            "last_year": chance.randint(2019, 2026),
            "last": chance.choice([0, chance.uniform(0.1, 99), chance.uniform(-5, 5)]),
            "target": chance.choice([None, 0, 100, chance.uniform(0, 100)]),
            "target_year": chance.choice([2020, 2025, 2030, 2045]),
            "wanted": chance.choice(["increase", "decrease"]),
            "percentage": chance.random() < 0.5,
        }
        if chance.random() < 0.5:
            numbers |= {"worst": 0, "best": 100, "green": 80}
        series.append(numbers)
    given = [{name: value for name, value in each.items() if value is not None} for each in series]
    found = evaluate("trend_rules_method", f"{json.dumps(given)}.map((each) => method.fourRules(each))")
    for numbers, rules in zip(series, found, strict=True):
        expected = in_python(numbers)
        assert {name: rules[name]["place"] for name in NAMES} == {
            name: verdict["place"] for name, verdict in expected.items()
        }, numbers
        for name, verdict in expected.items():
            value = rules[name]["value"]
            if verdict["value"] is not None and math.isfinite(verdict["value"]):
                assert value == pytest.approx(verdict["value"], rel=1e-9, abs=1e-12)


def test_what_is_missing_gives_no_verdict(evaluate):
    sound = {"base_year": 2015, "base": 40, "last_year": 2021, "last": 52, "wanted": "increase"}
    faulty = [
        {"base": None},
        {"last_year": 2015},
        {"wanted": ""},
        {"target": 80, "target_year": 2015},
    ]
    for fault in faulty:
        assert in_javascript(evaluate, sound | fault) is None
    assert in_javascript(evaluate, sound)["un"]["place"] == 1


@pytest.fixture
def widget(widget_page):
    seen = widget_page(TrendRules, width=360)
    yield seen.page
    assert seen.problems == []


def verdicts(page) -> list[str]:
    return page.locator(".ls-result tbody tr td:nth-child(2)").all_inner_texts()


def test_each_case_shows_its_verdicts(widget):
    title = widget.locator(".ls-title")
    assert title.inner_text() == "All 4 rules that can judge this series agree: too slow."
    assert verdicts(widget) == [
        "fair progress, acceleration needed",
        "progress made, acceleration needed",
        "reasonable progress, acceleration needed",
        "moderately improving",
    ]
    widget.get_by_role("tab", name="Informal homes").click()
    assert title.inner_text() == "The rules disagree: from “too slow” to “little or nothing”."
    assert verdicts(widget)[3] == "cannot be assessed"
    assert "0.36 times the pace that is needed" in widget.locator(".ls-result").inner_text()
    widget.get_by_role("tab", name="Solar roofs").click()
    assert title.inner_text() == "The rules disagree: from “fast enough” to “too slow”."
    assert "nothing can grow from zero by a percentage" in widget.locator(".ls-result").inner_text()
    widget.get_by_role("tab", name="Road deaths").click()
    assert title.inner_text() == "The rules disagree: from “little or nothing” to “going back”."
    assert widget.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_another_base_year_takes_its_value_and_turns_the_verdict(widget):
    widget.get_by_role("tab", name="Reading").click()
    base = widget.get_by_role("group", name="Base")
    assert "little or nothing" in widget.locator(".ls-title").inner_text()
    base.get_by_label("Year").fill("2021")
    assert base.get_by_label("Value").input_value() == "49.2"
    assert widget.locator(".ls-title").inner_text() == "All 3 rules that can judge this series agree: too slow."
    assert "There are only 4 years between" in widget.locator(".ls-result").inner_text()


def test_the_latest_point_moves_by_keys(widget, violations):
    point = widget.get_by_role("slider", name="Latest value. The arrow keys")
    latest = widget.get_by_role("group", name="Latest value").get_by_label("Value")
    assert latest.input_value() == "61.3"
    point.focus()
    for _ in range(2):
        widget.keyboard.press("PageDown")
    assert 40 < float(latest.input_value()) < 55
    assert "little or nothing" in widget.locator(".ls-title").inner_text()
    widget.get_by_role("button", name="Undo").click()
    assert violations(widget) == []


def test_own_work_with_decimal_commas_is_kept_and_shared_with_lesson_2_6(widget_page):
    seen = widget_page(TrendRules, (Municipality, "3.3"), width=360)
    page = seen.page
    page.get_by_role("tab", name="Your own series").click()
    assert page.locator(".ls-title").inner_text() == "Not yet"
    for group, year, value in (("Base", "2015", "40,5"), ("Latest value", "2025", "61,25"), ("Target", "2030", "80")):
        fields = page.get_by_role("group", name=group)
        fields.get_by_label("Year").fill(year)
        fields.get_by_label("Value").fill(value)
    page.locator(".ls-frame").first.get_by_label("Unit").fill("% of homes")
    page.get_by_label("The value should rise").check()
    # 100 * ln(61.25 / 40.5) = 41.37 in 10 years; ln(80 / 40.5) = 68.07 in 15: growth 4.223 %, needed 4.643 %, 0.91.
    assert "0.91 times the pace that is needed" in page.locator(".ls-result").inner_text()
    # 80 - 61.25; 20.75 of 39.5 points.
    away = "It is 18.75 percentage points away from the target. 53\u00a0% of the way from the base value is done."
    assert away in page.locator(".ls-result").inner_text()
    page.get_by_label("The value should come close to the target").check()
    assert page.locator(".ls-title").first.inner_text() == "The four rules do not judge this series."
    assert away in page.locator(".ls-result").inner_text()
    page.get_by_label("The value should rise").check()
    page.keyboard.press("Tab")
    page.wait_for_function("localStorage.getItem('localsdg.workbook')?.includes('61,25')")
    page.reload()
    assert page.get_by_role("group", name="Latest value").get_by_label("Value").input_value() == "61,25"
    kept = page.evaluate("JSON.parse(localStorage.getItem('localsdg.workbook')).records.indicator.first")
    assert kept["baseline/value"]["value"] == "40,5"
    assert seen.problems == []
