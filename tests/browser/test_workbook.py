"""The workbook in a real browser: My course, several tabs, a storage that is full, closed or damaged, and the file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from localsdg import workbook as workbooks
from localsdg.course.lesson import lesson_pages, lessons, questions
from localsdg.review.example import port_amani
from localsdg.widgets import CompetenceMatrix, Municipality, MyCourse
from localsdg.workbook import Field, Workbook
from localsdg.workbook.fields import UNKNOWN_TIME
from localsdg.workbook.places import address_of

COURSE = "book/my-course.html"
LESSON = "modules/3-monitoring/02-land-and-people.html"
FORM = (Municipality, "3.2")
KEY = "localsdg.workbook"
EARLY, LATE = "2026-03-01T10:00:00.000Z", "2026-04-01T10:00:00.000Z"
PLACE = ("records", "municipality", "here", "name")
PEOPLE = ("records", "indicator", "11.3.1", "earlier/people")


def problems(seen) -> list[str]:
    """What went wrong, but for the icon: the browser fetches it late, and a new page breaks that off."""
    return [problem for problem in seen.problems if not problem.endswith("favicon.svg")]


@pytest.fixture
def course(widget_page):
    seen = widget_page(MyCourse)
    yield seen.page
    assert problems(seen) == []


def stored(page) -> Workbook:
    return Workbook.parse(page.evaluate("key => localStorage.getItem(key)", KEY))


def store(page, book: Workbook | str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, getattr(book, "text", lambda: book)()])


def book(**fields: tuple[object, str]) -> Workbook:
    """A workbook with a few fields of the form of lesson 3.2."""
    return Workbook({address_of("3.2", "municipality", name): Field(*field) for name, field in fields.items()})


def take_in(page, path: Path) -> None:
    page.get_by_label("Take in a workbook file").set_input_files(path)


def said(page, heading: str = "Your workbook as a file") -> str:
    return page.get_by_role("region", name=heading).get_by_role("status").inner_text()


def download(page, within=None, town: str = "") -> bytes:
    with page.expect_download() as offered:
        (within or page).get_by_role("button", name="Download the workbook").click()
    name = offered.value.suggested_filename
    assert re.fullmatch(r"workbook-(.+-)?\d{4}-\d\d-\d\d\.json", name)
    assert name.startswith(f"workbook-{town}")
    return Path(offered.value.path()).read_bytes()


def fill_form(page, **entries: str) -> None:
    form = page.locator(".ls-kept")
    for label, value in entries.items():
        form.get_by_label(label, exact=True).fill(value)


def save_form(page) -> str:
    """Leave the field, as a person does: what was typed is kept at once. The line below the form says so."""
    page.locator(".ls-kept h3").click()
    return page.locator(".ls-kept .ls-saved > span").first.inner_text()


def leave(page) -> None:
    """Leave the profile's field; the line below says what became of it."""
    page.locator("h1").click()


def profile_line(page) -> str:
    return page.get_by_role("region", name="Your municipality").locator(".ls-saved > span").first.inner_text()


def is_saved(line: str) -> bool:
    return re.fullmatch(r"Saved \d\d:\d\d", line) is not None


def test_what_is_saved_in_a_lesson_appears_in_words(visit):
    seen = visit(LESSON)
    page = seen.page
    fill_form(page, Municipality="Port Amani (fictional)")
    page.locator(".ls-kept").get_by_label("Boundary").select_option("Commuting area")
    page.locator(".ls-kept").get_by_role("group", name="Earlier").get_by_label("People").fill("84000")
    assert is_saved(save_form(page))
    page.goto(page.url.replace(LESSON, COURSE))
    rows = page.get_by_role("table", name="3.2 Land and people").locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["Boundary", "Commuting area"],
        ["Earlier date: People", "84000"],
    ]
    line = page.locator(".ls-steps li").filter(has_text="Land and people")
    assert "Your municipality’s form is saved." in line.inner_text()
    assert (
        f"Begun: 1 of {len(lesson_pages())} lessons. Finished: 0 of {len(lesson_pages())}."
        in page.locator(".ls").inner_text()
    )
    line.get_by_role("link").click()
    assert page.url.endswith(LESSON)
    assert page.locator(".ls-kept").get_by_label("Municipality").inner_text() == "Port Amani (fictional)"
    assert problems(seen) == []


