"""The widget of lesson 1.3 in a browser. Quadrants, groups and places are worked out by hand."""

from __future__ import annotations

import pytest

from localsdg.widgets import Municipality, MyCourse, StakeholderMap


@pytest.fixture
def stakeholders(widget_page):
    seen = widget_page(StakeholderMap)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(frame) -> str:
    return frame.locator(".ls-title").inner_text()


def actor(frame, place: int):
    return frame.locator(".ls-actors > details").nth(place - 1)


def summary(frame, place: int) -> list[str]:
    """The number, the name and the quadrant of one actor in the list."""
    return actor(frame, place).locator("> summary > span").all_inner_texts()


def rows(frame) -> list[list[str]]:
    lines = frame.locator(".ls-fold .ls-placed tbody tr").all()
    return [line.locator("th, td").all_text_contents() for line in lines]


def move(frame, place: int, *, power: int, interest: int) -> None:
    """Drag an actor to the middle of a place: eleven each way, 0 at the left and at the bottom."""
    page = frame.page
    grid = frame.locator(".ls-screen .ls-map")
    grid.scroll_into_view_if_needed()
    disc = grid.locator(".ls-disc").nth(place - 1).bounding_box()
    box = grid.bounding_box()
    page.mouse.move(disc["x"] + disc["width"] / 2, disc["y"] + disc["height"] / 2)
    page.mouse.down()
    to = box["x"] + box["width"] * (interest + 0.5) / 11, box["y"] + box["height"] * (10 - power + 0.5) / 11
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def test_the_draft_of_the_town_hall_lacks_those_who_live_with_the_result(stakeholders):
    # Of 13 groups two have somebody: businesses, and other levels of government.
    assert title(stakeholders) == "One quadrant is empty. Nobody speaks for 11 of 13 groups."
    said = stakeholders.locator(".ls-verdict").inner_text()
    assert "Empty: keep informed and give voice." in said
    assert "Without a voice: women; young people; older people; people with disabilities;" in said
    assert stakeholders.locator(".ls-screen .ls-quadrant.ls-empty").all_inner_texts() == [
        "keep informed and give voice"
    ]
    assert [summary(stakeholders, place) for place in (1, 2, 3, 4, 5)] == [
        ["1", "Council", "work closely together"],
        ["2", "Waste and Environment", "work closely together"],
        ["3", "Finance department", "keep satisfied"],
        ["4", "Government of the region", "keep satisfied"],
        ["5", "Harbour company", "follow from time to time"],
    ]
    stakeholders.get_by_text("Why each missing group matters").click()
    assert len(stakeholders.locator(".ls-fold li").all()) == 11


def test_after_a_walk_seven_groups_are_still_missing(stakeholders):
    stakeholders.get_by_role("tab", name="After a walk through Saltfield").click()
    assert title(stakeholders) == "Every quadrant has somebody. Nobody speaks for 7 of 13 groups."
    stakeholders.get_by_text("The same as a table").click()
    assert len(rows(stakeholders)) == 10
    assert rows(stakeholders)[5] == [
        "Groups of waste pickers",
        "3",
        "10",
        "keep informed and give voice",
        "people in informal settlements or informal work",
    ]


def test_the_pointer_moves_an_actor(stakeholders):
    move(stakeholders, 5, power=4, interest=5)
    assert summary(stakeholders, 5)[2] == "keep informed and give voice"
    assert rows(stakeholders)[4][1:3] == ["4", "5"]
    # What was empty is full, and what was left is empty.
    assert stakeholders.locator(".ls-screen .ls-quadrant.ls-empty").all_inner_texts() == ["follow from time to time"]
    move(stakeholders, 5, power=5, interest=5)  # 5 counts as high
    assert summary(stakeholders, 5)[2] == "work closely together"
    assert title(stakeholders).startswith("2 quadrants are empty.")
    move(stakeholders, 5, power=13, interest=-2)  # beyond the edge is the edge
    assert rows(stakeholders)[4][1:3] == ["10", "0"]
    for _ in range(3):
        stakeholders.get_by_role("button", name="Undo").click()
    assert rows(stakeholders)[4][1:3] == ["3", "1"]
    assert summary(stakeholders, 5)[2] == "follow from time to time"


def test_a_tap_on_the_grid_places_the_open_actor(stakeholders):
    grid = stakeholders.locator(".ls-screen .ls-map")
    before = rows(stakeholders)
    corner = {"x": 3, "y": 3}  # much power, no interest
    grid.click(position=corner)
    assert rows(stakeholders) == before
    actor(stakeholders, 1).locator("> summary").click()
    grid.click(position=corner)
    assert rows(stakeholders)[0][1:3] == ["10", "0"]
    assert rows(stakeholders)[1:] == before[1:]


