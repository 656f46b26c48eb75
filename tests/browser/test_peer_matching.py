"""Offers and needs of towns: the method in JavaScript, and the widget of lesson 2.5 in a browser.

Fits and pairs of the fictional towns are worked out by hand: see tests/vectors/matching.json for the sums.
"""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from every_matching import first_of_the_best

from localsdg.implementation import Need, Offer, fit_of, match_towns
from localsdg.widgets import PeerMatching

VECTORS = Path(__file__).parents[1] / "vectors" / "matching.json"


def in_javascript(evaluate, lists):
    """What the method gives for each pair of lists, the offers and the needs."""
    plain = "({ pairs, total, offers_left, needs_left }) => ({ pairs, total, offers_left, needs_left })"
    call = f"{json.dumps(lists)}.map(([offers, needs]) => ({plain})(method.matchTowns(offers, needs)))"
    return evaluate("peer_matching_method", call)


@pytest.mark.parametrize("case", json.loads(VECTORS.read_text("utf-8"))["cases"], ids=lambda case: case["name"])
def test_towns_are_matched_as_on_paper(evaluate, case):
    (found,) = in_javascript(evaluate, [[case["offers"], case["needs"]]])
    assert [[pair["offer"], pair["need"], pair["value"]] for pair in found["pairs"]] == [
        [offer, need, pytest.approx(fit[0] / fit[1], abs=1e-12)] for offer, need, fit in case["pairs"]
    ]
    assert found["total"] == pytest.approx(case["total"][0] / case["total"][1], abs=1e-12)
    assert (found["offers_left"], found["needs_left"]) == (case["offers_left"], case["needs_left"])


def made_up(seed: int) -> list[list[dict]]:
    """Small lists with many equal fits: few towns, targets, words and languages."""
    chance = random.Random(seed)

    def entry(towns: bool) -> dict:
        words = " ".join(
            chance.choices(["Bus", "stops", "of", "l'eau", "Rues", "reuse", "Ünal"], k=chance.randint(0, 4))
        )
        languages = chance.choice(["en", "en", "fr", "fr en", "pt"])
        made = {"town": chance.choice("ABCD"), "target": chance.choice(["11.2", "11.6", "6.b"]), "words": words}
        return made | {"language": languages} | ({"towns": chance.choice([1, 1, 2, 9])} if towns else {})

    return [[entry(towns) for _ in range(chance.randint(1, 4))] for towns in (True, False)]


def test_both_languages_find_the_first_of_the_best(evaluate):
    lists = [made_up(seed) for seed in range(150)]
    for (given, wanted), there in zip(lists, in_javascript(evaluate, lists), strict=True):
        offers, needs = [Offer(**each) for each in given], [Need(**each) for each in wanted]
        here = match_towns(offers, needs)
        pairs = here.pairs[["offer", "need"]].to_numpy().tolist()
        assert pairs == [[each["offer"], each["need"]] for each in there["pairs"]]
        for made, told in zip(here.pairs.to_dict("records"), there["pairs"], strict=True):
            assert (made["fit"], made["same"], list(made["words"]), made["language"]) == tuple(
                told[name] for name in ("value", "same", "words", "language")
            )
        assert there["total"] == pytest.approx(here.total, abs=1e-12)
        for left, name in ((here.offers_left, "offers_left"), (here.needs_left, "needs_left")):
            assert {str(place): why for place, why in left.items()} == there[name]
        # A fit has at most two times the words of both texts below its line.
        values = [[Fraction(fit_of(offer, need).value).limit_denominator(40) for need in needs] for offer in offers]
        total, chosen = first_of_the_best(values, [offer.towns for offer in offers])
        assert here.total == pytest.approx(float(total), abs=1e-12)
        assert pairs == [list(pair) for pair in chosen]