def test_judgements_are_counted_and_questions_too(course):
    workbook = Workbook()
    workbook.record("1.2", "competences", {"judgements": {"1.1": "own", "1.2": "own", "1.3": "shared"}})
    workbook.record("1.2", "questions", {"a": {"chosen": 1, "right": True}})
    workbook.record("9.9", "new_part", {"some_name": ["a", 1.5, True], "gone": ""})
    store(course, workbook)
    course.reload()
    rows = course.get_by_role("table", name="1.2 Who is competent for what?").locator("tbody tr").all_inner_texts()
    answered = f"Questions answered: 1 of {len(questions('1.2'))}."
    assert rows == ["Targets of the competence matrix\town: 2; shared: 1", f"Questions\t{answered}"]
    # A lesson that this course does not have yet is shown all the same.
    assert course.get_by_role("table", name="Lesson 9.9").locator("tbody tr").all_inner_texts() == [
        "some name\ta; 1.5; yes"
    ]


def test_all_that_was_typed_of_an_agenda_is_there(course):
    workbook = Workbook()
    first = {"title": "Welcome", "minutes": "20, or so", "group_work": 60, "targets": "constructor"}
    workbook.record("1.6", "agenda", {"items": {"i1": first, "i2": {"title": "", "cases": "1,5", "day": 1}}})
    store(course, workbook)
    course.reload()
    rows = course.get_by_role("table", name="1.6 Peer learning").locator("tbody tr").all_inner_texts()
    said = "Welcome, targets: constructor, minutes: 20, or so; minutes of cases: 1,5"
    assert rows == [f"Items of the agenda\t{said}"]


def begun(course, workbook) -> list[str]:
    store(course, workbook)
    course.reload()
    steps = course.locator(".ls-steps li")
    return [each.inner_text().split()[0] for each in steps.all() if "Not begun." not in each.inner_text()]


def test_what_two_lessons_share_does_not_begin_the_second(course):
    """The indicators of lesson 2.1 are those of module 3; the form of 3.4 has an entry of its own."""
    workbook = Workbook()
    workbook.record("2.1", "indicators", {"first": {"name": "Homes with water", "unit": "%"}})
    workbook.record("3.4", "municipality", {"sentence": "Far Point has fewer pipes."})
    assert begun(course, workbook) == ["2.1", "3.4"]


def test_an_offer_begins_the_lesson_in_which_it_was_written(course):
    """The forms of 1.6 and 2.5 ask for the same offer; what else was written on that day tells them apart."""
    workbook = Workbook()
    workbook.record("2.5", "municipality", {"partner": "A university", "offer": "A map of leaks"})
    assert begun(course, workbook) == ["2.5"]
    workbook.record("1.6", "municipality", {"visit": "The water works"})
    assert begun(course, workbook) == ["1.6", "2.5"]
    workbook = Workbook()
    workbook.record("1.6", "municipality", {"offer": "A map of leaks"})
    assert begun(course, workbook) == ["1.6"]


def test_what_has_no_name_yet_is_there_too(course):
    """An indicator before it is named, what is said of actions and criteria, and an answer that was not checked."""
    workbook = Workbook(by="Amina")
    workbook.record("3.6", "dashboard", {"11.3.1": {"unit": "ha", "chart": {"message": "Land grows faster"}}})
    criterion = {"name": "Reach", "unit": "points", "less": "less", "swing": "12,5"}
    action = {"name": "Mains", "ours": "yes", "harm": "none", "left_out": "Far Point", "cost": "9 800 000"}
    action |= {"scores": {"c1": "12,5"}, "evidence": {"c1": "Amina"}}
    workbook.record("2.3", "priorities", {"criteria": {"c1": criterion}, "actions": {"first": action}})
    workbook.record("1.2", "question_drafts", {questions("1.2")[1]["id"]: 2})
    store(course, workbook)
    course.reload()
    rows = course.get_by_role("table", name="3.6 Charts").locator("tbody tr").all_inner_texts()
    assert rows == ["11.3.1\tMessage of the chart: Land grows faster; Unit: ha"]
    gates = "own or shared task: yes, works against a target: none, who is left out: Far Point, rough cost: 9 800 000"
    rows = course.get_by_role("table", name="2.3 Choosing").locator("tbody tr").all_inner_texts()
    assert rows == [
        f"Actions, their gates and scores\tMains, evidence: Reach: Amina, scores: Reach: 12,5, {gates}",
        "Criteria for priorities\tReach, unit: points, what is better: less, worth of the step: 12,5",
    ]
    # Where two people chose differently and have not checked, the question is named.
    other = Workbook(by="Joseph")
    other.record("1.2", "question_drafts", {questions("1.2")[1]["id"]: 3})
    store(course, workbooks.merge([workbook, other]).workbook)
    course.reload()
    assert course.locator(".ls-differences b").all_inner_texts() == ["1.2 Who is competent for what?: Question 2"]


