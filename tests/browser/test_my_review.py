"""My review: the draft in the page, as a learner makes it on a phone; its files are opened by other programs.

That the page makes the same record as Python is tested beside the record; here, that what the page shows and saves is
that record, and that nothing a learner types is lost or becomes anything but text.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from typing import Any

import docx
import icalendar
import pytest
from lxml import etree

from localsdg.review import make_review
from localsdg.review.example import port_amani
from localsdg.review.export import files_of
from localsdg.review.word import word
from localsdg.widgets import MyReview
from localsdg.workbook import Field, Workbook, WorkbookWarning

TIME = "2026-03-02T08:00:00.000Z"
CHAPTERS = 10
HOSTILE = '=HYPERLINK("http://x.test","a") <script>alert(1)</script> & $& {name} “مرحبا” ]]>'
# As it is read: an unseen mark says where the name from right to left ends.
SHOWN = HOSTILE.replace("مرحبا", "مرحبا\u200e")
ARABIC = "انخفضت النسبة بمقدار −5 نقاط إلى 44.5 % في عام 2020."


def shown(widget_page, workbook: Workbook | None = None, **options: Any):
    """The widget with a workbook in the browser, when its first draft is made."""
    seen = widget_page(MyReview, **options)
    page = seen.page
    if workbook:
        document = workbook.document()
        rows = document.pop("figures", [])
        text = json.dumps(document, ensure_ascii=False)
        page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", text)
        page.evaluate("async (rows) => (await localsdgBring('tables')).add(rows)", rows)
        page.reload()
    else:
        page.get_by_role("button", name="Show my draft").press("Enter")
    ready(page)
    return seen


def ready(page) -> None:
    page.locator(".ls-chapters > *").nth(CHAPTERS).wait_for()


def states(page) -> list[str]:
    return page.locator(".ls-chapters b").all_inner_texts()


def saved(page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def small_town(**texts: str) -> Workbook:
    """A town with three figures of one indicator, and texts of lesson 4.2."""
    entries = {
        ("municipality", "here", "name"): "Nuevo Ñandú",
        ("indicator", "first", "name"): "Homes with piped water",
        **{("text", "4.2", name): text for name, text in texts.items()},
    }
    workbook = Workbook({("records", *address): Field(value, TIME) for address, value in entries.items()})
    row = {"indicator": "first", "unit": "%", "source": "Census office, table 3"}
    years = {"2015": "40", "2020": "44.5", "2025": "43"}
    workbook.figures = [row | {"year": year, "value": value} for year, value in years.items()]
    return workbook


def test_an_empty_workbook_is_named_as_empty_with_the_lessons_that_fill_each_chapter(widget_page, violations):
    seen = shown(widget_page, width=360)
    page = seen.page
    assert page.evaluate("document.activeElement.textContent") == "What is there, and what is missing"
    assert states(page) == ["empty"] * CHAPTERS
    assert "Your workbook is empty." in page.locator(".ls-verdict").inner_text()
    page.locator(".ls-chapters summary").nth(2).click()
    links = page.locator(".ls-chapters details").nth(2).get_by_role("link")
    # What chapter 3 is written from: lessons 1.1, 1.3, 1.4 and 3.1.
    assert {"Lesson 1.1: From goals to territory", "Lesson 1.3: Stakeholders and voice"} <= {*links.all_inner_texts()}
    assert links.first.get_attribute("href").endswith(".html")
    assert page.get_by_role("link", name="Check your table").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page, ".ls-review") == []
    page.emulate_media(media="print")
    assert page.locator(".ls-print").is_visible()  # on paper an empty workbook is a worksheet
    page.emulate_media(media="screen")
    name, content = saved(page, "Save for Word")
    assert name == f"review-{date.today().isoformat()}.docx"
    headings = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs if each.style.name == "Heading 1"]
    assert len(headings) == CHAPTERS + 2  # and the annex, and the honesty check
    assert seen.problems == []


def test_what_cannot_be_read_is_not_called_empty(widget_page):
    page = widget_page(MyReview).page
    page.evaluate("localStorage.setItem('localsdg.workbook', '{\"format\": \"localsdg wor')")
    page.reload()
    assert page.get_by_text(
        "The workbook in this browser cannot be read. It is kept, and My course offers it"
    ).is_visible()
    page.add_init_script("Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); }")
    page.reload()
    assert page.get_by_text("This browser does not let pages keep anything, so what you entered").is_visible()
    assert page.get_by_text("Your workbook is empty so far").count() == 0


def test_what_is_typed_is_kept_at_once_and_comes_into_the_draft_where_one_stands(widget_page):
    seen = shown(widget_page, small_town())
    page = seen.page
    before = states(page)
    assert before[1] == "partly" or before[1] == "empty"
    area = page.get_by_label("What did not go well")
    area.focus()
    page.keyboard.type("Homes with piped water have stayed where they were.")
    page.locator(".ls-draft summary").nth(1).evaluate("summary => summary.click()")
    chapter = page.locator(".ls-draft details").nth(1)
    chapter.get_by_text("have stayed where they were.").wait_for()
    assert page.evaluate("document.activeElement.id") == area.get_attribute("id")
    kept = json.loads(page.evaluate("localStorage.getItem('localsdg.workbook')"))
    assert kept["records"]["text"]["4.2"]["what did not go well"]["value"].startswith("Homes with piped water have")
    page.reload()
    ready(page)
    assert area.input_value() == "Homes with piped water have stayed where they were."
    assert seen.problems == []


def test_an_indicator_is_tied_to_the_name_that_its_figures_have_in_the_table(widget_page, violations):
    town = small_town()
    about = {"name": "Unemployment rate", "unit": "%", "code": "local"}
    fields = {("records", "indicator", "jobs", name): Field(text, TIME) for name, text in about.items()}
    town = Workbook({**town.fields, **fields}, figures=town.figures)
    row = {"indicator": "stadt", "unit": "%", "source": "Employment office"}
    town.figures += [row | {"year": year, "value": value} for year, value in {"2015": "4.5", "2025": "4"}.items()]
    seen = shown(widget_page, town, width=360)
    page = seen.page
    name = page.get_by_label("In your table, “Unemployment rate” is called")
    assert name.locator("option").all_inner_texts() == ["it is not in the table", "stadt"]
    assert "“Unemployment rate” has no figure." in page.locator(".ls-findings").inner_text()
    assert violations(page, ".ls-review") == []
    name.focus()
    page.keyboard.press("ArrowDown")
    page.locator(".ls-findings", has_not_text="“Unemployment rate” has no figure.").wait_for()
    assert name.evaluate("select => select === document.activeElement && select.value") == "stadt"
    page.reload()
    ready(page)
    assert name.input_value() == "stadt"
    kept = json.loads(page.evaluate("localStorage.getItem('localsdg.workbook')"))
    assert kept["records"]["indicator"]["jobs"]["table"]["value"] == "stadt"
    assert seen.problems == []


def test_another_page_changes_a_text_and_it_is_shown(widget_page):
    seen = shown(widget_page, small_town(opening="Before"))
    page = seen.page
    assert page.get_by_label("The opening of the review").input_value() == "Before"
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    other.get_by_label("The opening of the review").fill("After")
    other.get_by_label("What went well").focus()
    page.wait_for_function("document.querySelector('textarea').value === 'After'")
    assert seen.problems == []


@pytest.fixture(scope="module")
def model():
    return make_review(port_amani(), today=date.today())


def different(one: Any, other: Any, place: str = "") -> list[str]:
    """Where two elements differ: in names, attributes, texts or what is in them."""
    found = [place] if (one.tag, dict(one.attrib), one.text) != (other.tag, dict(other.attrib), other.text) else []
    if len(one) != len(other):
        return [*found, f"{place}: {len(one)} and {len(other)} children"]
    for number, (mine, its) in enumerate(zip(one, other, strict=True)):
        found += different(mine, its, f"{place}/{etree.QName(mine).localname}[{number}]")
    return found


def parts_of(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_word_document_is_that_of_python(widget_page, model):
    seen = shown(widget_page, port_amani())
    assert states(seen.page) == [chapter["state"] for chapter in model["chapters"]]
    for place, is_limit in ((".ls-findings", False), (".ls-limits", True)):
        listed = seen.page.locator(f"{place} > li").all_inner_texts()
        honest = [f"{each['found']} {each['repair']}" for each in model["honesty"] if each["limit"] == is_limit]
        assert honest and [" ".join(each.split()) for each in listed] == honest
    name, content = saved(seen.page, "Save for Word")
    assert name == f"review-port-amani-fictional-{model['made']}.docx"
    mine, python = parts_of(content), parts_of(word(model))
    # What the library of Python brings and no document uses.
    unused = {"word/stylesWithEffects.xml", "docProps/thumbnail.jpeg", "customXml/item1.xml"}
    unused |= {"customXml/_rels/item1.xml.rels", "customXml/itemProps1.xml"}
    assert python.keys() - mine.keys() == unused
    assert mine.keys() <= python.keys()
    for part in mine.keys() - {"word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml"}:
        assert different(etree.fromstring(mine[part]), etree.fromstring(python[part]), part) == []
    document = docx.Document(io.BytesIO(content))
    other = docx.Document(io.BytesIO(word(model)))
    used = {each.style.name for each in other.paragraphs} | {each.style.name for each in other.tables}
    assert used <= {style.name for style in document.styles}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet", "Table Grid"} <= used
    charts = document.element.body.findall(".//{*}docPr")
    assert len(charts) == 6 and all(chart.get("descr") and chart.get("title") for chart in charts)
    assert seen.problems == []


def test_the_archive_holds_what_the_command_writes_and_the_annex_recomputes(widget_page, model, tmp_path):
    seen = shown(widget_page, port_amani())
    name, content = saved(seen.page, "Save everything")
    assert name == f"review-port-amani-fictional-{model['made']}.zip"
    mine, python = parts_of(content), files_of(model)
    assert mine.keys() == python.keys()
    for file in mine.keys() - {"review.docx", "review.json", "next-steps.ics"}:
        assert mine[file].decode("utf-8-sig").split() == python[file].decode("utf-8-sig").split(), file
    assert json.loads(mine["review.json"]) == json.loads(python["review.json"])
    events = icalendar.Calendar.from_ical(mine["next-steps.ics"]).walk("vevent")
    assert len(events) == sum(bool(step["date"]) for step in model["steps"])
    for file in ("annex.csv", "recompute.py"):
        (tmp_path / file).write_bytes(mine[file])
    command = [sys.executable, "-I", "recompute.py", "annex.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert seen.problems == []


def test_a_browser_that_cannot_pack_saves_the_same_files(widget_page):
    town = small_town(opening=HOSTILE, **{"what went well": ARABIC})
    seen = shown(widget_page, town)
    seen.page.evaluate("delete globalThis.CompressionStream")
    _, content = saved(seen.page, "Save for Word")
    texts = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
    assert any(SHOWN in text for text in texts)
    part = "word/document.xml"
    python = parts_of(word(make_review(town, today=date.today())))[part]
    assert b"<w:rtl/>" in python and "44.5\u00a0%".encode() in python
    assert different(etree.fromstring(parts_of(content)[part]), etree.fromstring(python)) == []
    assert seen.problems == []


def test_what_cannot_be_fetched_is_said_and_the_rest_works(widget_page):
    page = shown(widget_page, small_town()).page
    for part in ("tables", "my_review_writers"):
        page.route(f"**/{part}.js", lambda route: route.abort())
    page.reload()
    ready(page)
    assert "table of figures cannot be read now" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Save for Word").click()
    page.get_by_role("status").filter(has_text="The file could not be saved.").wait_for()
    page.route("**/my_review_model.js", lambda route: route.abort())
    page.reload()
    page.get_by_role("status").filter(has_text="The draft could not be made.").wait_for()
    page.get_by_label("What went well").fill("This is kept all the same.")
    page.get_by_text("Saved ").wait_for()


def test_hostile_texts_come_out_as_texts(widget_page):
    seen = shown(widget_page, small_town(**{"opening": HOSTILE, "what went well": f"{HOSTILE}\n{HOSTILE}"}))
    page = seen.page
    for summary in page.locator(".ls-draft summary").all():
        summary.click()
    assert page.locator(".ls-draft").get_by_text(SHOWN).count() == 3
    assert page.locator(".ls-draft script").count() == 0
    _, content = saved(page, "Save as one page")
    other = page.context.new_page()
    other.set_content(content.decode("utf-8"))
    assert other.get_by_text(SHOWN).count() == 3
    assert other.locator("script").count() == 0
    _, content = saved(page, "Save the annex")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    # By hand: 43 - 40 = 3 points of change, between the values of 2015 and 2025.
    assert {row["value"] for row in rows} >= {"40", "44.5", "43"}
    assert not any(value.startswith("=") for row in rows for value in row.values())
    assert seen.problems == []


def test_a_figure_leads_to_its_row_of_the_annex_and_back_by_keyboard(widget_page, violations):
    seen = shown(widget_page, port_amani(), width=360, scheme="dark")
    page = seen.page
    for number in range(CHAPTERS):
        page.locator(".ls-draft > div > details > summary").nth(number).press("Enter")
    link = page.locator(".ls-draft a.ls-figure").nth(5)
    name = link.inner_text().strip("[]")
    link.press("Enter")
    assert page.evaluate("document.activeElement.querySelector('th').firstChild.textContent") == name
    page.get_by_role("button", name="Back to the text").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == f"[{name}]"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page, ".ls-review") == []
    assert page.locator(".ls-label", has_text="FICTIONAL").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".ls-print").is_hidden()
    assert page.locator(".ls-label", has_text="FICTIONAL").is_visible()
    assert seen.problems == []


def test_the_draft_alone_is_printed(widget_page):
    seen = shown(widget_page, port_amani())
    page = seen.page
    page.evaluate("globalThis.printed = 0")
    page.add_init_script("globalThis.print = () => { parent.printed += 1; };")
    page.get_by_role("button", name="Print the draft").click()
    page.locator("iframe.ls-printed").wait_for(state="attached")
    frame = page.frame_locator("iframe.ls-printed")
    assert frame.locator("h1").inner_text() == "Voluntary Local Review of Port Amani (fictional)"
    page.wait_for_function("globalThis.printed === 1")
    assert seen.problems == []


def test_checksums_are_those_of_every_archive(evaluate):
    # The check value of CRC-32, as the catalogue of parametrised CRC algorithms has it.
    assert evaluate("my_review_zip", "method.checksum(new TextEncoder().encode('123456789'))") == 0xCBF43926


JUPYTER = """async ([text, state]) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  globalThis.state = state;
  const model = {
    get: (name) => state[name],
    set: (name, value) => (state[name] = value),
    on() {},
    save_changes() {},
  };
  widget.render({ model, el: document.body });
}"""


def test_in_jupyter_the_draft_is_made_and_saved_without_further_files(browser, tmp_path, monkeypatch):
    path = tmp_path / "workbook.json"
    small_town().save(path)
    monkeypatch.setenv("LOCALSDG_WORKBOOK", str(path))
    widget = MyReview()
    names = ("strings", "language", "direction", "data", "answer", "kept", "file", "book", "told")
    page = browser.new_page()
    page.goto("about:blank")
    page.evaluate(JUPYTER, [str(widget._esm), {name: getattr(widget, name) for name in names}])
    ready(page)
    # The three values, and the change from the first to the last.
    assert "4 figures" in page.locator(".ls-chapters").inner_text()
    page.get_by_label("What went well").fill("The river is clean.")
    page.get_by_label("The opening of the review").focus()
    page.wait_for_function("state.kept.review.well === 'The river is clean.'")
    _, content = saved(page, "Save for Word")
    assert any("The river is clean." in each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    assert page.get_by_role("link", name="Lesson").count() == 0
    page.close()


def test_in_jupyter_the_texts_go_into_the_file(tmp_path, monkeypatch):
    path = tmp_path / "workbook.json"
    small_town().save(path)
    monkeypatch.setenv("LOCALSDG_WORKBOOK", str(path))
    widget = MyReview()
    assert len(widget.answer["figures"]) == 3
    widget.kept = {"review": {"opening": "We speak.", "well": "", "not_well": ""}}
    assert widget.told["trouble"] == ""
    assert Workbook.load(path).records("text")["4.2"] == {"opening": "We speak."}
    path.write_text("{", "utf-8")
    with pytest.warns(WorkbookWarning, match="damaged"):
        assert "workbook.json" in MyReview().data["trouble"]
