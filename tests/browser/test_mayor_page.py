"""The page for the mayor: what was typed is on it, exactly, on the screen, on paper and in the file."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from localsdg.core.agenda2030 import TARGETS
from localsdg.course.lesson import lesson_pages, municipality_form, questions
from localsdg.widgets import MayorPage
from localsdg.workbook import Field, Workbook
from localsdg.workbook.places import address_of, known_parts
from localsdg.workbook.places import pairs as places

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/mayor_page.json").read_text("utf-8"))["cases"]
LESSONS = [{"lesson": "1.2", "questions": ["first", "second", "third"]}]
TIME = "2026-03-02T08:00:00.000Z"
SIX = ["1.4", "6.1", "8.3", "11.1", "11.2", "13.1"]
TAKEN = ["Sample street", "fictional", "Port Amani"]
# Numbers as people type them: the page computes with them, and shows them as they are.
TYPED = {
    ("2.6", "unit"): "%",
    ("2.6", "baseline_year"): "2020",
    ("2.6", "baseline"): "40,0",
    ("2.6", "year"): "2025",
    ("2.6", "value"): "45,0",
    ("2.6", "target_year"): "2030",
    ("2.6", "target"): "60 %",
    ("3.2", "y0"): "2010",
    ("3.2", "p0"): "80 000",
    ("3.2", "v0"): "1000 ha",
    ("3.2", "y1"): "2020",
    ("3.2", "p1"): "٨٨٠٠٠",
    ("3.2", "v1"): "1200,5",
}
NUMBERS = {address_of(lesson, "municipality", name) for lesson, name in TYPED}
# Numbers of people by area, some of them small.
FOR_NOBODY_ELSE = [("3.4", "gap", "areas/b"), ("3.4", "gap", "smallest")]
HOSTILE = "<script>alert(1)</script> & “O'Neil”\n  שלום 100% {name}\0|"


def book(*entries: tuple[Any, ...]) -> Workbook:
    """A workbook of entries: lesson, part, name, value, and who entered it when."""
    fields = {}
    for lesson, part, name, value, *rest in entries:
        by, time = rest or ("Ana Pérez", TIME)
        fields[address_of(lesson, part, name)] = Field(value, time, by)
    return Workbook(fields)


def usual() -> list[tuple[Any, ...]]:
    """A town with all main parts of the page: 21 own and 68 shared of 169 targets, ten actors, ten pairs."""
    place = {
        "name": "Puerto Ñandú",
        "country": "Paraguay",
        "population": "84 000",
        "population_year": "2024",
        "population_source": "Censo, cuadro 3",
        "office": "Oficina de planificación",
    }
    whose = ["own"] * 21 + ["shared"] * 68 + ["not ours"] * 80
    groups = ["women", "businesses", "young people"]
    entries: list[tuple[Any, ...]] = [("", "profile", name, value) for name, value in place.items()]
    entries += [("1.2", "competences", f"judgements/{t.code}", w) for t, w in zip(TARGETS, whose, strict=True)]
    entries += [
        ("1.3", "stakeholders", f"a{at}", [f"Actor number {at}", at, 10 - at, groups[at % 3]]) for at in range(10)
    ]
    message = ["The council", "Two streets of the old town have no water in summer.", "Vote for the mains in May."]
    for name, value in zip(("audience", "text", "ask"), message, strict=True):
        entries.append(("1.4", "municipality", name, value))
    entries.append(("1.5", "interactions", "targets", SIX))
    entries += [("1.5", "interactions", f"scores/6.1 on {code}", 2) for code in SIX if code != "6.1"]
    entries += [("1.5", "interactions", f"scores/{code} on 8.3", -1) for code in SIX if code not in ("6.1", "8.3")]
    entries += [(lesson, "municipality", name, value) for (lesson, name), value in TYPED.items()]
    return entries


def full() -> list[tuple[Any, ...]]:
    """The same, with every field of every form, and every exercise of the course."""
    entries = usual()
    for page in lesson_pages():
        lesson = page["lesson"]
        for field in (field for group in municipality_form(lesson)["groups"] for field in group["fields"]):
            if address_of(lesson, "municipality", field["name"]) not in NUMBERS and field["name"] != "place":
                entries.append((lesson, "municipality", field["name"], f"What we say of {lesson} {field['name']}."))
    entries += [("1.1", "targets", code, [f"Where {code}", f"Who {code}", f"Sign {code}"]) for code in SIX]
    entries += [("1.4", "messages", f"message_{n}", [f"Part {n}{p}" for p in range(5)]) for n in (1, 2, 3)]
    pairs = [f"{one} on {other}" for one in SIX for other in SIX if one != other]
    entries += [("1.5", "interactions", f"reasons/{pair}", f"Because {pair}!") for pair in pairs]
    entries += [("1.6", "agenda", f"items/i{at}/title", f"Session {at}") for at in range(6)]
    entries += [
        ("1.6", "agenda", f"items/i3/{name}", f"about 1,5 {name}") for name in ("minutes", "group_work", "cases")
    ]
    # What exercises of other lessons keep for the review, by the names of their records.
    there = {address_of(*each[:3]) for each in entries}
    by_hand = {lesson for lesson, part, *_ in entries if part not in ("municipality", "profile")}
    for lesson, part in known_parts():
        if part == "municipality" or lesson in by_hand:
            continue
        for name in (name.replace("**", "b").replace("*", "a") for name in places()[lesson][part]):
            if address_of(lesson, part, name) not in there and (lesson, part, name) not in FOR_NOBODY_ELSE:
                entries.append((lesson, part, name, f"What is kept of {lesson} {name}."))
    return entries


def shown(widget_page, entries, **options):
    """The page alone, in a frame like that of the course, with the entries in the browser."""
    seen = widget_page(MayorPage, **options)
    text = book(*entries).text()
    seen.page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", text)
    seen.page.reload()
    seen.page.locator(".ls-mayor").wait_for()
    if entries:
        seen.page.locator(".ls-mayor-page, .ls-mayor [role=alert]").first.wait_for()
    seen.page.evaluate(
        "(() => { const [main, article] = [document.querySelector('main'), document.createElement('article')];"
        " main.before(article); article.append(main); })()"
    )
    return seen


def strings_of(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in strings_of(each)]
    return [value] if isinstance(value, str) else []


def printed(page) -> list[str]:
    margin = {"top": "16mm", "bottom": "16mm", "left": "15mm", "right": "15mm"}
    pages = PdfReader(io.BytesIO(page.pdf(format="A4", margin=margin))).pages
    # Letters that the printer has joined come apart again.
    return [unicodedata.normalize("NFKC", each.extract_text()) for each in pages]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_content(evaluate, case):
    document = json.dumps(book(*case["entries"]).document())
    found = evaluate("mayor_page_method", f"method.contentOf({document}, {json.dumps(LESSONS)})")
    assert found["lacks"] == case["lacks"]
    assert {name: found.get(name) for name in case["expected"]} == case["expected"]


def test_every_value_is_there_as_typed_on_screen_on_paper_and_in_the_file(widget_page, violations, tmp_path):
    entries = [*full(), ("1.2", "municipality", "law", HOSTILE), ("3.5", "index", "columns/2/worst", "15,5")]
    seen = shown(widget_page, entries, width=360)
    page = seen.page
    on_page = page.locator(".ls-mayor-page").evaluate("element => element.textContent")
    said = on_page.replace("\u00a0", " ")
    last = {address_of(*each[:3]): each for each in entries}.values()
    typed = [text for _, part, _, value, *_ in last if part != "competences" for text in strings_of(value)]
    words = {"women", "businesses", "young people"} | {*SIX}
    assert [text for text in typed if text not in words and text not in on_page] == []
    assert "21 own and 68 shared of 169 judged targets." in on_page
    # (21 + 68 / 2) / 169 = 32.5 %, 89 / 169 = 52.7 %, 21 / 169 = 12.4 %
    assert "If a shared target counts in full, the share is 53 %; if half, 33 %; if not at all, 12 %." in said
    assert "6.1 " in page.locator(".ls-part", has_text="How the targets act").first.locator("strong").inner_text()
    # 40 + (60 - 40) / 2 = 50; the ratio of 2021 is 0.02005 / 0.00953 = 2.10.
    assert "expects 50.0 %, and you have 45.0 %" in said
    assert "11.3.1, version of 2021: 2.10." in on_page
    # 1,000 ha for 80,000 people, then 1,200.5 ha for 88,000.
    assert "Built-up area per person: 125 m², later 136 m²." in on_page
    assert "undefined" not in on_page and "NaN" not in on_page
    assert "Column 2: worst value" in on_page
    # Names are words: none is the name of a place in the workbook. Real exercises keep no field that is called a or b.
    names = page.locator(".ls-mayor-rest :is(dt, li > span)").all_inner_texts()
    assert len(names) > 100
    # A score stands with the name of its criterion, which was typed.
    criterion = "What is kept of 2.3 criteria/a/name."
    assert any(name.startswith(f"score for {criterion}: ") for name in names)
    names = [name.replace(criterion, "") for name in names]
    assert [name for name in names if "/" in name.split(":")[0] and name[-4:] not in ("/a: ", "/b: ")] == []
    assert page.locator(".ls-mayor > div .ls-screen li").all_inner_texts() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page, ".ls-mayor") == []
    sheets = printed(page)
    assert 2 <= len(sheets) <= 1 + len(typed) / 40, (len(sheets), len(typed))
    assert "Try it" not in "".join(sheets)
    assert "Nobody examined this work" not in "".join(sheets)

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the page as a file").press("Enter")
    file = tmp_path / "page.html"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename == "page-for-the-mayor-puerto-ñandú.html"
    assert seen.problems == []
    text = file.read_text("utf-8")
    assert "<script" not in text and "src=" not in text and "href=" not in text
    other = page.context.new_page()
    other.goto(file.as_uri())
    assert other.locator("body").evaluate("element => element.textContent.trim()").startswith("Puerto Ñandú")
    in_file = other.locator(".ls-mayor-page").evaluate("element => element.textContent")
    assert in_file == on_page.replace("\0", "\ufffd")  # HTML has no such sign
    assert other.locator("h1").count() >= 1
    assert violations(other, runOnly=["wcag2a", "wcag2aa"], at_least=5) == []


def test_the_usual_page_is_one_sheet_and_the_other_sheet_says_no_more_than_the_workbook(widget_page):
    done = [
        ("1.2", "progress", "done", True, "Ana Pérez", "2026-04-05T08:00:00.000Z"),
        # What several lessons ask, such as the values of an indicator, is of none of them; the outcome is of 2.6.
        ("2.6", "municipality", "outcome", "More homes with water"),
        ("2.6", "questions", "no-such-question", 1, "Ben", TIME),
    ]
    seen = shown(widget_page, [*usual(), *done])
    page = seen.page
    assert len(printed(page)) == 1
    assert page.get_by_role("heading", name="One action and its path to the target").count() == 1
    untied = shown(widget_page, [*usual(), ("2.3", "priorities", "actions/first/name", "Pipes")]).page
    assert untied.get_by_role("heading", name="An indicator and its path to the target").count() == 1
    assert "The indicator of the outcome" not in untied.locator(".ls-mayor-page").inner_text()
    assert "Pipes" in untied.locator(".ls-mayor-rest").inner_text()
    said = page.locator(".ls-mayor-proof p strong").all_inner_texts()
    assert said == [
        "\u2068Ana Pérez\u2069 worked on lessons 1.2, 1.3, 1.4, 1.5, 2.6, 3.2 between 2 March 2026 and 5 April 2026, "
        "as the workbook of the course shows. Nobody examined this work.",
        "\u2068Ben\u2069 worked on lesson 2.6 on 2 March 2026, as the workbook of the course shows. "
        "Nobody examined this work.",
    ]
    rows = page.locator(".ls-mayor-proof tbody tr").all_inner_texts()
    assert rows[0] == f"1.2 Who is competent for what?\t0 of {len(questions('1.2'))}\tyes"
    assert rows[-1].endswith(f"\t0 of {len(questions('2.6'))}\tno")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print this sheet").click()
    (sheet,) = printed(page)
    assert "Nobody examined this work" in sheet
    assert "21 own" not in sheet
    assert seen.problems == []


def test_no_id_of_the_page_and_no_part_of_one_stands_before_the_mayor(widget_page):
    """Tasks, offers and needs are counted in the order in which they were made, and shares are said in percent."""
    kept = {
        "action/first/name": "Buses", "action/first/tasks/amx3nhhvexon8/what": "Approve the money",
        "action/first/tasks/amx3nhhvexon8/accountable": "Council", "action/first/tasks/amx3nhj5u9hc2/what": "Build",
        "exchange/offers/amx3nkwzpi62m0001/words": "Ramps", "exchange/offers/amx3nkwzpi62m0001/target": "11.2",
        "budget line/b1/title": "Landfill", "budget tag/b1/11.6/share": 0.625,
    }  # fmt: skip
    whole = book(*usual())
    whole.fields |= {("records", *place.split("/", 2)): Field(value, TIME, "Ana") for place, value in kept.items()}
    seen = widget_page(MayorPage)
    seen.page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", whole.text())
    seen.page.reload()
    said = seen.page.locator(".ls-mayor-rest").inner_text()
    for words in (
        "task 1: Approve the money; accountable for task 1: Council; task 2: Build",
        "number 1: Ramps; target of number 1: 11.2",
        "Landfill: share for 11.6: 62.5 %",
    ):
        assert words in said
    assert "amx3" not in said
    assert seen.problems == []


def test_a_workbook_with_other_things_in_it_takes_the_page_from_nobody(widget_page):
    """A file may hold anything in the place of an actor, a score or a judgement."""
    odd: list[Any] = [5, True, [], ["a"], [None, 3, 4], {"a": 1}, "number", "constructor", [5, 6, 7]]
    seen = widget_page(MayorPage)
    page = seen.page
    for value in odd:
        entries = [
            ("1.3", "stakeholders", "a1", value),
            ("1.5", "interactions", "targets", value),
            ("1.5", "interactions", "scores/6.1 on 8.3", value),
            ("1.5", "interactions", "scores/8.3 on 6.1", 99),
            ("1.5", "interactions", "reasons/6.1 on 8.3", value),
            ("1.2", "competences", "judgements/11.1", value),
            ("1.2", "competences", "shared_weight", value),
            ("2.6", "municipality", "baseline", value),
            ("", "profile", "country", value),
        ]
        text = book(("", "profile", "name", "Kisumu"), *entries).text()
        page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", text)
        page.reload()
        assert page.locator(".ls-mayor-page").inner_text().startswith("Kisumu"), value
    for unreadable in ("{", '{"format": "localsdg workbook", "version": 4}', '{"format": "other"}'):
        page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", unreadable)
        page.reload()
        said = page.locator(".ls-mayor").inner_text()
        assert "cannot be read here. Nothing is lost." in said and "Nothing is entered yet" not in said
    assert seen.problems == []


def test_what_is_missing_or_from_an_example_is_named(widget_page, violations):
    street = ("1.4", "municipality", "text", TAKEN[0])
    # Figures of the dashboard that nobody has named; one has the code of an official indicator.
    chart = [("3.6", "dashboard", f"{name}/chart/message", f"Message of {name}") for name in ("0k3v9", "11.2.1")]
    chart += [("3.6", "dashboard", "0k3v9/unit", "litres"), ("3.6", "dashboard", "i2/name", "i2")]
    seen = shown(widget_page, [street, ("1.4", "municipality_taken", "text", TAKEN), *chart], scheme="dark")
    page = seen.page
    assert sorted(page.locator(".ls-mayor-rest li").all_inner_texts()) == [
        "11.2.1: message of the chart: Message of 11.2.1",
        "Indicator without a name: name: i2",
        "Indicator without a name: unit: litres; message of the chart: Message of 0k3v9",
    ]
    lines = page.locator(".ls-mayor .ls-screen li")
    assert lines.count() == 11
    links = lines.locator("a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    assert links[:6] == ["my-course.html"] * 6
    assert links[6:8] == [
        "../modules/1-localizing/02-competences.html",
        "../modules/1-localizing/03-stakeholders-and-voice.html",
    ]
    sheet = "".join(printed(page))
    assert "Sample street (fictional, from Port Amani, not replaced yet)" in " ".join(sheet.split())
    assert "Fill it in" not in sheet
    # What was only taken over is nobody's work.
    assert [each for each in page.locator(".ls-mayor-proof tbody tr").all_inner_texts() if each[:3] == "1.4"] == []
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert violations(page, ".ls-mayor") == []
    assert seen.problems == []
