"""What all Word documents of the course share: elements in their order, fields that Word computes, stable files."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def child(parent: Any, name: str, **attributes: str) -> Any:
    """Put an element into another one, before those that must follow it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    later = _AFTER.get(name)
    follower = next((each for each in parent if later and each.tag in {qn(tag) for tag in later}), None)
    if follower is None:
        parent.append(element)
    else:
        follower.addprevious(element)
    return element


# The form of a Word document asks for an order of elements; of each, what may follow it and is there already.
_AFTER: dict[str, tuple[str, ...]] = {
    "w:bidi": (
        "w:adjustRightInd",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
        "w:rPr",
    ),
    "w:pBdr": (
        "w:shd",
        "w:tabs",
        "w:bidi",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
        "w:rPr",
    ),
}


def mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    """Add a mark of a field to a paragraph: "begin", "separate" or "end"; Word computes a dirty one when it opens."""
    mark = child(paragraph.add_run()._r, "w:fldChar", fldCharType=kind)
    if dirty:
        from docx.oxml.ns import qn

        mark.set(qn("w:dirty"), "true")


def instruction(paragraph: Any, words: str) -> None:
    """Add what a field computes to a paragraph, between its marks."""
    element = child(paragraph.add_run()._r, "w:instrText")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = f" {words} "


def field(paragraph: Any, words: str, result: str) -> None:
    """Add a field that Word computes, with the result that it has now."""
    mark(paragraph, "begin")
    instruction(paragraph, words)
    mark(paragraph, "separate")
    paragraph.add_run(result)
    mark(paragraph, "end")


def page_numbers(paragraph: Any, words: str) -> None:
    """Add the number of the page and of all pages; each stands in the words as the sign of number one (U+0001)."""
    before, between, after = words.split("\x01")
    paragraph.add_run(before)
    field(paragraph, "PAGE", "1")
    paragraph.add_run(between)
    field(paragraph, "NUMPAGES", "1")
    paragraph.add_run(after)


def without_hour(packed: io.BytesIO) -> bytes:
    """Return a document without the hour at which it was packed: one review gives one file."""
    out = io.BytesIO()
    with ZipFile(packed) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for part in given.infolist():
            kept.writestr(ZipInfo(part.filename), given.read(part), ZIP_DEFLATED)
    return out.getvalue()
