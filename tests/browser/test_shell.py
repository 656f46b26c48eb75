"""What every exercise has around it: on a phone the words of its result in sight, and the whole screen for a wall.

The exercises are found by what they are made of, and stand on one page, so that a new one is tried as well.
"""

from __future__ import annotations

import pytest

from localsdg import widgets
from localsdg.widgets.kit.base import CourseWidget
from localsdg.widgets.kit.bundle import dependencies

EXERCISES = [
    made
    for made in (getattr(widgets, name) for name in widgets.__all__)
    if issubclass(made, CourseWidget) and "shell" in dependencies(made._module_name)
]
# Scrolls to where an exercise is in sight and its result is just out of it: below the screen, or above.
AWAY = """section => {
  const [exercise, result] = [".ls-exercise", ".ls-result"].map((each) =>
    section.querySelector(each).getBoundingClientRect());
  const below = result.top - exercise.top > exercise.bottom - result.bottom;
  scrollBy({ top: below ? result.top - innerHeight - 40 : result.bottom + 40, behavior: "instant" });
}"""
# What of an exercise lies outside of the screen, or has no place on it; what a column holds is reached by its own bar.
OUTSIDE = """section => {
  const faults = [];
  const inside = ({ left, top, right, bottom }) =>
    left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
  if (section.scrollHeight > section.clientHeight || section.scrollWidth > section.clientWidth) faults.push("cut");
  const columns = [...section.querySelectorAll(".ls-cases, .ls-hands, .ls-result, .ls-more")]
    .filter((each) => each.checkVisibility());
  for (const column of columns) {
    const small = column.clientHeight < Math.min(column.scrollHeight, 40) || column.clientWidth < 300;
    if (small) faults.push(`small: ${column.className}`);
    if (column.scrollWidth > column.clientWidth) faults.push(`wide: ${column.className}`);
  }
  for (const each of section.querySelectorAll("*")) {
    if (!each.checkVisibility() || columns.some((column) => column !== each && column.contains(each))) continue;
    if (!inside(each.getBoundingClientRect())) faults.push(`outside: ${each.className || each.tagName}`);
  }
  return faults;
}"""


@pytest.fixture
def seen(widget_page):
    seen = widget_page(*EXERCISES, width=360)
    assert seen.page.locator(".ls-exercise").count() == len(EXERCISES) > 9
    # The first and the last exercise can be scrolled out of sight too.
    seen.page.add_style_tag(content="main { padding-block: 100vh }")
    yield seen
    assert seen.problems == []


# Takes all exercises but this one off the page: to lay out all of them at every step takes long.
ALONE = """(section) => {
  for (const each of document.querySelectorAll("section:has(.ls-exercise)")) {
    each.style.display = !section || each === section ? "" : "none";
  }
}"""


def exercises(page):
    """Give each exercise while it is alone on the page; in the end, all are there again."""
    found = page.locator("section:has(.ls-exercise)")
    for place in range(found.count()):
        found.nth(place).evaluate(ALONE)
        yield found.nth(place)
    page.evaluate(ALONE)


