"""Keeps files of a learner from taking the place of installed modules."""

from __future__ import annotations

import importlib.machinery
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localsdg.grading.box.inside.guard import Guard


class InstalledFirst:
    """Finds installed modules before files beside the notebook that the assignment does not ship.

    A kernel looks beside the notebook first, and then a ``scipy.py`` that a learner hands in would replace scipy in the
    checks as well.
    """

    def __init__(self, folder: str, guard: Guard) -> None:
        self.folder = os.path.realpath(folder)
        self.guard = guard

    def find_spec(self, name: str, path: Any = None, target: object = None) -> Any:
        """Return the spec of a module that is installed or shipped; None leaves it to the next finder."""
        if name.partition(".")[0] in self.guard.shipped:
            found = importlib.machinery.PathFinder.find_spec(name, path)
            if found is not None and found.loader is not None:
                self._remember_after(found.loader)
            return found
        if path is not None:
            return None
        others = [entry for entry in sys.path if not self._is_beside(entry)]
        found = importlib.machinery.PathFinder.find_spec(name, others)
        return found if found is not None and found.loader is not None else None

    def _remember_after(self, loader: Any) -> None:
        """Have the guard record what a shipped module holds just after it was executed."""
        run = loader.exec_module

        def execute(module: Any) -> None:
            run(module)
            self.guard.remember_module(module)

        loader.exec_module = execute

    def _is_beside(self, entry: str) -> bool:
        """Return whether an entry of ``sys.path`` is the notebook's folder or lies in it."""
        folder = os.path.realpath(entry)
        return folder == self.folder or folder.startswith(f"{self.folder}/")
