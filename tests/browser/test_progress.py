"""How far a learner has come: on the map of the review, at the end of a lesson, in the menu, and on her return."""

from __future__ import annotations

import json

import pytest

from localsdg.course.lesson import course, lessons

NINE = "2026-03-01T09:00:00.000Z"
TEN = "2026-03-01T10:00:00.000Z"


# The path of somebody who has to report with figures: each lesson that says so of itself, in the order of the course.
REPORT = [lesson for lesson in lessons() if "report" in lesson.needs.get("tasks", {})]


def named(lesson) -> str:
    return f"{lesson.number} {lesson.title}"


def workbook(*fields: tuple[str, object]) -> str:
    """A workbook of fields such as ``("records|pin|11.2|entry", "buses")``; the last one is the latest."""
    book: dict = {"format": "localsdg workbook", "version": 3, "records": {}, "marks": {}, "lessons": {}}
    for place, (address, value) in enumerate(fields):
        group, first, second, name = address.split("|")
        time = TEN if place == len(fields) - 1 else NINE
        book[group].setdefault(first, {}).setdefault(second, {})[name] = {"value": value, "time": time}
    return json.dumps(book)


def put(page, text: str) -> None:
    page.evaluate("(text) => localStorage.setItem('localsdg.workbook', text)", text)
    page.reload()


MAP = workbook(
    ("records|pin|11.2|entry", "buses"),
    ("records|pin|6.1|entry", "water"),
    ("records|pin|3.1|entry", None),  # cleared
    ("records|actor|a1|entry", ["Traders"]),
    ("records|municipality|here|name", "Kisumu"),
    ("records|missing voice|first|groups", "young people"),
    ("records|interaction|6.1>11.2|score", 2),
    ("records|interaction|6.1>11.2|reason", "pipes below roads"),
    ("records|action|first|outcome", "Clinics within reach"),
    ("records|text|1.1|left for later", "not of this chapter"),
)


def test_the_map_of_the_review_says_what_the_workbook_has_for_each_chapter(visit, violations):
    seen = visit("modules/opening.html", width=360)
    page = seen.page
    assert page.locator(".ls-filled").count() == 0
    put(page, MAP)
    found = page.locator("[data-chapter]:has(.ls-filled)").evaluate_all(
        "all => all.map((each) => [each.dataset.chapter, each.querySelector('.ls-filled').textContent])"
    )
    assert found == [
        ["place", "5 entries in your workbook, from 1.1 and 1.3"],
        ["priorities", "1 entry in your workbook, from 1.5"],
        ["no-one-behind", "1 entry in your workbook, from 1.3"],
        ["one-action", "1 entry in your workbook, from 2.6"],
    ]
    assert violations(page, ".ls-review", at_least=1) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for unreadable in ("{", "null", '{"version":3}', '{"version":9,"records":{},"lessons":{}}'):
        put(page, unreadable)
        assert page.locator(".ls-filled").count() == 0
    assert seen.problems == []


LESSON = "modules/1-localizing/02-competences.html"
TICK = "I have finished lesson 1.2"


def end_of(page) -> str:
    return " ".join(page.locator(".ls-end").inner_text().split())


def in_menu(page) -> list[str]:
    return page.locator(".sidebar-tree a:has(.ls-done)").evaluate_all("all => all.map((each) => each.textContent)")


