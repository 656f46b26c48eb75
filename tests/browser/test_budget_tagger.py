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
from localsdg.widgets import BudgetTagger, Municipality, MyCourse

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


def test_a_refund_as_the_only_spending_is_no_doubt_about_thousands(evaluate):
    """Of 1,000 approved: 1 is 0.1 %, 6,000 is 600 %, 900 paid back is -90 %, 1 is -0.1 %, and nothing is 0 %."""
    spent = [100, 600_000, -90_000, -100, 0, 80_000]
    found = evaluate(MODULE, f"{spent}.map((each) => method.askedBy(method.execution(100000, each)))")
    assert found == ["unlikely", "unlikely", "repaid", "repaid", "execution", "execution"]


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
     [["Roads", "1,200,000.50", "900"], ["Water", "800000", ""]], None, 0),
    ("headings in another order, and what was revised is not the original",
     "Actual\tRevised budget\tOriginal budget\tName\n10\t30\t20\tRoads", None, [["Roads", "20", "10"]], None, 0),
    ("no headings, a code before the title", "4301\tRoads\t120000\t90000", None,
     [["Roads", "120000", "90000"]], None, 0),
    ("semicolons and decimal commas; the thousands follow from the decimals",
     "Straßen;1.234;12,5\nWasser;2.500.000,00;3.000", None,
     [["Straßen", "1.234,00", "12,5"], ["Wasser", "2.500.000,00", "3.000,00"]], None, 0),
    ("a total, a subtotal and a title", "Budget 2025\nRoads\t100\nSubtotal\t100\nWater\t50\nTotal\t150", None,
     [["Roads", "100", ""], ["Water", "50", ""]], "150", 2),
    ("quotation marks around commas", '"Roads, lights","1,200,000",5\nWater,7,8', None,
     [["Roads, lights", "1,200,000", "5"], ["Water", "7", "8"]], None, 0),
    ("letters before the sign of a currency", "Água\tR$ 184.000,00\tUS$ 1.500,50", None,
     [["Água", "184.000,00", "1.500,50"]], None, 0),
    ("the same without cells", "Rede de água R$ 184.000,00", None, [["Rede de água", "184.000,00", ""]], None, 0),
    ("decimal commas without cells", "Água, esgoto 1.184.000,00\nRuas 12 500,50\nTOTAL 1.196.500,50", None,
     [["Água, esgoto", "1.184.000,00", ""], ["Ruas", "12 500,50", ""]], "1.196.500,50", 0),
    ("currency and brackets", "Roads\tKES 1 200 000\t€ 5\nRefund\t(300.25)\t", None,
     [["Roads", "1 200 000", "5"], ["Refund", "-300.25", ""]], None, 0),
    ("names that end in a number", "Ward 5\t100\nRN 12\tUSD 200", None,
     [["Ward 5", "100", ""], ["RN 12", "200", ""]], None, 0),
    ("blanks alone", "Road works 1 200 000\nWater 800000.5", None,
     [["Road works", "1 200 000", ""], ["Water", "800000.5", ""]], None, 0),
    ("the learner has said that the comma stands before decimals", "Roads\t1,200\nWater\t3,400", ",",
     [["Roads", "1,2", ""], ["Water", "3,4", ""]], None, 0),
    ("the learner has said that the point does", "Roads\t1,200\nWater\t3,400", ".",
     [["Roads", "1,200.00", ""], ["Water", "3,400.00", ""]], None, 0),
    ("title and amount on lines of their own", "Educação básica\n1.200.000,00\nSaúde\n800.000,50\nTotal\n2.000.000,50",
     None, [["Educação básica", "1.200.000,00", ""], ["Saúde", "800.000,50", ""]], "2.000.000,50", 0),
    ("the same with two amounts, and a title that runs on",
     "Budget 2025\nRoads and\nbridges\n1,200,000.00\n900,000.00\nWater\n800,000.00\n-", None,
     [["Roads and bridges", "1,200,000.00", "900,000.00"], ["Water", "800,000.00", ""]], None, 2),
    ("codes above the titles", "12\nEducação\n1.200,50\n10\nSaúde\n800,50\n15\nUrbanismo\n7,00", None,
     [["Educação", "1.200,50", ""], ["Saúde", "800,50", ""], ["Urbanismo", "7,00", ""]], None, 0),
    ("the sign of the currency on a line of its own", "Educação\nR$\n1.200,50\nSaúde\nR$\n800,50", None,
     [["Educação", "1.200,50", ""], ["Saúde", "800,50", ""]], None, 0),
    ("Portuguese headings without accents", "Codigo\tDescricao\tDotacao atualizada\tDotação inicial\tValor pago\n"
     "12\tEducação\t9,00\t5,50\t4,00\nSubtotal\t\t\t5,50\t\nTotal geral\t\t\t5,50\t", None,
     [["Educação", "5,50", "4,00"]], "5,50", 1),
    ("French headings",
     "Chapitre\tCrédits votés\tCrédits ouverts\tRéalisé\nVoirie\t5,50\t6,00\t4,00\nTotaux\t5,50\t6,00\t4,00", None,
     [["Voirie", "5,50", "4,00"]], "5,50", 0),
    ("German headings",
     "Produkt\tNachtrag\tHaushaltsansatz\tErgebnis\nStraßen\t9,00\t5,50\t4,00\nSumme\t9,00\t5,50\t4,00", None,
     [["Straßen", "5,50", "4,00"]], "5,50", 0),
    ("Colombian headings, a long code and the years",
     "BPIN\tNOMBRE DEL PROYECTO\tAPROPIACION INICIAL 2025\tAPROPIACION DEFINITIVA 2025\tCOMPROMISOS 2025\tPAGOS 2025\n"
     "2024257990001\tRedes de agua\t$ 1.580.352.376,00\t$ 4.327.732.403,00\t$ 1,00\t$ 377.105.456,00", None,
     [["Redes de agua", "1.580.352.376,00", "377.105.456,00"]], None, 0),
    ("definitive appropriations are revised ones, and payments are spent",
     "Concepto\tApropiación definitiva\tApropiación\tObligaciones\nVías\t9,00\t5,50\t4,00", None,
     [["Vías", "5,50", "4,00"]], None, 0),
    ("titles that begin like a total", "Summer school\t5\nGesamtschule Nord\t7\nTotals\t12", None,
     [["Summer school", "5", ""], ["Gesamtschule Nord", "7", ""]], "12", 0),
    ("totals of parts", "Roads\t5\nTotal of works\t5\nClinics\t7\nTotal\t12", None,
     [["Roads", "5", ""], ["Clinics", "7", ""]], "12", 1),
    ("text of a presentation, with titles that run on and a letter for the currency",
     "I. WATER\n1.1Pumps for the wells of\nWard 3 P 120,000.00\n1.2 Grants to School A P 50,000.25\n"
     "2. Repair of the reservoir\n(north side) P 1,250,500.50\n3. To be named\nSUB-TOTAL P 1,420,500.75", None,
     [["1.1Pumps for the wells of Ward 3", "120,000.00", ""], ["1.2 Grants to School A", "50,000.25", ""],
      ["2. Repair of the reservoir (north side)", "1,250,500.50", ""]], None, 3),
    ("letters that are no currency", "School A 120,000.00\nSchool B 50,000.00\nNorth ward 70,000.00", None,
     [["School A", "120,000.00", ""], ["School B", "50,000.00", ""], ["North ward", "70,000.00", ""]], None, 0),
    ("sizes in words, as budgets of India and of other places have them",
     "Covered market\tRs 2 crore\t150 lakh\nLake fair\tRs. 25 lakhs\t\nSchools\t₹3.5 Cr\t\n"
     "Bridge\t£3.4m\t1,2 million", None,
     [["Covered market", "20000000.00", "15000000.00"], ["Lake fair", "2500000.00", ""], ["Schools", "35000000.00", ""],
      ["Bridge", "3400000.00", "1200000.00"]], None, 0),
    ("the same without cells", "Water network ₹250 Cr\nTrees ₹0.5 crore", None,
     [["Water network", "2500000000.00", ""], ["Trees", "5000000.00", ""]], None, 0),
    ("the amount before its title, as speeches and lists have it",
     "Rs 2 crore for the covered market\nRs. 25 lakh for drains, roads and lights in Ward 5\n₹3.5 Cr – schools\n"
     "- Ksh 1.5 million has been allocated for parks in 2025-26.\n5 lakh for trees\nR$ 20.000,50 Rede de água\n"
     "Bus lane Rs 2 crore", None,
     [["the covered market", "20000000.00", ""], ["drains, roads and lights in Ward 5", "2500000.00", ""],
      ["schools", "35000000.00", ""], ["parks in 2025-26", "1500000.00", ""], ["trees", "500000.00", ""],
      ["Rede de água", "20.000,50", ""], ["Bus lane", "20000000.00", ""]], None, 0),
    ("the same in cells, where a number without a currency may be a code",
     "₹ 2,50,000\tTrees\n4301\tNo amount\nRs 3 crore for parks\t\t\nRoads\t7000.00", None,
     [["Trees", "2,50,000", ""], ["parks", "30000000.00", ""], ["Roads", "7000.00", ""]], None, 1),
    ("amounts on lines of their own above their titles", "Rs 2 crore\nMarket\nRs 35 lakh\nDrains", None,
     [["Market", "20000000.00", ""], ["Drains", "3500000.00", ""]], None, 0),
    ("numbers before a title that are no amounts",
     "12 bridges 2000.00\n2 million trees 5000.50\nRs 100 notes project Rs 2 crore\nNH 47 road 7000.00", None,
     [["12 bridges", "2000.00", ""], ["2 million trees", "5000.50", ""], ["Rs 100 notes project", "20000000.00", ""],
      ["NH 47 road", "7000.00", ""]], None, 0),
    ("metres, and millions of a title, are no amounts",
     "Drain\t500 m\t7000.00\nPlan for 2 million\t\t5000.00", None,
     [["Drain", "7000.00", ""], ["Plan for 2 million", "5000.00", ""]], None, 0),
    ("empty rows and windows line ends", "\r\nRoads\t100\r\n\r\n", None, [["Roads", "100", ""]], None, 0),
]  # fmt: skip


