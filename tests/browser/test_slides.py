"""Lessons as slides, in the trainer edition: what the group sees on the wall, and what the trainer presses."""

from __future__ import annotations

import threading

import pypdf
import pytest

from localsdg.course.lesson import SECTIONS, lessons

LESSONS = [f"{lesson.page}.html" for lesson in lessons()]
LAND = "modules/3-monitoring/02-land-and-people.html"

# What is wrong with the slide on the wall: parts cut at a side, more than fits, or letters too small for the last row.
# An exercise has the wall for itself; its sides may be longer than it, and then scroll, but never wider. The form of
# one's own municipality may be longer than the wall.
FAULTS = """() => {
  const article = document.querySelector("article");
  const onWall = (part) => part.checkVisibility() && !part.closest(".ls-slide-controls");
  const seen = [...article.querySelectorAll("section > *")].filter(onWall);
  const faults = [];
  if (article.scrollWidth > article.clientWidth) faults.push("the slide is too wide");
  const [high, room] = [article.scrollHeight, article.clientHeight];
  const form = seen.some((part) => part.matches(".ls-frame:not(:has(form.ls-ask)) > *"));
  if (!form && high > room) faults.push(`${high} pixels high, with room for ${room}`);
  const exercises = [...article.querySelectorAll(".ls-exercise")];
  const exercise = exercises.find((each) => each.checkVisibility())?.closest(".ls-frame");
  if (exercise && !exercise.matches(".ls-wall")) faults.push("an exercise does not fill the wall");
  if (exercise) {
    const { top, right, bottom, left } = exercise.getBoundingClientRect();
    const end = document.querySelector(".ls-slide-bar").getBoundingClientRect().top;
    if (top < 0 || left < 0 || right > innerWidth || bottom > end || bottom - top < 0.7 * innerHeight) {
      faults.push(`an exercise from ${top} to ${bottom}`);
    }
    for (const pane of exercise.querySelectorAll(":is(.ls-cases, .ls-hands, .ls-result, .ls-more)")) {
      if (pane.scrollWidth > pane.clientWidth + 1) faults.push(`wider than its side: ${pane.className}`);
    }
    for (const part of innerWidth < 1280 ? [] : exercise.querySelectorAll("*:not(svg *)")) {
      const letters = parseFloat(getComputedStyle(part).fontSize) * 0.85;
      const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      const start = part.outerHTML.slice(0, 80);
      if (own && part.checkVisibility() && letters < 13) faults.push(`letters of ${letters} pixels: ${start}`);
    }
  }
  for (const part of seen) {
    const { left, right } = part.getBoundingClientRect();
    const start = part.outerHTML.slice(0, 80);
    if (right > innerWidth + 1 || left < -1) faults.push(`cut at the side: ${start}`);
    const boxes = part.closest(".ls") ? [] : [...part.querySelectorAll(".ls-table, .ls-formula, .table-wrapper")];
    if (boxes.some((box) => box.scrollWidth > box.clientWidth + 1)) faults.push(`scrolls to the side: ${start}`);
    for (const line of part.closest(".ls") ? [] : [part, ...part.querySelectorAll("p, li, th, td")]) {
      const letters = parseFloat(getComputedStyle(line).fontSize);
      if (line.matches("p, li, th, td") && letters < 13) faults.push(`letters of ${letters} pixels: ${start}`);
    }
  }
  return faults;
}"""


