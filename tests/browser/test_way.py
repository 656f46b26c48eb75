"""The way through the pages: the menu, the list of sections, links to a section, and words of the glossary."""

from __future__ import annotations

import pytest

PAGE = "modules/1-localizing/02-competences.html"
# What the keyboard reaches: its name, and whether it can be seen.
FOCUSED = """() => {
  const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
  const seen = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight && right > left;
  return [document.activeElement.ariaLabel || document.activeElement.textContent.trim(), seen];
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def walk(page, steps: int) -> list[list]:
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        page.evaluate(DRAWN)
        found.append(page.evaluate(FOCUSED))
    return found


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_menu_of_a_phone_is_a_button_and_closed_it_is_not_there(visit, site, direction):
    seen = visit(PAGE, width=360, base=f"{site.as_uri()}/")
    page = seen.page
    page.evaluate("direction => document.documentElement.dir = direction", direction)
    page.add_style_tag(content=".skip-to-content { transition: none !important }")
    assert walk(page, 6) == [
        ["Skip to content", True],
        ["Menu", True],
        ["localsdg", True],
        ["My course", True],
        ["Toggle Light / Dark / Auto color theme", True],
        ["On this page", True],
    ]
    menu, button = page.locator("#ls-menu"), page.get_by_role("button", name="Menu", exact=True)
    assert button.get_attribute("aria-expanded") == "false"
    assert page.get_by_role("link", name="1.3 Stakeholders and voice", exact=True).count() == 0
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.nav-overlay-icon').ariaExpanded === 'true'")
    first = page.locator("#ls-menu .sidebar-tree a").first.inner_text()
    assert walk(page, 3) == [["localsdg", True], ["Search", True], [first, True]]
    assert page.evaluate("document.querySelector('#ls-menu').contains(document.activeElement)")
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "nav-overlay-icon"
    page.wait_for_function("document.querySelector('.nav-overlay-icon').ariaExpanded === 'false'")
    assert seen.problems == []


def test_the_menu_opens_without_scripts(browser, address):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page.goto(address + PAGE)
    assert page.locator("#ls-menu").is_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("link", name="All pages are in the menu of the home page").click()
    # It stands open there.
    page.get_by_role("link", name="1.3 Stakeholders and voice", exact=True).click()
    assert page.url.endswith("03-stakeholders-and-voice.html")
    page.close()


def test_the_menu_is_that_of_the_home_page_and_marks_the_present_one(visit):
    entries = """() => [...document.querySelectorAll('.sidebar-tree :is(a, .caption-text)')]
        .map((each) => [each.textContent, each.href ?? ''])"""
    home = visit("book/index.html").page.evaluate(entries)
    assert len(home) > 50
    seen = visit(PAGE, width=1280)
    # The page itself leads to its top.
    assert seen.page.evaluate(entries) == [[text, f"{link}#" if link.endswith(PAGE) else link] for text, link in home]
    assert seen.page.locator(".sidebar-tree .current-page").all_inner_texts() == ["1.2 Who is competent for what?"]
    assert seen.problems == []
    # The library's functions are listed on the reference pages alone.
    page = visit("book/reference/methods.html").page
    listed = [link for _, link in page.evaluate(entries)]
    functions = [link for link in listed if "/api-" in link]
    assert len(functions) == 6
    assert len(listed) == len(home) + 6


def test_on_a_wide_screen_the_sections_stand_beside_the_text_and_the_present_one_is_marked(visit):
    seen = visit(f"{PAGE}#key-points", width=1280)
    page = seen.page
    sections = page.get_by_role("navigation", name="On this page")
    assert sections.get_by_role("link").all_inner_texts() == page.locator("article h2").evaluate_all(
        "all => all.map((each) => each.firstChild.textContent)"
    )
    page.wait_for_function("document.querySelector('.ls-here [aria-current]')?.textContent === 'Key points'")
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    assert page.locator("article").is_visible()
    assert page.get_by_role("link", name="My course", exact=True).first.is_visible()
    # What is nearest to the reader is built first: the names of headings count up while exercises are built.
    names = page.locator(".ls-frame").evaluate_all("all => all.map((each) => each.getAttribute('aria-labelledby'))")
    built = [int(name.rsplit("-", 1)[1]) for name in names]
    assert len(built) == 3
    assert built == sorted(built, reverse=True)
    search = page.locator("#ls-menu .sidebar-search")
    search.focus()
    assert search.evaluate("(each) => getComputedStyle(each).outlineStyle") == "solid"
    assert seen.problems == []


@pytest.mark.parametrize(("width", "room"), [(360, 64), (1280, 24)])
def test_a_section_stands_in_the_same_place_however_one_comes_to_it(visit, width, room):
    """Below the bar of a small screen; as a target or not, so that nothing jumps while exercises above it are built."""
    page = visit(f"{PAGE}#key-points", width=width).page
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    tops = page.evaluate("""() => {
      const top = (section) => Math.round(section.getBoundingClientRect().top);
      const landed = top(document.querySelector(":target"));
      const other = document.querySelector("article section > section:not(:target)");
      other.scrollIntoView({ behavior: "instant" });
      return [landed, top(other)];
    }""")
    assert tops == [room, room]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_word_of_the_glossary_says_what_it_means(visit, violations, width):
    seen = visit(PAGE, width=width)
    page = seen.page
    page.get_by_role("link", name="2030 Agenda").first.focus()
    page.keyboard.press("Enter")
    meaning = page.get_by_role("dialog", name="2030 Agenda")
    assert "adopted on 25 September 2015" in meaning.inner_text()
    assert violations(page, ".ls-meaning", at_least=1) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert meaning.evaluate("(box) => [box.getBoundingClientRect().left >= 8, scrollX]") == [True, 0]
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == ["Open the glossary", True]
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")
    assert page.evaluate(FOCUSED)[0] == "2030 Agenda"
    assert seen.problems == []


def test_a_report_of_an_error_becomes_one_text(visit):
    seen = visit("book/learners.html", width=360)
    page = seen.page
    assert page.get_by_text("Facts as of November 2026").is_visible()
    page.get_by_role("link", name="Report an error").last.click()
    page.get_by_label("What is right?").fill("38 %, not 83 %")
    text = page.locator(".ls-report output").inner_text()
    assert "book/learners" in text
    assert "38 %, not 83 %" in text
    address = page.get_by_role("link", name="Write an e-mail with it").get_attribute("href")
    assert address.startswith("mailto:?subject=")
    assert "38%20%25" in address
    assert seen.problems == []