def read(evaluate, text, decimal=None):
    return evaluate("budget_tagger_paste", f"method.readLines({json.dumps(text)}, {json.dumps(decimal)} ?? undefined)")


@pytest.mark.parametrize(
    ("text", "decimal", "lines", "total", "left"), [each[1:] for each in PASTED], ids=[each[0] for each in PASTED]
)
def test_pasted_rows_are_read(evaluate, text, decimal, lines, total, left):
    found = read(evaluate, text, decimal)
    assert [[line["title"], line["approved"], line["spent"]] for line in found["lines"]] == lines
    assert found.get("total", {}).get("approved") == total
    assert len(found["left"]) == left


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Line\tApproved 2025\tPaid 2025\nRoads\t5\t4", "2025"),
        ("Line\tApproved 2024\tPaid 2025\nRoads\t5\t4", ""),
        ("Line\tApproved 2024-2026\nRoads\t5", ""),
        ("Line\tApproved 2021/22\tPaid 2021/2022\nRoads\t5\t4", "2021"),
        ("Budget 2021/22\nLine\tApproved\tPaid\nRoads\t5\t4", "2021"),
        ("City of Port Amani, budget 2021-22\nRoads 5,000.00\nWater 7,000.00", "2021"),
        ("Budget 2021/22\nLine\tApproved 2022\nRoads\t5", "2022"),
        ("Budget 2021/22, with figures of 2019\nLine\tApproved\nRoads\t5", ""),
        ("Development plan 2021-25\nLine\tApproved\nRoads\t5", ""),
        ("Line\tCode 2025\tApproved\nRoads\t1\t5", ""),
        ("Roads\t2025", ""),
    ],
)
def test_the_year_is_that_of_the_headings_of_the_amounts(evaluate, text, year):
    assert read(evaluate, text)["year"] == year


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Scheme\tApproved £000\tSpent £000\nHomes\t10.800\t9.120,5\nBuses\t9.000,25\t-12,5", "10800000,00"),
        ("Vote\tBudget R'000\nRoads\t1 234.5", "1234500.00"),
        ("Capital plan (£m)\nTitle\tApproved\nBridges\t3.4\nPaths\t0.25", "3400000.00"),
        ("Budget en milliers d'euros\nIntitulé\tVoté\nVoirie\t812,5", "812500,00"),
        ("Budget 2022-23 (Rs. in lakhs)\nHead\tEstimate\nWater\t250.5\nHomes\t300", "25050000.00"),
        ("Head\tBudget estimate (₹ Cr)\nWater\t250.5", "2505000000.00"),
        ("Head\tEstimate, Rs in crores\nWater\t25", "250000000.00"),
        ("Gesamtplan in Tsd. EUR\nTitel\tAnsatz\nWege\t77", "77000.00"),
        ("Plan to plant 10 000 trees\nTitle\tApproved\nTrees\t5000.00", None),
        ("Title\tApproved\nRoad of 3 million steps\t5000.00", None),
    ],
)
def test_amounts_below_a_heading_of_thousands_or_millions_are_asked(evaluate, text, full):
    found = read(evaluate, text)
    assert (found.get("scale") or {}).get("full") == full
    by = found["scale"]["by"] if full else 1
    asked = f"method.readLines({json.dumps(text)}, undefined, {{}})"
    assert evaluate("budget_tagger_paste", asked.format(by))["lines"][0]["approved"] == full or not full
    assert "scale" not in evaluate("budget_tagger_paste", asked.format(1))