def test_profile_and_progress_are_saved_by_keyboard(course):
    course.get_by_label("Name").fill("Port Amani (fictional)")
    course.get_by_label("Tier of government").select_option("Municipality")
    course.get_by_label("Name").press("Enter")
    assert is_saved(profile_line(course))
    box = course.locator(".ls-steps li").filter(has_text="From action to results").get_by_role("checkbox")
    box.focus()
    box.press("Space")
    assert box.is_checked()
    assert box.evaluate("box => document.activeElement === box")
    assert said(course, "Your lessons") == "Finished: 2.6 From action to results."
    found = stored(course)
    assert found.profile == {"name": "Port Amani (fictional)", "tier": "Municipality"}
    assert found.lessons == {"2.6": {"progress": {"done": True}}}
    course.reload()
    assert course.get_by_label("Name").input_value() == "Port Amani (fictional)"
    assert box.is_checked()
    box.uncheck()
    assert stored(course).lessons == {}


def test_export_erase_import_gives_the_same(widget_page, tmp_path):
    seen = widget_page(MyCourse)
    page = seen.page
    workbook = book(place=("Port Amani (fictional)", EARLY), p0=("84000", EARLY), source=(None, LATE))
    workbook.record("", "profile", {"name": 'ميناء "أماني"\n港 🏙', "__proto__": "x"})
    workbook.record("3.2", "questions", {"leaving": {"chosen": 2, "right": True}})
    store(page, workbook)
    page.reload()
    shown = page.locator(".ls-frame:not(:has(input[type=file]))")
    before = shown.all_inner_texts()

    page.get_by_role("button", name="Remove my work from this computer").click()
    dialog = page.get_by_role("dialog", name="Remove your work from this computer?")
    assert "Entries that will be removed here: 4." in dialog.inner_text()
    content = download(page, dialog, "ميناء-أماني-港-")
    assert Workbook.parse(content) == workbook
    dialog.get_by_role("button", name="Remove now").click()
    assert dialog.count() == 0
    assert said(page) == "Your work is removed from this computer."
    assert page.evaluate("localStorage.length") == 0
    assert "What you enter in a lesson appears here." in page.locator(".ls").inner_text()

    path = tmp_path / "copy.json"
    path.write_bytes(content)
    take_in(page, path)
    page.get_by_role("button", name="Take in the file", exact=True).click()
    assert stored(page) == workbook
    page.reload()
    assert shown.all_inner_texts() == before
    take_in(page, path)
    page.get_by_text("copy.json has nothing new").wait_for()
    assert problems(seen) == []


def test_erasing_can_be_given_up_by_keyboard(course):
    store(course, book(place=("a", EARLY)))
    course.reload()
    opener = course.get_by_role("button", name="Remove my work from this computer")
    opener.focus()
    opener.press("Enter")
    course.keyboard.press("Escape")
    assert opener.evaluate("button => document.activeElement === button")
    opener.press("Enter")
    course.get_by_role("button", name="Cancel").click()
    assert stored(course).entry("3.2", "municipality") == {"place": "a"}


