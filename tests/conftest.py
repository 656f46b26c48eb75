"""A real browser on the real, built site, with every other host out of reach."""

from __future__ import annotations

import functools
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import deno
import hypothesis
import pytest
from playwright.sync_api import Error, expect, sync_playwright

from localsdg.core.printing import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Request

# How long a case takes depends on the machine, so it is no failure.
hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

# Whoever runs the tests in the background makes them, and all that they start, deaf to Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What makes a test slow: the folder it lies in, or what it asks for. `make quick` runs all others.
SLOW_FOLDERS = {
    "exercises": "grading",
    "grading": "grading",
    "nbgrader": "grading",
    "warmkernel": "kernels",
    "modules": "kernels",
    "test_bootstrap.py": "installation",
    "test_wheel.py": "installation",
    "test_build.py": "build",
    "test_guessing.py": "generated",
    "test_hostile_calls.py": "generated",
    "test_hostile_commands.py": "generated",
    "test_hostile_workbooks.py": "generated",
    "test_workbook_file.py": "processes",
}
# Where the tests of a file share what takes long to make: a graded class, warm kernels, a printed course, a JupyterLab,
# pages in another language, an environment.
TOGETHER = (
    "tests/exercises/",
    "tests/grading/",
    "tests/warmkernel/",
    "tests/browser/test_firefox",
    "tests/browser/test_lab",
    "tests/browser/test_pdf",
    "tests/site/test_languages",
    "tests/test_wheel",
)
SLOW_FIXTURES = {"browser": "browser", "site": "build", "trainer_site": "build", "workbook_by_chance": "generated"}
ROOT = Path(__file__).resolve().parents[1]
EDITIONS = {"site": "learner", "trainer_site": "trainer"}
BUILD = """
import sys
from pathlib import Path
from localsdg.site.build import build

for edition in sys.argv[2:]:
    build(Path(sys.argv[1]), edition)
"""


# To look for garbage after every 700 new objects, as is usual, took a tenth of the time.
gc.set_threshold(50_000, 20, 20)


def _editions(item: pytest.Item) -> list[str]:
    """The editions of the site that a test needs."""
    return [edition for fixture, edition in EDITIONS.items() if fixture in getattr(item, "fixturenames", ())]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even open what is slow as a whole where nothing slow is asked for: to import nbgrader takes a second."""
    return True if config.option.markexpr == "not slow" and collection_path.name in SLOW_FOLDERS else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folders = item.path.relative_to(ROOT).parts
        marks = {SLOW_FOLDERS[name] for name in folders if name in SLOW_FOLDERS}
        marks |= {SLOW_FIXTURES[name] for name in getattr(item, "fixturenames", ()) if name in SLOW_FIXTURES}
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            marks.add("generated")
        for mark in [*marks, *(["slow"] if marks else [])]:
            item.add_marker(mark)
    # First what needs no edition, while those are built, and first of all the files that one process runs whole.
    sizes = Counter(scope_of(item.nodeid) for item in items)
    items.sort(key=lambda item: (bool(_editions(item)), -sizes[scope_of(item.nodeid)]))


def scope_of(nodeid: str) -> str:
    """What one process runs: a whole file of those whose tests share much, else a single test."""
    return nodeid.split("::")[0] if nodeid.startswith(TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let ``--dist loadgroup`` hand out the tests by these scopes: xdist's own marks mean nothing to pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    return Scheduler(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to build the editions in the background. Tests that need one wait for it, and say what went wrong."""
    gc.freeze()  # thousands of tests are no garbage
    needed = [edition for edition in EDITIONS.values() if any(edition in _editions(item) for item in session.items)]
    if needed and os.environ.get("PYTEST_XDIST_WORKER") == "gw0":
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(ROOT), *needed], stdout=quiet, stderr=quiet)
        session.config.add_cleanup(lambda: process.wait() and None)


# Milliseconds that a browser may take for one step. Nothing waits so long; it ends what would never come.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is in reach
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, "Chromium is missing. `make test` installs it on Debian as root; else install it by hand."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        # A page of one test is not answered by what another has seen; tests/browser/test_offline.py allows it.
        for name in ("new_context", "new_page"):
            setattr(browser, name, partial(getattr(browser, name), service_workers="block"))
        yield browser
        browser.close()


# Runs what comes in, line by line. Numbers that JSON does not know come out by their names.
DENO = """
import { createInterface } from "node:readline";
globalThis.addEventListener = () => {};  // there are no other tabs to hear from
const plain = (key, value) => {
  if (value === undefined) return null;
  const odd = typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));
  return odd ? { "a number": Object.is(value, -0) ? "-0" : String(value) } : value;
};
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { value: (0, eval)(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error.stack) };
  }
  console.log(JSON.stringify(answer, plain));
}
"""


