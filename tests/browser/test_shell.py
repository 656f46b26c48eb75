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
# Colours are those of the page, where each is judged.
SAME_COLOURS = {"color-contrast": {"enabled": False}}
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
  const columns = [...section.querySelectorAll(".ls-cases, .ls-hands, .ls-result, .ls-more")];
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
    # The last exercise can be scrolled out of sight too.
    seen.page.add_style_tag(content="main { padding-block-end: 100vh }")
    yield seen
    assert seen.problems == []


def exercises(page):
    found = page.locator("section:has(.ls-exercise)")
    return [found.nth(place) for place in range(found.count())]


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
    exercises(page)[0].evaluate(AWAY)
    page.locator(".ls-glance:visible").first.wait_for()
    assert violations(page) == []


def test_the_words_in_sight_follow_what_the_learner_does(seen):
    exercise = seen.page.get_by_role("region", name="The kit, in one widget")
    exercise.get_by_label("The same limit as a number").fill("80")
    exercise.evaluate(AWAY)
    assert exercise.locator(".ls-glance").text_content().startswith("6 districts lie below 80\u00a0%")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_an_exercise_fills_the_whole_screen_and_comes_back(seen, violations, direction):
    page = seen.page
    page.evaluate("direction => document.documentElement.dir = direction", direction)
    page.set_viewport_size({"width": 1280, "height": 720})
    for exercise in exercises(page):
        name = exercise.locator("h3").first.text_content()
        button = exercise.get_by_role("button", name="Whole screen")
        button.click()
        page.wait_for_function("document.fullscreenElement")
        assert exercise.evaluate("each => each === document.fullscreenElement"), name
        assert exercise.evaluate(OUTSIDE) == [], name
        assert violations(page, ".ls-frame:fullscreen", rules=SAME_COLOURS) == [], name
        button.click()
        page.wait_for_function("!document.fullscreenElement")
        assert exercise.evaluate("each => each.getBoundingClientRect().width < 1000"), name
    # Escape ends it past the button. A browser without a window has no such key; the page sees the same event.
    columns = "document.querySelector('.ls-exercise > .ls-more[tabindex], .ls-result[tabindex], .ls-hands[tabindex]')"
    button.click()
    page.wait_for_function(columns)
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function(f"!document.fullscreenElement && !{columns}")
