"""The stored answers in words, marked twice: two people had the rubric alone, and did not see each other's marks.

``written.yml`` holds both markings, five lines each. A rubric whose markings of one answer differ by more than a point
has to be rewritten; an answer that is stored later has to be marked by two people first.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from classroom import STORED, WRITTEN

MARKINGS = yaml.safe_load((Path(__file__).parent / "written.yml").read_text("utf-8"))
STORED_ANSWERS = [
    (submission.assignment, item, submission.student)
    for submission in STORED
    for item in WRITTEN[submission.assignment]
    if submission.assignment in MARKINGS and item in submission.answers.get("officer", {})
]


def test_every_stored_answer_has_been_marked():
    marked = [
        (assignment, item, student)
        for assignment, items in MARKINGS.items()
        for item, students in items.items()
        for student in students
    ]
    assert sorted(marked) == sorted(STORED_ANSWERS)
    for assignment in ("2-implementation", "3-monitoring"):
        assert sum(each[0] == assignment for each in STORED_ANSWERS) >= 10


@pytest.mark.parametrize(("assignment", "item", "student"), STORED_ANSWERS, ids=lambda each: each)
def test_two_markers_differ_by_a_point_at_most(assignment, item, student):
    first, second = MARKINGS[assignment][item][student]
    assert len(first) == len(second) == 5
    assert {*first, *second} <= {0, 0.5, 1}
    assert abs(sum(first) - sum(second)) <= 1


def test_the_answers_are_of_every_quality():
    for items in MARKINGS.values():
        for item, students in items.items():
            sums = [sum(first) + sum(second) for first, second in students.values()]
            assert min(sums) <= 2, item  # of ten
            assert max(sums) >= 8, item
