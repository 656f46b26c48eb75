"""The outline of a PDF that Chromium has printed: bookmarks that say what the headings say.

A heading that comes to the top of a page is drawn at the end of the page before it too, where nobody sees it, and its
bookmark then has the first line twice. Where a heading is broken into lines, its bookmark lacks the space. Corrected
bookmarks are added at the end of the file, as the format foresees it, and all else stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST = 4  # letters of a line that is taken for one that stands twice
_BOOKMARK = re.compile(
    rb"(?<=\n)(\d+) 0 obj\n<</Title (\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)(\n/Dest (?:(?!>>).)*>>)\nendobj", re.DOTALL
)
_END = re.compile(rb"\ntrailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\s*\Z", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_UTF16 = b"\xfe\xff"


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
    """Return a PDF with its bookmarks mended; one whose form is not known comes back as it is."""
    end = _END.search(pdf)
    if not end:
        return pdf
    known = list(headings)
    added, places = pdf.rstrip() + b"\n", {}
    for number, written, rest in _BOOKMARK.findall(pdf):
        title = _read(written)
        better = mended(title, known)
        if better != title:
            places[int(number)] = len(added)
            added += b"%s 0 obj\n<</Title <%s>%s\nendobj\n" % (number, _written(better), rest)
    if not places:
        return pdf
    sections = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    trailer = re.sub(rb"/Prev \d+", b"", end[1]) + b"\n/Prev " + end[2]
    start = len(added)
    return added + b"xref\n%strailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (sections, trailer, start)


def _read(written: bytes) -> str:
    if written.startswith(b"<"):
        plain = bytes.fromhex(written[1:-1].decode("ascii"))
    else:
        plain = _ESCAPED.sub(_sign, written[1:-1])
    return plain[2:].decode("utf-16-be") if plain.startswith(_UTF16) else plain.decode("latin-1")


def _sign(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8) & 255])
    return _SIGNS.get(found[1], found[1])


def _written(title: str) -> bytes:
    return (_UTF16 + title.encode("utf-16-be")).hex().upper().encode("ascii")
