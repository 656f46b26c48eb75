"""The HTML file of a review in a browser: on a phone and on a desk, light and dark, by keyboard, and on paper."""

from __future__ import annotations

import datetime
import io

import pypdf
import pytest

from localsdg.review import make_review, write_review
from localsdg.review.example import port_amani

WIDE = "(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)()"


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    model = make_review(port_amani(), today=datetime.date(2026, 3, 1))
    (file,) = write_review(model, tmp_path_factory.mktemp("review") / "review.html")
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_read_it(opening, violations, review, width, scheme):
    seen = opening(review, home="file:", width=width, scheme=scheme)
    assert seen.page.evaluate(WIDE) == 0
    assert violations(seen.page, at_least=20) == []
    assert seen.problems == []


def test_the_first_key_skips_to_the_text_and_a_figure_leads_to_its_row(opening, review):
    page = opening(review, home="file:").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    link = page.locator("a.figure").first
    name = link.inner_text().strip("[]")
    link.press("Enter")
    page.wait_for_function("location.hash.length > 1")
    assert page.locator("tr:target th").inner_text() == name


def test_each_sheet_of_paper_says_that_it_is_fictional(opening, review):
    page = opening(review, home="file:").page
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) > 20
    for number, sheet in enumerate(sheets, start=1):
        words = sheet.extract_text().replace("ﬁ", "fi")
        assert "FICTIONAL: this municipality" in words, number
        assert f"{number} / {len(sheets)}" in words
