"""The widget of lesson 2.3 and its method. Expected values were worked out by hand: see the vectors."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pandas as pd
import pytest

from localsdg.implementation import failed_gates, rank_options, weighting_shares
from localsdg.widgets import Municipality, Priorities
from localsdg.workbook import Field, Workbook

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "priorities.json").read_text("utf-8"))


def ranked(values: list, less: list[bool], swings: list[float]) -> dict:
    names = [f"c{at}" for at in range(len(less))]
    table = pd.DataFrame(values, columns=names, dtype=float)
    ways = {name: "less is better" for name, fewer in zip(names, less, strict=True) if fewer}
    found = rank_options(table, dict(zip(names, swings, strict=True)), ways)
    by_option = found.table.sort_index()
    return {
        "weights": [found.weights[name] / 100 for name in names],
        "scores": by_option["score"].tolist(),
        "rank": by_option["rank"].tolist(),
        "deciding": names.index(found.deciding) if found.deciding else -1,
        "shares": weighting_shares(table, ways).tolist(),
    }


@pytest.mark.parametrize("case", VECTORS["gates"], ids=lambda case: case["name"])
def test_gates(evaluate, case):
    assert failed_gates({"action": case["gates"]}) == {"action": tuple(case["failed"])}
    assert evaluate("priorities_method", f"method.failedGates({json.dumps(case['gates'])})") == case["failed"]


@pytest.mark.parametrize("case", VECTORS["rankings"], ids=lambda case: case["name"])
@pytest.mark.parametrize("language", ["Python", "JavaScript"])
def test_rankings(evaluate, case, language):
    given = [case[name] for name in ("values", "less", "swings")]
    if language == "Python":
        found = ranked(*given)
    else:
        found = evaluate("priorities_method", f"method.ranking(...{json.dumps(given)})")
    for name in ("weights", "scores", "shares"):
        if name in case:
            assert found[name] == pytest.approx(case[name], abs=1e-6), name
    assert (found["rank"], found["deciding"]) == (case["rank"], case["deciding"])


def test_both_languages_rank_alike(evaluate):
    chance = random.Random(23)
    for _ in range(12):
        criteria, actions = chance.randint(1, 5), chance.randint(1, 14)
        values = [[chance.randint(0, 9) for _ in range(criteria)] for _ in range(actions)]
        less = [chance.random() < 0.4 for _ in range(criteria)]
        swings = [chance.randint(1, 100) for _ in range(criteria)]
        expected = ranked(values, less, swings)
        found = evaluate("priorities_method", f"method.ranking(...{json.dumps([values, less, swings])})")
        assert found["rank"] == expected["rank"]
        assert found["scores"] == pytest.approx(expected["scores"], abs=1e-6)
        assert found["shares"] == pytest.approx(expected["shares"], abs=1e-6)


def test_the_number_of_weightings():
    # Five criteria: 14! / (10! 4!) = 1,001 ways to share ten tenths.
    best_in_one = pd.DataFrame({"a": [1, 0], "b": [0, 1], "c": [0, 1], "d": [0, 1], "e": [0, 1]}, dtype=float)
    # x is first where a has five tenths or more: 5 tenths for a leave C(8, 3) = 56 ways, then 35, 20, 10, 4, 1: 126.
    assert weighting_shares(best_in_one)[0] == pytest.approx(100 * 126 / 1001)


@pytest.fixture
def widget(widget_page):
    seen = widget_page(Priorities, width=360)
    yield seen.page
    assert seen.problems == []


def test_the_plan_of_port_amani_is_ranked_after_the_gates(widget, violations):
    # A12 names nobody who is left out, A15 leaves a link against 13.2 open, A29 and A30 serve no target of the town.
    said = widget.locator(".ls-result").inner_text()
    assert "4 actions do not pass all gates, and are not ranked:" in said
    for code, words in (("A12", "left out"), ("A15", "works against"), ("A29", "is our task"), ("A30", "is our task")):
        line = widget.locator(".ls-result li", has_text=code)
        assert words in line.inner_text()
    rows = widget.locator(".ls-ranking tbody tr")
    assert rows.count() == 10
    assert widget.locator(".ls-title").inner_text().startswith("A24 Warn every household before a flood comes first")
    committee = rows.all_inner_texts()
    widget.get_by_role("tab", name="All equal").click()
    assert widget.locator(".ls-ranking tbody tr").all_inner_texts() != committee
    assert widget.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(widget) == []


def test_a_swing_of_one_criterion_alone_ranks_by_it(widget):
    for at, text in enumerate(("100", "0", "0", "0", "0")):
        widget.get_by_label("Worth of this step").nth(at).fill(text)
    # The landfill serves all 212,400 people, and no other action that passes the gates does.
    assert widget.locator(".ls-title").inner_text().startswith("A06 Line and run the landfill by the rules comes first")
    for at in range(5):
        widget.get_by_label("Worth of this step").nth(at).fill("0")
    assert widget.locator(".ls-title").inner_text() == "There is nothing to rank yet."


def test_own_actions_are_typed_kept_and_known_in_the_form(widget_page):
    seen = widget_page(Priorities, (Municipality, "2.3"), width=360)
    page = seen.page
    page.get_by_role("tab", name="Your own actions").click()
    page.get_by_text("Look at the gates and scores of each action").click()
    page.get_by_label("Add actions, one in each line").fill(
        "Axis 1: Water\n1. Repair the mains\n2. Paint the hall\n\n1. Repair the mains\n"
    )
    page.get_by_role("button", name="Add them").click()
    chosen = page.get_by_label("Action", exact=True)
    chosen.locator("option", has_text="Paint the hall").wait_for(state="attached")
    # Of a whole plan only those actions are named of which something was said.
    result = page.locator(".ls-result").first
    assert "2 actions have no answer and no score yet." in result.inner_text()
    assert result.locator("li").count() == 0
    page.get_by_label("Who is left out by it?").fill("nobody")
    assert result.locator("li").all_inner_texts() == [
        "Repair the mains: nobody has said whether one of its targets is our task; nobody has said whether it works"
        " against a target; its rough cost lacks a number"
    ]
    page.get_by_label("Who is left out by it?").fill("")
    assert chosen.locator("option").all_inner_texts() == ["Repair the mains", "Paint the hall"]
    assert page.get_by_label("Add actions, one in each line").input_value() == "Axis 1: Water"
    page.get_by_text("“Axis 1: Water” stays in the box: it looks like a heading.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The text that you pasted is in the box again.").wait_for()
    assert page.get_by_label("Add actions, one in each line").input_value().startswith("Axis 1: Water\n1. Repair")
    page.get_by_role("button", name="Add them").click()
    chosen.locator("option", has_text="Paint the hall").wait_for(state="attached")
    for name, people in (("Repair the mains", "12.500"), ("Paint the hall", "800,5")):
        chosen.select_option(label=name)
        page.get_by_label("Is one of its targets our own").select_option(label="Yes")
        page.get_by_label("Does it work against a target?").select_option(label="No, against none")
        page.get_by_label("Who is left out by it?").fill("the hill district")
        page.get_by_label("Rough cost").fill("1 200 000")
        for at, text in enumerate((people, "4", "3", "0")):
            page.locator(".ls-score input.ls-number").nth(at).fill(text)
            page.keyboard.press("Tab")
    chosen.select_option(label="Repair the mains")
    # "12.500" can mean two things, and is asked back.
    page.locator(".ls-score").first.get_by_role("button").first.click()
    page.get_by_label("Worth of this step").first.fill("100")
    assert page.get_by_text("From 800.5 to 12,500", exact=False).count() == 1
    assert page.locator(".ls-title").inner_text().startswith("Repair the mains comes first, with 100 of 100 points.")
    page.locator(".ls-kept output", has_text="1. Repair the mains; 2. Paint the hall").wait_for()
    page.reload()
    assert page.locator(".ls-title").inner_text().startswith("Repair the mains comes first")
    kept = page.evaluate("JSON.parse(localStorage.getItem('localsdg.workbook')).records.action")
    assert kept["first"]["name"]["value"] == "Repair the mains"
    assert kept["first"]["gates/left out"]["value"] == "the hill district"
    assert seen.problems == []


def test_gates_are_filled_in_from_the_lessons_before(widget_page):
    seen = widget_page(Priorities)
    fields = {
        ("records", "judgement", "6.1", "whose"): "own",
        ("records", "judgement", "7.1", "whose"): "not ours",
        ("records", "action", "first", "name"): "Repair the mains",
        ("records", "action", "first", "links/6.1/kind"): "direct",
        ("records", "action", "first", "links/6.1/reason"): "Water comes every day.",
        ("records", "action", "b", "name"): "Lay gas pipes",
        ("records", "action", "b", "links/7.1/kind"): "direct",
        ("records", "action", "b", "links/7.1/reason"): "Homes cook without wood.",
        ("records", "action", "b", "links/7.2/kind"): "against",
        ("records", "action", "b", "links/7.2/reason"): "Gas ties homes for years.",
        ("records", "action", "c", "name"): "Paint the hall",
        ("records", "action", "c", "links/6.1/kind"): "direct",  # without a reason it does not count
    }
    book = Workbook({place: Field(value, "2026-03-02T08:00:00.000Z", "") for place, value in fields.items()})
    page = seen.page
    page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", book.text())
    page.reload()
    page.get_by_role("tab", name="Your own actions").click()
    page.get_by_text("Look at the gates and scores of each action").click()
    page.get_by_text("It is filled in from lessons 1.2 and 2.2.").wait_for()
    gates = ("Is one of its targets our own", "Does it work against a target?")
    found = {}
    for name in ("Repair the mains", "Lay gas pipes", "Paint the hall"):
        page.get_by_label("Action", exact=True).select_option(label=name)
        found[name] = [page.get_by_label(gate).input_value() for gate in gates]
    assert found == {"Repair the mains": ["yes", ""], "Lay gas pipes": ["no", "open"], "Paint the hall": ["", ""]}
    page.get_by_label("Action", exact=True).select_option(label="Lay gas pipes")
    assert page.get_by_text("It is filled in from lessons 1.2 and 2.2.").count() == 2
    assert seen.problems == []
