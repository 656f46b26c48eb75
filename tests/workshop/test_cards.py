"""What stands on cards and canvases: as many as the Agenda and the lessons have, and nothing said twice."""

from __future__ import annotations

import copy

import pytest

from localsdg.course.documents import LessonError, schema
from localsdg.course.lesson import lesson, lessons
from localsdg.workshop.cards import CARDS, ON_A_SHEET, canvases, card_sets


def test_sets_hold_what_the_course_has_and_fill_their_sheets():
    sets = card_sets(lessons())
    cards = {each.id: len(each.cards) for each in sets}
    # 17 goals and 169 targets of the Agenda; the scale of Nilsson and others (2016) has seven points.
    assert cards.items() >= {
        "goals": 17, "targets": 169, "statements": 8, "groups": 13, "audiences": 16, "scale": 7, "parts": 5, "chain": 6,
    }.items()  # fmt: skip
    sheets = {each.id: [len(cards) for cards in each.sheets()] for each in sets}
    assert sheets["goals"] == [9, 8]
    assert sheets["targets"] == [30] * 5 + [19]
    assert sheets["chain"] == [6]


def test_addresses_of_sheets_are_used_once():
    for sheets in (card_sets(lessons()), canvases(lessons())):
        assert len({each.id for each in sheets}) == len({each.title for each in sheets}) == len(sheets)


def test_a_size_is_one_that_the_files_may_name():
    assert schema()["$defs"]["card-set"]["properties"]["size"]["enum"] == list(ON_A_SHEET)


def test_the_scale_and_the_map_stand_as_in_their_lessons():
    (scale,) = card_sets([lesson("1.5")])
    assert [card.mark for card in scale.cards] == ["+3", "+2", "+1", "0", "−1", "−2", "−3"]
    (map_,) = canvases([lesson("1.3")])
    assert [field.title for field in map_.fields] == [
        "Keep satisfied",
        "Work closely together",
        "Follow from time to time",
        "Keep informed and give voice",
    ]


def test_what_the_course_does_not_have_is_named():
    changed = copy.copy(lesson("1.5"))
    changed.__dict__["_document"] = {
        "cards": [{"id": "mine", "title": "Mine", "use": "So", "size": "card", "from": "scales"}],
        "canvas": {"id": "sheet", "title": "Mine", "use": "So", "from": "moon"},
    }
    known = ", ".join(CARDS)
    with pytest.raises(LessonError, match=rf'"mine", from: .*"scales", expected one of {known}. Did you mean "scale"'):
        card_sets([changed])
    with pytest.raises(
        LessonError, match='yml, "sheet", from: found the text "moon", expected one of quadrants, scale'
    ):
        canvases([changed])
