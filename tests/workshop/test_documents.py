"""The files of an agenda, read back by the libraries that others use to open them."""

import datetime

import docx
import icalendar
import pytest
from typer.testing import CliRunner

from localsdg.commands import app

CALL = ["agenda", "--lesson", "1.2", "--lesson", "3.2", "--minutes", "145", "--start", "13:30", "--date", "2027-03-01"]


def run(*more):
    return CliRunner().invoke(app, [*CALL, *map(str, more)])


def test_a_calendar_holds_every_entry(tmp_path):
    file = tmp_path / "agenda.ics"
    assert run("--output", file).exit_code == 0
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [(str(event["summary"]), event.decoded("dtstart").time()) for event in events] == [
        ("Welcome, and what this workshop is for", datetime.time(13, 30)),
        ("1.2 Who is competent for what?", datetime.time(13, 35)),
        ("Break", datetime.time(14, 35)),
        ("3.2 Land and people", datetime.time(14, 50)),
        ("Closing: what each of us will do next, and by when", datetime.time(15, 50)),
    ]
    assert len({str(event["uid"]) for event in events}) == 5
    assert events[-1].decoded("dtend") == datetime.datetime(2027, 3, 1, 15, 55)


def test_a_word_document_holds_the_table_and_the_steps(tmp_path):
    file = tmp_path / "agenda.docx"
    assert run("--output", file).exit_code == 0
    document = docx.Document(str(file))
    assert document.paragraphs[0].text == "Workshop agenda, 1 March 2027"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Time", "What", "Targets"]
    assert rows[2] == ["13:35–14:35", "1.2 Who is competent for what?", "16.6 Institutions that deliver"]
    step = [cell.text for cell in document.tables[1].rows[2].cells]
    assert step[:2] == ["13:40", "25 min"]
    assert step[2].startswith("Tables judge the targets of their goals")


def test_a_page_asks_nobody_for_anything(browser, tmp_path):
    file = tmp_path / "agenda.html"
    assert run("--output", file).exit_code == 0
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.title() == "Workshop agenda, 1 March 2027"
    assert page.locator("tbody tr").count() == 5
    assert page.locator("section").count() == 2
    assert asked == [file.as_uri()]
    page.close()


def test_the_command_prints_the_agenda():
    found = run()
    assert found.exit_code == 0
    assert "14:50–15:50" in found.output
    assert "Written" not in found.output


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--output", "agenda.odt"], "should end with .html or .docx or .ics"),
        (["--lesson", "9.9"], "There is no lesson '9.9'"),
        (["--lesson", "1.2,3.2"], "There is no lesson '1.2,3.2'"),
        (["--minutes", "20"], "20 minutes are too few"),
        (["--start", "25:00"], "give a time of day such as 09:00"),
    ],
)
def test_a_wrong_call_is_explained(more, words):
    found = CliRunner().invoke(app, ["agenda", "--lesson", "1.2", *more])
    assert found.exit_code == 2
    assert words in " ".join(found.output.split())


def test_no_file_is_overwritten(tmp_path):
    file = tmp_path / "agenda.html"
    file.write_text("my notes")
    assert run("--output", file).exit_code == 1
    assert file.read_text() == "my notes"


def test_a_calendar_needs_a_day(tmp_path):
    file = tmp_path / "agenda.ics"
    found = CliRunner().invoke(app, ["agenda", "--lesson", "1.2", "--output", str(file)])
    assert found.exit_code == 2
    assert "give --date" in " ".join(found.output.split())
    assert not file.exists()
