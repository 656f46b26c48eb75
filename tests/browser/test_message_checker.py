"""The widget of lesson 1.4 in a browser. Findings and words are counted by hand."""

from __future__ import annotations

import pytest

from localsdg.widgets import MessageChecker, Municipality, MyCourse


@pytest.fixture
def checker(widget_page):
    seen = widget_page(MessageChecker)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(checker) -> str:
    return checker.locator(".ls-title").inner_text()


def message(checker, place: int):
    return checker.locator(".ls-messages > details").nth(place - 1)


def checks(checker, place: int) -> list[str]:
    return message(checker, place).locator(".ls-checks li").all_text_contents()


def test_three_complete_messages_lack_nothing(checker):
    assert title(checker) == "Nothing is missing in the three messages."
    # Sentences of 9, 10 and 16 words.
    assert checks(checker, 1) == [
        "●Length: 35 of at most 60 words; the longest sentence has 16 of at most 25.",
        "●Plain words: it has none of the listed words, and no abbreviation.",
        "●Audience: it is named.",
        "●Ask: it is there. Does it name a day, too?",
        "●Evidence: it has a figure with its source.",
    ]


def test_the_broken_campaign_is_repaired(checker):
    checker.get_by_role("tab", name="A broken campaign").click()
    # First: a sentence of 38 words, five words of the list, an abbreviation, no audience, no figure. Second: no ask, no
    # source. Third: the audience of the second.
    assert title(checker) == "12 things to repair"
    assert "“Our holistic and cross-cutting approach …” has 38 words" in checks(checker, 1)[0]
    assert [text.count("“") for text in checks(checker, 1)] == [1, 6, 0, 0, 0]
    first = message(checker, 1)
    first.get_by_label("Message, as it will be said or printed").fill(
        "We pay half of the wage for a year. Take one more."
    )
    assert title(checker) == "5 things to repair"
    first.get_by_label("Audience").fill("Workshops with fewer than ten people")
    first.get_by_label("The fact behind it, with a figure").fill("24.3 % of people aged 15 to 24 (2025)")
    assert checks(checker, 1)[4] == "○Evidence: The figure has no source. Say where it comes from."
    first.get_by_label("Source of the fact").fill("Port Amani (fictional), indicator 8.6.1")
    assert title(checker) == "3 things to repair"
    second = message(checker, 2)
    second.locator("summary").click()
    second.get_by_label("What they should do, and by when").fill("Open one place before 1 June.")
    second.get_by_label("Source of the fact").fill("Port Amani (fictional), indicator 8.6.1")
    assert title(checker) == "One thing to repair"
    assert "It is for the same audience as message 2. Write one message for each audience." in checks(checker, 3)[-1]
    third = message(checker, 3)
    third.locator("summary").click()
    third.get_by_label("Audience").fill("Young women and their parents")
    assert title(checker) == "Nothing is missing in the three messages."


def test_the_keyboard_alone_writes_and_undoes(checker):
    page = checker.page
    checker.get_by_role("tab", name="Your own messages").press("Enter")
    assert title(checker) == "Nothing is written yet."
    message(checker, 1).locator("summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Parents")
    page.keyboard.press("Tab")
    page.keyboard.type("The crossing is safe from Monday.")
    assert title(checker) == "2 things to repair"
    assert "Parents" in message(checker, 1).locator("summary").inner_text()
    page.keyboard.press("Tab")
    checker.get_by_role("button", name="Undo").press("Enter")
    assert message(checker, 1).get_by_label("Message, as it will be said or printed").input_value() == ""
    assert message(checker, 1).get_by_label("Audience").input_value() == "Parents"


def test_messages_are_kept_in_the_browser(widget_page, bare):
    page = widget_page(MessageChecker).page
    checker = page.locator(".ls-frame").first
    checker.get_by_role("tab", name="Your own messages").click()
    message(checker, 1).get_by_label("Audience").fill("The whole council")
    page.reload()
    assert message(checker, 1).get_by_label("Audience").input_value() == "The whole council"
    page.goto(bare(MyCourse))
    assert "The whole council" in page.locator("body").inner_text()


def test_the_rules_say_what_they_cannot_see(checker):
    checker.get_by_text("The rules, and what they cannot see").click()
    rules = checker.locator(".ls-fold li").all_inner_texts()
    assert len(rules) == 5
    assert "17 words of specialists" in rules[1]


def test_the_worksheet_prints_what_is_written_and_lines(checker):
    page = checker.page
    page.emulate_media(media="print")
    printed = checker.locator(".ls-print")
    assert printed.is_visible()
    assert "Residents of Saltfield" in printed.inner_text()
    assert printed.locator(".ls-line").count() == 3 * (1 + 4 + 2 + 2 + 1)
    assert checker.locator("input:visible, textarea:visible").count() == 0


def test_the_municipality_takes_the_first_message_over(widget_page):
    page = widget_page(MessageChecker, (Municipality, "1.4")).page
    page.get_by_role("button", name="Start from the example above").click()
    form = page.locator(".ls-kept")
    assert form.get_by_label("Audience").input_value() == "Councillors of the finance committee"
    assert "The five elements are there." in form.inner_text()
    form.get_by_label("Source of the fact").fill("")
    assert "The figure has no source. Say where it comes from." in form.inner_text()
