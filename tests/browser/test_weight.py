"""How much of the network a page takes, with all that it fetches, compressed as a static host does."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

from localsdg.site.contents import page_names
from localsdg.widgets.kit.base import own_texts

ROOT = Path(__file__).resolve().parents[2]


def test_a_lesson_weighs_little_and_the_next_one_less(browser, address, site):
    script = importlib.util.spec_from_file_location("page_weight", ROOT / "benchmarks" / "page_weight.py")
    benchmark = importlib.util.module_from_spec(script)
    script.loader.exec_module(benchmark)
    names = [f"{name}.html" for name in page_names(ROOT)]
    lessons = [name for name in names if (ROOT / name).with_suffix(".ipynb").exists()]
    weights = benchmark.fetched(browser, address, site, names)
    assert "_static/site.css" in weights[names[0]]
    for page in names:
        assert sum(weights[page].values()) <= 75_000, page
    # Each lesson after the one before it, the first one after the home page, and every other page after a lesson.
    ways = [*zip([names[0], *lessons], lessons, strict=False), *((lessons[1], name) for name in {*names} - {*lessons})]
    for before, page in ways:
        # A browser asks for the icon once, with any of its pages.
        new = weights[page].keys() - weights[before].keys() - {"_static/favicon.svg"}
        assert page in new
        assert sum(weights[page][file] for file in new) <= 20_000, (page, new)


def test_what_is_said_to_load_has_that_weight(site):
    reader = site / "_static" / "localsdg" / "later" / "table_check_method.js"
    tens = round(len(gzip.compress(reader.read_bytes(), 6)) / 10_000)
    assert f"about {10 * tens} kilobytes" in own_texts("data_doctor")["open_note"]
