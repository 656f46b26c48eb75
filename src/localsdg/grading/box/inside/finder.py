"""Keeps files of a learner from taking the place of installed modules."""

from __future__ import annotations

import importlib.machinery
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside.unreachable import unreachable

if TYPE_CHECKING:
    from localsdg.grading.box.inside.guard import Guard


def installed_first(folder: str, guard: Guard) -> Any:
    """Return a finder for ``sys.meta_path`` that finds installed modules before files beside the notebook.

    A kernel looks beside the notebook first, and then a ``scipy.py`` that a learner hands in would replace scipy in the
    checks as well. Only what the assignment ships comes first there. A notebook can reach all that the finder holds, so
    it holds a function only by which nothing else is reached.
    """
    real = os.path.realpath(folder)

    def find_spec(name: str, path: Any = None, target: object = None) -> Any:
        if name.partition(".")[0] in guard.shipped:
            found = importlib.machinery.PathFinder.find_spec(name, path)
            if found is not None and found.loader is not None:
                _remember_after(found.loader, guard)
            return found
        if path is not None:
            return None
        others = [entry for entry in sys.path if not is_beside(entry)]
        found = importlib.machinery.PathFinder.find_spec(name, others)
        return found if found is not None and found.loader is not None else None

    def is_beside(entry: str) -> bool:
        place = os.path.realpath(entry)
        return place == real or place.startswith(f"{real}/")

    return SimpleNamespace(find_spec=unreachable(find_spec))


def _remember_after(loader: Any, guard: Guard) -> None:
    """Have the guard record what a shipped module holds just after it was executed."""
    run = loader.exec_module

    def execute(module: Any) -> None:
        run(module)
        guard.remember_module(module)

    loader.exec_module = unreachable(execute)
