"""Every page of the built book, as a reader meets it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from localsdg.course.lesson import SECTIONS, lessons
from localsdg.site.contents import page_names

ROOT = Path(__file__).resolve().parents[2]


LESSONS = [f"{lesson.page}.html" for lesson in lessons()]
PAGES = [*(f"{name}.html" for name in page_names(ROOT)), "search.html"]


def test_all_pages_are_looked_at(site):
    assert LESSONS
    assert set(PAGES) >= set(LESSONS)
    # The address of the whole site leads to its home page.
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"index.html"}
    # Another test may be printing the whole course, from a page that it removes again. A review is a document.
    built = {name for name in built if not name.startswith(("tmp", "book/model-review/"))}
    assert set(PAGES) == built


# Marks what is seen, and tells what is seen now and was not when it was marked.
MARK = "() => { for (const each of document.body.querySelectorAll('*')) each.seen = each.checkVisibility(); }"
NEW = """() => {
  const news = [...document.body.querySelectorAll('*')].filter((each) => !each.seen && each.checkVisibility());
  for (const each of news) each.classList.add("new-on-a-phone");
  return news.length;
}"""

# The headings that have another height without the links that a script gives them when the page is seen already.
MOVED = """() => {
  const links = [...document.querySelectorAll("article section[id] > :is(h1, h2, h3) > .headerlink")];
  const headings = links.map((link) => [link.parentElement, link.parentElement.clientHeight]);
  for (const link of links) link.remove();
  const moved = headings.filter(([each, high]) => each.clientHeight !== high);
  return [links.length > 0, moved.map(([each]) => each.innerText)];
}"""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_renders_without_fault(visit, violations, page):
    """On a wide screen, in the dark, where only colours differ, and on a phone, where colours are the same."""
    seen = visit(page)
    assert seen.page.locator("h1").count() == 1
    check_headings(seen.page)
    if page in LESSONS:
        check_widgets(seen.page)
        check_print(seen.page)
    seen.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert fits(seen.page)
    assert violations(seen.page, at_least=20) == []
    seen.page.emulate_media(color_scheme="dark")
    assert fits(seen.page)
    assert violations(seen.page, at_least=1, colours=True) == []
    seen.page.emulate_media(color_scheme="light")
    seen.page.evaluate(MARK)
    seen.page.set_viewport_size({"width": 360, "height": 900})
    assert fits(seen.page)
    assert violations(seen.page, at_least=20, colours=False) == []
    # The button that opens the menu is on a phone alone.
    assert seen.page.evaluate(NEW)
    assert violations(seen.page, ".new-on-a-phone", at_least=0, colours=True) == []
    assert seen.page.evaluate(MOVED) == [page != "search.html", []]
    assert seen.problems == []


def fits(page) -> bool:
    """Whether nothing is cut at the side."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def check_headings(page):
    """The page and its neighbours are called by their headings."""
    heading = page.locator("h1").inner_text()
    assert page.title() == ("localsdg" if page.url.endswith("book/index.html") else f"{heading} - localsdg")
    for name in page.locator(".related-pages .title").all_inner_texts():
        assert name
        assert "<" not in name


def check_widgets(page):
    """A lesson starts all its widgets: questions, form, and an exercise if it has one of its own."""
    views = page.locator("script[type='application/vnd.jupyter.widget-view+json']").count()
    assert page.locator(".ls > .ls-frame").count() == views >= 2
    assert page.locator("article h2").count() >= len(SECTIONS) - 1  # the trainer card is not for learners
    assert page.locator(".ls-train").count() == 0


def check_print(page):
    """A lesson prints as a worksheet."""
    page.emulate_media(media="print")
    assert page.locator(".ls-print").first.is_visible()
    assert page.locator(".sidebar-drawer").is_hidden()
    # The targets of the competence matrix print as lines with boxes to tick; no other button prints.
    assert page.locator(".ls button:not(.ls-chip):visible").count() == 0
    page.emulate_media(media="screen")


# Firefox opens every page from a folder; of pages without a widget, which are alike, Chromium opens none there.
ALIKE = ("book/reference/api-", "book/cases/")


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith(ALIKE)])
def test_a_page_opens_from_a_folder(visit, site, page):
    """By double click, from a folder or a USB stick, all of it works as from a server."""
    seen = visit(page, base=f"{site.as_uri()}/")
    widgets = (site / page).read_text("utf-8").count('type="application/vnd.jupyter.widget-view+json"')
    assert seen.page.locator(".ls:has(> .ls-frame)").count() == widgets
    assert seen.problems == []