def test_nothing_is_sent_when_a_workbook_is_saved_exported_and_taken_in(widget_page, tmp_path):
    seen = widget_page(MyCourse)
    asked = list(seen.requests)
    home = seen.page.url.rsplit("/", 1)[0]
    sent: list[str] = []
    seen.page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    seen.page.get_by_label("Name").fill("Port Amani (fictional)")
    leave(seen.page)
    path = tmp_path / "copy.json"
    path.write_bytes(download(seen.page, town="port-amani-fictional-"))
    take_in(seen.page, path)
    seen.page.get_by_text("copy.json has nothing new").wait_for()
    later = [url for url in seen.requests[len(asked) :] if not url.startswith("blob:")]
    # Scripts of the page itself may come, and say nothing of what is in the workbook.
    assert [url for url in later if not re.fullmatch(rf"{home}/(?:favicon\.svg|\w+\.js)", url)] == []
    assert sent == []


def test_where_two_workbooks_differ_the_learner_chooses(course, tmp_path):
    store(course, book(place=("here", LATE), p0=("100", EARLY), p1=("1", EARLY), y0=("2014", EARLY)))
    course.reload()
    path = tmp_path / "other.json"
    book(place=("file", EARLY), p0=("200", LATE), p1=("2", LATE), y1=("2024", EARLY)).save(path)
    take_in(course, path)
    heading = course.get_by_role("heading", name="Take in other.json")
    assert heading.evaluate("heading => document.activeElement === heading")
    assert "New entries: 1. Entries that differ from those here: 3." in course.locator("form").last.inner_text()
    place = course.get_by_role("group", name="Your municipality: Name")
    people = course.get_by_role("group", name="3.2 Land and people: Earlier date: People")
    after = course.get_by_role("group", name="3.2 Land and people: Later date: People")
    assert place.get_by_label("Here: here").is_checked()
    assert people.get_by_label("In the file: 200").is_checked()
    # Nothing is taken in before the learner says so.
    assert stored(course).entry("3.2", "municipality")["place"] == "here"
    course.get_by_role("button", name="Everywhere, use what is here").click()
    assert people.get_by_label("Here: 100").is_checked()
    place.get_by_label("In the file: file").check()
    course.get_by_role("button", name="Everywhere, use the later one").click()
    assert place.get_by_label("Here: here").is_checked()
    assert after.get_by_label("In the file: 2").is_checked()
    place.get_by_label("In the file: file").check()
    people.get_by_label("Here: 100").check()
    course.get_by_role("button", name="Take in the file", exact=True).click()
    assert said(course) == "The file is taken in and saved. Nothing was sent anywhere."
    found = stored(course)
    expected = {"place": "file", "p0": "100", "p1": "2", "y0": "2014", "y1": "2024"}
    assert found.entry("3.2", "municipality") == expected
    # A choice holds: merging the same file once more, here or in Python, does not bring the other value back.
    assert workbooks.merge([found, Workbook.load(path)]).workbook.entry("3.2", "municipality") == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"format": "localsdg workbook", "version": 2, "prof', "mine.json is damaged, perhaps only half written."),
        (b"", "mine.json is damaged"),
        (b"\xff\xfe\x00\x01", "mine.json is damaged"),
        (b'{"nbformat": 4}', "mine.json is not a workbook of this course."),
        (b'{"format": "localsdg workbook", "version": 4}', "mine.json was written by a newer version"),
        (
            b'{"format": "localsdg workbook", "version": 2, "profile": {"name": "x"}, "lessons": {}}',
            "mine.json is a workbook, but not as it should be, at: profile / name.",
        ),
        (b" " * 5_000_001, "mine.json is too large"),
    ],
    ids=["half written", "empty", "no text", "foreign", "newer", "wrong", "large"],
)
def test_a_file_that_cannot_be_taken_in_changes_nothing(course, tmp_path, content, words):
    mine = book(place=("a", EARLY))
    store(course, mine)
    course.reload()
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    take_in(course, path)
    course.get_by_text(words).wait_for()
    assert stored(course) == mine


def test_an_earlier_version_is_taken_over(course):
    old = {"format": "localsdg workbook", "version": 1, "lessons": {"3.2": {"municipality": {"place": "a", "y0": ""}}}}
    store(course, json.dumps(old))
    course.reload()
    assert course.get_by_label("Name").input_value() == "a"
    course.get_by_label("Country").fill("none")
    leave(course)
    found = stored(course)
    assert found.fields[PLACE] == Field("a", UNKNOWN_TIME)
    assert found.profile == {"name": "a", "country": "none"}


