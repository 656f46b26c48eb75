"""Citations: words of a page that lead to their source in the list of sources of the same page.

A page writes ``[words](cite:KEY)``, and ``myst_url_schemes`` makes a link to ``#source-KEY`` of it. Where such a link
begins an item under the heading "Sources", it is the label of that source: it becomes plain text, and the item gets the
id. ``book/references.bib`` holds every source of the course once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

REFERENCES = "book/references.bib"
_HEADING = "Sources"
_SECTION = "sources"  # where a heading reads differently, "(sources)=" on the line above it gives it this id
_MARK = "ls-sources"  # the class that the section of a lesson has
_PLACE = "#source-"  # as in myst_url_schemes
_logger = logging.getLogger(__name__)


def link(app: Sphinx, doctree: nodes.document) -> None:
    """Let the citations of a page lead to its sources; warn of what does not fit together."""
    sources: dict[str, nodes.list_item] = {}
    for item in _items(doctree):
        label = _label(item)
        if label is None:
            continue
        key = _key(label)
        if key in sources:
            _logger.warning("“%s” begins two items under “%s”. Keep one.", key, _HEADING, location=item)
            continue
        sources[key] = item
        item["ids"].append(_PLACE.removeprefix("#") + key)
        label.replace_self(label.children)
    citations = [each for each in doctree.findall(nodes.reference) if _key(each)]
    for citation in citations:
        citation["internal"] = True
        if _key(citation) not in sources:
            _logger.warning(
                "“%s” is cited, but no item under “%s” begins with it. Add one: - [Name (year)](cite:%s). *Title*.",
                _key(citation),
                _HEADING,
                _key(citation),
                location=citation,
            )
    cited = {_key(citation) for citation in citations}
    for key, item in sources.items():
        if key not in cited:
            _logger.warning(
                "Nothing on this page cites the source “%s”. Link the words that rest on it, [words](cite:%s), or take "
                "the item out.",
                key,
                key,
                location=item,
            )
    if sources or cited:
        app.env.note_dependency(REFERENCES)
        known = _known(Path(app.srcdir) / REFERENCES)
        for key in sorted({*sources, *cited} - known):
            place = sources.get(key) or next(each for each in citations if _key(each) == key)
            _logger.warning("%s has no entry “%s”. Add it, or correct the key.", REFERENCES, key, location=place)


def _items(doctree: nodes.document) -> list[nodes.list_item]:
    """Return the items of the sources: of a lesson by the mark of its section, of another page by its id."""
    found = (each for each in doctree.findall(nodes.section) if _SECTION in each["ids"] or _MARK in each["classes"])
    return [item for section in found for item in section.findall(nodes.list_item)]


def _label(item: nodes.list_item) -> nodes.reference | None:
    """Return the citation with which an item begins."""
    paragraph = item.next_node(nodes.paragraph)
    first = paragraph[0] if paragraph else None
    return first if isinstance(first, nodes.reference) and _key(first) else None


def _key(reference: nodes.reference) -> str:
    """Return the key that a citation names; nothing for another link."""
    address = str(reference.get("refuri", ""))
    return address.removeprefix(_PLACE) if address.startswith(_PLACE) else ""


def _known(file: Path) -> set[str]:
    from pybtex.database import parse_file  # type: ignore[import-untyped]

    return set(parse_file(str(file)).entries) if file.exists() else set()
