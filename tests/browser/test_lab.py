"""The lessons in real JupyterLab: run all cells, operate the widget, read its state back in a Python cell."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from localsdg.workbook import Workbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60_000  # milliseconds; a first start of JupyterLab and of a kernel on a busy machine


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab of our own on a copy of the lessons, with a workbook beside them."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "modules", folder / "modules")
    # All cells stay in the page, so that a locator finds those out of sight as well.
    settings_folder = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings_folder.mkdir(parents=True)
    (settings_folder / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
    ]
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    settings = [
        *quiet,
        f"--ServerApp.root_dir={folder}",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--allow-root",
    ]
    environment = os.environ | {
        "LOCALSDG_WORKBOOK": str(folder / "workbook.json"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen([*command, *settings], env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2)
                break
            except OSError:
                assert server.poll() is None, (folder / "lab.log").read_text()
                time.sleep(0.5)
        yield address, folder
    finally:
        server.terminate()
        server.wait(timeout=30)


def open_and_run(browser: Browser, address: str, path: str) -> Page:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/lab/tree/{path}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return page


def widget_of(page: Page) -> object:
    """The exercise: the first of the lesson's three widgets."""
    frame = page.locator(".ls > .ls-frame").first
    frame.wait_for(state="attached")
    frame.scroll_into_view_if_needed()
    return frame


def run_python(page: Page, expression: str) -> str:
    """Type an expression into a new last cell, run it, and return what it prints.

    While the kernel works on one change of a widget, the page holds back the next ones. A first cell, run before, gives
    them the time to arrive: when its output is there, they have been sent.
    """
    run_cell(page, "True")
    return run_cell(page, expression)


def run_cell(page: Page, expression: str) -> str:
    mark = f"ANSWER {uuid.uuid4().hex}"
    last = page.locator(".jp-Notebook .jp-Cell").last
    last.scroll_into_view_if_needed()
    last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(f"print({mark!r}, {expression})")
    page.keyboard.press("Shift+Enter")
    output = page.locator(".jp-Notebook .jp-CodeCell .jp-OutputArea-output pre", has_text=mark)
    output.wait_for()
    return output.inner_text().removeprefix(mark).strip()


def wait_until(done: Callable[[], bool]) -> None:
    """Python saves a moment after the browser has sent."""
    end = time.monotonic() + PATIENCE / 1000
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def answer_of(page: Page) -> dict:
    """The answer of the exercise, read in Python."""
    return json.loads(run_python(page, "__import__('json').dumps(exercise.answer)"))


