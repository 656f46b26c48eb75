"""Codes of targets on a page: each leads to its goal. With scripts it says what the target asks: see ``page.js``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from localsdg.core import agenda2030
from localsdg.site.terms import is_prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_PAGES = ("modules/", "book/cases/")
_GOALS = "book/reference/goals"
_CODE = r"\d{1,2}\.(?:\d{1,2}|[a-d])"
_LIST = rf"{_CODE}(?:(?:, | and | or |, and |, or ){_CODE})*"
# Codes after the word, or alone in brackets: other numbers look the same, such as those of lessons.
_PLACES = re.compile(
    rf"(?<=[Tt]arget )(?P<one>{_CODE})(?![\d.]*\d)|(?<=[Tt]argets )(?P<all>{_LIST})|\((?P<in>{_CODE})\)"
)
_ONE = re.compile(_CODE)
_KNOWN = frozenset(target.code for target in agenda2030.TARGETS)


def address(app: Sphinx, page: str, goal: int) -> str:
    """Return the address of a goal in the list of goals, from a page."""
    return f"{app.builder.get_relative_uri(page, _GOALS)}#goal-{goal}"


def link(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Link the codes of targets in the text of a lesson or case page."""
    if app.builder.format != "html" or not page.startswith(_PAGES):
        return
    for text in list(doctree.findall(nodes.Text)):
        if is_prose(text):
            _link_in(text, lambda code: address(app, page, agenda2030.target(code).goal))


def places(words: str) -> list[tuple[int, int]]:
    """Return where a text names targets by their codes: the first place of each code, and the one after it."""
    found = []
    for place in _PLACES.finditer(words):
        group = place.lastgroup or ""
        codes = _ONE.finditer(words, place.start(group), place.end(group))
        found += [code.span() for code in codes if code[0] in _KNOWN]
    return found


def _link_in(text: nodes.Text, address_of: Callable[[str], str]) -> None:
    words = str(text)
    parts: list[nodes.Node] = []
    end = 0
    for start, stop in places(words):
        code = words[start:stop]
        parts.append(nodes.Text(words[end:start]))
        parts.append(nodes.reference("", code, internal=True, refuri=address_of(code), classes=["ls-code"]))
        end = stop
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(words[end:])])
