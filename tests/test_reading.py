"""Lessons are easy to read, and the check sees what is not."""

from __future__ import annotations

import json

import pytest

from localsdg.course.lesson import Lesson
from localsdg.course.reading import plain, read_lesson, read_lessons, sentences_of


@pytest.mark.parametrize("reading", read_lessons(), ids=lambda reading: reading.lesson)
def test_a_lesson_is_easy_to_read(reading):
    assert reading.words > 300, "outside the analyst corner, a lesson has more than 300 words"
    assert reading.faults() == []


def test_marks_addresses_and_formulas_are_no_words():
    text = (
        "## One\n\nSee **two** [three four](https://one.example/five) <https://six.example>, $x^2$ and\n\n$$\ny\n$$\n"
    )
    assert plain(text).split() == ["One", "See", "two", "three", "four", ",", "x", "and"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("It has 4.5 km and ends on p. 7 of it.", 1),
        ("A title\n\nA sentence", 2),
        ("He said “yes.” She left.", 2),
        ("First: this. Second: That.", 3),
    ],
)
def test_sentences_are_told_apart(text, count):
    assert len(sentences_of(text)) == count


def lesson(tmp_path, *cells):
    document = {
        "metadata": {},
        "cells": [
            {"id": name, "cell_type": "code" if name.endswith("-widget") else "markdown", "source": [text]}
            for name, text in cells
        ],
    }
    path = tmp_path / "9-test" / "09-lesson.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(document), "utf-8")
    return read_lesson(Lesson(path))


def test_what_is_hard_to_read_is_named(tmp_path):
    short = "Ten words are in this sentence, count them if you like. "
    found = lesson(
        tmp_path,
        ("idea", short * 200),  # 11 words each: 2,200 words, 14.7 minutes at 150 a minute
        ("try-widget", ""),
        ("case", "We leverage the market. “Synergies” is their word. W" + "ord w" * 30 + "."),
        ("analyst", "word " * 90),
    )
    assert found.lesson == "9.9"
    assert found.words == 2200 + 4 + 4 + 31
    assert found.stretch == pytest.approx(2200 / 150)
    assert found.jargon == ("leverage",)
    assert [fault.split(":")[0] for fault in found.faults()] == [
        "15 minutes of reading in a row",
        "A sentence of 31 words",
        "“leverage” is a word of specialists",
    ]
