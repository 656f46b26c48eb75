"""Work is kept as it is typed, ready cases never touch it, and what comes from an example is marked until replaced.

The controls are found on the pages, so that those of a new lesson or widget are tried as well.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from localsdg import widgets
from localsdg.course.lesson import course, lesson_pages
from localsdg.widgets import (
    AlignmentMatrix,
    AveragesHide,
    BudgetTagger,
    Municipality,
    MyCourse,
    Questions,
    TableCheck,
    WorkshopPlan,
)
from localsdg.workbook import Field, Workbook
from localsdg.workbook.places import address_of, known_parts, name_at, pairs

KEY = "localsdg.workbook"
LESSONS = {page["lesson"]: f"{page['page']}.html" for page in lesson_pages()}
OTHERS = ["book/index.html", "book/trainers.html", "book/kit.html", "book/my-course.html"]
CONTROLS = ".ls :is(input:not([type=radio],[type=checkbox],[type=range],[type=file]),select,textarea)"
VALUES = "selector => Array.from(document.querySelectorAll(selector), (each) => each.value)"
# Types something into every control, as a person would: focus, select, insert. It runs inside of the page, since to ask
# for each control from outside takes longer than all that the page does. Typing may add controls, or take some away;
# what is fetched when a fold opens is waited for. Returns how many were filled, and what holds another text than typed.
FILL = """async (selector) => {
  const coming = (window.coming ??= new Set());
  if (window.localsdgBring && !window.counted) {
    window.counted = window.localsdgBring;
    window.localsdgBring = (name) => {
      const brought = window.counted(name);
      coming.add(brought);
      return brought.finally(() => coming.delete(brought));
    };
  }
  const texts = { number: 0, decimal: 0, numeric: 0, date: "2027-03-04", time: "10:15" };
  const wrong = [];
  let filled = 0;
  for (let place = 1;; place += 1) {
    await new Promise((done) => setTimeout(done));
    while (coming.size) await Promise.allSettled(coming);
    const each = document.querySelectorAll(selector)[place - 1];
    if (!each) return [filled, wrong];
    for (let fold = each.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (each.disabled || !each.checkVisibility({ visibilityProperty: true })) continue;
    const kind = each.inputMode || each.type;
    const tell = () => ["input", "change"].forEach((name) => each.dispatchEvent(new Event(name, { bubbles: true })));
    each.focus();
    filled += 1;
    if (each.tagName === "SELECT") {
      const other = [...each.options].filter((one) => !one.hidden && one.value !== each.value).at(-1);
      if (!other) continue;
      other.selected = true;
      tell();
      continue;
    }
    const text = kind in texts ? texts[kind] || `${place % 9 + 1}` : `typed ${place}${" and more".repeat(25)}`;
    if (each.type === "date" || each.type === "time") {
      each.value = text;
      tell();
    } else {
      each.select();
      document.execCommand("insertText", false, text);
    }
    if (each.value !== text) wrong.push([each.outerHTML, text, each.value]);
  }
}"""


def fill_all(page, selector: str = CONTROLS) -> int:
    filled, wrong = page.evaluate(FILL, selector)
    assert wrong == []
    return filled


def exercise_of(lesson: str) -> type:
    """The class of a lesson's exercise, as its cell names it."""
    return getattr(widgets, re.search(r"exercise = (\w+)\(\)", course().lesson(lesson).cell("try-widget").source)[1])


def stored(page) -> Workbook:
    return Workbook.parse(page.evaluate("key => localStorage.getItem(key)", KEY))


def took(page) -> None:
    page.get_by_role("button", name="Start from the example above").click()


def form_of(page):
    return page.locator(".ls-kept")


def marked(page) -> list[str]:
    """The names of the fields of the form that are marked as fictional or foreign."""
    return page.eval_on_selector_all(".ls-kept .ls-taken[name]", "all => all.map((each) => each.name)")


@pytest.mark.parametrize("path", [*LESSONS.values(), *OTHERS])
def test_all_that_is_typed_is_there_after_the_next_link_and_back(visit, path):
    seen = visit(path, width=360)
    page = seen.page
    filled = fill_all(page)
    assert filled or path == "book/index.html"
    before = page.evaluate(VALUES, CONTROLS)
    page.evaluate("document.activeElement.scrollIntoView()")
    page.locator("a[href$='.html']:visible, a[href*='.html#']:visible").last.click()
    page.go_back()
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    # Some exercises are fetched when one comes near.
    page.wait_for_function(f"([selector, count]) => ({VALUES})(selector).length === count", arg=[CONTROLS, len(before)])
    assert page.evaluate(VALUES, CONTROLS) == before
    page.reload()
    assert page.evaluate(VALUES, CONTROLS) == before
    if path in LESSONS.values():
        # The form is kept for good, not for this tab alone.
        entries = stored(page).entry(next(lesson for lesson, each in LESSONS.items() if each == path), "municipality")
        shown = page.eval_on_selector_all(".ls-kept [name]", "all => all.map((each) => [each.name, each.value])")
        assert entries == {name: value for name, value in shown if value} and len(entries) == len(shown)
        assert re.fullmatch(r"Saved \d\d:\d\d", saved_line(page)) or "saved in this browser" in saved_line(page)
    # Who leaves at once breaks off what is still being fetched.
    assert [problem for problem in seen.problems if not problem.startswith("request failed")] == []


def saved_line(page) -> str:
    return form_of(page).locator(".ls-saved > span").first.inner_text()


PASTED = "\u202eenoba\u202c 1.234,5\t<b>१२</b>\n=HYPERLINK('http://x', 'y')"


@pytest.mark.parametrize("widget", [AlignmentMatrix, AveragesHide, BudgetTagger, TableCheck])
def test_a_pasted_text_that_was_not_read_yet_is_there_when_one_comes_back(widget_page, widget):
    seen = widget_page(widget)
    for typed in (PASTED, ""):
        box = seen.page.get_by_label(re.compile("^(Lines of the plan|Rows of the spreadsheet|.*paste.*)$", re.I)).last
        # The fold fetches what it holds when it is opened.
        seen.page.evaluate("document.querySelectorAll('.ls details').forEach((fold) => (fold.open = true))")
        expect(box).to_have_value("" if typed else PASTED)
        box.fill(typed)
        seen.page.reload()
    assert seen.problems == []


def test_it_says_when_it_was_saved_and_reads_it_aloud_once(widget_page):
    page = widget_page((Municipality, "3.2")).page
    assert "saved in this browser as you type" in saved_line(page)
    page.clock.install()
    box = form_of(page).get_by_label("Municipality")
    box.press_sequentially("Port")
    page.clock.run_for(1000)
    assert re.fullmatch(r"Saved \d\d:\d\d", saved_line(page))
    voice = form_of(page).locator(".ls-saved [role=status]")
    aloud = voice.inner_text()
    page.evaluate(
        "() => { window.said = 0; const count = new MutationObserver(() => (window.said += 1));"
        " const voice = document.querySelector('.ls-kept .ls-saved [role=status]');"
        " count.observe(voice, { childList: true, characterData: true, subtree: true }) }"
    )
    box.press_sequentially(" Amani, and more")
    page.clock.run_for(120_000)
    assert aloud and page.evaluate("window.said") == 0
    assert stored(page).entry("3.2", "municipality") == {"place": "Port Amani, and more"}


# How own work begins where typing alone does not, by the names of what is pressed after "Your own ...". Where nothing
# is named, it is every button that adds something: a list gets rows of her own.
OWN = {
    "1.1": ["Pin 11.1 "],
    "1.3": ["Add an actor", "Add an actor"],
    "1.6": ["Add"],
    "2.1": ["Add an indicator", "Add a missing figure"],
    "2.5": ["Add a task"],
    "3.6": ["Add a figure"],
}


def has_rows(lesson: str) -> bool:
    """Whether one's own work in an exercise is a list of rows, known by their ids."""
    parts = [names for part, names in pairs().get(lesson, {}).items() if part != "municipality"]
    return any(re.search(r"\*.*/", name) for names in parts for name in names)


def begin_own_work(exercise, lesson: str) -> None:
    """Go to one's own part of an exercise, and begin a list where it has one."""
    for mine in exercise.locator("[data-case=mine]").all():
        mine.click()
    adds = exercise.get_by_role("button", name=re.compile(r"^Add\b"))
    names = OWN.get(lesson)
    if names is None:
        names = list(dict.fromkeys(each.inner_text() for each in adds.all() if each.is_visible() and each.is_enabled()))
    for name in names:
        exercise.get_by_role("button", name=name).first.click()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_ready_case_never_touches_own_work(widget_page, lesson):
    page = widget_page(exercise_of(lesson)).page
    exercise = page.locator(".ls-frame").first
    tabs = exercise.locator(".ls-tabs")
    if not page.locator(".ls-tabs").count():
        return  # an exercise without ready cases has nothing that could touch own work
    mine = tabs.locator("[data-case=mine]")
    begin_own_work(exercise, lesson)
    chip = exercise.locator(".ls-chip:has(b:text-is('11.1'))")
    if lesson == "1.2":
        chip.click()
    inside = f".ls-frame:has(.ls-tabs) {CONTROLS.removeprefix('.ls ')}"
    typed = inside.replace(",select", "")  # a list may lead to a case
    fill_all(page, typed)
    read = (
        "selector => [document.querySelector('.ls-frame .ls-title').textContent,"
        " ...Array.from(document.querySelectorAll(selector), (each) => each.value)]"
    )
    if has_rows(lesson) or lesson == "1.6":  # which rows are open is nobody's work: the entries tell what is there
        read = "() => document.querySelector('.ls-frame .ls-title').textContent"
    own = page.evaluate(read, typed)
    exercise.locator("h3").click()
    kept = stored(page).lessons
    assert mine.get_attribute("aria-selected") == "true"
    for case in tabs.locator("button").all()[1:]:
        case.click()
        assert case.get_attribute("aria-selected") == "true"
        assert "It does not become your own work." in exercise.inner_text()
        assert page.evaluate(read, typed) != own
        assert stored(page).lessons == kept
    if lesson == "1.2":
        chip.click()
    fill_all(page, inside)  # in the last one: all cases of an exercise are drawn by the same code
    exercise.locator("h3").click()
    assert stored(page).lessons == kept
    exercise.get_by_role("button", name="Undo").click()
    assert stored(page).lessons == kept
    mine.click()
    assert page.evaluate(read, typed) == own
    page.reload()
    assert page.evaluate(read, typed) == own
    assert stored(page).lessons == kept


def test_taking_a_case_over_asks_first_and_can_be_undone(widget_page):
    page = widget_page(exercise_of("1.3")).page
    exercise = page.locator(".ls-frame").first
    exercise.get_by_role("tab", name="Your own map").click()
    for _ in range(2):
        exercise.get_by_role("button", name="Add an actor").click()
        exercise.locator("details[open] > .ls-form").get_by_label("Who it is").fill("School")
    page.reload()
    names = "() => Array.from(document.querySelectorAll('.ls-actors [type=text]'), (each) => each.value)"
    assert page.evaluate(names) == ["School", "School"]
    own = stored(page).entry("1.3", "stakeholders")
    exercise.get_by_role("tab", name="After a walk through Saltfield").click()
    exercise.get_by_role("button", name="Take over as mine").click()
    exercise.get_by_role("button", name="Leave my work as it is").click()
    assert stored(page).entry("1.3", "stakeholders") == own
    exercise.get_by_role("button", name="Take over as mine").click()
    exercise.get_by_role("button", name="Replace my work").click()
    assert "Fictional, from Port Amani: replace these 10 entries. Council; " in exercise.inner_text()
    actors = exercise.locator(".ls-actors > details")
    actors.first.locator("> summary").click()
    actors.first.get_by_label("Who it is").fill("Our council")
    actors.first.get_by_label("Who it is").blur()
    # The line still says so when all parts of the page have heard of the change.
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    assert re.fullmatch(r"Saved \d\d:\d\d", exercise.locator(".ls-saved > span").first.inner_text())
    page.reload()
    assert "replace these 9 entries" in exercise.inner_text()
    assert ["fictional: replace" in text for text in actors.all_inner_texts()] == [False] + 9 * [True]
    assert len(stored(page).entry("1.3", "stakeholders_taken")) == 9
    exercise.get_by_role("button", name="These are right for us").click()
    page.reload()
    assert "fictional: replace" not in exercise.inner_text()
    assert stored(page).entry("1.3", "stakeholders_taken") == {}
    assert len(stored(page).entry("1.3", "stakeholders")) == 10


def test_start_again_takes_back_a_ready_case_and_leaves_the_marks_of_own_work(widget_page):
    page = widget_page(exercise_of("2.6")).page
    exercise = page.locator(".ls-frame").first
    exercise.get_by_role("tab", name="Piped water").click()
    exercise.get_by_role("button", name="Take over as mine").click()
    marks = stored(page).entry("2.6", "path_taken")
    kept = stored(page).lessons
    assert len(marks) > 3
    exercise.get_by_role("tab", name="Solar roofs").click()
    value = exercise.get_by_role("group", name="Baseline").get_by_label("Value")
    value.fill("9")
    exercise.get_by_role("button", name="Start again").click()
    assert value.input_value() != "9"
    assert stored(page).lessons == kept
    page.reload()
    assert stored(page).lessons == kept
    exercise.get_by_role("tab", name="Your own numbers").click()
    assert f"Fictional, from Port Amani: replace these {len(marks)} entries" in exercise.inner_text()


def test_undo_brings_back_what_a_case_has_replaced(widget_page):
    page = widget_page(exercise_of("2.6")).page
    exercise = page.locator(".ls-frame").first
    exercise.get_by_role("tab", name="Your own numbers").click()
    exercise.get_by_role("group", name="Baseline").get_by_label("Value").fill("7")
    exercise.get_by_role("tab", name="Piped water").click()
    exercise.get_by_role("button", name="Take over as mine").click()
    exercise.get_by_role("button", name="Replace my work").click()
    for _ in range(2):
        exercise.get_by_role("button", name="Undo").click()
    page.reload()
    assert stored(page).entry("2.6", "path") == {"baseline": "7"}
    assert stored(page).entry("2.6", "path_taken") == {}


def test_fictional_numbers_are_marked_until_they_are_replaced(widget_page, bare, tmp_path):
    page = widget_page(exercise_of("1.2"), (Municipality, "1.2")).page
    form = form_of(page)
    form.get_by_label("Municipality").fill("Our town")
    form.get_by_label("Shared", exact=True).fill("50")
    page.locator(".ls-frame").first.get_by_role("tab", name="Port Amani").click()
    took(page)
    # What she has typed herself stays, and has no mark: 21 and 80 of Port Amani have one.
    assert form.get_by_label("Shared", exact=True).input_value() == "50"
    assert form.get_by_label("Own", exact=True).input_value() == "21"
    assert marked(page) == ["own", "not_ours"]
    assert form.get_by_text("fictional: replace").count() == 2
    assert "What you have written yourself stays." in form.inner_text()
    page.reload()
    assert marked(page) == ["own", "not_ours"]
    assert stored(page).entry("1.2", "municipality_taken") == {
        "own": ["21", "fictional", "Port Amani"],
        "not_ours": ["80", "fictional", "Port Amani"],
    }
    page.emulate_media(media="print")
    assert form.get_by_text("fictional: replace").first.is_visible()
    page.emulate_media(media="screen")
    lesson = page.url
    page.goto(bare(MyCourse))
    table = page.get_by_role("table", name="1.2 Who is competent for what?")
    rows = table.locator("tbody tr").all_inner_texts()
    assert rows == [
        "Counts: Own\t21 fictional: replace",
        "Counts: Shared\t50",
        "Counts: Not ours\t80 fictional: replace",
    ]
    # Out as a file, all erased, and in again: the marks are there.
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").click()
    file = tmp_path / "workbook.json"
    offered.value.save_as(file)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.get_by_label("Take in a workbook file").set_input_files(file)
    page.get_by_role("button", name="Take in the file", exact=True).click()
    assert table.get_by_text("fictional: replace").count() == 2
    page.goto(lesson)
    form.get_by_label("Own", exact=True).fill("22")
    assert marked(page) == ["not_ours"]
    form.get_by_role("button", name="This is right for us").click()
    page.reload()
    assert marked(page) == []
    assert stored(page).entry("1.2", "municipality_taken") == {}
    assert stored(page).entry("1.2", "municipality")["not_ours"] == "80"


def test_what_the_exercise_knows_is_shown_and_what_was_written_stays_until_she_chooses(widget_page):
    page = widget_page(exercise_of("1.2"), (Municipality, "1.2")).page
    form = form_of(page)
    own = form.get_by_label("Own", exact=True)
    assert "Nothing is judged in your own matrix yet." in form.inner_text()
    own.fill("33")
    page.locator(".ls-chip:has(b:text-is('11.1'))").click()
    form.get_by_text("1 of 169 targets are judged. There it is: Own: 1; Shared: 0; Not ours: 0.").wait_for()
    page.reload()
    assert own.input_value() == "33"
    form.get_by_role("button", name="Use what the exercise says").click()
    assert own.inner_text() == "1"
    assert marked(page) == []
    assert form.get_by_role("button", name="Undo").evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    assert own.input_value() == "33"
    page.reload()
    assert own.input_value() == "33"
    # In another tab one more target is judged: this one shows it, also on paper.
    form.get_by_role("button", name="Use what the exercise says").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".ls-chip:has(b:text-is('11.2'))").click()
    form.get_by_text("2 of 169 targets are judged.").wait_for()
    assert own.inner_text() == "2"
    page.emulate_media(media="print")
    assert form.locator(".ls-written:visible").all_inner_texts()[2:5] == ["2", "0", "0"]
    assert form.get_by_text("2 of 169 targets are judged.").is_visible()