@pytest.fixture(scope="session")
def edition(trainer_site):
    from localsdg.site.serve import make_server

    server = make_server(trainer_site, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def as_slides(seen):
    """Show a lesson that is open as slides."""
    seen.page.set_viewport_size({"width": 1280, "height": 720})
    seen.page.get_by_role("link", name="Show as slides").click()
    seen.page.locator("html.ls-slides").wait_for()
    return seen


@pytest.fixture
def wall(visit, edition):
    """Open a lesson and show it as slides."""
    return lambda lesson, *, scheme="light": as_slides(visit(lesson, base=edition, scheme=scheme))


def count(page) -> tuple[int, int]:
    """The number of the slide that is announced, and the number of slides."""
    slide, slides = page.locator(".ls-slide-bar [role=status]").inner_text().split(":")[0].split(" of ")
    return int(slide), int(slides)


def arrives(page, slide: int) -> None:
    """The address changes first; the slide follows."""
    page.wait_for_function(
        "slide => document.querySelector('.ls-slide-bar [role=status]').textContent.startsWith(`${slide} of `)",
        arg=slide,
    )


def go(page, slide: int) -> None:
    """Go to a slide by its address."""
    page.evaluate("slide => { location.hash = `#slide-${slide}`; }", slide)
    arrives(page, slide)


# Shows one slide after another, and returns the faults and the headings of each. The address changes first; the slide
# follows, and is drawn.
EACH = f"""async () => {{
  const status = document.querySelector(".ls-slide-bar [role=status]");
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = [];
  const slides = Number(/of ([0-9]+)/.exec(status.textContent)[1]);
  for (let slide = 1; slide <= slides; slide += 1) {{
    location.hash = `#slide-${{slide}}`;
    do await drawn(); while (!status.textContent.startsWith(`${{slide}} of `));
    const headings = [...document.querySelectorAll("article h2")].filter((each) => each.checkVisibility());
    found.push([({FAULTS})(), headings.map((each) => each.innerText)]);
  }}
  return found;
}}"""


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.number)
def test_every_slide_fits_the_wall(visit, edition, lesson):
    seen = as_slides(visit(f"{lesson.page}.html", base=edition))
    page = seen.page
    titles = {name: lesson.cell(name).source.splitlines()[0].removeprefix("## ") for name in SECTIONS}
    off_the_wall = {titles.pop(name) for name in ("analyst", "sources", "trainer-card")}
    for width, height in [(1280, 720), (1024, 768)]:
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(EACH)
        # A slide for each section, and one for each question.
        assert len(found) == count(page)[1] >= len(titles) + len(lesson.questions)
        assert [(width, slide, faults) for slide, (faults, _) in enumerate(found, 1) if faults] == []
        headings = {heading for _, each in found for heading in each}
        assert set(titles.values()) <= headings
        assert not off_the_wall & headings
    assert seen.problems == []


def test_keys_turn_the_slides_and_the_address_follows(wall):
    page = wall(LAND).page
    keys = page.keyboard
    assert page.locator("h1").is_visible()
    for key, expected in [("ArrowRight", 2), ("PageDown", 3), (" ", 4), ("ArrowLeft", 3), ("PageUp", 2), ("Home", 1)]:
        keys.press(key)
        arrives(page, expected)
        assert page.url.endswith(f"#slide-{expected}")
    end = count(page)[1]
    keys.press("End")
    arrives(page, end)
    assert page.get_by_role("button", name="Next").is_disabled()
    keys.press("ArrowRight")
    assert page.url.endswith(f"#slide-{end}")
    page.reload()
    arrives(page, end)
    page.go_back()
    arrives(page, 1)
    page.get_by_role("button", name="Next").click()
    arrives(page, 2)
    assert page.get_by_role("heading", name="By the end you can").is_visible()
    keys.press("Escape")
    page.locator("html:not(.ls-slides)").wait_for()
    assert page.url.endswith("#by-the-end-you-can")
    assert page.locator(".sidebar-drawer").is_visible()
    assert page.get_by_role("heading", name="By the end you can").is_visible()
    assert page.get_by_role("heading", name="Why it matters").is_visible()


def test_a_fragment_waits_for_a_key(wall):
    page = wall(LAND).page
    trap = page.locator(".ls-fragment")
    go(page, 5)
    page.get_by_text("The earlier version takes logarithms, as for people:").wait_for()
    assert trap.evaluate("part => getComputedStyle(part).visibility") == "hidden"
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#slide-5")
    assert trap.evaluate("part => getComputedStyle(part).visibility") == "visible"
    page.keyboard.press("ArrowRight")
    arrives(page, 6)
    page.keyboard.press("ArrowLeft")
    arrives(page, 5)
    assert trap.is_visible()
    page.keyboard.press("ArrowLeft")
    assert trap.evaluate("part => getComputedStyle(part).visibility") == "hidden"
    assert page.url.endswith("#slide-5")


