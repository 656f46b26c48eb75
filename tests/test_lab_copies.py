"""Learners open copies of the lessons, and lose nothing when the course has a new version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.commands.lab_copies import refresh

LESSON = "modules/1-first/01-one.ipynb"


def notebook(*sources: str) -> str:
    names = ["title", *[f"cell-{place}" for place in range(2, len(sources))], "trainer-card"]
    cells = [
        {"cell_type": "markdown", "id": name, "metadata": {}, "source": [text]}
        for name, text in zip(names, sources, strict=True)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / LESSON).parent.mkdir(parents=True)
    (tmp_path / LESSON).write_text(notebook("# One", "## Trainer card"), "utf-8")
    return tmp_path


def cells(file: Path) -> list[dict]:
    return json.loads(file.read_text("utf-8"))["cells"]


def test_a_copy_begins_with_how_to_run_it_and_folds_the_trainer_card(root):
    before = (root / LESSON).read_text("utf-8")
    folder, messages = refresh(root)
    found = cells(folder / LESSON)
    assert messages == []
    assert "Run All Cells" in found[0]["source"]
    assert found[-1]["metadata"] == {"jp-MarkdownHeadingCollapsed": True}
    assert (root / LESSON).read_text("utf-8") == before


@pytest.mark.parametrize("changed", [False, True])
def test_a_new_version_renews_the_copy_and_keeps_what_the_learner_has_changed(root, changed):
    folder, _ = refresh(root)
    copy = folder / LESSON
    opened = json.loads(copy.read_text("utf-8"))
    opened["metadata"]["run"] = "yes"  # as JupyterLab writes when a notebook was run
    if changed:
        opened["cells"][1]["source"] = "# Mine"
    copy.write_text(json.dumps(opened), "utf-8")
    assert refresh(root)[1] == []
    assert cells(copy)[1]["source"] == ("# Mine" if changed else ["# One"])
    (root / LESSON).write_text(notebook("# Two", "## Trainer card"), "utf-8")
    _, messages = refresh(root)
    assert cells(copy)[1]["source"] == ["# Two"]
    mine = copy.with_name("01-one-mine-1.ipynb")
    assert mine.exists() == changed
    if changed:
        assert cells(mine)[1]["source"] == "# Mine"
        assert [mine.name in message for message in messages] == [True]


def test_a_copy_that_can_no_longer_be_read_is_kept_too(root):
    folder, _ = refresh(root)
    (folder / LESSON).write_text("not a notebook", "utf-8")
    (root / LESSON).write_text(notebook("# Two", "## Trainer card"), "utf-8")
    refresh(root)
    assert (folder / LESSON).with_name("01-one-mine-1.ipynb").read_text("utf-8") == "not a notebook"


@pytest.mark.parametrize("record", [None, "{", "[1]"])
def test_without_its_record_a_copy_that_the_learner_has_changed_is_kept(root, record):
    folder, _ = refresh(root)
    (folder / LESSON).write_text(notebook("# Mine", "## Trainer card"), "utf-8")
    file = folder / ".copies.json"
    file.unlink() if record is None else file.write_text(record, "utf-8")
    refresh(root)
    assert cells(folder / LESSON)[1]["source"] == ["# One"]
    assert cells((folder / LESSON).with_name("01-one-mine-1.ipynb"))[0]["source"] == ["# Mine"]


def test_the_pages_of_the_book_to_which_a_lesson_leads_come_along(root):
    (root / "book").mkdir()
    (root / "book" / "data.md").write_text("# Data", "utf-8")
    (root / LESSON).write_text(notebook("See [data](../../book/data.md#one).", "## Trainer card"), "utf-8")
    folder, _ = refresh(root)
    assert (folder / "book" / "data.md").read_text("utf-8") == "# Data"