# What of a form is known after its exercise's example was taken over as one's own: a part of its text, and how many
# values carry the mark. Port Amani and its answers are those of the cases, counted by hand.
KNOWN = {
    "1.1": ("11.4 Heritage", 5),
    "1.2": ("169 of 169 targets are judged.", 3),
    "1.3": ("Council; Waste and Environment", 4),
    "1.4": ("Councillors of the finance committee", 5),
    "1.5": ("11.7 Public space", 4),
    "1.6": ("A school and a youth club", 3),
    "2.5": ("Sort and compost the market waste: Three groups of waste pickers", 1),
    "2.1": ("Homes with piped water on the premises", 2),
    "2.3": ("A24 Warn every household before a flood", 3),
    "3.1": ("People in informal settlements (11.1.1)", 1),
    "3.3": ("Statistics Canada, Open SDG: progress made, acceleration needed", 1),
    "3.4": ("hides a gap of 95.3 points.", 2),
    "3.5": ("Trinidad: number 5 of 10; between number 2 and number 9", 1),
    "3.6": ("Reading fell while schools were closed, and has recovered", 1),
}


def fields_of_the_exercise(lesson: str, workbook: Workbook) -> list[str]:
    """The fields of a form that are records of the exercise as well, and are taken over from an example."""
    names = [field["name"] for group in course().lesson(lesson).form["groups"] for field in group["fields"]]
    marks = {address[1:] for address in workbook.fields if address[0] == "marks"}
    return [name for name in names if address_of(lesson, "municipality", name)[1:] in marks]


