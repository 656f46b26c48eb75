"""The budget tagger of lesson 2.4: method and pasted rows in JavaScript, and the widget in a browser.

Shares and sums are worked out by hand, or stated by the data set of Port Amani.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from localsdg import datasets
from localsdg.core.money import amount
from localsdg.implementation import budget_flags, tag_budget
from localsdg.widgets.kit.base import own_texts

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "budget.json").read_text("utf-8"))
MODULE = "budget_tagger_method"
TAGS = "new Map(Object.entries({tags}).map(([line, shares]) => [line, new Map(Object.entries(shares))]))"


def tags_of(tags) -> str:
    return TAGS.replace("{tags}", json.dumps(tags))


def divided(evaluate, lines, tags):
    """Return what JavaScript makes of lines (amounts as texts), in money."""
    given = json.dumps([{"id": line, "approved": value} for line, value in lines.items()])
    return evaluate(
        MODULE,
        f"""(() => {{
          const lines = {given}.map(({{ id, approved }}) => ({{ id, approved: method.hundredths(approved) }}));
          const found = method.tagBudget(lines, {tags_of(tags)});
          const pairs = ["by_target", "by_goal", "refunds"].map((name) => [name, [...found[name]]]);
          return {{ ...Object.fromEntries(pairs), untagged: found.untagged, total: found.total }};
        }})()""",
    )


def cents(amounts) -> list[list]:
    return [[name, int(Decimal(value) * 100)] for name, value in amounts.items()]


@pytest.mark.parametrize("case", VECTORS["tags"], ids=lambda case: case["name"])
def test_tags_divide_lines_in_javascript(evaluate, case):
    found = divided(evaluate, case["lines"], case["tags"])
    assert found["by_target"] == cents(case["by_target"])
    assert [[str(goal), units] for goal, units in found["by_goal"]] == cents(case["by_goal"])
    assert found["refunds"] == cents(case["refunds"])
    assert [found["untagged"], found["total"]] == [int(Decimal(case[name]) * 100) for name in ("untagged", "total")]


@pytest.mark.parametrize("case", VECTORS["execution"], ids=lambda case: case["name"])
def test_execution_in_javascript(evaluate, case):
    given = ", ".join(f"method.hundredths({json.dumps(case[name])})" for name in ("approved", "spent"))
    assert evaluate(MODULE, f"method.execution({given})") == (
        None if case["rate"] is None else pytest.approx(case["rate"])
    )


def flags(evaluate, lines, tags, whole):
    given = json.dumps([{**line, "id": line["line"], "spent": line["spent"] or "none"} for line in lines])
    units = "undefined" if whole is None else f"method.hundredths({json.dumps(whole)})"
    return evaluate(
        MODULE,
        f"""method.budgetFlags({given}.map((line) => ({{ ...line, approved: method.hundredths(line.approved),
          spent: method.hundredths(line.spent) }})), {tags_of(tags)}, {units})""",
    )


@pytest.mark.parametrize("case", VECTORS["flags"], ids=lambda case: case["name"])
def test_flags_in_javascript(evaluate, case):
    assert flags(evaluate, case["lines"], case["tags"], case["total"]) == case["flags"]


def test_both_languages_agree_on_the_whole_budget_of_port_amani(evaluate):
    tables = datasets.load("port-amani").tables
    tags = {
        line: dict(zip(group["target"], map(float, group["share"]), strict=True))
        for line, group in tables["budget_tags"].groupby("line")
    }
    for year, budget in tables["budget_years"].groupby("year"):
        lines = {row.line: str(amount(row.approved, row.line)) for row in budget.itertuples()}
        used = {line: shares for line, shares in tags.items() if line in lines}
        python, page = tag_budget(lines, used), divided(evaluate, lines, used)
        assert page["by_target"] == cents(python.by_target), year
        assert page["untagged"] == int(python.untagged * 100)
        assert page["total"] == int(python.total * 100)
        rows = [
            {
                **{name: row[name] for name in ("line", "nature", "action")},
                "approved": lines[row["line"]],
                "spent": str(amount(row["spent"], "")),
            }
            for row in budget.to_dict("records")
        ]
        expected = budget_flags(budget, used)[["line", "flag"]].to_numpy().tolist()
        assert flags(evaluate, rows, used, None) == expected


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("0", 0),
        ("12.5", 1250),
        ("-10.01", -1001),
        ("12.340", 1234),
        ("89999999999999.99", 8999999999999999),
        *((wrong, None) for wrong in ("12.345", "1e21", "90000000000000", "x", "")),
    ],
)
def test_amounts_in_hundredths(evaluate, typed, units):
    found = evaluate(
        MODULE, f"[method.hundredths({json.dumps(typed)})].map((each) => Number.isNaN(each) ? null : each)"
    )
    assert found == [units]


# Rows as they are pasted: name, text, the sign before decimals if the learner has said it, lines, total, rows left.
PASTED = [
    ("tabs with headings", "Budget line\tApproved\tSpent\nRoads\t1,200,000.50\t900\nWater\t800000\t", None,
     [["Roads", "1200000.5", "900"], ["Water", "800000", ""]], None, 0),
    ("headings in another order, and what was revised is not the original",
     "Actual\tRevised budget\tOriginal budget\tName\n10\t30\t20\tRoads", None, [["Roads", "20", "10"]], None, 0),
    ("no headings, a code before the title", "4301\tRoads\t120000\t90000", None,
     [["Roads", "120000", "90000"]], None, 0),
    ("semicolons and decimal commas; the thousands follow from the decimals",
     "Straßen;1.234;12,5\nWasser;2.500.000,00;3.000", None,
     [["Straßen", "1234", "12.5"], ["Wasser", "2500000", "3000"]], None, 0),
    ("a total, a subtotal and a title", "Budget 2025\nRoads\t100\nSubtotal\t100\nWater\t50\nTotal\t150", None,
     [["Roads", "100", ""], ["Water", "50", ""]], "150", 2),
    ("quotation marks around commas", '"Roads, lights","1,200,000",5\nWater,7,8', None,
     [["Roads, lights", "1200000", "5"], ["Water", "7", "8"]], None, 0),
    ("currency and brackets", "Roads\tKES 1 200 000\t€ 5\nRefund\t(300.25)\t", None,
     [["Roads", "1200000", "5"], ["Refund", "-300.25", ""]], None, 0),
    ("blanks alone", "Road works 1 200 000\nWater 800000.5", None,
     [["Road works", "1200000", ""], ["Water", "800000.5", ""]], None, 0),
    ("the learner has said that the comma stands before decimals", "Roads\t1,200\nWater\t3,400", ",",
     [["Roads", "1.2", ""], ["Water", "3.4", ""]], None, 0),
    ("the learner has said that the point does", "Roads\t1,200\nWater\t3,400", ".",
     [["Roads", "1200", ""], ["Water", "3400", ""]], None, 0),
    ("empty rows and windows line ends", "\r\nRoads\t100\r\n\r\n", None, [["Roads", "100", ""]], None, 0),
]  # fmt: skip


def read(evaluate, text, decimal=None):
    words = json.dumps(own_texts("budget_tagger")["paste_words"])
    return evaluate(
        "budget_tagger_paste", f"method.readLines({json.dumps(text)}, {words}, {json.dumps(decimal)} ?? undefined)"
    )


@pytest.mark.parametrize(
    ("text", "decimal", "lines", "total", "left"), [each[1:] for each in PASTED], ids=[each[0] for each in PASTED]
)
def test_pasted_rows_are_read(evaluate, text, decimal, lines, total, left):
    found = read(evaluate, text, decimal)
    assert [[line["title"], line["approved"], line["spent"]] for line in found["lines"]] == lines
    assert found.get("total", {}).get("approved") == total
    assert len(found["left"]) == left


def test_pasted_rows_that_can_mean_two_things_are_asked(evaluate):
    assert read(evaluate, "Roads\t1,200\nWater\t3,400")["ask"] == {
        "text": "1,200",
        "readings": [1200, 1.2],
        "signs": [".", ","],
    }
    assert read(evaluate, "Roads,120,300\nWater,1,200,5") == {"fault": "commas"}
    for nothing in ("", "Roads", "100\t200", "Roads\tmany"):
        assert read(evaluate, nothing) == {"fault": "nothing"}


def test_capital_and_recurrent_are_read(evaluate):
    found = read(evaluate, "Line\tKind\tApproved\nRoads\tCapital\t100\nStaff\trecurrent\t50\nOther\t\t1")
    assert [line["nature"] for line in found["lines"]] == ["capital", "recurrent", ""]
    assert [line["title"] for line in found["lines"]] == ["Roads", "Staff", "Other"]


ENTRY = "budget_tagger_entry"
STRANGE = {
    "year": ["2025"],
    "currency": 7,
    "lines": {
        "a": {"title": "Roads", "approved": 12.5, "spent": ["x"], "note": {"deep": 1}, "action": None},
        "b": "no line",
        "constructor": {"title": "Water", "approved": "1 200,5"},
    },
    "tags": {
        "a": {"6.1": {"share": 0.25}, "6.2": {"share": "a lot"}, "99.9": {"share": 1}, "11.2": 5},
        "gone": {"6.1": {"share": 1}},
        "constructor": None,
    },
    "more": [1],
}


def test_strange_entries_lose_nothing(evaluate):
    state = evaluate(ENTRY, f"method.unpack({json.dumps(STRANGE)})")
    assert [line["title"] for line in state["lines"]] == ["Roads", "Water"]
    assert state["lines"][0]["tags"] == [["6.1", "25"], ["6.2", "a lot"]]
    assert (state["year"], state["currency"]) == ("", "7")
    packed = evaluate(ENTRY, f"method.pack({json.dumps(state)})")
    assert packed["year"] == ["2025"]
    assert packed["more"] == [1]
    assert packed["lines"]["b"] == "no line"
    assert packed["lines"]["a"]["spent"] == ["x"]
    assert packed["lines"]["a"]["note"] == {"deep": 1}
    assert packed["lines"]["constructor"]["approved"] == "1 200,5"
    assert packed["tags"]["a"] == STRANGE["tags"]["a"]
    assert packed["tags"]["gone"] == STRANGE["tags"]["gone"]


@pytest.mark.parametrize("entry", [{"lines": [1]}, {"lines": None}, {"tags": "x"}, {"lines": "x", "tags": [None]}, {}])
def test_what_is_no_work_stays_as_it_is(evaluate, entry):
    packed = evaluate(ENTRY, f"method.pack(method.unpack({json.dumps(entry)}))")
    assert {name: packed[name] for name in entry if entry[name]} == {name: each for name, each in entry.items() if each}


def test_a_line_may_have_any_id(evaluate):
    entry = json.dumps(json.dumps({"lines": {"__proto__": {"title": "Roads"}}}))
    assert evaluate(ENTRY, f"method.pack(method.unpack(JSON.parse({entry})))")["lines"]["__proto__"]["title"] == "Roads"
