"""Every page says the month of its facts, and where to report an error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from localsdg.site.contents import page_names

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", [*page_names(ROOT), "search"])
def test_a_page_says_the_month_of_its_facts_and_where_to_report_an_error(site, name):
    """The month stands as ``facts: 2026-11`` in the file beside a lesson, or at the head of another page."""
    page = BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser")
    said = page.select_one(".ls-as-of")
    assert said is not None, f"{name} lacks a line such as facts: 2026-11"
    assert re.fullmatch(r"Facts as of [A-Z][a-z]+ 20\d\d", said.get_text())
    links = [str(link["href"]) for link in page.select(".right-details a")]
    assert [link.partition("?")[2] for link in links] == ([] if name == "book/report" else [f"page={name}"])
