"""Speed of built pages on a slow phone: what Lighthouse measures for mobile, taken in Chromium without Lighthouse.

Run it with ``python benchmarks/page_speed.py [PAGE ...]`` after ``localsdg course --no-serve``; without pages, all are
measured. Lighthouse is no Python package, so this script takes its mobile conditions (150 ms round trip, 1.6 Mbit/s
down, 4 times slower processor) and its metrics and weights (version 10), each the median of several first visits:

- FCP, LCP: first and largest contentful paint, in ms. CLS: layout shift, no unit.
- TBT: for how long tasks blocked the page after the first paint, each beyond its first 50 ms, in ms.
- score: the weighted mean of the metrics' log-normal scores, 0 to 100. Speed index cannot be taken here; the largest
  paint, which is never earlier than what it averages, stands in for it, so the score is rather too low.
- widget: ms from DOMContentLoaded until a widget stands and answers, the slowest of the page. Each is measured where a
  reader waits for it: a visit leads to the page's own address if the widget is on the first screen, and else to its
  section. Whoever scrolls to it instead comes later, when it stands already.
- all: ms from DOMContentLoaded until the last widget of the page stands, wherever the reader is.
"""

from __future__ import annotations

import gzip
import math
import shutil
import statistics
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from localsdg.core.printing import BROWSERS
from localsdg.site.contents import page_names

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
# Of Lighthouse 10 for mobile: the weight of a metric, its value with score 90, and its value with score 50.
SCORES = {
    "FCP": (0.10, 1800, 3000),
    "SI": (0.10, 3387, 5800),
    "LCP": (0.25, 2500, 4000),
    "TBT": (0.30, 200, 600),
    "CLS": (0.25, 0.1, 0.25),
}
OBSERVE = """
window.measured = { FCP: 0, LCP: 0, tasks: [], CLS: 0, stood: [] };
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("paint", (entry) => { if (entry.name === "first-contentful-paint") measured.FCP = entry.startTime; });
watch("largest-contentful-paint", (entry) => { measured.LCP = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) measured.CLS += entry.value; });
watch("longtask", (entry) => { measured.tasks.push([entry.startTime, entry.startTime + entry.duration]); });
addEventListener("DOMContentLoaded", () => {
  const start = performance.now();
  const views = [...document.querySelectorAll('script[type*="widget-view"]')];
  measured.stood = views.map(() => 0);
  const look = () => {
    views.forEach((view, at) => {
      if (view.nextElementSibling?.matches(".ls")) measured.stood[at] ||= performance.now() - start;
    });
    if (measured.stood.includes(0)) setTimeout(look);
  };
  setTimeout(look);
});
"""

# The sections in which widgets stand, in their order; "" for one on the first screen.
PLACES = """() => [...document.querySelectorAll('script[type*="widget-view"]')].map((view) => {
  const seen = view.parentElement.getBoundingClientRect().top < innerHeight;
  return seen ? "" : view.closest("section[id]").id;
})"""

# As Lighthouse counts in its BenchmarkIndex: tens of rounds a second, the mean of building strings and copying arrays.
INDEX = """() => {
  const rate = (round) => {
    const start = performance.now();
    let rounds = 0;
    while (performance.now() - start < 500) { round(); rounds += 1; }
    return rounds / 10 / ((performance.now() - start) / 1000);
  };
  const from = Array.from({ length: 100000 }, (_, at) => at), to = [...from];
  const strings = () => { let text = ""; for (let at = 0; at < 10000; at++) text += "a"; return text; };
  const arrays = () => { for (let at = 0; at < from.length; at++) to[at] = from[at]; };
  return (rate(strings) + rate(arrays)) / 2;
}"""


class Compressed(SimpleHTTPRequestHandler):
    """Files of one folder, in gzip, as a static host sends them."""

    def do_GET(self) -> None:
        """Send a file, or say that there is none."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def visit(browser: Browser, address: str) -> dict[str, Any]:
    """Open a page once, with nothing cached, and return what was measured."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    found = page.evaluate("measured")
    context.close()
    tasks = [end - max(start, found["FCP"]) for start, end in found.pop("tasks")]
    blocked: dict[str, Any] = found | {"TBT": sum(max(0, task - 50) for task in tasks)}
    return blocked | {"all": max(found["stood"], default=0)}


def places(browser: Browser, address: str) -> list[str]:
    """Return where a reader waits for each widget of a page: a section, or "" for the first screen."""
    page = browser.new_page(viewport=PHONE["viewport"])
    page.goto(address)
    found: list[str] = page.evaluate(PLACES)
    page.close()
    return found


def slowest_widget(browser: Browser, address: str, visits: list[dict[str, Any]]) -> float:
    """Return how long the slowest widget of a page takes where it is waited for."""
    slowest = 0.0
    for at, place in enumerate(places(browser, address)):
        led = visits if not place else [visit(browser, f"{address}#{place}") for _ in range(ROUNDS)]
        slowest = max(slowest, statistics.median(each["stood"][at] for each in led))
    return slowest


def score(measured: dict[str, float]) -> float:
    """Return the performance score, 0 to 100."""
    total = 0.0
    for name, (weight, good, median) in SCORES.items():
        value = max(measured["LCP" if name == "SI" else name], 1e-9)
        deviation = (math.log(median) - math.log(good)) / 1.2815515655446004  # the 90th percentile
        total += weight * math.erfc((math.log(value) - math.log(median)) / (deviation * math.sqrt(2))) / 2
    return 100 * total


def main() -> None:
    """Print one line for each page, then the worst of each column."""
    site = ROOT / "_build" / "html"
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not site.is_dir() or not executable:
        sys.exit("This needs Chromium and built pages: run `localsdg course --no-serve` first.")
    names = sys.argv[1:] or [f"{name}.html" for name in page_names(ROOT)]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    metrics = ("FCP", "LCP", "TBT", "CLS", "all")
    columns = ("FCP", "LCP", "TBT", "CLS", "widget", "all", "score")
    print(f"{'medians of ' + str(ROUNDS):<52}" + "".join(f"{name:>9}" for name in columns))
    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        index = browser.new_page().evaluate(INDEX)
        print(f"Power of this processor: {index:.0f}, and {index / SLOWER:.0f} when slowed down. ", end="")
        print("Chromium's own presets: middle of phones 1000 (Pixel 5), low end 264 (Moto G Power of 2022).")
        for name in names:
            address = f"http://127.0.0.1:{server.server_address[1]}/{name}"
            visits = [visit(browser, address) for _ in range(ROUNDS)]
            found = {metric: statistics.median(each[metric] for each in visits) for metric in metrics}
            found |= {"score": score(found), "widget": slowest_widget(browser, address, visits)}
            lines.append(found)
            values = {column: f"{found[column]:>9.{3 if column == 'CLS' else 0}f}" for column in columns}
            print(f"{name:<52}{''.join(values.values())}", flush=True)
        browser.close()
    server.shutdown()
    worst = {metric: max(each[metric] for each in lines) for metric in (*metrics, "widget")}
    lowest = min(each["score"] for each in lines)
    print(f"Lowest score {lowest:.1f} (at least 99), greatest layout shift {worst['CLS']:.3f} (0), ", end="")
    print(f"slowest widget {worst['widget']:.0f} ms after DOMContentLoaded (at most 200)")


if __name__ == "__main__":
    main()
