"""Takes the value at the end of a check past ``sys.displayhook``, which an answer could replace."""

from __future__ import annotations

import ast
import contextlib
import decimal
import fractions
import os
import sys
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside.stops import LoopsOfChecks, never_stops
from localsdg.grading.box.inside.unreachable import unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LastValue:
    """Shows the value of a cell's last expression as IPython does, and records its type and number.

    IPython would call whatever ``sys.displayhook`` is at the end of the cell. This object is called instead, under a
    name that is new for each check. That it is called says that the check has come to its end; an error could be
    hidden.

    Args:
        shell: IPython's shell.
        meet: is given the values that calls in a check return.
    """

    def __init__(self, shell: Any, meet: Callable[[Any], Any]) -> None:
        self.shell, self.show, self.meet = shell, shell.displayhook, meet
        self.name = ""
        self.has_ended = False
        self.value: dict[str, Any] | None = None

    def visit(self, tree: ast.Module) -> ast.Module:
        """Wrap the last expression of a check in a call of this object; IPython calls this for every cell."""
        if not self.name:
            return tree
        tree = LoopsOfChecks(f"{self.name}_loop", f"{self.name}_met").visit(tree)
        last = tree.body[-1] if tree.body else ast.Pass(lineno=1, col_offset=0)
        value = last.value if isinstance(last, ast.Expr) else ast.Constant(None)
        call = ast.Call(ast.Name(self.name, ast.Load()), [ast.copy_location(value, last)], [])
        if isinstance(last, ast.Expr):
            tree.body.pop()
        tree.body.append(ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, last)), last)))
        return tree

    def __call__(self, value: object) -> None:
        """Show a value as IPython does, and record what it was."""
        self.has_ended = True
        if value is not None:
            self.value = {"kind": type(value).__name__, "number": _as_number(value)}
            self.show(value)

    @contextlib.contextmanager
    def of_check(self, is_check: bool) -> Iterator[None]:
        """Do so for the cell that is run within the ``with`` block, if it is a check."""
        self.value, self.has_ended = None, False
        if not is_check:
            yield
            return
        self.name = f"_value_{os.urandom(8).hex()}"
        met = unreachable(self.meet)
        loop = partial(never_stops, met)
        own = {self.name: unreachable(self), f"{self.name}_loop": loop, f"{self.name}_met": met}
        self.shell.user_ns |= own
        transformer = SimpleNamespace(visit=unreachable(self.visit))
        self.shell.ast_transformers.append(transformer)
        try:
            yield
        finally:
            self.shell.ast_transformers[:] = [each for each in self.shell.ast_transformers if each is not transformer]
            self.shell.user_ns.pop(self.name, None)  # the others stay, for functions that the check has defined
            self.name = ""


def _as_number(value: object) -> float | None:
    """Return a value as a number if its type is exactly one of those that Python and numpy have for numbers."""
    kind = type(value)
    numpy = sys.modules.get("numpy")
    if kind not in (bool, int, float, decimal.Decimal, fractions.Fraction) and not (
        numpy and isinstance(value, numpy.generic) and kind is value.dtype.type and value.dtype.kind in "biuf"
    ):
        return None
    try:
        return float(value)  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None
