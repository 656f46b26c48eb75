"""Bookmarks of a PDF: a line that stands in one twice, and a space that is lost where a heading is broken."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from localsdg.core.outline import mend_outline, mended


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


def _chromium(titles: list[str]) -> bytes:
    """A PDF with bookmarks as Chromium writes them: each an object with title and place, and a table of places."""
    objects = [b"<</Type /Catalog\n/Pages 2 0 R\n/Outlines 4 0 R>>", b"<</Type /Pages\n/Kids [3 0 R]\n/Count 1>>"]
    objects += [b"<</Type /Page\n/Parent 2 0 R\n/MediaBox [0 0 9 9]>>"]
    last = 4 + len(titles)
    objects += [b"<</Type /Outlines\n/First 5 0 R\n/Last %d 0 R\n/Count %d>>" % (last, len(titles))]
    for at, title in enumerate(titles, start=5):
        more = b"\n/Next %d 0 R" % (at + 1) if at < last else b""
        more += b"\n/Prev %d 0 R" % (at - 1) if at > 5 else b""
        text = b"(%s)" % title.encode("latin-1").replace(b"(", rb"\(").replace(b")", rb"\)")
        if not title.isascii():
            text = b"<%s>" % ("\ufeff" + title).encode("utf-16-be").hex().encode()
        objects.append(b"<</Title %s\n/Dest [3 0 R /XYZ 0 9 0]\n/Parent 4 0 R%s>>" % (text, more))
    pdf, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(pdf)
    trailer = b"trailer\n<</Size %d\n/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + trailer


def test_the_bookmarks_of_a_file_are_mended_and_the_rest_stays():
    pdf = _chromium(["Try itTry it", "Sources", "Key (points)Key (points)", "São Paulo 2020São Paulo 2020"])
    found = mend_outline(pdf)
    assert found.startswith(pdf)
    reader = PdfReader(io.BytesIO(found), strict=True)
    assert [each.title for each in reader.outline] == ["Try it", "Sources", "Key (points)", "São Paulo 2020"]
    assert [reader.get_destination_page_number(each) for each in reader.outline] == [0, 0, 0, 0]


def test_a_file_of_another_form_stays_as_it_is():
    buffer = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.write(buffer)
    for pdf in (b"", b"no PDF", buffer.getvalue(), _chromium(["Sources"])):
        assert mend_outline(pdf) == pdf