# What is made of all lessons has no ready cases.
@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if exercise_of(lesson) is not widgets.MyReview])
def test_no_form_asks_what_the_exercise_knows(widget_page, violations, lesson):
    page = widget_page(exercise_of(lesson), (Municipality, lesson), width=360).page
    form, exercise = form_of(page), page.locator(".ls-frame").first
    exercise.get_by_role("tab").nth(2 if lesson in ("2.1", "3.6") else 1).click()
    exercise.get_by_role("button", name="Take over as mine").click()
    assert form.get_by_role("button", name="Start from the example above").count() == 0
    if lesson in KNOWN:
        text, marks = KNOWN[lesson]
        known = form.locator("output:visible")
        known.get_by_text(text).or_(form.get_by_text(text)).first.wait_for()
        assert form.locator("div:has(> output:visible) > .ls-taken:visible").count() == marks
    elif same := fields_of_the_exercise(lesson, stored(page)):
        # The form and the exercise have the same entries: in both they carry the mark until they are replaced.
        form.get_by_text("This is right for us").first.wait_for()
        assert marked(page) == same
    else:
        known = form.locator("output:visible").count()
        assert bool(known) == bool(form.locator("div:has(> output:visible) > .ls-taken:visible").count())
    exercise.get_by_role("button", name="These are right for us").click()
    if lesson in KNOWN or same or known:
        form.locator("output:visible").first.wait_for()
    expect(form.locator(".ls-taken:visible")).to_have_count(0)
    assert violations(page) == []