def test_a_lesson_ends_with_a_tick_with_what_is_open_and_with_the_next_one(visit, violations):
    seen = visit(LESSON, width=360)
    page = seen.page
    total = len(course().lesson("1.2").questions)
    assert f"Questions answered: 0 of {total}. Your municipality’s form is still open." in end_of(page)
    assert in_menu(page) == []
    mayor = page.get_by_role("link", name="Print what you have entered as a page for the mayor")
    assert mayor.count() == 0
    box = page.get_by_label(TICK)
    box.focus()
    page.keyboard.press("Space")
    page.locator(".ls-end").get_by_text("Saved").first.wait_for()
    assert mayor.count() == 0  # a tick is nothing that the page for the mayor shows
    assert in_menu(page) == ["1.2 Who is competent for what? ✓ (finished)"]
    kept = page.evaluate("JSON.parse(localStorage.getItem('localsdg.workbook')).lessons")
    assert kept["1.2"]["progress"]["done"]["value"] is True
    # What is answered and entered above counts at once; the name of the place alone is no entry.
    page.get_by_label("Municipality", exact=True).fill("Kisumu")
    page.keyboard.press("Tab")
    assert "form is still open" in end_of(page)
    page.get_by_label("The law that gives the tasks").fill("Local Government Act")
    page.locator(".ls-end").get_by_text("form has entries").wait_for()
    assert mayor.count() == 1
    assert violations(page, "footer", at_least=1) == []
    # Another tab of the same browser clears the tick, and this one follows.
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label(TICK).uncheck()
    page.wait_for_function("!document.querySelector('.ls-end input').checked && !document.querySelector('.ls-done')")
    # Without the needs check the course goes on; with it, her path does.
    link = page.locator(".next-page")
    assert link.count() == 1
    assert " ".join(link.inner_text().split()) == "Next lesson 1.3 Stakeholders and voice, 50 minutes"
    put(page, workbook(("records|needs|own|tasks", ["report"]), ("lessons|3.2|progress|done", True)))
    page.wait_for_function("document.querySelector('.next-page .context').textContent === 'Next on your path'")
    after = [lesson.number for lesson in lessons()].index("1.2")
    step = next(each for each in lessons()[after + 1 :] if each in REPORT and each.number != "3.2")
    said = f"Next on your path {named(step)}, {step.minutes['alone']} minutes"
    assert " ".join(link.inner_text().split()) == said
    page.emulate_media(media="print")
    assert page.locator(".ls-end").is_hidden()
    page.emulate_media(media="screen")
    link.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"{step.page}.html")
    put(page, workbook(("records|municipality|here|name", "Kisumu")))
    mayor.click()
    page.locator(".ls-mayor-page").get_by_text("Kisumu", exact=True).wait_for()
    assert seen.problems == []


def test_without_scripts_a_lesson_ends_with_the_next_one(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + LESSON)
    assert page.locator(".ls-end").is_hidden()
    page.get_by_role("link", name="Next lesson 1.3 Stakeholders and voice, 50 minutes").click()
    assert page.url.endswith("03-stakeholders-and-voice.html")
    page.close()


