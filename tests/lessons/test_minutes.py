"""The minutes that a lesson promises add up, wherever they are stated: metadata, text, trainer card and pages.

Nothing here names a lesson: a new one is checked as soon as its notebook is there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from localsdg.course.lesson import course
from localsdg.course.lesson import lessons as all_lessons
from localsdg.course.reading import WORDS_A_MINUTE, read_lesson
from localsdg.course.trainer_card import card

ROOT = Path(__file__).resolve().parents[2]
PARTS = {"read", "try", "check", "municipality"}
LEAST_A_QUESTION = 1.5  # minutes to read a question, answer it, and read why
LEAST_A_FIELD = 1  # minutes to find out and type what a field of the form asks for


lessons = pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.path.stem)


@lessons
def test_the_parts_add_up(lesson):
    minutes = lesson.minutes
    assert set(minutes) in ({"alone", "parts", "workshop"}, {"alone", "parts", "workshop", "whole", "whole_parts"})
    assert set(minutes["parts"]) == PARTS
    assert sum(minutes["parts"].values()) == minutes["alone"]
    if "whole" in minutes:
        assert set(minutes["whole_parts"]) == PARTS
        assert sum(minutes["whole_parts"].values()) == minutes["whole"] > minutes["alone"]


@lessons
def test_each_part_has_the_time_that_it_takes(lesson):
    parts = lesson.minutes["parts"]
    fields = sum(len(group["fields"]) for group in lesson.form["groups"])
    needed = {
        "read": read_lesson(lesson).words / WORDS_A_MINUTE,
        "check": LEAST_A_QUESTION * len(lesson.questions),
        "municipality": LEAST_A_FIELD * fields,
    }
    short = {name: least for name, least in needed.items() if parts[name] < least}
    assert not short, f"these parts need so many minutes at least; change them, and alone: {short}"


@lessons
def test_the_text_promises_the_same(lesson):
    minutes = lesson.minutes
    instructions = " ".join(cell.source for name in ("try", "municipality") for cell in lesson.section(name))
    stated = {int(number) for number in re.findall(r"(\d+) minutes", instructions)}
    told = {
        minutes["alone"],
        *minutes["parts"].values(),
        minutes.get("whole"),
        *minutes.get("whole_parts", {}).values(),
    }
    assert stated <= told
    if "whole" in minutes:
        assert minutes["whole"] in stated, "say in the text how long the whole list takes"
    assert re.search(r"\*\*Time\.\*\* (\d+) minutes\.", lesson.cell("trainer-card").source)[1] == str(
        minutes["workshop"]
    )
    on_card = card(lesson.number)
    assert sum(step.minutes for step in on_card.steps) == on_card.minutes == minutes["workshop"]


PAGES = [path for folder in ("book", "modules") for path in sorted((ROOT / folder).rglob("*.md"))]
SAID = re.compile(r"lessons? takes? (\d+) to (\d+) minutes alone(?:, and (\d+) to (\d+) minutes in a workshop)?")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_promises_what_its_lessons_take(path):
    text = path.read_text("utf-8")
    assert len(re.findall(r"minutes? alone", text)) == len(SAID.findall(text)), "write: takes 50 to 60 minutes alone"
    # A page of a module speaks of its lessons, a page of the book of all.
    here = {
        number: each for number, each in course().lessons.items() if path.parent in (each.path.parent, ROOT / "book")
    }
    alone = [each.minutes["alone"] for each in here.values()]
    workshop = [each.minutes["workshop"] for each in here.values()]
    for least, most, least_group, most_group in SAID.findall(text):
        wrong = f"{path.name} says {least} to {most} alone, {least_group} to {most_group} in a workshop; lessons take"
        wrong += f" {min(alone)} to {max(alone)} and {min(workshop)} to {max(workshop)}: change the page, or the lesson"
        assert (int(least), int(most)) == (min(alone), max(alone)), wrong
        if least_group:
            assert (int(least_group), int(most_group)) == (min(workshop), max(workshop)), wrong
    for number, whole in re.findall(r"in lesson (\d+\.\d+) about (\d+)", text):
        assert int(whole) == here[number].minutes["whole"]


def test_somewhere_the_minutes_are_promised():
    assert sum(len(SAID.findall(path.read_text("utf-8"))) for path in PAGES) >= 2


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "exercises" / "source").glob("*/*.ipynb")),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_the_minutes_of_an_assignment_add_up(path):
    text = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
    rows = re.findall(r"^\| ([^|]+) \| \d+ \| (\d+) \|$", text, re.MULTILINE)
    promised = [int(number) for number in re.findall(r"about (\d+) minutes", text)]
    assert bool(rows) == bool(promised)
    if rows:
        (*each, (last, together)) = rows
        assert last == "Together"
        assert sum(int(minutes) for _, minutes in each) == int(together) == promised[0]
        instructors = (ROOT / "book" / "instructors.md").read_text("utf-8")
        assert f"takes about {together} minutes" in instructors
