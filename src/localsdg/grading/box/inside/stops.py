"""Keeps an answer from ending the loop of a check.

``map(answer, values)`` ends without a word when the answer raises ``StopIteration``: what was not compared counts as
right. In a check, functions that are given to such loops are therefore called through one that turns it into an error.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

OF_PYTHON = {"map", "filter", "iter"}
OWN_SCOPE = {"super", "locals", "globals", "vars", "dir", "eval", "exec"}  # Python looks who calls these
OF_ITERTOOLS = {"starmap", "takewhile", "dropwhile", "filterfalse", "accumulate", "groupby"}


class LoopsOfChecks(ast.NodeTransformer):
    """Wraps what is given to ``map`` and the like in a call of ``never_stops``.

    Args:
        name: the name under which the check finds ``never_stops``.
        met: the name of the function that is given what each call returns, and returns it in its turn.
    """

    def __init__(self, name: str, met: str) -> None:
        self.name, self.met = name, met

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Wrap the arguments of a call, if it is such a loop."""
        self.generic_visit(node)
        called = node.func
        if isinstance(called, ast.Attribute):
            known = called.attr in OF_ITERTOOLS
        else:
            known = isinstance(called, ast.Name) and called.id in OF_PYTHON | OF_ITERTOOLS
        if known:
            node.args = [each if isinstance(each, ast.Starred) else self._wrapped(each) for each in node.args]
            for option in node.keywords:
                option.value = self._wrapped(option.value)
        is_own = isinstance(called, ast.Name) and called.id in OWN_SCOPE
        return node if is_own else self._wrapped(node, self.met)

    def _wrapped(self, value: ast.expr, name: str = "") -> ast.expr:
        call = ast.copy_location(ast.Call(ast.Name(name or self.name, ast.Load()), [value], []), value)
        return ast.fix_missing_locations(call)


def never_stops(met: Callable[[Any], Any], value: Any) -> Any:
    """Return a function that raises ``RuntimeError`` where the given one raises ``StopIteration``; else the value.

    Args:
        met: is given what the function returns, and returns it.
        value: the function, or another value.
    """
    if isinstance(value, type) or not callable(value) or hasattr(type(value), "__iter__"):
        return value

    def call(*arguments: object, **options: object) -> Any:
        try:
            return met(value(*arguments, **options))
        except StopIteration as error:
            raise RuntimeError("a function of an answer has raised StopIteration") from error

    return call