def written_elsewhere(lesson: str) -> dict[str, list[str]]:
    """The fields of a form that are records of other lessons too, and not of its own exercise, with those lessons."""
    found = {}
    own = [part for part in pairs().get(lesson, {}) if part != "municipality"]
    for field in (field for group in course().lesson(lesson).form["groups"] for field in group["fields"]):
        address = address_of(lesson, "municipality", field["name"])
        if address[:2] == ("records", "municipality") or any(name_at(lesson, part, address) for part in own):
            continue
        others = {number for number, part in known_parts() if number != lesson and name_at(number, part, address)}
        # A choice shows what was chosen itself.
        if address[0] == "records" and others and field["kind"] != "choice":
            found[field["name"]] = sorted(others)
    return found


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_another_lesson_asks_too_is_shown_with_a_way_to_change_it(widget_page, lesson):
    page = widget_page((Municipality, lesson)).page
    form = form_of(page)
    shared = written_elsewhere(lesson)
    workbook = Workbook()
    for name in shared:
        workbook.record(lesson, "municipality", {name: "7"})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, workbook.text()])
    page.reload()
    shown = form.locator("output:visible")
    assert shown.all_inner_texts() == ["7"] * len(shared)
    for others in shared.values():
        assert form.locator(".ls-known").get_by_text(f"{', '.join(others)} ha").count() >= 1
    for name in shared:
        box = form.locator(f"[name={name}]")
        if box.is_hidden():
            group = form.locator(f".ls-columns:has([name={name}])")
            beside = group.locator(".ls-known button:visible, + .ls-known button:visible")
            beside.get_by_text("Change it").first.click()
        box.fill("8")
        box.blur()
    if shared:
        assert stored(page).entry(lesson, "municipality") == dict.fromkeys(shared, "8")


