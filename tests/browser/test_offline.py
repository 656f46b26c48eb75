"""The served course without a network: what was seen, all of it once asked for, and a new version of it."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localsdg.site import offline
from localsdg.site.contents import page_names
from localsdg.site.serve import CourseServer, make_server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180_000
STARTED = """document.documentElement.dataset.widgets === 'started'
  || !document.querySelector('script[type*="widget-view"]')"""
ALIVE = """[...document.querySelectorAll('script[type*="widget-view"]')]
  .every((view) => view.parentNode.querySelector('.ls > .ls-frame:not(:has(> [role=alert]))'))"""
LESSON = "modules/1-localizing/02-competences.html"


def serve(top: Path, port: int = 0) -> CourseServer:
    server = make_server(top, port=port, tries=1)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


def stop(server: CourseServer) -> None:
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(site: Path, tmp_path: Path) -> Path:
    """The site in a subfolder of a host, as many have it."""
    # Another test may print pages of the site just now, from a file that stands there for a moment.
    shutil.copytree(site, tmp_path / "towns" / "course", ignore=shutil.ignore_patterns("tmp*.html"))
    return tmp_path


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    context = browser.new_context(service_workers="allow", viewport={"width": 360, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def renew(site: Path) -> None:
    """Another version of the site: other words on one page, and another script that pages share."""
    page = site / LESSON
    page.write_text(page.read_text("utf-8").replace("Who is competent for what?</h1>", "The new version</h1>"), "utf-8")
    shared = site / "_static" / "localsdg" / "shared.js"
    shared.write_text(f"{shared.read_text('utf-8')}globalThis.isNew = true;\n", "utf-8")
    mark = hashlib.sha256(shared.read_bytes()).hexdigest()[:8]
    for each in site.rglob("*.html"):
        each.write_text(re.sub(r"shared\.js\?v=\w+", f"shared.js?v={mark}", each.read_text("utf-8")), "utf-8")
    offline.write(site, "en", "localsdg", "book/index.html")


def test_the_whole_course_without_a_network_and_a_new_version_of_it(context, folder):
    site = folder / "towns" / "course"
    server = serve(folder)
    home = f"http://127.0.0.1:{server.port}/towns/course/"
    page = context.new_page()
    problems: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    context.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    # The size is said before anything is loaded, and is that of the files as they are sent.
    page.goto(f"{home}{offline.PAGE}.html")
    state = json.loads((site / offline.STATE).read_text())
    own = (offline.STATE, offline.LIST, offline.WORKER, "objects.inv", ".buildinfo")
    files = [path for path in site.rglob("*") if path.is_file() and path.name not in own]
    said = page.locator(".ls-keep [role=status]").inner_text()
    assert f"{sum(len(gzip.compress(path.read_bytes(), 6)) for path in files) / 1e6:.1f} MB are loaded" in said
    assert f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB of room" in said
    assert not page.evaluate("caches.keys().then((names) => names.some((name) => name.includes(' course ')))")
    page.get_by_role("button", name="Keep the course on this device").click()
    page.get_by_text("The whole course is on this device").wait_for()
    cache = f"caches.open('localsdg course {home} {state['version']}')"
    assert page.evaluate(f"{cache}.then((course) => course.keys()).then((all) => all.length)") == len(files)

    # The network is cut for real: browser and server.
    stop(server)
    context.set_offline(True)
    for name in page_names(ROOT):
        page.goto(f"{home}{name}.html")
        page.wait_for_function(STARTED)
        assert page.evaluate(ALIVE), name
        assert page.locator("h1").count() == 1, name
    page.goto(home)
    page.wait_for_url("**/book/index.html")
    page.goto(f"{home}search.html?q=built-up")
    page.locator("#search-results li p.context").first.wait_for()
    # Parts of exercises that are fetched when they are used; what is entered reaches the Word document.
    page.goto(f"{home}modules/3-monitoring/01-choosing-indicators.html")
    page.wait_for_function(STARTED)
    page.get_by_role("button", name="Open the drawn city").press("Enter")
    page.locator(".ls-city").wait_for()
    page.goto(f"{home}modules/3-monitoring/06-charts-and-messages.html")
    page.wait_for_function(STARTED)
    page.get_by_role("button", name="Open the charts").press("Enter")
    page.locator(".ls-chart-room fieldset").wait_for()
    page.goto(home + LESSON)
    page.wait_for_function(STARTED)
    page.locator(".ls-kept input").first.fill("Port Amani (fictional)")
    page.locator(".ls-kept input").first.blur()
    page.goto(f"{home}book/make-your-review.html")
    page.wait_for_function(STARTED)
    page.locator(".ls-frame").first.scroll_into_view_if_needed()
    with page.expect_download() as offered:
        page.get_by_role("button", name="Save for Word").click()
    with zipfile.ZipFile(io.BytesIO(offered.value.path().read_bytes())) as document:
        assert "Port Amani (fictional)" in document.read("word/document.xml").decode()
    assert problems == []
    kept = page.evaluate("JSON.stringify(localStorage)")

    # A new version stands beside the old one until it is asked for; two open pages change together.
    renew(site)
    server = serve(folder, server.port)
    context.set_offline(False)
    other = context.new_page()
    other.goto(home + LESSON)
    page.goto(home + LESSON)
    for tab in (page, other):
        tab.get_by_text("A new version of the course is there").wait_for()
        assert tab.locator("h1").inner_text() == "Who is competent for what?"
        assert tab.evaluate("globalThis.isNew") is None
    # The network is lost in the middle: the old version stays, and what is there is not loaded again.
    renewed = json.loads((site / offline.STATE).read_text())
    moved = (site / "_static" / "site.css").rename(folder / "site.css")
    page.get_by_role("button", name="Load the new version").click()
    page.get_by_text("Not all of the course was loaded").wait_for()
    other.reload()
    assert other.locator("h1").inner_text() == "Who is competent for what?"
    moved.rename(site / "_static" / "site.css")
    page.get_by_role("button", name="Go on loading").click()
    for tab in (page, other):
        tab.wait_for_function("globalThis.isNew")
        assert tab.locator("h1").inner_text() == "The new version"
    names = page.evaluate("caches.keys()")
    assert sorted(name for name in names if " seen " not in name) == [
        f"localsdg course {home} {renewed['version']}",
        f"localsdg whole {home}",
    ]
    assert page.evaluate("JSON.stringify(localStorage)") == kept
    assert hosts == {f"127.0.0.1:{server.port}"}

    # Removed again, but for the pages that were opened since; without the network a page that is not here says so.
    page.goto(f"{home}{offline.PAGE}.html")
    page.get_by_role("button", name="Remove the course").click()
    page.get_by_role("button", name="Keep the course on this device").wait_for()
    page.reload()
    page.wait_for_function(f"caches.match('{home}{offline.PAGE}.html')")
    stop(server)
    context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "Without a network"
    page.goto(f"{home}book/glossary.html")
    assert page.locator("h1").inner_text() == "There is no network, and this page is not on this device yet."
    assert page.get_by_role("link").get_attribute("href") == home
    assert page.evaluate("JSON.stringify(localStorage)") == kept
    assert problems == []


def test_what_was_opened_once_opens_again_and_a_plain_address_says_what_it_cannot(context, folder):
    server = serve(folder)
    home = f"http://127.0.0.1:{server.port}/towns/course/"
    page = context.new_page()
    page.goto(home + LESSON)
    page.wait_for_function("navigator.serviceWorker.controller")
    page.wait_for_function("caches.keys().then((names) => names.length)")
    page.wait_for_function(f"caches.match('{home}{LESSON}')")
    page.wait_for_function("[...document.scripts].filter((each) => each.src).length > 2")
    manifest = page.evaluate("fetch(document.querySelector('[rel=manifest]').href).then((answer) => answer.json())")
    assert manifest["start_url"] == "book/index.html"
    for icon in manifest["icons"]:
        assert page.request.get(home + icon["src"]).ok, icon
    # From another address of this site the worker is the same.
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(([one]) => one.scope)") == home
    # An old page gets no script of a site that was renewed behind its back.
    later = next((folder / "towns" / "course" / "_static" / "localsdg" / "later").glob("target_chip.js"))
    later.write_text(f"{later.read_text('utf-8')};", "utf-8")
    assert page.evaluate("localsdgBring('target_chip').then(() => 'taken', () => 'refused')") == "refused"
    stop(server)
    page.goto(home + LESSON)
    page.wait_for_function(STARTED)
    assert page.evaluate(ALIVE)

    # As over http from a trainer's laptop, where browsers know no such workers: the archive is offered.
    server = serve(folder, server.port)
    (folder / "towns" / "course" / "localsdg.zip").write_bytes(b"PK")
    plain = context.new_page()
    plain.add_init_script("delete Navigator.prototype.serviceWorker")
    plain.goto(f"{home}{offline.PAGE}.html")
    assert "does not begin with https" in plain.locator(".ls-keep").inner_text()
    plain.get_by_role("link", name="Load localsdg.zip").wait_for()
    stop(server)
