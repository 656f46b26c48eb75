"""The questions of the lessons: what is wrong in a file is said in words, and answers are judged by hand-made cases."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.answers import judge
from localsdg.questions import QuestionsError, all_questions, arrangement, kind_of, normal, partners, read, schema

TESTS = Path(__file__).parent
BROKEN = TESTS / "fixtures" / "questions"
EXPECTED = json.loads((BROKEN / "expected.json").read_text("utf-8"))
VECTORS = json.loads((TESTS / "vectors" / "questions.json").read_text("utf-8"))["cases"]


def test_the_corpus_is_whole():
    assert {path.name for path in BROKEN.glob("*.yml")} == set(EXPECTED)
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_is_explained(name):
    with pytest.raises(QuestionsError) as caught:
        read(BROKEN / name)
    message = str(caught.value)
    assert message.startswith(f"questions/{name}")
    assert EXPECTED[name] in message
    assert "Traceback" not in message
    assert "\n" not in message.strip() or message.count(name) == message.count("\n") + 1


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    file = tmp_path / "questions.yml"
    file.write_bytes('"1.1": [{id: größe}]'.encode("latin-1"))
    with pytest.raises(QuestionsError, match="not text in UTF-8"):
        read(file)


def test_all_questions_of_the_course_are_sound():
    found = all_questions()
    kinds = {kind_of(question) for questions in found.values() for question in questions}
    assert {"one", "number", "order", "match"} <= kinds
    kit = read(TESTS.parent / "book" / "kit-questions.yml")["kit"]
    assert [kind_of(question) for question in kit] == ["one", "many", "number", "order", "match", "text"]


def test_the_schema_is_one():
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema())


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


@given(st.text())
def test_normal_words_stay_normal(text):
    assert normal(f"  {normal(text)} ") in (normal(text), normal(normal(text)))
