"""Agendas of workshops. The expected minutes are worked out by hand from the cards of lessons 1.2, 1.6, 2.6 and 3.2."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.widgets.kit.base import texts
from localsdg.workshop import card, lessons_with_cards, plan_workshop
from localsdg.workshop.plan import clock

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "workshop_plan.json").read_text("utf-8"))


def lines(agenda):
    return [(entry.time, entry.title.split()[0]) for entry in agenda.entries]


def test_a_card_is_read_from_its_lesson():
    found = card("1.2")
    assert found.title == "Who is competent for what?"
    assert found.minutes == 60
    assert [step.minutes for step in found.steps] == [5, 25, 15, 10, 5]
    assert found.audience == "Councillors, heads of department, the legal office."
    assert found.targets == ("16.6",)


def test_the_steps_of_every_card_add_up():
    for lesson in lessons_with_cards():
        assert sum(step.minutes for step in card(lesson).steps) == card(lesson).minutes
        assert all(vars(card(lesson)).values())


def test_two_sessions_with_time_for_both():
    # 5 + 60 + 60 are more than 120 in one stretch, so a break stands between: 5 + 60 + 15 + 60 + 5 = 145.
    assert lines(plan_workshop(["1.2", "3.2"], 145, "13:30")) == [
        ("13:30–13:35", "Welcome,"),
        ("13:35–14:35", "1.2"),
        ("14:35–14:50", "Break"),
        ("14:50–15:50", "3.2"),
        ("15:50–15:55", "Closing:"),
    ]


def test_half_a_day_with_three_sessions_shortens_all_alike():
    # 180 - 10 for both ends - 15 for one break leave 155, in steps of five, for 60 + 75 + 60 = 195 minutes:
    # 31 * 60 / 195 = 9.54 and 31 * 75 / 195 = 11.92, so 50, 60 and 45 minutes.
    agenda = plan_workshop(["1.2", "2.6", "1.6"], 180)
    assert [(entry.minutes, entry.planned) for entry in agenda.sessions] == [(50, 60), (60, 75), (45, 60)]
    assert [step.minutes for step in agenda.sessions[0].card.steps] == [5, 20, 12, 8, 5]
    assert lines(agenda)[3:5] == [("10:55–11:10", "Break"), ("11:10–11:55", "1.6")]


def test_a_long_day_has_lunch_and_time_for_the_own_municipality():
    agenda = plan_workshop(["1.2", "1.6", "2.6", "3.2"], 420)
    assert lines(agenda) == [
        ("09:00–09:05", "Welcome,"),
        ("09:05–10:05", "1.2"),
        ("10:05–10:20", "Break"),
        ("10:20–11:20", "1.6"),
        ("11:20–11:35", "Break"),
        ("11:35–12:50", "2.6"),
        ("12:50–13:50", "Lunch"),
        ("13:50–14:50", "3.2"),
        ("14:50–15:05", "Break"),
        ("15:05–15:55", "In"),
        ("15:55–16:00", "Closing:"),
    ]
    assert agenda.shortened == ()


@given(
    lessons=st.permutations(["1.2", "1.6", "2.6", "3.2"]).flatmap(
        lambda order: st.integers(1, 4).map(lambda count: order[:count])
    ),
    minutes=st.integers(60, 600),
    start=st.sampled_from(["08:00", "09:30", "13:15"]),
)
def test_every_agenda_fills_its_time_without_gaps(lessons, minutes, start):
    try:
        agenda = plan_workshop(lessons, minutes, start)
    except ValueError as error:
        assert "are too few" in str(error)
        return
    assert sum(entry.minutes for entry in agenda.entries) == minutes
    for one, other in zip(agenda.entries, agenda.entries[1:], strict=False):
        assert one.start + one.minutes == other.start
    assert [entry.card.lesson for entry in agenda.sessions] == lessons
    stretch = 0
    for entry in agenda.entries[:-1]:
        stretch = 0 if entry.title in ("Break", "Lunch") else stretch + entry.minutes
        assert stretch <= 120 or entry.title.startswith("In your")
    for entry in agenda.sessions:
        assert 2 * entry.planned / 3 <= entry.minutes <= entry.planned
        assert sum(step.minutes for step in entry.card.steps) == entry.minutes
        assert min(step.minutes for step in entry.card.steps) >= 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (([], 60), "no lessons"),
        ((["1.2", "1.2"], 180), "Lesson 1.2 is named twice"),
        ((["1.2"], 60, "nine"), "start is 'nine': give a time of day such as 09:00"),
        ((["1.2"], 120, "23:00"), "go past midnight"),
        (
            (["1.2", "3.2"], 60),
            "60 minutes are too few: lesson 1.2 would have 25 of its 60 minutes. .* takes 130 minutes",
        ),
        ((["1.2"], -5), "too few"),
    ],
)
def test_what_cannot_be_planned_is_said(call, words):
    with pytest.raises(ValueError, match=words):
        plan_workshop(*call)


def test_an_unknown_lesson_names_the_known_ones():
    with pytest.raises(KeyError, match=r"no lesson '9.9' with a trainer's card. There are: 1.1, 1.2,"):
        plan_workshop(["9.9"], 60)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_vectors_of_the_page(case):
    words = texts("workshop_plan")["entries"]
    assert {lesson: card(lesson).minutes for lesson in VECTORS["cards"]} == VECTORS["cards"]
    if "message" in case:
        with pytest.raises(ValueError, match=f"^{re.escape(case['message'])}$"):
            plan_workshop(case["lessons"], case["minutes"], case["start"])
        return
    agenda = plan_workshop(case["lessons"], case["minutes"], case["start"])
    found = [(clock(entry.start), entry.minutes, entry.title) for entry in agenda.entries]
    assert found == [
        (start, minutes, words[name] if name in words else f"{name} {card(name).title}")
        for name, start, minutes in case["entries"]
    ]
