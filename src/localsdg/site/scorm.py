"""Lessons as a package for a learning platform, by SCORM 1.2: each lesson is one file that reports to the platform.

The form of the manifest is that of ADL, "SCORM Version 1.2, The SCORM Content Aggregation Model" (2001); what a lesson
says to the platform, and when, stands in ``scorm.js``, after "The SCORM Run-Time Environment" of the same version.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from localsdg import __version__
from localsdg.core.catalogue import course_language
from localsdg.core.files import write_archive
from localsdg.site.render import words
from localsdg.site.scripts import small
from localsdg.site.single import SITE, single_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from localsdg.course.lesson import Lesson

LONGEST_TITLE = 200  # characters, by the schema of the manifest
_NAMESPACES = {
    "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
}
_OUTSIDE = re.compile(rf'<(?:a|form)\b[^>]*? (?:href|action)="{re.escape(SITE)}[^"]*"')
_ADDRESS = re.compile(r' (?:href|action)="[^"#]*(?P<place>#[^"]*)?"$')
_EXPLAINED = re.compile(r'class="[^"]*\bls-(?:term|code)\b')


def write_scorm(pages: Path, lessons: Sequence[Lesson], file: Path) -> None:
    """Write a package with lessons of a built edition.

    Args:
        pages: the folder of the built pages.
        lessons: what the package holds, in this order.
        file: the archive to write.
    """
    contents = {f"{lesson.number}.html": _page(pages, lesson).encode() for lesson in lessons}
    titles = {f"{lesson.number}": f"{lesson.number} {lesson.title}" for lesson in lessons}
    write_archive(file, {"imsmanifest.xml": manifest(titles).encode()} | contents)


def manifest(titles: Mapping[str, str]) -> str:
    """Return the manifest of a package.

    Args:
        titles: those of the lessons, by their numbers.
    """
    root = ElementTree.Element(
        "manifest", {"identifier": "-".join(["localsdg", *titles]), "version": __version__, **_NAMESPACES}
    )
    metadata = ElementTree.SubElement(root, "metadata")
    ElementTree.SubElement(metadata, "schema").text = "ADL SCORM"
    ElementTree.SubElement(metadata, "schemaversion").text = "1.2"
    organizations = ElementTree.SubElement(root, "organizations", default="lessons")
    organization = ElementTree.SubElement(organizations, "organization", identifier="lessons")
    whole = next(iter(titles.values())) if len(titles) == 1 else words(course_language())["scorm"]["title"]
    ElementTree.SubElement(organization, "title").text = whole[:LONGEST_TITLE]
    resources = ElementTree.SubElement(root, "resources")
    for number, title in titles.items():
        item = ElementTree.SubElement(
            organization, "item", identifier=f"lesson-{number}", identifierref=f"file-{number}", isvisible="true"
        )
        ElementTree.SubElement(item, "title").text = title[:LONGEST_TITLE]
        kind = {"type": "webcontent", "adlcp:scormtype": "sco", "href": f"{number}.html"}
        resource = ElementTree.SubElement(resources, "resource", {"identifier": f"file-{number}", **kind})
        ElementTree.SubElement(resource, "file", href=f"{number}.html")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _page(pages: Path, lesson: Lesson) -> str:
    """Return the page of a lesson as one file that reports to a platform, without links to pages that are not there."""
    name = f"{lesson.page}.html"
    text = single_page(pages, name, {name: f"{lesson.number}.html"})
    text = _OUTSIDE.sub(_without_address, text)
    here = Path(__file__).parent
    ids = [question["id"] for question in lesson.questions]
    given = ", ".join(
        json.dumps(each, ensure_ascii=False).replace("</", "<\\/")
        for each in (words(course_language())["scorm"], lesson.number, ids)
    )
    script = small(f"{(here / 'scorm.js').read_text('utf-8')}localsdgScorm({given});\n")
    text = text.replace("</head>", f"<style>{(here / 'scorm.css').read_text('utf-8')}</style></head>", 1)
    before, after = text.rsplit("</body>", 1)
    return f"{before}<script>{script}</script></body>{after}"


def _without_address(found: re.Match[str]) -> str:
    """Return the beginning of a link that leads nowhere; a word or code that is explained in place stays a link.

    The end of its address says which word it is.
    """
    explained = _EXPLAINED.search(found[0])
    return _ADDRESS.sub(lambda address: f' href="{address["place"] or "#"}"' if explained else "", found[0])
