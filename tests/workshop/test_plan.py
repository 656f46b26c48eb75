"""Agendas of workshops. The expected minutes are worked out by hand from the cards of lessons 1.2, 1.6, 2.6 and 3.2."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.widgets.kit.base import texts
from localsdg.workshop import card, lessons_with_cards, plan_workshop
from localsdg.workshop.plan import clock
from localsdg.workshop.timing import minutes_needed, plan_day

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
    assert agenda.shortened == (("1.2", 50, 60), ("2.6", 60, 75), ("1.6", 45, 60))
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


# Minutes of sessions: those of the cards, two hours, odd ones, and one that is too long for any stretch.
LENGTHS = st.lists(st.sampled_from([37, 45, 60, 62, 75, 90, 120, 180]), min_size=1, max_size=6)
STARTS = st.integers(6 * 60, 18 * 60)
PEOPLE = st.sampled_from([1, 10, 11, 20, 35, 200])


@given(full=LENGTHS, minutes=st.integers(-10, 900), start=STARTS, people=PEOPLE)
def test_every_day_keeps_its_promises(full, minutes, start, people):
    slots = plan_day(full, minutes, start, people)
    if slots is None:
        return
    assert (slots[0].kind, slots[0].minutes, slots[-1].kind) == ("welcome", 5, "closing")
    assert sum(each.minutes for each in slots) == minutes
    assert min(each.minutes for each in slots) > 0
    assert [each.session for each in slots if each.kind == "session"] == sorted(
        each.session for each in slots if each.kind == "session"
    )
    # Five minutes of closing for each ten people, half an hour at most; what is left over is less than ten minutes.
    closing = min(30, 5 * -(-people // 10))
    assert closing <= slots[-1].minutes < closing + 10
    given_minutes = [sum(each.minutes for each in slots if each.session == at) for at in range(len(full))]
    assert all(2 * whole <= 3 * part and part <= whole for whole, part in zip(full, given_minutes, strict=True))
    if given_minutes != full:
        assert slots[-1].minutes == closing
        assert not any(each.kind == "own" for each in slots)
    stretch, now, lunches = 0, start, []
    for one, other in pairwise([*slots, None]):
        if one.kind in ("break", "lunch"):
            stretch = 0
            assert other.kind in ("session", "own")
            assert one.minutes in (range(60, 76) if one.kind == "lunch" else range(15, 31))
        else:
            stretch += one.minutes
            assert stretch <= 120
        lunches += [now] if one.kind == "lunch" else []
        now += one.minutes
    spans = start < 11 * 60 + 45 and minutes >= 240 and start + minutes >= 13 * 60 + 30
    assert len(lunches) == spans
    assert all(11 * 60 + 30 <= begin <= 14 * 60 for begin in lunches)


@given(full=LENGTHS, minutes=st.integers(-10, 500), start=STARTS, people=PEOPLE)
def test_the_minutes_of_a_refusal_are_exactly_enough(full, minutes, start, people):
    if plan_day(full, minutes, start, people):
        return
    least, whole = minutes_needed(full, minutes, start, people)
    assert minutes < least <= whole

    def sessions(time):
        day = plan_day(full, time, start, people)
        return day and sum(each.minutes for each in day if each.kind == "session")

    assert sessions(least)
    assert sessions(least - 1) is None
    assert sessions(whole) == sum(full)
    assert sessions(whole - 1) != sum(full)


def test_a_session_that_is_too_long_is_divided():
    # 1.5 has 90 minutes. With 200 people the closing has 30, which leaves 120 - 5 - 30 = 85 for what stands between.
    # 5 + 45 + 45 + 30 pass 120, so a break parts them: 5 + 45 + 15 + 45 + 30 = 140.
    agenda = plan_workshop(["1.5"], 140, people=200)
    assert [(each.kind, each.minutes) for each in agenda.entries] == [
        ("welcome", 5),
        ("session", 45),
        ("break", 15),
        ("session", 45),
        ("closing", 30),
    ]
    assert [each.title[-13:] for each in agenda.sessions] == ["(part 1 of 2)", "(part 2 of 2)"]
    for part in agenda.sessions:
        assert sum(step.minutes for step in part.card.steps) == 45
    assert agenda.shortened == ()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (([], 60), "no lessons"),
        ((["1.2", "1.2"], 180), "Lesson 1.2 is named twice"),
        ((["1.2"], 60, "nine"), "start is 'nine': give a time of day such as 09:00"),
        ((["1.2"], 120, "23:00"), "go past midnight"),
        ((["1.2", "3.2"], 60), "60 minutes are too few for these lessons. .* 90 minutes are enough. .* you need 145"),
        ((["1.2"], 60, "09:00", 0), "people is 0: give how many take part"),
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
