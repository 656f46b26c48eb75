"""The questions of the lessons: what is wrong in a file is said in words, and answers are judged by hand-made cases."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.course.documents import LessonError, schema
from localsdg.course.judging import judge
from localsdg.course.lesson import all_questions
from localsdg.course.questions import KINDS, arrangement, kind_of, normal, partners, read_alone

TESTS = Path(__file__).parent
BROKEN = TESTS / "fixtures" / "questions"
EXPECTED = json.loads((BROKEN / "expected.json").read_text("utf-8"))
VECTORS = json.loads((TESTS / "vectors" / "questions.json").read_text("utf-8"))["cases"]


def test_the_corpus_is_whole():
    assert {path.name for path in BROKEN.glob("*.yml")} == set(EXPECTED)
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_is_explained(name):
    with pytest.raises(LessonError) as caught:
        read_alone(BROKEN / name)
    message = str(caught.value)
    assert message.startswith(f"questions/{name}")
    assert EXPECTED[name] in message
    assert "Traceback" not in message
    assert "\n" not in message.strip() or message.count(name) == message.count("\n") + 1


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    file = tmp_path / "questions.yml"
    file.write_bytes("questions: [{id: größe}]".encode("latin-1"))
    with pytest.raises(LessonError, match="not text in UTF-8"):
        read_alone(file)


def test_all_questions_of_the_course_are_sound():
    found = all_questions()
    kinds = {kind_of(question) for questions in found.values() for question in questions}
    assert {"one", "number", "order", "match"} <= kinds
    kit = read_alone(TESTS.parent / "book" / "kit-questions.yml")
    assert [kind_of(question) for question in kit] == list(KINDS)


def test_the_schema_is_one():
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema())
    assert schema()["$defs"]["question"]["properties"]["kind"]["enum"] == list(KINDS)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_answers_judged_by_hand(case):
    found = judge(case["question"], case["chosen"])
    assert found.right == case["right"]
    assert list(found.reasons) == case["reasons"]


def test_items_are_never_shown_in_their_right_order():
    for questions in all_questions().values():
        for question in questions:
            if kind_of(question) in ("order", "match"):
                count = len(question["items"]) if kind_of(question) == "order" else len(partners(question))
                assert sorted(arrangement(question)) == list(range(count))
                assert arrangement(question) != list(range(count))


# Answers are kept by the place of an option in its file. These stood there when learners began to answer.
RIGHT_PLACES = {
    "1.1": {"statements": [2, 4, 6], "owners": [4], "year": [2]},
    "1.2": {"arithmetic": [2], "weight": [3], "shared": [2], "use": [4]},
    "1.3": {"voice": [2], "four": [4], "quota": [1]},
    "1.4": {"supporters": [3], "bus": [2]},
    "1.5": {"direction": [3], "park": [2], "defend": [1]},
    "1.6": {"recipe": [2], "visit": [3], "note": [1]},
    "2.6": {"disagree": [3], "zero": [1], "indicator": [4], "contribution": [2]},
    "3.2": {"leaving": [2], "versions": [2], "boundary": [2], "standstill": [3]},
}


def test_kept_answers_stay_right():
    for lesson, places in RIGHT_PLACES.items():
        found = {question["id"]: question for question in all_questions()[lesson]}
        for name, right in places.items():
            chosen = right if kind_of(found[name]) == "many" else right[0]
            assert judge(found[name], chosen).right, (lesson, name)
    (chain,) = [question for question in all_questions()["2.6"] if question["id"] == "chain"]
    assert partners(chain) == ["Input", "Output", "Outcome", "Impact", "Activity"]
    assert judge(chain, [1, 2, 3, 4]).right


def test_options_are_shown_in_one_order_that_is_not_the_writers():
    orders = [
        arrangement(question)
        for questions in all_questions().values()
        for question in questions
        if "options" in question
    ]
    assert all(sorted(order) == list(range(len(order))) for order in orders)
    assert len({tuple(order) for order in orders}) > 10


@given(st.text())
def test_normal_words_stay_normal(text):
    assert normal(f"  {normal(text)} ") in (normal(text), normal(normal(text)))