def test_pasted_rows_that_can_mean_two_things_are_asked(evaluate):
    assert read(evaluate, "Roads\t1,200\nWater\t3,400")["ask"] == {
        "text": "1,200",
        "readings": [1200, 1.2],
        "signs": [".", ","],
    }
    assert read(evaluate, "Roads,120,300\nWater,1,200,5") == {"fault": "commas"}
    for nothing in ("", "Roads", "100\t200", "Roads\tmany"):
        assert read(evaluate, nothing) == {"fault": "nothing"}


def test_a_row_that_is_left_says_why(evaluate):
    found = read(evaluate, "Budget 2025\nTitle\tApproved\nRoads\t5\nSubtotal\t5\nNote\t\n\t8\nWater\t3")
    assert [[row["text"], row["why"]] for row in found["left"]] == [
        ["Budget 2025", "heading"],
        ["Subtotal\t5", "subtotal"],
        ["Note\t", "amount"],
        ["\t8", "title"],
    ]


# Amounts as they are typed, and how one of 1,234,567.80 and a refund of 12 are shown then.
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (["5", "1.200.000,00"], ["1.234.567,80", "−12,00"]),
        (["7,5"], ["1.234.567,80", "−12,00"]),
        (["1 200 000"], ["1\u00a0234\u00a0567,80", "−12,00"]),
        (["1'200.50"], ["1'234'567.80", "−12.00"]),
        (["12,34,567.00"], ["12,34,567.80", "−12.00"]),
        (["1200", "", "many", "1,200", "5,50"], ["1.234.567,80", "−12,00"]),
    ],
)
def test_amounts_are_written_as_the_office_writes_them(evaluate, typed, shown):
    found = evaluate("budget_tagger_own_amounts", f"[123456780, -1200].map(method.moneyLike({json.dumps(typed)}))")
    assert found == shown


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


