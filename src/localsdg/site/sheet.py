"""A style sheet without what no page can use: rules for tags, classes and ids that do not occur, unread variables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-z_][\w-]*")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


class _Names(HTMLParser):
    """Collects the tags, classes and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("class", "id") and value:
                self.names.update(value.split())


class Used:
    """What pages and scripts name: the tags, classes and ids that a style rule may apply to."""

    def __init__(self, tags: set[str], names: set[str]) -> None:
        self.tags = tags
        self.names = names

    @classmethod
    def of(cls, pages: Iterable[str], scripts: Iterable[str]) -> Used:
        """Collect them. A script may make any element or class it has a word for."""
        found = _Names()
        for text in pages:
            found.reset()
            found.feed(text)
            found.close()
        words = {word for text in scripts for word in _WORD.findall(text)}
        return cls(found.tags | words, found.names | words)

    def may_apply(self, selector: list[tinycss2.ast.Node]) -> bool:
        """Say whether every tag, class and id of a selector is in use; what stands in brackets is not judged."""
        before = ""
        for token in selector:
            if (token.type == "ident" and before == ".") or token.type == "hash":
                if token.value not in self.names:
                    return False
            elif token.type == "ident" and before != ":" and token.lower_value not in self.tags:
                return False
            before = token.value if token.type == "literal" else ""
        return True


def used_rules(sheet: str, used: Used) -> str:
    """Return a style sheet without the selectors, rules and empty groups that apply to nothing."""
    return _serialize(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), used)


def _serialize(rules: list[tinycss2.ast.Node], used: Used) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [each for each in _selectors(rule.prelude) if used.may_apply(each)]
            if selectors and rule.content:
                prelude = ",".join(tinycss2.serialize(each).strip() for each in selectors)
                kept.append(f"{prelude}{{{tinycss2.serialize(rule.content).strip()}}}\n")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inside = _serialize(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), used)
            if inside:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}\n")
        elif rule.type == "error":
            raise ValueError(f"A style sheet cannot be read at line {rule.source_line}: {rule.message}")
        elif not (rule.type == "at-rule" and rule.lower_at_keyword == "charset"):
            kept.append(f"{rule.serialize()}\n")
    return "".join(kept)


def _selectors(prelude: list[tinycss2.ast.Node]) -> Iterator[list[tinycss2.ast.Node]]:
    selector: list[tinycss2.ast.Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def without_unused_variables(sheet: str, named: set[str]) -> str:
    """Return a sheet without the custom properties that neither it nor the given names refer to."""
    while True:
        needed = named | set(VARIABLE.findall(sheet))
        shorter = _drop_variables(tinycss2.parse_stylesheet(sheet), needed)
        if shorter == sheet:
            return sheet
        sheet = shorter


def _drop_variables(rules: list[tinycss2.ast.Node], needed: set[str]) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            inside = ";".join(
                item.serialize()
                for item in declarations
                if not (item.type == "declaration" and item.name.startswith("--") and item.name not in needed)
            )
            if inside:
                kept.append(f"{tinycss2.serialize(rule.prelude)}{{{inside}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inside = _drop_variables(tinycss2.parse_rule_list(rule.content), needed)
            kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}")
        else:
            kept.append(rule.serialize())
    return "".join(kept)
