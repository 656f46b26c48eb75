"""The course as one PDF, printed by a real Chromium and read by another program."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from localsdg.core.printing import PdfError
from localsdg.site import pdf

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reader(site: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    file = tmp_path_factory.mktemp("pdf") / "course.pdf"
    pdf.write_pdf(ROOT, site, file)
    return PdfReader(file)


@pytest.fixture(scope="module")
def texts(reader: PdfReader) -> list[str]:
    """The text of every page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def titles(outline: list) -> list[str]:
    return [each.title for each in outline if not isinstance(each, list)]


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
        pdf.write_pdf(ROOT, site, tmp_path / "course.pdf")


def test_a_place_that_cannot_be_written_is_named(site, tmp_path):
    with pytest.raises(PdfError, match=r"nowhere/course\.pdf cannot be written"):
        pdf.write_pdf(ROOT, site, tmp_path / "nowhere" / "course.pdf")
    assert not list(site.glob("tmp*.html"))


@pytest.mark.parametrize("lesson", ["1-localizing/02-competences", "1-localizing/05-interlinked-goals"])
def test_a_printed_lesson_ends_with_its_sources_and_keeps_a_heading_with_what_it_heads(visit, lesson):
    """The last page holds more than the line of the licence, and the lead of the form stands with its first fields."""
    page = visit(f"modules/{lesson}.html").page
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert "CC BY 4.0" in pages[-1]
    assert len(pages[-1]) > 400
    title = page.locator(".ls-kept > h3").inner_text()
    label = page.locator(".ls-kept label").first.inner_text()
    head = next(text for text in pages if title in text)
    assert label in head.split(title)[1]
