"""The needs check on the home page: by pointer and by keyboard, with paths worked out by hand."""

from __future__ import annotations

import pytest

from localsdg.course.lesson import lesson
from localsdg.widgets import NeedsCheck

HOME = "book/index.html"


@pytest.fixture
def seen(widget_page):
    return widget_page(NeedsCheck)


def check(page):
    return page.get_by_role("region", name="Where should you begin?")


def path(page) -> list[str]:
    return check(page).locator("ol a").all_inner_texts()


def told(page) -> str:
    """What the page should say of the path that it shows, whichever lessons are in it."""
    minutes = [lesson(title.split()[0]).minutes["alone"] for title in path(page)]
    return f"Your path: {len(minutes)} lessons, about {sum(minutes)} minutes."


def test_answers_propose_a_path_and_say_why(seen):
    page = seen.page
    box = check(page)
    title = box.locator(".ls-title")
    assert title.inner_text() == "Answer a question, and a path through the lessons appears here."
    box.get_by_label("Yes, it is clear to everybody").click()
    assert title.inner_text() == "Your answers so far do not point to a lesson yet. Answer another question."
    box.get_by_label("Learn from another town, or receive its visit").click()
    assert "1.6 Peer learning as a method" in path(page)
    # 1.6: 3. Report: 2.6 gets 2, 3.2 gets 3. Maps: 3.2 gets 2 more, so 5.
    box.get_by_label("Report with figures").click()
    box.get_by_label("I work with figures or maps").click()
    found = path(page)
    wanted = ["1.6 Peer learning as a method", "2.6 From action to results", "3.2 Land and people"]
    assert [title for title in found if title in wanted] == wanted
    assert title.inner_text() == told(page)
    why = box.locator("ol li", has_text="3.2").inner_text()
    assert "Because you said: “I work with figures or maps”, “Report with figures”" in why
    # In an hour only the lesson with most points.
    box.get_by_label("About an hour").click()
    (first,) = path(page)
    assert first not in wanted[:2]
    assert box.locator("ul.ls-path a").all_inner_texts() == [title for title in found if title != first]
    box.get_by_role("button", name="Undo").click()
    assert path(page) == found
    box.get_by_role("button", name="Start again").click()
    assert path(page) == []
    assert box.locator("input:checked").count() == 0
    assert seen.problems == []


def test_by_keyboard_and_kept_in_the_profile_and_a_path_leads_to_its_lesson(visit):
    seen = visit(HOME)
    page = seen.page
    box = check(page)
    box.get_by_label("They are new to me").focus()
    page.keyboard.press("Space")
    assert path(page)[0] == "1.1 From goals to territory"
    page.keyboard.press("ArrowDown")
    assert box.get_by_label("I know them by name").is_checked()
    box.get_by_label("Explain what the goals have to do with us").focus()
    page.keyboard.press("Space")
    words = told(page)
    page.get_by_text(words).first.wait_for()
    said = box.locator("div[role=status]")
    page.wait_for_function(
        "([line, text]) => line.textContent.startsWith(text)", arg=[said.element_handle(), told(page)]
    )
    found = path(page)
    assert found[:2] == ["1.1 From goals to territory", "1.2 Who is competent for what?"]
    page.reload()
    assert path(page) == found
    assert box.get_by_label("I know them by name").is_checked()
    path_link = box.locator("ol a").first
    path_link.click()
    page.get_by_role("heading", name="From goals to territory", level=1).wait_for()
    assert seen.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_path_is_accessible_and_fits_a_phone(widget_page, violations, scheme):
    seen = widget_page(NeedsCheck, scheme=scheme, width=360)
    check(seen.page).get_by_label("Report with figures").click()
    assert violations(seen.page) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.problems == []


def test_on_paper_it_is_a_list_to_tick(seen):
    seen.page.emulate_media(media="print")
    sheet = check(seen.page).locator(".ls-print")
    assert sheet.inner_text().count("☐") == 31
    assert check(seen.page).locator("fieldset").first.is_hidden()
