"""The whole way of a learner on a phone of the lowest class: six times slower than this processor, over slow 3G.

Run it with ``python benchmarks/the_way.py [BEFORE]`` after ``localsdg course --no-serve``; BEFORE is the folder of
other built pages, and then each figure stands beside theirs, with the ratio. Each way is a first visit with nothing
cached, in one browser: home, lesson 1.2, a ready case of its exercise, the next lesson, and My review with the work of
a learner. The figures are medians of several ways:

- ms: from the tap to the moment when the page and its exercises answer; the draft: until it stands.
- blocked: for how long tasks kept the page from answering meanwhile, each beyond its first 50 ms.
- kB: what the step fetched, as it came over the network.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from page_speed import PHONE, Compressed
from playwright.sync_api import sync_playwright

from localsdg.core.printing import BROWSERS
from localsdg.review.example import port_amani

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
SLOWER = 6
NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 4e5 / 8, "uploadThroughput": 4e5 / 8}
STARTED = "document.documentElement.dataset.widgets === 'started'"
WATCH = """
window.blocked = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) blocked += Math.max(0, duration - 50);
}).observe({ type: "longtask", buffered: true });
"""


def workbook_text() -> str:
    """Return the workbook of a learner who has done the lessons, without its table of figures."""
    return json.dumps({name: part for name, part in port_amani().document().items() if name != "figures"})


class Way:
    """One learner's way through a site, and what each step took."""

    def __init__(self, browser: Browser, home: str, work: str) -> None:
        context = browser.new_context(**PHONE)
        context.set_default_timeout(300_000)
        self.page = context.new_page()
        self.home = home
        self.steps: dict[str, dict[str, float]] = {}
        self.fetched = 0.0
        tools = context.new_cdp_session(self.page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", NETWORK)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        tools.on("Network.loadingFinished", self._count)
        self.page.add_init_script(WATCH)
        self._step("home", lambda: self.page.goto(f"{home}book/index.html"), STARTED)
        self._open("1.2", "modules/1-localizing/02-competences.html")
        case = self.page.get_by_role("tab", name="Port Amani")
        case.scroll_into_view_if_needed()
        shown = "document.querySelector('[role=tab][aria-selected=true]')?.innerText.includes('Port Amani')"
        self._step("a ready case", case.click, shown)
        self._open("1.3", "modules/1-localizing/03-stakeholders-and-voice.html")
        self.page.evaluate("(work) => { localStorage['localsdg.workbook'] = work; }", work)
        self._open("My review", "book/make-your-review.html")
        self.page.locator(".ls-frame").first.scroll_into_view_if_needed()
        self._step("the draft", lambda: None, "document.querySelector('.ls-chapters > *')")
        context.close()

    def _count(self, event: dict[str, float]) -> None:
        self.fetched += event["encodedDataLength"] / 1000

    def _open(self, name: str, address: str) -> None:
        self._step(name, lambda: self.page.goto(self.home + address), STARTED)

    def _step(self, name: str, act: Callable[[], object], until: str) -> None:
        before, start = self.fetched, time.perf_counter()
        blocked = 0.0 if self.page.url == "about:blank" else self.page.evaluate("blocked")
        url = self.page.url
        act()
        self.page.wait_for_function(until)
        took = 1000 * (time.perf_counter() - start)
        now = self.page.evaluate("blocked")
        same = url == self.page.url
        self.steps[name] = {"ms": took, "blocked": now - blocked if same else now, "kB": self.fetched - before}


def walked(browser: Browser, folder: Path, work: str) -> dict[str, dict[str, float]]:
    """Serve a folder, and return the medians of several ways."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_address[1]}/"
    ways = [Way(browser, home, work).steps for _ in range(ROUNDS)]
    server.shutdown()
    return {
        step: {figure: statistics.median(way[step][figure] for way in ways) for figure in found}
        for step, found in ways[0].items()
    }


def main() -> None:
    """Print a line for each step, and the whole way."""
    site = ROOT / "_build" / "html"
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not site.is_dir() or not executable:
        sys.exit("This needs Chromium and built pages: run `localsdg course --no-serve` first.")
    work = workbook_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        now = walked(browser, site, work)
        before = walked(browser, Path(sys.argv[1]), work) if len(sys.argv) > 1 else {}
        browser.close()
    figures = ("ms", "blocked", "kB")
    print(f"{'medians of ' + str(ROUNDS):<18}" + "".join(f"{name:>10}{'before':>10}{'ratio':>8}" for name in figures))
    for found in (now, before):
        if found:
            found["the whole way"] = {name: sum(step[name] for step in found.values()) for name in figures}
    for step, found in now.items():
        line = f"{step:<18}"
        for name in figures:
            old = before.get(step, {}).get(name)
            ratio = "" if not old else f"{found[name] / old:.2f}"
            line += f"{found[name]:>10.0f}{'' if old is None else format(old, '.0f'):>10}{ratio:>8}"
        print(line)


if __name__ == "__main__":
    main()
