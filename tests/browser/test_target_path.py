"""The widget of lesson 2.6 in a browser. Expected values are worked out by hand; see tests/vectors/target_path.json."""

from __future__ import annotations

from localsdg.widgets import Municipality, TargetPath

# Case, value expected on the straight line, verdict.
CASES = [
    ("Renewable power", "39.8", "Behind the path"),
    ("Road deaths", "123.1", "Moving the wrong way"),
    ("Piped water", "56.0", "Behind the path"),
    ("Waste in the open", "28.8", "Ahead of the path"),
    ("Solar roofs", "25.0", "Behind the path"),
    ("Births registered", "91.0", "The target is reached"),
]


def test_each_case_shows_what_is_expected(widget_page):
    page = widget_page(TargetPath).page
    for case, expected, verdict in CASES:
        page.get_by_role("tab", name=case).click()
        shown = page.locator(".ls-big").inner_text().split()[0], page.locator(".ls-title").inner_text()
        assert (case, *shown) == (case, expected, verdict)


def test_the_paths_disagree_in_los_angeles(widget_page):
    page = widget_page(TargetPath).page
    warning = page.locator(".ls-warning").inner_text()
    assert "“Behind the path”" in warning
    assert "4.7\u00a0% a year says “Ahead of the path”" in warning
    said = page.locator(".ls-frame").first.inner_text()
    assert "From 2020 on, 2.5 percentage points a year are needed" in said
    assert "A straight line from 2013 asks for 2.4 a year." in said
    # The target is that of the plan, with its place; the label on the city's site is not.
    assert "Sustainable City pLAn 2019; chapter 2, Renewable Energy" in said
    assert "not nuclear power and large dams" in said


def test_zero_has_no_constant_rate(widget_page):
    page = widget_page(TargetPath).page
    page.get_by_role("tab", name="Road deaths").click()
    assert "no constant rate" in page.locator(".ls-warning").inner_text()
    said = page.locator(".ls-frame").first.inner_text()
    assert "From 2017 on, −30.6 persons killed a year are needed" in said
    assert "The target year has passed." in said


def test_typing_and_the_keyboard(widget_page):
    seen = widget_page(TargetPath)
    page = seen.page
    latest = page.locator(".ls-frame").first.get_by_role("group", name="Latest value").get_by_label("Value")
    latest.fill("40")
    assert page.locator(".ls-title").inner_text() == "On the path"
    slider = page.get_by_label("Change the latest value")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert float(latest.input_value()) > 50
    assert page.locator(".ls-title").inner_text() == "Ahead of the path"
    page.keyboard.press("Home")
    assert page.locator(".ls-title").inner_text() == "Moving the wrong way"
    latest.fill("")
    assert page.locator(".ls-title").inner_text() == "Not yet"
    page.locator(".ls [role=status]", has_text="Type three years").wait_for(state="attached")
    assert seen.problems == []


def test_the_municipality_starts_from_the_exercise(widget_page):
    page = widget_page(TargetPath, (Municipality, "2.6")).page
    page.get_by_role("tab", name="Piped water").click()
    page.get_by_role("button", name="Start from the example above").click()
    form = page.locator(".ls-kept")
    assert "the straight line expects 56.0 % of homes, and you have 52.0 % of homes" in form.inner_text().replace(
        "\u00a0", " "
    )
    form.get_by_label("Action").fill("Connect the hill districts")
    page.reload()
    assert page.locator(".ls-kept").get_by_label("Action").inner_text() == "Connect the hill districts"


def test_the_latest_value_is_moved_in_the_picture(widget_page, violations):
    """By the keys in hundredths of the way of the slider, (125.7 + 2.7) / 100; by the pointer to where it is put."""
    seen = widget_page(TargetPath, width=360)
    page = seen.page
    point = page.get_by_role("slider", name="Latest value. The arrow keys")
    year, value = page.get_by_role("group", name="Latest value").locator("input").all()
    assert page.locator(".ls-plot").bounding_box()["width"] > 290  # as wide as the exercise
    point.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert (year.input_value(), value.input_value()) == ("2021", "38")
    assert point.get_attribute("aria-valuetext").replace("\u00a0", " ") == "38 % of total power supply in 2021"
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    assert (year.input_value(), value.input_value()) == ("2020", "37")
    # Where the target stands: 100 in 2045.
    point.scroll_into_view_if_needed()
    start, end = point.bounding_box(), page.locator(".ls-plot svg > rect").bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=5)
    page.mouse.up()
    assert year.input_value() == "2045"
    assert abs(float(value.input_value()) - 100) <= 1
    assert page.locator(".ls-title").inner_text() == "The target is reached"
    page.emulate_media(forced_colors="active")
    strokes = "all => all.map((each) => getComputedStyle(each).stroke)"
    colours = page.locator(".ls-plot svg > path").evaluate_all(strokes)
    panel = page.evaluate("getComputedStyle(document.querySelector('.ls-frame')).backgroundColor")
    assert panel not in colours
    assert violations(page) == []
    assert seen.problems == []
