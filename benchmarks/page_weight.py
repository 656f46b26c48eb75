"""Weight of every built page: what a browser fetches for it, compressed with gzip as a static host does.

Run it with ``python benchmarks/page_weight.py [FOLDER]`` after ``localsdg course --no-serve``. Chromium opens every
page of the folder; each file it asks for counts with the size of its body in gzip (level 6), without headers.

- first visit: nothing is cached.
- next page: only the page before it in the order of the book is cached (before the home page: nothing).
- after home: only the home page is cached.
- after a lesson: only the lesson before it is cached (before the first lesson: the last one).

A page fetches ahead, when it is done, the scripts that several lessons share; they count with that page.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from localsdg.core.printing import BROWSERS
from localsdg.site.contents import page_names
from localsdg.site.serve import make_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

ROOT = Path(__file__).resolve().parents[1]
FIRST, NEXT = 75.0, 20.0  # kilobytes (1 kB = 1000 bytes): the budget of a lesson


def batched(names: list[str], size: int) -> list[list[str]]:
    """Return the names in lists of a size at most."""
    return [names[start : start + size] for start in range(0, len(names), size)]


def fetched(browser: Browser, address: str, site: Path, names: list[str]) -> dict[str, dict[str, int]]:
    """Return, for each page, the files it fetches and their compressed sizes in bytes.

    Args:
        browser: a running Chromium.
        address: where the pages are served, with a slash at its end.
        site: the folder of the pages.
        names: the pages, such as ``book/index.html``.
    """
    found = {}
    # Each page waits for silence on its network; several wait at once, each in a browser that has nothing cached.
    for several in batched(names, 8):
        answers: dict[str, list[Response]] = {name: [] for name in several}
        contexts = [browser.new_context() for _ in several]
        for context in contexts:
            context.set_default_timeout(180_000)
        pages = [context.new_page() for context in contexts]
        for name, page in zip(several, pages, strict=True):
            page.on("response", lambda answer, kept=answers[name]: kept.append(answer))
            page.goto(address + name, wait_until="commit")
        for name, page in zip(several, pages, strict=True):
            page.wait_for_load_state("networkidle")
            own = (answer.url for answer in answers[name] if answer.url.startswith(address))
            files = {urlsplit(url).path.lstrip("/") for url in own}
            found[name] = {file: len(gzip.compress((site / file).read_bytes(), 6)) for file in files}
        for context in contexts:
            context.close()
    return found


def measured(site: Path, names: list[str]) -> dict[str, dict[str, int]]:
    """Serve the folder, start Chromium, and weigh the pages."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not executable:
        sys.exit("Chromium is missing. Debian, Ubuntu: apt install chromium.")
    server = make_server(site, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        found = fetched(browser, f"http://127.0.0.1:{server.server_address[1]}/", site, names)
        browser.close()
    server.shutdown()
    return found


def main() -> None:
    """Print one line for each page, then the heaviest lesson."""
    site = ROOT / "_build" / "html"
    if len(sys.argv) > 1:
        site = Path(sys.argv[1])
    if not site.is_dir():
        sys.exit("There are no built pages. Run `localsdg course --no-serve` first.")
    names = [f"{name}.html" for name in page_names(ROOT)]
    weights = measured(site, [*names, "search.html"])
    lessons = [name for name in names if (ROOT / name).with_suffix(".ipynb").exists()]
    before = dict(zip(names[1:], names, strict=False))
    lesson_before = dict(zip(lessons, [lessons[-1], *lessons], strict=False))

    def kilobytes(name: str, cached: str | None) -> float:
        kept = weights[cached] if cached else {}
        return sum(size for file, size in weights[name].items() if file not in kept) / 1000

    print(
        f"{'kB, gzip':<50}{'first visit':>12}{'next page':>12}{'after home':>12}{'after a lesson':>15}{'requests':>10}"
    )
    for name, files in weights.items():
        after = f"{kilobytes(name, lesson_before[name]):.1f}" if name in lessons else ""
        figures = (kilobytes(name, None), kilobytes(name, before.get(name)), kilobytes(name, names[0]))
        print(f"{name:<50}" + "".join(f"{figure:>12.1f}" for figure in figures) + f"{after:>15}{len(files):>10}")
    first = max(kilobytes(name, None) for name in lessons)
    following = max(kilobytes(name, cached[name]) for name in lessons for cached in (before, lesson_before))
    print(f"Heaviest of {len(lessons)} lessons: first visit {first:.1f} kB (at most {FIRST:.0f}), ", end="")
    print(f"next page {following:.1f} kB (at most {NEXT:.0f})")


if __name__ == "__main__":
    main()
