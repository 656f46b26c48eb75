"""The alignment matrix of lesson 2.2: method, suggestions and pasted plans in JavaScript, and the widget in a browser.

Links of Port Amani are those of its table; what follows from them is counted by hand.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from localsdg import datasets
from localsdg.core import agenda2030, leads
from localsdg.core.content import content_root
from localsdg.implementation import suggest_targets
from localsdg.widgets import AlignmentMatrix, CompetenceMatrix, Municipality, MyCourse
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


def test_a_reason_that_stands_at_three_links_is_told(evaluate):
    reasons = {"6.1": "Good for all", "11.2": " good  for ALL", "3.8": "Good for all", "4.1": "Pupils read more"}
    links = [
        {"action": "a", "target": target, "kind": "direct", "reason": reason, "resolved": ""}
        for target, reason in reasons.items()
    ]
    found = evaluate("alignment_matrix_method", f'method.alignPlan(["a"], {json.dumps(links)}, ["6.1"])')
    assert [link["target"] for link in found["copied"]] == ["6.1", "11.2", "3.8"]
    found = evaluate("alignment_matrix_method", f'method.alignPlan(["a"], {json.dumps(links[1:])}, ["6.1"])')
    assert found["copied"] == []


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
    english = leads._FOLDER.joinpath("en.json").read_text(encoding="utf-8")
    (tmp_path / "en.json").write_text(english, encoding="utf-8")
    (tmp_path / "xx.json").write_text(json.dumps(WORDS["language"]), "utf-8")
    monkeypatch.setattr(leads, "_FOLDER", tmp_path)
    leads.language.cache_clear()
    yield leads.leading_words("xx")
    leads.language.cache_clear()


@pytest.mark.parametrize("case", WORDS["cases"], ids=lambda case: case["name"])
def test_suggestions_by_hand(evaluate, own_words, case):
    python = suggest_targets(case["text"], most=case["most"], language="xx")
    assert [[each.target, list(each.words)] for each in python] == case["found"]
    language = json.dumps({**own_words, "leads": list(own_words["leads"].items())})
    found = evaluate(
        "alignment_matrix_suggest", f"method.suggestTargets({json.dumps(case['text'])}, {language}, {case['most']})"
    )
    assert [[each["target"], each["words"]] for each in found] == case["found"]


def test_both_languages_suggest_the_same(evaluate):
    plan = (content_root() / "assets" / "data" / "port-amani" / "plan.md").read_text("utf-8")
    words = [word for _, word in agenda2030.KEYWORDS]
    for name, column in (("plan_sentences.csv", "sentence"), ("plan_lines.csv", "line"), ("plan_regions.csv", "line")):
        with (content_root() / "benchmarks" / name).open(encoding="utf-8", newline="") as file:
            words += [row[column] for row in csv.DictReader(file)]
    lines = [plan, *plan.splitlines(), *words, "Straßen, ΟΔΟΣ, Ägypten"]
    lines = [line for line in lines if any(map(str.isalpha, line))]
    page = evaluate("alignment_matrix_suggest", f"{json.dumps(lines)}.map((text) => method.suggestTargets(text))")
    for text, found in zip(lines, page, strict=True):
        python = [[each.target, list(each.words)] for each in suggest_targets(text)]
        assert [[each["target"], each["words"]] for each in found] == python, text


# Lines, and whether they are English: written for this test.
LINES = {
    "Construir 700 metros lineales de vías en el municipio": False,  # metres, and no metro
    "Garantizar el Art. 111 para los predios rurales": False,  # an article of a law
    "Construção de creches para as crianças da zona rural": False,
    "Réhabiliter les écoles du quartier nord": False,
    "Repair the roof of the Teatro de la Ópera": True,
    "Upgrade Avenida de Mayo": True,
    "Café licences for the market": True,
    "Mejorar parques": True,  # too little to tell
    "湿地 保护": False,
}


def test_lines_that_are_not_english_get_no_suggestion_by_chance(evaluate):
    found = evaluate("alignment_matrix_english", f"{json.dumps(list(LINES))}.map(method.isEnglish)")
    assert dict(zip(LINES, found, strict=True)) == LINES
    assert [suggest_targets(line) for line, english in LINES.items() if not english] == [[]] * 5
    page = evaluate("alignment_matrix_suggest", f"{json.dumps(list(LINES))}.map((line) => method.suggestTargets(line))")
    assert [[each["target"] for each in line] for line in page] == [
        [each.target for each in suggest_targets(line)] for line in LINES
    ]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("6.1", ["6.1"]),
        (" 17.B", []),  # goal 17 has no such target
        ("5.A", ["5.a"]),
        ("13", ["13.1", "13.2", "13.3", "13.a", "13.b"]),
        ("13.", ["13.1", "13.2", "13.3", "13.a", "13.b"]),
        ("drinking", ["6.1"]),
        ("18", []),
        ("", []),
    ],
)
def test_a_target_is_found_by_code_goal_or_words(evaluate, typed, codes):
    found = evaluate("alignment_matrix_finder", f"method.found({json.dumps(typed)})")
    assert found[: len(codes) or None] == codes


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
    ("bare numbers of a PDF", "PROGRAMA 0012\n10 Manutenção das vias\n11 Construção de praças\n 12 Reforma da escola",
     ["Manutenção das vias", "Construção de praças", "Reforma da escola"], [], ["PROGRAMA 0012"]),
    ("bare numbers, and lines that run on", "1 Réhabiliter les écoles\ndu quartier nord\n2 Étendre le réseau d’eau",
     ["Réhabiliter les écoles du quartier nord", "Étendre le réseau d’eau"], [], []),
    ("bare numbers before small letters count from three on", "1 mend pipes\n2 plant trees\n3 mow",
     ["mend pipes", "plant trees", "mow"], [], []),
    ("two amounts in a row are amounts", "2 buses for schools\n3 trucks for waste",
     ["2 buses for schools", "3 trucks for waste"], [], []),
    ("amounts among bare numbers", "1 Extend the mains\n2 Plant trees\n40 Bus shelters",
     ["Extend the mains", "Plant trees"], [], ["40 Bus shelters"]),
    ("numbers of another script", "१ सडक मर्मत\n२ खानेपानी विस्तार", ["सडक मर्मत", "खानेपानी विस्तार"], [], []),
    ("codes of one length", "2050 Manutenção das atividades\n1012 Construção de escolas\n2077 Apoio à feira",
     ["Manutenção das atividades", "Construção de escolas", "Apoio à feira"], [], []),
    ("years are no codes", "2030 plan for parks\n2027 festival\n2028 census",
     ["2030 plan for parks", "2027 festival", "2028 census"], [], []),
    ("numbers of laws",
     "Art. 2º As prioridades são:\nI – atender às crianças\nII - gerar empregos\nIII. reformar escolas",
     ["atender às crianças", "gerar empregos", "reformar escolas"], [], ["Art. 2º As prioridades são:"]),
    ("codes with dashes", "2050 - Manutenção das vias\n1.012 – Construção de escolas",
     ["Manutenção das vias", "Construção de escolas"], [], []),
    ("French", "Axe stratégique 2 : Eau\n- Étendre le réseau\nCoût : 500\n- Réparer les fuites\nPorteur : la mairie",
     ["Étendre le réseau", "Réparer les fuites"], [],
     ["Axe stratégique 2 : Eau", "Coût : 500", "Porteur : la mairie"]),
    ("Spanish, plain lines", "Eje 1 Agua\nAmpliar la red\nResponsable: Obras\nLínea estratégica II\nPlantar árboles",
     ["Ampliar la red", "Plantar árboles"], [], ["Eje 1 Agua", "Responsable: Obras", "Línea estratégica II"]),
    ("Portuguese, plain lines", "Eixo 3 Saúde\nAbrir um posto\nPrazo: 2027\nPrograma nº 12 Educação\nReformar escolas",
     ["Abrir um posto", "Reformar escolas"], [], ["Eixo 3 Saúde", "Prazo: 2027", "Programa nº 12 Educação"]),
    ("German, plain lines", "Handlungsfeld A Wasser\nNetz erweitern\nKosten: 5\nKapitel IV\nBäume pflanzen",
     ["Netz erweitern", "Bäume pflanzen"], [], ["Handlungsfeld A Wasser", "Kosten: 5", "Kapitel IV"]),
    ("words of headings in actions", "Programa de 5 escolas\nSection École ouverte\nTeilen von Gärten\nPlano B",
     ["Programa de 5 escolas", "Section École ouverte", "Teilen von Gärten", "Plano B"], [], []),
    ("a table with Portuguese heads", "Nº\tÓrgão municipal\tAção\n1\tSecretaria de Obras\tTapar buracos",
     ["Tapar buracos"], [], ["Nº Órgão municipal Ação"]),
    ("a budget with headings that are no words for actions",
     "Budget 2022-23 (Rs in crore)\t\t\nHead\tBudget estimate\tActual\nWater\t250\t180.5\nHousing\t300\t210",
     ["Water", "Housing"], [], ["Budget 2022-23 (Rs in crore)", "Head Budget estimate Actual"]),
    ("amounts with their size in a word", "Covered market\tRs 2 crore\nSanitation\tRs. 20 crores\nFair\t25 lakh",
     ["Covered market", "Sanitation", "Fair"], [], []),
    ("a table in which the first action has no cost", "Plant trees\tParks\t\nMow lawns\tParks\t5\nRake leaves\tParks\t",
     ["Plant trees", "Mow lawns", "Rake leaves"], [], []),
    ("nothing", " \n\n", [], [], []),
    ("names of JavaScript", "constructor\n__proto__\ntoString", ["constructor", "__proto__", "toString"], [], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "actions", "twice", "left"), [each[1:] for each in PASTED], ids=[each[0] for each in PASTED]
)
def test_pasted_plans_are_read(evaluate, text, actions, twice, left):
    given = ", ".join(map(json.dumps, (text, ["Repair leaks"] if twice else [])))
    found = evaluate("plan_lines", f"method.actionsIn({given})")
    assert found | {"left": [line["text"] for line in found["left"]]} == {
        "actions": actions,
        "twice": twice,
        "left": left,
        "costs": 0,
    }


def test_an_action_runs_on_up_to_its_cost_which_is_no_part_of_its_name(evaluate):
    text = """WATER & DRAINS