@pytest.fixture
def tagger(widget_page):
    seen = widget_page(BudgetTagger)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(frame) -> str:
    return frame.locator(".ls-result .ls-title").inner_text().replace("\u00a0", " ")


def result(frame) -> str:
    return frame.locator(".ls-result").inner_text().replace("\u00a0", " ")


def line(frame, place: int):
    return frame.locator(".ls-lines > details").nth(place - 1)


def summary(frame, place: int) -> list[str]:
    """Title, amount, targets and what to ask of one line of the list."""
    return [each.replace("\u00a0", " ") for each in line(frame, place).locator("> summary > span").all_inner_texts()]


def tag(frame, place: int, code: str) -> None:
    line(frame, place).get_by_label("Target to add").select_option(code)
    line(frame, place).get_by_role("button", name="Add", exact=True).click()


def test_nothing_is_tagged_at_first_and_the_largest_lines_ask(tagger):
    # The ten largest add up to 19,545,000 of 62,300,000: 31.4 %; water mains are 3,571,000 of it, 5.7 %.
    assert title(tagger) == "0 % of the money of these 10 lines has a target. 100 % is untagged."
    assert "These lines are 31.4 % of the whole approved budget of 62,300,000.00 amani crowns (fictional)." in result(
        tagger
    )
    assert summary(tagger, 1) == [
        "Water mains in Saltfield and Riverbend",
        "3,571,000.00",
        "untagged",
        "To ask: spending; large and untagged",
    ]
    assert "It is 5.7 % of the whole budget, and it is untagged." in result(tagger)