def test_the_municipality_is_asked_once(widget_page, bare):
    page = widget_page((Municipality, "1.2")).page
    form = form_of(page)
    form.get_by_label("Municipality").fill("Koni")
    for lesson in ("1.1", "1.3", "1.4", "3.2"):
        page.goto(bare((Municipality, lesson)))
        assert form.get_by_label("Municipality").inner_text() == "Koni"
    form.get_by_role("button", name="Change it").first.click()
    form.get_by_label("Municipality").fill("Koni Town")
    page.goto(bare((Municipality, "1.1")))
    assert form.get_by_label("Municipality").inner_text() == "Koni Town"


def test_a_real_place_is_named_in_the_mark(widget_page):
    page = widget_page(exercise_of("3.2"), (Municipality, "3.2")).page
    took(page)
    assert "from Accra: replace" in form_of(page).inner_text()
    assert set(marked(page)) >= {"p0", "p1", "v0", "v1"}


def test_an_answer_that_was_not_checked_is_kept_and_counts_for_nothing(widget_page):
    page = widget_page((Questions, "3.2")).page
    asked = page.locator("form.ls-ask:has(input[type=radio])").first
    asked.locator("input").nth(1).check()
    page.reload()
    assert asked.locator("input").nth(1).is_checked()
    assert asked.locator(".ls-why").count() == 0
    assert stored(page).entry("3.2", "questions") == {}
    number = page.locator("form.ls-ask .ls-typed")
    number.get_by_role("textbox").fill("12,5,3")
    page.reload()
    assert "cannot be read as one number" in number.inner_text()