def test_land_and_people_is_alive_in_jupyterlab(browser, lab):
    address, folder = lab
    page = open_and_run(browser, address, "modules/3-monitoring/02-land-and-people.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="Dzerzhinsk").click()
    frame.get_by_label("Earlier:").check()
    answer = answer_of(page)
    assert answer["place"] == "Dzerzhinsk"
    assert answer["version"] == "earlier"
    assert round(answer["ratio"], 2) == -1.36
    form = page.locator(".ls-kept")
    form.scroll_into_view_if_needed()
    form.get_by_label("Municipality").fill("Port Amani (fictional)")
    form.get_by_text(re.compile(r"^Saved \d\d:\d\d in workbook\.json$")).first.wait_for()
    assert Workbook.load(folder / "workbook.json").entry("3.2", "municipality") == {"place": "Port Amani (fictional)"}
    page.close()


def test_what_is_typed_while_the_kernel_is_dead_is_saved_when_it_is_back(browser, lab):
    address, folder = lab
    file = folder / "workbook.json"
    file.unlink(missing_ok=True)
    page = open_and_run(browser, address, "modules/2-implementation/06-from-action-to-results.ipynb")
    widget_of(page)
    os.kill(int(run_python(page, "__import__('os').getpid()")), signal.SIGKILL)
    page.get_by_role("dialog").get_by_role("button", name="OK").click()
    form = page.locator(".ls-kept")
    form.scroll_into_view_if_needed()
    form.get_by_label("Action", exact=True).fill("Connect the hill districts")
    form.get_by_text("Saving …").first.wait_for()
    # "Saving ..." does not stay for ever: it says what to do.
    form.get_by_text("Not saved: Python does not answer.").first.wait_for()
    assert not file.exists()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    form.get_by_text(re.compile(r"^Saved \d\d:\d\d in workbook\.json$")).first.wait_for()
    assert form.get_by_label("Action", exact=True).input_value() == "Connect the hill districts"
    assert Workbook.load(file).entry("2.6", "municipality") == {"action": "Connect the hill districts"}
    page.close()


def test_my_course_is_alive_in_jupyterlab(browser, lab, tmp_path):
    """The same widget as on the page, on the file: what another notebook saves, a file from a browser, erasing."""
    address, folder = lab
    cell = nbformat.v4.new_code_cell("from localsdg.widgets import MyCourse\nMyCourse()")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
    nbformat.write(notebook, folder / "my-course.ipynb")
    file = folder / "workbook.json"
    file.unlink(missing_ok=True)
    workbook = Workbook()
    workbook.record("1.2", "progress", {"done": True})
    workbook.save(file)
    page = open_and_run(browser, address, "my-course.ipynb")
    frame = page.locator(".ls-kept")
    frame.get_by_label("Name").fill("Port Amani (fictional)")
    workbook.record("3.2", "municipality", {"p0": "84000"})  # another notebook, in the meantime
    workbook.save(file)
    page.get_by_role("table", name="3.2 Land and people").get_by_text("84000").wait_for()
    kept = Workbook.load(file)
    assert kept.profile == {"name": "Port Amani (fictional)"}
    assert kept.lessons == {"1.2": {"progress": {"done": True}}, "3.2": {"municipality": {"p0": "84000"}}}

    other = Workbook()
    other.record("3.2", "municipality", {"p0": "85000", "place": "Port Amani (fictional)"})
    other.save(tmp_path / "other.json")
    page.get_by_label("Take in a workbook file").set_input_files(tmp_path / "other.json")
    page.get_by_role("group", name="3.2 Land and people: Earlier: People").get_by_label("Here: 84000").check()
    page.get_by_role("button", name="Take in the file", exact=True).click()
    page.get_by_role("table", name="3.2 Land and people").get_by_text("Port Amani (fictional)").wait_for()
    expected = {"p0": "84000", "place": "Port Amani (fictional)"}
    wait_until(lambda: Workbook.load(file).entry("3.2", "municipality") == expected)

    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").click()
    assert Workbook.load(offered.value.path()) == Workbook.load(file)
    page.get_by_role("button", name="Erase my workbook").click()
    page.get_by_role("button", name="Erase now").click()
    wait_until(lambda: not file.exists())
    page.get_by_text("The workbook is erased.").wait_for()
    page.get_by_text("What you enter in a lesson appears here.").wait_for()
    page.close()


def test_the_competence_matrix_is_alive_in_jupyterlab(browser, lab):
    address, folder = lab
    page = open_and_run(browser, address, "modules/1-localizing/02-competences.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="Port Amani").click()
    frame.get_by_role("button", name="Take over as mine").click()
    frame.get_by_role("button", name="Rest of goal 11: not ours").focus()
    frame.locator(".ls-chip:has(b:text-is('11.1'))").focus()
    page.keyboard.press("1")  # a digit must not reach JupyterLab, which would make the cell a heading
    answer = answer_of(page)
    assert (answer["own"], answer["shared"], answer["not_ours"]) == (20, 69, 80)
    assert answer["points"] == 54.5
    assert round(answer["share"], 2) == 32.25
    assert answer["judgements"]["11.1"] == "shared"
    kept = Workbook.load(folder / "workbook.json").entry("1.2", "competences")
    assert kept == {"judgements": answer["judgements"], "shared_weight": 0.5}
    page.close()


def test_the_target_path_is_alive_in_jupyterlab(browser, lab):
    address, _ = lab
    page = open_and_run(browser, address, "modules/2-implementation/06-from-action-to-results.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="Road deaths").click()
    answer = answer_of(page)
    assert answer["place"] == "City of Los Angeles"
    assert answer["label_linear"] == "wrong way"
    assert answer["constant_rate"] is None
    assert answer["needed_change"] == -30.625
    page.close()


def test_the_agenda_builder_is_alive_in_jupyterlab(browser, lab):
    address, _ = lab
    page = open_and_run(browser, address, "modules/1-localizing/06-peer-learning.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="A broken agenda").click()
    frame.get_by_label("Outcome note").fill("The host")
    # The record goes as it is into the functions of the analyst corner, which find the same.
    run_python(
        page, "(record := {**exercise.answer, 'items': tuple(Item(**item) for item in exercise.answer['items'])})"
    )
    rest = "record['topic'], record['items'], record['background_document'], record['outcome_note']"
    assert run_python(page, "len(record['findings'])") == "8"
    found = f"[[each.about, each.rule] for each in check_agenda(Agenda({rest}))]"
    assert run_python(page, f"{found} == record['findings']") == "True"
    page.close()


def test_the_agenda_explorer_is_alive_in_jupyterlab(browser, lab):
    address, folder = lab
    page = open_and_run(browser, address, "modules/1-localizing/01-from-goals-to-territory.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="Your own board").click()
    frame.get_by_label("In your own words, or a code").fill("bus stops")
    frame.get_by_role("button", name="Pin 11.2").click()
    frame.get_by_label("Who acts?").fill("Roads and Transport")
    # The widgets of a notebook share the page: what has the same id, or is in one group, would answer for another.
    ids = page.evaluate("Array.from(document.querySelectorAll('.ls [id]'), (part) => part.id)")
    assert len(ids) == len(set(ids)) > 10
    # The pins go as they are into the function of the analyst corner, which finds the same.
    found = "pinboard([Pin(**pin) for pin in exercise.answer['pins']])"
    assert run_python(page, f"{found}.labels == tuple(exercise.answer['labels'])") == "True"
    assert run_python(page, f"[finding.rule for finding in {found}.findings]") == "['number', 'here', 'sign']"
    kept = {"11.2": ["", "Roads and Transport", ""]}
    wait_until(lambda: Workbook.load(folder / "workbook.json").entry("1.1", "targets") == kept)
    page.close()


def test_the_interaction_matrix_is_alive_in_jupyterlab(browser, lab):
    address, folder = lab
    page = open_and_run(browser, address, "modules/1-localizing/05-interlinked-goals.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="Take over as mine").click()
    frame.get_by_role("button", name="11.2 on 8.3:").click()
    page.keyboard.press("2")  # a digit must not reach JupyterLab, which would make the cell a heading
    page.keyboard.press("-")
    frame.get_by_label("Count ways over one other target too").check()
    # The row of the tram is 6 instead of 2; its second order goes into the function of the analyst corner as it is.
    answer = answer_of(page)
    assert answer["scores"]["11.2 on 8.3"] == 2
    matrix = "pd.DataFrame(exercise.answer['matrix'], exercise.answer['targets'], exercise.answer['targets'])"
    assert run_python(page, f"interactions({matrix}).table['influence']['11.2']") == "6.0"
    run_python(page, f"(second := interactions({matrix}, second_order=0.5))")
    assert run_python(page, "second.table['influence'].tolist() == exercise.answer['influence']") == "True"
    assert run_python(page, "second.top_lever == exercise.answer['top_lever']") == "True"
    file = folder / "workbook.json"
    wait_until(lambda: Workbook.load(file).entry("1.5", "interactions").get("scores", {}).get("11.2 on 8.3") == 2)
    page.close()


def test_the_message_checker_is_alive_in_jupyterlab(browser, lab):
    address, folder = lab
    page = open_and_run(browser, address, "modules/1-localizing/04-awareness-and-advocacy.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="A broken campaign").click()
    frame.get_by_role("button", name="Take over as mine").click()
    frame.get_by_label("Audience").first.fill("Councillors")
    # The first message goes as it is into the function of the analyst corner, which finds the same.
    found = "[[each.about, each.rule] for each in check_message(Message(**exercise.answer['messages'][0]))]"
    same = "[rest for place, *rest in exercise.answer['findings'] if place == 1]"
    assert run_python(page, f"{found} == {same}") == "True"
    assert run_python(page, "len(exercise.answer['findings'])") == "11"
    file = folder / "workbook.json"
    wait_until(lambda: Workbook.load(file).entry("1.4", "messages").get("message_1", [""])[0] == "Councillors")
    page.close()


def test_the_stakeholder_map_is_alive_in_jupyterlab(browser, lab):
    address, folder = lab
    page = open_and_run(browser, address, "modules/1-localizing/03-stakeholders-and-voice.ipynb")
    frame = widget_of(page)
    frame.get_by_role("button", name="After a walk through Saltfield").click()
    frame.get_by_role("button", name="Take over as mine").click()
    frame.locator(".ls-actors > details > summary").first.click()
    frame.get_by_label("Power over the result").first.press("Home")
    # The actors go as they are into the function of the analyst corner, which finds the same.
    found = "stakeholder_map([Actor(**actor) for actor in exercise.answer['actors']])"
    assert run_python(page, f"{found}.quadrants == exercise.answer['quadrants']") == "True"
    missing = f"[each.about for each in {found}.findings if each.rule == 'missing group']"
    assert run_python(page, f"{missing} == exercise.answer['missing']") == "True"
    assert run_python(page, "len(exercise.answer['missing'])") == "7"
    file = folder / "workbook.json"
    wait_until(lambda: Workbook.load(file).entry("1.3", "stakeholders").get("01 Council") == ["Council", 0, 7])
    page.close()
