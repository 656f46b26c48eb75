"""A citation as a reader follows it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("by_keyboard", [False, True])
def test_a_citation_moves_to_its_source_and_reading_goes_on_there(visit, by_keyboard):
    seen = visit("modules/1-localizing/02-competences.html")
    citation = seen.page.get_by_role("link", name="OECD wrote in 2020")
    if by_keyboard:
        citation.focus()
        seen.page.keyboard.press("Enter")
    else:
        citation.click()
    source = seen.page.locator("li:target")
    assert source.inner_text().startswith("OECD (2020). A Territorial Approach")
    seen.page.wait_for_function(
        "(box => box.top > 0 && box.bottom < innerHeight)(document.querySelector('li:target').getBoundingClientRect())"
    )
    seen.page.keyboard.press("Tab")
    focused = seen.page.locator(":focus")
    assert focused.get_attribute("href") == "https://doi.org/10.1787/e86fa715-en"
    seen.page.go_back()
    assert seen.page.locator("li:target").count() == 0
    assert seen.problems == []
