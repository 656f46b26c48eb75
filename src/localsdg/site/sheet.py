"""A style sheet without what no page can use: rules for tags, classes and ids that do not occur, unread variables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_WORD = re.compile(r"[A-Za-z_][\w-]*")
# Names in a script: a text in quotes of which every word could be a class, as in "ls-bar ls-own".
_NAMES = re.compile(r"""(["'`])([\w\s-]+)\1""")
_CHOICES = {"has", "is", "where"}
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
        """Collect them. A script may make any element it has a word for, and any class that it has in quotes."""
        found = _Names()
        for text in pages:
            found.reset()
            found.feed(text)
            found.close()
        tags, names = set(found.tags), set(found.names)
        for text in scripts:
            tags.update(_WORD.findall(text))
            names.update(name for _, several in _NAMES.findall(text) for name in several.split())
        return cls(tags, names)

    def may_apply(self, selector: list[tinycss2.ast.Node]) -> bool:
        """Say whether every tag, class and id of a selector is in use, and one of each choice in brackets."""
        before = ""
        for token in selector:
            if token.type == "function" and token.lower_name in _CHOICES:
                if not any(self.may_apply(each) for each in _selectors(token.arguments)):
                    return False
            elif (token.type == "ident" and before == ".") or token.type == "hash":
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


def without_spaces(sheet: str) -> str:
    """Return a sheet without the spaces that mean nothing; a declaration that holds only a space keeps it."""
    return _closed_up(tinycss2.parse_component_value_list(sheet, skip_comments=True))


def _closed_up(tokens: list[tinycss2.ast.Node]) -> str:
    kept = []
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.type == "{} block":
            kept.append(f"{{{_closed_up(token.content)}}}")
        elif token.type != "whitespace":
            kept.append(token.serialize())
        elif before == ":" and (after is None or after == ";"):
            kept.append(" ")  # all that the declaration holds
        elif before != ":" and not _parts(before) and not _parts(after):
            kept.append(" ")
    return "".join(kept)


def _parts(token: tinycss2.ast.Node | None) -> bool:
    """Return whether a token, or the end of a block, parts what is beside it without a space."""
    return token is None or token.type == "{} block" or token in (",", ";")


def without_unused_variables(sheet: str, named: set[str]) -> str:
    """Return a sheet without the custom properties that neither it nor the given names refer to."""
    needed = named | set(VARIABLE.findall(sheet))
    shorter = _keep_variables(tinycss2.parse_stylesheet(sheet), lambda _, name: name in needed)
    return sheet if shorter == sheet else without_unused_variables(shorter, named)


def without_variables_set_again(sheet: str, later: str) -> str:
    """Return a sheet without the custom properties that a later one sets with the same selector."""
    again: set[tuple[str, str]] = set()

    def note(selector: str, name: str) -> bool:
        again.add((selector, name))
        return True

    _keep_variables(tinycss2.parse_stylesheet(later), note)
    return _keep_variables(tinycss2.parse_stylesheet(sheet), lambda selector, name: (selector, name) not in again)


def _keep_variables(rules: list[tinycss2.ast.Node], keeps: Callable[[str, str], bool]) -> str:
    """Return rules with the custom properties that are to be kept, each judged by its selector and its name."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            inside = ";".join(
                item.serialize()
                for item in declarations
                if not (item.type == "declaration" and item.name.startswith("--")) or keeps(selector, item.name)
            )
            if inside:
                kept.append(f"{tinycss2.serialize(rule.prelude)}{{{inside}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inside = _keep_variables(tinycss2.parse_rule_list(rule.content), keeps)
            kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}")
        else:
            kept.append(rule.serialize())
    return "".join(kept)
