"""A warm kernel gives what a stock kernel gives, cell by cell; the few differences are named here and in the README."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient

from localsdg.warmkernel import serve
from localsdg.warmkernel.serving import ADDRESS, PROVISIONER, PROVISIONER_NAME, SUPPORTED

pytestmark = pytest.mark.skipif(not SUPPORTED, reason="warm kernels need Linux; elsewhere stock kernels are used")

# A cell each, below its name.
PARTS = re.split(r"^# %% (.+)\n", (Path(__file__).parent / "cells.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
CELLS = {name: code.strip() for name, code in zip(PARTS[::2], PARTS[1::2], strict=True)}

# These differ, as the README of the package explains.
DIFFERENT = {
    "objects that are frozen": "gc.get_freeze_count() > 20_000",
    "modules that are imported": "'scipy' in sys.modules, 'pandas' in sys.modules",
    "the parent": "'template' in open(f'/proc/{os.getppid()}/cmdline').read()",
}

MASKS = [
    (re.compile(r"ipykernel_\d+/\d+"), "CELL"),
    (re.compile(r"0x[0-9a-f]+"), "ADDRESS"),
    (re.compile(r"[0-9a-f]{32}"), "ID"),
    (re.compile(r"[\d.]+ \w?s ± [\d.]+ \w?s"), "TIME"),
]


def masked(found: object) -> str:
    """Return outputs of a cell, or the state of a widget, without what differs from run to run."""
    text = json.dumps(found, sort_keys=True, ensure_ascii=False)
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text


def joined(outputs: list[dict]) -> list[dict]:
    """Return the outputs of a cell with a text in one piece, however many the kernel sent."""
    whole: list[dict] = []
    for each in outputs:
        if whole and each["output_type"] == "stream" and whole[-1].get("name") == each["name"]:
            whole[-1]["text"] += each["text"]
        else:
            whole.append(dict(each))
    return whole


def run(folder, name: str) -> nbformat.NotebookNode:
    """Run all cells with one kind of kernel."""
    factory = KernelProvisionerFactory.instance()
    before, factory.default_provisioner_name = factory.default_provisioner_name, name
    cells = [nbformat.v4.new_code_cell(source) for source in (CELLS | DIFFERENT).values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, allow_errors=True, timeout=60, resources={"metadata": {"path": str(folder)}})
    try:
        client.execute()
    finally:
        factory.default_provisioner_name = before
    return notebook


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """The same notebook, run by a stock kernel and by a warm one."""
    folder = tmp_path_factory.mktemp("fidelity")
    (folder / "helper_of_this_folder.py").write_text("WORD = 'found'\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPECTED", str(folder))
        patch.setenv("PROBE", "given")
        for name in (ADDRESS, PROVISIONER):  # the tests themselves may run with warm kernels
            patch.delenv(name, raising=False)
        patch.delenv("PYTEST_CURRENT_TEST")  # with it, ipykernel does not show what is written to the descriptors
        stock = run(folder, "local-provisioner")
        with serve():
            return stock, run(folder, PROVISIONER_NAME)


def test_there_are_many_cells():
    assert len(CELLS) >= 50


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_gives_the_same(notebooks, name):
    place = list(CELLS).index(name)
    stock, warm = (notebook.cells[place].outputs for notebook in notebooks)
    assert masked(joined(warm)) == masked(joined(stock))
    assert stock or name == "help", "the cell shows nothing, so nothing was compared"


def test_what_differs_is_known(notebooks):
    stock, warm = (
        [output["data"]["text/plain"] for cell in notebook.cells[len(CELLS) :] for output in cell.outputs]
        for notebook in notebooks
    )
    assert stock == ["False", "(False, True)", "False"]
    assert warm == ["True", "(False, True)", "True"]


def test_the_states_of_widgets_are_the_same(notebooks):
    states = [notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"] for notebook in notebooks]
    stock, warm = (sorted(masked(model) for model in state.values()) for state in states)
    assert len(stock) > 5
    assert warm == stock
