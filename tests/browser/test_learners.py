"""Several people share one browser: each finds her own work, and nothing of the others."""

from __future__ import annotations

import json

import pytest

from localsdg.widgets import CompetenceMatrix, MayorPage, Municipality, MyCourse
from localsdg.workbook import Workbook

FORM = (Municipality, "3.2")
KEY = "localsdg.workbook"
STARTED = "document.documentElement.dataset.widgets === 'started'"


def begun_again(page, press) -> None:
    """What is pressed begins the page again, as that of another person."""
    with page.expect_navigation():
        press()
    page.wait_for_function(STARTED)


def dialog_of(page):
    return page.get_by_role("dialog", name="Whose work is this?")


def enroll(page, name: str) -> None:
    dialog = dialog_of(page)
    dialog.get_by_label("Your name").fill(name)
    begun_again(page, dialog.get_by_role("button", name="Begin my own work").click)


def go_on(page, name: str) -> None:
    begun_again(page, dialog_of(page).get_by_role("button", name=name).click)


def typed(page, **entries: str) -> None:
    for label, value in entries.items():
        field = page.locator(".ls-kept").get_by_label(label, exact=True)
        if field.evaluate("field => field.tagName") == "OUTPUT":
            page.locator(".ls-kept").get_by_role("button", name="Change it").click()
        field.fill(value)
        field.blur()


def town(page) -> str:
    """The name in the form: in a box while nobody has said it, else as a text."""
    return page.locator(".ls-kept").get_by_label("Municipality").evaluate("field => field.value")


def workbooks(page) -> dict[str, Workbook]:
    """The workbooks in the browser, by the name of the person."""
    found = json.loads(page.evaluate("JSON.stringify({ ...localStorage })"))
    books = {key.partition(":")[2]: text for key, text in found.items() if key.split(":")[0] == KEY}
    name = "localsdg.author{}".format
    return {found.get(name(f":{who}" if who else ""), ""): Workbook.parse(text) for who, text in books.items()}


def places(page) -> dict[str, str]:
    return {name: book.profile.get("name", "") for name, book in workbooks(page).items()}


@pytest.fixture
def two(widget_page):
    """Amina, who came first, and Joseph, who has said who he is in her browser, as a page with a form shows it now."""
    seen = widget_page(FORM)
    page = seen.page
    typed(page, Municipality="Amina's town")
    page.reload()
    page.get_by_role("button", name="Not your work?").click()
    dialog = dialog_of(page)
    dialog.get_by_label("Your name").fill("Amina")
    begun_again(page, dialog.get_by_role("button", name="The work shown here is mine").click)
    page.get_by_role("button", name="Work of Amina – not you?").click()
    enroll(page, "Joseph")
    yield page
    assert [problem for problem in seen.problems if not problem.endswith("favicon.svg")] == []


def test_a_second_person_sees_nothing_of_the_first(two, bare, violations):
    page = two
    assert town(page) == ""
    assert "Amina" not in page.locator("main").inner_text()
    typed(page, Municipality="Joseph's town")
    form = page.url
    page.goto(bare(MyCourse))
    text = page.locator("main").inner_text()
    assert "Amina" not in text and page.get_by_label("Name", exact=True).input_value() == "Joseph's town"
    assert page.get_by_label("Who writes in this workbook").input_value() == "Joseph"
    page.get_by_role("button", name="Work of Joseph – not you?").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert dialog_of(page).count() == 0
    page.get_by_role("button", name="Work of Joseph – not you?").press("Enter")
    go_on(page, "Go on as Amina")
    page.goto(form)
    assert town(page) == "Amina's town"
    typed(page, **{"Where the numbers come from": "Census"})
    books = workbooks(page)
    assert places(page) == {"Amina": "Amina's town", "Joseph": "Joseph's town"}
    written = {name: {field.by for field in book.fields.values()} for name, book in books.items()}
    # What Amina entered before she gave her name has none.
    assert written == {"Amina": {"", "Amina"}, "Joseph": {"Joseph"}}
    assert books["Amina"].entry("3.2", "municipality") == {"place": "Amina's town", "source": "Census"}


def test_a_person_alone_is_never_asked(widget_page):
    seen = widget_page(FORM)
    typed(seen.page, Municipality="Our town")
    for _ in range(2):
        page = seen.page.context.new_page()
        page.clock.install()
        page.goto(seen.page.url)
        assert page.locator("dialog").count() == 0
        assert town(page) == "Our town"
        # Nor after she has given a name, and days later.
        page.evaluate("localStorage.setItem('localsdg.author', 'Amina')")
        page.clock.fast_forward(3 * 24 * 3600 * 1000)
        page.reload()
        assert page.locator("dialog").count() == 0
    assert seen.problems == []


def test_whoever_comes_to_a_shared_browser_is_asked(two, bare):
    typed(two, Municipality="Joseph's town")
    page = two.context.new_page()
    page.goto(two.url)
    dialog = dialog_of(page)
    dialog.wait_for()
    assert town(page) == ""
    dialog.get_by_role("button", name="Only look around").click()
    typed(page, Municipality="Grace's town")
    line = page.locator(".ls-kept .ls-saved")
    assert "Not saved yet: first say whose work this is." in line.inner_text()
    assert places(page) == {"Amina": "Amina's town", "Joseph": "Joseph's town"}
    line.get_by_role("button", name="Whose work is this?").click()
    dialog.get_by_label("Your name").fill("  JOSEPH ")
    dialog.get_by_role("button", name="Begin my own work").click()
    assert "JOSEPH is there already." in dialog.get_by_role("alert").inner_text()
    dialog.get_by_label("Your name").fill(" ")
    dialog.get_by_role("button", name="Begin my own work").click()
    assert "Write a name first." in dialog.get_by_role("alert").inner_text()
    enroll(page, "Grace")
    # What she entered before she said who she is has become hers.
    assert town(page) == "Grace's town"
    assert places(page) == {"Amina": "Amina's town", "Joseph": "Joseph's town", "Grace": "Grace's town"}
    assert {field.by for field in workbooks(page)["Grace"].fields.values()} == {"Grace"}
    # The next page of the same tab asks no more; when she has finished, it does.
    page.goto(bare(MyCourse))
    assert page.locator("dialog.ls-whose").count() == 0
    page.get_by_role("button", name="Work of Grace – not you?").click()
    begun_again(page, dialog.get_by_role("button", name="I have finished: close my work").click)
    dialog.wait_for()
    assert "Grace's town" not in page.locator("main").inner_text()
    assert page.get_by_label("Name", exact=True).input_value() == ""


