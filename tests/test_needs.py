"""The needs check: paths worked out by hand, and the questions of the course."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.course.lesson import lesson_pages
from localsdg.course.needs import needs_questions, propose

VECTORS = json.loads((Path(__file__).parent / "vectors" / "needs.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_paths_worked_out_by_hand(case):
    path = propose(case["answers"], VECTORS["questions"], dict(VECTORS["lessons"]))
    for found, wanted in ((path.now, case["now"]), (path.later, case["later"])):
        assert [[step.lesson, step.points, list(step.because)] for step in found] == wanted
    assert path.minutes == case["minutes"]


def test_the_questions_of_the_course_lead_to_every_lesson_and_to_no_other():
    asked = needs_questions()
    assert len(asked) == 8
    options = [option for question in asked for option in question["options"]]
    led_to = {lesson for option in options for lesson in option.get("leads", {})}
    assert led_to == {page["lesson"] for page in lesson_pages()}
    assert {weight for option in options for weight in option.get("leads", {}).values()} == {1, 2, 3}
    for question in asked:
        assert len({option["id"] for option in question["options"]}) == len(question["options"]) >= 3


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"work": "dreams"}, "The question 'work' has no answer 'dreams'. It has: plans, figures."),
        ({"mood": "good"}, "There is no question 'mood'. There are: work, tasks, time."),
    ],
)
def test_what_nobody_asked_is_named(answers, told):
    with pytest.raises(ValueError, match=told.replace(".", r"\.")):
        propose(answers, VECTORS["questions"], dict(VECTORS["lessons"]))
