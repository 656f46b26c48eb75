"""The widget of lesson 4.1 and its method. All days were counted by hand on a calendar: see the vectors."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import icalendar
import pytest

from localsdg.review import review_calendar
from localsdg.review.calendar import WEEK
from localsdg.widgets import Municipality, ReviewCalendar

CASES = json.loads(Path(__file__).parents[1].joinpath("vectors", "review_calendar.json").read_text("utf-8"))["cases"]
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
# The tight calendar, in words.
TIGHT = [
    "Collect and check the figures: It should have begun 6 working days ago. Shorten steps, let two run side by side, "
    "or choose a later day.",
    "Present it: 22 more working days are needed before it. Let the council decide earlier, or shorten what comes "
    "after it.",
    "The council decides: It decides after Friday 14 May 2027, but the national review needs your pages by then. "
    "Send a draft that is marked as one, or ask for an earlier day.",
    "Second round: people read the draft: It has only 5 working days. Give people at least 10 to hear of it and to "
    "answer.",
    "Answer and change the text: 3 working days are left to change the text. Leave at least 5 between the last round "
    "and the council.",
    "First round: ask people what matters: Statistics office also does this at the same time: Collect and check "
    "the figures. Name somebody else, or let one follow the other.",
]


@EACH
def test_in_python(case):
    given = case["given"]
    dates = {name: given[name] or None for name in ("council", "presentation", "national", "today")}
    found = review_calendar(
        {step["name"]: {name: step[name] for name in ("days", "beside", "who", "done")} for step in case["steps"]},
        **dates,
        weekend=[WEEK[number] for number in given["weekend"]],
        free=[" to ".join(pair) for pair in given["free"]],
    )
    steps = [[step.name, str(step.start), str(step.end), step.free, step.late] for step in found.steps]
    assert {
        "steps": steps,
        "begin": str(found.begin),
        "findings": [[each.about, each.rule] for each in found.findings],
    } == case["result"]


@EACH
def test_in_javascript(evaluate, case):
    given = case["given"]
    dates = ", ".join(
        f"{name}: method.dayOf({json.dumps(given[name])})" for name in given if name not in ("weekend", "free")
    )
    free = f"{json.dumps(given['free'])}.map((pair) => pair.map(method.dayOf))"
    call = (
        f"(({{ steps, begin, findings }}) => ({{ begin: method.textOf(begin), findings: findings.map((each) => "
        "[each.about, each.rule]), steps: steps.map((each) => [each.name, method.textOf(each.start), "
        "method.textOf(each.end), each.free, each.late]) }))"
        f"(method.reviewCalendar({json.dumps(case['steps'])}, {{ {dates}, weekend: {json.dumps(given['weekend'])}, "
        f"free: {free} }}))"
    )
    assert evaluate("review_calendar_method", call) == case["result"]


def test_days_that_are_none_are_not_counted(evaluate):
    texts = ["2027-02-29", "2027-13-01", "16 June", "", "1999-12-31", "2100-12-31", "2101-01-01"]
    found = evaluate("review_calendar_method", f"{json.dumps(texts)}.map((text) => Number.isNaN(method.dayOf(text)))")
    assert found == [True, True, True, True, True, False, True]


def test_lines_of_days_on_which_nobody_works(evaluate):
    text = "2027-05-01 a feast\n2027-12-24 to 2028-01-01\n\n1 May\n2028-01-02 to 2028-01-01\r\n2027-02-30"
    call = (
        f"(({{ free, unread }}) => [free.map((pair) => pair.map(method.textOf)), unread])"
        f"(method.freeDays({json.dumps(text)}))"
    )
    found = evaluate(
        "review_calendar_entry",
        call.replace("method.textOf", "((day) => new Date(day * 86400000).toISOString().slice(0, 10))"),
    )
    assert found == [
        [["2027-05-01", "2027-05-01"], ["2027-12-24", "2028-01-01"]],
        ["1 May", "2028-01-02 to 2028-01-01", "2027-02-30"],
    ]


WORDS = {
    name: name.upper()
    for name in (
        "mandate", "team", "data", "asked", "draft", "peers", "read", "revise", "council", "layout", "hand in",
        "present", "follow up",
    )
}  # fmt: skip


def packed(evaluate, entry):
    words = json.dumps(WORDS)
    return evaluate("review_calendar_entry", f"method.packer({words})(method.unpacker({words})({json.dumps(entry)}))")


def test_entries_come_back_with_their_days(evaluate):
    entry = {
        "council": "2027-06-16",
        "weekend": "fri-sat",
        "steps": {
            "draft": {"days": "5", "who": "Secretariat", "what": "Write", "date": "1999-01-01"},
            "asked": {"beside": "no", "done": "yes"},
            "picnic": {"date": "2027-01-01"},
            "__proto__x": "no step",
        },
        "more": [1],
    }
    found = packed(evaluate, entry)
    # The draft ends before the peers (5), the second round (25) and the answers (20): ten weeks before the council.
    assert found["steps"]["draft"] == {"days": "5", "who": "Secretariat", "what": "Write", "date": "2027-04-06"}
    assert found["steps"]["asked"] == {"beside": "no", "done": "yes", "what": "ASKED", "date": "2027-03-30"}
    assert found["steps"]["picnic"] == {"date": "2027-01-01"}
    assert (found["steps"]["__proto__x"], found["more"], found["weekend"]) == ("no step", [1], "fri-sat")
    assert packed(evaluate, found) == found
    assert packed(evaluate, {}) == {}


@pytest.fixture
def calendar(widget_page):
    seen = widget_page(ReviewCalendar)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(frame) -> str:
    return frame.locator(".ls-title").first.inner_text()


def said(frame) -> list[str]:
    return frame.locator(".ls-verdict p:has(strong)").all_inner_texts()


def step(frame, name: str):
    return frame.locator(".ls-tasks > details", has=frame.page.locator(".ls-who", has_text=name)).first


def test_the_first_calendar_is_in_time(calendar):
    # From Monday 30 November to Wednesday 2 December 2026 there are two working days.
    assert (
        title(calendar) == "The latest day to begin is Wednesday 2 December 2026. 2 working days are left until then."
    )
    assert said(calendar) == []
    calendar.get_by_text("The calendar as a table").click()
    cells = calendar.locator(".ls-result tbody tr").nth(1).locator("th, td").all_inner_texts()
    assert cells == [
        "Name the team, and find the contact for the national review",
        "16 December 2026",
        "12 January 2027",
        "10, and 10 more on which nobody works",
        "Mayor",
    ]
    assert calendar.locator(".ls-bar").count() == 13


def test_an_officer_repairs_the_tight_calendar(calendar):
    calendar.get_by_role("tab", name="Too tight").click()
    assert title(calendar) == "You are 6 working days late."
    assert said(calendar) == TIGHT

    def fill(name, label, value):
        part = step(calendar, name)
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        part.get_by_label(label, exact=True).fill(value)

    fill("Second round", "Working days", "10")
    # What the proposal rests on is brought when a step is opened.
    step(calendar, "Second round").get_by_text("Melbourne gave its people the same time in 2022.").wait_for()
    fill("Answer and change", "Working days", "5")
    fill("First round", "Who does it", "Town Secretariat")
    assert len(said(calendar)) == 3
    # The figures begin now 7 working days earlier: 13 working days ago.
    assert title(calendar) == "You are 13 working days late."
    # Figures in 25 working days: they and the first round end on the same day, and 15 working days are won.
    fill("Collect and check", "Working days", "25")
    assert title(calendar).startswith("The latest day to begin is")
    calendar.get_by_label("Day of the presentation, if it is fixed").fill("2027-08-12")
    calendar.get_by_label("Day by which the national review needs your pages").fill("2027-06-16")
    assert said(calendar) == []
    assert "Everything fits." in calendar.locator(".ls-verdict").inner_text()
    calendar.get_by_role("button", name="Start again").click()
    assert said(calendar)[1:] == []


def test_the_keyboard_alone_makes_a_calendar_of_ones_own(calendar):
    keys = calendar.page.keyboard
    calendar.get_by_role("tab", name="Your own calendar").press("Enter")
    assert title(calendar) == "There is no day to count back from yet."
    calendar.get_by_label("Day of the council meeting").focus()
    keys.type("06162127")
    assert title(calendar) == "The calendar cannot count back from this day."
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    keys.type("06172097")
    # 17 June 2097 is a Monday. 130 working days before it is Monday 17 December 2096.
    assert title(calendar).startswith("The latest day to begin is Monday 17 December 2096.")
    first = calendar.locator(".ls-tasks summary").first
    first.focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("ControlOrMeta+a")
    keys.type("5")
    assert title(calendar).startswith("The latest day to begin is Monday 24 December 2096.")
    keys.press("Tab")
    keys.type("Council of the town")
    keys.press("Tab")
    keys.press("Space")
    assert first.inner_text().splitlines()[1] == "24 December 2096 to 28 December 2096, working days: 5. Done."
    assert title(calendar).startswith("The latest day to begin is Monday 31 December 2096.")


def test_free_days_that_cannot_be_read_are_named(calendar):
    calendar.get_by_role("tab", name="Your own calendar").click()
    calendar.get_by_label("Days on which nobody works").fill("2027-05-01\nfirst of May")
    assert calendar.locator(".ls-warning").inner_text() == (
        "There is no day in these lines: first of May. Write the year, the month and the day, such as 2027-05-01."
    )
    step(calendar, "Write the draft").locator("summary").click()
    step(calendar, "Write the draft").get_by_label("Working days", exact=True).fill("many")
    assert title(calendar) == "The working days of a step cannot be read."


def test_the_calendar_file_has_whole_days(widget_page):
    seen = widget_page(ReviewCalendar)
    frame = seen.page.locator(".ls-frame").first
    with seen.page.expect_download() as download:
        frame.get_by_role("button", name="Save as a calendar file").click()
    text = Path(download.value.path()).read_bytes()
    assert max(map(len, text.split(b"\r\n"))) <= 75
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 13
    (council,) = [each for each in events if each["SUMMARY"] == "The council decides"]
    assert (council["DTSTART"].dt, council["DTEND"].dt) == (datetime.date(2027, 6, 16), datetime.date(2027, 6, 17))
    assert council["DESCRIPTION"] == "Council of Port Amani. From a fictional example"
    draft = next(each for each in events if each["SUMMARY"] == "Write the draft")
    assert (draft["DTSTART"].dt, draft["DTEND"].dt) == (datetime.date(2027, 3, 10), datetime.date(2027, 4, 7))
    assert seen.problems == []


def test_the_day_of_the_council_stands_in_the_form_and_in_the_records(widget_page):
    seen = widget_page(ReviewCalendar, (Municipality, "4.1"), width=360)
    frame, form = (seen.page.locator(".ls-frame").nth(at) for at in (0, 1))
    assert form.locator(".ls-note").inner_text() == (
        "Still missing for chapter 1 and chapter 3 of your review: the mandate; the team; how people take part; who "
        "approves it; on which day."
    )
    frame.get_by_role("tab", name="Your own calendar").click()
    frame.get_by_label("Day of the council meeting").fill("2097-06-19")
    frame.get_by_label("Day of the council meeting").blur()
    assert "2097-06-19" in form.inner_text()
    for label, words in {
        "The mandate in one sentence": "The council asks for it",
        "The team": "Two people",
        "How people take part": "Two rounds",
        "Who approves the review": "The council",
    }.items():
        form.get_by_label(label).fill(words)
    assert form.locator(".ls-note").inner_text() == (
        "Chapter 1 can say who approves this review, and chapter 3 how it is made."
    )
    form.get_by_label("State of the approval").select_option("planned")
    form.get_by_label("State of the approval").blur()
    records = seen.page.evaluate(
        "JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => /workbook$/.test(key)))).records"
    )
    assert records["step"]["council"]["date"]["value"] == "2097-06-19"
    assert records["step"]["draft"]["what"]["value"] == "Write the draft"
    assert records["approval"]["review"]["when"]["value"] == "2097-06-19"
    assert records["text"]["4.1"]["mandate"]["value"] == "The council asks for it"
    seen.page.reload()
    assert frame.get_by_label("Day of the council meeting").input_value() == "2097-06-19"
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.problems == []


def test_words_in_place_of_a_day_are_kept(widget_page):
    seen = widget_page(ReviewCalendar, (Municipality, "4.1"))
    frame, form = (seen.page.locator(".ls-frame").nth(at) for at in (0, 1))
    form.get_by_label("On which day").fill("in June, after the budget")
    form.get_by_label("On which day").blur()
    frame.get_by_role("tab", name="Your own calendar").click()
    assert title(frame) == "There is no day to count back from yet."
    step(frame, "Write the draft").locator("summary").click()
    step(frame, "Write the draft").get_by_label("Who does it").fill("Secretariat")
    step(frame, "Write the draft").get_by_label("Who does it").blur()
    assert form.get_by_label("On which day").input_value() == "in June, after the budget"
    assert seen.problems == []


def test_axe_finds_nothing(widget_page, violations):
    for look in ("light", "dark"):
        seen = widget_page(ReviewCalendar, scheme=look)
        frame = seen.page.locator(".ls-frame").first
        frame.get_by_role("tab", name="Too tight").click()
        frame.locator(".ls-tasks summary").first.click()
        assert violations(seen.page) == []
        assert seen.problems == []
