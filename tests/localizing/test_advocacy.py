import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.localizing import Message, allocate, check_message, check_messages

GOOD = Message(
    text="One in four homes in the hills has no water. A pipe from the reservoir would change that before 2028.",
    audience="councillors of the budget committee",
    ask="Put 400,000 crowns for the pipe into the budget of 2027.",
    evidence="24 % of homes in the hills have no piped water (2025).",
    source="Port Amani (fictional), household survey 2025",
)


def rules(message):
    return [finding.rule for finding in check_message(message)]


def test_a_message_with_all_five_elements_has_no_finding():
    assert rules(GOOD) == []


def test_each_missing_element_is_named():
    assert rules(Message(text=GOOD.text)) == ["audience", "ask", "evidence"]
    no_source = Message(GOOD.text, GOOD.audience, GOOD.ask, GOOD.evidence)
    assert [finding.found for finding in check_message(no_source)] == ["The figure has no source."]


def test_length_and_jargon():
    sentence = "We will " + "really " * 24 + "act."  # 27 words
    found = check_message(Message(sentence, "all", "act", "12 %", "census"))
    assert [(finding.rule, finding.found.endswith("has 27 words.")) for finding in found] == [("length", True)]
    long = "We build a park. " * 16  # 64 words in short sentences
    assert rules(Message(long, "all", "come", "12 %", "census")) == ["length"]
    specialists = Message("We leverage synergies.", "all", "come", "12 %", "census")
    assert [finding.found for finding in check_message(specialists)] == [
        "“leverage” is a word of specialists.",
        "“synergies” is a word of specialists.",
    ]


VECTORS = Path(__file__).parents[1] / "vectors"


def cases(name):
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", cases("message"), ids=lambda case: case["name"])
def test_messages_counted_by_hand(case):
    found = check_message(Message(**case["message"]))
    assert [[finding.about, finding.rule] for finding in found] == case["findings"]


@pytest.mark.parametrize("case", cases("messages"), ids=lambda case: case["name"])
def test_several_audiences(case):
    found = check_messages([Message(**message) for message in case["messages"]])
    expected = [
        (f"message {place}: {rule.split()[1]}", rule, f"message {other}.") for place, other, rule in case["findings"]
    ]
    together = [finding for finding in found if finding.rule.startswith("same")]
    assert [(finding.about, finding.rule, " ".join(finding.found.split()[-2:])) for finding in together] == expected


def test_each_message_of_several_is_checked():
    found = check_messages([GOOD, Message("Use water well.", "residents", "", "24 %", "survey")])
    assert [str(finding) for finding in found] == [
        "message 2: ask: The message does not ask for anything. Say what the audience should do, and by when."
    ]


def test_a_budget_is_divided_exactly():
    # A third each of 1,000.00: 33.33 % twice and 33.34 % once.
    parts = allocate("1000.01", {"radio": 33.33, "posters": 33.33, "events": 33.34})
    assert sum(parts.values()) == Decimal("1000.01")
    # Exact parts: 333.303333, 333.303333, 333.403334. Rounded down 1,000.00; the cent goes to the largest remainder.
    assert parts == {"radio": Decimal("333.30"), "posters": Decimal("333.30"), "events": Decimal("333.41")}


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_the_parts_always_add_up(cents, first):
    parts = allocate(Decimal(cents) / 100, {"a": first, "b": 100 - first})
    assert sum(parts.values()) == Decimal(cents) / 100


@pytest.mark.parametrize("total", [0, "0.01", 99.99])
def test_small_totals(total):
    assert sum(allocate(total, {"a": 50, "b": 50}).values()) == Decimal(str(total))