def test_two_tabs_do_not_undo_each_other(widget_page):
    seen = widget_page(FORM)
    one = seen.page
    two = one.context.new_page()
    two.goto(one.url)
    fill_form(one, Municipality="one")
    save_form(one)
    earlier = two.locator(".ls-kept").get_by_role("group", name="Earlier")
    earlier.get_by_label("People").fill("84000")
    # What the first tab has saved comes into the form of the second; what is typed there stays.
    two.wait_for_function("document.querySelector('.ls-kept [name=place]').value === 'one'")
    assert earlier.get_by_label("People").input_value() == "84000"
    save_form(two)
    expected = {"place": "one", "p0": "84000"}
    assert stored(one).entry("3.2", "municipality") == expected
    one.wait_for_function("document.querySelector('.ls-kept [name=p0]').value === '84000'")
    one.locator(".ls-kept").get_by_label("Municipality").fill("")
    save_form(one)
    assert stored(two).entry("3.2", "municipality") == {"p0": "84000"}
    assert problems(seen) == []


def test_my_course_follows_other_tabs(course, bare):
    lesson = course.context.new_page()
    lesson.goto(bare(FORM))
    course.get_by_label("Name").press_sequentially("being typed")
    lesson.locator(".ls-kept").get_by_label("Boundary").select_option("Commuting area")
    save_form(lesson)
    course.get_by_role("table", name="3.2 Land and people").get_by_text("Commuting area").wait_for()
    assert course.get_by_label("Name").input_value() == "being typed"


def test_two_tabs_judge_different_targets(widget_page):
    seen = widget_page(CompetenceMatrix)
    one = seen.page
    two = one.context.new_page()
    two.goto(one.url)
    for page, code in ((one, "11.1"), (two, "11.2"), (one, "11.3")):
        page.locator(f".ls-chip:has(b:text-is('{code}'))").click()
        # What one tab has stored reaches the other a moment later.
        for tab in (one, two):
            tab.wait_for_function("([key, code]) => localStorage.getItem(key)?.includes(code)", arg=[KEY, f'"{code}"'])
    judgements = stored(one).entry("1.2", "competences")["judgements"]
    assert judgements == {"11.1": "own", "11.2": "own", "11.3": "own"}
    one.get_by_role("button", name="Undo").click()
    assert stored(two).entry("1.2", "competences")["judgements"] == {"11.1": "own", "11.2": "own"}
    assert problems(seen) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_choices_and_the_question_before_erasing_are_accessible(widget_page, violations, tmp_path, scheme, width):
    seen = widget_page(MyCourse, scheme=scheme, width=width)
    page = seen.page
    store(page, book(place=("here", LATE)))
    page.reload()
    book(place=("file", EARLY)).save(tmp_path / "other.json")
    take_in(page, tmp_path / "other.json")
    page.get_by_role("heading", name="Take in other.json").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.get_by_role("button", name="Remove my work from this computer").click()
    assert violations(page) == []
    assert problems(seen) == []


def test_a_write_at_the_same_moment_is_repaired(widget_page):
    """Browsers do not lock their storage: a tab may write what it read before another one wrote."""
    seen = widget_page(FORM)
    one = seen.page
    two = one.context.new_page()
    two.goto(one.url)
    store(one, book(p1=("1", EARLY)))
    fill_form(one, Municipality="one")
    save_form(one)
    store(two, book(p1=("1", EARLY), v1=("2", EARLY)))  # without what the first tab has just written
    one.wait_for_function("key => localStorage.getItem(key).includes('\"one\"')", arg=KEY)
    assert stored(one).entry("3.2", "municipality") == {"place": "one", "p1": "1", "v1": "2"}
    # To erase is no such accident.
    two.evaluate("key => localStorage.removeItem(key)", KEY)
    two.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, book(v1=("3", LATE)).text()])
    one.wait_for_function("document.querySelector('.ls-kept [name=v1]').value === '3'")
    assert stored(one).entry("3.2", "municipality") == {"v1": "3"}


