"""Codes of targets: where a text names them, what is said of each, and how a press says it."""

from __future__ import annotations

import pytest

from localsdg.core import agenda2030
from localsdg.site.target_codes import places
from localsdg.widgets import AlignmentMatrix, CompetenceMatrix
from localsdg.widgets.kit.base import own_texts


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Target 11.4 asks for heritage.", ["11.4"]),
        ("It helps targets 11.4, 11.7 and 16.a, not lesson 1.2.", ["11.4", "11.7", "16.a"]),
        ("kiosks and cafés (8.3): closed", ["8.3"]),
        ("In 2022 it is 9.5 %, or (9.5 %), see lesson 1.2 and (99.9).", []),
        ("Indicator 11.3.1 of target 11.3.1 is none.", []),
        ("a target of 12.5 tonnes", []),
    ],
)
def test_codes_are_told_from_other_numbers(words, codes):
    assert [words[start:stop] for start, stop in places(words)] == codes


def test_every_target_has_words_of_its_own():
    asks = own_texts("target_chip")["asks"]
    assert list(asks) == [target.code for target in agenda2030.TARGETS]
    for code, words in asks.items():
        assert set(words) in ({"asks", "own", "shared"}, {"asks", "seldom"}), code
        assert all(text.endswith(".") and len(text.split()) >= 4 for text in words.values()), code
    said = [words["asks"] for words in asks.values()]
    assert len(said) == len(set(said))


def test_a_code_in_a_widget_says_what_the_target_asks(widget_page):
    seen = widget_page(AlignmentMatrix, width=360)
    page = seen.page
    first = page.locator(".ls-plan > details").first
    first.locator("> summary").click()
    code = first.get_by_role("button", name="6.1", exact=True)
    code.press("Enter")
    box = page.locator(".ls-meaning")
    box.wait_for()
    assert box.inner_text().startswith("Target 6.1: ")
    assert "Everybody should have safe drinking water" in box.inner_text()
    assert "Its own task, for example: The municipal water works serves every home." in box.inner_text()
    page.keyboard.press("Escape")
    assert box.is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "6.1"
    assert seen.problems == []


def test_the_targets_of_a_goal_are_said_where_they_are_judged(widget_page):
    seen = widget_page(CompetenceMatrix, width=360)
    button = seen.page.get_by_role("button", name="What does each of these targets ask?").first
    button.press("Enter")
    words = seen.page.locator(".ls-asks:visible")
    words.get_by_text("Target 11.1: ").wait_for()
    assert "Everybody should have safe and affordable housing" in words.inner_text()
    button.press("Enter")
    assert words.count() == 0
    assert seen.problems == []
