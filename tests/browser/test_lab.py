"""The widgets in real JupyterLab: run all cells, operate a widget, read its state back in a Python cell.

The exercises of all lessons stand in one notebook: a page of JupyterLab takes seconds to open, and what two widgets of
a page would share by mistake shows. That all cells of a lesson run is tested with the lessons themselves.
"""

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

from localsdg.course.lesson import course, lesson_pages
from localsdg.workbook import Workbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page


ROOT = Path(__file__).resolve().parents[2]
LESSONS = {page["lesson"]: page["page"] for page in lesson_pages()}
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
# What the analyst corners of the lessons bring.
ANALYST = """import json
import pandas as pd
from localsdg.localizing import Actor, Agenda, Item, Message, Pin, check_agenda, check_message
from localsdg.localizing import interactions, pinboard, stakeholder_map"""
PATIENCE = 180_000  # milliseconds; a first start of JupyterLab and of a kernel on a busy machine


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
        server.wait(timeout=180)


@pytest.fixture(scope="module")
def tabs_of_lab(browser: Browser) -> Iterator[BrowserContext]:
    """Its scripts are made ready once for all notebooks."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


def open_and_run(tabs_of_lab: BrowserContext, address: str, path: str) -> Page:
    page = tabs_of_lab.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/lab/tree/{path}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return page


def exercise_of(lesson: str) -> str:
    """The cell of a lesson that shows its exercise, with a name of its own for it: ``exercise_1_2``."""
    source = course().lesson(lesson).cell("try-widget").source
    return re.sub(r"\bexercise\b", f"exercise_{lesson.replace('.', '_')}", source)


@pytest.fixture(scope="module")
def page(tabs_of_lab: BrowserContext, lab: tuple[str, Path]) -> Iterator[Page]:
    """A notebook with the exercises of all lessons and a form, each cell run."""
    address, folder = lab
    sources = [*map(exercise_of, LESSONS), "from localsdg.widgets import Municipality\nMunicipality('3.2')", ANALYST]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / "widgets.ipynb")
    page = open_and_run(tabs_of_lab, address, "widgets.ipynb")
    frames = page.locator(".ls > .ls-frame")
    frames.nth(len(LESSONS)).wait_for(state="attached")
    assert frames.count() == len(LESSONS) + 1
    yield page
    page.close()


def widget_of(page: Page, lesson: str) -> Locator:
    """The exercise of a lesson."""
    frame = page.locator(".jp-Notebook .jp-Cell").nth(list(LESSONS).index(lesson)).locator(".ls > .ls-frame")
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


def values(page: Page, *expressions: str) -> list:
    """The values of some expressions in Python."""
    return json.loads(run_python(page, f"json.dumps([{', '.join(expressions)}])"))


def answers_of(page: Page, *lessons: str) -> list[dict]:
    """The answers of exercises, read in Python."""
    return values(page, *(f"exercise_{lesson.replace('.', '_')}.answer" for lesson in lessons))


def answer_of(page: Page, lesson: str) -> dict:
    return answers_of(page, lesson)[0]


def saved(lab: tuple[str, Path], lesson: str, part: str) -> dict:
    """What stands in the file of the workbook."""
    return Workbook.load(lab[1] / "workbook.json").entry(lesson, part)


def test_no_two_widgets_of_a_notebook_share_an_id(page):
    """What has the same id, or is in one group, would answer for another."""
    ids = page.evaluate("Array.from(document.querySelectorAll('.ls [id]'), (part) => part.id)")
    assert len(ids) == len(set(ids)) > 100


def test_every_exercise_answers_in_python(page):
    answers = answers_of(page, *LESSONS)
    assert [lesson for lesson, answer in zip(LESSONS, answers, strict=True) if not answer] == []


def test_land_and_people_is_alive_in_jupyterlab(page, lab):
    frame = widget_of(page, "3.2")
    frame.get_by_role("tab", name="Dzerzhinsk").click()
    frame.get_by_label("Earlier:").check()
    answer = answer_of(page, "3.2")
    assert answer["place"] == "Dzerzhinsk"
    assert answer["version"] == "earlier"
    assert round(answer["ratio"], 2) == -1.36
    form = page.locator(".ls-kept")
    form.scroll_into_view_if_needed()
    form.get_by_label("Municipality").fill("Port Amani (fictional)")
    form.get_by_text(re.compile(r"^Saved \d\d:\d\d in workbook\.json$")).first.wait_for()
    assert saved(lab, "3.2", "municipality") == {"place": "Port Amani (fictional)"}


def test_the_competence_matrix_is_alive_in_jupyterlab(page, lab):
    frame = widget_of(page, "1.2")
    frame.get_by_role("tab", name="Port Amani").click()
    frame.get_by_role("button", name="Take over as mine").click()
    frame.get_by_role("button", name="Rest of goal 11: not ours").focus()
    frame.locator(".ls-chip:has(b:text-is('11.1'))").focus()
    page.keyboard.press("1")  # a digit must not reach JupyterLab, which would make the cell a heading
    answer = answer_of(page, "1.2")
    assert (answer["own"], answer["shared"], answer["not_ours"]) == (20, 69, 80)
    assert answer["points"] == 54.5
    assert round(answer["share"], 2) == 32.25
    assert answer["judgements"]["11.1"] == "shared"
    kept = {"judgements": answer["judgements"], "shared_weight": 0.5}
    wait_until(lambda: saved(lab, "1.2", "competences") == kept)


def test_the_target_path_is_alive_in_jupyterlab(page):
    widget_of(page, "2.6").get_by_role("tab", name="Road deaths").click()
    answer = answer_of(page, "2.6")
    assert answer["place"] == "City of Los Angeles"
    assert answer["label_linear"] == "wrong way"
    assert answer["constant_rate"] is None
    assert answer["needed_change"] == -30.625


def test_the_agenda_builder_is_alive_in_jupyterlab(page):
    frame = widget_of(page, "1.6")
    frame.get_by_role("tab", name="A broken agenda").click()
    frame.get_by_label("Outcome note").fill("The host")
    # The record goes as it is into the functions of the analyst corner, which find the same.
    record = (
        "(record := {**exercise_1_6.answer, 'items': tuple(Item(**item) for item in exercise_1_6.answer['items'])})"
    )
    rest = "record['topic'], record['items'], record['background_document'], record['outcome_note']"
    found = f"[[each.about, each.rule] for each in check_agenda(Agenda({rest}))]"
    assert values(page, f"len({record}['findings'])", f"{found} == record['findings']") == [8, True]


def test_the_agenda_explorer_is_alive_in_jupyterlab(page, lab):
    frame = widget_of(page, "1.1")
    frame.get_by_role("tab", name="Your own board").click()
    frame.get_by_label("In your own words, or a code").fill("bus stops")
    frame.get_by_role("button", name="Pin 11.2").click()
    frame.get_by_label("Who acts?").fill("Roads and Transport")
    # The pins go as they are into the function of the analyst corner, which finds the same.
    found = "pinboard([Pin(**pin) for pin in exercise_1_1.answer['pins']])"
    same = f"{found}.labels == tuple(exercise_1_1.answer['labels'])"
    assert values(page, same, f"[finding.rule for finding in {found}.findings]") == [True, ["number", "here", "sign"]]
    wait_until(lambda: saved(lab, "1.1", "targets") == {"11.2": ["", "Roads and Transport", ""]})


def test_the_interaction_matrix_is_alive_in_jupyterlab(page, lab):
    frame = widget_of(page, "1.5")
    frame.get_by_role("button", name="Take over as mine").click()
    frame.get_by_role("button", name="11.2 on 8.3:").click()
    page.keyboard.press("2")  # a digit must not reach JupyterLab, which would make the cell a heading
    page.keyboard.press("-")
    frame.get_by_label("Also count ways through one other target").check()
    # The row of the tram is 6 instead of 2; its second order goes into the function of the analyst corner as it is.
    matrix = "pd.DataFrame((answer := exercise_1_5.answer)['matrix'], answer['targets'], answer['targets'])"
    second = f"(second := interactions({matrix}, second_order=0.5))"
    found = values(
        page,
        f"{second}.table['influence'].tolist() == answer['influence']",
        "second.top_lever == answer['top_lever']",
        f"interactions({matrix}).table['influence']['11.2']",
        "answer['scores']['11.2 on 8.3']",
    )
    assert found == [True, True, 6, 2]
    wait_until(lambda: saved(lab, "1.5", "interactions").get("scores", {}).get("11.2 on 8.3") == 2)


def test_the_message_checker_is_alive_in_jupyterlab(page, lab):
    frame = widget_of(page, "1.4")
    frame.get_by_role("tab", name="A broken campaign").click()
    frame.get_by_role("button", name="Take over as mine").click()
    frame.get_by_label("Audience").first.fill("Councillors")
    # The first message goes as it is into the function of the analyst corner, which finds the same.
    found = "[[each.about, each.rule] for each in check_message(Message(**exercise_1_4.answer['messages'][0]))]"
    same = "[rest for place, *rest in exercise_1_4.answer['findings'] if place == 1]"
    assert values(page, f"{found} == {same}", "len(exercise_1_4.answer['findings'])") == [True, 11]
    wait_until(lambda: saved(lab, "1.4", "messages").get("message_1", [""])[0] == "Councillors")


def test_the_stakeholder_map_is_alive_in_jupyterlab(page, lab):
    frame = widget_of(page, "1.3")
    frame.get_by_role("tab", name="After a walk through Saltfield").click()
    frame.get_by_role("button", name="Take over as mine").click()
    frame.locator(".ls-actors > details > summary").first.click()
    frame.get_by_label("Power over the result").first.press("Home")
    # The actors go as they are into the function of the analyst corner, which finds the same.
    found = "stakeholder_map([Actor(**actor) for actor in exercise_1_3.answer['actors']])"
    missing = f"[each.about for each in {found}.findings if each.rule == 'missing group']"
    same = [f"{found}.quadrants == exercise_1_3.answer['quadrants']", f"{missing} == exercise_1_3.answer['missing']"]
    assert values(page, *same, "len(exercise_1_3.answer['missing'])") == [True, True, 7]
    wait_until(lambda: saved(lab, "1.3", "stakeholders").get("01 Council") == ["Council", 0, 7])


def test_my_course_is_alive_in_jupyterlab(tabs_of_lab, lab, tmp_path):
    """The same widget as on the page, on the file: what another notebook saves, a file from a browser, erasing."""
    address, folder = lab
    cell = nbformat.v4.new_code_cell("from localsdg.widgets import MyCourse\nMyCourse()")
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL)
    nbformat.write(notebook, folder / "my-course.ipynb")
    file = folder / "workbook.json"
    file.unlink(missing_ok=True)
    workbook = Workbook()
    workbook.record("1.2", "progress", {"done": True})
    workbook.save(file)
    page = open_and_run(tabs_of_lab, address, "my-course.ipynb")
    frame = page.locator(".ls-kept")
    frame.get_by_label("Name").fill("Port Amani (fictional)")
    workbook.record("3.2", "municipality", {"p0": "84000"})  # another notebook, in the meantime
    workbook.save(file)
    page.get_by_role("table", name="3.2 Land and people").get_by_text("84000").wait_for()
    kept = Workbook.load(file)
    assert kept.profile == {"name": "Port Amani (fictional)"}
    assert kept.lessons == {"1.2": {"progress": {"done": True}}, "3.2": {"municipality": {"p0": "84000"}}}

    name = frame.get_by_label("Who writes in this workbook")
    name.fill("Amina")
    name.press("Tab")
    wait_until(lambda: Workbook.load(file).by == "Amina")
    frame.get_by_label("Country").fill("none")
    country = ("records", "municipality", "here", "country")
    wait_until(lambda: country in Workbook.load(file).fields)
    assert Workbook.load(file).fields[country].by == "Amina"

    other = Workbook()
    other.record("3.2", "municipality", {"p0": "85000", "boundary": "Commuting area"})
    other.figures = [{"indicator": "11.3.1", "year": "2014", "value": "0.10"}]
    other.save(tmp_path / "other.json")
    page.get_by_label("Take in a workbook file").set_input_files(tmp_path / "other.json")
    page.get_by_role("group", name="3.2 Land and people: Earlier date: People").get_by_label("Here: 84000").check()
    page.get_by_role("button", name="Take in the file", exact=True).click()
    page.get_by_role("table", name="3.2 Land and people").get_by_text("Commuting area").wait_for()
    expected = {"p0": "84000", "boundary": "Commuting area", "place": "Port Amani (fictional)"}
    wait_until(lambda: Workbook.load(file).entry("3.2", "municipality") == expected)

    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").click()
    saved_file = Workbook.load(offered.value.path())
    assert (saved_file, saved_file.by, saved_file.figures) == (Workbook.load(file), "Amina", other.figures)
    assert offered.value.suggested_filename.startswith("workbook-port-amani-fictional-amina-2")
    page.get_by_role("button", name="Erase my workbook").click()
    page.get_by_role("button", name="Erase now").click()
    wait_until(lambda: not file.exists())
    page.get_by_text("The workbook is erased.").wait_for()
    page.get_by_text("What you enter in a lesson appears here.").wait_for()
    page.close()


def test_what_is_typed_while_the_kernel_is_dead_is_saved_when_it_is_back(tabs_of_lab, lab):
    address, folder = lab
    file = folder / "workbook.json"
    file.unlink(missing_ok=True)
    page = open_and_run(tabs_of_lab, address, "modules/2-implementation/06-from-action-to-results.ipynb")
    page.locator(".ls > .ls-frame").first.wait_for(state="attached")
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
    assert form.get_by_label("Action", exact=True).inner_text() == "Connect the hill districts"
    assert Workbook.load(file).entry("2.6", "municipality") == {"action": "Connect the hill districts"}
    page.close()
