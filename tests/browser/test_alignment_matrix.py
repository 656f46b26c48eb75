"""The alignment matrix of lesson 2.2: method, suggestions and pasted plans in JavaScript, and the widget in a browser.

Links of Port Amani are those of its table; what follows from them is counted by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg import datasets
from localsdg.core import agenda2030
from localsdg.core.content import content_root
from localsdg.implementation import alignment, suggest_targets
from localsdg.widgets.kit.base import own_texts

VECTORS = Path(__file__).parents[1] / "vectors"
CASES = json.loads((VECTORS / "alignment.json").read_text("utf-8"))
WORDS = json.loads((VECTORS / "suggest_targets.json").read_text("utf-8"))
ALL = [target.code for target in agenda2030.TARGETS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_alignment_in_javascript(evaluate, case):
    relevant = [code for code in ALL if case["judgements"].get(code) in ("own", "shared")]
    given = ", ".join(map(json.dumps, (case["actions"], case["links"], relevant)))
    found = evaluate("alignment_matrix_method", f"method.alignPlan({given})")
    expected = case["expected"]
    for name in ("direct", "indirect"):
        assert dict(found[name]) == expected[name]
        part = expected[f"{name}_coverage"]
        assert found[f"{name}_coverage"] == (part and pytest.approx(100 * part[0] / part[1]))
    assert {str(goal): counts for goal, *counts in found["goals"]} == expected["goals"]
    for name in ("against", "unresolved", "outside", "not_counted"):
        assert [[link["action"], link["target"]] for link in found[name]] == expected[name]
    index = expected["concentration"]
    assert found["concentration"] == (index and pytest.approx(index[0] / index[1]))
    assert found["effective_goals"] == (index and pytest.approx(index[1] / index[0]))
    for name in ("orphan_targets", "orphan_actions", "only_against"):
        assert found[name] == expected[name]


def test_a_link_without_a_kind_does_not_count(evaluate):
    links = [{"action": "a", "target": "6.1", "kind": "", "reason": "Taps in homes", "resolved": ""}]
    found = evaluate("alignment_matrix_method", f'method.alignPlan(["a"], {json.dumps(links)}, ["6.1"])')
    assert found["orphan_actions"] == ["a"]
    assert len(found["not_counted"]) == 1


@pytest.mark.parametrize(
    ("name", "goals"),
    [
        ("New pipes (SDG 6)", [6]),
        ("New pipes (SDGs 6, 11 and 13)", [6, 11, 13]),
        ("Goal 4: read after school; goal 4", [4]),
        ("SDG: 3/5", [3, 5]),
        ("Pipes for 6.1, SDG 6.1 and SDG 16.10", []),
        ("SDG 18, SDG 0, twelve buses, 3 goals by 2030", []),
        ("The goal is 90 %", []),
    ],
)
def test_goal_tags(evaluate, name, goals):
    words = own_texts("alignment_matrix")["goal_words"]
    given = ", ".join(map(json.dumps, (name, words)))
    assert evaluate("alignment_matrix_method", f"method.goalTags({given})") == goals


@pytest.fixture
def own_words(tmp_path, monkeypatch):
    """The small language of the vectors in place of ours, so that other words change nothing here."""
    english = alignment._FOLDER.joinpath("en.json").read_text(encoding="utf-8")
    (tmp_path / "en.json").write_text(english, encoding="utf-8")
    (tmp_path / "xx.json").write_text(json.dumps(WORDS["language"]), "utf-8")
    monkeypatch.setattr(alignment, "_FOLDER", tmp_path)
    alignment._language.cache_clear()
    yield alignment.leading_words("xx")
    alignment._language.cache_clear()


@pytest.mark.parametrize("case", WORDS["cases"], ids=lambda case: case["name"])
def test_suggestions_by_hand(evaluate, own_words, case):
    python = suggest_targets(case["text"], most=case["most"], language="xx")
    assert [[each.target, list(each.words)] for each in python] == case["found"]
    leads = [[keyword.split(" "), codes] for keyword, codes in own_words["leads"].items()]
    language = json.dumps({**own_words, "leads": leads})
    found = evaluate(
        "alignment_matrix_suggest", f"method.suggestTargets({json.dumps(case['text'])}, {language}, {case['most']})"
    )
    assert [[each["target"], each["words"]] for each in found] == case["found"]


def test_both_languages_suggest_the_same(evaluate):
    plan = (content_root() / "assets" / "data" / "port-amani" / "plan.md").read_text("utf-8")
    words = [word for _, word in agenda2030.KEYWORDS]
    lines = [line for line in [*plan.splitlines(), *words, "Straßen, ΟΔΟΣ, Ägypten"] if any(map(str.isalpha, line))]
    page = evaluate("alignment_matrix_suggest", f"{json.dumps(lines)}.map((text) => method.suggestTargets(text))")
    for text, found in zip(lines, page, strict=True):
        python = [[each.target, list(each.words)] for each in suggest_targets(text)]
        assert [[each["target"], each["words"]] for each in found] == python, text


# Plans as they are pasted: name, text, actions, names that stand twice, lines left.
PASTED = [
    ("plain lines", "Extend the mains\nPlant trees\n\n  Repair leaks  ",
     ["Extend the mains", "Plant trees", "Repair leaks"], [], []),
    ("bullets of all sorts", "- Extend the mains\n• Plant trees\n* Repair leaks\n– 12 new buses\n[ ] Open a library",
     ["Extend the mains", "Plant trees", "Repair leaks", "12 new buses", "Open a library"], [], []),
    ("numbers in many forms",
     "1. Extend the mains\n2) Plant trees\n(3) Repair leaks\n4.2. Open a library\n4.3 Run a ferry\na) Mow",
     ["Extend the mains", "Plant trees", "Repair leaks", "Open a library", "Run a ferry", "Mow"], [], []),
    ("numbers that belong to the action",
     "40 bus shelters\n2.5 km of cycle lanes\n2030 plan for parks\nA4 paper for schools",
     ["40 bus shelters", "2.5 km of cycle lanes", "2030 plan for parks", "A4 paper for schools"], [], []),
    ("codes are stronger than bullets", "Axis 1: Water\nA01. Extend the mains\n- Cost: 5\nMuch text.\nA02: Plant trees",
     ["Extend the mains", "Plant trees"], [], ["Axis 1: Water", "Cost: 5", "Much text."]),
    ("numbered headings above bullets", "1. Water\n- Extend the mains\n- Repair leaks\n2. Green\n- Plant trees",
     ["Extend the mains", "Repair leaks", "Plant trees"], [], ["Water", "Green"]),
    ("headings between plain lines", "OUR PLAN\nExtend the mains\nHealth:\nOpen a clinic\nPillar 2 Growth\nMow",
     ["Extend the mains", "Open a clinic", "Mow"], [], ["OUR PLAN", "Health:", "Pillar 2 Growth"]),
    ("lines that run on", "- Extend the mains in Saltfield\nand Riverbend\n- Plant trees",
     ["Extend the mains in Saltfield and Riverbend", "Plant trees"], [], []),
    ("the same twice, and in the list already", "- Plant trees\n- plant trees.\n- Repair leaks\n- Mow the lawns",
     ["Plant trees", "Mow the lawns"], ["plant trees.", "Repair leaks"], []),
    ("a table with heads", "No.\tProject\tCost\n1\tExtend the mains\t500\n2\tPlant trees\t7",
     ["Extend the mains", "Plant trees"], [], ["No. Project Cost"]),
    ("a table without heads", "A01\tExtend the water mains\tWater\nA02\tPlant street trees\tParks",
     ["Extend the water mains", "Plant street trees"], [], []),
    ("a table of Markdown", "| Action | Cost |\n|---|---|\n| **Plant trees** | 7 |\n| Mow | 1 |",
     ["Plant trees", "Mow"], [], ["Action Cost", "--- ---"]),
    ("Windows, old Macs, signs that nobody sees", "Plant\u00a0trees\r\nRe\u00adpair leaks\rMow",
     ["Plant trees", "Mow"], ["Repair leaks"], []),
    ("nothing", " \n\n", [], [], []),
    ("names of JavaScript", "constructor\n__proto__\ntoString", ["constructor", "__proto__", "toString"], [], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "actions", "twice", "left"), [each[1:] for each in PASTED], ids=[each[0] for each in PASTED]
)
def test_pasted_plans_are_read(evaluate, text, actions, twice, left):
    words = own_texts("kit")["plan_words"]
    given = ", ".join(map(json.dumps, (text, words, ["Repair leaks"] if twice else [])))
    found = evaluate("plan_lines", f"method.actionsIn({given})")
    assert found == {"actions": actions, "twice": twice, "left": left}


def test_the_whole_plan_of_port_amani_is_pasted(evaluate):
    plan = (content_root() / "assets" / "data" / "port-amani" / "plan.md").read_text("utf-8")
    given = ", ".join(map(json.dumps, (plan, own_texts("kit")["plan_words"])))
    found = evaluate("plan_lines", f"method.actionsIn({given})")
    assert found["actions"] == datasets.load("port-amani").tables["actions"]["title"].tolist()
    assert found["twice"] == []
