"""The credit that the outputs of a check earn.

As in nbgrader, an error costs all points, a number as the last value is the credit, and everything else is full marks.
Three things differ from nbgrader, because a person would decide otherwise. In Python, what is written to a stream has
no effect. A value that cannot be read as a credit waits for a person, and so does a value that the check itself did
not make.
"""

from __future__ import annotations

import ast
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.files import shown
from localsdg.grading.run.source import syntax_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
READABLE = re.compile(rf"(?:np\.|numpy\.)?[A-Za-z_]\w*\(['\"]?({NUMBER})['\"]?\)|({NUMBER})")  # np.float64(2.0), 2.0
FRACTION = re.compile(r"Fraction\((-?\d+), (\d+)\)")
TRUTH = {"True": True, "np.True_": True, "False": False, "np.False_": False}
KINDS = {"Decimal", "float16", "float32", "float64", "float128", "longdouble"}
KINDS |= {f"{sign}int{size}" for sign in ("", "u") for size in (8, 16, 32, 64)}
# Test runners that only print the result: when tests fail, no exception is raised.
RUNNERS = {"TextTestRunner", "testmod", "testfile", "run_docstring_examples"}
RUNNING_MODULES = {"unittest", "pytest", "ipytest"}


@dataclass(frozen=True)
class Credit:
    """What a graded cell earns.

    Attributes:
        score: points; None if a person has to decide.
        points: what the cell is worth.
        why: a sentence that a person should read; often empty.
        kind: the kind of finding that the sentence is.
    """

    score: float | None
    points: float
    why: str = ""
    kind: str = "points"


def credit(cell: NotebookNode, *, python: bool = True) -> Credit:
    """Return what a graded cell that was run earns.

    Args:
        cell: the cell, with its outputs.
        python: whether its kernel is one of Python. Other kernels may tell errors by the stream for errors only.
    """
    points = float(cell.metadata["nbgrader"]["points"])
    if cell.metadata["nbgrader"]["solution"] or cell.cell_type != "code":
        # Workers import this module too, and nbgrader would take them two seconds.
        from nbgrader.utils import compute_checksum

        data = cell.metadata["nbgrader"]
        unanswered = data["solution"] and data.get("checksum", "") == compute_checksum(cell)
        return Credit(0.0 if unanswered else None, points)
    outputs = cell.outputs
    if any(output.output_type == "error" for output in outputs):
        return Credit(0.0, points)
    written = next((str(out.text) for out in outputs if out.output_type == "stream" and out.name == "stderr"), None)
    if written is not None and not python:
        return Credit(0.0, points, f"It wrote to the stream for errors, which costs all points: {_short(written)}")
    values = [output for output in outputs if output.output_type == "execute_result"]
    last = last_expression(cell.source) if python else None
    if python and len(values) > (last is not None):
        shown = ", ".join(_short(text_of(output)) for output in values)
        text = f"Values were shown that the check did not make ({shown}); a person has to give the points."
        return Credit(None, points, text, "tampering")
    found = _of_value(values[-1], points) if values else _without_value(cell.source, last, outputs, points)
    if found.why or written is None:
        return found
    return Credit(found.score, points, f"Something was written to the stream for errors; it costs no points here, "
                  f"but all of them in nbgrader: {_short(written)}")  # fmt: skip


def _of_value(output: NotebookNode, points: float) -> Credit:
    text = text_of(output)
    number = points * TRUTH[text] if text in TRUTH else read_number(text)
    if number is not None and 0 <= number <= points:
        return Credit(float(number), points)
    return _unread(f"its value is {_short(text) or 'no text'}", points)


def _without_value(source: str, last: ast.expr | None, outputs: Sequence[NotebookNode], points: float) -> Credit:
    """Return the credit of a check that ran to its end without showing a value."""
    if last is not None and not isinstance(last, ast.Call | ast.Await):
        return _unread("its value is None", points)
    if _runs_tests(source):
        return _unread("it runs tests whose result is only written", points)
    if isinstance(last, ast.Call) and isinstance(last.func, ast.Name) and last.func.id == "print":
        written = "".join(str(out.text) for out in outputs if out.output_type == "stream" and out.name == "stdout")
        text = (written.splitlines() or [""])[-1].strip()
        number = read_number(text)
        if number is not None and 0 <= number < points:
            return _unread(f"it prints {text}, and what is printed gives no points", points)
    return Credit(points, points)


def _unread(what: str, points: float) -> Credit:
    text = f"The credit cannot be read: {what}. A number from 0 to {points:g} as the last line would be read."
    return Credit(None, points, f"{text} A person has to give the points.")


def text_of(output: NotebookNode) -> str:
    """Return the text of an output that shows a value."""
    text: Any = output.get("data", {}).get("text/plain", "")
    return ("".join(text) if isinstance(text, list) else str(text)).strip()


def _short(text: str) -> str:
    return shown(" ".join(text.split()), 200)


def read_number(text: str) -> float | None:
    """Return the number that a text like ``2``, ``np.float64(0.5)`` or ``Fraction(1, 2)`` stands for, if it is one."""
    if whole := FRACTION.fullmatch(text):
        return float(Fraction(int(whole[1]), int(whole[2]) or 1)) if int(whole[2]) else None
    whole = READABLE.fullmatch(text)
    if whole is None or (whole[1] and text.partition("(")[0].rpartition(".")[2] not in KINDS):
        return None
    number = float(whole[1] or whole[2])
    return number if math.isfinite(number) else None


def last_expression(source: str) -> ast.expr | None:
    """Return the expression at the end of a cell, whose value is shown; None if there is none or it ends in ``;``."""
    tree = syntax_tree(source)
    if tree is None or not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return None
    from IPython.core.displayhook import DisplayHook

    silent = DisplayHook.semicolon_at_end_of_expression(source)  # type: ignore[no-untyped-call]
    return None if silent else tree.body[-1].value


def used_names(source: str) -> list[str]:
    """Return the names that a cell uses and does not assign itself."""
    tree = syntax_tree(source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)] if tree else []
    own = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return sorted({node.id for node in names} - own)


def _runs_tests(source: str) -> bool:
    """Return whether code calls a test runner that only prints the result."""
    tree = syntax_tree(source)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Attribute):
            known = isinstance(node.value, ast.Name) and node.value.id in RUNNING_MODULES
            if node.attr in RUNNERS or (known and node.attr in ("main", "run")):
                return True
        elif isinstance(node, ast.Name) and node.id in RUNNERS:
            return True
    return False
