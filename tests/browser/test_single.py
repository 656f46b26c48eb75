"""Lessons as one file each, opened from the list of files of a phone: all they need is in them."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

from localsdg.course.lesson import lessons

STARTED = "document.documentElement.dataset.widgets === 'started'"
ALIVE = """[...document.querySelectorAll('script[type*="widget-view"]')]
  .every((view) => view.parentNode.querySelector('.ls > .ls-frame:not(:has(> [role=alert]))'))"""


def test_the_archive_has_all_and_its_start_page_leads_to_it(archive):
    top = archive / "localsdg"
    start = (top / "start.html").read_text("utf-8")
    addresses = re.findall(r'href="([^":]+)"', start)
    assert len(addresses) == 1 + len(lessons()) + 2
    assert all((top / address).is_file() for address in addresses)
    # What only a served site can use is not in it.
    assert not (top / "site" / "worker.js").exists()
    # Every link of a lesson leads to a file of the archive.
    for file in (top / "lessons").glob("*.html"):
        text = re.sub(r"<script.*?</script>", "", file.read_text("utf-8"), flags=re.DOTALL)
        for address in re.findall(r'<(?:a|form)\b[^>]*? (?:href|action)="([^"#?:]+)[#?"]', text):
            assert (top / "lessons" / address).resolve().is_file(), (file.name, address)


def test_a_lesson_that_is_one_file_works_alone_on_a_phone(browser, archive, tmp_path):
    folder = tmp_path / "alone"
    shutil.copytree(archive / "localsdg" / "lessons", folder)
    phone = {"viewport": {"width": 360, "height": 800}, "is_mobile": True, "has_touch": True}
    context = browser.new_context(**phone)
    context.set_default_timeout(180_000)
    page = context.new_page()
    problems: list[str] = []
    asked: set[str] = set()
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("console", lambda message: message.type == "error" and problems.append(f"{page.url}: {message.text}"))
    context.on("request", lambda request: asked.add(request.url))
    for file in sorted(folder.glob("*.html")):
        page.goto(file.as_uri())
        page.wait_for_function(STARTED)
        assert page.evaluate(ALIVE), file.name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), file.name
    # Each file was asked for, and nothing else.
    assert {Path(address).name for address in asked if not address.startswith(("blob:", "data:"))} == {
        file.name for file in folder.glob("*.html")
    }

    # What is entered is kept, goes into a file, and from there into the review.
    page.goto((folder / "3.1.html").as_uri())
    page.wait_for_function(STARTED)
    page.locator(".ls-kept input").first.fill("Port Amani (fictional)")
    with page.expect_download() as offered:
        page.get_by_role("button", name="Save the workbook as a file").tap()
    offered.value.save_as(tmp_path / "workbook.json")
    page.get_by_role("heading", name="Who lives within reach?").scroll_into_view_if_needed()
    page.locator(".ls-city").wait_for()
    page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto((folder / "my-review.html").as_uri())
    page.wait_for_function(STARTED)
    (tmp_path / "letter.json").write_text("{}")
    page.get_by_label("Take in a workbook file").set_input_files(tmp_path / "letter.json")
    page.get_by_text("letter.json is not a workbook of this course").wait_for()
    with page.expect_navigation():
        page.get_by_label("Take in a workbook file").set_input_files(tmp_path / "workbook.json")
    page.wait_for_function(STARTED)
    page.locator(".ls-frame").first.scroll_into_view_if_needed()
    with page.expect_download() as offered:
        page.get_by_role("button", name="Save for Word").tap()
    with zipfile.ZipFile(io.BytesIO(offered.value.path().read_bytes())) as document:
        assert "Port Amani (fictional)" in document.read("word/document.xml").decode()
    # A link that an exercise makes leads to the file of that lesson.
    page.goto((folder / "my-course.html").as_uri())
    page.wait_for_function(STARTED)
    page.locator(".ls-frame a[href*='02-competences']").first.tap()
    page.wait_for_url("**/alone/1.2.html")
    assert problems == []

    # An app that keeps nothing says so; what is taken in stays while the page is open.
    other = context.new_page()
    other.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    other.goto((folder / "1.2.html").as_uri())
    other.wait_for_function(STARTED)
    assert "your answers are lost when you close it" in other.locator(".ls-single").inner_text()
    other.get_by_label("Take in a workbook file").set_input_files(tmp_path / "workbook.json")
    other.get_by_text("This app cannot keep it").wait_for()
    with other.expect_download() as offered:
        other.get_by_role("button", name="Save the workbook as a file").tap()
    assert "Port Amani (fictional)" in offered.value.path().read_text("utf-8")
    context.close()
