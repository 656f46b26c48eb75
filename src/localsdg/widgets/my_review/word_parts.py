"""The fixed parts of a Word document, taken from one that Python writes: so both documents have the same styles."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.shared import Cm

from localsdg.core.catalogue import course_language
from localsdg.review import lines, word

# What the library puts into every document and nothing in it uses.
_UNUSED = ("customXml", "docProps/thumbnail", "word/stylesWithEffects")
# Relations and kinds of parts name them from where they stand: word/document.xml leaves its own folder out.
_UNUSED_NAMES = ("customXml", "thumbnail", "stylesWithEffects")
_DAY = "2001-02-03"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _example(label: str) -> dict[str, str]:
    """Return the parts of a document without chapters, in which names in braces stand for what is filled in."""
    review = {
        "language": course_language(),
        "title": "{title}",
        "label": label,
        "made": _DAY,
        "by": "{by}",
        "municipality": {"name": "{name}"},
        "status": {"adopted": False, "words": ""},
        "chapters": [],
        "annex_title": "",
        "annex_says": "",
        "indicators": [],
        "annex": [],
        "unprinted": [],
        "honesty": [],
    }
    with zipfile.ZipFile(io.BytesIO(word.word(review))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if not name.startswith(_UNUSED)}


def _without_unused(text: str) -> str:
    """Return relations, or kinds of parts, without those of parts that are left out."""
    return re.sub(
        r"<(?:Override|Relationship) [^>]*/>",
        lambda found: "" if any(name in found[0] for name in _UNUSED_NAMES) else found[0],
        text,
    )


def _styles(text: str) -> str:
    """Return the styles without those of tables that the document does not use: they are nine tenths of the part."""
    root = parse_xml(text.encode())
    for style in root.findall(f"{_WORDS}style[@{_WORDS}type='table']"):
        if style.get(f"{_WORDS}styleId") not in ("TableNormal", "TableGrid"):
            root.remove(style)
    return bytes(serialize_part_xml(root)).decode()


def constants() -> dict[str, Any]:
    """Return the parts by their names in the archive, and the measures by which tables and charts are drawn."""
    parts, bare = _example("{label}"), _example("")
    kinds, relations, styles = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/styles.xml"
    for name in (kinds, "_rels/.rels", relations):
        parts[name] = _without_unused(parts[name])
    parts[styles] = _styles(parts[styles])
    whole = parts.pop("word/document.xml")
    return {
        "PARTS": parts,
        "HEADER_WITHOUT_LABEL": bare["word/header1.xml"],
        "BODY": [whole[: whole.index("<w:body>") + len("<w:body>")], whole[whole.rindex("<w:sectPr") :]],
        "DAY": _DAY,
        "FIRST_CHART": 1 + max(int(number) for number in re.findall(r'Id="rId(\d+)"', whole + parts[relations])),
        "FRAME": word.FRAME.format(
            width=Cm(word.WIDTH), height=Cm(word.CHART_HEIGHT), number="{number}", relation="{relation}"
        ),
        "COLOURS": {"edge": word.EDGE, "fill": word.FILL, "ink": lines.INK, "soft": lines.SOFT},
        "MEASURES": {
            "whole": word.WIDTH / 2.54 * 1440,
            "narrow": word.NARROW,
            "broad": word.BROAD,
            "margin": word.MARGIN,
            "bold": word.BOLD,
            "letters": word.LETTERS,
        },
        "LETTERS": lines.LETTERS,
        "CHART_NAMES": lines.CHART_NAMES,
        "CHART_KIND": word.CHART_TYPE,
    }
