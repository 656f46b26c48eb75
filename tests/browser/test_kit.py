"""The kit: controls, undo, and charts with their tables, on the catalogue's page. Figures are those of the data set."""

import pytest

from localsdg import datasets
from localsdg.widgets import Catalogue, CompetenceMatrix, LandAndPeople, TargetPath


@pytest.fixture(scope="module")
def water():
    table = datasets.load("port-amani").table.query("indicator == '6.1.1' and year == 2025")
    return dict(zip(table["district"], table["value"], strict=True))


@pytest.fixture
def page(widget_page):
    seen = widget_page(Catalogue)
    yield seen.page
    assert seen.problems == []


def title(page):
    return page.locator(".ls-title").inner_text()


def test_bars_and_their_table_show_the_data(page, water):
    page.get_by_text("The same as a table").first.click()
    rows = page.locator("table:not(.ls-sheet)").first.locator("tbody tr")
    found = [row.split("\t") for row in rows.all_inner_texts()]
    assert rows.first.locator("td").evaluate("cell => getComputedStyle(cell).textAlign") == "end"
    districts = {name: value for name, value in water.items() if name}
    assert {name: float(value) for name, value in found} == districts
    assert [name for name, _ in found] == sorted(districts, key=districts.get)
    message = page.locator("svg[role=img]").first.get_attribute("aria-label")
    assert message == "No district lies below 40\u00a0%"


def test_a_control_answers_to_the_keyboard(page, water):
    slider = page.get_by_label("Limit, % of homes")
    slider.focus()
    for _ in range(2):
        slider.press("ArrowRight")
    below = sum(value < 50 for name, value in water.items() if name)
    assert below == 4
    assert title(page) == "4 districts lie below 50\u00a0%"
    assert slider.get_attribute("aria-valuetext") == "50\u00a0%"
    said = "[...document.querySelectorAll('.ls [role=status]')].some((box) => box.textContent.includes('4 districts'))"
    page.wait_for_function(said)


def test_undo_and_start_again_by_keyboard(page):
    undo, again = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Start again")
    assert undo.is_disabled()
    assert again.is_disabled()
    page.get_by_role("button", name="80 %").click()
    page.get_by_label("By name").check()
    assert title(page) == "6 districts lie below 80\u00a0%"
    undo.focus()
    undo.press("Enter")
    assert page.get_by_label("Lowest first").is_checked()
    assert title(page) == "6 districts lie below 80\u00a0%"
    undo.press("Enter")
    assert title(page) == "No district lies below 40\u00a0%"
    # The button keeps the focus although there is nothing left to undo.
    assert undo.evaluate("button => document.activeElement === button")
    assert undo.get_attribute("aria-disabled") == "true"
    page.get_by_label("The same limit as a number").fill("85")
    assert title(page) == "7 districts lie below 85\u00a0%"
    again.press("Enter")
    assert title(page) == "No district lies below 40\u00a0%"
    undo.press("Enter")  # starting again can itself be undone
    assert title(page) == "7 districts lie below 85\u00a0%"


def test_the_other_charts_carry_their_numbers(page, water):
    folds = page.locator("summary")
    for index in range(folds.count()):
        folds.nth(index).click()
    tables = page.locator(".ls table:not(.ls-sheet)")
    lines = tables.nth(1).locator("tbody tr").all_inner_texts()
    assert len(lines) == 11
    assert lines[-1].split("\t") == ["2025", str(water[""]), str(water["Saltfield"])]
    dots = dict(row.split("\t", 1) for row in tables.nth(2).locator("tbody tr").all_inner_texts())
    assert dots["Old Quay"].split("\t")[1] == str(water["Old Quay"])
    assert tables.nth(3).locator("tbody tr").first.inner_text().split("\t") == ["tram", "·", "\u22123", "+2"]
    grid = tables.nth(4).locator("tbody tr").all_inner_texts()
    assert grid == ["own\t21\t12.4\u00a0%", "shared\t68\t40.2\u00a0%", "the rest\t80\t47.3\u00a0%"]
    assert page.locator("svg[role=img]").last.locator("rect").count() == 169


def test_a_name_that_a_person_types_stays_text(page):
    page.get_by_label("A text field").fill("<b>Port</b>")
    page.get_by_label("A text field").blur()
    assert page.locator(".ls").first.locator("b").count() == 0


EXERCISES = {
    CompetenceMatrix: "Port Amani",
    TargetPath: "Road deaths",
    LandAndPeople: "Dzerzhinsk",
}


@pytest.mark.parametrize("widget", EXERCISES)
def test_every_exercise_can_be_undone_and_started_again(widget_page, widget):
    page = widget_page(widget).page
    exercise = page.locator(".ls-frame").first
    undo, again = (exercise.get_by_role("button", name=name, exact=True) for name in ("Undo", "Start again"))
    at_first = exercise.locator(".ls-title").first.inner_text()
    assert undo.is_disabled()
    press = exercise.get_by_role("button", name=EXERCISES[widget]).or_(
        exercise.get_by_role("tab", name=EXERCISES[widget])
    )
    press.click()
    changed = exercise.locator(".ls-title").first.inner_text()
    assert changed != at_first
    undo.click()
    assert exercise.locator(".ls-title").first.inner_text() == at_first
    press.click()
    again.click()
    assert exercise.locator(".ls-title").first.inner_text() == at_first
    undo.click()
    assert exercise.locator(".ls-title").first.inner_text() == changed
