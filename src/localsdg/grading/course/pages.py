"""Makes pages of feedback with nbgrader's converter, without doing again for each learner what is the same for all.

The pages are nbgrader's, byte for byte. Most cells of a class are alike, so code that was coloured once is not coloured
again, and a part of a page that was tidied once is not tidied again: nbconvert tidies each page as a whole, with a
parser that takes more than half of the time. All grades of a notebook come with a few questions to the gradebook.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import re
from typing import TYPE_CHECKING, Any

import bs4
import nbgrader.preprocessors.getgrades
from nbconvert.exporters import html
from nbconvert.filters import Highlight2HTML

from localsdg.grading.course.gradebook import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbgrader.api import Gradebook

CELL = re.compile(r'<div (?:id="[\w=-]*" )?class="cell border-box-sizing (?:text|code)_cell rendered[\w -]*">')
STYLES = re.compile(r'<style type="text/css">[^<]*</style>')
HOLE = "<x-part></x-part>"  # stands for a part, in the page around it
END = "<x-end></x-end>"
OF_THE_WHOLE = "jp-Notebook"  # within an element of this class nbconvert changes more
AS_TYPED = {"pre", "textarea", "script", "style", "template", "rt", "rp"}  # in them the parser treats text otherwise
NO_DESCRIPTION = "No description has been provided for this image"
LONGEST = 20_000  # letters of a cell that is kept; longer ones hold a picture of their own
KEPT = 500  # parts


class _Soup(bs4.BeautifulSoup):
    """A parsed text that knows whether each end tag in it closes the element that was opened last."""

    in_order = True

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        """Close an element."""
        if self.currentTag is None or self.currentTag.name != name:
            self.in_order = False
        super().handle_endtag(name, nsprefix)


def _text(soup: _Soup, source: str) -> str:
    if "<img" in source.lower():
        for image in soup.find_all("img"):
            image.attrs.setdefault("alt", NO_DESCRIPTION)
    return str(soup)


def _tidy_part(text: str) -> str | None:
    soup = _Soup(text + END, "html.parser")
    last = soup.contents[-1]
    if not soup.in_order or str(last) != END:
        return None
    last.extract()
    return _text(soup, text)


_tidy_part_once = functools.lru_cache(KEPT)(_tidy_part)


def tidy(page: str) -> str | None:
    """Return a page as nbconvert leaves it, put together from its parts; None if a part is not whole in itself."""
    cells = [found.start() for found in CELL.finditer(page)]
    if len(cells) < 2 or any(sign in page for sign in (OF_THE_WHOLE, HOLE[:7], END[:6])):
        return None
    spans = [found.span() for found in STYLES.finditer(page, 0, cells[0])]
    # The end of the last cell cannot be seen, so it is tidied with the page around the others.
    spans += itertools.pairwise(cells)
    around, end, parts = "", 0, []
    for begin, stop in spans:
        around += page[end:begin] + HOLE
        kept = begin < cells[0] or stop - begin < LONGEST
        part = (_tidy_part_once if kept else _tidy_part)(page[begin:stop])
        if part is None:
            return None
        end = stop
        parts.append(part)
    around += page[end:]
    frame = _Soup(around, "html.parser")
    holes = frame.find_all(HOLE[1:7])
    if len(holes) != len(parts) or any({above.name for above in hole.parents} & AS_TYPED for hole in holes):
        return None
    pieces = _text(frame, around).split(HOLE)
    return pieces[0] + "".join(part + piece for part, piece in zip(parts, pieces[1:], strict=True))


class _Tidied:
    """Stands for the parsed page in nbconvert, which wants to change it and then its text."""

    def __init__(self, page: str) -> None:
        self._page = page

    def __str__(self) -> str:
        return self._page

    @staticmethod
    def select(_: str) -> tuple[()]:
        """Return the elements that are still to be changed: none."""
        return ()


def _parse(page: str, features: str) -> _Tidied | bs4.BeautifulSoup:
    tidied = tidy(page)
    return bs4.BeautifulSoup(page, features) if tidied is None else _Tidied(tidied)


class _Coloured(Highlight2HTML):
    """Colours code as nbconvert does, the same code once."""

    _known: dict[tuple[str, str], str] = {}  # noqa: RUF012

    def __call__(self, source: str, language: str | None = None, metadata: dict[str, Any] | None = None) -> str:
        """Return code as HTML."""
        if len(source) > LONGEST or "magics_language" in (metadata or {}):
            coloured: str = super().__call__(source, language, metadata)  # type: ignore[no-untyped-call]
            return coloured
        known, key = self._known, (source, language or self.pygments_lexer)
        if key not in known:
            if len(known) == KEPT:
                known.clear()
            known[key] = super().__call__(source, language, metadata)  # type: ignore[no-untyped-call]
        return known[key]


@contextlib.contextmanager
def sharing(gradebook: Gradebook) -> Iterator[None]:
    """Have nbgrader's converter work with these parts in place of its own."""
    places = [
        (html, "BeautifulSoup", _parse),
        (html, "Highlight2HTML", _Coloured),
        (nbgrader.preprocessors.getgrades, "Gradebook", lambda *_: Shared(gradebook)),
    ]
    before = [getattr(module, name) for module, name, _ in places]
    for module, name, ours in places:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for (module, name, _), original in zip(places, before, strict=True):
            setattr(module, name, original)
