"""Editions of the workshop, and the folder that is made from one; minutes and numbers are worked out by hand."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import docx
import icalendar
import pytest
import yaml
from docx.shared import Cm
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.core.catalogue import texts
from localsdg.course.editions import editions, read_edition
from localsdg.course.lesson import course, lessons
from localsdg.course.short_test import forms
from localsdg.course.trainer_card import card
from localsdg.localizing import check_agenda
from localsdg.review.words import Words
from localsdg.workshop import folder
from localsdg.workshop.documents import agenda_calendar
from localsdg.workshop.editions import days_of, exchange_of, plan_edition, promises_broken
from localsdg.workshop.event import notices, prepare, shopping
from localsdg.workshop.paper import SIZES

SAY = Words("en", "workshop")
DAY = datetime.date(2027, 3, 2)  # a Tuesday
HALL = "Town hall of Port Amani (fictional)"


def event(name="two-days", people=20, day=DAY, place=HALL, paper="letter"):
    return prepare(read_edition(name), [day], people, say=SAY, place=place, paper=paper)


@pytest.fixture(scope="module")
def made():
    """The folder of two days, and what its list of prints says."""
    prepared = event()
    return folder.contents(prepared), {what: (copies, on) for what, copies, on in folder.printed(prepared)}


@pytest.mark.parametrize("name", editions())
def test_every_edition_keeps_its_promises_for_every_number_of_people(name):
    edition = read_edition(name)
    for people in range(edition.least, edition.most + 1):
        plans = plan_edition(edition, people)
        assert len(plans) == len(edition.days)
        for plan in plans:
            assert promises_broken(plan.entries, SAY) == []
            assert plan.shortened == ()
        closing = plans[-1].entries[-1]
        assert closing.kind == "closing"
        assert closing.minutes >= 5 * -(-people // 10)
        tests = [entry for plan in plans for entry in plan.entries if entry.kind == "test"]
        assert [entry.minutes for entry in tests] == [15, 15]
        if edition.topic:
            assert check_agenda(exchange_of(edition, people)) == []
    assert len(set(edition.lessons)) == len(edition.lessons)


def test_five_days_have_every_planned_lesson_in_its_order():
    """A lesson beyond the planned number stands in an edition only where somebody has put it."""
    planned = [each.number for module in course().modules for each in module.lessons if each.place <= module.planned]
    assert [each for each in read_edition("five-days").lessons if each in planned] == planned


def test_half_a_day_minute_by_minute():
    # 5 + 15 + 60, a break, 90, a break, 60 + 15; then 10 of the 295 minutes are left, and 10 for twenty people.
    (plan,) = plan_edition(read_edition("half-day"), 20)
    assert [(each.time[:5], each.kind) for each in plan.entries] == [
        ("08:30", "welcome"), ("08:35", "test"), ("08:50", "session"), ("09:50", "break"), ("10:05", "session"),
        ("11:35", "break"), ("11:50", "session"), ("12:50", "test"), ("13:05", "own"), ("13:15", "closing"),
    ]  # fmt: skip


def test_an_edition_of_ones_own_is_held_to_the_rules(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def faults(change, name="two-days"):
        changed = yaml.safe_load(_path(name).read_text("utf-8"))
        change(changed)
        Path("mine.yml").write_text(yaml.safe_dump(changed), "utf-8")
        with pytest.raises(ValueError, match=r"\S") as caught:
            prepare(read_edition("mine.yml"), [DAY], 20, say=SAY)
        return str(caught.value)

    def item(day, place, **values):
        return lambda each: each["days"][day]["items"][place].update(values)

    def half(**values):
        return lambda each: each.update(values)

    def day(**values):
        return lambda each: each["days"][0].update(values)

    Path("mine.yml").write_bytes(_path("two-days").read_bytes())
    assert len(plan_edition(read_edition("mine.yml"), 20)) == 2
    for change, words in (
        (lambda each: each["days"][0]["items"].pop(3), "have sat for 180 minutes without a break"),
        (item(0, 5, kind="break"), "has no lunch"),
        (lambda each: each["days"][1]["items"].pop(0), "There is no field visit"),
        (item(1, 0, tied_to="Nothing"), "no session 'Nothing'"),
        (lambda each: each["days"][1]["items"][4].pop("cases_within"), "0 of 120 minutes are for cases"),
        (item(0, 4, lesson="9.9"), "mine.yml, days 1, items 5, lesson: There is no lesson '9.9'"),
        (item(0, 4, lesson="2.3"), "days 1, items 7, lesson: lesson 2.3 is named twice"),
        (lambda each: each["days"][0]["items"][4].pop("title"), "days 1, items 5: “title” is missing"),
        (lambda each: each["days"][0]["items"][2].pop("title"), "days 1, items 3: “title” is missing"),
        (item(0, 4, minutes=90), "items 5: “minutes” has no meaning in an item of the kind “session”"),
        (item(0, 3, lesson="1.1"), "items 4: “lesson” has no meaning in an item of the kind “break”"),
        (item(1, 4, cases_within=400), "cases_within: found 400 minutes. Expected at most 120"),
        (item(1, 0, title="Visit\nto the port"), "items 1, title: found a line break"),
        (day(minutes=300), "“parts” with “minutes”"),
        (day(start="20:00"), "past midnight"),
    ):
        assert words in faults(change), words
    for change, words in (
        (half(title="x" * 121), "mine.yml, title: found 121 characters. Expected words of at most 120"),
        (half(title=2027), "found the number 2027, expected a text: what the workshop is called. Put it in quotation"),
        (half(people={"least": 30, "most": 20}), "people: found least 30 and most 20. Expected the smaller number"),
        (half(people={"least": 8, "most": 4000}), "people, most: found the number 4000. Expected at most 500"),
        (half(topic="Water"), "days 1: found “parts” in an edition with a “topic”"),
        (half(place=" "), "place: found 1 characters"),
        (day(start="8.30"), 'found the text "8.30". Expected the time of day at which the day begins'),
        (day(parts=["test", "1.2", "test", "test"]), "days: found 3 tests. Expected two at most"),
        (day(parts=["lunch", "1.2"]), 'parts 1: found the text "lunch"'),
        (day(parts=[1.2]), 'Put it in quotation marks: "1.2".'),
    ):
        assert words in faults(change, "half-day"), words
    for text, words in (
        ("", "mine.yml is empty. Write it as CONTRIBUTING.md shows, or copy an edition"),
        ("- a", "a list"),
    ):
        Path("mine.yml").write_text(text, "utf-8")
        with pytest.raises(ValueError, match=words):
            read_edition("mine.yml")


def test_three_half_days_of_ones_own(tmp_path, monkeypatch):
    """Another title and place, times without quotation marks, one test or none."""
    file = tmp_path / "mine.yml"
    text = """