def test_the_tagged_lines_by_goal(tagger):
    # Goal 6: 3,571,000 + 1,529,000 + 20 % of 1,578,500 = 5,415,700 of 19,545,000: 27.7 %.
    tagger.get_by_role("tab", name="Ten tagged").click()
    assert title(tagger) == "100 % of the money of these 10 lines has a target. 0 % is untagged."
    assert "Most tagged money goes to goal 6, Clean Water and Sanitation: 27.7 % of these lines." in result(tagger)
    tagger.get_by_text("The same as tables").click()
    rows = tagger.locator(".ls-twin table").first.locator("tbody tr").all()
    cells = {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows}
    assert cells["6.1 Drinking water"] == "5,100,000.00"
    assert cells["Sum"] == "19,545,000.00"


def test_a_refund_and_a_line_without_an_approved_amount(tagger):
    tagger.get_by_role("tab", name="Six hard lines").click()
    assert "One payment came back: −124,000.00 amani crowns (fictional)." in result(tagger)
    line(tagger, 1).locator("> summary").click()
    line(tagger, 1).get_by_label("Approved by the council").fill("-124000")
    assert "One line is negative, such as a refund: −124,000.00. It is shown separately and is not divided." in result(
        tagger
    )
    assert title(tagger).startswith("41.6 % of the money of these 6 lines")


