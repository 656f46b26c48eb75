"""Lessons are easy to read, and the check sees what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from localsdg.course.lesson import Lesson
from localsdg.course.reading import plain, read_lesson, read_lessons, sentences_of, short_sentences, turns_of
from localsdg.course.wording import turns_in

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "localsdg"
FORMS = sorted([*ROOT.glob("modules/**/*.yml"), *ROOT.glob("book/*.yml")])
CATALOGUES = sorted([*PACKAGE.glob("locales/en/*.json"), *PACKAGE.glob("widgets/**/en*.json")])
PAGES = sorted([*ROOT.glob("modules/**/*.md"), *ROOT.glob("book/**/*.md"), ROOT / "README.md"])


@pytest.mark.parametrize("reading", read_lessons(), ids=lambda reading: reading.lesson)
def test_a_lesson_is_easy_to_read(reading):
    assert reading.words > 300, "outside the analyst corner, a lesson has more than 300 words"
    assert reading.faults() == []


READ = {".json": json.loads, ".yml": yaml.safe_load, ".md": plain}


@pytest.mark.parametrize("path", [*FORMS, *CATALOGUES, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_other_texts_are_plain(path):
    assert turns_of(READ[path.suffix](path.read_text("utf-8"))) == []


def test_exercises_are_plain():
    for path in sorted(ROOT.glob("exercises/source/*/*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        texts = [plain("".join(cell["source"])) for cell in cells if cell["cell_type"] == "markdown"]
        assert (path.parent.name, turns_of(texts)) == (path.parent.name, [])


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


def test_short_sentences_are_those_of_prose():
    text = (
        "## A title\n\nNobody came. This sentence has more than six words in it.\n\n- A point of a list\n"
        "  that goes on.\n\n1. First.\n\n| A | row |\n\n> **A trap**\n>\n> It looked so easy.\n\n$$\na = b\n$$\n\n"
        "One two three four five six. One two three four five six seven.\n\n```\ncode here.\n```\n\nThey left."
    )
    assert short_sentences(text) == ["Nobody came.", "It looked so easy.", "One two three four five six.", "They left."]


@pytest.mark.parametrize(
    "text",
    [
        "“The community” is no actor.",
        "These are no whole years.",
        "Here one can see the road.",
        "It says what shall be reached.",
        "Whoever pays, decides.",
        "They came so that he could see, and so that she could go.",
        "Nine per cent of the budget",
        "A lorry park",
        "This is seldom measured.",
        "What does it mean in your town?",
        "You need not open them.",
        "a list of one’s own",
    ],
)
def test_a_turn_that_is_not_plain_is_named(text):
    assert len(turns_in(text)) == 1, turns_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no figure, and it is no longer asked for.",
        "More is no better than less. This one can stay; no one could tell. Only one can be right.",
        "Shall we begin? They marshalled the trucks.",
        "It ends, so that you can go. You read it so that you know.",
        "9 percent; your town hall; nine percentages",
        "How exact it is\n\nNo figure is exact.",
    ],
)
def test_a_turn_that_is_plain_is_left(text):
    assert turns_in(text) == []


def test_names_and_ids_are_not_texts_for_people():
    assert turns_of({"id": "lorry", "seldom": ["A lorry.", {"text": "Seldom"}, 3, True]}) == [
        "“lorry”: write “truck”.",
        "“Seldom”: write “rarely”.",
    ]


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
        ("case-short", "He came. " * 8),
        ("trainer-card", "A lorry came. " * 9),
        ("sources", "Per cent. " * 9),
    )
    assert found.lesson == "9.9"
    assert found.words == 2200 + 4 + 4 + 31 + 16
    assert found.stretch == pytest.approx(2200 / 150)
    assert found.jargon == ("leverage",)
    assert [fault.split(":")[0] for fault in found.faults()] == [
        "15 minutes of reading in a row",
        "A sentence of 31 words",
        "“leverage” is a word of specialists",
        "10 sentences of 6 words or fewer",
        *["“lorry”"] * 9,
    ]