def _number(found: dict[str, Any]) -> Any:
    return float(found["a number"]) if found.keys() == {"a number"} else found


@pytest.fixture(scope="session")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Evaluate JavaScript that needs no page in Deno, at once."""
    command = [deno.find_deno_bin(), "run", "--quiet", "--no-config", "--ext=js", "-"]
    folder = tmp_path_factory.mktemp("deno")
    (folder / "evaluate.js").write_text(DENO, "utf-8")
    command[-1] = str(folder / "evaluate.js")
    environment = os.environ | {"DENO_DIR": str(folder), "DENO_NO_UPDATE_CHECK": "1"}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, env=environment)

    def evaluate(expression: str) -> Any:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(expression) + "\n")
        answer = json.loads(process.stdout.readline(), object_hook=_number)
        assert "error" not in answer, answer["error"]
        return answer["value"]

    yield evaluate
    process.communicate()


REGISTRY = """
const made = {};
const localsdg = { define(name, needs, factory) { made[name] = factory(...needs.map((need) => made[need])); } };
"""


@functools.cache
def _scripts(*modules: str) -> str:
    """Modules of the widgets, with what they need."""
    from localsdg.site.scripts import small
    from localsdg.widgets.kit.bundle import dependencies, script_text

    needed = dict.fromkeys(name for each in modules for name in dependencies(each))
    return "".join(small(script_text(name)) for name in needed)


def _evaluator(run: Callable[[str], Any]) -> Callable[..., Any]:
    """Return what evaluates an expression in which ``method`` is a module of the widgets; ``made`` has all by name.

    Modules stay loaded, as on a page: to read them takes longer than most calls.
    """
    loaded: set[str] = set()

    def evaluate(module: str, expression: str, *others: str) -> Any:
        place = f"globalThis[{' '.join([module, *others])!r}]"
        if place not in loaded:
            run(f"void ({place} = (() => {{ {REGISTRY} {_scripts(module, *others)} return made; }})())")
            loaded.add(place)
        return run(f"(() => {{ const made = {place}; const method = made[{module!r}]; return {expression}; }})()")

    return evaluate


@pytest.fixture(scope="session")
def evaluate(javascript: Callable[[str], Any]) -> Callable[..., Any]:
    """In Deno, ``evaluate("land_and_people_method", "method.assess({})")``: ``method`` is the module of that name."""
    return _evaluator(javascript)


@pytest.fixture(scope="module")
def evaluate_in_browser(browser: Browser) -> Iterator[Callable[..., Any]]:
    """The same in the browser, for what rests on its own tables."""
    page = browser.new_page()
    page.goto("about:blank")
    yield _evaluator(page.evaluate)
    page.close()


@pytest.fixture(scope="session")
def site() -> Path:
    """The learner edition."""
    return _edition("learner")


@pytest.fixture(scope="session")
def trainer_site() -> Path:
    """The trainer edition."""
    return _edition("trainer")


@pytest.fixture(scope="session")
def archive(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive for phones and sticks, unpacked."""
    from localsdg.site.bundle import write_bundle

    folder = tmp_path_factory.mktemp("archive")
    write_bundle(ROOT, site, folder / "localsdg.zip")
    with zipfile.ZipFile(folder / "localsdg.zip") as packed:
        packed.extractall(folder)
    return folder