def test_on_a_phone_the_words_of_the_result_stay_in_sight(seen, violations):
    page = seen.page
    for exercise in exercises(page):
        glance, result = exercise.locator(".ls-glance"), exercise.locator(".ls-result")
        title = result.locator(".ls-title").first.text_content().removesuffix(".")
        exercise.evaluate(AWAY)
        glance.wait_for()
        assert glance.text_content().startswith(title)
        assert glance.text_content().endswith(" Go to the result.")
        box = glance.bounding_box()
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 900, title
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 360, title
        result.evaluate("each => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
        glance.wait_for(state="hidden")
        exercise.evaluate(AWAY)
        glance.wait_for()
        glance.press("Enter")
        glance.wait_for(state="hidden")
        assert result.evaluate("each => each === document.activeElement"), title
        assert result.evaluate("each => each.getBoundingClientRect().top < innerHeight"), title
    # These words alone are new here: each exercise is judged on the page of its lesson, and with all others below.
    first = page.locator("section:has(.ls-exercise)").first
    first.evaluate(ALONE)
    first.evaluate(AWAY)
    first.locator(".ls-glance").wait_for()
    assert violations(page) == []


def test_the_words_in_sight_follow_what_the_learner_does(seen):
    exercise = seen.page.get_by_role("region", name="The kit, in one widget")
    exercise.get_by_label("The same limit as a number").fill("80")
    exercise.evaluate(AWAY)
    assert exercise.locator(".ls-glance").text_content().startswith("6 districts lie below 80\u00a0%")


# Of a point that can be dragged: where it, or the picture in which it moves, is cut off.
IN_SIGHT = """handle => {
  const cut = [];
  for (const each of [handle, handle.closest(".ls-plot")]) {
    const box = each.getBoundingClientRect();
    const rooms = [each.closest(".ls-more, .ls-hands").getBoundingClientRect(), { top: 0, bottom: innerHeight }];
    for (const { top, bottom } of rooms)
      if (box.top < top - 25 || box.bottom > bottom) cut.push([each.className, box.top, box.bottom, top, bottom]);
  }
  return cut;
}"""


def test_an_exercise_fills_the_whole_screen_and_comes_back(seen, violations):
    page = seen.page
    page.set_viewport_size({"width": 1280, "height": 720})
    for exercise in exercises(page):
        name = exercise.locator("h3").first.text_content()
        button = exercise.get_by_role("button", name="Whole screen")
        button.click()
        page.wait_for_function("document.fullscreenElement")
        assert exercise.evaluate("each => each === document.fullscreenElement"), name
        for direction in ("rtl", "ltr"):
            page.evaluate("direction => document.documentElement.dir = direction", direction)
            assert exercise.evaluate(OUTSIDE) == [], (name, direction)
        assert violations(page, ".ls-frame:fullscreen", colours=False) == [], name
        # What the trainer drags stands in sight with the result beside it, and with room to drag it.
        for handle in exercise.locator(".ls-plot .ls-handle").all():
            assert handle.evaluate(IN_SIGHT) == [], name
        button.click()
        page.wait_for_function("!document.fullscreenElement")
        assert exercise.evaluate("each => each.getBoundingClientRect().width < 1000"), name
    # Escape ends it past the button. A browser without a window has no such key; the page sees the same event.
    columns = "document.querySelector('.ls-exercise > .ls-more[tabindex], .ls-result[tabindex], .ls-hands[tabindex]')"
    button.click()
    page.wait_for_function(columns)
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function(f"!document.fullscreenElement && !{columns}")


IN_ITS_ROW = """() => {
  const each = document.activeElement;
  const [own, row] = [each, each.parentElement].map((one) => one.getBoundingClientRect());
  return own.left >= row.left - 1 && own.right <= row.right + 1;
}"""


def test_cases_are_tabs_that_leave_the_exercise_on_the_first_screen(seen, violations):
    """One row, a tab stop of its own, arrows inside, also from right to left; the panel has the name of its tab."""
    page = seen.page
    lists = page.locator("[role=tablist]")
    assert lists.count() > 7
    # All tabs are the kit's: which way the arrows lead from right to left is shown by the longest row.
    longest = max(range(lists.count()), key=lambda place: lists.nth(place).get_by_role("tab").count())
    for place in range(lists.count()):
        lists.nth(place).evaluate(f"list => ({ALONE})(list.closest('section:has(.ls-exercise)'))")
        tabs = lists.nth(place).get_by_role("tab")
        chosen = lists.nth(place).get_by_role("tab", selected=True)
        name = tabs.first.inner_text()
        assert lists.nth(place).bounding_box()["height"] < 90, name
        ways = [("ltr", "ArrowRight", "ArrowLeft"), ("rtl", "ArrowLeft", "ArrowRight")]
        for direction, forward, back in ways if place == longest else ways[:1]:
            page.evaluate("direction => document.documentElement.dir = direction", direction)
            tabs.first.click()
            chosen.press(back)
            for at in [tabs.count() - 1, 0, 1]:
                assert tabs.nth(at).get_attribute("aria-selected") == "true", (name, direction, at)
                assert tabs.nth(at).evaluate("each => each === document.activeElement"), (name, direction, at)
                assert lists.nth(place).locator("[tabindex='0']").count() == 1
                chosen.press(forward)
            chosen.press("Home")
            panel = page.locator(f"[id='{chosen.get_attribute('aria-controls')}']")
            assert panel.get_attribute("role") == "tabpanel"
            assert panel.get_attribute("aria-labelledby") == chosen.get_attribute("id")
            assert tabs.first.get_attribute("aria-selected") == "true"
            chosen.press("End")
            page.wait_for_function(IN_ITS_ROW)
    page.evaluate(ALONE)
    assert violations(page, colours=False) == []
    # What a case is about can be read whole, with wide letters too.
    page.add_style_tag(content=".ls-tabs * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }")
    cut = "all => all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)"
    assert page.locator(".ls-tabs .ls-small").evaluate_all(cut) == []


# Walks a whole exercise by the Tab key, and returns what the words in sight have covered.
COVERED = """() => {
  const { activeElement: each } = document;
  const glance = each.closest(".ls-exercise")?.querySelector(".ls-glance:not([hidden])");
  if (!glance || glance === each || each.matches(".ls-scroll, .ls-result")) return "";
  const [own, words] = [each, glance].map((one) => one.getBoundingClientRect());
  return own.bottom > words.top + 1 && own.top < words.bottom - 1 ? each.outerHTML.slice(0, 120) : "";
}"""


FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
STEP = f"async () => {{ await ({FRAMES})(); return [({COVERED})(), document.activeElement !== document.body]; }}"


def test_the_words_in_sight_cover_nothing_that_has_the_focus(seen):
    page = seen.page
    page.set_viewport_size({"width": 360, "height": 560})
    page.evaluate("document.querySelectorAll('.ls-goals details, .ls-tree details').forEach((each) => each.remove())")
    page.locator("h1").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    covered, walked, going = [], 0, True
    while going and walked < 150 * len(EXERCISES):
        page.keyboard.press("Tab")
        walked += 1
        found, going = page.evaluate(STEP)
        covered.append(found)
    assert 100 < walked < 150 * len(EXERCISES)  # to the end of the page
    assert [each for each in covered if each] == []