def test_a_full_storage_loses_nothing_in_the_page(widget_page):
    seen = widget_page(FORM)
    page = seen.page
    page.evaluate("() => { try { for (;;) localStorage['x' + Math.random()] = 'x'.repeat(1e6) } catch {} }")
    page.evaluate("() => { try { for (;;) localStorage['x' + Math.random()] = 'x'.repeat(10) } catch {} }")
    fill_form(page, Municipality="Port Amani (fictional)")
    assert "Not saved: the storage of this browser is full." in save_form(page)
    with page.expect_download() as offered:
        page.locator(".ls-kept").get_by_role("button", name="Download as a file").click()
    assert (
        f"{offered.value.suggested_filename} is in your downloads." == page.locator(".ls-kept .ls-status").inner_text()
    )
    assert offered.value.suggested_filename.startswith("workbook-port-amani-fictional-")
    found = Workbook.load(offered.value.path())
    assert found.entry("3.2", "municipality") == {"place": "Port Amani (fictional)"}
    page.evaluate("localStorage.clear()")
    fill_form(page, Municipality="Port Amani (fictional)")
    assert is_saved(save_form(page))
    assert stored(page).entry("3.2", "municipality") == {"place": "Port Amani (fictional)"}
    assert problems(seen) == []


def test_a_full_storage_is_said_on_my_course(course, tmp_path):
    course.evaluate("() => { try { for (;;) localStorage['x' + Math.random()] = 'x'.repeat(1e6) } catch {} }")
    course.evaluate("() => { try { for (;;) localStorage['x' + Math.random()] = 'x'.repeat(10) } catch {} }")
    path = tmp_path / "mine.json"
    book(place=("Port Amani (fictional)", EARLY)).save(path)
    take_in(course, path)
    course.get_by_role("button", name="Take in the file", exact=True).click()
    assert "The storage of this browser is full." in course.get_by_role("alert").inner_text()
    assert "could not keep it" in said(course)
    assert Workbook.parse(download(course)) == Workbook.load(path)


CLOSED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError') } })"
)


def test_a_closed_storage_is_said_and_the_page_works_on(visit):
    seen = visit(COURSE)
    page = seen.page
    stacks = []
    page.on("pageerror", lambda error: stacks.append(error.stack))
    page.add_init_script(CLOSED)
    page.reload()
    assert "This browser does not let pages keep anything." in page.get_by_role("alert").inner_text()
    page.get_by_label("Name").fill("Port Amani (fictional)")
    leave(page)
    assert "Not saved: this browser does not let pages keep anything." in profile_line(page)
    assert Workbook.parse(download(page)).profile == {"name": "Port Amani (fictional)"}
    page.goto(page.url.replace(COURSE, LESSON))
    fill_form(page, Municipality="Port Amani (fictional)")
    assert "Not saved: this browser does not let pages keep anything." in save_form(page)
    # The theme's own scripts complain; those of the course do not.
    assert [stack for stack in stacks if "/localsdg/" in stack] == []


@pytest.mark.parametrize("fault", ["damaged", "foreign", "newer", "wrong"])
def test_what_cannot_be_read_is_put_aside_and_kept(course, fault):
    contents = {
        "damaged": '{"format": "localsdg workbook", "ver',
        "foreign": '"something else"',
        "newer": '{"format": "localsdg workbook", "version": 4, "rooms": []}',
        "wrong": '{"format": "localsdg workbook", "version": 2, "profile": 1, "lessons": {}}',
    }
    store(course, contents[fault])
    course.reload()
    assert "it is put aside" in course.get_by_role("alert").inner_text()
    assert course.evaluate("key => localStorage.getItem(key)", KEY) == contents[fault]
    course.get_by_label("Name").fill("Port Amani (fictional)")
    leave(course)
    assert stored(course).profile == {"name": "Port Amani (fictional)"}
    assert course.get_by_role("alert").count() == 0
    with course.expect_download() as offered:
        course.get_by_role("button", name="Download what was put aside").click()
    assert Path(offered.value.path()).read_text("utf-8") == contents[fault]
    course.get_by_role("button", name="Remove my work from this computer").click()
    course.get_by_role("button", name="Remove now").click()
    assert course.evaluate("localStorage.length") == 0


