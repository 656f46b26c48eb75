"""The widget of lesson 3.2 in a browser, against figures published in the Atlas of Urban Expansion.

The ratios by city are worked from the Atlas's published annual changes; see methods of indicator 11.3.1.
"""

from __future__ import annotations

from localsdg.widgets import LandAndPeople, Municipality, Questions

MINUS = "\N{MINUS SIGN}"

# City, period 2000 to 2014: ratio by the version of 2021, then by the earlier version.
RATIOS = [
    ("Accra, Ghana", "1.62", "1.15"),
    ("Johannesburg, South Africa", "1.81", "1.27"),
    ("Kampala, Uganda", "1.11", "0.85"),
    ("Dhaka, Bangladesh", "1.38", "0.96"),
    ("Madrid, Spain", "3.64", "2.76"),
    ("Berlin, Germany", "5.77", "4.60"),
    ("Dzerzhinsk, Russia", f"{MINUS}1.45", f"{MINUS}1.36"),
]


def box(page, name):
    return page.get_by_role("textbox", name=name)


def test_choosing_a_city_shows_both_ratios(widget_page):
    page = widget_page(LandAndPeople).page
    big = page.locator(".ls-big")
    for city, current, earlier in RATIOS:
        page.get_by_label("City", exact=True).select_option(label=city)
        page.get_by_label("Period", exact=True).select_option(index=1)
        page.get_by_label("Current (2021)").check()
        assert (city, big.inner_text()) == (city, current)
        page.get_by_label("Earlier:").check()
        assert (city, big.inner_text()) == (city, earlier)


def test_typed_numbers_are_no_longer_those_of_the_city(widget_page):
    page = widget_page(LandAndPeople).page
    people, land = box(page, "People Later"), box(page, "Built-up land, ha Later")
    people.fill("1307784")  # as many as in 1991
    assert page.locator(".ls-big").inner_text() == "undefined"
    assert "No ratio" in page.locator(".ls-title").inner_text()
    assert page.get_by_label("City", exact=True).input_value() == ""
    people.fill("")
    assert page.locator(".ls-title").inner_text() == "Not yet"
    people.fill("1000000")
    land.fill("10022")
    assert page.locator(".ls-title").inner_text() == "People leave, the built-up land stays"


def test_the_keyboard_alone_is_enough(widget_page):
    seen = widget_page(LandAndPeople)
    page = seen.page
    page.get_by_role("tab", name="Dzerzhinsk").focus()
    page.keyboard.press("Enter")
    assert page.locator(".ls-big").inner_text() == f"{MINUS}1.45"
    page.get_by_label("Current (2021)").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".ls-big").inner_text() == f"{MINUS}1.36"
    slider = page.get_by_label("Change the later population")
    before = box(page, "People Later").input_value()
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    assert int(box(page, "People Later").input_value()) > int(before)
    assert "times the earlier number" in slider.get_attribute("aria-valuetext")
    page.wait_for_function(
        "[...document.querySelectorAll('.ls [role=status]')].some(e => e.textContent.includes('Ratio'))"
    )
    assert seen.problems == []


def test_a_question_gives_the_reason_for_the_choice(widget_page):
    page = widget_page((Questions, "3.2")).page
    form = page.locator(".ls-ask").first
    form.get_by_role("button", name="Check my answer").click()
    assert form.get_by_role("alert").inner_text() == "Choose one answer first."
    form.get_by_text("Fewer people use more land").click()
    form.get_by_role("button", name="Check my answer").click()
    assert form.locator(".ls-why:visible").count() == 1
    assert form.locator(".ls-why:visible").inner_text().startswith("Yes, this one.")
    form.get_by_role("button", name="Show the reason for every answer").click()
    assert form.locator(".ls-why:visible").count() == 4


def test_entries_of_the_municipality_survive_a_reload(widget_page):
    page = widget_page(LandAndPeople, (Municipality, "3.2")).page
    page.get_by_role("tab", name="Johannesburg").click()
    page.get_by_role("button", name="Start from the example above").click()
    form = page.locator(".ls-kept")
    assert "version of 2021: 1.47" in form.inner_text()
    assert "Earlier version: 0.93" in form.inner_text()
    form.get_by_label("Municipality").fill("Port Amani (fictional)")
    page.reload()
    assert page.locator(".ls-kept").get_by_label("Municipality").inner_text() == "Port Amani (fictional)"
    with page.expect_download() as offered:
        page.locator(".ls-kept").get_by_role("button", name="Download as a file").click()
    assert offered.value.suggested_filename.startswith("workbook-port-amani-fictional-")


def test_a_long_period_is_warned_of_and_a_short_one_is_not(widget_page):
    page = widget_page(LandAndPeople).page
    warnings = page.locator(".ls-warning")
    # It opens on Accra from 1991.0 to 2014.2; the official advice is five or ten years.
    assert "The period of 23 years is long." in warnings.all_inner_texts()[0]
    page.get_by_label("Period", exact=True).select_option(index=1)
    assert "is long" not in " ".join(warnings.all_inner_texts())


def test_the_ends_of_the_lines_are_moved_in_the_picture(widget_page):
    """Accra, 1991 to 2014: people grew to 4429649 / 1307784 = 339 of 100; one key more is 340 of 100."""
    seen = widget_page(LandAndPeople)
    page = seen.page
    people = page.get_by_role("slider", name="People, later: the arrow keys")
    assert people.get_attribute("aria-valuetext") == "339"
    assert page.locator(".ls-plot").bounding_box()["width"] > 600
    people.press("ArrowUp")
    assert people.get_attribute("aria-valuetext") == "340"
    later = page.locator(".ls-numbers tbody tr").nth(1).locator("input").nth(1)
    assert round(float(later.input_value()) / 1307784, 2) == 3.40
    land = page.get_by_role("slider", name="Built-up land, later")
    land.scroll_into_view_if_needed()
    box, end = land.bounding_box(), people.bounding_box()
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] + 22, end["y"] + 22, steps=5)
    page.mouse.up()
    assert abs(float(land.get_attribute("aria-valuetext")) - 340) <= 2
    assert seen.problems == []
