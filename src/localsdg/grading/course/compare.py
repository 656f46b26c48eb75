"""Compares two graded courses: gradebooks row by row, and notebooks cell by cell.

What differs between any two runs is masked before: process numbers, addresses of objects, times, the folder of the run,
and how the text of a stream is divided into outputs.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from localsdg.grading.box.sandbox import WORK
from localsdg.grading.course.inert import make_inert

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = (
    (re.compile(r"ipykernel_\d+/\d+\.py"), "ipykernel/code.py"),
    (re.compile(r"\b0x[0-9a-fA-F]{6,}"), "0x0"),
)
PAGES = ((re.compile(r"id=\"?[0-9a-f]{8}-[0-9a-f-]{27}\"?"), "id"),)


@dataclass(frozen=True)
class Difference:
    """A difference between two runs: where it is, and the values in the first and in the second."""

    student: str
    notebook: str
    cell: str
    what: str
    first: str
    second: str


def rows(database: str, assignment: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the rows of a gradebook about the submissions of an assignment, by student, notebook and cell."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    with Gradebook(database) as gradebook:
        try:
            submissions = gradebook.assignment_submissions(assignment)
        except MissingEntry:
            return {}
        for submission in submissions:
            student = submission.student.id
            whole = {
                "submitted at": submission.timestamp,
                "extension": submission.extension,
                "seconds late": submission.total_seconds_late,
                "score": submission.score,
            }
            found[student, "", ""] = whole
            for notebook in submission.notebooks:
                late = {"late penalty": notebook.late_submission_penalty, "score": notebook.score}
                found[student, notebook.name, ""] = late
                for grade in notebook.grades:
                    found.setdefault((student, notebook.name, grade.name), {}).update(
                        {
                            "automatic score": grade.auto_score,
                            "manual score": grade.manual_score,
                            "extra credit": grade.extra_credit,
                            "waits for a person": bool(grade.needs_manual_grade),
                        }
                    )
                for comment in notebook.comments:
                    found.setdefault((student, notebook.name, comment.name), {}).update(
                        {"automatic comment": comment.auto_comment, "manual comment": comment.manual_comment}
                    )
    return found


def compare_gradebooks(first: str, second: str, assignment: str) -> list[Difference]:
    """Compare the rows of two gradebooks about an assignment."""
    one, two = rows(first, assignment), rows(second, assignment)
    found = []
    for key in sorted(one.keys() | two.keys()):
        before, after = one.get(key, {}), two.get(key, {})
        for what in sorted(before.keys() | after.keys()):
            values = [str(each.get(what, "no such row")) for each in (before, after)]
            if values[0] != values[1]:
                found.append(Difference(*key, what, *values))
    return found


def compare_folders(first: Path, second: Path, assignment: str) -> list[Difference]:
    """Compare the graded files of an assignment in two courses, given by their folders ``autograded``."""
    found = []
    paths = {path.relative_to(folder) for folder in (first, second) for path in folder.glob(f"*/{assignment}/**/*")}
    for path in sorted(paths):
        student, name = path.parts[0], str(path.relative_to(*[f"{path.parts[0]}/{assignment}"]))
        one, two = first / path, second / path
        if one.is_dir() or two.is_dir():
            continue
        if not (one.exists() and two.exists()):
            found.append(Difference(student, name, "", "file", *(str(each.exists()) for each in (one, two))))
        elif path.suffix == ".ipynb" and len(path.parts) == 3:
            folders = [str(each.parent) for each in (one, two)]
            found += _compare_notebooks(student, path.stem, masked(one, folders), masked(two, folders))
        elif one.read_bytes() != two.read_bytes():
            found.append(Difference(student, name, "", "bytes of the file", "", ""))
    return found


def masked(path: Path, folders: list[str]) -> dict[str, Any]:
    """Read a notebook, and mask what differs between any two runs."""
    text = path.read_text("utf-8")
    for folder in (*folders, WORK):
        text = text.replace(folder, "FOLDER")
    for pattern, word in NUMBERS:
        text = pattern.sub(word, text)
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    make_inert(notebook)  # ours has done so; nbgrader does not
    document: dict[str, Any] = json.loads(nbformat.writes(notebook, version=nbformat.NO_CONVERT))
    for cell in document["cells"]:
        cell["metadata"].pop("execution", None)
        if "outputs" in cell:
            cell["outputs"] = _joined(cell["outputs"])
    return document


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] == "error":
            # How deep a recursion gets depends on how deep the kernel itself was: equal lines count once.
            output = output | {"traceback": [line for line, _ in groupby(output["traceback"])]}
        if output["output_type"] == "stream":
            output = output | {"text": "".join(output["text"])}
            if joined and joined[-1]["output_type"] == "stream" and joined[-1]["name"] == output["name"]:
                joined[-1]["text"] += output["text"]
                continue
        joined.append(output)
    return joined


def _compare_notebooks(student: str, name: str, one: dict[str, Any], two: dict[str, Any]) -> list[Difference]:
    if one == two:
        return []
    found = []
    rest = [{key: value for key, value in each.items() if key != "cells"} for each in (one, two)]
    if rest[0] != rest[1]:
        found.append(Difference(student, name, "", "description of the notebook", *map(_short, rest)))
    if len(one["cells"]) != len(two["cells"]):
        numbers = [str(len(each["cells"])) for each in (one, two)]
        return [*found, Difference(student, name, "", "number of cells", *numbers)]
    for number, (before, after) in enumerate(zip(one["cells"], two["cells"], strict=True)):
        cell = before["metadata"].get("nbgrader", {}).get("grade_id") or f"cell {number + 1}"
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                found.append(Difference(student, name, cell, key, _short(before.get(key)), _short(after.get(key))))
    return found


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 300 else f"{text[:297]}..."


def masked_page(path: Path) -> str:
    """Read a page of feedback, and mask what differs between any two runs of the notebook."""
    text = path.read_text("utf-8") if path.exists() else "no page"
    for pattern, word in (*NUMBERS, *PAGES):
        text = pattern.sub(word, text)
    return text
