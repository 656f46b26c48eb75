"""Every lesson has the same skeleton; its questions and its form are complete."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from localsdg.core import agenda2030
from localsdg.course.questions import all_questions, kind_of

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "modules").glob("*/*.ipynb"))
HEADINGS = [
    "By the end you can",
    "Why it matters",
    "The idea",
    "The case: ",
    "Try it",
    "Check yourself",
    "In your municipality",
    "Analyst corner",
    "Key points",
    "Sources",
    "Trainer card",
]
CARD = ["For", "Time", "Group", "Bring", "Steps", "Debrief", "No power"]


def _read(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def _markdown(notebook: dict) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def _section(text: str, heading: str) -> str:
    return text.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]


def test_the_lessons_that_are_ready_are_here():
    assert [_read(path)["metadata"]["localsdg"]["lesson"] for path in NOTEBOOKS] == [
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "1.5",
        "1.6",
        "2.6",
        "3.2",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_keeps_the_skeleton(path):
    notebook = _read(path)
    text = _markdown(notebook)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    found = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert len(found) == len(HEADINGS)
    for heading, expected in zip(found, HEADINGS, strict=True):
        assert heading == expected or (expected.endswith(": ") and heading.startswith(expected))
    assert 2 <= len(re.findall(r"^- ", _section(text, "By the end you can"), re.MULTILINE)) <= 4
    assert 3 <= len(re.findall(r"^\d\. ", _section(text, "Key points"), re.MULTILINE)) <= 5
    assert len(re.findall(r"^- ", _section(text, "Sources"), re.MULTILINE)) >= 2
    card = _section(text, "Trainer card")
    assert re.findall(r"^- \*\*(.+?)\.\*\*", card, re.MULTILINE) == CARD


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_workshop_minutes_add_up(path):
    notebook = _read(path)
    steps = re.findall(r"^ +\d\. (\d+) min", _section(_markdown(notebook), "Trainer card"), re.MULTILINE)
    assert len(steps) >= 3
    assert sum(map(int, steps)) == notebook["metadata"]["localsdg"]["minutes"]["workshop"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_metadata_are_complete(path):
    lesson = _read(path)["metadata"]["localsdg"]
    assert set(lesson) == {"lesson", "targets", "minutes", "data"}
    assert {"alone", "workshop"} <= set(lesson["minutes"])
    assert 45 <= lesson["minutes"]["alone"] <= 60
    assert lesson["targets"]
    for code in lesson["targets"]:
        assert agenda2030.target(code).code == code
    assert path.parent.name[0] == lesson["lesson"][0]
    assert int(path.name[:2]) == int(lesson["lesson"].split(".")[1])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_stored_output_is_compared(path):
    cells = [cell for cell in _read(path)["cells"] if cell["cell_type"] == "code"]
    compared = [cell for cell in cells if "nbval-check-output" in cell["metadata"].get("tags", [])]
    assert compared
    assert all(cell["outputs"] for cell in compared)
    assert not any(cell["outputs"] for cell in cells if cell not in compared)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_has_three_to_five_questions_of_at_least_two_kinds(path):
    questions = all_questions()[_read(path)["metadata"]["localsdg"]["lesson"]]
    assert 3 <= len(questions) <= 5
    assert len({kind_of(question) for question in questions}) >= 2
    # The right answer has no favourite place.
    choices = [question["options"] for question in questions if kind_of(question) == "one"]
    places = [[option.get("right", False) for option in options].index(True) for options in choices]
    assert len(set(places)) > 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_form_of_the_municipality_is_complete(path):
    lesson = _read(path)["metadata"]["localsdg"]["lesson"]
    form = yaml.safe_load((path.parent / "municipality.yml").read_text("utf-8"))[lesson]
    assert set(form) == {"title", "lead", "result", "groups"}
    fields = [field for group in form["groups"] for field in group["fields"]]
    assert len({field["name"] for field in fields}) == len(fields) >= 4
    assert {field["kind"] for field in fields} <= {"text", "number", "long", "choice"}
