"""What stands on cards and canvases: as many as the Agenda and the lessons have, and nothing said twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from localsdg.workshop import lessons_with_cards
from localsdg.workshop.printed import read

FILE = Path(__file__).resolve().parents[2] / "book" / "cards.yml"


def test_sets_hold_what_the_course_has_and_fill_their_sheets():
    sets, _ = read(FILE)
    cards = {each.id: len(each.cards) for each in sets}
    # 17 goals and 169 targets of the Agenda; the scale of Nilsson and others (2016) has seven points.
    assert cards == {
        "goals": 17, "targets": 169, "statements": 8, "groups": 13, "audiences": 16, "scale": 7, "parts": 5, "chain": 5,
    }  # fmt: skip
    sheets = {each.id: [len(cards) for cards in each.sheets()] for each in sets}
    assert sheets["goals"] == [9, 8]
    assert sheets["targets"] == [30] * 5 + [19]
    assert sheets["chain"] == [5]


def test_every_lesson_has_something_to_print():
    sets, canvases = read(FILE)
    assert {each.lesson for each in canvases} == set(lessons_with_cards())
    assert {each.lesson for each in sets} <= set(lessons_with_cards())


def test_the_scale_and_the_map_stand_as_in_their_lessons():
    sets, canvases = read(FILE)
    (scale,) = [each for each in sets if each.id == "scale"]
    assert [card.mark for card in scale.cards] == ["+3", "+2", "+1", "0", "−1", "−2", "−3"]
    (map_,) = [each for each in canvases if each.id == "stakeholders"]
    assert [field.title for field in map_.fields] == [
        "Keep satisfied",
        "Work closely together",
        "Follow from time to time",
        "Keep informed and give voice",
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("- {id: mine, title: Mine, lesson: '1.1', size: card, cards: []}", r"cards, mine: 'use'"),
        ("- {id: mine, title: Mine, lesson: '1.1', use: So, size: card, cards: [{word: x}]}", r"cards, mine: .*'word'"),
        ("- {id: mine, title: Mine, lesson: '1.1', use: So, size: card, from: moon}", r"cards, mine: 'moon'"),
        ("- {id: mine, title: Mine, lesson: '1.1', use: So, size: huge, cards: []}", r"cards, mine: 'huge'"),
    ],
)
def test_an_entry_that_is_not_complete_is_named(tmp_path, entry, message):
    path = tmp_path / "cards.yml"
    path.write_text(f"cards:\n  {entry}\ncanvases: []\n", "utf-8")
    with pytest.raises(ValueError, match=message):
        read(path)
