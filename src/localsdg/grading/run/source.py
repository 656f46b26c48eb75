"""Reads the code of cells without running it."""

from __future__ import annotations

import ast
import functools


def as_python(source: str) -> str:
    """Return the code of a cell as plain Python: commands of IPython become calls of functions.

    Raises:
        SyntaxError: a command has no end.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]


@functools.lru_cache(maxsize=512)  # the same checks come again with every learner
def syntax_tree(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell; None if it is not Python."""
    try:
        return ast.parse(as_python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
