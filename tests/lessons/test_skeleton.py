"""Every lesson has the same skeleton, known by the ids of its cells; its questions and its form are complete."""

from __future__ import annotations

import re

import pytest

from localsdg.core import agenda2030
from localsdg.course.lesson import SECTIONS, TO_DO, Lesson, lessons
from localsdg.course.questions import kind_of
from localsdg.course.trainer_card import PARTS, card

every_lesson = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.path.stem)


def _heading(lesson: Lesson, name: str) -> str:
    """Return the heading of a section; of the case, what all cases have in common."""
    heading = lesson.cell(name).source.splitlines()[0]
    return heading.split(": ")[0] if name == "case" else heading


def _check_lines(lesson: Lesson, name: str, mark: str, least: int, most: int) -> None:
    text = "\n".join(cell.source for cell in lesson.section(name) if cell.kind == "markdown")
    found = len(re.findall(rf"^{mark} ", text, re.MULTILINE))
    assert least <= found <= most, f"{name}: found {found} items, expected {least} to {most}"


@every_lesson
def test_a_lesson_keeps_the_skeleton(lesson):
    cells = list(lesson.cells.values())
    headings = [(cell.id, cell.source) for cell in cells if cell.kind == "markdown" and re.match("#+ ", cell.source)]
    assert [name for name, text in headings if re.match("##? ", text)] == ["title", *SECTIONS]
    assert cells[0].id == "title"
    for name, exercise in TO_DO.items():
        assert [cell.id for cell in lesson.section(name) if cell.kind == "code"] == [exercise]
    _check_lines(lesson, "objectives", "-", 2, 4)
    _check_lines(lesson, "key-points", r"\d\.", 3, 5)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_has_one_heading_in_all_lessons(name):
    assert len({_heading(lesson, name) for lesson in lessons()}) == 1


@every_lesson
def test_no_heading_stands_inside_a_cell(lesson):
    """A heading that does not begin its cell would begin a section without an id."""
    for cell in lesson.cells.values():
        if cell.kind == "markdown":
            assert not re.search(r"\n##? ", cell.source), cell.id


@every_lesson
def test_the_trainers_card_is_complete(lesson):
    found = card(lesson.number)
    assert re.findall(r"^- \*\*(.+?)\.\*\*", lesson.cell("trainer-card").source, re.MULTILINE) == list(PARTS)
    assert all(vars(found).values())
    assert len(found.steps) >= 3, "give three steps or more"
    assert sum(step.minutes for step in found.steps) == lesson.minutes["workshop"], "steps and minutes differ"


@every_lesson
def test_the_metadata_are_complete(lesson):
    assert lesson.number == lesson.about["lesson"]
    assert 45 <= lesson.minutes["alone"] <= 60, "a lesson takes 45 to 60 minutes alone"
    for code in lesson.targets:
        assert agenda2030.target(code).code == code


@every_lesson
def test_every_stored_output_is_compared(lesson):
    cells = [cell for cell in lesson.cells.values() if cell.kind == "code"]
    compared = [cell for cell in cells if "nbval-check-output" in cell.tags]
    assert compared, "no cell carries nbval-check-output: let one compute the numbers of the text"
    assert [cell.id for cell in compared if not cell.outputs] == [], "these were not run: see CONTRIBUTING.md"
    assert [cell.id for cell in cells if cell.outputs and cell not in compared] == [], "make format takes these out"


@every_lesson
def test_a_lesson_has_three_to_five_questions_of_at_least_two_kinds(lesson):
    assert 3 <= len(lesson.questions) <= 5
    assert len({kind_of(question) for question in lesson.questions}) >= 2, "use two kinds of questions or more"
    # The right answer has no favourite place.
    choices = [question["options"] for question in lesson.questions if kind_of(question) == "one"]
    places = [[option.get("right", False) for option in options].index(True) for options in choices]
    assert len(places) < 2 or len(set(places)) > 1, f"the right option is always number {places[0] + 1} in the file"


@every_lesson
def test_questions_and_form_are_those_of_the_lesson(lesson):
    """What is kept in the workbook is kept under the number of the lesson."""
    assert f'Questions("{lesson.number}")' in lesson.cell("check-questions").source
    assert f'Municipality("{lesson.number}")' in lesson.cell("municipality-form").source


@every_lesson
def test_the_form_of_the_municipality_is_long_enough(lesson):
    fields = [field["name"] for group in lesson.form["groups"] for field in group["fields"]]
    assert len(fields) >= 4, "a form has four fields or more"
