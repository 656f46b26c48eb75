"""Small numbers of people that somebody typed in lesson 3.4: on no sheet of paper and on no page for others.

The town is the fictional Port Amani: 31 pupils of Far Point took the test, and 3 of them read. With 5 as the smallest
number, all of Far Point is hidden.
"""

from __future__ import annotations

import pytest

from localsdg.widgets import AveragesHide, MayorPage, Municipality, MyCourse
from localsdg.workbook import Field, Workbook
from localsdg.workbook.places import address_of

AREAS = {"Old Quay": (900, 803), "Millstone": (800, 602), "Far Point": (31, 3), "Saltfield": (700, 407)}
SECRET = ("31", "803", "9.7")  # of Far Point its people and its share; of Old Quay the readers: nothing of the list


def book() -> Workbook:
    entries = {"wanted": "increase"}
    for at, (name, (people, counted)) in enumerate(AREAS.items()):
        entries |= {f"areas/a{at}/name": name, f"areas/a{at}/people": str(people), f"areas/a{at}/counted": str(counted)}
    time = "2026-03-02T08:00:00.000Z"
    fields = {address_of("3.4", "gap", name): Field(value, time, "Ana") for name, value in entries.items()}
    return Workbook(fields | {address_of("3.4", "municipality", "gap"): Field("A gap of 33 points", time, "Ana")})


@pytest.fixture
def opened(widget_page):
    def shown(*widgets):
        seen = widget_page(*widgets)
        seen.page.evaluate("text => localStorage.setItem('localsdg.workbook', text)", book().text())
        seen.page.reload()
        return seen

    return shown


def words(page) -> list[str]:
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    return page.locator("body").inner_text().replace("\u00a0", " ").replace(",", " ").replace(";", " ").split()


def test_the_lesson_prints_no_small_number(opened):
    seen = opened(AveragesHide, (Municipality, "3.4"))
    seen.page.get_by_role("tab", name="Your own areas").click()
    seen.page.locator(".ls-title", has_text="Hidden areas together").first.wait_for()
    seen.page.emulate_media(media="print")
    found = words(seen.page)
    assert not set(SECRET[::2]) & set(found)
    assert "Hidden areas together" in seen.page.locator("body").inner_text()
    assert seen.problems == []


def test_my_course_shows_them_to_the_learner_and_prints_none(opened):
    seen = opened(MyCourse)
    seen.page.get_by_text("What you have entered").first.click()
    row = seen.page.locator("tr", has_text="Areas or groups")
    row.wait_for(state="attached")
    found = words(seen.page)
    assert set(SECRET[:2]) <= set(found)
    assert "Far Point, people: 31, counted: 3;" in row.inner_text()
    assert "your workbook file has them" in row.inner_text()
    seen.page.emulate_media(media="print")
    assert row.inner_text().split("\t")[-1].startswith("Old Quay; Millstone; Far Point; Saltfield.")
    assert not set(SECRET) & set(words(seen.page))
    assert seen.problems == []


def test_the_page_for_the_mayor_has_the_sentence_alone(opened):
    seen = opened(MayorPage)
    seen.page.locator(".ls-mayor-page").wait_for()
    for media in ("screen", "print"):
        seen.page.emulate_media(media=media)
        assert "A gap of 33 points" in seen.page.locator("body").inner_text()
        assert not set(SECRET) & set(words(seen.page))
        assert "areas/" not in seen.page.locator("body").inner_text()
    assert seen.problems == []