# What is asked, and the beginnings of the first lines that answer.
ASKED = {
    "rubbish": ["Target 11.6 Air and waste", "Target 12.5 Less waste"],
    "potholes": ["Target 9.1 Roads and networks", "Target 11.2 Public transport"],
    "libary": ["Target 4.6 Reading and numbers"],
    "11.2": ["Target 11.2 Public transport", "1."],
    "11.3.1": ["Indicator 11.3.1", "3.2 Land and people"],
    "13.1": ["Target 13.1 Resilience to climate hazards", "1."],
    "SDG 11": ["SDG means Sustainable Development Goal", "Goal 11: Sustainable Cities and Communities"],
    "VLR": ["VLR means Voluntary Local Review"],
    "VNR": ["VNR means Voluntary National Review"],
    "HLPF": ["HLPF means High-level Political Forum"],
    "NEET": ["NEET means not in employment, education or training"],
    "Land and people": ["Target 1.4 Access to services and land", "3.2 Land and people"],
}
KINDS = ["Lesson", "Case", "Glossary", "Page", "Python function"]


@pytest.mark.parametrize("from_folder", [False, True])
def test_search_puts_lessons_first_and_knows_codes_abbreviations_and_everyday_words(visit, site, from_folder):
    seen = visit("search.html", width=360, base=f"{site.as_uri()}/" if from_folder else None)
    assert not any("/search/" in address for address in seen.requests)  # the index comes with the first search
    box, said, lines = (seen.page.locator(name) for name in ("#ls-search", "#search-count", "#search-results > li"))

    def ask(words: str) -> list[str]:
        box.fill(words)
        box.press("Enter")
        said.filter(has_text=f"“{words}”").wait_for()
        return lines.locator("> :is(a, b)").all_inner_texts()

    for words, first in ASKED.items():
        shown = ask(words)
        for line, beginning in zip(shown, first, strict=False):
            assert line.startswith(beginning), (words, shown)
    for words in ("rubbish", "potholes", "budget", "Targets", "who", "share", "SDG"):
        ask(words)
        kinds = [
            each for line in lines.locator(".ls-kind").all_inner_texts() for each in KINDS if line.startswith(each)
        ]
        assert kinds[0] == "Lesson", words
        assert kinds == sorted(kinds, key=KINDS.index), words
    for nothing in ("xylophone", "مياه"):
        assert ask(nothing) == []
        assert said.inner_text().startswith(f"Nothing found for “{nothing}”.")
    ask("built-up")
    found = lines.filter(has=seen.page.get_by_role("link", name="3.2 Land and people"))
    assert found.locator("mark").first.inner_text().casefold() in ("built", "up")
    assert len(found.locator("p.context").inner_text()) > 40
    seen.page.get_by_role("button", name="More results").press("Enter")
    lines.nth(10).wait_for()
    found.get_by_role("link").click()
    seen.page.get_by_role("heading", name="Land and people", exact=True, level=1).wait_for()
    assert seen.problems == []


def test_search_leads_from_the_official_name_of_a_goal_to_the_goal(visit):
    seen = visit("book/index.html", width=1280)
    seen.page.get_by_role("textbox", name="Search").fill("Life below water")
    seen.page.keyboard.press("Enter")
    first = seen.page.locator("#search-results li > a").first
    assert "Goal 14: Life Below Water" in first.inner_text()
    first.click()
    section = seen.page.locator("section", has=seen.page.get_by_role("heading", name="Goal 14: Life Below Water"))
    assert "Short title in this course: Sea and coast." in section.last.inner_text()
    assert "14.1\u00a0" in section.last.inner_text()
    assert seen.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_words_on_a_dark_ground_stay_readable_in_the_readers_own_colours(visit, scheme):
    """Letters have soft edges, so that words which can be seen have more colours than two."""
    wanted = {
        "book/index.html": [".ls-button.ls-go"],
        "modules/opening.html": [".ls-step", ".ls-tag"],
        "modules/1-localizing/03-stakeholders-and-voice.html": ["button.ls-go", ".ls-code", ".ls-disc"],
    }
    seen = visit("book/index.html", scheme=scheme)
    page = seen.page
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    unseen = []
    for path, selectors in wanted.items():
        page.goto(page.url.split("book/")[0].split("modules/")[0] + path)
        for selector in selectors:
            found = page.locator(f"{selector}:visible").first
            colours = Image.open(io.BytesIO(found.screenshot())).convert("RGB").getcolors(100_000)
            if len(colours) <= 8:
                unseen.append(f"{path} {selector}")
    assert unseen == []
    assert seen.problems == []