def test_the_arrows_move_a_side_of_an_exercise(wall):
    page = wall(LAND).page
    go(page, 8)
    hands, more = page.locator(".ls-wall .ls-hands"), page.locator(".ls-wall .ls-more")
    at = "part => part.scrollTop"
    # The result fits, so that the arrows move what does not.
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.ls-wall .ls-hands').scrollTop > 50")
    assert more.evaluate(at) == 0
    more.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.ls-wall .ls-more').scrollTop > 10")
    page.keyboard.press("ArrowUp")
    page.wait_for_function("document.querySelector('.ls-wall .ls-more').scrollTop === 0")
    assert hands.evaluate(at) > 50
    assert count(page)[0] == 8
    # The words before the exercise stand in the notes; the page has them again when the slides are left.
    page.keyboard.press("n")
    notes = page.get_by_role("region", name="Notes")
    words = "Start with Accra"
    assert words in notes.inner_text()
    assert words not in page.locator("article section:has(> .cell .ls-wall)").first.inner_text()
    page.keyboard.press("PageUp")
    arrives(page, 7)
    assert page.locator(".ls-wall").count() == 0
    page.keyboard.press("Escape")
    page.locator("html:not(.ls-slides)").wait_for()
    assert page.get_by_text(words).is_visible()
    assert page.locator(".ls-result[tabindex]").count() == 0


def test_an_exercise_lives_on_its_slide_and_on_the_page(wall):
    seen = wall(LAND)
    page = seen.page
    go(page, 8)
    exercise = page.locator(".ls-frame").first
    exercise.wait_for()
    exercise.get_by_role("tab", name="Dzerzhinsk").click()
    verdict = exercise.locator(".ls-title").first.inner_text()
    people = exercise.locator("input.ls-number").first
    typed = people.input_value()
    people.focus()
    before = count(page)
    for key in ["ArrowUp", "ArrowRight", "Home", "PageDown", " ", "n"]:
        page.keyboard.press(key)
    assert count(page) == before
    # What was typed is one step or two, as it was slow or quick.
    while people.input_value() != typed:
        exercise.get_by_role("button", name="Undo").click()
    page.keyboard.press("Escape")
    page.locator("html:not(.ls-slides)").wait_for()
    assert exercise.locator(".ls-title").first.inner_text() == verdict
    assert seen.problems == []


def test_each_question_has_a_slide_and_its_key_stands_in_the_notes(wall):
    page = wall(LAND).page
    go(page, 9)
    questions = page.locator("form.ls-ask")
    questions.first.wait_for()
    assert questions.locator("visible=true").count() == 1
    questions.first.get_by_role("radio").first.check()
    page.keyboard.press("PageDown")  # a remote control turns the slide though an answer has the focus
    arrives(page, 10)
    assert not questions.first.is_visible()
    assert questions.nth(1).is_visible()
    notes = page.get_by_role("region", name="Notes")
    assert not notes.is_visible()
    page.keyboard.press("n")
    text = questions.nth(1).locator("legend").inner_text().removeprefix("2. ")
    assert text in notes.inner_text()
    assert "Right." in notes.inner_text()
    page.keyboard.press("PageUp")
    arrives(page, 9)
    assert questions.first.get_by_role("radio").first.is_checked()
    assert "Debrief." in notes.inner_text()


def test_the_notes_in_a_window_of_their_own_turn_the_slides(wall):
    page = wall(LAND).page
    page.keyboard.press("n")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Show the notes in a window of their own").click()
    notes = opened.value
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    arrives(page, 3)
    assert notes.get_by_role("heading", level=1).inner_text() == f"3 of {count(page)[1]}: Why it matters"
    assert "square metres" in notes.locator("body").inner_text()
    assert "square metres" not in page.locator("article").inner_text()
    notes.keyboard.press("ArrowRight")
    arrives(page, 4)


