"""The exercises as they are kept: their form, their points, and what holds for all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from classroom import AUTOMATIC, WRITTEN

from localsdg.course.notebooks import normalised

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
SOURCES = sorted((EXERCISES / "source").glob("*/*.ipynb"))
ITEMS = {"officer": "officer-", "analyst": "analyst-"}
LESSONS = {"1-localizing": 6, "2-implementation": 6, "3-monitoring": 6, "4-review": 2}


def _graded(path: Path) -> list[tuple[str, dict, str]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    known = [cell for cell in cells if "nbgrader" in cell["metadata"]]
    return [(cell["id"], cell["metadata"]["nbgrader"], "".join(cell["source"])) for cell in known]


def test_there_are_two_notebooks_for_each_assignment():
    found = [f"{path.parent.name}/{path.stem}" for path in SOURCES]
    assert found == [
        f"{assignment}/{part}"
        for assignment in ("1-localizing", "2-implementation", "3-monitoring", "4-review")
        for part in ("analyst", "officer")
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_source_is_kept_in_form(path):
    assert path.read_text("utf-8") == normalised(path)
    graded = _graded(path)
    assert len(graded) >= 10
    for cell, data, _ in graded:
        assert data["schema_version"] == 3
        assert data["grade_id"] == cell
        assert cell.startswith(ITEMS[path.stem])
        assert re.fullmatch(r"[a-z][a-z0-9-]*", cell)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_notebook_is_worth_its_points(path):
    automatic = [data["points"] for _, data, _ in _graded(path) if data["grade"] and not data["solution"]]
    written = {item: data["points"] for item, data, _ in _graded(path) if data["grade"] and data["solution"]}
    assert sum(automatic) == AUTOMATIC[path.parent.name][path.stem]
    assert written == (WRITTEN[path.parent.name] if path.stem == "officer" else {})
    assert len(automatic) >= 6


def _table(path: Path) -> list[tuple[str, str, str]]:
    """Return lesson, points and minutes (the officer's) of each line of the table at the beginning."""
    text = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
    return re.findall(r"^\| (\d\.\d|Together)[^|]*\| (\d+) \|(?: (\d+) \|)?", text, re.MULTILINE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_points_of_each_lesson_are_those_of_the_table_at_the_beginning(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    found: dict[str, int] = {}
    lesson = ""
    for cell in cells:
        if heading := re.match(r"## Lesson (\d\.\d)\. ", "".join(cell["source"])):
            lesson = heading[1]
        if points := cell["metadata"].get("nbgrader", {}).get("points"):
            found[lesson] = found.get(lesson, 0) + points
    assert len(found) == LESSONS[path.parent.name]
    assert {lesson: int(points) for lesson, points, _ in _table(path)} == found | {"Together": sum(found.values())}


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if LESSONS[path.parent.name] > 2],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_no_lesson_has_twice_the_points_of_another(path):
    told = [int(points) for lesson, points, _ in _table(path) if lesson != "Together"]
    assert len(told) == 6
    assert max(told) < 2 * min(told)
    assert max(told) <= sum(told) / 3


# To make a review and to write of it takes longer; its items say how long each of them takes.
@pytest.mark.parametrize(
    ("assignment", "most"), [("1-localizing", 95), ("2-implementation", 95), ("3-monitoring", 95), ("4-review", 180)]
)
def test_an_officer_does_not_need_longer(assignment, most):
    path = EXERCISES / "source" / assignment / "officer.ipynb"
    minutes = {lesson: int(told) for lesson, _, told in _table(path)}
    together = minutes.pop("Together")
    assert sum(minutes.values()) == together <= most
    assert f"about {together} minutes in all" in path.read_text("utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_check_follows_an_answer_or_a_check_so_that_nbgrader_can_put_it_back(path):
    before = None
    for cell, data, _ in _graded(path):
        if data["grade"] and not data["solution"]:
            assert before is not None and (before["solution"] or before["grade"]), cell
        before = data


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_check_has_a_visible_and_a_hidden_part(path):
    checks = [source for _, data, source in _graded(path) if data["grade"] and not data["solution"]]
    for source in checks:
        visible, hidden = source.split("### BEGIN HIDDEN TESTS")
        assert visible.strip()
        assert hidden.strip().endswith("### END HIDDEN TESTS")
        assert "localsdg" not in hidden, "expected values are worked by hand or published, never our own code's"


def test_officers_read_the_same_words_in_all_notebooks():
    readers = [
        source
        for path in SOURCES
        if path.stem == "officer"
        for cell, _, source in _graded(path)
        if cell == "officer-reader"
    ]
    assert len(readers) == len(LESSONS)
    assert len(set(readers)) == 1


def test_every_written_item_has_a_rubric_whose_lines_add_up():
    rubrics = sorted((EXERCISES / "rubrics").glob("*.md"))
    assert [path.stem for path in rubrics] == sorted({path.parent.name for path in SOURCES})
    for path in rubrics:
        parts = re.split(r"^(?=#+ Rubric \d\.\d)", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
        for item, text in zip(WRITTEN[path.stem], parts, strict=True):
            assert f"`{item}` of `{path.stem}`" in text
            rows = [line for line in text.splitlines() if line.startswith("| ")]
            lines = [row for row in rows if not row.startswith("| The answer")]
            most = 4 if "| 4th tick |" in text else 1
            assert most * len(lines) == WRITTEN[path.stem][item], (path.stem, item)
            assert all(row.count("|") == rows[0].count("|") for row in lines)
