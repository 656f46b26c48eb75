"""Links from lessons to the glossary: the first time a page uses one of its words, outside headings, code and links.

A page says in place what such a word means: see ``page.js``. A lesson fetches the meanings when a word is used, so that
they weigh on no page before. Links of other pages carry them, since those pages have nothing that fetches.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from localsdg.course.lesson import course
from localsdg.site import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_FIRST_SENTENCE = re.compile(r".+?[.”](?= [A-Z“]|$)")
_GLOSSARY = "book/glossary"
MEANINGS = f"{reasons.FOLDER}/meanings.js"
_PAGES = ("modules/", "book/cases/")
_NOT_IN = (nodes.reference, nodes.literal, nodes.literal_block, nodes.raw, nodes.math, nodes.title, nodes.caption)
_NOT_BELOW = ("ls-sources", "ls-train", "ls-fold")


def link(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Link the words of the glossary on a lesson or case page."""
    if app.builder.format != "html" or not page.startswith(_PAGES):
        return
    terms = {
        name.casefold(): f"{app.builder.get_relative_uri(page, document)}#{anchor}"
        for name, _, kind, document, anchor, _ in app.env.get_domain("std").get_objects()
        if kind == "term"
    }
    if terms:
        link_first(doctree, terms)
        if not course(Path(app.srcdir)).at(page):
            _add_meanings(app, doctree)


def write(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Write the file of meanings before the pages; no page has to be read again for it."""
    if app.builder.format == "html" and _GLOSSARY in environment.found_docs:
        files = {MEANINGS: reasons.given(MEANINGS, {"meanings": _meanings(app)})}
        reasons.write(Path(app.outdir) / "_static", files)
    return []


def _meanings(app: Sphinx) -> dict[str, str]:
    """Return the first sentence that stands in the glossary for each term, by its anchor."""
    meanings: dict[str, str] = {}
    for item in app.env.get_doctree(_GLOSSARY).findall(nodes.definition_list_item):
        for definition in item.findall(nodes.definition):
            sentence = _FIRST_SENTENCE.match(" ".join(definition.astext().split()))
            names = [anchor for term in item.findall(nodes.term) for anchor in term["ids"]]
            meanings |= dict.fromkeys(names, sentence[0] if sentence else "")
    return meanings


def _add_meanings(app: Sphinx, doctree: nodes.document) -> None:
    """Give every link to the glossary the first sentence that stands there."""
    meanings = _meanings(app)
    for each in doctree.findall(nodes.reference):
        if "ls-term" in each["classes"]:
            each["says"] = meanings[each["refuri"].partition("#")[2]]


def link_first(doctree: nodes.document, terms: Mapping[str, str]) -> None:
    """Link the first use of each term, given in small letters with its address; a plural counts as a use."""
    left = dict(terms)
    words = "|".join(sorted(map(re.escape, left), key=len, reverse=True))
    use = re.compile(rf"(?<![\w-])({words})(?:e?s)?(?![\w-])", re.IGNORECASE)
    for text in list(doctree.findall(nodes.Text)):
        if is_prose(text):
            _link_in(text, use, left)


def is_prose(text: nodes.Text) -> bool:
    """Return whether a text stands in a paragraph, outside headings, code, links, and what is folded."""
    place: nodes.Node | None = text
    in_paragraph = False
    while place is not None:
        if isinstance(place, _NOT_IN) or (isinstance(place, nodes.Element) and set(place["classes"]) & set(_NOT_BELOW)):
            return False
        in_paragraph |= isinstance(place, nodes.paragraph)
        place = place.parent
    return in_paragraph


def _link_in(text: nodes.Text, use: re.Pattern[str], left: dict[str, str]) -> None:
    parts: list[nodes.Node] = []
    end = 0
    words = str(text)
    for found in use.finditer(words):
        address = left.pop(found[1].casefold(), None)
        if address:
            parts.append(nodes.Text(words[end : found.start()]))
            parts.append(nodes.reference("", found[0], internal=True, refuri=address, classes=["ls-term"]))
            end = found.end()
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(words[end:])])
