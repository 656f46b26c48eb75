"""The agenda of a workshop on the trainers' page. Its minutes are worked out by hand, as in tests/workshop."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.widgets import WorkshopPlan


@pytest.fixture
def seen(widget_page):
    seen = widget_page(WorkshopPlan)
    yield seen
    assert seen.problems == []


@pytest.fixture
def plan(seen):
    return seen.page.get_by_role("region", name="The agenda of your workshop")


def rows(plan) -> list[list[str]]:
    return [row.split("\t") for row in plan.locator(".ls-screen table tbody tr").all_inner_texts()]


def test_it_opens_with_half_a_day(plan):
    assert [[time, what, minutes] for time, what, minutes, _ in rows(plan)] == [
        ["09:00–09:05", "Welcome, and what this workshop is for", "5"],
        ["09:05–09:55", "1.2 Who is competent for what?", "50"],
        ["09:55–10:55", "2.6 From action to results", "60"],
        ["10:55–11:10", "Break", "15"],
        ["11:10–11:55", "1.6 Peer learning as a method", "45"],
        ["11:55–12:00", "Closing: what each of us will do next, and by when", "5"],
    ]
    assert rows(plan)[1][3].startswith("16.6 ")
    assert plan.locator(".ls-title").inner_text() == "3 sessions in 180 minutes, until 12:00"
    assert "Lesson 2.6 has 60 of the 75 minutes on its card" in plan.inner_text()


def test_more_time_and_another_order(plan):
    plan.get_by_label("Minutes, with breaks").fill("235")
    # 5 + 60 + 75 are more than 120 in one stretch, and 75 + 60 too: 5 + 60 + 15 + 75 + 15 + 60 + 5 = 235.
    assert [(what.split()[0], minutes) for _, what, minutes, _ in rows(plan)] == [
        ("Welcome,", "5"),
        ("1.2", "60"),
        ("Break", "15"),
        ("2.6", "75"),
        ("Break", "15"),
        ("1.6", "60"),
        ("Closing:", "5"),
    ]
    plan.get_by_role("button", name="Earlier: lesson 1.6").focus()
    plan.page.keyboard.press("Enter")
    plan.page.keyboard.press("Enter")
    sessions = [what.split()[0] for _, what, _, _ in rows(plan) if what[0].isdigit()]
    assert sessions == ["1.6", "1.2", "2.6"]
    assert plan.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Earlier: lesson 1.6"
    assert "--lesson 1.6 --lesson 1.2 --lesson 2.6 --minutes 235" in plan.locator("code").inner_text()
    plan.get_by_role("button", name="Undo").click()
    assert [what.split()[0] for _, what, _, _ in rows(plan) if what[0].isdigit()] == ["1.2", "1.6", "2.6"]


def test_too_little_time_is_said_as_on_the_command_line(plan):
    plan.get_by_label("2.6 From action to results").uncheck()
    plan.get_by_label("1.6 Peer learning as a method").uncheck()
    plan.get_by_label("3.2 Land and people").check()
    plan.get_by_label("Minutes, with breaks").fill("60")
    message = (
        "60 minutes are too few for these lessons. If each lesson is shortened to two thirds of its card, 90 minutes "
        "are enough. If no lesson is shortened, you need 145. Leave out a lesson, or take more time."
    )
    assert plan.locator(".ls-warning").inner_text() == message
    assert rows(plan) == []
    assert plan.get_by_role("button", name="Save as a calendar file").is_disabled()
    plan.get_by_label("Minutes, with breaks").fill("")
    assert plan.locator(".ls-warning").inner_text() == "Give the minutes as a whole number, such as 180."
    plan.get_by_role("button", name="Start again").click()
    assert len(rows(plan)) == 6


def test_the_closing_grows_with_the_people(plan):
    plan.get_by_label("People who take part").fill("20")
    assert rows(plan)[-1][2] == "10"
    assert "--people 20" in plan.locator("code").inner_text()
    plan.get_by_label("People who take part").fill("")
    assert plan.locator(".ls-warning").inner_text() == "Give the number of people as a whole number, such as 20."


def test_the_calendar_file(plan, tmp_path):
    plan.get_by_role("button", name="Save as a calendar file").click()
    assert plan.get_by_text("Choose the day first.").is_visible()
    plan.get_by_label("Day, for the calendar").fill("2027-03-01")
    with plan.page.expect_download() as download:
        plan.get_by_role("button", name="Save as a calendar file").click()
    assert download.value.suggested_filename == "agenda-2027-03-01.ics"
    events = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert [(f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}", f"{event['DTEND'].dt:%H:%M}") for event in events] == [
        ("2027-03-01 09:00", "09:05"),
        ("2027-03-01 09:05", "09:55"),
        ("2027-03-01 09:55", "10:55"),
        ("2027-03-01 10:55", "11:10"),
        ("2027-03-01 11:10", "11:55"),
        ("2027-03-01 11:55", "12:00"),
    ]
    assert events[1]["SUMMARY"] == "1.2 Who is competent for what?"
    assert "Bring: " in events[1]["DESCRIPTION"]
    # The names are those of localsdg agenda, so that the two files are one calendar.
    call = ["agenda", "--lesson", "1.2", "--lesson", "2.6", "--lesson", "1.6", "--date", "2027-03-01"]
    assert CliRunner().invoke(app, [*call, "--output", str(tmp_path / "a.ics")]).exit_code == 0
    made = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [str(event["UID"]) for event in made]


def test_the_agenda_prints(plan):
    plan.page.emulate_media(media="print")
    paper = plan.locator(".ls-print")
    assert "09:05–09:55" in paper.inner_text()
    assert "For lesson 1.6, bring:" in paper.inner_text()
    assert plan.locator("input:visible, button:visible").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_a_message_is_accessible_too(widget_page, violations, scheme, width):
    page = widget_page(WorkshopPlan, scheme=scheme, width=width).page
    page.get_by_label("Minutes, with breaks").fill("20")
    assert page.locator(".ls-warning").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