1.1Pumps for the wells of
Ward 3 P 120,000.00
1.2 Repair of the reservoir
(north side) P 1,250,500.50
2. MEN-C 100,000.00
3. Fair for 2,000 visitors P 50,000.00
4. Clean the drains
SUB-TOTAL P 1,520,500.50"""
    found = evaluate("plan_lines", f"method.actionsIn({json.dumps(text)})")
    names = [
        "Pumps for the wells of Ward 3",
        "Repair of the reservoir (north side)",
        "MEN-C",
        "Fair for 2,000 visitors",
    ]
    assert found["actions"] == [*names, "Clean the drains"]
    assert [line["text"] for line in found["left"]] == ["WATER & DRAINS", "SUB-TOTAL P 1,520,500.50"]
    assert found["costs"] == 4
    few = "1. Plant trees P 5,000.00\n2. Mend the road P 7,000.00"  # two lines with an amount are no list of costs
    assert evaluate("plan_lines", f"method.actionsIn({json.dumps(few)})")["costs"] == 0


def test_costs_in_lakh_and_crore_are_no_part_of_a_name(evaluate):
    text = "Water network ₹250 Cr\nSchool roofs Rs 12,50,000\nTrees Rs. 1.5 crore\nLamps for 2 million people"
    found = evaluate("plan_lines", f"method.actionsIn({json.dumps(text)})")
    assert found["actions"] == ["Water network", "School roofs", "Trees", "Lamps for 2 million people"]


def test_a_line_that_is_left_says_why(evaluate):
    text = "Eixo 1: Água\nCusto: 5\n- Plantar árvores\nUm texto.\n- Consertar ruas"
    found = evaluate("plan_lines", f"method.actionsIn({json.dumps(text)})")
    assert [[line["text"], line["why"]] for line in found["left"]] == [
        ["Eixo 1: Água", "heading"],
        ["Custo: 5", "particular"],
        ["Um texto.", "unmarked"],
    ]
    # The title of the document may come first; lines that only name years or a plan are actions.
    title = "Alford Neighbourhood Plan 2018–31"
    lines = ["Plan the new park", "Mend 12 roads, 2024–2026"]
    found = evaluate("plan_lines", f"method.actionsIn({json.dumps(chr(10).join([title, *lines]))})")
    assert (found["actions"], [line["why"] for line in found["left"]]) == (lines, ["heading"])
    assert evaluate("plan_lines", f"method.actionsIn({json.dumps(title)})")["actions"] == [title]


def test_the_whole_plan_of_port_amani_is_pasted(evaluate):
    plan = (content_root() / "assets" / "data" / "port-amani" / "plan.md").read_text("utf-8")
    found = evaluate("plan_lines", f"method.actionsIn({json.dumps(plan)})")
    assert found["actions"] == datasets.load("port-amani").tables["actions"]["title"].tolist()
    assert found["twice"] == []


STRANGE = {
    "plan": ["x"],
    "actions": {
        "first": {
            "name": "Mend the pipes",
            "plan": 7,
            "links": {"6.4": {"kind": "direct", "reason": ["a"]}, "99.9": 1},
        },
        "constructor": {"name": "Plant trees", "links": [1], "law": None, "note": {"deep": "text"}},
        "list": [1, 2],
        "number": {"name": 5},
    },
    "rejected": {"first": ["6.1", "6.2"], "gone": ["6.1"], "constructor": ["no target"]},
    "more": {"a": {"b": 1}},
}


def test_strange_entries_lose_nothing(evaluate):
    state = evaluate("alignment_matrix_entry", f"method.unpack({json.dumps(STRANGE)})")
    assert [action["name"] for action in state["actions"]] == ["Mend the pipes", "Plant trees"]
    assert state["actions"][0]["rejected"] == ["6.1", "6.2"]
    assert state["actions"][0]["links"] == [{"target": "6.4", "kind": "direct", "reason": "", "resolved": ""}]
    packed = evaluate("alignment_matrix_entry", f"method.pack({json.dumps(state)})")
    assert packed["plan"] == ["x"]
    assert packed["more"] == STRANGE["more"]
    assert packed["rejected"] == STRANGE["rejected"]
    first, second = packed["actions"]["first"], packed["actions"]["constructor"]
    assert (first["plan"], first["links"]["6.4"]["reason"], first["links"]["99.9"]) == (7, ["a"], 1)
    assert (second["links"], second["note"]) == ([1], {"deep": "text"})
    assert packed["actions"]["list"] == [1, 2]
    assert packed["actions"]["number"] == {"name": 5}


@pytest.mark.parametrize("entry", [{"actions": [1]}, {"actions": "x"}, {"rejected": {"a": 1}}, {"plan": 3}, {}])
def test_what_is_no_work_stays_as_it_is(evaluate, entry):
    state = evaluate("alignment_matrix_entry", f"method.unpack({json.dumps(entry)})")
    assert state["actions"] == []
    assert evaluate("alignment_matrix_entry", f"method.pack({json.dumps(state)})") == entry


def test_an_action_may_have_any_id_and_the_first_one_comes_first(evaluate):
    entry = json.dumps(
        json.dumps({"actions": {"a1": {"name": "B"}, "__proto__": {"name": "C"}, "first": {"name": "A"}}})
    )
    state = f"method.unpack(JSON.parse({entry}))"
    names = evaluate("alignment_matrix_entry", f"{state}.actions.map(({{ name }}) => name)")
    assert names == ["A", "C", "B"]
    packed = evaluate("alignment_matrix_entry", f"Object.keys(method.pack({state}).actions).sort()")
    assert packed == ["__proto__", "a1", "first"]


@pytest.fixture
def matrix(widget_page):
    seen = widget_page(AlignmentMatrix)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def title(frame) -> str:
    return plain(frame.locator(".ls-result .ls-title").inner_text())


def result(frame) -> str:
    return plain(frame.locator(".ls-result").inner_text())


def action(frame, place: int):
    return frame.locator(".ls-plan > details").nth(place - 1)


def status(frame, place: int) -> str:
    return action(frame, place).locator("summary .ls-where").first.inner_text()


def opened(frame, place: int):
    action(frame, place).locator("> summary").click()
    return action(frame, place)


def own(frame):
    frame.get_by_role("tab", name="Your own plan").click()
    return frame


def test_the_aligned_plan(matrix):
    # Direct: 4.1, 6.1, 6.4, 9.1, 11.1, 11.3, 11.6, 17.1 of 89; indirect only: 1.2, 1.4, 3.9, 4.6, 11.5, 16.7.
    # By goal 1, 2, 1, 3 and 1 of 8 direct links: (1 + 4 + 1 + 9 + 1) / 64 = 0.25.
    assert title(matrix) == "8 of 89 relevant targets have a direct link: 9.0 %."
    said = result(matrix)
    assert "6 more have only an indirect link: 6.7 %. They are not added." in said
    assert "The concentration (Herfindahl) is 0.25," in said
    assert "spread evenly over 4.0 goals." in said
    assert "5 links against a target" in said
    assert said.count("Nobody has said how this is resolved.") == 1
    assert "One action without a link that counts\nRenew the front of the town hall" in said
    assert "Open 900 first jobs and training places: 8.6" in said
    assert status(matrix, 6) == "1 direct, 2 against"
    assert status(matrix, 10) == "no link"
    matrix.get_by_text("81 relevant targets without a direct link").click()
    assert "3.9 Pollution and health (indirect)" in matrix.inner_text() or "3.9" in matrix.inner_text()
    matrix.get_by_text("The same as a table").click()
    rows = matrix.locator(".ls-chart tbody tr").all()
    assert rows[10].locator("th, td").all_inner_texts()[1:] == ["9", "3", "1", "5"]


def test_goal_tags_count_for_nothing(matrix):
    matrix.get_by_role("tab", name="Goal tags").click()
    assert title(matrix) == "0 of 89 relevant targets have a direct link: 0 %."
    # Goals 1, 3, 4, 6, 8, 9, 11, 16 and 17.
    assert "10 actions have tags of 9 goals and no link." in result(matrix)
    assert "so there is no concentration" in result(matrix)
    assert status(matrix, 3) == "tagged with goal 11, 3, no link"


def test_a_link_counts_only_with_a_strength_and_a_reason(matrix):
    own(matrix)
    assert title(matrix) == "There is no action yet, so nothing can be covered."
    matrix.get_by_role("button", name="Add an action").click()
    first = action(matrix, 1)
    first.get_by_label("Action", exact=True).fill("Connect homes to drinking water")
    first.get_by_label("Another target").select_option("6.1")
    first.get_by_role("button", name="Add", exact=True).click()
    assert title(matrix) == "0 of 169 relevant targets have a direct link: 0 %."
    assert "all 169 count as relevant" in result(matrix)
    assert "choose direct, indirect or against" in first.inner_text()
    first.get_by_label("Direct The result").check()
    assert "give a reason" in first.inner_text()
    reason = first.get_by_label("Why? In your own words")
    reason.fill("water")
    assert "one word is not a reason" in first.inner_text()
    reason.fill(f" {agenda2030.target('6.1').title.upper()} ")
    assert "the title of the target again" in first.inner_text()
    assert title(matrix).startswith("0 of 169")
    reason.fill("Taps in 400 homes")
    assert title(matrix) == "1 of 169 relevant targets have a direct link: 0.6 %."
    assert "All direct links belong to one goal. The concentration is 1.00." in result(matrix)
    first.get_by_label("Against The action makes").check()
    assert "It counts. But nobody has said yet" in first.inner_text()
    assert title(matrix).startswith("0 of 169")
    assert "One action works only against targets" in result(matrix)
    first.get_by_label("How will you avoid this harm").fill("Leaks are repaired first")
    assert "Answer: Leaks are repaired first" in result(matrix)
    matrix.get_by_role("button", name="Undo").click()
    assert "Nobody has said how this is resolved." in result(matrix)


def test_suggestions_say_their_words_and_are_accepted_or_rejected(matrix):
    own(matrix)
    matrix.get_by_role("button", name="Add an action").click()
    first = action(matrix, 1)
    first.get_by_label("Action", exact=True).fill("Composting of market waste with new toilets")
    expected = [each.target for each in suggest_targets("Composting of market waste with new toilets")]
    lines = first.locator(".ls-suggested li")
    lines.first.wait_for()
    assert lines.locator(".ls-tag").all_inner_texts() == expected
    assert "Because of the words “" in first.inner_text()
    first.get_by_role("button", name=f"Reject {expected[0]}").click()
    assert f"You rejected {expected[0]}." in first.inner_text()
    first.get_by_role("button", name=f"Accept {expected[1]}").click()
    # The first question about the new link has the focus.
    assert matrix.page.evaluate("document.activeElement.type") == "radio"
    assert lines.locator(".ls-tag").all_inner_texts() == expected[2:]
    assert "1 does not count yet" in status(matrix, 1)
    first.get_by_role("button", name="Show again").click()
    assert lines.locator(".ls-tag").all_inner_texts() == [expected[0], *expected[2:]]


def test_accepting_every_suggestion_is_no_alignment(matrix):
    own(matrix)
    texts = ["Composting of market waste with new toilets", "Bus stops and cycle lanes", "Leaks of the drinking water"]
    all_found = [suggest_targets(text) for text in texts]
    assert sum(map(len, all_found)) >= 5
    for place, text in enumerate(texts, start=1):
        matrix.get_by_role("button", name="Add an action").click()
        action(matrix, place).get_by_label("Action", exact=True).fill(text)
        for found in all_found[place - 1]:
            action(matrix, place).get_by_role("button", name=f"Accept {found.target}", exact=True).click()
    assert f"You have accepted all {sum(map(len, all_found))} suggestions." in result(matrix)
    action(matrix, 3).get_by_role("button", name="Remove the link").first.click()
    assert "You have accepted all" not in result(matrix)


def test_a_plan_is_pasted_and_nothing_of_it_is_lost(matrix):
    own(matrix)
    box = matrix.get_by_label("Lines of the plan")
    box.fill("Axis 1: Water\n- Extend the mains\n- Repair leaks\n- repair leaks\n- Cost: 500")
    matrix.get_by_role("button", name="Read the lines").click()
    assert matrix.locator(".ls-plan .ls-who").all_inner_texts() == ["Extend the mains", "Repair leaks"]
    said = matrix.locator(".ls-hands").inner_text()
    assert "2 actions were added. One line is already in the list and was not added again: repair leaks." in said
    assert "“Axis 1: Water” stays in the box: it looks like a heading." in said
    assert "“Cost: 500” stays in the box: it says something about an action" in said
    assert box.input_value() == "Axis 1: Water\nCost: 500"
    matrix.get_by_role("button", name="Add all lines of the box").click()
    assert matrix.locator(".ls-plan .ls-who").count() == 4
    assert box.input_value() == ""
    box.fill("What the council said\n" + "\n".join(f"{number + 1}. Open park {number}" for number in range(70)))
    read = matrix.get_by_role("button", name="Read the lines")
    read.click()
    assert matrix.locator(".ls-plan .ls-who").count() == 60
    # 4 were there, so 56 are added, and number 56 is the first that is left; it keeps a sign that it is an action.
    left = [f"- Open park {number}" for number in range(56, 70)]
    assert box.input_value().splitlines() == ["What the council said", *left]
    said = matrix.locator(".ls-hands").inner_text()
    assert "The list holds 60 actions, and it is full. 14 actions stay in the box, from “Open park 56” on." in said
    assert "the box keeps them only until you close this tab" in said
    opened(matrix, 60).get_by_role("button", name="Take this action off the list").click()
    read.click()
    assert matrix.locator(".ls-plan .ls-who").last.inner_text() == "Open park 56"
    assert box.input_value().splitlines() == ["What the council said", *left[1:]]


def test_a_plan_in_another_language_is_aligned_by_hand(matrix):
    own(matrix)
    matrix.get_by_label("Lines of the plan").fill("\n".join(list(LINES)[:4]))
    matrix.get_by_role("button", name="Read the lines").click()
    assert (
        "Most of these actions are not in English. Leave them as they are" in matrix.locator(".ls-hands").inner_text()
    )
    first = opened(matrix, 1)
    first.get_by_text("This action is not written in English").wait_for()
    assert first.locator(".ls-suggested li").count() == 0
    find = first.get_by_label("Find a target")
    find.fill("9.1")
    find.press("Tab")
    matrix.page.keyboard.press("Tab")  # past the code, which says what the target asks
    matrix.page.keyboard.press("Enter")
    # The first question about the new link has the focus.
    assert matrix.page.evaluate("document.activeElement.type") == "radio"
    assert first.locator(".ls-link legend").inner_text().startswith("9.1")
    find.fill("xyz")
    first.get_by_text("Nothing was found.").wait_for()
    matrix.get_by_label("Lines of the plan").fill(
        "Repair leaks\nPlant trees along the river\nMejorar los parques de la villa"
    )
    matrix.get_by_role("button", name="Read the lines").click()
    assert "Most of these actions" not in matrix.locator(".ls-hands").inner_text()


def test_undo_after_a_paste_gives_the_text_back(matrix):
    own(matrix)
    box = matrix.get_by_label("Lines of the plan")
    text = "Axis 1: Water\n- Extend the mains\n- Repair leaks"
    box.fill(text)
    matrix.get_by_role("button", name="Read the lines").click()
    assert box.input_value() == "Axis 1: Water"
    # A look at an example changes nothing.
    matrix.get_by_role("tab", name="Goal tags").click()
    own(matrix)
    assert box.input_value() == "Axis 1: Water"
    for _ in range(3):
        matrix.get_by_role("button", name="Undo").click()
    assert matrix.locator(".ls-plan .ls-who").count() == 0
    assert box.input_value() == text
    assert "The text that you pasted is in the box again." in matrix.locator(".ls-hands").inner_text()


def test_it_is_kept_as_records_and_judgements_of_lesson_1_2_count(widget_page, bare):
    page = widget_page(AlignmentMatrix, CompetenceMatrix).page
    frames = page.locator(".ls-frame")
    frame = own(frames.first)
    frame.get_by_label("Name of the plan").fill("Plan 2027")
    frame.get_by_role("button", name="Add an action").click()
    first = action(frame, 1)
    first.get_by_label("Action", exact=True).fill("Line the landfill")
    first.get_by_label("Another target").select_option("11.6")
    first.get_by_role("button", name="Add", exact=True).click()
    first.get_by_label("Direct The result").check()
    first.get_by_label("Why? In your own words").fill("Waste ends in a controlled place")
    first.get_by_text("National law, Agenda 2063").click()
    first.get_by_label("Planning law").fill("Article 12")
    chip = frames.nth(1).get_by_role("button", name="11.6")
    chip.click()
    frames.nth(1).get_by_role("button", name="11.7").click()
    page.reload()
    assert title(frame) == "1 of 2 relevant targets have a direct link: 50.0 %."
    assert "In lesson 1.2 you judged 2 targets. The 2 that are own or shared are relevant here." in result(frame)
    name = "localsdg.workbook"
    kept = page.evaluate(f"Object.entries(localStorage).find(([key]) => key.startsWith('{name}'))[1]")
    records = json.loads(kept)["records"]["action"]["first"]
    assert {field: each["value"] for field, each in records.items() if each["value"]} == {
        "name": "Line the landfill",
        "plan": "Plan 2027",
        "law": "Article 12",
        "links/11.6/kind": "direct",
        "links/11.6/reason": "Waste ends in a controlled place",
    }
    page.goto(bare(MyCourse))
    said = page.locator("body").inner_text()
    assert "\tLine the landfill, plan: Plan 2027, planning law or national plan: Article 12" in said
    assert "11.6: direct, 11.6: Waste ends in a controlled place" in said


def test_the_keyboard_alone(matrix):
    page = matrix.page
    own(matrix).get_by_role("button", name="Add an action").press("Enter")
    matrix.get_by_label("Action", exact=True).wait_for()
    page.keyboard.type("Repair the market roof")
    assert matrix.locator(".ls-who").inner_text() == "Repair the market roof"
    matrix.get_by_label("Another target").focus()
    matrix.get_by_label("Another target").select_option("11.6")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Dry stalls, less waste")
    assert title(matrix).startswith("1 of 169")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert title(matrix).startswith("0 of 169")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    matrix.get_by_role("button", name="Take this action off the list").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Add an action"


def test_without_the_network_the_list_stays_and_says_so(widget_page):
    page = widget_page(AlignmentMatrix).page
    frame = page.locator(".ls-frame").first
    page.context.set_offline(True)
    opened(frame, 6).get_by_text("could not be loaded").wait_for()
    assert title(frame).startswith("8 of 89")
    page.context.set_offline(False)
    action(frame, 6).locator("> summary").click()
    opened(frame, 6).get_by_label("Action", exact=True).wait_for()
    assert action(frame, 6).get_by_text("could not be loaded").is_hidden()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_an_open_action_is_accessible(widget_page, violations, scheme, width):
    seen = widget_page(AlignmentMatrix, scheme=scheme, width=width)
    frame = seen.page.locator(".ls-frame").first
    opened(frame, 6)
    for fold in frame.locator(".ls-fold > summary").all():
        if fold.is_visible():
            fold.click()
    assert violations(seen.page, ".ls-frame") == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    tabs = frame.locator(".ls-tabs .ls-case").all()
    assert all(tab.bounding_box()["height"] <= 90 for tab in tabs)
    assert seen.problems == []


def test_the_annex_on_paper(matrix):
    page = matrix.page
    page.emulate_media(media="print")
    printed = matrix.locator(".ls-print")
    words = plain(printed.inner_text())
    assert "An example: Aligned." in words
    assert "Alignment annex: Local Development Plan 2026-2030 (fictional)" in words
    assert "A new main is filled only after the old pipes that feed it were checked (A03)" in words
    assert "8 of 89 relevant targets have a direct link" in words
    assert "Our paragraph for the plan:" in words
    assert printed.locator("table").first.locator("tbody tr").count() == 24
    # Words begin where their column does.
    annex = printed.locator("table").first
    sides = annex.evaluate(
        "table => [...new Set([...table.rows].flatMap((row) => [...row.cells])"
        ".map((cell) => getComputedStyle(cell).textAlign))]"
    )
    assert sides == ["start"]
    assert matrix.locator("textarea:visible").count() == 0


def test_own_paper_is_an_empty_sheet_at_first(matrix):
    own(matrix)
    matrix.page.emulate_media(media="print")
    assert matrix.locator(".ls-print tbody tr").count() == 10


def test_the_form_knows_what_stands_alone_and_gives_the_numbers(widget_page):
    page = widget_page(AlignmentMatrix, (Municipality, "2.2")).page
    frame = own(page.locator(".ls-frame").first)
    form = page.locator(".ls-kept")
    assert "Then this line gives you the numbers" in form.inner_text()
    frame.get_by_label("Lines of the plan").fill("Mend the pipes\nCelebrate the town")
    frame.get_by_role("button", name="Read the lines").click()
    first = opened(frame, 1)
    first.get_by_label("Another target").select_option("6.4")
    first.get_by_role("button", name="Add", exact=True).click()
    first.get_by_label("Against The action makes").check()
    first.get_by_label("Why? In your own words").fill("Pipes are flushed for days")
    numbers = "2 actions; 0 of 169 relevant targets with a direct link (0 %); one link works against a target"
    expect(form).to_contain_text(numbers)  # the form hears of the exercise a moment later
    said = plain(form.inner_text())
    assert "Celebrate the town" in said
    assert "Mend the pipes: 6.4" in said
    form.get_by_label("One paragraph for the plan").fill("We mend pipes.")
    expect(form).not_to_contain_text("Now write what these numbers mean")
