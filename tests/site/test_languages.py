"""Pages in made-up languages: every word that is not somebody's text comes from a catalogue.

A text of a catalogue stands in square brackets there. What else has Latin letters must be data, such as the question of
a lesson or the title of a target, or it is a word that nobody could translate.
"""

from __future__ import annotations

import gettext
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import sphinx
import yaml
from bs4 import BeautifulSoup, Comment, Doctype, Tag

from localsdg import datasets
from localsdg.core import agenda2030
from localsdg.course.lesson import course
from localsdg.course.trainer_card import card, lessons_with_cards
from localsdg.site.contents import table_of_contents
from localsdg.site.pdf import one_document
from localsdg.site.reference import methods_of, rooms
from localsdg.workshop import cards

ROOT = Path(__file__).resolve().parents[2]
# One page of each kind, and all lessons, since each has an exercise of its own.
LESSONS = sorted(str(path.relative_to(ROOT).with_suffix("")) for path in ROOT.glob("modules/*/[0-9]*.ipynb"))
PAGES = [
    "modules/opening",
    "modules/1-localizing/index",
    *LESSONS,
    "modules/1-localizing/takeaway",
    "book/cases/turin",
    "book/my-course",
    "book/check-your-table",
    "book/glossary",
    "book/cards",
    "book/kit",
    "book/reference/goals",
    "book/reference/methods",
    "book/reference/data",
    "book/reference/api-data",
]
# Their directives write words of the catalogue and data into one text, so that what is written cannot be masked.
UNMASKED = ["book/reference/goals", "book/reference/methods", "book/reference/data", "book/cards"]
ATTRIBUTES = ("aria-label", "aria-description", "title", "placeholder", "alt", "content", "label", "data-words")
STATE = 'script[type="application/vnd.jupyter.widget-state+json"]'
NAMES = {"localsdg", "Furo", "Python", "JupyterLab", "CC BY 4.0"}


