"""The widget of lesson 1.6 in a browser. Findings of the broken agenda are counted by hand from its items."""

from __future__ import annotations

import io

import docx
import pytest
from icalendar import Calendar

from localsdg.widgets import AgendaBuilder, Municipality


@pytest.fixture
def builder(widget_page):
    seen = widget_page(AgendaBuilder)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(builder) -> str:
    return builder.locator(".ls-title").inner_text()


def findings(builder) -> list[str]:
    return builder.locator(".ls-findings li").all_inner_texts()


def item(builder, name: str):
    return builder.locator(f".ls-items > li:has(summary:has-text('{name}'))")


def test_the_recipe_lacks_nothing(builder):
    assert title(builder) == "Nothing is missing."
    assert findings(builder) == []
    assert builder.locator(".ls-time").all_inner_texts()[:3] == ["09:00–09:30", "09:30–11:30", "11:30–12:30"]


def test_the_broken_agenda_is_repaired(builder):
    builder.get_by_role("tab", name="A broken agenda").click()
    assert title(builder) == "9 things to repair"
    builder.get_by_label("Background document").fill("Three pages from each town")
    builder.get_by_label("Outcome note").fill("The host, two weeks later")
    assert title(builder) == "7 things to repair"

    opening = item(builder, "Welcome by a consultant")
    opening.locator("summary").click()
    opening.get_by_label("given by the host").check()
    opening.get_by_role("button", name="Earlier").click()
    assert title(builder) == "5 things to repair"
    assert builder.locator(".ls-time").first.inner_text() == "08:30–08:50"

    fish = item(builder, "Waste from the fish market")
    fish.locator("summary").click()
    fish.get_by_label("Of these, cases").fill("60")
    fish.get_by_label("Of these, group work").fill("40")
    fees = item(builder, "Fees that traders accept")
    fees.locator("summary").click()
    fees.get_by_label("Targets").fill("8.3, 17.99")
    assert "There is no target 17.99. Codes look like 4.5 or 11.a." in findings(builder)[0]
    fees.get_by_label("Targets").fill("8.3, 17.1")
    drains = item(builder, "Drains and floods")
    drains.locator("summary").click()
    drains.get_by_label("Minutes").fill("120")
    walk = item(builder, "A walk through the old town")
    walk.locator("summary").click()
    walk.get_by_label("Belongs to the session").select_option("Drains and floods")
    assert [line.split(":")[0] for line in findings(builder)] == ["Fees that traders accept"]

    section = builder.get_by_role("region", name="Day 1")
    section.get_by_label("Add to this day").select_option("break")
    section.get_by_role("button", name="Add", exact=True).click()
    added = section.locator(".ls-items > li").last
    for _ in range(3):
        added = section.locator(".ls-items > li:has(details[open])")
        added.get_by_role("button", name="Earlier").click()
    assert title(builder) == "Nothing is missing."


def test_a_session_that_is_renamed_keeps_its_visit(builder):
    session = item(builder, "Who gets a place at school?")
    session.locator("summary").click()
    session.get_by_label("Title").fill("School places")
    assert title(builder) == "Nothing is missing."


def test_the_keyboard_alone_moves_and_removes(builder):
    page = builder.page
    item(builder, "Lunch").first.locator("summary").focus()
    page.keyboard.press("Enter")
    item(builder, "Lunch").first.get_by_role("button", name="Later").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Later"
    assert builder.locator(".ls-items").first.locator("li").nth(3).inner_text().split("\n")[1] == "Lunch"
    assert title(builder) == "One thing to repair"
    item(builder, "Lunch").first.get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Day 1"
    assert builder.locator(".ls-items").first.locator("li").count() == 5
    builder.get_by_role("button", name="Undo").press("Enter")
    builder.get_by_role("button", name="Undo").press("Enter")
    assert title(builder) == "Nothing is missing."


def test_an_item_moves_on_to_the_other_day(builder):
    heard = item(builder, "What we have heard so far")
    heard.locator("summary").click()
    heard.get_by_role("button", name="Later").click()
    assert builder.locator(".ls-items").nth(1).locator("li").first.locator(".ls-time").inner_text() == "09:00–09:45"
    assert "What we have heard so far" in builder.locator(".ls-items").nth(1).inner_text()


def test_the_worksheet_is_empty_and_the_agenda_prints(builder):
    page = builder.page
    page.emulate_media(media="print")
    printed = builder.locator(".ls-print")
    assert printed.is_visible()
    assert "School for children who have just arrived" in printed.inner_text()
    assert printed.locator(".ls-sheet tbody tr").count() == 10
    assert builder.locator("input:visible").count() == 0


def test_the_agenda_is_taken_along(builder):
    page = builder.page
    builder.get_by_role("button", name="Take the agenda along").click()
    builder.get_by_role("button", name="Save as a calendar file").click()
    assert builder.get_by_text("Choose the first day.").is_visible()
    builder.get_by_label("First day, for the calendar").fill("2027-07-12")

    def saved(name):
        with page.expect_download() as download:
            builder.get_by_role("button", name=name).click()
        return download.value.path().read_bytes()

    events = [Calendar.from_ical(saved("Save as a calendar file")).walk("VEVENT") for _ in range(2)][-1]
    assert [(f"{each['DTSTART'].dt:%d %H:%M}", str(each["SUMMARY"])) for each in (events[0], events[-1])] == [
        ("12 09:00", "Welcome by the mayor"),
        ("13 14:30", "What each city takes home"),
    ]
    names = [str(each["UID"]) for each in events]
    assert len(set(names)) == len(names) == 11
    # The file that is saved again has the same names; that of another first day has others.
    again = Calendar.from_ical(saved("Save as a calendar file")).walk("VEVENT")
    assert [str(each["UID"]) for each in again] == names
    document = docx.Document(io.BytesIO(saved("Save for Word")))
    assert document.paragraphs[0].text == "School for children who have just arrived"
    assert document.paragraphs[0].style.name == "Title"
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == [
        "Day 1, 2027-07-12",
        "Day 2, 2027-07-13",
    ]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[2] == ["09:30–11:30", "Who gets a place at school?", "50", "50", "4.1, 4.5"]
    assert len(rows) + len(document.tables[1].rows) == 13
    builder.get_by_label("First day, for the calendar").fill("2027-07-19")
    assert not set(names) & {
        str(each["UID"]) for each in Calendar.from_ical(saved("Save as a calendar file")).walk("VEVENT")
    }


def test_the_municipality_starts_from_the_agenda(widget_page):
    page = widget_page(AgendaBuilder, (Municipality, "1.6")).page
    page.get_by_role("button", name="Start from the example above").click()
    form = page.locator(".ls-kept")
    assert form.get_by_label("Number of sub-issues").input_value() == "3"
    form.get_by_label("Visits, hours").fill("2")
    # 2 x 3 + 2 = 8 hours, at six a day: two days.
    assert "8 hours of work. At six hours a day this takes 2 days" in form.inner_text()
