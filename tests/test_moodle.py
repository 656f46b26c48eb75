"""The question bank for Moodle, read back as XML and held against the rules of Moodle's documentation."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.course.lesson import all_questions
from localsdg.course.moodle import bank
from localsdg.course.questions import kind_of, read_alone

KIT = {"kit": read_alone(Path(__file__).parents[1] / "book" / "kit-questions.yml")}


@pytest.fixture(scope="module")
def kit():
    return {
        question.findtext("idnumber"): question
        for question in ElementTree.fromstring(bank(KIT)).iter("question")
        if question.get("type") != "category"
    }


def answers(question):
    return [
        (each.get("fraction"), each.findtext("text"), each.findtext("feedback/text"))
        for each in question.iter("answer")
    ]


def test_every_question_of_the_course_is_there():
    quiz = ElementTree.fromstring(bank(all_questions()))
    found = [each for each in quiz if each.get("type") != "category"]
    assert len(found) == sum(map(len, all_questions().values()))
    assert len({each.findtext("idnumber") for each in found}) == len(found)
    categories = [each.findtext("category/text") for each in quiz if each.get("type") == "category"]
    # Without a context: Moodle takes the bank that is open, also where a course has none of its own (Moodle 5).
    assert categories == [f"top/localsdg/Lesson {lesson}" for lesson in all_questions()]
    for question in found:
        assert question.get("type") in {"multichoice", "numerical", "matching", "ordering", "shortanswer"}
        assert question.findtext("name/text")
        assert question.find("questiontext").get("format") == "html"
        assert question.findtext("penalty") == "0"
        assert question.findtext("tags/tag/text") == "localsdg"
        assert question.findtext("generalfeedback/text") != "<p></p>"


def test_one_choice_has_one_full_mark_and_a_reason_for_each(kit):
    question = kit["localsdg-kit-one-choice"]
    assert question.findtext("single") == "true"
    assert [fraction for fraction, *_ in answers(question)] == ["0", "100", "0"]
    assert all(reason.startswith("<p>") for *_, reason in answers(question))
    assert question.findtext("hint/text") == "<p>Ask what two people could measure and find the same.</p>"


def test_several_right_ones_share_the_mark_and_a_wrong_one_costs_it(kit):
    question = kit["localsdg-kit-many-choices"]
    assert question.findtext("single") == "false"
    assert [fraction for fraction, *_ in answers(question)] == ["50", "50", "-100"]


def test_a_number_has_tolerance_unit_and_reasons_for_mistakes(kit):
    question = kit["localsdg-kit-number"]
    assert question.get("type") == "numerical"
    found = [(fraction, text) for fraction, text, _ in answers(question)]
    assert found == [("100", "37.5"), ("0", "0.375"), ("0", "*")]
    assert [float(each.text) for each in question.iter("tolerance")] == pytest.approx([0.1, 0.005, 0])
    assert question.findtext("units/unit/unit_name") == "%"
    # In Moodle, 0 is a unit that may be typed, and 3 one that is not taken (qtype_numerical).
    assert (question.findtext("showunits"), question.findtext("unitgradingtype")) == ("0", "0")


def test_an_order_is_one_in_moodle_since_4_4_and_pairs_with_places_before(kit):
    question = kit["localsdg-kit-order"]
    assert question.get("type") == "ordering"
    items = [(each.get("fraction"), each.findtext("text")) for each in question.iter("answer")]
    assert items[0] == ("1", "<p>Choose an indicator</p>")
    assert (question.findtext("selecttype"), question.findtext("selectcount")) == ("ALL", f"{len(items)}")
    (question,) = [
        each
        for each in ElementTree.fromstring(bank(KIT, ordering=False)).iter("question")
        if each.findtext("idnumber") == "localsdg-kit-order"
    ]
    assert question.get("type") == "matching"
    pairs = [(pair.findtext("text"), pair.findtext("answer/text")) for pair in question.iter("subquestion")]
    assert pairs[0] == ("<p>Choose an indicator</p>", "1")
    assert [place for _, place in pairs] == ["1", "2", "3", "4"]


def test_pairs_have_partners_and_extra_ones(kit):
    pairs = [
        (pair.findtext("text"), pair.findtext("answer/text")) for pair in kit["localsdg-kit-match"].iter("subquestion")
    ]
    assert pairs[0] == ("<p>Fine particles in the air</p>", "µg/m³")
    assert pairs[-1][0] in ("", None)
    assert pairs[-1][1] == "metres"


def test_short_text_knows_right_wrong_and_the_rest(kit):
    found = [(fraction, text) for fraction, text, _ in answers(kit["localsdg-kit-short-text"])]
    assert found[0] == ("100", "baseline")
    assert found[-1] == ("0", "*")
    assert ("0", "the target") in found


def test_signs_of_xml_survive():
    question = {**KIT["kit"][0], "text": "Is 5 < 6 & “a” > b in every single case?"}
    found = ElementTree.fromstring(bank({"kit": [question]}))
    assert found.findtext("question/questiontext/text") == "<p>Is 5 &lt; 6 &amp; “a” &gt; b in every single case?</p>"


def test_the_command_writes_one_lesson_and_overwrites_nothing(tmp_path):
    file = tmp_path / "bank.xml"
    found = CliRunner().invoke(app, ["questions", "-o", str(file), "--lesson", "3.2"])
    assert found.exit_code == 0
    assert "Questions: 5. Lessons: 1." in " ".join(found.output.split())
    before = file.read_text("utf-8")
    assert before.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')
    again = CliRunner().invoke(app, ["questions", "-o", str(file)])
    assert again.exit_code == 1
    assert file.read_text("utf-8") == before
    unknown = CliRunner().invoke(app, ["questions", "-o", str(tmp_path / "b.xml"), "--lesson", "9.9"])
    assert unknown.exit_code == 2
    assert "lesson '9.9'" in " ".join(unknown.output.split())


def test_every_kind_has_a_form_in_moodle():
    assert {kind_of(question) for question in KIT["kit"]} == {"one", "many", "number", "order", "match", "text"}
