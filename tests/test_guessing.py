"""Nobody should find the right option without knowing the lesson: by its length, its place, or what catches the eye.

The limits are worked out by hand from the binomial distribution; all questions of the course are looked at, those of
lessons to come too.
"""

import random
from pathlib import Path

import pytest

from localsdg.course.guessing import GUESSES, Choice, clues, expected, habits, hits, limits, width
from localsdg.course.lesson import all_questions, course
from localsdg.course.questions import choices, kind_of, read_alone


def options(right, *wrong):
    return [*((text, False) for text in wrong), (right, True)]


def test_no_way_of_guessing_beats_chance_in_the_course():
    assert list(habits(choices(all_questions()))) == []


@pytest.mark.parametrize("module", course().modules, ids=lambda module: module.folder.name)
def test_no_way_of_guessing_beats_chance_in_a_module(module):
    assert list(habits(choices({lesson.number: lesson.questions for lesson in module.lessons}))) == []


def test_all_single_choices_are_looked_at():
    found = choices(all_questions())
    assert {each.name for each in found} == {
        f"{lesson} {question['id']}"
        for lesson, questions in all_questions().items()
        for question in questions
        if kind_of(question) == "one"
    }
    assert all(sum(right for _, right in each.options) == 1 for each in found)


def made(number, answer, count=4):
    """Questions whose options have 40, 41, 42 ... letters; ``answer`` says which of them is right."""
    texts = [chr(97 + place) * (40 + place) for place in range(count)]
    return [
        Choice(f"q{each}", "Which?", [(text, text == texts[answer(each)]) for text in texts]) for each in range(number)
    ]


def test_a_habit_is_found_with_its_questions_and_its_repair():
    # Of 24 questions with four options, chance gives 6. P(more than 10) is 0.021, P(more than 11) 0.007; P(0 or 1)
    # is 0.009, P(0 to 2) 0.040.
    assert limits(made(24, lambda each: 0)) == (2, 11)
    assert expected(made(24, lambda each: 0)) == 6
    (longest, *_) = habits(made(24, lambda each: 3 if each < 22 else 0))
    assert longest.startswith("who always takes the longest is right in 22.0 of 24 questions. Chance explains 2 to 11")
    assert "q0, q1" in longest
    assert "q22" not in longest
    assert "Write some of their options anew." in longest
    found = " ".join(habits(made(24, lambda each: 0)))
    assert "takes the first is right in 24.0" in found
    assert "kept answers go by the place" in found
    # Never the longest is a habit, too.
    assert any("takes the longest is right in 0.0" in each for each in habits(made(24, lambda each: each % 3)))
    assert list(habits(made(24, lambda each: each % 4))) == []


@pytest.mark.parametrize(
    ("number", "count", "most"),
    [
        (1, 3, 1),
        (3, 3, 3),  # P(3 of 3) is 1/27
        (3, 4, 2),  # P(3 of 3) is 1/64
        (4, 4, 3),  # P(4 of 4) is 1/256, P(3 or more) 13/256
    ],
)
def test_few_questions_prove_little(number, count, most):
    assert limits(made(number, lambda each: 0, count)) == (0, most)


def test_writers_without_a_habit_are_seldom_stopped():
    draw = random.Random(1)
    stopped = sum(bool(list(habits(made(30, lambda _: draw.randrange(4))))) for _ in range(200))
    assert stopped < 60  # sixteen ways, most of them alike here, two sides, 2 of 100 at most for each


SENTENCE = "It says what the town will do for people near the river."
OTHERS = (
    "It says who pays for the work that is done at the river.",
    "It says when the council votes on the work at the river.",
    "It says why the people at the river asked for the work.",
)


def test_options_that_look_alike_give_no_clue():
    assert list(clues(options(SENTENCE, *OTHERS))) == []


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (
            f"{SENTENCE} It also names the office and the year of the vote",
            OTHERS,
            # 1.2 times 56 is 67.
            "the right option has 106 characters, the longest of the others 56. Expected at most 67",
        ),
        (
            "It says what to do.",
            OTHERS,
            "the right option has 19 characters, the shortest of the others 55. Expected at least 46",
        ),
        (
            SENTENCE,
            (*OTHERS[:2], "It does not."),
            "the longest option has 56 characters, the shortest 12. Expected at most 19",
        ),
        (SENTENCE.replace("people", "9 people"), OTHERS, "only what is right has a figure"),
        (SENTENCE.replace("river", "river (east)"), OTHERS, "only what is right has a bracket"),
        (SENTENCE.replace("the town", "“the town”"), OTHERS, "only what is right has a quotation"),
        (SENTENCE.replace("the town", "„the town“"), OTHERS, "only what is right has a quotation"),
        (SENTENCE.replace(" for", "; for"), OTHERS, "only what is right has a colon or semicolon"),
        (SENTENCE.replace(".", "?"), OTHERS, "only what is right has a question"),
        (SENTENCE.replace(" near", ". They live near"), OTHERS, "only what is right has more than one sentence"),
        (SENTENCE, [text.replace("the river", "River 2") for text in OTHERS], "all but what is right have a figure"),
    ],
)
def test_what_stands_out_is_named_with_its_repair(right, wrong, words):
    found = " ".join(clues(options(right, *wrong)))
    assert words in found
    assert "xpected" in found


def test_an_apostrophe_a_time_and_a_decimal_are_no_signs():
    others = [
        "The office opens at 8:30 on Monday",
        "It is the town’s office for 2.5 days",
        "The office of 9 people is closed",
    ]
    assert list(clues(options("It is the owners’ office, open for 3 days", *others))) == []


def test_many_right_options_must_not_be_the_long_ones():
    long = [("It names a place, the people there, and who acts for them", True)] * 3
    short = [("It names a code and a colour of a goal", False)] * 3
    (found,) = clues([*long, *short])
    assert found.startswith("right options have 57 characters on average, wrong ones 38.")
    assert list(clues([*long[:2], (short[0][0], True), *short[:2], (long[0][0], False)])) == []


def test_short_options_may_differ_by_a_few_characters():
    assert list(clues(options("Outcome", "Input", "Output", "Activity"))) == []
    assert list(clues(options("Goal 6", "Goal 12, map", "Goal 1"))) == []


def test_length_is_what_one_sees():
    assert width("  two   words ") == 9
    assert width("größe") == width("gro\u0308ße") == 5  # an umlaut in one character or in two
    assert width("مَدِينَة") == 5  # vowel signs stand above and below the letters
    assert width("城市") == 4  # a Chinese sign is as wide as two letters


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "城市的面积增长得比人口快得多，而且还会继续增长下去，直到二零三零年",
            ("人口增长得比面积快", "两者一样快", "无法比较"),
        ),
        (
            "السكان يغادرون المدينة بينما تنمو المساحة المبنية كل سنة أكثر فأكثر",
            ("المدينة تنمو بسرعة", "لا شيء يتغير هنا", "الأرقام خاطئة كلها"),
        ),
    ],
)
def test_other_languages_have_the_same_rule(right, wrong):
    assert "the right option has" in " ".join(clues(options(right, *wrong)))


def test_equal_options_are_a_draw():
    question = Choice("q", "Which of these?", options("abc", "def", "ghi", "jkl"))
    assert hits("the longest", [question]) == hits("the shortest", [question]) == 0.25
    assert hits("the last", [question]) == 1
    assert set(map(type, GUESSES)) == {str}


def test_the_kit_is_held_to_the_same():
    kit = read_alone(Path(__file__).parents[1] / "book" / "kit-questions.yml")
    assert list(habits(choices({"kit": kit}))) == []
