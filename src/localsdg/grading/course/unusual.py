"""Finds code in answers that could deceive a check, so that a person looks at it.

It only reads the text of the code. Such code may be innocent, and deceit may go unnoticed; only the strict mode keeps
checks out of reach.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

from localsdg.grading.run.source import as_python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.grading.run.release import ReleasedNotebook

READS_CHECKS = "with which code can read the checks"
CHANGES_CHECKS = "with which code can change how checks are run"
HIDES = "which can hide what code does"
ANSWERS = "with which an object can pass for any answer"
LONGEST, MOST_COMMANDS = 100_000, 50  # characters of a cell that is read, and commands of IPython in it
COMMAND = re.compile(r"^.*[!%?]", re.MULTILINE)
MAGIC = re.compile(r"get_ipython\(\)\.(run_line_magic|run_cell_magic|system|getoutput)\(")
NAMES = {
    **dict.fromkeys(("inspect", "linecache", "_getframe", "f_back", "f_globals", "f_locals", "tb_frame"), READS_CHECKS),
    **dict.fromkeys(("gc", "getsource", "In", "_ih", "history_manager"), READS_CHECKS),
    **dict.fromkeys(("get_ipython", "InteractiveShell", "IPython", "ipykernel", "builtins"), CHANGES_CHECKS),
    **dict.fromkeys(("__builtins__", "settrace", "setprofile", "ctypes", "ast_transformers"), CHANGES_CHECKS),
    **dict.fromkeys(("eval", "exec", "compile", "__import__", "importlib", "marshal", "pickle"), HIDES),
    **dict.fromkeys(("__eq__", "__ne__", "__bool__", "__instancecheck__", "__array_ufunc__", "__class__"), ANSWERS),
}


def code(notebook: str, release: ReleasedNotebook) -> list[tuple[str, str]]:
    """Return sentences about unusual code in a notebook, each with the name of its cell (empty for ordinary cells).

    Args:
        notebook: the text of the notebook, as it will be run.
        release: what was released; what the instructor uses is not unusual.
    """
    usual = {name for cell in release.cells if cell.kind == "code" for name in _names(cell.source)}
    found: dict[tuple[str, str], None] = {}
    for cell in json.loads(notebook)["cells"]:
        data = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or data.get("locked"):
            continue
        source = cell["source"]
        for name in _names(source if isinstance(source, str) else "".join(source)):
            if name in NAMES and name not in usual:
                found[f"The code uses {name}, {NAMES[name]}.", data.get("grade_id", "")] = None
    return list(found)


def _names(source: str) -> Iterator[str]:
    """Return all names in Python code, also those in short texts, as for getattr; none if it is not Python."""
    try:
        if len(source) > LONGEST or len(COMMAND.findall(source)) > MOST_COMMANDS:
            raise ValueError  # IPython reads the whole cell again for each command
        tree = ast.parse(MAGIC.sub("magic(", as_python(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError, RuntimeError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            if node.attr not in ("compile", "eval"):  # of regular expressions and tables
                yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "_" in node.value[:40]:
            yield node.value
