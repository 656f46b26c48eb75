"""The widget of lesson 3.1 and its method. What the lists lack was worked out by hand: see the vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.monitoring import check_indicators
from localsdg.widgets import DataDoctor, IndicatorChooser, Municipality

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "indicator_chooser.json").read_text("utf-8"))
CASES = pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])


@CASES
def test_the_rule_in_python(case):
    assert [[each.about, each.rule] for each in check_indicators(case["indicators"])] == case["findings"]


@CASES
def test_the_rule_in_javascript(evaluate, case):
    given = [{"name": name, **fields} for name, fields in case["indicators"].items()]
    found = evaluate("indicator_chooser_method", f"method.checkIndicators({json.dumps(given)})")
    assert [[each["about"], each["rule"]] for each in found] == case["findings"]


def test_entries_come_back_as_they_were(evaluate):
    entry = {
        "first": {"name": "Homes with water", "unit": 7, "missing": {"why": "no meter"}},
        "11.2.1": {"name": "Near a stop", "chosen": {"listed": "yes", "why": "The council asks", "more": [1]}},
        "11.3.1": {"formula": "earlier", "boundary": "Commuting area"},
        "constructor": {"name": "Odd", "unit": ["%"], "wanted": {"x": "y"}},
        "__proto__x": "nothing of ours",
    }
    packed = evaluate("indicator_chooser_entry", f"method.pack(method.unpack({json.dumps(entry)}))")
    assert packed == entry | {"first": entry["first"] | {"unit": "7"}}
    rows = evaluate("indicator_chooser_entry", f"method.unpack({json.dumps(entry)}).rows")
    assert [(row["id"], row["listed"], row["gap"]) for row in rows] == [
        ("11.2.1", True, False),
        ("11.3.1", False, False),
        ("constructor", False, False),
        ("first", False, True),
    ]
    odd = {"a": None, "b": [1, 2], "c": 3, "d": {"chosen": "yes"}, "e": {"chosen": {"listed": {"deep": 1}}}}
    assert evaluate("indicator_chooser_entry", f"method.pack(method.unpack({json.dumps(odd)}))") == {
        name: value for name, value in odd.items() if value is not None
    }


def test_the_land_of_lesson_3_2_keeps_what_is_written_there(evaluate):
    call = (
        "method.filledWith(method.newRow('11.3.1', { source: 'cadastre' }),"
        " { name: 'Land', formula: 'ratio', boundary: 'city', inputs: 'two dates' })"
    )
    row = evaluate("indicator_chooser_entry", call)
    known = {name: value for name, value in row["fields"].items() if value}
    assert known == {"name": "Land", "inputs": "two dates", "source": "cadastre"}
    out = evaluate("indicator_chooser_row_body", f"method.takenOut({json.dumps(row)})")
    assert {name: value for name, value in out["fields"].items() if value} == {"source": "cadastre"}
    assert not out["listed"]


@pytest.fixture
def chooser(widget_page):
    seen = widget_page(IndicatorChooser)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(frame) -> str:
    return frame.locator(".ls-title").inner_text()


def names(frame) -> list[str]:
    return frame.locator(".ls-indicators .ls-who").all_inner_texts()


def faults(frame, name: str) -> list[str]:
    line = frame.locator(".ls-indicators > details", has=frame.page.get_by_text(name, exact=True))
    return line.locator(".ls-wrong > span").all_inner_texts()


def conditions(frame) -> list[bool]:
    return frame.locator(".ls-conditions > li").evaluate_all("all => all.map((each) => each.matches('.ls-met'))")


def choose(frame, name: str) -> None:
    frame.get_by_role("button", name=f"Choose {name}", exact=True).click()


def test_a_code_is_a_word_and_a_rate_has_its_factor(chooser):
    """Deaths on the road are counted for 100,000 people: without that, the formula would give 0.000094 for 9.4."""
    chooser.get_by_role("button", name="Choose from the course").click()
    search = chooser.get_by_label("A word or a code")
    for code in ("6.1.1", "3.6.1"):
        search.fill(code)
        assert chooser.locator(".ls-pool").last.locator("li").count() == 1, code
    choose(chooser, "Deaths on the road")
    line = chooser.locator(".ls-indicators > details", has_text="Deaths on the road")
    line.locator("> summary").click()
    line.locator("details > summary").click()
    assert line.get_by_label("Formula, with its version").input_value() == (
        "first amount ÷ second amount × 100,000; metadata of 3.6.1, read in November 2026"
    )


# Of the four indicators three are of goal 11 and one of goal 6; two are measured on a map and known by district.
def test_the_first_list_of_the_town_lacks_five_things(chooser):
    assert title(chooser) == (
        "4 indicators. Still lacking: one more indicator; one more goal; one of goal 16 or 17; a local one; one repair."
    )
    assert conditions(chooser) == [False, False, True, True, False, False]
    assert faults(chooser, "Share of waste water that is safely treated") == [
        "Its figure is missing. Still to be written: How you will get it; Who gets it; By when.",
        "It has two or more weak answers: Cost of the data; Figure by groups. Say why you keep it, or choose another "
        "one.",
    ]
    chooser.get_by_role("tab", name="Repaired").click()
    assert title(chooser) == "5 indicators: the list follows the rule of the review."
    assert conditions(chooser) == [True] * 6


def test_an_officer_repairs_the_list(chooser):
    chooser.locator(".ls-indicators > details > summary").first.click()
    for label in ("How you will get it", "Who gets it", "By when"):
        chooser.get_by_label(label).locator("visible=true").fill("somebody soon")
    assert title(chooser) == (
        "4 indicators. Still lacking: one more indicator; one more goal; one of goal 16 or 17; a local one."
    )
    chooser.get_by_role("button", name="Choose from the course").click()
    chooser.get_by_label("Goal", exact=True).select_option("goal 16")
    chooser.get_by_label("What your list lacks").select_option("local ones")
    assert chooser.get_by_text("indicators fit").inner_text() == "5 indicators fit; 5 are shown."
    choose(chooser, "Complaints answered in time")
    assert title(chooser) == "5 indicators: the list follows the rule of the review."
    # Where it was, the next one that can be chosen has the focus; the chosen one cannot be chosen twice.
    assert chooser.page.evaluate("document.activeElement.textContent").startswith("Choose ")
    assert chooser.get_by_role("button", name="On your list Complaints answered in time").is_disabled()
    assert faults(chooser, "Complaints answered in time") == ["Its sheet lacks: Source."]
    assert "Not judged by all four questions yet: Complaints answered in time." in chooser.inner_text()
    chooser.get_by_role("button", name="Undo").click()
    assert "Complaints answered in time" not in names(chooser)
    assert chooser.get_by_role("button", name="Choose Complaints answered in time").is_enabled()


def test_what_was_written_in_lesson_2_1_is_offered_as_hers(widget_page):
    page = widget_page(IndicatorChooser, DataDoctor).page
    chooser, doctor = page.locator(".ls-frame").all()[:2]
    doctor.locator("[data-case=mine]").click()
    doctor.get_by_role("button", name="Add an indicator").click()
    doctor.locator("details[open]").get_by_label("Indicator").fill("Homes with water")
    doctor.locator("details[open]").get_by_label("Unit").fill("%")
    page.reload()
    chooser.locator("[data-case=mine]").click()
    choose(chooser, "Homes with water")
    assert names(chooser) == ["Homes with water"]
    assert faults(chooser, "Homes with water")[0].startswith("It does not name a target")
    chooser.locator(".ls-indicators > details > summary").click()
    chooser.get_by_text("Its sheet", exact=True).click()
    assert chooser.get_by_label("Unit", exact=True).input_value() == "%"
    chooser.get_by_label("Target, such as 11.2").fill("6.1")
    page.reload()
    assert names(chooser) == ["Homes with water"]
    # Off the list she has it still; it is the same indicator in both lessons.
    chooser.locator(".ls-indicators > details > summary").click()
    chooser.get_by_role("button", name="Take it off the list").click()
    assert names(chooser) == []
    assert chooser.get_by_role("button", name="Choose Homes with water").count() == 1
    chooser.get_by_role("heading", name="Indicator chooser").click()
    page.reload()
    assert "Homes with water" in doctor.inner_text()


def test_one_of_ones_own_with_the_keyboard_alone(chooser):
    keys = chooser.page.keyboard
    chooser.locator("[data-case=mine]").press("Enter")
    assert title(chooser) == "The list is empty: choose five to eight indicators."
    chooser.get_by_role("button", name="Add an indicator of your own").press("Enter")
    chooser.page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    keys.type("Trees that live")  # the new one is open at its name
    assert names(chooser) == ["Trees that live"]
    keys.press("Tab")
    assert chooser.page.evaluate("document.activeElement.value") == "local"
    keys.press("Tab")
    keys.type("15.2")
    assert title(chooser) == (
        "1 indicator. Still lacking: 4 more indicators; 2 more goals; one on a map; one by groups of people; one of "
        "goal 16 or 17."
    )
    chooser.page.reload()
    assert names(chooser) == ["Trees that live"]


def test_paper_has_the_list_to_be_signed_and_a_sheet_for_each(chooser):
    """Of an example there is the list alone and an empty sheet; of one's own list a sheet for each."""
    tables = chooser.locator(".ls-print table:visible")

    def printed(tables_there: int, rows: int) -> None:
        chooser.page.emulate_media(media="print")
        assert (tables.count(), tables.first.locator("tbody tr").count()) == (tables_there, rows)

    chooser.locator("[data-case=mine]").click()
    printed(2, 8)
    chooser.page.emulate_media(media="screen")
    chooser.get_by_role("tab", name="Repaired").click()
    printed(2, 5)
    chooser.page.emulate_media(media="screen")
    chooser.get_by_role("button", name="Take over as mine").click()
    printed(6, 5)
    sheet = tables.filter(has=chooser.page.locator("caption", has_text="People near a bus stop"))
    assert sheet.locator("tbody tr", has_text="Who counts it").locator("td").inner_text() == "Roads and Transport"
    assert chooser.get_by_text("We stand by this list.").is_visible()


def test_the_form_shows_the_list_and_says_what_is_signed(widget_page):
    page = widget_page(IndicatorChooser, (Municipality, "3.1"), width=360).page
    exercise, form = page.locator(".ls-frame").first, page.locator(".ls-kept")
    assert "Still to be written: the name of the municipality; the boundary; who signs." in form.inner_text()
    exercise.locator("[data-case=mine]").click()
    exercise.get_by_role("button", name="Choose from the course").click()
    exercise.get_by_label("A word or a code").fill("11.2.1")
    choose(exercise, "People near public transport")
    form.get_by_text("People near public transport (11.2.1)").first.wait_for()
    form.get_by_label("Municipality").fill("Our town")
    form.get_by_label("Our boundary, in one sentence").fill("The municipality and the suburb of Southbank")
    form.get_by_label("Who signs, and for which office").fill("The head of planning")
    assert (
        "Our town counts inside this boundary: The municipality and the suburb of Southbank. The head of planning "
        "answers for the list." in form.inner_text()
    )
