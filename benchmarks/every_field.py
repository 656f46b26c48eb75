"""Whether each field of each page keeps what is typed: each of 35 hostile and foreign values in each field.

Run it after ``make course`` with ``python benchmarks/every_field.py``, or with pages such as ``book/my-course.html``.
Fields are found on the pages, also those that come when a fold is opened. Each value goes into each field; after it the
page is opened anew. A line names a field that then shows something else than what was typed, where the workbook does
not hold it either; where two fields are one entry, the later one counts. Lists of the learner's own, such as the case
"Mine", are opened first. At the end of a page stand its errors. It takes about a minute for a page with an exercise.

With ``--full`` the workbook is that of Port Amani, with all that its review needs; without, it is empty. At the end of
a page *For the mayor* is opened, and each text is named that stands in a record and was typed, but is not there.

``tests/browser/test_keeping.py`` puts one of such values into each field in every run of the tests.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from localsdg.core.printing import BROWSERS
from localsdg.course.lesson import lesson_pages
from localsdg.review.example import port_amani
from localsdg.site.serve import make_server
from localsdg.workbook import Workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

SITE = Path(__file__).resolve().parents[1] / "_build" / "html"
OTHERS = ("my-course", "trainers", "match-offers-and-needs", "check-your-table", "kit", "index")
PARTS = 5  # into how many values the page looks before it is opened anew
# JSON, since a half of a pair of surrogates cannot be sent as text.
VALUES = [
    "<b>x</b><script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    '=HYPERLINK("http://x", "y")',
    "a\u0000b",
    "\ud800x",
    "W" * 10_000,
    "\u202egnihtyna\u202c \u200fمدينة\u200e",
    "1.234,5",
    "1,234.5",
    "1 234,5",
    "12٫5",
    "१२",
    "１２",
    "-0",
    "1e400",
    "31/12/2025",
    "2025-02-30",
    "12.5.2026",
    "  spaced  ",
    "line one\nline two\r\nthree",
    "__proto__",
    "constructor",
    "{name} {{count}} %",
    "🏙👩‍👩‍👧 Ñandú",
    "ميناء ١٢٣٫٤",
    "~1/~0 a/b",
    "null",
    "-12,5",
    "1.234",
    "5",
    "0",
    "9" * 20,
    "&amp; &lt;",
    "'; DROP TABLE workbook; --",
    "12,5 %",
]
SCRIPT = """() => {
const NONE = "[type=radio],[type=checkbox],[type=range],[type=file],[type=search]";
// What takes another indicator or action to work on opens the page anew.
const FIELDS = `.ls :is(input:not(${NONE}),select,textarea):not(h3 + .ls-form *)`;
const named = (each) => {
  const words = each.getAttribute("aria-label") ?? each.labels?.[0]?.textContent ?? each.placeholder;
  return [[...document.querySelectorAll(".ls")].indexOf(each.closest(".ls")), each.name, words.trim()].join(" | ");
};
window.fields = () => {
  for (const fold of document.querySelectorAll(".ls details")) fold.open = true;
  const usable = (each) => !each.disabled && !each.readOnly && each.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(FIELDS)].filter(usable);
};
const counted = (found) => {
  const times = {};
  return found.map(([name, ...rest]) => [`${name} ${times[name] = (times[name] ?? 0) + 1}`, ...rest]);
};
window.shown = () => JSON.stringify(counted(fields().map((each) => [named(each), each.value])));
const options = (each) => [...each.options].filter((option) => !option.hidden && !option.disabled);
window.typeAll = (values, start) => {
  const texts = JSON.parse(values);
  const dates = { date: ["2027-03-04", "0001-01-01", "9999-12-31"], time: ["10:15", "00:00", "23:59"] };
  const done = new Map();
  // What is typed may have its part of the page drawn anew: a field is known by its name and its place of that name.
  const next = () => counted(fields().map((each) => [named(each), each])).find(([name]) => !done.has(name));
  for (let found; (found = next());) {
    const [name, field] = found;
    const given = field.options ? options(field).map(({ value }) => value) : dates[field.type] ?? texts;
    if (given.length) field.value = given[(done.size + start) % given.length];
    done.set(name, given.length ? field.value : undefined);
    for (const kind of given.length ? ["input", "change"] : []) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  dispatchEvent(new Event("pagehide"));
  return JSON.stringify([...done].filter(([, text]) => text !== undefined));
};
}"""
STARTED = """document.documentElement.dataset.widgets === 'started'
  || !document.querySelector('script[type="application/vnd.jupyter.widget-view+json"]')"""


def _texts(value: Any) -> set[str]:
    """Return all texts in a value, without the spaces around them."""
    if isinstance(value, dict):
        return set().union(*map(_texts, value), *map(_texts, value.values()))
    if isinstance(value, list):
        return set().union(*map(_texts, value))
    return {value.strip()} if isinstance(value, str) else set()


def _open(page: Page, again: bool = False) -> None:
    if again:
        page.reload()
    page.wait_for_function(STARTED)
    page.evaluate(SCRIPT)
    page.evaluate("document.querySelectorAll('[data-case=mine]').forEach((each) => each.click())")
    page.evaluate("fields()")
    page.wait_for_load_state("networkidle")


def _kept(page: Page) -> set[str]:
    """Return the texts in the workbook of the page, which Python reads too."""
    text = json.loads(page.evaluate("JSON.stringify(localStorage.getItem('localsdg.workbook'))"))
    return _texts(Workbook.parse(text).document()) if text else set()


def not_shown(page: Page, address: str, workbook: str) -> set[str]:
    """Return the texts of records that are not in the workbook given, nor on the page for the mayor."""
    text = json.loads(page.evaluate("JSON.stringify(localStorage.getItem('localsdg.workbook') ?? '{}')"))
    typed = _texts(json.loads(text).get("records")) - _texts(json.loads(workbook or "{}").get("records"))
    page.goto(f"{address}book/for-the-mayor.html")
    page.wait_for_function(STARTED)
    page.wait_for_load_state("networkidle")
    said = "".join(page.evaluate("JSON.stringify(document.querySelector('article').textContent)").split())
    kept = typed & {text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip() for text in VALUES}
    return {text for text in kept if "".join(json.dumps(text, ensure_ascii=False)[1:-1].split()) not in said}


def lost_values(page: Page, workbook: str) -> dict[str, tuple[str, str]]:
    """Return the fields that show something else than what was typed: what was typed, and what is shown."""
    lost = {}
    for start in range(0, len(VALUES), PARTS):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        if workbook:
            page.evaluate("(text) => localStorage.setItem('localsdg.workbook', text)", workbook)
        _open(page, again=True)
        for part in range(PARTS):
            typed = json.loads(
                page.evaluate("([values, at]) => typeAll(values, at)", [json.dumps(VALUES), start + part])
            )
            kept = _kept(page)
        _open(page, again=True)
        shown = dict(json.loads(page.evaluate("shown()")))
        for place, (name, text) in enumerate(typed):
            now = shown.get(name, "")
            # Two fields may be one entry: what was typed into the later one counts, which then need not be asked again.
            again = any(now == later and shown.get(other) in (now, "", None) for other, later in typed[place + 1 :])
            if now.strip() != text.strip() and not again and text.strip() not in kept:
                lost[name] = (text, now)
    return lost


def main() -> None:
    """Try every page, or those that are named, and print what is lost."""
    wanted = [name for name in sys.argv[1:] if name != "--full"]
    workbook = json.dumps(port_amani().document()) if "--full" in sys.argv else ""
    pages = wanted or [f"{each['page']}.html" for each in lesson_pages()] + [f"book/{name}.html" for name in OTHERS]
    server = make_server(SITE, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS))), args=["--no-sandbox"]
        )
        for name in pages:
            page = browser.new_context(service_workers="block").new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
            page.on("console", lambda line, errors=errors: line.type == "error" and errors.append(line.text))
            address = f"http://127.0.0.1:{server.server_address[1]}/"
            page.goto(address + name)
            lost = lost_values(page, workbook)
            hidden = not_shown(page, address, workbook)
            harmed = page.evaluate("Boolean(window.harmed)")
            print(f"{name}: {len(lost)} fields, {len(errors)} errors{', a script ran' if harmed else ''}", flush=True)
            for field, (text, now) in lost.items():
                print(f"  {field}: typed {text[:40]!r}, shown {now[:40]!r}")
            for text in sorted(hidden):
                print(f"  not on the page for the mayor: {text[:40]!r}")
            for error in sorted(set(errors)):
                print(f"  {error[:300]}")
            page.context.close()
    server.shutdown()


if __name__ == "__main__":
    main()