def test_lists_are_read_from_a_spreadsheet(evaluate):
    strings = {
        "paste_heads": {
            "town": ["town"],
            "kind": ["kind"],
            "target": ["target"],
            "words": ["words"],
            "towns": ["towns served"],
        },
        "paste_kinds": {"offer": ["offer"], "need": ["need"]},
    }

    def read(text):
        found = evaluate("peer_matching_paste", f"method.readPasted({json.dumps(text)}, {json.dumps(strings)})")
        names = ("kind", "town", "target", "words", "towns")
        return [[row[name] for name in names] for row in found["rows"]], found["left"], found["head"]

    by_name = 'Towns_served\tTarget\tKind\tWords\tTown\r\n2\t11,2\tOffer\t"bus ""stops""\nand lanes"\tA\r\n\r\n'
    assert read(by_name)[0] == [["offer", "A", "11,2", 'bus "stops"\nand lanes', "2"]]
    in_order = "A;offer;6.4;en;leaks, at night;2\nB;want;6.4;en;leaks\n;need;6.99;en;leaks\n;need;16.B;en;law"
    rows, left, head = read(in_order)
    assert rows == [["offer", "A", "6.4", "leaks, at night", "2"], ["need", "", "16.B", "law", 1]]
    assert left == [
        {"raw": "B;want;6.4;en;leaks", "fault": "kind", "found": "want"},
        {"raw": ";need;6.99;en;leaks", "fault": "target", "found": "6.99"},
    ]
    assert head == ""
    assert read(" \n")[:2] == ([], [])


# --- The widget ---


@pytest.fixture
def matching(widget_page):
    seen = widget_page(PeerMatching)
    seen.page.locator(".ls-title").first.wait_for()
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(frame) -> str:
    return frame.locator(".ls-title").inner_text()


def rows(frame) -> list[list[str]]:
    return [line.locator("th, td").all_text_contents() for line in frame.locator(".ls-fold .ls-matched tbody tr").all()]


def add(frame, kind: str, **fields: str) -> None:
    frame.get_by_role("button", name=f"Add {kind}").click()
    form = frame.locator(".ls-rows details[open]")
    labels = {
        "target": "Target, such as",
        "words": "in a few words",
        "language": "Languages",
        "towns": "How many towns",
        "town": "Town (leave",
    }
    for name, text in fields.items():
        form.get_by_label(labels[name]).fill(text)


def test_four_towns_have_seven_pairs_with_their_reasons(matching):
    assert title(matching) == "7 of 10 needs have a partner."
    said = matching.locator(".ls-verdict").inner_text()
    # 1/2 + 31/26 + 5/4 + 5/4 + 17/14 + 13/12 + 5/4, as the sums of the vectors.
    assert "The total fit is 7.74." in said
    assert "One pair shares its goal only" in said
    pairs = matching.locator("ol.ls-found > li").all_inner_texts()
    assert [each.splitlines()[0] for each in pairs] == [
        "Port Amani can help Reedwater",
        "Port Amani can help Vila da Duna",
        "Port Amani can help Kilima Juu",
        "Reedwater can help Port Amani",
        "Reedwater can help Port Amani",
        "Vila da Duna can help Reedwater",
        "Kilima Juu can help Port Amani",
    ]
    assert "Same goal 11, but another target: 11.2 for the offer, 11.6 for the need. No words in common." in pairs[0]
    assert "Same target: 11.1 Housing. Words in common: families, informal, area." in pairs[4]
    assert "Common language: English. Fit: 1.21 of 1.5." in pairs[4]
    assert "Common language: Swahili. Fit: 1.25 of 1.5." in pairs[6]


def test_what_has_no_partner_is_said_with_the_reason(matching):
    left = {
        line.splitlines()[0]: line.splitlines()[-1] for line in matching.locator("ul.ls-found > li").all_inner_texts()
    }
    assert {name.split(":")[0]: why for name, why in left.items()} == {
        "Need of Reedwater for 17.1": "No town on the list offers anything for goal 17.",
        "Need of Vila da Duna for 4.1": "Kilima Juu offers something for the same target, but in English, while this "
        "is needed in Portuguese. Could somebody interpret?",
        "Need of Kilima Juu for 13.1": "No town on the list offers anything for goal 13.",
        "Offer of Reedwater for 11.5": "The needs that fit it have other partners.",
        "Offer of Vila da Duna for 14.1": "No town on the list needs anything for goal 14.",
        "Offer of Kilima Juu for 4.1": "Vila da Duna needs something for the same target, but in Portuguese, while "
        "this is offered in English. Could somebody interpret?",
    }
    table = rows(matching)
    assert len(table) == 7 + 6
    assert table[3][:5] == [
        "Reedwater",
        "“Night crews that find leaks in pipes, with a logbook of each street”",
        "Port Amani",
        "“Finding leaks in old pipes with small crews at night”",
        "1.25",
    ]
    assert table[7][0] == "nobody"
    assert table[7][2] == "Reedwater"


