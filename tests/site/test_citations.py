"""Citations lead to their source on the same page, and pages, lists and ``references.bib`` say the same."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from pybtex.database import parse_file
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from localsdg.course.lesson import lessons
from localsdg.site import citations

ROOT = Path(__file__).resolve().parents[2]
LESSONS = {lesson.path: lesson for lesson in lessons()}
PAGES = [
    *LESSONS,
    *(
        path
        for folder in ("modules", "book")
        for path in sorted(ROOT.glob(f"{folder}/**/*.md"))
        if "\n## Sources\n" in path.read_text("utf-8")
    ),
]
ENTRIES = parse_file(str(ROOT / citations.REFERENCES)).entries
SCHEMES = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]["myst_url_schemes"]

BIB = """
@article{nilsson-2016, author = {Nilsson, M.}, title = {Map the interactions}, year = {2016}}
@book{oecd-2020, author = {{OECD}}, title = {A Territorial Approach}, year = {2020}}
"""
GOOD = """# A page

The scale of [Nilsson](cite:nilsson-2016) has seven points. The [OECD wrote in 2020](cite:oecd-2020) about targets.

## Sources

- [Nilsson, M. (2016)](cite:nilsson-2016). *Map the interactions*. <https://doi.org/10.1038/534320a>
- [*OECD* (2020)](cite:oecd-2020). *A Territorial Approach*.
- Port Amani is fictional.
"""


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., tuple[BeautifulSoup, str]]:
    """Let Sphinx and MyST build one page; return it with the warnings, without colours."""

    def build(text: str, bib: str = BIB, suffix: str = ".md") -> tuple[BeautifulSoup, str]:
        source = tmp_path / "source"
        (source / "book").mkdir(parents=True)
        (source / citations.REFERENCES).write_text(bib, "utf-8")
        if suffix == ".ipynb":
            cells = [
                {"cell_type": "markdown", "id": f"part-{number}", "metadata": {}, "source": part}
                for number, part in enumerate(re.split(r"\n\n(?=## )", text))
            ]
            text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        (source / f"index{suffix}").write_text(text, "utf-8")
        settings = {"extensions": ["myst_nb"], "myst_url_schemes": SCHEMES, "html_theme": "basic"}
        warnings = io.StringIO()
        with docutils_namespace():
            app = Sphinx(
                source, None, tmp_path / "html", tmp_path / "doctrees", "html", settings, status=None, warning=warnings
            )
            app.connect("doctree-read", citations.link)
            app.build()
        page = BeautifulSoup((tmp_path / "html" / "index.html").read_text("utf-8"), "html.parser")
        return page, re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue())

    return build


@pytest.mark.parametrize("suffix", [".md", ".ipynb"])
def test_a_citation_leads_to_its_source(build, suffix):
    page, warnings = build(GOOD, suffix=suffix)
    assert warnings == ""
    links = {link.get_text(): link["href"] for link in page.select("p > a[href^='#source-']")}
    assert links == {"Nilsson": "#source-nilsson-2016", "OECD wrote in 2020": "#source-oecd-2020"}
    nilsson, oecd = page.select_one("#source-nilsson-2016"), page.select_one("#source-oecd-2020")
    assert nilsson.name == oecd.name == "li"
    assert oecd.get_text().strip() == "OECD (2020). A Territorial Approach."
    assert not oecd.select("a")
    assert [link["href"] for link in nilsson.select("a")] == ["https://doi.org/10.1038/534320a"]
    assert "id" not in page.find("li", string=re.compile("Port Amani")).attrs


def test_sources_may_have_a_heading_in_any_language(build):
    page, warnings = build(GOOD.replace("## Sources", "(sources)=\n## Références"))
    assert warnings == ""
    assert page.select_one("li#source-nilsson-2016")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "- [*OECD* (2020)](cite:oecd-2020). *A Territorial Approach*.\n",
            "",
            "index.md:3: WARNING: “oecd-2020” is cited, but no item under “Sources” begins with it. "
            "Add one: - [Name (year)](cite:oecd-2020). *Title*.",
        ),
        (
            "[OECD wrote in 2020](cite:oecd-2020)",
            "OECD wrote in 2020",
            "index.md:8: WARNING: Nothing on this page cites the source “oecd-2020”. "
            "Link the words that rest on it, [words](cite:oecd-2020), or take the item out.",
        ),
        (
            "- Port Amani is fictional.",
            "- [OECD again](cite:oecd-2020).",
            "index.md:9: WARNING: “oecd-2020” begins two items under “Sources”. Keep one.",
        ),
        (
            "oecd-2020",
            "oecd-2019",
            "index.md:8: WARNING: book/references.bib has no entry “oecd-2019”. Add it, or correct the key.",
        ),
    ],
)
def test_what_does_not_fit_together_is_said_with_its_place_and_repair(build, old, new, expected):
    assert old in GOOD
    _, warnings = build(GOOD.replace(old, new))
    found = [line for line in warnings.splitlines() if line]
    assert expected in found[0]
    assert len(found) == 1


def test_an_entry_that_stands_twice_is_named(build):
    with pytest.raises(Exception, match="repeated bibliography entry: oecd-2020"):
        build(GOOD, BIB + "@misc{oecd-2020, title = {The same key}}\n")


def read(path: Path) -> tuple[str, list[str]]:
    """Return the text of a page before its sources, and the items of that list."""
    if lesson := LESSONS.get(path):
        sources = lesson.cell("sources").source
        cells = lesson.cells.values()
        before = "\n\n".join(each.source for each in cells if each.kind == "markdown" and each.id != "sources")
    else:
        before, sources = path.read_text("utf-8").split("\n## Sources\n", 1)
    return before, re.findall(r"^- (.+)$", sources.split("\n## ", 1)[0], re.MULTILINE)


def plain(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


def test_every_page_is_looked_at():
    assert LESSONS and len(PAGES) > len(LESSONS)
    assert len(ENTRIES) > 60


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_sources_of_a_page_say_what_their_entries_say(path):
    _, items = read(path)
    labelled = 0
    for item in items:
        addresses = set(re.findall(r"<(https?://[^>]+)>", item))
        label = re.match(r"\[[^\]]+\]\(cite:([^)]+)\)", item)
        if label is None:
            assert not addresses, f"This source has no label: {item}"
            continue
        labelled += 1
        fields = ENTRIES[label[1]].fields
        expected = {fields["url"]} if "url" in fields else set()
        if "doi" in fields:
            expected.add(f"https://doi.org/{fields['doi']}")
        assert addresses == expected, f"{label[1]}: an item has the addresses of its entry in references.bib, in <>"
        words = re.sub(r"<https?://[^>]+>|\(cite:[^)]+\)", "", item)
        assert plain(fields["title"]) in plain(words), f"{label[1]}: the item lacks the title, {fields['title']}"
    assert labelled >= 3, "a page has three sources or more that begin with [Name (year)](cite:KEY)"


def test_every_entry_is_cited_and_complete():
    cited = {key for path in PAGES for key in re.findall(r"\]\(cite:([^)]+)\)", read(path)[0])}
    assert cited - set(ENTRIES) == set(), "these have no entry in book/references.bib"
    assert set(ENTRIES) - cited == set(), "no page cites these entries of book/references.bib"
    for before, entry in itertools.pairwise(ENTRIES):
        assert before < entry, f"book/references.bib: {entry} stands after {before}; keep the order of the alphabet"
    for entry in ENTRIES.values():
        assert entry.persons["author"]
        assert entry.fields["title"]


def test_citations_of_the_whole_course_lead_to_a_source_on_screen_and_on_paper(site):
    from localsdg.site.contents import parts
    from localsdg.site.pdf import one_document

    counted = 0
    for path in PAGES:
        page = BeautifulSoup((site / path.relative_to(ROOT).with_suffix(".html")).read_text("utf-8"), "html.parser")
        for link in page.select("a[href^='#source-']"):
            assert page.select_one(f"li[id='{link['href'][1:]}']"), link
            counted += 1
    assert counted >= len(ENTRIES)
    paper = BeautifulSoup(one_document(site, parts(ROOT)), "html.parser")
    links = [link["href"] for link in paper.select("a[href*='--source-']")]
    assert len(links) == counted
    ids = {item["id"] for item in paper.select("li[id]")}
    assert {href.removeprefix("#") for href in links} <= ids
