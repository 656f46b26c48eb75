"""Takes the value at the end of a check past ``sys.displayhook``, which an answer could replace."""

from __future__ import annotations

import ast
import contextlib
import decimal
import fractions
import os
import sys
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside.stops import LoopsOfChecks, never_stops

if TYPE_CHECKING:
    from collections.abc import Iterator


class LastValue:
    """Shows the value of a cell's last expression as IPython does, and records its type and number.

    IPython would call whatever ``sys.displayhook`` is at the end of the cell. This object is called instead, under a
    name that is new for each check.
    """

    def __init__(self, shell: Any) -> None:
        self.shell, self.show = shell, shell.displayhook
        self.name = ""
        self.value: dict[str, Any] | None = None

    def visit(self, tree: ast.Module) -> ast.Module:
        """Wrap the last expression of a check in a call of this object; IPython calls this for every cell."""
        if self.name:
            tree = LoopsOfChecks(f"{self.name}_loop").visit(tree)
        if self.name and tree.body and isinstance(last := tree.body[-1], ast.Expr):
            call = ast.Call(ast.Name(self.name, ast.Load()), [last.value], [])
            tree.body[-1] = ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, last)), last))
        return tree

    def __call__(self, value: object) -> None:
        """Show a value as IPython does, and record what it was."""
        if value is not None:
            self.value = {"kind": type(value).__name__, "number": _as_number(value)}
            self.show(value)

    @contextlib.contextmanager
    def of_check(self, is_check: bool) -> Iterator[None]:
        """Do so for the cell that is run within the ``with`` block, if it is a check."""
        self.value = None
        if not is_check:
            yield
            return
        self.name = f"_value_{os.urandom(8).hex()}"
        self.shell.user_ns |= {self.name: self, f"{self.name}_loop": never_stops}
        self.shell.ast_transformers.append(self)
        try:
            yield
        finally:
            self.shell.ast_transformers[:] = [each for each in self.shell.ast_transformers if each is not self]
            for name in (self.name, f"{self.name}_loop"):
                self.shell.user_ns.pop(name, None)
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