def test_a_common_language_makes_a_pair(matching):
    line = matching.locator(".ls-rows details", has_text="Apoio")
    line.locator("summary").click()
    line.get_by_text("Portuguese", exact=True).wait_for()
    line.get_by_label("Languages").fill("pt, English")
    assert "Portuguese; English" in line.inner_text()
    assert title(matching) == "8 of 10 needs have a partner."
    assert "The words are in two languages, so they are not compared. Common language: English. Fit: 1.00 of 1.5." in (
        matching.locator("ol.ls-found").inner_text()
    )
    line.get_by_label("Languages").press("Tab")
    matching.get_by_role("button", name="Undo").click()
    assert title(matching) == "7 of 10 needs have a partner."


def test_own_lists_are_typed_kept_and_stand_among_the_records(widget_page):
    seen = widget_page(PeerMatching)
    page, frame = seen.page, seen.page.locator(".ls-frame").first
    frame.get_by_role("tab", name="Your own lists").click()
    assert title(frame) == "The lists are empty."
    add(frame, "an offer", target="11,2", words="Bus stops near homes", language="en", towns="2")
    assert title(frame) == "There is no offer or no need that counts yet."
    add(frame, "a need", target="11.9", words="Bus stops", language="en", town="Reedwater")
    assert "There is no target “11.9”." in frame.inner_text()
    assert "One line is not complete, and does not count yet." in frame.locator(".ls-verdict").inner_text()
    frame.locator(".ls-rows details[open]").get_by_label("Target").fill("11.2")
    # Bus and stop, of bus, stop, near, home: 1 + 0.5 * 2 / 4.
    assert title(frame) == "One of 1 needs has a partner."
    assert "Fit: 1.25 of 1.5." in frame.locator("ol.ls-found").inner_text()
    assert "Your municipality can help Reedwater" in frame.inner_text()
    frame.get_by_text("Paste the lists of several towns").click()
    frame.get_by_label("Pasted lines").fill("half a line")
    page.reload()
    assert title(frame) == "One of 1 needs has a partner."
    assert frame.get_by_label("Pasted lines").input_value() == "half a line"
    book = json.loads(page.evaluate("Object.entries(localStorage).find(([name]) => name.includes('workbook'))[1]"))
    (offer,) = {name.split("/")[0] for name in book["records"]["exchange"]["offers"]}
    assert book["records"]["exchange"]["offers"][f"{offer}/words"]["value"] == "Bus stops near homes"
    assert "Reedwater" not in json.dumps(book["records"])  # what others need is no record of one's own
    assert seen.problems == []


def test_a_line_stays_while_it_is_empty(matching):
    page = matching.page
    matching.get_by_role("tab", name="Your own lists").click()
    add(matching, "an offer", towns="")
    page.wait_for_function("Object.values(localStorage).join().includes('offers')")
    for kind in ("a need", "a need"):
        add(matching, kind)
    assert matching.locator(".ls-rows details").count() == 3
    page.reload()
    assert matching.locator(".ls-rows details").count() == 3


def test_a_trainer_pastes_the_lists_of_all_towns(matching):
    matching.get_by_role("tab", name="Your own lists").click()
    matching.get_by_text("Paste the lists of several towns").click()
    box = matching.get_by_label("Pasted lines")
    button = matching.get_by_role("button", name="Put these lines into the lists")
    button.click()
    assert "Nothing is pasted yet." in matching.inner_text()
    head = "code,town,kind,target,language,words,in_english,towns_served"
    good = [
        'O1,Ayo,offer,6.4,en,"Leaks, found at night",,2',
        "N1,Bea,need,6.4,en,Leaks found,,",
        "N2,Cho,need,6.4,en,Water meters,,",
    ]
    box.fill("\n".join([head, *good, "N3,Dia,need,99.1,en,What,,"]))
    button.click()
    status = matching.locator(".ls-status").inner_text()
    assert "3 lines are now in the lists. One line cannot be read, and stays in the box:" in status
    assert "There is no target “99.1”." in status
    assert box.input_value() == f"{head}\nN3,Dia,need,99.1,en,What,,"
    # Leak, found of leak, found, night with Bea: 1 + 1/3; nothing in common with Cho: 1.
    assert title(matching) == "2 of 2 needs have a partner."
    assert "The total fit is 2.33." in matching.locator(".ls-verdict").inner_text()
    box.fill("\n".join([head, *good]))
    button.click()
    assert "No line is new. 3 lines were there already." in matching.locator(".ls-status").inner_text()
    assert title(matching) == "2 of 2 needs have a partner."


