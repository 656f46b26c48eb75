"""Bookmarks of a PDF: a line that stands in one twice, and a space that is lost where a heading is broken."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from localsdg.core.pdf_outline import mend_outline, mended


@pytest.mark.parametrize(
    ("title", "better"),
    [
        ("Try itTry it", "Try it"),
        ("5 links against a target5 links against a target", "5 links against a target"),
        ("The case: Lagos and Accra,The case: Lagos and Accra,and a table", "The case: Lagos and Accra, and a table"),
        ("Two lines ofone heading", "Two lines of one heading"),
        ("Bora Bora", "Bora Bora"),
        ("Walla Walla Walla Walla", "Walla Walla Walla Walla"),
        ("", ""),
    ],
)
def test_a_bookmark_is_mended(title, better):
    headings = ["The case: Lagos and Accra,\n and a table", "Two lines of one heading", "Walla Walla Walla Walla"]
    assert mended(title, headings) == better


def _printed(titles: list[str]) -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(9, 9)
    for title in titles:
        writer.add_outline_item(title, 0)
    writer.write(buffer)
    return buffer.getvalue()


def test_the_bookmarks_of_a_file_are_mended_and_the_rest_stays():
    pdf = _printed(["Try itTry it", "Sources", "Key (points)Key (points)", "São Paulo 2020São Paulo 2020"])
    found = mend_outline(pdf)
    assert found.startswith(pdf)
    reader = PdfReader(io.BytesIO(found), strict=True)
    assert [each.title for each in reader.outline] == ["Try it", "Sources", "Key (points)", "São Paulo 2020"]
    assert [reader.get_destination_page_number(each) for each in reader.outline] == [0, 0, 0, 0]


def test_a_file_without_such_bookmarks_stays_as_it_is():
    for pdf in (_printed([]), _printed(["Sources"])):
        assert mend_outline(pdf) == pdf