def test_two_tabs_show_and_keep_the_same_work(widget_page, bare):
    page = widget_page(exercise_of("1.4"), (Municipality, "1.4")).page
    page.locator("[data-case=mine]").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("[data-case=mine]").click()
    there, here = (each.locator(".ls-messages > details").first for each in (other, page))
    place, matter = (form_of(page).locator(f"[name={name}]") for name in ("place", "matter"))
    place.fill("Our town")
    place.blur()
    there.get_by_label("Audience").fill("Traders")
    there.get_by_label("Audience").blur()
    page.wait_for_function("document.querySelector('.ls-messages input').value === 'Traders'")
    here.get_by_label("Source").fill("Count of 2026")
    here.get_by_label("Source").blur()
    assert stored(page).entry("1.4", "messages")["message_1"] == ["Traders", "", "", "", "Count of 2026"]
    # The storage is lost, and nobody says so: what the page shows is kept again.
    page.evaluate("localStorage.clear()")
    matter.fill("Stalls")
    matter.blur()
    assert stored(page).entry("1.4", "municipality") == {"place": "Our town", "matter": "Stalls"}
    assert stored(page).entry("1.4", "messages")["message_1"] == ["Traders", "", "", "", "Count of 2026"]
    # Erased in another tab, or before the learner comes back to a page that the browser has kept: it stays erased.
    other.goto(bare(MyCourse))
    for erase in [erase_all, go_and_come_back]:
        erase(other if erase is erase_all else page)
        page.wait_for_function("!document.querySelector('.ls-messages input').value")
        matter.fill("Toilets")
        matter.blur()
        assert stored(page).lessons["1.4"] == {"municipality": {"matter": "Toilets"}}
        here.get_by_label("Audience").fill("Council")


