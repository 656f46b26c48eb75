"""The course as one PDF, printed by a real Chromium and read by another program."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from outlines import assert_read
from pypdf import PdfReader

from localsdg.core.printing import PdfError
from localsdg.site import pdf

ROOT = Path(__file__).resolve().parents[2]
ONE = ["modules/1-localizing/02-competences"]  # where it does not matter which pages are printed


@pytest.fixture(scope="module")
def reader(site: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    file = tmp_path_factory.mktemp("pdf") / "course.pdf"
    pdf.write_pdf(ROOT, site, file)
    return PdfReader(file)


@pytest.fixture(scope="module")
def texts(reader: PdfReader) -> list[str]:
    """The text of every page of module 1, with single spaces: to read all pages takes as long as to print them."""
    begins = {each.title: reader.get_destination_page_number(each) for each in heads(reader.outline)}
    pages = range(begins["Module 1. Localizing"], begins["Module 2. Implementation"])
    return [" ".join(reader.pages[number].extract_text().split()) for number in pages]


def heads(outline: list) -> list:
    return [each for each in outline if not isinstance(each, list)]


def titles(outline: list) -> list[str]:
    return [each.title for each in heads(outline)]


def test_it_is_tagged_and_says_its_language_and_title(reader):
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/Lang"] == "en"
    assert reader.metadata.title == "localsdg"
    assert "/StructTreeRoot" in catalogue


def test_the_outline_names_the_chapters_in_order(reader):
    found = titles(reader.outline)
    wanted = ["Contents", "Module 1. Localizing", "Who is competent for what?", "From action to results"]
    places = [found.index(title) for title in [*wanted, "Land and people", "My course"]]
    assert places == sorted(places)
    assert not [title for title in found if "¶" in title]


def test_the_outline_is_the_one_that_was_read(reader, texts):
    """Chapters and their sections. Where something else was meant, read the difference and change the file."""

    def lines(outline, level):
        for each in outline:
            if isinstance(each, list):
                yield from lines(each, level + 1)
            elif level < 2:
                yield "  " * level + each.title, reader.get_destination_page_number(each)

    found = list(lines(reader.outline, 0))
    assert_read([title for title, _ in found], Path(__file__).with_name("outline.txt"))
    pages = [page for _, page in found]
    assert pages == sorted(pages)
    # A chapter begins on a page of its own, and no page at the end of one is empty.
    chapters = [page for title, page in found if not title.startswith(" ")]
    assert len(set(chapters)) == len(chapters)
    assert [place + 1 for place, page in enumerate(texts) if len(page) < 60] == []


def test_exercises_and_questions_are_worksheets(texts):
    whole = " ".join(texts)
    assert "Worksheet. Tick one box for each target." in whole
    assert whole.count("Tick one box.") >= 10
    assert "Download as a file" not in whole
    assert "Open the analyst corner" not in whole
    assert "A shared target counts 0.5: 55.0 of 169 targets, 32.5 %" in whole  # the corner itself is unfolded


def test_a_chapter_begins_on_a_page_of_its_own_and_sources_follow(texts):
    start = next(place for place, text in enumerate(texts) if "Module 1, Localizing. Lesson 2" in text)
    assert "Who is competent for what?" in texts[start]
    assert "These lessons are for people" not in texts[start]  # the end of the chapter before
    following = next(place for place, text in enumerate(texts) if "Module 1, Localizing. Lesson 6" in text)
    assert any("Sources" in text for text in texts[start:following])


def test_links_lead_inside_the_document_or_to_the_web(reader):
    inside, web = 0, 0
    for page in reader.pages:
        for link in page.get("/Annots", []):
            link = link.get_object()
            address = link.get("/A", {}).get("/URI")
            if address is None:
                inside += 1
            else:
                assert address.startswith(("https://", "http://")), address
                web += 1
    assert inside > 20
    assert web >= 5


def test_without_chromium_it_says_what_to_install(monkeypatch, tmp_path, site):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfError, match="apt install chromium"):
        pdf.write_pdf(ROOT, site, tmp_path / "course.pdf", ONE)


def test_a_place_that_cannot_be_written_is_named(site, tmp_path):
    with pytest.raises(PdfError, match=r"nowhere/course\.pdf cannot be written"):
        pdf.write_pdf(ROOT, site, tmp_path / "nowhere" / "course.pdf", ONE)
    assert not list(site.glob("tmp*.html"))


@pytest.mark.parametrize("lesson", ["1-localizing/02-competences", "2-implementation/04-money"])
def test_a_printed_lesson_stands_alone_in_both_sizes(visit, lesson):
    """It says whose it is and under which licence; nothing is cut; no sheet at the end is empty."""
    page = visit(f"modules/{lesson}.html", width=680).page
    for size in ("A4", "Letter"):
        pages = [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(format=size))).pages]
        assert "CC BY 4.0" in pages[0]
        assert re.search(r"Lesson \d of 6\s+Municipality _+ +Name _+ +Date _+", pages[0])
        assert len(pages[-1]) > 400
        # A heading stays with what it heads.
        title = page.locator(".ls-kept > h3").inner_text()
        label = page.locator(".ls-kept label").first.inner_text()
        head = next(text for text in pages if title in text)
        assert label in head.split(title)[1]
    # 680 pixels: the width of a sheet of A4 without its margins.
    page.emulate_media(media="print")
    cut = """(all) => all.filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.outerHTML)"""
    assert page.eval_on_selector_all("article table, article pre, article .ls-frame, article p", cut) == []


def test_a_module_is_a_booklet_of_its_own(site, tmp_path):
    pdf.write_pdf(ROOT, site, tmp_path / "four.pdf", module=4, paper="Letter")
    booklet = PdfReader(tmp_path / "four.pdf")
    assert [round(float(side)) for side in booklet.pages[0].mediabox[2:]] == [612, 792]
    found = titles(booklet.outline)
    assert found[:2] == ["Module 4. My review", "Contents"]
    assert "The review process" in found and "Who is competent for what?" not in found
    with pytest.raises(KeyError, match="no module 7"):
        pdf.write_pdf(ROOT, site, tmp_path / "seven.pdf", module=7)