def test_whoever_only_looks_around_does_so_on_the_next_page_too(two, bare):
    """Nothing of the others is seen there, and she is not asked on each page."""
    typed(two, Municipality="Joseph's town")
    page = two.context.new_page()
    page.goto(two.url)
    dialog_of(page).get_by_role("button", name="Only look around").click()
    with page.expect_navigation():
        page.evaluate("address => location.assign(address)", bare(MyCourse))  # with this page as the one before
    page.wait_for_function(STARTED)
    assert page.evaluate("document.referrer").endswith(".html")
    assert page.get_by_label("Name", exact=True).input_value() == ""
    assert dialog_of(page).count() == 0
    page.get_by_role("button", name="Whose work is this?").first.click()
    go_on(page, "Go on as Joseph")
    assert page.get_by_label("Name", exact=True).input_value() == "Joseph's town"


def test_the_page_for_the_mayor_is_that_of_one_person(two, bare):
    """It says whose it is; whoever has not said who she is sees nothing, and is asked."""
    typed(two, Municipality="Joseph's town")
    two.goto(bare(MayorPage))
    assert "Joseph's town" in two.locator(".ls-mayor-page").inner_text()
    two.get_by_role("button", name="Work of Joseph – not you?").click()
    go_on(two, "Go on as Amina")
    assert "Amina's town" in two.locator(".ls-mayor-page").inner_text()
    page = two.context.new_page()
    page.goto(two.url)
    dialog_of(page).wait_for()
    text = page.locator(".ls-mayor").inner_text()
    assert "Nobody has said yet whose work this is, so no work is shown." in text
    assert not any(words in text for words in ("Amina", "Joseph", "Nothing is entered yet", "Not on the page yet"))
    go_on(page, "Go on as Joseph")
    assert "Joseph's town" in page.locator(".ls-mayor-page").inner_text()


def test_whoever_touches_a_page_that_was_left_open_is_asked(two):
    two.clock.install()
    two.reload()
    typed(two, Municipality="Joseph's town")
    two.clock.fast_forward(29 * 60_000)
    two.keyboard.press("Shift")
    assert dialog_of(two).count() == 0
    two.clock.fast_forward(31 * 60_000)
    begun_again(two, lambda: two.keyboard.press("Shift"))
    dialog_of(two).wait_for()
    assert town(two) == ""
    assert places(two) == {"Amina": "Amina's town", "Joseph": "Joseph's town"}


def test_two_tabs_never_write_into_the_work_of_another(two):
    """What a tab has of one person stays hers, whoever is chosen in another tab meanwhile."""
    other = two.context.new_page()
    other.goto(two.url)
    go_on(other, "Go on as Joseph")
    with other.expect_navigation():
        # Typed, and not yet kept, when Amina is chosen beside it.
        other.evaluate(
            "() => { const box = document.querySelector('.ls-kept [name=place]'); box.value = 'at the last moment';"
            " box.dispatchEvent(new Event('input', { bubbles: true })); }"
        )
        two.get_by_role("button", name="Work of Joseph – not you?").click()
        go_on(two, "Go on as Amina")
    other.wait_for_function(STARTED)
    assert town(other) == "Amina's town"
    typed(other, Municipality="Amina's city")
    assert places(two) == {"Amina": "Amina's city", "Joseph": "at the last moment"}


def test_removing_takes_away_the_work_of_one_person_alone(two, bare):
    typed(two, Municipality="Joseph's town")
    two.goto(bare(CompetenceMatrix))
    two.locator(".ls-tabs button").nth(1).click()
    two.locator(".ls-chip:visible").first.click()  # tried out in a case: it lasts as long as the tab
    two.goto(bare(MyCourse))
    two.get_by_role("button", name="Remove my work from this computer …").click()
    dialog = two.get_by_role("dialog", name="Remove your work from this computer?")
    assert "It is the work of Joseph. The work of other people in this browser stays." in dialog.inner_text()
    with two.expect_download() as offered:
        dialog.get_by_role("button", name="Download the workbook").click()
    assert offered.value.suggested_filename.startswith("workbook-joseph-s-town-joseph-2")
    saved = Workbook.load(offered.value.path())
    assert (saved.by, saved.profile) == ("Joseph", {"name": "Joseph's town"})
    begun_again(two, dialog.get_by_role("button", name="Remove now").click)
    assert two.get_by_label("Name", exact=True).input_value() == "Amina's town"
    assert places(two) == {"Amina": "Amina's town"}
    left = two.evaluate("Object.keys({ ...localStorage, ...sessionStorage })")
    assert [key for key in left if ":" in key] == []
    # Of the last person nothing stays either.
    two.get_by_role("button", name="Remove my work from this computer …").click()
    two.get_by_role("button", name="Remove now").click()
    two.get_by_text("Your work is removed from this computer.").wait_for()
    assert two.evaluate("Object.keys({ ...localStorage })") == []