def erase_all(page) -> None:
    page.get_by_role("button", name="Remove my work from this computer …", exact=True).click()
    page.get_by_role("button", name="Remove now", exact=True).click()


def go_and_come_back(page) -> None:
    page.evaluate(
        "() => { dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));"
        " localStorage.removeItem('localsdg.workbook');"
        " dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }"
    )


def test_what_was_emptied_stays_empty(widget_page):
    page = widget_page(WorkshopPlan).page
    minutes, start = page.get_by_label("Minutes, with breaks"), page.locator("input[type=time]")
    minutes.fill("")
    start.fill("")
    page.locator("input[type=date]").fill("2027-03-04")
    page.reload()
    assert [minutes.input_value(), start.input_value()] == ["", ""]


def test_paper_shows_all_that_was_typed(widget_page):
    page = widget_page((Municipality, "1.2"), width=720).page
    form = form_of(page)
    long = "One line.\nAnother one, which goes on and on, until it is longer than any box is wide. " * 5
    for name, text in {"place": long.replace("\n", " "), "law": long, "own": "1 234,5"}.items():
        form.locator(f"[name={name}]").fill(text)
    page.emulate_media(media="print")
    assert form.locator(":is(input, select, textarea):visible").count() == 0
    written = form.locator(".ls-written:visible")
    texts = [each.replace("\u00a0", " ") for each in written.all_inner_texts()]
    assert texts[0].strip() == long.replace("\n", " ").strip()
    assert "□ " in texts[1]
    assert texts[2] == "1 234,5"
    assert texts[5].strip() == long.strip()
    assert written.evaluate_all("all => all.every((each) => each.scrollHeight <= each.clientHeight + 1)")