SHIFTS = """() => {
  globalThis.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


def test_somebody_who_comes_back_is_led_to_where_she_was(visit, violations):
    seen = visit("book/index.html", width=360)
    page = seen.page
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.locator(".ls-welcome").is_hidden()
    assert page.get_by_text("agreed on seventeen goals").is_visible()
    page.add_init_script(f"({SHIFTS})()")
    needs = ("records|needs|own|tasks", ["report"])
    town = ("records|municipality|here|name", "Kisumu")
    done = ("lessons|3.2|progress|done", True)
    put(page, workbook(needs, town, done, ("records|text|1.2|law", "Local Government Act")))
    welcome = page.locator(".ls-welcome")
    assert "Welcome back, Kisumu" in welcome.inner_text()
    assert page.get_by_text("agreed on seventeen goals").is_hidden()
    go, mine = welcome.locator(".ls-button").all()
    for button in (go, mine):
        assert button.evaluate("(each) => each.getBoundingClientRect().bottom") <= 640
    steps = [" ".join(each.split()) for each in welcome.get_by_role("listitem").all_inner_texts()]
    finished = {"3.2": " ✓ (finished)"}
    assert steps == [f"{named(lesson)}{finished.get(lesson.number, '')}" for lesson in REPORT]
    assert page.evaluate("shifts") < 0.01
    assert violations(page, ".ls-welcome", at_least=1) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    go.click()
    page.wait_for_load_state()
    assert page.locator(":target h2").first.inner_text().startswith("In your municipality")
    assert seen.problems == []


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ([("lessons|3.2|questions|leaving", {"chosen": 1})], "Continue 3.2 at “Check yourself”"),
        ([("records|judgement|11.2|whose", "own")], "Continue 1.2 at “Try it”"),
        # A finished lesson leads to the next one, in the course or on the path.
        ([("records|text|1.2|law", "x"), ("lessons|1.2|progress|done", True)], "Go on with 1.3 Stakeholders and voice"),
        ([("records|needs|own|tasks", ["report"])], f"Go on with {named(REPORT[0])}"),
        ([("lessons|9.9|questions|lost", {"chosen": 1})], "Go on with 1.1 From goals to territory"),
    ],
)
def test_one_link_leads_on(bare_home, fields, link):
    put(bare_home, workbook(*fields))
    assert bare_home.locator(".ls-welcome .ls-go").inner_text() == link


def test_the_map_of_the_home_page_fills_with_the_goals_one_works_on(bare_home):
    page = bare_home
    put(page, workbook())
    plots = page.locator(".ls-town a")
    assert plots.count() == 17
    eleven = page.get_by_role("link", name="Goal 11: Sustainable Cities and Communities", exact=True)
    assert eleven.evaluate("(each) => getComputedStyle(each.querySelector('path')).fillOpacity") == "1"
    fields = [(f"records|pin|{code}|entry", "x") for code in ("11.2", "11.1", "6.1")]
    put(page, workbook(*fields, ("records|judgement|11.2|whose", "own"), ("records|judgement|3.1|whose", None)))
    names = page.locator(".ls-town .ls-worked").evaluate_all("all => all.map((each) => each.textContent.trim())")
    assert sorted(names) == [
        "Goal 11: Sustainable Cities and Communities. Your targets: 2.",
        "Goal 6: Clean Water and Sanitation. Your targets: 1.",
    ]
    assert page.locator(".ls-welcome").get_by_text("are in colour on the map").is_visible()
    four = page.get_by_role("link", name="Goal 4: Quality Education", exact=True)
    assert float(four.evaluate("(each) => getComputedStyle(each.querySelector('path')).fillOpacity")) < 0.5
    four.press("Enter")
    page.wait_for_load_state()
    assert page.locator(":target h2").inner_text().startswith("Goal 4: Quality Education")
    page.goto(page.url.replace("reference/goals", "index").split("#")[0])


def test_a_page_that_was_left_open_shows_nothing_to_whoever_comes_next(visit):
    """After a pause, or as soon as another tab says that nobody is here: not the map, the greeting or a tick."""
    seen = visit("modules/opening.html")
    page = seen.page
    page.clock.install()
    fields = json.loads(MAP)
    fields["lessons"] = {"1.2": {"progress": {"done": {"value": True, "time": TEN}}}}
    put(page, json.dumps(fields))
    page.evaluate("localStorage['localsdg.author:b'] = 'Joseph'")

    def shown() -> tuple[int, list[str]]:
        return page.locator(".ls-filled").count(), in_menu(page)

    hers = (4, ["1.2 Who is competent for what? ✓ (finished)"])
    assert shown() == hers
    for _ in range(2):
        page.clock.fast_forward(29 * 60_000)
        page.keyboard.press("Shift")
    assert shown() == hers
    page.clock.fast_forward(31 * 60_000)
    with page.expect_navigation():
        page.keyboard.press("Shift")
    assert shown() == (0, [])
    with page.expect_navigation():
        page.get_by_role("link", name="localsdg").first.click()
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    assert page.locator(".ls-welcome").is_hidden()
    with page.expect_navigation():
        page.get_by_role("button", name="Go on with the work that has no name").click()
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    assert "Welcome back, Kisumu" in page.locator(".ls-welcome").inner_text()
    assert in_menu(page) == hers[1]
    # The greeting has her tab in mind as well as the exercise below it.
    page.clock.fast_forward(31 * 60_000)
    with page.expect_navigation():
        page.keyboard.press("Shift")
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    assert page.locator(".ls-welcome").is_hidden()
    assert in_menu(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Go on with the work that has no name").click()
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    with page.expect_navigation():
        page.evaluate("location.assign('../modules/opening.html')")
    assert shown() == hers
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate("localStorage['localsdg.learner'] = '-'")
    page.wait_for_function("!document.querySelector('.ls-filled, .ls-done')")
    assert seen.problems == []


@pytest.fixture(scope="module")
def bare_home(browser, address):
    """The home page without its exercises."""
    page = browser.new_page()
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{address}book/index.html")
    yield page
    page.close()
