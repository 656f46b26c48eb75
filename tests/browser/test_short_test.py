"""The short test in the page: codes and gains in both languages, and a person and a trainer who use it.

The letters of the codes are worked out by hand: 7-10 is 55, 45, 49, 48 in numbers of signs, which gives 37 by the rule,
and 37 is 1 and 17 in a count by twenties. So are the gains: six people who all rise are 2 / 64, three of four 10 / 16.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from localsdg.core.catalogue import texts as catalogue_texts
from localsdg.course.editions import editions, read_edition
from localsdg.course.lesson import lesson
from localsdg.course.short_test import forms
from localsdg.course.short_test_codes import LETTERS, code_of, read_code
from localsdg.review.words import Words
from localsdg.widgets import ShortTest
from localsdg.workshop.gain import Scores, gain_of, read_scores, sentences

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "short_test.json").read_text("utf-8"))
GAIN = catalogue_texts("workshop", "en")["gain"]


def said(case: dict) -> list[str]:
    """The sentences that a case names, filled in."""
    return [GAIN[key].format(**values) for key, values in case["says"]]


def test_codes_and_gains_in_python(tmp_path):
    for case in VECTORS["codes"]:
        assert code_of(case["before"], case["after"]) == case["code"]
    for case in VECTORS["typed"]:
        assert read_code(case["text"]) == (case["before"], case["after"])
    assert [each for each in VECTORS["no_codes"] if read_code(each)] == []
    for case in VECTORS["gains"]:
        before, after = zip(*case["pairs"], strict=True)
        found = sentences(gain_of(before, after), Words("en", "workshop"))
        assert [each for each in said(case) if each not in found] == [], case["name"]
    file = tmp_path / "codes.txt"
    file.write_text("7-10-CX\n\n12-X-TV\n 7 10 cx\n", "utf-8")
    assert read_scores(file) == Scores([7, 7], [10, 10], 1, ("7-10-CX",))
    file.write_text("7-10-CX\n7-10-CY\n\n8-11\n", "utf-8")
    with pytest.raises(ValueError, match="Not a code: line 2: “7-10-CY”, line 4: “8-11”"):
        read_scores(file)


def test_a_slip_is_found():
    """One wrong sign, and two that have changed places, in every code that there is."""
    points = [None, *range(13)]
    for before, after in itertools.product(points, points):
        code = code_of(before, after)
        for at, other in itertools.product(range(len(code)), f"0123456789X{LETTERS}"):
            slip = f"{code[:at]}{other}{code[at + 1 :]}"
            assert slip == code or read_code(slip) is None, (code, slip)
        for at in range(len(code) - 1):
            slip = f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}"
            assert slip == code or read_code(slip) is None, (code, slip)


def test_codes_and_gains_in_javascript(evaluate):
    calls = [
        *[
            f"method.codeOf({', '.join(json.dumps(case[name]) for name in ('before', 'after'))})"
            for case in VECTORS["codes"]
        ],
        *[f"method.readCode({json.dumps(case['text'])})" for case in VECTORS["typed"]],
        *[f"method.readCode({json.dumps(text)}) ?? null" for text in VECTORS["no_codes"]],
    ]
    found = iter(evaluate("short_test_method", f"[{', '.join(calls)}]"))
    assert [next(found) for _ in VECTORS["codes"]] == [case["code"] for case in VECTORS["codes"]]
    for case in VECTORS["typed"]:
        each = next(found)
        assert (each["before"], each.get("after")) == (case["before"], case["after"])
    assert set(found) == {None}
    pairs = [[{"before": before, "after": after} for before, after in case["pairs"]] for case in VECTORS["gains"]]
    call = f"{json.dumps(pairs)}.map((each) => method.gainSentences(method.gainOf(each), {json.dumps(GAIN)}))"
    for case, lines in zip(VECTORS["gains"], evaluate("short_test_method", call), strict=True):
        found = [GAIN[each["key"]].format(**each["values"]) for each in lines]
        assert [each for each in said(case) if each not in found] == [], case["name"]
        before, after = zip(*case["pairs"], strict=True)
        assert found == sentences(gain_of(before, after), Words("en", "workshop"))


def answer(form, items, wrong: int = 0) -> None:
    """Answer all questions rightly, but for the first ones."""
    for place, item in enumerate(items):
        part = form.locator(".ls-sitting").nth(place)
        if place < wrong:
            continue
        if item.kind == "number":
            part.get_by_role("textbox").fill(str(item.question["answer"]))
        else:
            for at in item.right:
                part.get_by_role("checkbox" if item.kind == "many" else "radio").nth(at).check()


def test_a_person_takes_both_tests_and_the_trainer_reads_her_code(widget_page, violations):
    seen = widget_page(ShortTest, width=360)
    page = seen.page
    frame = page.get_by_role("region", name="Short test")
    assert frame.get_by_label("Your workshop").locator("option").count() == len(editions())
    frame.get_by_label("Your workshop").select_option("half-day")
    first, second = forms(lesson(number) for number in read_edition("half-day").lessons)
    assert second == []
    frame.get_by_role("button", name="Begin the test").click()
    answer(frame.locator("form"), first, wrong=5)
    frame.get_by_role("button", name="Hand in the test").click()
    assert frame.get_by_role("alert").inner_text().startswith("5 questions have no answer yet.")
    frame.get_by_role("button", name="Hand in the test").click()
    assert f"Your code: {code_of(7, None)}" in frame.inner_text()
    assert "You have 7 of 12 points." in frame.inner_text()
    page.reload()
    frame.get_by_label("Your workshop").select_option("half-day")
    assert frame.get_by_label("After the workshop").is_checked()
    frame.get_by_role("button", name="Begin the test").click()
    answer(frame.locator("form"), first, wrong=2)
    frame.get_by_role("button", name="Hand in the test").click()
    frame.get_by_role("button", name="Hand in the test").click()
    assert "Your code: 7-10-CX" in frame.inner_text()
    assert page.evaluate("localStorage.getItem('localsdg.workbook')") is None
    # Another phone knows nothing of the first test, so the code is typed in.
    page.evaluate("localStorage.clear()")
    page.reload()
    frame.get_by_label("Your workshop").select_option("half-day")
    frame.get_by_label("After the workshop").check()
    frame.get_by_label("Your code of the first test, if you have one").fill("7-X-XJ")
    frame.get_by_role("button", name="Begin the test").click()
    answer(frame.locator("form"), first, wrong=2)
    frame.get_by_role("button", name="Hand in the test").click()
    frame.get_by_role("button", name="Hand in the test").click()
    assert "Your code: 7-10-CX" in frame.inner_text()
    frame.get_by_text("For trainers: what the group has gained").click()
    codes = [code_of(*pair) for pair in VECTORS["gains"][0]["pairs"]]
    frame.get_by_label("Codes of the group").fill("\n".join([*codes, "7-X-XJ", "7-X-XJ", "7-10-CY"]))
    text = frame.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert [each for each in said(VECTORS["gains"][0]) if each not in text] == [], text[-900:]
    assert "Not a code: 7-10-CY." in text
    assert "2 people have only one of the two scores" in text
    assert "More than once: 7-X-XJ. Each counts" in text
    assert violations(page, at_least=10) == []
    assert seen.problems == []