def test_an_earlier_map_opens_as_it_was(widget_page):
    """Workbooks of before know an actor by its name."""
    page = widget_page(exercise_of("1.3")).page
    field = {"value": [3, 9, "women"], "time": "2026-03-01T10:00:00.000Z"}
    part = {"lessons": {"1.3": {"stakeholders": {"Market women": field}}}, "profile": {}}
    text = json.dumps({"format": "localsdg workbook", "version": 2, **part})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    actor = page.locator(".ls-actors > details")
    assert actor.locator("> summary").inner_text().split("\n")[-2:] == ["Market women", "keep informed and give voice"]
    page.locator(".ls-actors summary").first.click()
    actor.get_by_label("Who it is").fill("Women of the market")
    page.reload()
    assert stored(page).entry("1.3", "stakeholders") == {"Market women": ["Women of the market", 3, 9, "women"]}


def test_a_form_that_computes_nothing_is_kept_like_any_other(widget_page, violations, monkeypatch):
    """A lesson without an exercise of its own: nothing to take over, and no result to say."""
    form = {name: part for name, part in course().lesson("3.2").form.items() if name != "result"}
    monkeypatch.setattr("localsdg.widgets.municipality.municipality_form", lambda lesson: form)

    def plain_form() -> widgets.Municipality:
        return widgets.Municipality("3.2")

    seen = widget_page(plain_form, width=360)
    page = seen.page
    assert page.get_by_role("button", name="Start from the example above").count() == 0
    form_of(page).get_by_label("Municipality").fill("Port Amani (fictional)")
    page.reload()
    assert form_of(page).get_by_label("Municipality").inner_text() == "Port Amani (fictional)"
    assert stored(page).entry("3.2", "municipality") == {"place": "Port Amani (fictional)"}
    assert violations(page) == []
    assert seen.problems == []


@pytest.mark.parametrize(
    ("lesson", "record", "strange"),
    [("1.1", "pin/11.2", [1]), ("1.1", "pin/11.2", 5), ("1.3", "actor/a1", {"name": 5})],
)
def test_what_is_no_work_of_an_exercise_takes_it_away_from_nobody(widget_page, lesson, record, strange):
    """A workbook that was changed by hand: exercise and form open, and the strange entry stays where it was."""
    page = widget_page(exercise_of(lesson), (Municipality, lesson)).page
    kind, key = record.split("/")
    field = {"value": strange, "time": "2026-03-01T10:00:00.000Z"}
    book = {"format": "localsdg workbook", "version": 3, "records": {kind: {key: {"entry": field}}}}
    text = json.dumps(book | {"marks": {}, "lessons": {}})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    form_of(page).get_by_label("Municipality").first.wait_for()
    assert page.get_by_text("This exercise could not start").count() == 0
    exercise = page.locator(".ls-frame").first
    begin_own_work(exercise, lesson)
    page.reload()
    assert json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))["records"][kind][key]["entry"] == field


RECORDS = {
    lesson: [(part, name) for part in pairs().get(lesson, {}) for name in pairs()[lesson][part]] for lesson in LESSONS
}


STRANGE = (5, [1], {"name": {"__proto__": [None]}}, "constructor")


@pytest.mark.parametrize("lesson", LESSONS)
def test_strange_things_in_the_place_of_all_records_of_a_lesson_stop_nothing(widget_page, lesson):
    """A workbook that was changed by hand, and whose ids are names that every object of JavaScript has."""
    seen = widget_page(exercise_of(lesson), (Municipality, lesson))
    page = seen.page
    for strange in STRANGE:
        workbook = Workbook()
        for part, name in RECORDS[lesson]:
            for key in ("a", "constructor", "__proto__"):
                address = address_of(lesson, part, name.replace("**", key).replace("*", key))
                workbook.fields[address] = Field(strange, "2026-03-01T10:00:00.000Z")
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, workbook.text()])
        page.reload()
        form_of(page).locator("[name]").first.wait_for(state="attached")
        assert stored(page).fields == workbook.fields
        assert page.get_by_text("This exercise could not start").count() == 0, strange
        begin_own_work(page.locator(".ls-frame").first, lesson)
        page.reload()
        assert page.get_by_text("This exercise could not start").count() == 0, strange
        assert seen.problems == [], strange