def test_the_keyboard_alone_adds_and_removes(matching):
    page = matching.page
    matching.get_by_role("tab", name="Your own lists").press("Enter")
    matching.get_by_role("button", name="Add an offer").press("Enter")
    for text in ("11.2", "Bus stops", "en"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    assert "Your municipality, target 11.2" in matching.inner_text()
    matching.get_by_role("button", name="Take this line away").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Add an offer"
    assert title(matching) == "The lists are empty."
    matching.get_by_role("button", name="Undo").press("Enter")
    assert "Bus stops" in matching.locator(".ls-rows").first.inner_text()


def test_the_example_is_taken_over_with_marks(matching):
    matching.get_by_role("button", name="Take over as mine").click()
    note = matching.locator(".ls-example").inner_text()
    # Five lines of Port Amani, and fourteen of the other towns.
    assert note.startswith("Fictional, from Port Amani: replace these 19 entries.")
    assert "Reedwater; Vila da Duna; Kilima Juu" in note
    line = matching.locator(".ls-rows details").first
    assert "Your municipality, target 11.2" in line.inner_text()
    assert "fictional: replace" in line.inner_text()
    line.locator("summary").click()
    line.get_by_label("in a few words").fill("Our night buses")
    assert "fictional: replace" not in line.locator("summary").inner_text()
    assert "replace these 18 entries" in matching.locator(".ls-example").inner_text()


STRANGE = {
    "offers": {"constructor": {"target": ["11.2"], "words": 7, "more": {"a": 1}}, "b": 5, "__proto__": {"words": "w"}},
    "needs": {"x": {"target": "11.2", "words": "bus stops", "language": "en"}},
    "others": {"c": ["offer", "Ayo", "11.2", "bus", "en", "two"], "d": [1, 2], "e": {"f": None}, "g": "text"},
    "pasted": "kept",
    "new": {"h": 1},
}


def test_what_is_no_line_stays_in_the_workbook(evaluate):
    entry = json.dumps(json.dumps(STRANGE))
    call = (
        f"(() => {{ const state = method.unpack(JSON.parse({entry})); return [state, method.packer('')(state)]; }})()"
    )
    state, packed = evaluate("peer_matching_rows", call)
    # What is missing in a line is empty, and what is no text or number stays.
    plain = {"target": "", "words": "", "language": "", "towns": 1}
    mended = {
        "constructor": plain | {"target": ["11.2"], "words": "7", "more": {"a": 1}},
        "__proto__": plain | {"words": "w"},
        "b": 5,
    }
    assert packed == STRANGE | {"offers": mended, "needs": {"x": STRANGE["needs"]["x"] | {"towns": 1}}}
    assert {row["id"] for row in state["rows"]} == {"constructor", "__proto__", "x", "c"}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_lists_pairs_and_pasting_are_accessible(widget_page, violations, scheme, width):
    seen = widget_page(PeerMatching, scheme=scheme, width=width)
    frame = seen.page.locator(".ls-frame").first
    frame.locator(".ls-rows summary").first.click()
    for fold in frame.locator(".ls-fold > summary").all():
        fold.click()
    assert violations(seen.page, ".ls-frame") == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert frame.locator(".ls-tabs [data-case=four]").bounding_box()["height"] <= 90
    assert seen.problems == []


def test_the_worksheet_prints_the_pairs_and_cards_for_the_wall(matching):
    matching.page.emulate_media(media="print")
    printed = matching.locator(".ls-print")
    assert "Vila da Duna" in printed.locator("table").inner_text()
    assert "An example: Four towns. all fictional" in printed.inner_text()
    assert printed.locator("h4").all_inner_texts() == ["We can show", "We want to learn"] * 2
    assert printed.locator(".ls-blank").count() == 14
    assert matching.locator("input:visible").count() == 0
