"""The stored answers in words, marked twice: two people had the rubric alone, and did not see each other's marks.

``written.yml`` holds both markings, a number for each line of the rubric. A rubric whose markings of one answer differ
by more than a point has to be rewritten, or by more than two where a line has four; an answer that is stored later has
to be marked by two people first.
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
def test_two_markers_differ_by_little(assignment, item, student):
    first, second = MARKINGS[assignment][item][student]
    lines, given, most = (6, {0, 1, 2, 3, 4}, 2) if WRITTEN[assignment][item] == 24 else (5, {0, 0.5, 1}, 1)
    assert len(first) == len(second) == lines
    assert {*first, *second} <= given
    assert abs(sum(first) - sum(second)) <= most
    assert all(abs(one - other) <= 1 for one, other in zip(first, second, strict=True))


def test_the_answers_are_of_every_quality():
    for assignment, items in MARKINGS.items():
        for item, students in items.items():
            sums = [(sum(first) + sum(second)) / (2 * WRITTEN[assignment][item]) for first, second in students.values()]
            assert min(sums) <= 0.2, item
            assert max(sums) >= 0.8, item
