"""Words of the glossary become links where a lesson first uses them, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_doctree

from localsdg.site.contents import page_names
from localsdg.site.terms import link_first

ROOT = Path(__file__).resolve().parents[2]
TERMS = {"target": "g.html#target", "baseline": "g.html#baseline", "result chain": "g.html#chain"}


def links(source: str) -> list[tuple[str, str]]:
    doctree = publish_doctree(source)
    link_first(doctree, TERMS)
    return [(each.astext(), each["refuri"]) for each in doctree.findall(nodes.reference) if "g.html" in each["refuri"]]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A baseline, and a baseline.", ["baseline"]),
        ("Two Baselines and *result chains*.", ["Baselines", "result chains"]),
        ("Targeted work, sub-target, off-target-work.", []),
        ("``target`` and `a target <https://one.example>`_.", []),
        ("A target\n========\n\nHere is the target.", ["target"]),
    ],
)
def test_the_first_use_in_prose_is_linked(source, found):
    assert [words for words, _ in links(source)] == found


def test_the_words_of_the_text_stay_as_they_are():
    doctree = publish_doctree("Before the baseline there was a result chain, and then a target.")
    link_first(doctree, TERMS)
    assert doctree.astext() == "Before the baseline there was a result chain, and then a target."


@pytest.mark.parametrize("page", [name for name in page_names(ROOT) if re.search(r"modules/.*/\d", name)])
def test_every_lesson_leads_to_words_of_the_glossary(site, page):
    glossary = BeautifulSoup((site / "book/glossary.html").read_text("utf-8"), "html.parser")
    there = {each["id"] for each in glossary.select("dt[id]")}
    text = BeautifulSoup((site / f"{page}.html").read_text("utf-8"), "html.parser")
    found = [str(each["href"]) for each in text.select("a.ls-term")]
    assert len(found) >= 4, "a lesson uses at least four words of book/glossary.md: say things by these words"
    assert len(set(found)) == len(found)
    assert {each.partition("#")[2] for each in found} <= there
    assert {each.partition("#")[0] for each in found} == {"../../book/glossary.html"}
