"""How a page's document becomes HTML: what the course wants otherwise than Sphinx and Pygments write it.

- What scrolls on a narrow screen can be reached by the keyboard. Our own tables see to it themselves.
- Classes that no rule of style knows are not written: of links in the text, of a notebook's cells, of plain code, of
  what the reference describes. Nor are elements that only carry such classes, and what pandas writes about the look of
  a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.token import Keyword, Name, Number, Operator, Punctuation, String, Text  # type: ignore[import-untyped]
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from localsdg.site.widgets import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.token import _TokenType
    from sphinx.application import Sphinx

_PLAIN = {Name, Number.Integer, Number.Float, Operator, Punctuation, Text.Whitespace}
_ALIKE = {Operator.Word: Keyword, Keyword.Namespace: Keyword, Keyword.Constant: Keyword}
_PLAIN_PARTS = (addnodes.desc_sig_space, addnodes.desc_sig_punctuation, addnodes.desc_sig_operator)
_UNSEEN = {"std", "std-doc", "std-ref", "doc", "xref", "n", "default_value"}  # of links, and of signatures
_OF_PANDAS = re.compile(
    r'<style scoped>.*?</style>\s*|(?<=<table) border="1" class="dataframe"|(?<=<tr) style="[^"]*"', re.DOTALL
)
_OWN_TABLE = '<div class="ls-table"'


class CodeFormatter(HtmlFormatter):  # type: ignore[misc]
    """Code whose block the keyboard reaches, and in which classes stand for colours alone.

    Operators, numbers and names have none; kinds of text and of keywords that look alike have one.
    """

    def wrap(self, source: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Let the keyboard reach the block."""
        for kind, text in super().wrap(source):
            yield kind, text if kind else text.replace("<pre", '<pre tabindex="0"', 1)

    def format_unencoded(self, tokensource: Iterable[tuple[_TokenType, str]], outfile: Any) -> None:
        """Take what has no colour for plain text, and what has one colour for one kind."""
        super().format_unencoded(((_kind(kind), text) for kind, text in tokensource), outfile)


def _kind(token: _TokenType) -> _TokenType:
    if token in _PLAIN:
        return Text
    return String if token in String else _ALIKE.get(token, token)


class PageTranslator(HTML5Translator):
    """Sphinx's translator, which gives every start tag to :meth:`starttag`."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # The frame of the page says how wide the screen is.
        self.meta = [each for each in self.meta if 'name="viewport"' not in each]

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Write a start tag with what the keyboard needs and without classes that nobody reads."""
        if isinstance(node, nodes.reference) and not isinstance(node.parent, addnodes.compact_paragraph):
            # Only the list of all pages has rules for these classes.
            kinds = {"reference", "internal", "external"}
            attributes["class"] = " ".join(each for each in attributes.get("class", "").split() if each not in kinds)
            if node.get("says"):
                attributes["data-says"] = node["says"]
        # Of these, only the rules of callouts name the class.
        plain = isinstance(node, nodes.literal | nodes.container) and "ls-note" not in node["classes"]
        if plain and "CLASS" in attributes:
            attributes["CLASS"] = attributes["CLASS"].replace("docutils ", "")
        if isinstance(node, nodes.field_name | nodes.field_body):
            attributes.pop("classes", None)
        # A heading needs a level; the caption of a list of pages only names a group of links.
        if attributes.get("ROLE") == "heading":
            del attributes["ROLE"]
        if _scrolls(node):
            attributes["tabindex"] = "0"
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    def depart_field_name(self, node: nodes.Element) -> None:
        """Write the colon behind the name of a field."""
        self.body.append(":</dt>\n")

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - its name in docutils
        """Write the words of code without an element for each: no rule of style knows it."""
        if self.protect_literal_text:
            self.body.append(self.encode(node.astext()))
        else:
            super().visit_Text(node)


def _scrolls(node: nodes.Node) -> bool:
    if isinstance(node, nodes.raw):
        return "text_html" in node["classes"] and not node.astext().lstrip().startswith(_OWN_TABLE)
    return isinstance(node, nodes.container) and "table-wrapper" in node["classes"]


def use_formatter(app: Sphinx) -> None:
    """Let Sphinx write code by :class:`CodeFormatter`."""
    if app.builder.format == "html":
        builder: Any = app.builder
        builder.highlighter.formatter = CodeFormatter


def lighten(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Take out of a page's document what would only make its HTML heavier."""
    if app.builder.format != "html":
        return
    for cell in doctree.findall(nodes.container):
        if "cell" in cell["classes"]:
            cell["classes"] = [name for name in cell["classes"] if not name.startswith("tag_")]
    for described in doctree.findall(addnodes.desc):
        described["classes"] = ["py"]
    for signature in doctree.findall(addnodes.desc_signature):
        signature["classes"] = ["sig"]
    for parameter in doctree.findall(addnodes.desc_parameter):
        parameter["noemph"] = True  # the theme writes it upright
    for part in list(doctree.findall(lambda node: isinstance(node, _PLAIN_PARTS))):
        part.parent.replace(part, part.children)
    for reference in doctree.findall(nodes.reference):
        # The name of a function, which stands there anyway.
        if str(reference.get("refuri", reference.get("refid", ""))).endswith(f"{reference.get('reftitle')}"):
            del reference["reftitle"]
    for part in list(doctree.findall(nodes.inline)):
        if part["classes"] and set(part["classes"]) <= _UNSEEN:
            part.parent.replace(part, part.children)
    for code in doctree.findall(nodes.literal):
        code["classes"] = [name for name in code["classes"] if name != "xref" and not name.startswith("py")]
    for part in list(doctree.findall(nodes.emphasis)):
        # The parts of a type, such as "Series", "[" and "str".
        before = part.previous_sibling()
        if isinstance(before, nodes.emphasis):
            before.extend(part.children)
            part.parent.remove(part)
    for fields in [each for each in doctree.findall(nodes.field_list) if not each.children]:
        fields.parent.remove(fields)
    for output in doctree.findall(nodes.raw):
        if "text_html" in output["classes"]:
            # The empty corner of a table of pandas is no heading.
            plain = _OF_PANDAS.sub("", output.astext()).replace("<th></th>", "<td></td>")
            output.children = [nodes.Text(plain)]


def visit_paper(translator: PageTranslator, node: Paper) -> None:
    """Write the form for paper of a widget."""
    translator.body.append(node["html"])
    raise nodes.SkipNode