def build(language: str, output: Path, pages: list[str], site: Path) -> Path:
    """Build pages with what the lessons' cells have shown already; return their folder."""
    (output / "_build").mkdir(parents=True)
    shutil.copytree(site.parent / ".jupyter_cache", output / "_build" / ".jupyter_cache")
    script = str(Path(__file__).with_name("build_in_language.py"))
    order = {"language": language, "output": str(output), "pages": pages, "unmasked": UNMASKED}
    done = subprocess.run([sys.executable, script, json.dumps(order)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return output / "_build" / "html"


@pytest.fixture(scope="module")
def long_words(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("en-XA", tmp_path_factory.mktemp("long"), PAGES, site)


@pytest.fixture(scope="module")
def right_to_left(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("ar-XB", tmp_path_factory.mktemp("mirrored"), LESSONS[-1:], site)


def strings_of(value: Any) -> Iterator[str]:
    """Yield all texts of a structure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_of(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from strings_of(each)


def plain(text: str) -> str:
    """Return a text without the numbers, boxes and marks around its words."""
    text = re.sub("[’‘]", "'", re.sub("[“”]", '"', " ".join(text.split())))
    text = re.sub(r"^\s*(?:\d+\.\w*|[A-Z]\.|☐)\s", "", text)
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def outside_brackets(text: str) -> list[str]:
    """Return the parts of a text that no catalogue has brought."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if depth == 0 and sign != "]":
            parts[-1] += sign
        elif parts[-1]:
            parts.append("")
    parts = [plain(each) for part in parts for each in re.split(r" - | · |\s[☐□]", part)]
    return [part for part in parts if re.search("[A-Za-z]{2}", part)]


def data() -> set[str]:
    """Return what people have written elsewhere than in the text of pages, as it can stand on a page."""
    found: set[str] = set()
    for path in [*ROOT.glob("modules/**/*.yml"), *ROOT.glob("book/*.yml"), ROOT / "_config.yml"]:
        found |= set(strings_of(yaml.safe_load(path.read_text("utf-8"))))
    found |= set(strings_of(table_of_contents(ROOT)))
    for lesson in LESSONS:
        found |= set(strings_of(json.loads((ROOT / f"{lesson}.ipynb").read_text("utf-8"))["metadata"]["localsdg"]))
    found |= {text for goal in agenda2030.GOALS for text in (goal.title, goal.official_name)}
    found |= {each.title for each in (*agenda2030.TARGETS, *agenda2030.INDICATORS)} | set(NAMES)
    for method in (method for room in rooms() for method in methods_of(room)):
        found |= {method.title, method.unit, f"{method.source}; {method.version}", method.note or ""}
    found |= {
        text
        for each in cards.card_sets(course().lessons.values())
        for card in each.cards
        for text in (card.title, card.text)
    }
    for number in lessons_with_cards():
        found |= words_of(asdict(card(number)))
    for name in datasets.names():
        found |= set(strings_of(datasets.load(name).package)) | {datasets.load(name).source}
    # The text of the pages that cannot be masked.
    prose = " ".join((ROOT / f"{page}.md").read_text("utf-8") for page in UNMASKED)
    found.add(re.sub(r"\[([^]]*)\]\([^)]*\)|`", r"\1", prose))
    return words_of(found)


def words_of(value: Any) -> set[str]:
    """Return the texts of a structure, and what stands between their commas."""
    return {plain(piece) for text in strings_of(value) for piece in (text, *text.split(", "))}


def is_data(part: str, known: set[str]) -> bool:
    """Return whether people have written a part of a page; several words may be a part of what they have written."""
    if part in known or re.fullmatch(r"localsdg[\w.]*", part):
        return True
    pieces = [plain(re.sub(r"^(\d{1,2}\.)?(\d{1,2}|[a-d]) ", "", piece)) for piece in re.split("[,;] ", part)]
    return " " in part and (any(part in each for each in known) or all(piece in known for piece in pieces if piece))


def shown(page: BeautifulSoup) -> Iterator[str]:
    """Yield what can be read or heard on a page; code, formulas and scripts are no words of ours."""
    for part in page.find_all(["script", "style", "code", "pre", "math"]):
        part.decompose()
    yield from (str(text) for text in page.find_all(string=True) if not isinstance(text, (Comment, Doctype)))
    for tag in page.find_all(True):
        assert isinstance(tag, Tag)
        if tag.get("http-equiv") or tag.get("name") in ("viewport", "color-scheme", "robots"):
            continue
        yield from (str(tag[name]) for name in ATTRIBUTES if tag.get(name))


def test_every_word_of_the_pages_comes_from_a_catalogue_or_from_data(long_words):
    french = gettext.translation("sphinx", Path(sphinx.__file__).parent / "locale", ["fr"])
    known = data()
    # The model review is a document in one language.
    no_pages = {"_static", "model-review"}
    pages = [path for path in sorted(long_words.rglob("*.html")) if not no_pages & set(path.parts)]
    assert len(pages) > len(PAGES)
    catalogue_texts, left = 0, {}
    for path in pages:
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert page.html and page.html["lang"] == "en-XA"
        for state in page.select(STATE):
            known |= words_of(json.loads(state.decode_contents())["state"])
        for text in shown(page):
            catalogue_texts += "[" in text
            for part in outside_brackets(text):
                if not is_data(part, known) and french.gettext(part) == part:
                    left.setdefault(part, str(path.relative_to(long_words)))
    assert catalogue_texts > 500
    assert left == {}


# All that can be read or heard of the exercises on a page, and of its slides.
SEEN = """(roots) => {
  const found = [];
  for (const root of document.querySelectorAll(roots)) {
    for (const part of [root, ...root.querySelectorAll("*")]) {
      if (part.closest("script, style, code, pre, math, noscript")) continue;
      for (const name of ATTRIBUTES) if (part.hasAttribute(name)) found.push(part.getAttribute(name));
      for (const node of part.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    }
  }
  return [...new Set(found)];
}""".replace("ATTRIBUTES", json.dumps(ATTRIBUTES))


def test_every_word_of_the_exercises_comes_from_a_catalogue_or_from_data(long_words, browser):
    contents = {"all": {page: page for page in ("book/index", *PAGES) if "reference" not in page}}
    file = long_words / "everything.html"
    file.write_text(one_document(long_words, contents), "utf-8")
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(file.as_uri())
    # All exercises of the course on one page: a busy computer needs its time.
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'", timeout=300_000)
    known = data()
    for state in json.loads(page.locator(STATE).first.text_content() or "")["state"].values():
        known |= words_of(state["state"]["data"])
    texts = page.evaluate(SEEN, ".ls")
    page.close()
    assert problems == []
    assert sum("[" in text for text in texts) > 500
    assert [part for text in texts for part in outside_brackets(text) if not is_data(part, known)] == []


def test_slides_speak_the_language_of_the_page(long_words, visit):
    seen = visit(f"{LESSONS[0]}.html#slide-2", base=f"{long_words.as_uri()}/")
    seen.page.locator("html.ls-slides").wait_for()
    texts = seen.page.evaluate(SEEN, ".ls-slide-controls, .ls-copy")
    assert any(re.search(r"\[2 \S+ \d+\]", text) for text in texts)
    assert [part for text in texts for part in outside_brackets(text)] == []


def test_a_table_is_checked_in_the_language_of_the_page(long_words, visit, tmp_path):
    page = visit("book/check-your-table.html", base=f"{long_words.as_uri()}/").page
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    file = page.locator("input[type=file]")
    (tmp_path / "1.csv").write_text("1;2019;2020;2021\nŻ;1;2,5;2.5\nŁ;5;n/a;6\nŁ;5;5000;6 \nŻ 2;;<3;7%\n", "utf-8")
    file.set_input_files(tmp_path / "1.csv")
    page.locator(".ls-title").wait_for()
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    checked = page.evaluate(SEEN, ".ls")
    for kind in ("%PDF-1.7", "{\\rtf", "<html>", '{"a": 1}', "\0", " "):
        (tmp_path / "2.csv").write_bytes(kind.encode())
        before = page.locator(".ls-status").first.inner_text()
        file.set_input_files(tmp_path / "2.csv")
        page.wait_for_function("(before) => document.querySelector('.ls-status').innerText !== before", arg=before)
        checked += page.evaluate(SEEN, ".ls-status")
    assert len([text for text in checked if "[" in text]) > 60
    names = {"Ż", "Ł", "csv", "n/a", "Windows", "UTF"}
    assert [part for text in checked for part in outside_brackets(text) if part not in names] == []


# How far from the side, at which reading begins, the menu, its list and the title stand; and what is too wide.
AT_THE_START = """() => {
  const from = (part) => Math.round(innerWidth - document.querySelector(part).getBoundingClientRect().right);
  return {
    menu: from(".nav-overlay-icon"),
    list: document.querySelector(".sidebar-drawer").checkVisibility() ? from(".sidebar-drawer") : null,
    title: from("h1") - from(".ls-lead"),
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""


def test_a_page_that_runs_from_right_to_left_is_mirrored(right_to_left, visit):
    address = f"{LESSONS[-1]}.html"
    page = visit(address, base=f"{right_to_left.as_uri()}/", width=360).page
    assert page.locator("html").get_attribute("dir") == "rtl"
    away = page.evaluate(AT_THE_START)
    assert away["menu"] < 40
    assert away["list"] is None
    assert (away["title"], away["wide"]) == (0, 0)
    page.locator(".nav-overlay-icon").click()
    assert page.evaluate(AT_THE_START)["list"] == 0
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    away = page.evaluate(AT_THE_START)
    assert (away["title"], away["wide"]) == (0, 0)
    page.goto(page.url.split("#")[0] + "#slide-2")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**#slide-3")
