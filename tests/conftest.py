"""A real browser on the real, built site, with every other host out of reach."""

from __future__ import annotations

import fcntl
import json
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import playwright
import pytest
from playwright.sync_api import sync_playwright

from localsdg.site.pdf import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

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
    "test_workbook_file.py": "processes",
}
SLOW_FIXTURES = {"browser": "browser", "site": "build", "trainer_site": "build"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folders = item.path.relative_to(Path(__file__).resolve().parents[1]).parts
        marks = {SLOW_FOLDERS[name] for name in folders if name in SLOW_FOLDERS}
        marks |= {SLOW_FIXTURES[name] for name in getattr(item, "fixturenames", ()) if name in SLOW_FIXTURES}
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            marks.add("generated")
        for mark in [*marks, *(["slow"] if marks else [])]:
            item.add_marker(mark)


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
        yield browser
        browser.close()


# Runs what comes in, line by line. Numbers that JSON does not know come out by their names.
NODE = """
globalThis.addEventListener = () => {};  // there are no other tabs to hear from
const plain = (key, value) => {
  if (value === undefined) return null;
  const odd = typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));
  return odd ? { "a number": Object.is(value, -0) ? "-0" : String(value) } : value;
};
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = { value: (0, eval)(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error.stack) };
  }
  process.stdout.write(JSON.stringify(answer, plain) + "\\n");
});
"""


def _number(found: dict[str, Any]) -> Any:
    return float(found["a number"]) if found.keys() == {"a number"} else found


@pytest.fixture(scope="session")
def javascript() -> Iterator[Callable[[str], Any]]:
    """Evaluate JavaScript that needs no page, in the Node.js that Playwright brings: the browser's engine, at once."""
    node = Path(playwright.__file__).parent / "driver" / "node"
    process = subprocess.Popen([node, "-e", NODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def evaluate(expression: str) -> Any:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(expression) + "\n")
        answer = json.loads(process.stdout.readline(), object_hook=_number)
        assert "error" not in answer, answer["error"]
        return answer["value"]

    yield evaluate
    process.communicate()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learner edition."""
    return _edition("learner", tmp_path_factory)


@pytest.fixture(scope="session")
def trainer_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trainer edition."""
    return _edition("trainer", tmp_path_factory)


def _edition(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an edition once, whichever test process asks first."""
    from localsdg.site.build import build

    root = Path(__file__).resolve().parents[1]
    with (tmp_path_factory.getbasetemp().parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build(root, name)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    from localsdg.site.serve import make_server

    server = make_server(site, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@dataclass
class Visit:
    """One opened page, and all that went wrong on it."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a page: ``visit("modules/.../lesson.html", scheme="dark", width=360)``. Another host is a problem."""
    contexts = []

    def open_page(path: str, *, scheme: str = "light", width: int = 1280, base: str | None = None) -> Visit:
        home = base or address
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        contexts.append(context)
        context.set_default_timeout(10_000)
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
        seen.page.goto(home + path, wait_until="load")
        return seen

    yield open_page
    for context in contexts:
        context.close()


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
    # What is fetched ahead for the next page is given up when the reader leaves before it has come.
    if "prefetch" not in request.headers.get("sec-purpose", request.headers.get("purpose", "")):
        seen.problems.append(f"request failed: {request.url}")


def _note(seen: Visit, kind: str, text: str) -> None:
    if kind in {"error", "warning"}:
        seen.problems.append(f"console {kind}: {text}")


def _answered(seen: Visit, status: int, url: str) -> None:
    if status >= 400:
        seen.problems.append(f"status {status}: {url}")