def test_the_keyboard_alone_draws_a_map_and_undoes(stakeholders):
    page = stakeholders.page
    stakeholders.get_by_role("tab", name="Your own map").press("Enter")
    assert title(stakeholders) == "Nobody is on the map yet."
    stakeholders.get_by_role("button", name="Add an actor").press("Enter")
    # A new actor opens, its name has the focus, and it does not count without one.
    assert "One actor has no name" in stakeholders.locator(".ls-verdict").inner_text()
    page.keyboard.type("Market women")
    assert title(stakeholders) == "3 quadrants are empty. Nobody speaks for 13 of 13 groups."
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert rows(stakeholders) == [["Market women", "5", "10", "work closely together", "—"]]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert rows(stakeholders) == [["Market women", "5", "9", "work closely together", "women"]]
    assert title(stakeholders) == "3 quadrants are empty. Nobody speaks for 12 of 13 groups."
    stakeholders.get_by_role("button", name="Undo").press("Enter")
    assert title(stakeholders) == "3 quadrants are empty. Nobody speaks for 13 of 13 groups."
    stakeholders.get_by_role("button", name="Take this actor off the map").press("Enter")
    assert title(stakeholders) == "Nobody is on the map yet."
    assert page.evaluate("document.activeElement.textContent") == "Add an actor"
    stakeholders.get_by_role("button", name="Start again").press("Enter")
    assert title(stakeholders) == "One quadrant is empty. Nobody speaks for 11 of 13 groups."


def test_the_same_name_twice_counts_once(stakeholders):
    actor(stakeholders, 2).locator("> summary").click()
    actor(stakeholders, 2).get_by_label("Who it is").fill(" Council ")
    assert "One actor has no name, or the name of another one" in stakeholders.locator(".ls-verdict").inner_text()
    assert [row[0] for row in rows(stakeholders)].count("Council") == 1
    assert len(rows(stakeholders)) == 4


def test_a_name_that_is_too_long_stays_and_does_not_count(stakeholders):
    actor(stakeholders, 2).locator("> summary").click()
    name = actor(stakeholders, 2).get_by_label("Who it is")
    name.fill("w" * 203)
    said = actor(stakeholders, 2).inner_text()
    assert "A name can have at most 200 characters. Leave out 3 characters, and the actor counts." in said
    assert name.input_value() == "w" * 203
    assert len(rows(stakeholders)) == 4
    name.fill("w" * 200)
    assert "at most 200 characters" not in actor(stakeholders, 2).inner_text()
    assert len(rows(stakeholders)) == 5


def test_the_map_is_kept_in_the_browser(widget_page, bare):
    page = widget_page(StakeholderMap).page
    frame = page.locator(".ls-frame").first
    frame.get_by_role("button", name="Take over as mine").click()
    actor(frame, 1).locator("> summary").click()
    actor(frame, 1).get_by_label("Who it is").fill("The whole council")
    page.reload()
    assert "The whole council" in [row[0] for row in rows(frame)]
    assert len(rows(frame)) == 5
    page.goto(bare(MyCourse))
    assert "The whole council" in page.locator("body").inner_text()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_an_open_actor_and_a_full_map_are_accessible(widget_page, violations, scheme, width):
    seen = widget_page(StakeholderMap, scheme=scheme, width=width)
    frame = seen.page.locator(".ls-frame").first
    frame.get_by_role("tab", name="After a walk through Saltfield").click()
    actor(frame, 6).locator("> summary").click()
    actor(frame, 6).locator("details summary").click()
    for fold in frame.locator(".ls-fold > summary").all():
        fold.click()
    assert violations(seen.page, ".ls-frame") == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.problems == []


def test_the_worksheet_prints_the_map_an_empty_grid_and_the_groups(stakeholders):
    page = stakeholders.page
    page.emulate_media(media="print")
    printed = stakeholders.locator(".ls-print")
    assert printed.is_visible()
    assert "Government of the region" in printed.locator("table").inner_text()
    assert printed.locator(".ls-quadrant").all_inner_texts() == [
        "work closely together",
        "keep satisfied",
        "keep informed and give voice",
        "follow from time to time",
    ]
    assert printed.locator(".ls-map .ls-disc").count() == 0
    assert printed.locator("li").count() == 13
    assert stakeholders.locator("input:visible").count() == 0


def test_the_municipality_takes_the_map_over_and_computes_the_share(widget_page):
    page = widget_page(StakeholderMap, (Municipality, "1.3")).page
    page.get_by_role("button", name="Start from the example above").click()
    form = page.locator(".ls-kept")
    assert form.get_by_label("Work closely together").input_value() == "Council; Waste and Environment"
    assert form.get_by_label("Keep informed and give voice").input_value() == ""
    assert form.get_by_label("Groups without a voice").input_value().startswith("women; young people; ")
    assert "Fill in the number of women and of men" in form.inner_text()
    form.get_by_label("Women", exact=True).fill("11")
    form.get_by_label("Men", exact=True).fill("33")
    form.get_by_label("Seats by law, if known").fill("48")
    # 11 of 44, not of 48.
    assert "5.5.1(b) of your council: 25.0\u00a0%. Women hold 11 of the 44 elected seats" in form.inner_text()
    form.get_by_label("Seats by law, if known").fill("40")
    assert "Count elected members only" in form.inner_text()
