"""Finds names to which a notebook gives another meaning than the one that was handed out, and which checks use.

A check may use a module that an ordinary cell imports, or a helper that it defines. Learners can change such a cell.
"""

from __future__ import annotations

import ast
import functools
import json
from typing import TYPE_CHECKING

from localsdg.grading.run.credit import used_names
from localsdg.grading.run.source import syntax_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from localsdg.grading.run.release import ReleasedNotebook

ANOTHER = "another"
LONGEST = 100_000  # characters of a cell that is read


def handed_out(notebook: NotebookNode | None, release: ReleasedNotebook) -> dict[str, frozenset[str]]:
    """Return what names mean that checks use and the notebook, as it was handed out, imports or defines.

    Args:
        notebook: the notebook as it was handed out, if it is still there.
        release: its cells that nbgrader knows.
    """
    checks = [each.source for each in release.cells if each.kind == "code" and each.grade and not each.solution]
    used = {name for source in checks for name in set(used_names(source)) - {name for name, _ in _bound(source)}}
    known = release.by_name
    found: dict[str, set[str]] = {}
    for cell in notebook.cells if notebook is not None else ():
        own = known.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if cell.cell_type != "code" or (own is not None and own.grade and not own.solution):
            continue
        for name, meaning in _bound(cell.source):
            if name in used:
                found.setdefault(name, set()).add(ANOTHER if own is not None and own.solution else meaning)
    return {name: frozenset(meanings) for name, meanings in found.items() if ANOTHER not in meanings}


def others(notebook: str, given: dict[str, frozenset[str]]) -> Iterator[str]:
    """Yield sentences about names that a notebook gives another meaning.

    Args:
        notebook: the text of the notebook, as it will be run.
        given: what these names meant when it was handed out.
    """
    found = set()
    for cell in json.loads(notebook)["cells"] if given else ():
        data = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and not data.get("locked"):
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            found |= {name for name, meaning in _bound(source) if name in given and meaning not in given[name]}
    for name in sorted(found):
        yield f"The notebook gives {name}, which a check uses, another meaning than the one that was handed out."


@functools.lru_cache(maxsize=512)  # most cells are alike in a class
def _bound(source: str) -> tuple[tuple[str, str], ...]:
    """Return the names that a cell gives a value, each with a text for the value if it is a module or a definition."""
    tree = syntax_tree(source) if len(source) <= LONGEST else None
    return tuple(_bindings(tree.body)) if tree else ()


def _bindings(waiting: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    nodes: list[ast.AST] = list(waiting)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, ast.dump(node)
            for each in ast.walk(node):
                for name in each.names if isinstance(each, ast.Global) else ():
                    yield name, ANOTHER
        elif isinstance(node, ast.Import | ast.ImportFrom):
            start = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                first = alias.name.partition(".")[0]
                whole = alias.name if start or alias.asname else first
                yield alias.asname or first, f"{start}import {whole}"
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id, ANOTHER
        elif not isinstance(node, ast.Lambda):
            nodes += ast.iter_child_nodes(node)
