"""Where the slides of a lesson begin and what stands on them, by the marks of its cells."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from nbconvert import SlidesExporter
from outlines import assert_read

from localsdg.course.lesson import SECTIONS, lessons
from localsdg.site.slides import mark


def placed(node, cell):
    """A part of a page that comes from a cell, with the line that MyST-NB gives it."""
    node.line = (cell + 1) * 10_000 + 1
    return node


def section(cell, *blocks):
    return placed(nodes.section("", nodes.title("", "Heading"), *blocks), cell)


def paragraph(cell, text):
    return placed(nodes.paragraph(text, text), cell)


def test_unmarked_text_is_a_note_unless_it_opens_the_slide_or_introduces_something():
    blocks = [
        paragraph(0, "The lead."),
        paragraph(0, "More to read."),
        paragraph(0, "Three parts:"),
        placed(nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "One"))), 0),
        nodes.raw("", "<p>added by the site</p>", format="html"),
    ]
    mark(section(0, *blocks), ["-"])
    assert [block["classes"] for block in blocks] == [[], ["ls-notes"], [], [], []]


def test_marked_cells_begin_slides_and_come_in_steps():
    blocks = [
        paragraph(0, "The lead."),
        paragraph(1, "The next slide."),
        paragraph(1, "More to read."),
        paragraph(2, "At the next key."),
        paragraph(2, "With it."),
        paragraph(3, "For the trainer."),
        paragraph(4, "For nobody."),
    ]
    mark(section(0, *blocks), ["slide", "slide", "fragment", "notes", "skip"])
    assert [block["classes"] for block in blocks] == [
        [],
        ["ls-slide"],
        ["ls-notes"],
        ["ls-fragment"],
        ["ls-with"],
        ["ls-notes"],
        ["ls-skip"],
    ]


def test_a_slide_that_begins_with_a_note_still_has_its_first_paragraph():
    blocks = [paragraph(1, "For the trainer."), paragraph(2, "The lead."), paragraph(2, "More to read.")]
    mark(section(0, *blocks), ["slide", "notes", "-"])
    assert [block["classes"] for block in blocks] == [["ls-notes"], [], ["ls-notes"]]


def test_a_section_that_is_not_for_the_wall_is_left_out():
    sections = [
        section(1, paragraph(1, "Shown.")),
        section(2, paragraph(2, "Code.")),
        section(3, paragraph(3, "Card.")),
    ]
    mark(section(0, *sections), ["slide", "slide", "skip", "notes"])
    assert [each["classes"] for each in sections] == [[], ["ls-skip"], ["ls-skip"]]


@pytest.fixture(scope="module")
def exporter():
    """One for all lessons: each reads its templates anew."""
    return SlidesExporter()


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.number)
def test_nbconvert_begins_the_same_slides(exporter, lesson):
    types = [cell.slide for cell in lesson.cells.values()]
    page = BeautifulSoup(exporter.from_filename(str(lesson.path))[0], "html.parser")
    slides = page.select(".slides > section")
    assert len(slides) == types.count("slide") >= 9
    headings = [slide.find(["h1", "h2"]) for slide in slides]
    shown = {heading.get_text().rstrip("¶") for heading in headings if heading}
    titles = {name: lesson.cell(name).source.splitlines()[0].removeprefix("## ") for name in SECTIONS}
    off_the_wall = {titles.pop(name) for name in ("analyst", "sources", "trainer-card")}
    assert set(titles.values()) <= shown
    assert not off_the_wall & shown


def test_the_slides_are_those_that_were_read(trainer_site):
    """Where something else was meant, read the difference and change the file."""
    found = []
    for each in lessons():
        page = BeautifulSoup((trainer_site / f"{each.page}.html").read_text("utf-8"), "html.parser")
        article = page.select_one("article")
        found.append(f"{each.number} {each.title}")
        for block in article.select("h2, .ls-slide"):
            name = "new slide" if block.name != "h2" else block.get_text().rstrip("¶")
            found.append(f"  {name}")
        steps = article.select(".ls-step")
        found += [f"  {step['data-minutes']} min: {step['data-shows']}".rstrip() for step in steps]
    assert_read(found, Path(__file__).with_name("slides.txt"))
