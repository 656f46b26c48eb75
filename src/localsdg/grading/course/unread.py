"""Pages of feedback for work that has no graded notebook: what was found, and what the learner can do."""

from __future__ import annotations

import csv
import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.core.files import write_whole
from localsdg.core.html import render

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("missing", "unreadable", "nothing")


def pages_of_unread(reports: Path, assignment: str, goal: Callable[[str], Path], students: str = "*") -> list[Path]:
    """Write a page for each notebook that was not handed in or cannot be read; return the pages.

    Args:
        reports: the folder with the tables of the grader.
        assignment: the name of the assignment.
        goal: gives the folder of a learner's feedback.
        students: a file glob of the students' names.
    """
    made = []
    findings = _rows(reports / "findings.csv")
    for row in _rows(reports / "status.csv"):
        student, notebook = row["student"].removeprefix("'"), row["notebook"]
        if row["status"] not in STATES or "/" in student or not fnmatch.fnmatchcase(student, students):
            continue
        same = (each for each in findings if each["student"] == row["student"] and each["kind"] == "note")
        texts = [each["text"] for each in same if each["notebook"] in ("", notebook)]
        path = goal(student) / f"{notebook or assignment}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        page = render(
            "grading",
            "unread.html",
            title=notebook or assignment,
            status=row["in words"].partition("; ")[2],
            notes=texts or ["The grader found no file."],
        )
        write_whole(path, page.encode("utf-8", "replace"), replace=True)
        made.append(path)
    return made


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8", errors="replace") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError:
        return []
