"""Grading: what nbgrader does, faster, with students' code isolated, and with a status for every student.

``grade`` takes one notebook and its source; ``autograde`` takes an assignment of an nbgrader course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localsdg.grading.box.limits import Limits as Limits
    from localsdg.grading.course.autograde import AutogradeResult as AutogradeResult
    from localsdg.grading.course.autograde import autograde as autograde
    from localsdg.grading.course.single import CellResult as CellResult
    from localsdg.grading.course.single import grade as grade

_FROM = {
    "grade": "course.single",
    "CellResult": "course.single",
    "autograde": "course.autograde",
    "AutogradeResult": "course.autograde",
    "Limits": "box.limits",
}
__all__ = ["AutogradeResult", "CellResult", "Limits", "autograde", "grade"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: nbgrader takes long to import, and workers do not need it."""
    import importlib

    if name not in _FROM:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_FROM[name]}"), name)