def test_the_file_goes_to_python_and_back(course, tmp_path, monkeypatch):
    course.get_by_label("Name").fill("Port Amani (fictional) 🏙")
    leave(course)
    path = tmp_path / "workbook.json"
    path.write_bytes(download(course))
    monkeypatch.setenv("LOCALSDG_WORKBOOK", str(path))
    assert MyCourse().answer == Workbook.load(path).document()
    workbooks.keep("1.2", "competences", {"judgements": {"11.1": "own"}, "shared_weight": 0.5})
    workbooks.keep("3.2", "municipality", {"place": "Port Amani (fictional)", "source": "line 1\nline 2"})
    take_in(course, path)
    course.get_by_role("button", name="Take in the file", exact=True).click()
    assert stored(course) == Workbook.load(path)
    assert (
        download(course).decode()
        == json.dumps(
            json.loads(course.evaluate("key => localStorage.getItem(key)", KEY)), ensure_ascii=False, indent=1
        )
        + "\n"
    )


def test_it_works_from_a_folder_and_says_what_that_means(visit, site):
    base = f"{site.as_uri()}/"
    seen = visit(LESSON, base=base)
    page = seen.page
    fill_form(page, Municipality="Port Amani (fictional)")
    assert is_saved(save_form(page))
    page.goto(base + COURSE)
    assert "You opened the course from a folder." in page.locator(".ls").inner_text()
    # Chromium keeps one workbook for all pages of all folders.
    assert page.get_by_label("Name").input_value() == "Port Amani (fictional)"
    assert Workbook.parse(download(page)).entry("3.2", "municipality") == {"place": "Port Amani (fictional)"}
    assert problems(seen) == []


def test_it_prints_as_a_summary(course):
    store(course, book(place=("Port Amani (fictional)", EARLY)))
    course.reload()
    course.get_by_label("Name").fill("Port Amani (fictional)")
    leave(course)
    course.emulate_media(media="print")
    assert course.locator(".ls button:visible, .ls input:not([type=checkbox]):visible, .ls select:visible").count() == 0
    text = course.locator(".ls").inner_text()
    assert "Name\tPort Amani (fictional)" in text
    assert "Your workbook as a file" not in text


def test_it_reads_from_right_to_left(visit):
    seen = visit(COURSE, width=360)
    page = seen.page
    store(page, book(place=("Port Amani (fictional)", EARLY), note=("x" * 300, EARLY)))
    page.reload()
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    starts = page.locator(".ls-entries td").first.evaluate("cell => getComputedStyle(cell).textAlign")
    assert starts == "start"


def test_what_a_colleague_entered_stays_beside_it_until_one_is_chosen(course, violations):
    one, two = Workbook(by="Amina"), Workbook(by="Joseph")
    for book, law, judged, town in ((one, "Act 1", "own", "Town A"), (two, "Act 2", "shared", "Town B")):
        book.record("1.2", "municipality", {"law": law, "checked": f"{book.by}'s office", "place": town})
        book.record("1.2", "competences", {"judgements": {"11.1": judged, "6.1": "own"}})
    merged = workbooks.merge([one, two]).workbook
    store(course, merged)
    course.reload()
    # Every kind of place is named, whether a table below shows it as a row, as a count or in the profile.
    places = course.locator(".ls-differences > li")
    names = places.locator("b").all_inner_texts()
    assert names == [
        "1.2 Who is competent for what?: Targets of the competence matrix: 11.1",
        "Your municipality: Name",
        "1.2 Who is competent for what?: Who checked this list",
        "1.2 Who is competent for what?: The law that gives the tasks",
    ]
    assert violations(course) == []
    later, earlier = ("Act 2", "Act 1") if merged.entry("1.2", "municipality")["law"] == "Act 2" else ("Act 1", "Act 2")
    law = places.nth(3)
    assert f"Used now: {later} (" in law.inner_text()
    assert f"has entered: {earlier} (" in law.inner_text()
    course.get_by_label("Who writes in this workbook").fill("Grace")
    law.get_by_role("button", name="Use this").click()
    course.get_by_text(f"You have chosen: {earlier}.").wait_for()
    places.nth(0).get_by_role("button", name="Keep this").click()
    assert places.count() == 2
    found = stored(course)
    settled = found.fields[address_of("1.2", "municipality", "law")]
    assert (settled.value, settled.by, settled.others) == (earlier, "Grace", ())
    # A choice holds against the copies from before; what is not chosen yet is still there.
    again = workbooks.merge([found, one, two]).workbook
    assert again.fields[address_of("1.2", "municipality", "law")].value == earlier
    checked = again.fields[address_of("1.2", "municipality", "checked")]
    assert {checked.value, *(each.value for each in checked.others)} == {"Amina's office", "Joseph's office"}


