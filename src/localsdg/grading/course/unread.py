"""Pages of feedback for work that has no graded notebook: what was found, and what the learner can do."""

from __future__ import annotations

import csv
import fnmatch
import html
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("missing", "unreadable", "nothing")
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title></head>
<body style="font: 1.1em/1.5 sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em">
<h1>{title}</h1>
<p>Nothing in this notebook has points: {status}.</p>
<ul>
{notes}
</ul>
<p>If you have the notebook, save it in Jupyter with <em>File</em> and then <em>Download</em>, keep its name, and ask
the person who teaches the course whether you may hand it in again.</p>
</body></html>
"""


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
        page = PAGE.format(
            title=html.escape(notebook or assignment),
            status=html.escape(row["in words"].partition("; ")[2]),
            notes="\n".join(f"<li>{html.escape(text)}</li>" for text in texts) or "<li>The grader found no file.</li>",
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
