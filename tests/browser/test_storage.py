"""What a browser keeps and what it does not: persistent storage, faults, reminders, the file, the table of figures.

Days pass by the clock of the page.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.widgets import MessageChecker, Municipality, MyCourse
from localsdg.workbook import Field, Workbook
from localsdg.workbook.places import address_of

FORM = (Municipality, "3.2")
KEY = "localsdg.workbook"
STARTED = "document.documentElement.dataset.widgets === 'started'"
HOUR = 3_600_000  # milliseconds
ROWS = [
    {"indicator": "11.3.1", "component": "numerator", "year": "2018/19", "value": "0.10", "source": "Census\n2018"},
    {"indicator": "8.6.1", "year": "٢٠٢٤", "value": "12345678901234567890", "group": "women", "area": "ميناء 🏙"},
    {"indicator": "8.6.1", "year": "2024", "value": "=1+1", "flag": "</script>", "unit": "\ud800"},
]


def town(page, name: str) -> None:
    box = page.locator(".ls-kept").get_by_label("Municipality")
    if box.evaluate("box => box.tagName") == "OUTPUT":  # known already
        page.locator(".ls-kept").get_by_role("button", name="Change it").click()
    box.fill(name)
    box.blur()


def line_of(page) -> str:
    return page.locator(".ls-kept .ls-saved > span").first.inner_text()


def stored(page) -> Workbook:
    return Workbook.parse(page.evaluate("key => localStorage.getItem(key)", KEY))


def file_with(path: Path, **parts: object) -> Path:
    book = Workbook({address_of("3.2", "municipality", "place"): Field("Port Amani", "2026-03-01T10:00:00.000Z")})
    path.write_text(json.dumps(book.document() | parts), "utf-8")
    return path


def take_in(page, path: Path) -> None:
    page.get_by_label("Take in a workbook file").set_input_files(path)


def download(page) -> Workbook:
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").first.click()
    return Workbook.load(offered.value.path())


ASKED = """StorageManager.prototype.persist = async () => (window.asked = (window.asked ?? 0) + 1) && false;
StorageManager.prototype.persisted = async () => Boolean(localStorage.held);"""


def test_the_browser_is_asked_once_to_hold_what_it_keeps_and_what_it_promised_is_said(widget_page, bare):
    page = widget_page(FORM).page
    page.add_init_script(ASKED)
    page.reload()
    assert page.evaluate("window.asked") is None
    town(page, "Port Amani")
    town(page, "Port Amani (fictional)")
    assert page.evaluate("window.asked") == 1
    page.goto(bare(MyCourse))
    page.get_by_text("This browser may clear what it keeps when it needs room").wait_for()
    page.evaluate("localStorage.held = 'yes'")
    page.reload()
    assert page.get_by_text("This browser may clear what it keeps when it needs room").is_hidden()


def test_a_browser_that_writes_nothing_says_so_and_asks_before_one_leaves(widget_page):
    page = widget_page(FORM).page
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); }")
    page.reload()
    town(page, "Port Amani")
    assert "Not saved: this browser does not let pages keep anything." in line_of(page)
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    page.goto("about:blank")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("text", ['{"format": "localsdg workbook", "version": 4, "rooms": []}', '{"format": "loc'])
def test_a_lesson_says_what_cannot_be_read_and_keeps_it(widget_page, bare, text):
    page = widget_page(FORM).page
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    assert "The workbook in this browser cannot be read. It is kept, and My course offers it" in line_of(page)
    form = page.url
    for _ in range(2):
        page.goto(bare(MyCourse))
        with page.expect_download() as offered:
            page.get_by_role("button", name="Download what was put aside").click()
        assert Path(offered.value.path()).read_text("utf-8") == text
        page.goto(form)
        town(page, "Port Amani")
        assert stored(page).profile == {"name": "Port Amani"}


def test_what_another_page_has_cleared_is_put_back(widget_page, bare):
    page = widget_page(FORM).page
    page.evaluate("localStorage.setItem('localsdg.author', 'Amina')")
    page.reload()
    town(page, "Port Amani")
    before = stored(page)
    other = page.context.new_page()
    other.goto(bare(MyCourse))
    other.evaluate("localStorage.clear()")
    page.get_by_text("Another page has emptied the storage of this browser.").first.wait_for()
    assert stored(page) == before
    assert page.evaluate("localStorage.getItem('localsdg.author')") == "Amina"
    page.reload()
    assert page.locator(".ls-kept").get_by_label("Municipality").inner_text() == "Port Amani"


def test_a_copy_is_offered_after_three_days_and_not_again_for_a_day(widget_page, bare, violations):
    seen = widget_page(FORM)
    page = seen.page
    form, course = page.url, bare(MyCourse)
    page.clock.install(time="2026-03-03T10:00:00")
    page.reload()
    town(page, "Port Amani")
    reminder = page.get_by_text("What you have entered since 3 March has not been saved in a file yet.")

    def later(hours: int, address: str) -> int:
        page.clock.fast_forward(hours * HOUR)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return reminder.count()

    assert later(71, course) == 0
    assert "Not saved to a file yet." in page.locator(".ls-file").inner_text()
    assert (later(2, form), later(0, course)) == (1, 1)
    assert violations(page) == []
    page.get_by_role("button", name="Not today").click()
    assert (later(0, form), later(23, course), later(2, form)) == (0, 0, 1)
    # Leaving My course waits once.
    page.get_by_role("button", name="Not today").click()
    page.goto(course)
    page.clock.fast_forward(25 * HOUR)
    page.evaluate(
        "address => document.querySelector('h1').append(Object.assign(document.createElement('a'),"
        " { href: address, textContent: 'A lesson' }))",
        form,
    )
    page.get_by_role("link", name="A lesson").click()
    assert page.url == course and reminder.is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Go on without a file").click()
    assert page.url == form and later(0, course) == 0
    # A copy is one, until something changes.
    download(page)
    page.get_by_text("Saved to a file on 8 March.").wait_for()
    assert later(200, course) == 0
    assert page.get_by_text("Saved to a file on 8 March.").is_visible()
    page.goto(form)
    town(page, "Port Amani (fictional)")
    assert later(0, course) == 0
    assert page.get_by_text("Saved to a file on 8 March, and changed since.").is_visible()
    assert later(73, form) == 0 and page.get_by_text("What you have entered since 16 March").count() == 1
    with page.expect_download():
        page.get_by_role("button", name="Save it to a file").click()
    assert later(0, form) == 0 and page.get_by_text("saved in a file yet").count() == 0
    assert seen.problems == []


def table_in_database(page) -> object:
    return page.evaluate(
        "() => new Promise((resolve) => { const open = indexedDB.open('localsdg');"
        " open.onsuccess = () => { const all = open.result.transaction('figures').objectStore('figures').getAll();"
        " all.onsuccess = () => { open.result.close(); resolve(all.result); }; }; })"
    )


def test_a_table_of_figures_comes_with_its_file_and_goes_with_its_person(widget_page, tmp_path):
    seen = widget_page(MyCourse)
    page = seen.page
    path = file_with(tmp_path / "mine.json", by="Amina", figures=ROWS)
    take_in(page, path)
    assert "New figures for the table: 3." in page.locator(".ls-file form").inner_text()
    page.get_by_role("button", name="Take in the file", exact=True).click()
    page.get_by_text("The file is taken in and saved.").wait_for()
    assert "8.6.1" not in page.evaluate("localStorage['localsdg.workbook']")
    page.reload()
    assert page.get_by_text("Your workbook has a table of 3 figures.").is_visible()
    found = download(page)
    assert (found.figures, found.by, found.profile) == (ROWS, "Amina", {"name": "Port Amani"})
    take_in(page, path)
    page.get_by_text("mine.json has nothing new").wait_for()
    # Where the module cannot be had, the name of the file says what is missing, and it counts as no copy.
    page.reload()
    page.route("**/tables.js*", lambda route: route.abort())
    page.evaluate("localStorage['localsdg.copy'] = '{}'")
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").first.click()
    assert offered.value.suggested_filename.endswith("-without-figures.json")
    assert page.evaluate("localStorage['localsdg.copy']") == "{}"
    page.unroute("**/tables.js*")
    seen.problems.clear()
    # Somebody else has none, and keeps Amina's as it is.
    page.get_by_role("button", name="Work of Amina – not you?").click()
    page.get_by_role("dialog").get_by_label("Your name").fill("Joseph")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin my own work").click()
    page.wait_for_function(STARTED)
    assert page.get_by_text("Your workbook has a table of").is_hidden()
    assert download(page).figures == []
    take_in(page, file_with(tmp_path / "other.json", figures=ROWS[:1]))
    page.get_by_role("button", name="Take in the file", exact=True).click()
    page.get_by_text("The file is taken in and saved.").wait_for()
    assert sorted(map(len, table_in_database(page))) == [1, 3]
    page.get_by_role("button", name="Remove my work from this computer …").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Remove now").click()
    page.wait_for_function(STARTED)
    assert [len(rows) for rows in table_in_database(page)] == [3]
    assert download(page).figures == ROWS
    assert seen.problems == []


NO_DATABASE = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }"


def test_a_table_that_cannot_be_kept_stays_in_the_page_and_one_too_long_is_refused(widget_page, tmp_path):
    page = widget_page(MyCourse).page
    page.add_init_script(NO_DATABASE)
    page.reload()
    many = [{"indicator": "1", "year": "2024", "value": str(each)} for each in range(20_001)]
    take_in(page, file_with(tmp_path / "many.json", figures=many))
    page.get_by_text("many.json has a table of 20,001 figures. A workbook can have at most 20,000.").wait_for()
    take_in(page, file_with(tmp_path / "wrong.json", figures=[{"indicator": "1", "year": "2024", "value": 5}]))
    page.get_by_text("not as it should be, at: figures / 0 / value.").wait_for()
    assert page.evaluate("localStorage.length") == 0
    take_in(page, file_with(tmp_path / "mine.json", figures=ROWS))
    page.get_by_role("button", name="Take in the file", exact=True).click()
    page.get_by_text("this browser could not keep it").wait_for()
    assert download(page).figures == ROWS


# What is written somewhere in the world, and what is meant to do harm. JSON, since some of it cannot be sent as text.
ODD = [
    "Ñandú 港 ميناء 🏙👩‍👩‍👧",
    "مدينة الميناء (fictional)",
    "\u202egnihtyna\u202c",
    "a\u0000b",
    "\ud800",
    "</script><script>window.harmed = true</script>",
    "<img src=x onerror='window.harmed = true'>",
    "=HYPERLINK('http://x', 'y')",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "__proto__",
    "constructor",
    "toString",
    "null",
    "undefined",
    "0",
    "false",
    "-0",
    "1 234,5",
    "12,5",
    "١٢٣",
    "1e400",
    "{name} {{count}} %",
    "~1/~0",
    "localsdg.workbook:abc",
    "'; DROP TABLE workbook; --",
    "zero\u200bwidth\ufeffjoined\u2028lines",
    "e\u0301 and é",
    "x" * 100_000,
    "🏙" * 300,
]
TYPE = """([selector, text]) => {
  for (const each of document.querySelectorAll(selector)) {
    each.value = JSON.parse(text);
    for (const kind of ['input', 'change']) each.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return JSON.stringify(Array.from(document.querySelectorAll(selector), (each) => each.value));
}"""
SHEET = "JSON.stringify(document.querySelector('.ls-kept .ls-print').textContent)"
READ = "selector => JSON.stringify(Array.from(document.querySelectorAll(selector), (each) => each.value))"


@pytest.mark.parametrize("where", ["my course", "exercise"])
def test_whatever_is_typed_is_kept_as_it_is(widget_page, where):
    seen = widget_page(MyCourse if where == "my course" else MessageChecker)
    page = seen.page
    boxes = "form input[name]" if where == "my course" else ".ls-messages details:first-of-type :is(input, textarea)"
    if where == "exercise":
        page.locator("[data-case=mine]").click()
    for odd in ODD:
        texts = json.loads(page.evaluate(TYPE, [boxes, json.dumps(odd)]))
        assert len(texts) >= 5
        page.evaluate("dispatchEvent(new Event('pagehide'))")
        kept = stored(page)
        found = list(kept.profile.values()) if where == "my course" else kept.entry("1.4", "messages")["message_1"]
        assert sorted(map(repr, found)) == sorted(
            repr(text.strip() if where == "my course" else text) for text in texts
        )
        page.reload()
        assert [text.strip() for text in json.loads(page.evaluate(READ, boxes))] == [text.strip() for text in texts]
        if where == "my course":
            sheet = json.loads(
                page.evaluate("JSON.stringify(document.querySelector('.ls-kept .ls-print').textContent)")
            )
            assert all(text.strip() in sheet for text in texts)
    assert page.evaluate("window.harmed") is None
    assert [problem for problem in seen.problems if not problem.endswith("favicon.svg")] == []


def test_any_name_can_be_a_name(widget_page):
    """Of the person, with whom every entry goes, and in the name of the file; of one too long the first 200 signs."""
    page = widget_page(MyCourse).page
    author = page.get_by_label("Who writes in this workbook")
    for odd in ODD:
        page.evaluate(TYPE, [f"#{author.get_attribute('id')}", json.dumps(odd)])
        page.evaluate(TYPE, ["[name=office]", json.dumps(f"office {len(odd)} {odd[:1]}")])
        page.evaluate("dispatchEvent(new Event('pagehide'))")
        office = stored(page).fields["records", "municipality", "here", "office"]
        assert (len(odd) > 200) == author.locator("xpath=..").get_by_role("alert").is_visible()
        assert office.by == odd[:200]
        page.reload()
        assert json.loads(page.evaluate(READ, f"#{author.get_attribute('id')}")) == [odd]
        with page.expect_download() as offered:
            page.get_by_role("button", name="Download the workbook").first.click()
        assert offered.value.suggested_filename.endswith(".json")
        assert Workbook.load(offered.value.path()).by == office.by
