"""Marks that a person has given: they hold in another run as long as what was marked is the same.

nbgrader lets every cell that a person has marked wait again in each run, so that an appeal of one learner would take
the marks of the class.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry

if TYPE_CHECKING:
    from pathlib import Path

    from nbgrader.api import Gradebook


class MarkedByHand:
    """The marks by hand of a graded notebook, and what they were given for.

    Args:
        gradebook: the gradebook, before the notebook is graded again.
        place: names of notebook, assignment and student, as the gradebook asks for them.
        graded: the graded notebook that is there now; there may be none.
    """

    def __init__(self, gradebook: Gradebook, place: tuple[str, str, str], graded: Path) -> None:
        self.gradebook, self.place = gradebook, place
        self.before: dict[str, float | None] = {}
        try:
            grades = gradebook.find_submission_notebook(*place).grades
            self.texts = _texts(graded.read_text("utf-8"))
        except (MissingEntry, OSError, ValueError, KeyError, TypeError, AttributeError):
            return
        for grade in grades:
            if grade.manual_score is not None and not grade.needs_manual_grade:
                self.before[grade.name] = grade.auto_score

    def keep(self, text: str) -> None:
        """Let a mark hold if the computer gives what it gave, and the learner's text is what it was.

        Args:
            text: the notebook, graded again.
        """
        if not self.before:
            return
        now = _texts(text)
        for grade in self.gradebook.find_submission_notebook(*self.place).grades:
            if grade.name not in self.before or grade.auto_score != self.before[grade.name]:
                continue
            same = now.get(grade.name) == self.texts.get(grade.name) if _is_answer(grade) else now == self.texts
            if same:
                grade.needs_manual_grade = False
        self.gradebook.db.flush()


def _is_answer(grade: Any) -> bool:
    """Return whether a graded cell is the answer itself; a check depends on the whole notebook."""
    return grade.auto_score is None or grade.cell.cell_type == "markdown"


def _texts(notebook: str) -> dict[str, str]:
    """Return the texts of a notebook's cells by their names, or by their places."""
    found = {}
    for place, cell in enumerate(json.loads(notebook)["cells"]):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id") or str(place)
        source = cell["source"]
        found[name] = source if isinstance(source, str) else "".join(source)
    return found