def test_the_keyboard_alone_tags_a_line_and_undoes(tagger):
    page = tagger.page
    line(tagger, 4).locator("> summary").press("Enter")
    target = line(tagger, 4).get_by_label("Target to add")
    target.focus()
    target.select_option("11.1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # The new target has all that is left, and its share has the focus.
    assert page.evaluate("document.activeElement.value") == "100"
    page.keyboard.press("Control+A")
    page.keyboard.type("70,5")
    assert summary(tagger, 4)[2] == "11.1 70.5 %"
    assert "Untagged: 29.5 % of this line." in line(tagger, 4).inner_text().replace("\u00a0", " ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert summary(tagger, 4)[2] == "untagged"
    tagger.get_by_role("button", name="Undo").press("Enter")
    assert summary(tagger, 4)[2] == "11.1 70.5 %"


def test_shares_of_more_than_one_count_nothing_and_say_so(tagger):
    line(tagger, 1).locator("> summary").click()
    tag(tagger, 1, "6.1")
    line(tagger, 1).get_by_label("share in %").fill("80")
    tag(tagger, 1, "1.4")
    shares = line(tagger, 1).get_by_label("share in %")
    assert [each.input_value() for each in shares.all()] == ["80", "20"]
    shares.nth(1).fill("40")
    said = line(tagger, 1).inner_text().replace("\u00a0", " ")
    assert "The shares add up to 120 %." in said
    assert title(tagger).startswith("0 % of the money")
    tag(tagger, 1, "6.1")
    assert "6.1 is already there." in line(tagger, 1).inner_text()
    line(tagger, 1).get_by_role("button", name="Give all equal shares").click()
    assert [each.input_value() for each in shares.all()] == ["50", "50"]
    shares.nth(0).fill("x")
    assert "A share is missing, or it is not a number from 0 to 100." in line(tagger, 1).inner_text()
    assert shares.nth(0).input_value() == "x"


PASTE = "Line\tApproved\tSpent\nRoads\t1.200.000,00\t900.000,50\nWater\t800.000,00\t\nTotal\t2.000.000,00\t\nNote"


def paste(frame, text: str) -> str:
    frame.get_by_role("tab", name="Your own lines").click()
    if not frame.get_by_label("Rows of the spreadsheet").is_visible():
        frame.get_by_text("Paste lines from a spreadsheet").click()
    frame.get_by_label("Rows of the spreadsheet").fill(text)
    frame.get_by_role("button", name="Read these rows").click()
    return frame.locator("details:has(textarea)").inner_text()


def test_pasted_lines_are_not_the_whole_budget(tagger):
    said = paste(tagger, PASTE)
    assert "2 lines were added: 2.000.000,00 together." in said
    assert "The row with the total says 2.000.000,00. The rows add up to the same." in said
    assert "“Note” stays in the box: no amount was found in it." in said
    assert tagger.get_by_label("Rows of the spreadsheet").input_value() == "Note"
    assert "What is the whole approved budget?" in result(tagger)
    assert "large and untagged" not in summary(tagger, 1)[3]
    assert summary(tagger, 1)[:2] == ["Roads", "1.200.000,00"]
    tagger.get_by_role("button", name="Yes, the whole budget is 2.000.000,00").click()
    assert tagger.get_by_label("The whole approved budget").input_value() == "2.000.000,00"
    assert "These lines are the whole approved budget." in result(tagger)
    assert "large and untagged" in summary(tagger, 1)[3]
    tagger.get_by_label("The whole approved budget").fill("50 000 000")
    assert "These lines are 4 % of the whole approved budget" in result(tagger)
    tagger.get_by_label("The whole approved budget").fill("5")
    assert "Check the whole budget, or its unit." in result(tagger)


def test_the_total_of_a_budget_counts_its_refunds(tagger):
    paste(tagger, "Lodge\t-3000.00\nLibrary\t5000.00\nCCTV\t6000.00\nTotal\t8000.00")
    tagger.get_by_role("button", name="Yes, the whole budget is 8,000.00").click()
    assert "These lines are the whole approved budget." in result(tagger)
    whole = tagger.get_by_label("The whole approved budget, if you know it")
    whole.fill("16000")
    assert "These lines are 50 % of the whole approved budget of 16,000.00" in result(tagger)
    whole.fill("7999")
    assert "but these lines alone are 8,000.00" in result(tagger)


def test_a_budget_in_crore_is_asked_about_and_read_in_full(tagger):
    said = paste(tagger, "Head\tEstimate, Rs in crores\nWater\t250\nHomes\t300.5")
    assert "How much is 250 in full?" in said
    tagger.get_by_role("button", name="2,500,000,000", exact=True).click()
    assert [summary(tagger, place)[1] for place in (1, 2)] == ["2,500,000,000.00", "3,005,000,000.00"]


def test_undo_after_pasted_rows_gives_them_back(tagger):
    paste(tagger, PASTE)
    box = tagger.get_by_label("Rows of the spreadsheet")
    assert box.input_value() == "Note"
    tagger.get_by_role("button", name="Undo").click()
    assert box.input_value() == PASTE
    assert "The rows that you pasted are in the box again." in tagger.locator("details:has(textarea)").inner_text()
    assert tagger.locator(".ls-lines > details").count() == 0


def test_what_can_mean_two_things_is_asked(tagger):
    assert "“1,200” can mean two amounts." in paste(tagger, "Roads\t1,200\nWater\t3,400").replace("\n", " ")
    tagger.get_by_role("button", name="1200", exact=True).click()
    assert [summary(tagger, place)[1] for place in (1, 2)] == ["1,200.00", "3,400.00"]
    assert "put semicolons between the cells" in paste(tagger, "Roads,1,200")
    assert tagger.get_by_label("Rows of the spreadsheet").input_value() == "Roads,1,200"


def test_of_many_rows_the_largest_are_taken(tagger):
    # 100 rows of 1, 2 ... 100 add up to 5,050; the largest 60, from 41 on, to 4,230.
    said = paste(tagger, "\n".join(f"Line {row}\t{row}" for row in range(1, 101)))
    assert "60 lines were added: 4,230.00 together." in said
    assert "the largest of 100 were taken. All rows together make 5,050.00." in said
    assert tagger.get_by_role("button", name="Add a line").is_disabled()


def test_a_budget_of_a_year_that_runs_asks_about_the_year_and_the_largest_lines(tagger):
    rows = "\n".join(f"Line {row}\t{row}00\t{row}0" for row in range(1, 11))  # 10 % is spent everywhere
    said = paste(tagger, f"Line\tApproved 2025\tPaid 2025\n{rows}")
    assert tagger.get_by_label("Budget year").input_value() == "2025"
    assert "Of 10 lines, 10 are below 85 %. Is the year over?" in said.replace("\u00a0", " ")
    asked = tagger.locator(".ls-asked")
    seen = [text.split(":")[0] for text in asked.locator("> ul > li").all_inner_texts()]
    assert seen == [f"Line {row}" for row in range(5, 11)]
    asked.get_by_text("4 smaller lines to ask about").click()
    assert asked.locator("details li").first.inner_text().startswith("Line 1: 10")
    # It stays open when something is typed.
    tagger.get_by_label("Currency").fill("crowns")
    assert asked.locator("details li").first.is_visible()


def test_lines_are_kept_in_their_order(widget_page, bare):
    page = widget_page(BudgetTagger).page
    frame = page.locator(".ls-frame").first
    paste(frame, PASTE)
    line(frame, 2).locator("> summary").click()
    tag(frame, 2, "6.1")
    line(frame, 2).get_by_label("share in %").fill("62,5")
    line(frame, 2).get_by_label("Action of the plan").fill("A01")
    frame.get_by_label("Budget year").fill("2025")
    page.reload()
    # How the office writes amounts comes with what is fetched in sight.
    frame.locator(".ls-lines").scroll_into_view_if_needed()
    frame.locator(".ls-sum", has_text="1.200.000,00").wait_for()
    assert [summary(frame, place)[:3] for place in (1, 2)] == [
        ["Roads", "1.200.000,00", "untagged"],
        ["Water", "800.000,00", "6.1 62.5 %"],
    ]
    assert title(frame) == "25 % of the money of these 2 lines has a target. 75 % is untagged."
    page.goto(bare(MyCourse))
    said = page.locator("body").inner_text()
    assert "Roads, approved: 1.200.000,00, spent: 900.000,50; Water, approved: 800.000,00, action: A01" in said
    assert "Water, 6.1: 0.625" in said


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_an_open_line_is_accessible(widget_page, violations, scheme, width):
    seen = widget_page(BudgetTagger, scheme=scheme, width=width)
    frame = seen.page.locator(".ls-frame").first
    frame.get_by_role("tab", name="Six hard lines").click()
    line(frame, 2).locator("> summary").click()
    for fold in frame.locator(".ls-fold > summary").all():
        fold.click()
    assert violations(seen.page, ".ls-frame") == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert frame.locator(".ls-tabs").bounding_box()["height"] <= 90
    assert seen.problems == []


def test_paper_shows_what_a_treasurer_reads(tagger):
    page = tagger.page
    tagger.get_by_role("tab", name="Ten tagged").click()
    page.emulate_media(media="print")
    printed = tagger.locator(".ls-print")
    said = printed.inner_text().replace("\u00a0", " ")
    assert "An example: Ten tagged. Port Amani (fictional)" in said
    assert printed.locator("tbody tr").first.locator("th, td").all_inner_texts()[:5] == [
        "Water mains in Saltfield and Riverbend",
        "capital",
        "3,571,000.00",
        "2,750,551.70",
        "77.0\u00a0%",
    ]
    assert "Budget of 2025. Amounts in amani crowns (fictional)." in said
    assert "Our question to the treasurer" in said
    assert tagger.locator("input:visible").count() == 0
    page.emulate_media(media="screen")
    tagger.get_by_role("tab", name="Your own lines").click()
    page.emulate_media(media="print")
    assert printed.locator(".ls-sheet tbody tr").count() == 10


def test_the_form_shares_the_budget_and_says_two_rates(widget_page):
    page = widget_page(BudgetTagger, (Municipality, "2.4")).page
    frame, form = page.locator(".ls-frame").first, page.locator(".ls-kept")
    frame.get_by_role("tab", name="Your own lines").click()
    frame.get_by_label("The whole approved budget").fill("2 000 000")
    frame.get_by_label("Budget year").fill("2025")
    form.get_by_label("Own-source revenue").fill("414")
    form.get_by_label("All revenue").fill("1000")
    form.get_by_label("Spent by the end of the year").fill("1840000")
    said = form.inner_text().replace("\u00a0", " ")
    assert "Own-source revenue is 41.4 % of all revenue." in said
    assert "92 % of the approved budget was spent." in said
    assert "2 000 000" in said
    form.get_by_label("All revenue").fill("100")
    assert "Is one of the two in thousands?" in form.inner_text()