def test_a_workshop_is_led_step_by_step(visit, edition):
    """The card of 3.2: 10 minutes of guessing, 20 for the worksheet, 15 and 15. The clock is ours."""
    seen = visit(LAND, base=edition)
    page = seen.page
    page.set_viewport_size({"width": 1280, "height": 720})

    def at(minutes, text):
        """Let so many minutes have passed, show the slide again, and wait for what the clock on the wall says then."""
        page.clock.set_fixed_time(1_800_000_000 + 60 * minutes)
        page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
        page.wait_for_function("text => document.querySelector('.ls-slide-clock').textContent === text", arg=text)

    page.get_by_role("link", name="Lead a workshop").click()
    page.locator("html.ls-slides.ls-room").wait_for()
    # Title and objectives, four steps with the slides that they need, key points.
    assert count(page) == (1, 12)
    said = []
    for slide in range(1, 13):
        page.evaluate("slide => { location.hash = `#step-${slide}`; }", slide)
        arrives(page, slide)
        assert page.evaluate(FAULTS) == []
        said.append(page.locator(".ls-slide-bar [role=status]").inner_text().split(": ")[1])
    assert said[2:6] == ["Step 1 of 4", "Why it matters", "Step 2 of 4", "The idea"]
    assert said[7:] == ["Step 3 of 4", "The idea", "Step 4 of 4", "Try it", "Key points"]

    page.keyboard.press("n")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Show the notes in a window of their own").click()
    speaker = opened.value.locator("body")
    assert "Who would rather publish a ratio of 0.93" in speaker.inner_text()  # the questions of the debrief
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    arrives(page, 3)
    page.clock.set_fixed_time(1_800_000_000)
    page.get_by_role("button", name="Start the clock again").click()
    at(0, "10:00 left")
    assert page.locator(".ls-step-left").first.inner_text() == "10:00 left"
    words = "did land or people grow faster here?"
    assert words in page.locator(".ls-step-words").first.inner_text()
    assert words in speaker.inner_text()
    assert "on time" in speaker.inner_text()
    assert "Next: Why it matters" in speaker.inner_text()
    assert "Debrief" not in speaker.inner_text()
    at(4, "06:00 left")
    page.keyboard.press("PageDown")
    arrives(page, 4)
    at(4, "06:00 left")
    # The second step begins after 4 of the 10 minutes; 26 minutes later it is 6 over, and nobody is late.
    page.keyboard.press("PageDown")
    arrives(page, 5)
    assert "6 min ahead" in speaker.inner_text()
    at(30, "06:00 over")
    assert "on time" in speaker.inner_text()
    at(33, "09:00 over")
    assert "3 min behind" in speaker.inner_text()
    assert "did land or people" not in speaker.inner_text()
    # A page that is loaded again goes on with the same clock; the window beside it, whose clock would stand, is closed.
    page.reload()
    page.locator("html.ls-slides.ls-room").wait_for()
    at(33, "09:00 over")
    assert opened.value.is_closed()
    page.keyboard.press("Escape")
    page.locator("html:not(.ls-slides)").wait_for()
    assert not page.locator(".ls-steps").is_visible()
    assert seen.problems == []


@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 740)])
def test_nothing_is_out_of_reach_when_the_page_is_enlarged(wall, width, height):
    page = wall(LAND).page
    page.set_viewport_size({"width": width, "height": height})
    go(page, 3)
    assert page.evaluate("document.querySelector('article').scrollWidth") <= width
    for button in page.locator(".ls-slide-bar button:visible").all():
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height


def test_slides_are_accessible(wall, violations):
    """In the dark only colours differ."""
    seen = wall(LAND)
    page = seen.page
    page.keyboard.press("n")
    for slide in range(1, count(page)[1] + 1):
        go(page, slide)
        assert violations(page, at_least=15) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, at_least=1, colours=True) == []
        page.emulate_media(color_scheme="light")
    assert seen.problems == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_slides_open_from_a_folder(visit, trainer_site, lesson):
    seen = as_slides(visit(lesson, base=f"{trainer_site.as_uri()}/"))
    seen.page.keyboard.press("End")
    seen.page.get_by_role("heading", name="Key points").wait_for()
    seen.page.keyboard.press("Escape")
    seen.page.locator("html:not(.ls-slides)").wait_for()
    assert seen.problems == []


def test_a_printed_slide_is_a_page_in_landscape(wall, tmp_path):
    page = wall(LAND).page
    page.pdf(path=tmp_path / "slides.pdf", prefer_css_page_size=True)
    pages = pypdf.PdfReader(tmp_path / "slides.pdf").pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in pages)
    # The number of the page stands first.
    begins = [sheet.extract_text().split("\n")[1] for sheet in pages]
    assert begins[:4] == ["Module 3, Monitoring. Lesson 2 of 6", "By the end you can", "Why it matters", "The idea"]
    assert begins[4].startswith("The two versions ")
    assert "A trap" in pages[4].extract_text()
    assert begins[5].startswith("The case:")
    assert begins[-1] == "Key points"


def test_the_learners_edition_has_no_slides(site):
    for lesson in LESSONS:
        assert "ls-slide" not in (site / lesson).read_text("utf-8")
    assert not (site / "_static" / "localsdg" / "slides.js").exists()
    assert "ls-slide" not in (site / "_static" / "site.css").read_text("utf-8")
