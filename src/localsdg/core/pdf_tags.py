"""The tags of a PDF that Chromium has printed: what a reader of screens and a checker of PDF/UA miss in it.

Chromium writes headings, tables with their heads, lists, links, alternative texts, the language and the title. It
leaves out what ``Strong`` and ``Em`` are in the older standard, calls what holds a picture and its caption a picture
without an alternative text, gives links no words of their own and the text of a list no tag, and does not say that the
lines at the edge of each sheet and the colours behind the text are no part of it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, TextStringObject

if TYPE_CHECKING:
    from collections.abc import Iterator

_Step = tuple[list[Any], bytes]

VERSION = "%PDF-1.7"  # the one of which PDF/UA speaks
ROLES = {"/Strong": "/Span", "/Em": "/Span"}
_BEGINS, _ENDS = (b"BDC", b"BMC"), b"EMC"
_PATH = frozenset({b"m", b"re"})  # with which a path begins
_PAINT = frozenset({b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"n"})  # with which it ends
_SHOWN = frozenset({b"Tj", b"TJ", b"'", b'"', b"Do", b"sh"})
_OPEN: _Step = ([NameObject("/Artifact")], b"BMC")
_CLOSE: _Step = ([], b"EMC")
_KIND, _KIDS, _WORDS, _ROLES = map(NameObject, ("/S", "/K", "/Contents", "/RoleMap"))


def mend_tags(pdf: bytes) -> bytes:
    """Return a PDF with its tags mended; it looks the same. One without tags stays as it is."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = VERSION
    found = writer.root_object.get("/StructTreeRoot")
    tree = found.get_object() if found is not None else None
    if not isinstance(tree, DictionaryObject):
        return pdf
    tree[_ROLES] = DictionaryObject({NameObject(name): NameObject(like) for name, like in ROLES.items()})
    for tag in _tags(tree):
        if tag.get(_KIND) == "/Figure" and "/Alt" not in tag:
            tag[_KIND] = NameObject("/Div")
        elif tag.get(_KIND) == "/LI":
            for body in _kids(tag):
                if body.get(_KIND) == "/NonStruct":
                    body[_KIND] = NameObject("/LBody")
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            marked = ContentStream(None, writer)
            marked.operations = list(_marked(contents.operations))
            page.replace_contents(marked)
            page.compress_content_streams()
        for each in page.get("/Annots") or ():
            link = each.get_object()
            words = _leads_to(link)
            if words and _WORDS not in link:
                link[_WORDS] = TextStringObject(words)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _kids(tag: DictionaryObject) -> Iterator[DictionaryObject]:
    found = tag.get(_KIDS)
    found = found.get_object() if found is not None else None
    for each in found if isinstance(found, ArrayObject) else [found]:
        kid = each.get_object() if each is not None else None
        if isinstance(kid, DictionaryObject):
            yield kid


def _marked(steps: list[_Step]) -> Iterator[_Step]:
    """Yield the steps by which a page is drawn; what has no tag is marked as no part of the text."""
    depth, is_path = 0, False
    for step in steps:
        name = step[1]
        depth += (name in _BEGINS) - (name == _ENDS)
        if depth:
            yield step
        elif name in _PATH and not is_path:
            is_path = True
            yield from (_OPEN, step)
        elif name in _PAINT and is_path:
            is_path = False
            yield from (step, _CLOSE)
        elif name in _SHOWN:
            yield from (_OPEN, step, _CLOSE)
        else:
            yield step


def _tags(tree: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield all tags below one."""
    waiting: list[Any] = [tree.get(_KIDS)]
    while waiting:
        found = waiting.pop()
        found = found.get_object() if found is not None else None
        if isinstance(found, ArrayObject):
            waiting.extend(found)
        elif isinstance(found, DictionaryObject):
            if _KIND in found:
                yield found
            waiting.append(found.get(_KIDS))


def _leads_to(link: DictionaryObject) -> str:
    """Return where a link leads: an address, or the name of a place in the document."""
    place = link.get("/Dest")
    action = link.get("/A")
    if action is not None:
        place = action.get_object().get("/URI") or action.get_object().get("/D")
    return str(place).removeprefix("/") if isinstance(place, str | bytes) else ""