def _edition(name: str) -> Path:
    """Build an edition once, whichever test process asks first."""
    from localsdg.site.build import build

    return build(ROOT, name)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    from localsdg.site.serve import make_server

    server = make_server(site, port=0)
    threading.Thread(
        target=server.serve_forever, args=(0.02,), daemon=True
    ).start()  # looks often whether it should stop
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@dataclass
class Visit:
    """One opened page, and all that went wrong on it. ``spoilt`` names what a later test would find changed."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)


def listen(context: BrowserContext, home: str) -> Visit:
    """Make a page of a context, and note what goes wrong there; what is asked from outside of ``home`` is a problem."""
    context.set_default_timeout(PATIENCE)
    context.on("page", _wait_for_widgets)
    seen = Visit(context.new_page())

    def asked(request: Request) -> None:
        seen.requests.append(request.url)
        if not request.url.startswith((home, "blob:", "data:")):
            seen.problems.append(f"asks another host: {request.url}")

    context.on("request", asked)
    seen.page.on("console", lambda message: _note(seen, message.type, message.text))
    seen.page.on("pageerror", lambda error: seen.problems.append(f"page error: {error}"))
    seen.page.on("requestfailed", lambda request: _failed(seen, request))
    seen.page.on("response", lambda answer: _answered(seen, answer.status, answer.url))
    return seen


# A page has kept nothing yet when it starts.
FORGET = """
if (self === top) {
  try { localStorage.clear(); sessionStorage.clear(); indexedDB.deleteDatabase("localsdg"); }
  catch { /* an empty page has no storage */ }
}
"""
SIZE: Any = {"width": 1280, "height": 900}
# What a test does to a tab that holds for as long as the tab is there.
LASTING = {
    "page": ("on", "once", "route", "unroute", "add_init_script", "expose_function", "expose_binding", "close"),
    "context": ("on", "once", "route", "new_page", "add_init_script", "set_offline", "grant_permissions"),
    "clock": ("install", "set_fixed_time", "set_system_time", "pause_at"),
}


def _watch(seen: Visit) -> None:
    """Note what a test does to the tab that lasts."""

    def noting(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **options: Any) -> Any:
            seen.spoilt.append(name)
            return method(*arguments, **options)

        return noted

    parts = {"page": seen.page, "context": seen.page.context, "clock": seen.page.clock}
    for part, names in LASTING.items():
        for name in names:
            setattr(parts[part], name, noting(name, getattr(parts[part], name)))


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[dict[str, list[tuple[Visit, CDPSession]]]]:
    """Tabs that a test has left as it found them, for the next one: to make a tab takes longer than to open a page."""
    free: dict[str, list[tuple[Visit, CDPSession]]] = {}
    yield free
    for each in free.values():
        for seen, _ in each:
            seen.page.context.close()


@pytest.fixture
def opening(browser: Browser, tabs: dict[str, list[tuple[Visit, CDPSession]]]) -> Iterator[Callable[..., Visit]]:
    """Open an address in a tab that has kept nothing. What is asked from outside of ``home`` is a problem.

    A ``new`` tab has no copy either of a file that another test has asked for.
    """
    used: list[tuple[str, Visit, CDPSession]] = []

    def tab(home: str, new: bool) -> tuple[Visit, CDPSession]:
        while tabs.get(home) and not new:
            seen, line = tabs[home].pop()
            try:
                if not seen.page.evaluate("Boolean(document.fullscreenElement)"):
                    seen.page.set_viewport_size(SIZE)
                    return seen, line
            except Error:
                pass  # the window fills the whole screen, and cannot be made smaller
            seen.page.context.close()
        context = browser.new_context()
        seen = listen(context, home)
        _watch(seen)
        line = context.new_cdp_session(seen.page)
        line.send("Page.enable")
        return seen, line

    def open_page(address: str, *, home: str, scheme: Any = "light", width: int = 1280, new: bool = False) -> Visit:
        seen, line = tab(home, new)
        seen.problems.clear()
        seen.requests.clear()
        page = seen.page
        page.mouse.move(-1, -1)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion="null", forced_colors="null")
        if "#" in address:
            page.goto("about:blank")  # else a page that is there already would only be scrolled
        forget = line.send("Page.addScriptToEvaluateOnNewDocument", {"source": FORGET})
        page.goto(address, wait_until="load")
        line.send("Page.removeScriptToEvaluateOnNewDocument", forget)
        used.append((home, seen, line))  # a tab that could not open it is not used again
        return seen

    yield open_page
    for home, seen, line in used:
        if seen.spoilt or len(seen.page.context.pages) > 1:
            seen.page.context.close()
        else:
            tabs.setdefault(home, []).append((seen, line))


@pytest.fixture
def visit(opening: Callable[..., Visit], address: str) -> Callable[..., Visit]:
    """Open a page of the built site: ``visit("modules/.../lesson.html", scheme="dark", width=360)``."""

    def open_page(path: str, *, base: str | None = None, **options: Any) -> Visit:
        home = base or address
        return opening(home + path, home=home, **options)

    return open_page


def _wait_for_widgets(page: Page) -> None:
    """Let what opens a page wait for its widgets too: they start one after another once it has loaded."""

    def waiting(open_page: Callable[..., Any]) -> Callable[..., Any]:
        def opened(*arguments: Any, **options: Any) -> Any:
            answer = open_page(*arguments, **options)
            page.wait_for_function(
                "document.documentElement.dataset.widgets === 'started'"
                " || !document.querySelector('script[type=\"application/vnd.jupyter.widget-view+json\"]')"
            )
            return answer

        return opened

    for name in ("goto", "reload"):
        setattr(page, name, waiting(getattr(page, name)))


def _failed(seen: Visit, request: Request) -> None:
    # The browser gives up what it still fetches when the reader leaves the page.
    if request.failure != "net::ERR_ABORTED":
        seen.problems.append(f"request failed: {request.url}")


def _note(seen: Visit, kind: str, text: str) -> None:
    # What these tests do themselves, in the fixture "browser".
    if kind in {"error", "warning"} and text != "Service Worker registration blocked by Playwright":
        seen.problems.append(f"console {kind}: {text}")


def _answered(seen: Visit, status: int, url: str) -> None:
    if status >= 400:
        seen.problems.append(f"status {status}: {url}")
