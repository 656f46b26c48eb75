"""The built folder in Firefox, opened by double click: every page, every widget, the search.

Debian's Firefox is driven through WebDriver BiDi, the protocol that it speaks itself.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket

from localsdg.site.contents import page_names

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds


class Firefox:
    """One window of a running Firefox."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(f"{address}/session", timeout=PATIENCE, suppress_origin=True)
        self.numbers = itertools.count()
        self.errors: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.window = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method: str, **parameters) -> dict:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"]["text"])
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]

    def open(self, address: str) -> None:
        self.errors.clear()
        self.ask("browsingContext.navigate", context=self.window, url=address, wait="complete")
        self.wait_for("document.documentElement.dataset.widgets !== 'starting'")

    def evaluate(self, expression: str) -> object:
        """The value of an expression in the page; it must be one that JSON knows."""
        text = f"JSON.stringify(({expression}) ?? null)"
        answer = self.ask("script.evaluate", expression=text, target={"context": self.window}, awaitPromise=False)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait_for(self, expression: str) -> object:
        end = time.monotonic() + PATIENCE
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < end, expression
            time.sleep(0.1)
        return value


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    assert executable, "Firefox is missing. `make test` installs it on Debian as root; else install it by hand."
    profile = tmp_path_factory.mktemp("firefox")
    log = profile / "log.txt"
    command = [executable, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + PATIENCE
        said = "WebDriver BiDi listening on "
        while said not in log.read_text():
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        window = Firefox(log.read_text().split(said, 1)[1].split()[0])
        yield window
        window.socket.close()
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def test_every_page_and_its_widgets_start(firefox, site):
    for name in page_names(ROOT):
        firefox.open((site / f"{name}.html").as_uri())
        views = firefox.evaluate("document.querySelectorAll('script[type*=\"widget-view\"]').length")
        assert firefox.evaluate("document.querySelectorAll('script + .ls:has(> .ls-frame)').length") == views
        assert firefox.evaluate("document.querySelectorAll('h1').length") == 1
        assert firefox.errors == [], name


def test_a_widget_answers_and_the_workbook_keeps(firefox, site):
    firefox.open((site / "modules" / "3-monitoring" / "02-land-and-people.html").as_uri())
    press = "[...document.querySelectorAll('.ls button')].find((each) => each.textContent.includes({!r})).click()"
    firefox.evaluate(press.format("Dzerzhinsk"))
    # -1.36: the earlier version of the formula, as the lesson prints it for this city.
    assert "-1.36" in firefox.evaluate("document.querySelector('.ls').innerText").replace("\u2212", "-")
    box = "document.querySelector('.ls-kept input')"
    firefox.evaluate(f"{box}.value = 'Port Amani (fictional)'")
    firefox.evaluate(f"{box}.dispatchEvent(new Event('input', {{ bubbles: true }}))")
    firefox.evaluate(f"{box}.dispatchEvent(new Event('change', {{ bubbles: true }}))")
    kept = firefox.evaluate("localStorage.getItem('localsdg.workbook')")
    assert json.loads(kept)["records"]["municipality"]["here"]["name"]["value"] == "Port Amani (fictional)"
    assert firefox.errors == []


def test_a_lesson_that_is_one_file_works_and_says_what_it_keeps(firefox, archive):
    alone = archive / "alone"
    alone.mkdir()
    for name in ("1.2.html", "3.1.html", "my-review.html"):
        shutil.copy(archive / "localsdg" / "lessons" / name, alone)
        firefox.open((alone / name).as_uri())
        views = firefox.evaluate("document.querySelectorAll('script[type*=\"widget-view\"]').length")
        assert firefox.evaluate("document.querySelectorAll('script + .ls:has(> .ls-frame)').length") == views
        assert "Your answers are kept in this browser" in firefox.evaluate("document.body.innerText")
        assert firefox.errors == [], name
    # Parts that a page of the site would fetch.
    firefox.open((alone / "3.1.html").as_uri())
    press = "[...document.querySelectorAll('.ls button')].find((each) => each.textContent.includes({!r}))?.click()"
    firefox.evaluate(press.format("Open the drawn city"))
    firefox.wait_for("document.querySelectorAll('.ls-city').length")
    assert firefox.errors == []


def test_the_search_finds(firefox, site):
    firefox.open(f"{(site / 'search.html').as_uri()}?q=built-up")
    lesson = "[...document.querySelectorAll('#search-results li')].find((each) => each.innerText.includes('people'))"
    assert len(firefox.wait_for(f"{lesson}?.querySelector('p.context')?.textContent")) > 40
    assert firefox.errors == []
