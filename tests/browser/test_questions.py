"""Every kind of question in a browser: by pointer, by keyboard, kept for the next visit, on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.course.lesson import course, questions
from localsdg.widgets import Questions
from localsdg.widgets.kit.bundle import dependencies, script_text

KIT = (Questions, "kit", str(Path(__file__).resolve().parents[2] / "book" / "kit-questions.yml"))
LESSON = (Questions, "2.6")
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "questions.json").read_text("utf-8"))["cases"]
REGISTRY = """
const made = {};
const localsdg = { define(name, needs, factory) { made[name] = factory(...needs.map((need) => made[need])); } };
"""


@pytest.fixture(scope="module")
def judge(browser):
    page = browser.new_page()
    page.goto("about:blank")
    scripts = "".join(script_text(name) for name in dependencies("questions_method"))

    def run(question: dict, chosen: object) -> dict:
        partners = [pair["right"] for pair in question.get("pairs", [])] + question.get("extra", [])
        shown = {**question, "partners": list(dict.fromkeys(partners))}
        call = f"made.questions_method.judge({json.dumps(shown)}, {json.dumps(chosen)})"
        return page.evaluate(f"(() => {{ {REGISTRY} {scripts} return {call}; }})()")

    yield run
    page.close()


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_the_browser_judges_as_python_does(judge, case):
    question = case["question"]
    found = judge(question, case["chosen"])
    assert found["right"] == case["right"]
    if "explained" in found:
        reasons = [question["options"][place]["reason"] for place in found["explained"]]
    else:
        reasons = [pair["reason"] for pair in found["pairs"]] if "pairs" in found else [found["reason"]]
    assert reasons == case["reasons"]


def ask(page, number: int):
    """The form of a question, by its number on the page."""
    return page.locator("form.ls-ask").nth(number - 1)


def check(form) -> None:
    form.get_by_role("button", name="Check my answer").click()


def test_one_choice_gives_the_reason_of_the_option_and_a_hint(widget_page):
    form = ask(widget_page(KIT).page, 1)
    check(form)
    assert form.get_by_role("alert").inner_text() == "Choose one answer first."
    form.get_by_role("button", name="Give me a hint").click()
    assert "Ask what two people could measure" in form.locator(".ls-hint").inner_text()
    form.get_by_label("The water works").check()
    check(form)
    (reason,) = form.locator(".ls-why").all_inner_texts()
    assert " ".join(reason.split()) == (
        "Not this one. That is a place. What it changes for homes can become an indicator."
    )
    form.get_by_label("Share of homes").check()
    check(form)
    assert form.locator(".ls-why.ls-right").count() == 1
    form.get_by_role("button", name="Show the reason for every answer").click()
    assert form.locator(".ls-why").count() == 3


def test_many_choices_say_how_many_are_missing(widget_page):
    form = ask(widget_page(KIT).page, 2)
    form.get_by_label("Goal 6").check()
    check(form)
    assert "Not yet. One right answer is still missing." in form.inner_text()
    form.get_by_label("Goal 11").check()
    check(form)
    assert "Yes, that is right." in form.inner_text()


def test_a_number_is_judged_with_its_tolerance_and_unit(widget_page):
    form = ask(widget_page(KIT).page, 3)
    for typed, words in {
        "0.375": "The fraction is right",
        "37,5 %": "Yes, that is right.",
        "12": "Divide the homes with a tap by all homes",
        "many": "Type a number first, such as 12.5.",
    }.items():
        assert words not in form.inner_text()
        form.get_by_label("Your answer, in %").fill(typed)
        check(form)
        assert words in form.inner_text()


def test_an_order_is_made_by_the_keyboard_and_each_move_is_said(widget_page):
    seen = widget_page(KIT)
    form = ask(seen.page, 4)
    wanted = ["Choose an indicator", "Measure the baseline", "Act", "Measure again"]
    for place, item in enumerate(wanted):
        while True:
            lines = [line.split("\n")[0] for line in form.locator(".ls-order li").all_inner_texts()]
            if lines.index(item) == place:
                break
            form.get_by_role("button", name=f"Move up: {item}").focus()
            seen.page.keyboard.press("Enter")
            assert item in seen.page.evaluate("document.activeElement.getAttribute('aria-label')")
            assert f": {item}" in form.locator("[role=status]").inner_text()
    check(form)
    assert "Yes, that is right." in form.inner_text()
    assert seen.problems == []


def test_pairs_are_counted(widget_page):
    form = ask(widget_page(KIT).page, 5)
    form.get_by_label("Fine particles in the air").select_option("µg/m³")
    check(form)
    assert form.get_by_role("alert").inner_text() == "2 lines are still open. Choose a partner for each first."
    form.get_by_label("Waste collected").select_option("metres")
    form.get_by_label("Homes with water").select_option("%")
    check(form)
    assert "2 of 3 lines are right." in form.inner_text()
    form.get_by_label("Waste collected").select_option("tonnes a day")
    check(form)
    assert "Yes, that is right." in form.inner_text()


def test_a_short_text_forgives_case_and_knows_mistakes(widget_page):
    form = ask(widget_page(KIT).page, 6)
    box = form.get_by_label("Your answer")
    box.fill("The target")
    box.press("Enter")
    assert "The target is where you want to arrive." in form.inner_text()
    box.fill(" the  BASELINE. ")
    box.press("Enter")
    assert "Yes, that is right." in form.inner_text()


def test_a_changed_answer_is_not_judged_any_more(widget_page):
    form = ask(widget_page(KIT).page, 3)
    box = form.get_by_label("Your answer, in %")
    box.fill("37.5")
    check(form)
    assert "Yes, that is right." in form.locator(".ls-summary").inner_text()
    box.fill("37")
    assert form.locator(".ls-summary").inner_text() == ""


def test_answers_are_kept_for_the_next_visit(widget_page):
    page = widget_page(LESSON).page
    form = ask(page, 1)
    for left, right in [
        ("Twelve buses and the money for drivers", "Input"),
        ("There is a new bus line with 24 stops", "Output"),
        ("More residents live within 500 metres of a stop", "Outcome"),
        ("The air in the city is cleaner", "Outcome"),
    ]:
        form.get_by_label(left).select_option(right)
    check(form)
    assert "3 of 4 lines are right." in form.inner_text()
    second = ask(page, 2)
    second.get_by_label("One says behind, one ahead").check()
    check(second)
    page.reload()
    total = len(course().lesson("2.6").questions)
    assert f"2 of {total} questions answered." in page.locator(".ls-frame").inner_text()
    again = ask(page, 1)
    assert (
        again.get_by_label("The air in the city is cleaner").evaluate("box => box.selectedOptions[0].text") == "Outcome"
    )
    assert "Many other causes act on the air" in again.inner_text()
    # Kept is the place in the file, whatever the order in which options are shown.
    chosen = ask(page, 2).locator("input:checked")
    assert chosen.input_value() == "3"
    assert "One says behind" in ask(page, 2).locator("label:has(input:checked)").inner_text()
    assert ask(page, 2).locator(".ls-why.ls-right").count() == 1


def test_options_have_one_order_on_screen_and_on_paper(widget_page):
    page = widget_page(LESSON).page
    shown = [ask(page, 3).locator("label").nth(place).inner_text() for place in range(4)]
    file = [option["text"] for option in questions("2.6")[2]["options"]]
    assert shown != file
    assert sorted(shown) == sorted(file)
    page.emulate_media(media="print")
    paper = page.locator(".ls-paper").nth(2).locator("p:has-text('□')").all_inner_texts()
    assert [line.removeprefix("□").strip() for line in paper] == shown


def test_on_paper_there_are_boxes_spaces_and_letters_and_no_answers(widget_page):
    page = widget_page(KIT).page
    form = ask(page, 3)
    form.get_by_label("Your answer, in %").fill("37.5")
    check(form)
    page.emulate_media(media="print")
    papers = page.locator(".ls-paper")
    assert papers.count() == 6
    assert all(paper.is_visible() for paper in papers.all())
    assert page.locator("form.ls-ask:visible").count() == 0
    assert page.locator(".ls-why:visible").count() == 0
    words = papers.all_inner_texts()
    assert words[0].count("□") == 3
    assert "Write the right letter" in words[4]
    assert "37.5" not in "".join(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_questions_have_no_fault_of_access(widget_page, violations, scheme):
    page = widget_page(KIT, scheme=scheme, width=360).page
    ask(page, 1).get_by_label("The water works").check()
    check(ask(page, 1))
    ask(page, 1).get_by_role("button", name="Give me a hint").click()
    ask(page, 4).get_by_role("button", name="Check my answer").click()
    ask(page, 4).get_by_role("button", name="Show the answer with its reasons").click()
    ask(page, 6).get_by_label("Your answer").fill("x")
    check(ask(page, 6))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_page_the_reasons_come_when_they_are_near_and_an_answer_is_judged_without_them(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.route("**/reasons-*", lambda route: route.abort())
    page.goto(f"{address}modules/2-implementation/02-aligning-the-plan.html")
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.startswith("reasons-")]
    form = ask(page, 2)
    form.scroll_into_view_if_needed()
    lost = "The reasons and hints could not be loaded. Try again when there is a network."
    form.get_by_role("button", name="Give me a hint").click()
    form.get_by_text(lost).wait_for()
    form.get_by_label("Your answer, in %").fill("42.5")
    check(form)
    form.locator(".ls-why").wait_for()
    assert form.locator(".ls-why").inner_text().strip() == "Not yet."
    assert form.locator(".ls-status").text_content() == lost
    form.get_by_role("button", name="Show the answer with its reasons").click()
    assert form.locator(".ls-why").inner_text().strip() == "Not yet."
    # The network is back.
    page.unroute("**/reasons-*")
    check(form)
    form.locator(".ls-why", has_text="They are reported separately").wait_for()
    assert form.locator(".ls-status").text_content() == ""
    form.get_by_role("button", name="Give me a hint").click()
    assert form.locator(".ls-hint").inner_text() == "Hint 1 of 2. Which of the four numbers is the whole?"
    page.wait_for_function("JSON.stringify(localStorage).includes('coverage')")
    # On return the answer stands there with its reason.
    page.reload()
    ask(page, 2).locator(".ls-why", has_text="They are reported separately").wait_for()
    context.close()