title: "Atelier « ODD » : l’eau d’abord"
says: In three half days we find out whose task water is.
place: Salle des fêtes
people: {least: 8, most: 35}
days:
  - {start: 8:30, minutes: 280, parts: [test, "1.1", "1.2"]}
  - {start: 13:30, minutes: 280, parts: ["2.1", "2.3"]}
  - {start: 08:30, minutes: 280, parts: ["3.1", "4.2", test]}
"""
    file.write_text(text, "utf-8")
    given = [datetime.date(2027, 3, day) for day in (2, 4, 9)]
    mine = prepare(read_edition(str(file)), given, 35, say=SAY)
    assert [plan.entries[0].time[:5] for plan in mine.plans] == ["08:30", "13:30", "08:30"]
    assert [plan.entries[-1].time[6:] for plan in mine.plans] == ["13:10", "18:10", "13:10"]
    assert [plan.entries[-1].minutes for plan in mine.plans] >= [20] * 3  # half a minute for each of 35, in steps of 5
    files = folder.contents(mine)
    words = _words(files["invitation.docx"])
    assert "Atelier « ODD » : l’eau d’abord" in words
    assert "Place: Salle des fêtes" in words
    assert "Thursday 4 March 2027, 13:30 to 18:10" in words
    assert "Mark the tests" in _words(files["checklists.docx"])
    for name in ("handout", "canvas_word", "cards_word"):
        monkeypatch.setattr(folder, name, lambda *_: b"")  # the papers of lessons are the same without tests
    for text_, names, notice in (
        (text.replace("test, ", ""), {"test-before.docx", "test-after.docx", "test-key.docx", "scores.csv"}, 1),
        (text.replace("test, ", "").replace(", test", ""), set(), 0),
    ):
        file.write_text(text_, "utf-8")
        mine = prepare(read_edition(str(file)), given, 35, say=SAY, place="Hall")
        files = folder.contents(mine)
        assert {name for name in files if "test" in name or "scores" in name} == names
        assert {what for what, *_ in folder.printed(mine) if "test" in what} == names - {"scores.csv"}
        assert len([each for each in notices(mine) if "has one short test" in each]) == notice
    assert mine.place == "Hall"
    assert "Mark the tests" not in _words(files["checklists.docx"])


def _path(name):
    from localsdg.core.content import content_root

    return content_root() / "modules" / "editions" / f"{name}.yml"


def test_days_follow_the_first_or_are_given():
    edition = read_edition("two-days")
    assert days_of(edition, [DAY]) == [DAY, datetime.date(2027, 3, 3)]
    assert days_of(edition, [DAY, datetime.date(2027, 3, 8)])[1] == datetime.date(2027, 3, 8)
    with pytest.raises(ValueError, match="has 2 days, and 3 were given"):
        days_of(edition, [DAY] * 3)
    with pytest.raises(ValueError, match="not in their order"):
        days_of(edition, [DAY, DAY])
    with pytest.raises(ValueError, match="9999"):
        days_of(edition, [datetime.date.max])


def test_what_to_bring_is_added_up():
    # Lesson 1.2 sits at four tables of 5 and takes 50 dots of each colour at each; 2.3 takes three for each person.
    # Pens stay: two at each of four tables are enough. Of two metres of string at each table, four tables need eight.
    found = {name: (count, users) for name, count, users in shopping(event())}
    assert found["Sticky dots, red"] == (200, "1.2")
    assert found["Sticky dots"] == (60, "2.3")
    assert found["Pens"] == (8, "2.3")
    assert found["String, metres"] == (8, "3.1")
    assert found["Pocket calculators"] == (10, "4.2")  # one for each pair
    assert found["A printed map of the town and its neighbours, with its scale"] == (4, "3.1")
    # With 21 people there are five tables.
    assert ("String, metres", 10, "3.1") in shopping(event(people=21))


def test_every_lesson_says_what_a_room_needs():
    for each in lessons():
        assert {cards["id"] for cards in each.cards} == set(each.room["cards"]), each.number
        assert ("table" in each.room) != ("tables" in each.room), each.number
        assert len(each.room["show"]) == len(card(each.number).steps), each.number
        shown = [each.cell(name).slide for names in each.room["show"] for name in names]
        assert set(shown) <= {"slide", "subslide"}, each.number
        assert 10 <= 3 + len(each.room["show"]) + len(shown) <= 15, each.number
    things = {entry["thing"] for each in lessons() for entry in each.room["bring"] if "thing" in entry}
    assert things == set(texts("workshop")["things"])


def test_the_folder_holds_everything(made):
    files, printed = made
    assert set(files) == {
        "agenda.docx", "agenda.ics", "checklists.docx", "shopping-list.docx", "invitation.docx", "pre-survey.docx",
        "sign-in.docx", "feedback.docx", "certificate.docx", "test-before.docx", "test-after.docx", "test-key.docx",
        "scores.csv",
        *(f"lessons/{lesson}-handout.docx" for lesson in ("1.2", "2.3", "3.1", "4.2")),
        *(f"lessons/{lesson}-canvas.docx" for lesson in ("1.2", "2.3", "3.1", "4.2")),
        *(f"lessons/{lesson}-cards.docx" for lesson in ("1.2", "2.3", "3.1", "4.2")),
    }  # fmt: skip
    assert printed["lessons/2.3-handout.docx"] == (20, "Letter")
    assert printed["lessons/2.3-canvas.docx"] == (4, "Tabloid")
    assert printed["lessons/2.3-cards.docx: Actions to choose from"] == (4, "Letter")
    assert printed["Worksheet of lesson 1.2: open its page and print it"] == (4, "Letter")
    named = {what.split(":")[0] for what in printed if what.split(":")[0].endswith(".docx")}
    assert named == {name for name in files if name.endswith(".docx")} - {"invitation.docx"}


def test_every_document_opens_with_its_styles_and_its_paper(made):
    width, height = (Cm(each) for each in SIZES["letter"])
    for name, content in made[0].items():
        if not name.endswith(".docx"):
            continue
        document = docx.Document(io.BytesIO(content))
        section = document.sections[0]
        size = {section.page_width, section.page_height}
        large = {Cm(43.18), Cm(27.94)} if "canvas" in name else {width, height}
        assert all(min(abs(one - other) for other in large) < 1000 for one in size), name
        xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        assert "{" not in "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
        assert "w:pStyle" in xml, name
        if "cards" not in name:
            styles = [paragraph.style.name for paragraph in document.paragraphs]
            assert styles[0] == "Title" or name == "certificate.docx", name
        # Each numbered list begins with 1.
        lists = {
            node.get(node.nsmap["w"].join("{}") + "val")
            for node in document.element.body.iter()
            if node.tag.endswith("}numId")
        }
        assert len(lists) == ("handout" in name), name


def test_letters_say_when_where_and_what_to_bring(made):
    words = _words(made[0]["invitation.docx"])
    assert "Tuesday 2 March 2027, 09:00 to 16:30" in words
    assert f"Place: {HALL}" in words
    assert "send it back by Tuesday 16 February 2027" in words
    assert "The law or statute that gives your municipality its tasks." in words
    assert "Two pages from each municipality" in words
    lists = _words(made[0]["checklists.docx"])
    assert "Eight weeks before, by: Tuesday 5 January 2027" in lists
    assert "A month after: Friday 2 April 2027" in lists
    # Day one has 450 minutes with 90 of pauses, day two 530 with 105: 785 minutes, or thirteen hours.
    assert "13 hours of work, without breaks" in _words(made[0]["certificate.docx"])
    assert "It is not the result of an examination" in _words(made[0]["certificate.docx"])


def _words(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def _names(prepared):
    calendar = icalendar.Calendar.from_ical(agenda_calendar(prepared))
    return [str(each["uid"]) for each in calendar.walk("VEVENT")]


def test_names_of_calendar_entries_stay_and_are_of_one_workshop():
    first = _names(event())
    assert len(set(first)) == len(first) == 21  # eleven on the first day, ten on the second
    # More people make the closing longer; the entries are the same ones.
    assert _names(event(people=35)) == first
    for other in (event(place="Reedwater (fictional)"), event(day=datetime.date(2027, 3, 9)), event("half-day")):
        assert not set(_names(other)) & set(first)


def test_a_trainer_is_told_of_groups_and_of_days():
    said = notices(event("five-days", day=DAY))
    assert "Lesson 2.1 is made for 10 to 16 people. Work in two groups, with a second trainer." in said
    assert [each for each in said if "Saturday 6 March 2027" in each]
    assert notices(event("half-day")) == []


def test_twelve_items_by_a_rule():
    one, other = forms(event("half-day").lessons)
    assert (len(one), other) == (12, [])
    assert [item.lesson for item in one].count("1.2") == 4  # three lessons take turns
    first, second = forms(event("five-days").lessons)
    assert [(item.lesson, item.kind) for item in first] == [(item.lesson, item.kind) for item in second]
    named = {(item.lesson, item.question["id"]) for item in [*first, *second]}
    assert len(first) == len(second) == 12
    assert len(named) == 24
    # Of twenty lessons every second one, with the first and the last: all modules are there.
    assert [item.lesson for item in first] == [
        "1.1", "1.2", "1.4", "1.6", "2.1", "2.3", "2.5", "3.1", "3.2", "3.4", "3.6", "4.2",
    ]  # fmt: skip


def test_the_command_writes_once_and_names_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "contents", lambda _: {"agenda.docx": b"new", "lessons/1.2-handout.docx": b"new"})
    to = tmp_path / "folder"

    def run(edition="two-days", *more, date="2027-03-02", people="20"):
        call = ["workshop", edition, "--date", date, "--people", people, "--output", str(to), *more]
        done = CliRunner().invoke(app, call, env={"COLUMNS": "300"})
        return done.exit_code, " ".join(done.output.split())

    for call, words in (
        (run("three-days"), "There is no edition 'three-days'. There are: five-days, half-day, two-days."),
        (run(date="2027-02-30"), "'2027-02-30' is no day"),
        (run(people="0"), "is for 8 to 40 people, not 0"),
        (run(people="500"), "is for 8 to 40 people, not 500"),
        (run("two-days", "--paper", "A5"), "There is no paper 'A5'. There are: A4, Letter."),
        (run("two-days", "--output", str(tmp_path / "none" / "folder")), "given more than once"),
        (run("two-days", "--place", "x" * 121), "at most 120 characters"),
    ):
        assert call[0] == 2, call
        assert words in call[1]
    assert not to.exists()
    code, said = run()
    assert code == 0
    assert "Written: 2 files" in said
    (to / "agenda.docx").write_bytes(b"mine")
    assert run()[0] == 1
    assert (to / "agenda.docx").read_bytes() == b"mine"
    assert run("two-days", "--force")[0] == 0
    assert (to / "agenda.docx").read_bytes() == b"new"
