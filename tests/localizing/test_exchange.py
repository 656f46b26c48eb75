import json
from dataclasses import replace
from pathlib import Path

import pytest

from localsdg.localizing import Agenda, Item, check_agenda

ITEMS = (
    Item("Welcome by the mayor", 1, "09:00", "09:30", "opening", by_host=True),
    Item("Housing", 1, "09:45", "11:45", "session", group_work=60, cases=45, targets=("11.1",)),
    Item("Lunch", 1, "11:45", "13:00", "break"),
    Item("Work", 1, "13:00", "15:00", "session", group_work=50, cases=50, targets=("8.5", "8.6")),
    Item("Old workshops", 1, "15:30", "18:30", "visit", by_host=True, tied_to="Work"),
)
AGENDA = Agenda(
    "Inclusion", ITEMS, background_document="Note of four pages", outcome_note="Host writes, two weeks later"
)


def rules(agenda):
    return [(finding.about, finding.rule) for finding in check_agenda(agenda)]


def test_an_agenda_after_the_recipe_has_no_finding():
    assert rules(AGENDA) == []


def test_what_is_missing_is_named():
    bare = Agenda("Inclusion", (Item("Talk", 1, "09:00", "10:00", "session", cases=60),))
    assert rules(bare) == [
        ("agenda", "background"),
        ("agenda", "outcome"),
        ("agenda", "opening"),
        ("agenda", "sub-issues"),
        ("Talk", "two hours"),
        ("Talk", "balance"),
        ("Talk", "targets"),
        ("agenda", "visit"),
    ]


def test_the_opening_comes_first_and_is_given_by_the_host():
    late = replace(ITEMS[0], start="19:00", end="19:20", by_host=False)
    assert rules(replace(AGENDA, items=(late, *ITEMS[1:]))) == [
        ("Welcome by the mayor", "opening"),
        ("Welcome by the mayor", "opening"),
    ]


def test_overlaps_and_missing_breaks():
    early = replace(ITEMS[3], start="12:30", end="14:30")
    assert ("Work", "overlap") in rules(replace(AGENDA, items=(*ITEMS[:3], early, ITEMS[4])))
    without_lunch = (ITEMS[0], ITEMS[1], replace(ITEMS[3], start="11:50", end="13:50"), ITEMS[4])
    assert rules(replace(AGENDA, items=without_lunch)) == [("Work", "break")]


def test_an_overlap_with_an_item_before_the_last_one_is_seen():
    # The session goes on at 11:00, although the item before that one, the coffee, has ended.
    long = replace(ITEMS[1], start="09:30", end="12:30")
    short = Item("Coffee", 1, "10:00", "10:15", "break")
    talk = Item("Talk", 1, "11:00", "11:30", "other")
    found = check_agenda(replace(AGENDA, items=(ITEMS[0], long, short, talk)))
    assert [(each.about, each.found) for each in found if each.rule == "overlap"] == [
        ("Coffee", "It starts at 10:00, while 'Housing' goes on until 12:30."),
        ("Talk", "It starts at 11:00, while 'Housing' goes on until 12:30."),
    ]


def test_a_visit_is_tied_to_a_session_that_exists():
    loose = replace(ITEMS[4], tied_to="Transport")
    found = check_agenda(replace(AGENDA, items=(*ITEMS[:4], loose)))
    assert [str(finding) for finding in found] == [
        "Old workshops: There is no session 'Transport'. Say to which session the visit belongs."
    ]


def test_minutes_of_a_session_add_up():
    full = replace(ITEMS[1], group_work=90, cases=60)
    assert rules(replace(AGENDA, items=(ITEMS[0], full, *ITEMS[2:]))) == [("Housing", "minutes add up")]


VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "agenda.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_agendas_worked_out_by_hand(case):
    items = tuple(Item(**item | {"targets": tuple(item["targets"])}) for item in case["agenda"]["items"])
    assert [list(pair) for pair in rules(Agenda(**case["agenda"] | {"items": items}))] == case["findings"]
