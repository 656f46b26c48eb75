"""Formulas as MathML at build time, so that a page needs no formula library."""

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from markupsafe import Markup

_FORMULA = Markup('<div class="ls-formula" tabindex="0">{}</div>')


def inline(writer: Any, node: nodes.math) -> None:
    """Write a formula inside a sentence."""
    writer.body.append(convert(node.astext(), display="inline"))
    raise nodes.SkipNode


def display(writer: Any, node: nodes.math_block) -> None:
    """Write a formula on a line of its own; on a narrow screen it scrolls, so the keyboard must reach it."""
    writer.body.append(_FORMULA.format(Markup(convert(node.astext(), display="block"))))
    raise nodes.SkipNode
