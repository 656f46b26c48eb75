"""The way of a learner on a phone of the 1 GB class: home page, a lesson, its exercise. What each step takes.

Run it with ``python benchmarks/low_end.py [FOLDER ...]`` after ``localsdg course --no-serve``; several folders of built
pages are walked in turn, so that before and after stand beside each other.

First the way is walked once with a processor 6 times slower and slow 3G (400 kbit/s, 400 ms for each way of a packet
and back, as in Chromium's own tools): it has to end with an answer of the exercise. Seconds by the clock are not
printed: they differ by a third from run to run, because the machine has other work too. These figures hold:

- requests, kB: what the step fetches with an empty cache at the start, compressed, with headers.
- seconds: what these take on slow 3G at the least, 400 ms for each request that waits for another one (page, then its
  files, then what it brings) and the bytes at 400 kbit/s.

Then it is walked several times at full speed, each round beside the bare text of the same page with its style sheet
and without scripts. The median of the rounds is printed:

- processor: what the page's main thread works, in parts of what the bare text of the lesson takes. It is the time of
  the thread itself. On a busy machine it still differs by a tenth from run to run, so less than that says nothing.
- heap, nodes: memory of scripts in MB after a collection, and the nodes of the document.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from localsdg.core.printing import BROWSERS
from localsdg.site.serve import make_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, CDPSession, Page

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
HOME, LESSON = "book/index.html", "modules/1-localizing/02-competences.html"
STEPS = ("home", "lesson", "exercise")
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
SLOWER, LATENCY, SPEED = 6, 400, 400_000  # times, ms, bits a second
STARTED = "document.documentElement.dataset.widgets === 'started'"


def to_home(page: Page, address: str) -> None:
    """Open the home page."""
    page.goto(address + HOME)
    page.wait_for_function(STARTED)


def to_lesson(page: Page, address: str) -> None:
    """Open the lesson from the menu."""
    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator("#ls-menu").get_by_role("link", name="1.2 Who is competent for what?", exact=True).click()
    page.wait_for_url(address + LESSON)
    page.wait_for_function(STARTED)


def to_exercise(page: Page, address: str) -> None:
    """Judge a target in the exercise, and check a question; both have to answer."""
    title = page.locator("#try-it .ls-frame h3").first
    title.scroll_into_view_if_needed()
    page.locator("#try-it .ls-frame input[type=radio]:visible").first.evaluate("box => box.click()")
    form = page.locator("form.ls-ask").first
    form.scroll_into_view_if_needed()
    for name in form.locator("input[type=radio], input[type=checkbox]").all()[:1]:
        name.evaluate("box => box.click()")
    form.get_by_role("button", name="Check my answer").click()
    form.locator(".ls-why").first.wait_for()


WAY: tuple[Callable[[Page, str], None], ...] = (to_home, to_lesson, to_exercise)


def opened(browser: Browser) -> tuple[Page, CDPSession]:
    """Return a page of a phone that has nothing cached, without the worker that fetches more when all stands."""
    context = browser.new_context(**PHONE, service_workers="block")
    context.set_default_timeout(180_000)
    page = context.new_page()
    return page, context.new_cdp_session(page)


def fetched(browser: Browser, address: str) -> list[tuple[int, int, float]]:
    """Walk the way on a slow phone; return requests, bytes and least seconds of each step."""
    page, client = opened(browser)
    client.send("Network.enable")
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    down = {"downloadThroughput": SPEED / 8, "uploadThroughput": SPEED / 8}
    client.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **down})
    sizes: Counter[str] = Counter()
    depth: dict[str, int] = {}
    from_cache: set[str] = set()
    client.on("Network.requestServedFromCache", lambda event: from_cache.add(event["requestId"]))

    def sent(event: dict[str, Any]) -> None:
        kind = event["initiator"]["type"]
        depth[event["requestId"]] = {"parser": 2, "script": 3, "preload": 2}.get(kind, 1)

    client.on("Network.requestWillBeSent", sent)
    client.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    found = []
    for step in WAY:
        sizes.clear()
        step(page, address)
        page.wait_for_load_state("networkidle")
        real = {name: size for name, size in sizes.items() if size and name not in from_cache}
        size = sum(real.values())
        waits = max((depth.get(name, 1) for name in real), default=0)
        found.append((len(real), int(size), waits * LATENCY / 1000 + size * 8 / SPEED))
    page.context.close()
    return found


def worked(client: CDPSession) -> float:
    """Return the seconds that the main thread has worked on this page."""
    metrics = {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def counted(browser: Browser, address: str) -> list[dict[str, float]]:
    """Walk the way at full speed; return what each step works and holds."""
    bare = browser.new_context(**PHONE, java_script_enabled=False).new_page()
    plain = bare.context.new_cdp_session(bare)
    page, client = opened(browser)
    for each in (plain, client):
        each.send("Performance.enable", {"timeDomain": "threadTicks"})
    bare.goto(address + LESSON, wait_until="load")
    bare.wait_for_timeout(300)
    text = worked(plain)
    found = []
    before, document = 0.0, 0.0
    for step in WAY:
        step(page, address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        now = worked(client)
        client.send("HeapProfiler.collectGarbage")
        heap = client.send("Runtime.getHeapUsage")["usedSize"]
        nodes = client.send("Memory.getDOMCounters")["nodes"]
        born = page.evaluate("performance.timeOrigin")
        spent = now - before if born == document else now  # each page counts anew
        found.append({"processor": spent / text, "heap": heap / 1e6, "nodes": nodes})
        before, document = now, born
    bare.context.close()
    page.context.close()
    return found


def main() -> None:
    """Walk the way in each folder, and print a line for each step."""
    folders = [Path(each) for each in sys.argv[1:]] or [ROOT / "_build" / "html"]
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not executable:
        sys.exit("Chromium is missing. Debian, Ubuntu: apt install chromium.")
    servers = [make_server(folder, port=0) for folder in folders]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = [f"http://127.0.0.1:{server.server_address[1]}/" for server in servers]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        loads = [fetched(browser, address) for address in addresses]
        rounds = [[counted(browser, address) for address in addresses] for _ in range(ROUNDS)]
        browser.close()
    heads = ("requests", "kB", "seconds", "processor", "heap, MB", "nodes")
    for place, folder in enumerate(folders):
        print(f"{folder!s:<40}" + "".join(f"{head:>11}" for head in heads))
        for at, name in enumerate(STEPS):
            requests, size, seconds = loads[place][at]
            middle = {
                key: statistics.median(each[place][at][key] for each in rounds)
                for key in ("processor", "heap", "nodes")
            }
            print(
                f"  {name:<38}{requests:>11}{size / 1000:>11.1f}{seconds:>11.1f}"
                f"{middle['processor']:>11.2f}{middle['heap']:>11.1f}{middle['nodes']:>11.0f}"
            )
    for server in servers:
        server.shutdown()


if __name__ == "__main__":
    main()
