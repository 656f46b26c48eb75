"""The outline of a PDF that Chromium has printed: bookmarks that say what the headings say.

A heading that comes to the top of a page is drawn at the end of the page before it too, where nobody sees it, and its
bookmark then has the first line twice. Where a heading is broken into lines, its bookmark lacks the space.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 4  # letters of a line that is taken for one that stands twice
_TITLE = NameObject("/Title")


def mended(title: str, headings: Iterable[str] = ()) -> str:
    """Return a bookmark without a line that stands in it twice, and with the spaces of the heading that it names."""
    known = {"".join(each.split()): " ".join(each.split()) for each in headings}
    found = known.get("".join(title.split()))
    if found is not None:
        return found
    for length in range(len(title) // 2, LEAST - 1, -1):
        if title[:length] == title[length : 2 * length]:
            once = title[length:]
            return known.get("".join(once.split()), once)
    return title


def mend_outline(pdf: bytes, headings: Iterable[str] = ()) -> bytes:
    """Return a PDF with its bookmarks mended. What has changed is added at its end, and all else stays as it is."""
    known = list(headings)
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    changed = False
    for bookmark in _bookmarks(writer.root_object.get("/Outlines")):
        title = str(bookmark[_TITLE])
        better = mended(title, known)
        if better != title:
            bookmark[_TITLE] = TextStringObject(better)
            changed = True
    if not changed:
        return pdf
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _bookmarks(parent: Any) -> Iterator[Any]:
    """Yield the bookmarks below one, or all of an outline."""
    child = parent.get_object().get("/First") if parent is not None else None
    while child is not None:
        bookmark = child.get_object()
        yield bookmark
        yield from _bookmarks(bookmark)
        child = bookmark.get("/Next")
