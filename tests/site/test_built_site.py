"""What the built site holds, and what it must not hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

from localsdg.course.lesson import lessons

ROOT = Path(__file__).resolve().parents[2]


def secret_lines() -> set[str]:
    """Every line of a solution or of a hidden test in the sources of the exercises that says something."""
    found = set()
    for path in sorted((ROOT / "exercises" / "source").glob("*/*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            text = "".join(cell["source"])
            blocks = re.findall(
                r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)", text, re.DOTALL
            )
            for block in blocks:
                found |= {line.strip() for line in block.splitlines() if len(line.strip()) > 25}
    return found


def test_no_solution_and_no_hidden_test_is_in_the_site(site):
    secrets = secret_lines()
    assert len(secrets) > 60
    # The widgets' own scripts are left out: one formula is the same line in Python and in JavaScript.
    kinds = {".html", ".js", ".txt", ".json", ".ipynb", ".md"}
    files = [path for path in site.rglob("*") if path.suffix in kinds and path.parent.name != "localsdg"]
    assert len(files) > 20
    for path in files:
        text = path.read_text("utf-8")
        assert "BEGIN SOLUTION" not in text
        assert "HIDDEN TESTS" not in text
        assert not [line for line in secrets if line in text], path


def test_no_source_is_published(site):
    assert not (site / "_sources").exists()


def test_the_code_of_a_widget_is_a_shared_file(site):
    for lesson in lessons():
        text = (site / f"{lesson.page}.html").read_text("utf-8")
        assert "_esm" not in text
        assert "localsdg/shared.js" in text
        assert '_form"' in text  # the form "In your municipality"
        assert 'class="ls-live"' in text


def test_formulas_are_mathml(site):
    text = (site / "modules" / "3-monitoring" / "02-land-and-people.html").read_text("utf-8")
    assert text.count("<math ") == 3
    assert not re.search(r"<script[^>]*mathjax", text, re.IGNORECASE)


def test_the_trainer_card_is_in_the_trainer_edition_only(site, trainer_site):
    for lesson in lessons():
        trainer = (trainer_site / f"{lesson.page}.html").read_text("utf-8")
        assert "ls-train" in trainer
        assert "Debrief" in trainer
        assert "Key to the questions" in trainer
        learner = (site / f"{lesson.page}.html").read_text("utf-8")
        assert "Debrief" not in learner
        assert "Key to the questions" not in learner
    assert "Debrief" not in (site / "book" / "trainers.html").read_text("utf-8")
