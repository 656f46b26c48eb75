"""Formgrader, nbgrader's pages for marking, in a browser: on work that we have graded, with what an attacker wrote."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from nbgrader.api import Gradebook
from small_class import ANSWERS

from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "total": "from IPython.display import HTML, Javascript, display\n"
    "display(HTML('<script>window.ran = 1</script><b onclick=\"window.ran = 2\">x</b>'))\n"
    "display(Javascript('window.ran = 3'))\n"
    "def total(values):\n    return sum(values)",
    "essay": "**bold** <script>window.ran = 4</script><img src=x onerror='window.ran = 5'>\n"
    "<iframe srcdoc='<script>parent.ran = 6</script>'></iframe><a href='javascript:window.ran = 7'>press</a>",
}
ACTIVE = "script, iframe, form, [onclick], [onerror], a[href^=javascript]"
SECONDS = 60_000


@pytest.fixture
def address(small_course: Path, tmp_path: Path):
    """Grade the class, an attacker among it, and open a Jupyter server with formgrader; give its address."""
    path = small_course / "submitted" / "zoë" / "ps1" / "sums.ipynb"
    document = json.loads(path.read_text("utf-8"))
    for cell in document["cells"]:
        cell["source"] = HOSTILE.get(cell["id"], cell["source"])
    path.write_text(json.dumps(document), "utf-8")
    grade_assignment(small_course, "ps1", GradeOptions(notebooks="sums", workers=1, preload=()))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", f"--port={port}",
               "--IdentityProvider.token=", "--ServerApp.jpserver_extensions={'nbgrader': True}",
               f"--ServerApp.root_dir={small_course}"]  # fmt: skip
    own = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path / "settings")}
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=small_course, env=own, stdout=log, stderr=log)
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + SECONDS / 1000
    while True:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{address}/api")
            break
        assert server.poll() is None, (tmp_path / "log").read_text()
        assert time.monotonic() < end
        time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(30)


def test_a_class_is_marked_by_hand(small_course, address, isolated, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    page.goto(f"{address}/formgrader/gradebook/ps1/sums")
    page.locator("tbody tr td a").first.click()
    read = set()
    for number in range(len(ANSWERS)):
        page.wait_for_load_state("networkidle")  # points and comments come after the page
        assert page.evaluate("window.ran") is None
        assert page.locator(".cell").locator(ACTIVE).count() == 0
        read |= {word for word in ("bold", "How far the values lie apart.") if word in page.inner_text("body")}
        for place, text in (("input.score", str(2.5 + number)), ("textarea.comment", f"Číslo {number}")):
            with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
                page.locator(place).last.fill(text)
                page.locator(place).last.press("Tab")
        if number < len(ANSWERS) - 1:
            before = page.url
            page.locator("a:has-text('Next')").first.click()
            page.wait_for_url(lambda url, before=before: url != before)
    context.close()
    assert read == {"bold", "How far the values lie apart."}
    grade_assignment(small_course, "ps1", GradeOptions(notebooks="sums", force=True, workers=1, preload=()))
    with Gradebook(f"sqlite:///{small_course / 'gradebook.db'}", "small") as gradebook:
        found = [gradebook.find_submission_notebook("sums", "ps1", student) for student in ANSWERS]
        marked = [(each.grades[-1], each.comments[-1].manual_comment) for each in found]
        by_hand = [(grade.name, grade.manual_score, comment) for grade, comment in marked]
    assert sorted(by_hand) == [("essay", 2.5 + number, f"Číslo {number}") for number in range(len(ANSWERS))]