def test_a_colleagues_file_is_taken_in_as_python_merges_it(course, tmp_path):
    books = [Workbook(by=name) for name in ("Amina", "Joseph", "Grace")]
    for place, each in enumerate(books):
        mine = {"law": f"Act {place}", "checked": "the town clerk", "place": "Town Ä (fictional)"}
        each.record("1.2", "municipality", mine if place else mine | {"place": "town a"})
        each.record(
            "1.2", "competences", {"judgements": {f"11.{place + 1}": "own", "6.1": ("own", "shared")[place % 2]}}
        )
        each.save(tmp_path / f"{each.by}.json")
    store(course, books[0])
    course.evaluate("localStorage.setItem('localsdg.author', 'Amina')")
    course.reload()
    # A second colleague, a third, and the second once more.
    for each in (books[1], books[2], books[1]):
        take_in(course, tmp_path / f"{each.by}.json")
        course.get_by_role("heading", name=f"Take in {each.by}.json").wait_for()
        law = course.get_by_role("group", name="The law that gives the tasks")
        assert law.get_by_label("Keep both for now").is_checked()
        assert course.get_by_text("the workbook here is about").count() == 0
        course.get_by_role("button", name="Take in the file", exact=True).click()
        course.get_by_text("The file is taken in and saved.").wait_for()
    expected = workbooks.merge(books).workbook.fields
    assert stored(course).fields == expected
    assert expected[address_of("1.2", "municipality", "law")].others[0].by in {"Amina", "Joseph", "Grace"}
    # The three laws, two judgements of 6.1 and the two ways to write the name wait for a choice.
    assert course.locator(".ls-differences > li").count() == 3
    other = Workbook(by="Brian")
    other.record("1.2", "municipality", {"place": "Elsewhere"})
    other.save(tmp_path / "other.json")
    take_in(course, tmp_path / "other.json")
    course.get_by_text("The file is about Elsewhere, and the workbook here is about Town Ä (fictional).").wait_for()


def test_what_one_form_does_not_ask_stays(widget_page):
    """The name is asked in some lessons, the tier in one: typing in the others takes neither away."""
    seen = widget_page(*((Municipality, lesson.number) for lesson in lessons()))
    page = seen.page
    form = page.locator(".ls-kept")
    form.get_by_label("Municipality", exact=True).first.fill("Our town")
    form.get_by_label("Tier of government").select_option("Municipality")
    leave(page)
    for number in range(form.count()):
        form.nth(number).locator("textarea:visible").last.fill(f"typed {number}")
    leave(page)
    page.reload()
    leave(page)
    assert stored(page).profile == {"name": "Our town", "tier": "Municipality"}
    names = form.get_by_label("Municipality", exact=True)
    assert {names.nth(each).inner_text() for each in range(names.count())} == {"Our town"}
    assert problems(seen) == []


SHIFTS = """
globalThis.shifts = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) globalThis.shifts += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""


EXERCISES = (
    COURSE,
    *(f"book/{name}.html" for name in ("for-the-mayor", "make-your-review", "check-your-table", "without-a-network")),
)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_that_is_an_exercise_moves_nothing_while_it_appears(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 820})
    page.add_init_script(SHIFTS)
    moved = {}
    for full in (False, True):
        if full:
            store(page, Workbook(port_amani().fields))
        for name in EXERCISES:
            page.goto(address + name)
            if name == EXERCISES[-1]:
                page.locator(".ls-keep [role=status]").wait_for()
            else:
                page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
            if full and name == EXERCISES[1]:
                page.locator(".ls-mayor-page").wait_for()
            page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
            moved[name, full] = page.evaluate("globalThis.shifts")
    page.close()
    # What follows the exercise does not move; the exercise itself may by a margin, when its first line comes.
    assert all(each < 0.01 for each in moved.values()), moved
