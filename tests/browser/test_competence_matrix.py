"""The widget of lesson 1.2 in a browser. Expected values: counts made by hand, divided by 169."""

from __future__ import annotations

from localsdg.widgets import CompetenceMatrix, Municipality


def chip(page, code: str):
    return page.locator(f".ls-chip:has(b:text-is('{code}'))")


def title(page) -> str:
    return page.locator(".ls-title").first.inner_text().replace("\u00a0", " ")


def test_pressing_moves_through_the_states_and_the_share_follows(widget_page):
    page = widget_page(CompetenceMatrix).page
    assert title(page) == "Nothing is judged yet."
    chip(page, "11.1").click()
    assert chip(page, "11.1").inner_text().endswith(", own")
    assert title(page) == "You have judged 1 target. You count 1 of it: 100 %."
    chip(page, "11.1").click()
    assert chip(page, "11.1").inner_text().endswith(", shared")
    assert title(page) == "You have judged 1 target. You count 0.5 of it: 50 %."
    page.get_by_label("in full").check()
    assert title(page) == "You have judged 1 target. You count 1 of it: 100 %."
    chip(page, "11.1").click()
    assert chip(page, "11.1").inner_text().endswith(", not ours")
    assert title(page) == "You have judged 1 target. You count 0 of it: 0 %."


def test_ten_judgements_are_compared_with_no_claim_and_a_hundred_are(widget_page):
    page = widget_page(CompetenceMatrix).page
    page.get_by_role("button", name="Open all goals").click()
    frame = page.locator(".ls-frame").first

    def shares() -> list[str]:
        return [text.replace("\u00a0", " ") for text in frame.locator("tbody tr td:last-child").all_inner_texts()]

    def rest(goal: int) -> None:
        page.get_by_role("button", name=f"Rest of goal {goal}: not ours", exact=True).click()

    # Goal 11 has ten targets: four own, the others not ours.
    for code in ("11.1", "11.2", "11.3", "11.4"):
        chip(page, code).click()
    rest(11)
    assert title(page) == "You have judged 10 targets. You count 4 of them: 40 %."
    assert shares() == ["not yet", "62.1 %", "65.1 %", "66.9 %"]
    assert "lowest of the three claims" not in frame.inner_text()
    # Goals 3, 4, 8, 9, 12, 16 and 17 have 13, 10, 12, 8, 11, 12 and 19 targets, 85 in all; goal 13 has 5.
    for goal in (3, 4, 8, 9, 12, 16, 17):
        rest(goal)
    assert title(page) == "You have judged 95 targets. You count 4 of them: 4 %."
    rest(13)
    assert title(page) == "You count 4 of 169 targets: 2.4 %."
    assert shares()[0] == "2.4 %"
    assert "101 fewer than the lowest of the three claims" in frame.inner_text()


def test_three_shares_that_differ_are_told_apart(widget_page):
    # One own and one shared target: 2, 1.5 and 1 of the two that are judged.
    page = widget_page(CompetenceMatrix).page
    chip(page, "11.1").click()
    chip(page, "11.2").click()
    chip(page, "11.2").click()
    frame = page.locator(".ls-frame").first.inner_text().replace("\u00a0", " ")
    assert "in full: 100 %. Half: 75 %. Not at all: 50 %." in frame


def test_the_fictional_town_beside_the_claims(widget_page):
    page = widget_page(CompetenceMatrix).page
    page.get_by_role("tab", name="Port Amani").click()
    assert title(page) == "You count 55 of 169 targets: 32.5 %."
    frame = page.locator(".ls-frame").first.inner_text().replace("\u00a0", " ")
    assert "This is 50 fewer than the lowest of the three claims." in frame
    assert "in full: 53 %. Half: 33 %. Not at all: 12 %." in frame
    shares = page.locator(".ls-frame").first.locator("tbody tr td:last-child").all_inner_texts()
    assert [share.replace("\u00a0", " ") for share in shares] == ["32.5 %", "62.1 %", "65.1 %", "66.9 %"]
    page.get_by_role("button", name="Undo").click()
    assert title(page) == "Nothing is judged yet."


def test_the_keyboard_alone_is_enough(widget_page):
    seen = widget_page(CompetenceMatrix)
    page = seen.page
    chip(page, "11.1").focus()
    page.keyboard.press("2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.querySelector('b').textContent") == "11.c"
    page.keyboard.press("0")
    assert title(page) == "You have judged 3 targets. You count 1.5 of them: 50 %."
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    assert chip(page, "11.1").inner_text().endswith(", not judged")
    assert title(page) == "You have judged 2 targets. You count 0.5 of them: 25 %."
    # One tab stop for each goal: the next one is the button after the chips.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Rest of goal 11: not ours"
    page.keyboard.press("Enter")
    assert "Judged: 10" in page.locator(".ls [role=status]", has_text="Judged: 10").inner_text()
    assert seen.problems == []


def test_all_targets_are_there_and_judgements_survive_a_reload(widget_page):
    page = widget_page(CompetenceMatrix, (Municipality, "1.2")).page
    assert page.locator(".ls-chip").count() == 169
    assert page.locator(".ls-goals > details").count() == 17
    page.get_by_role("button", name="Open all goals").click()
    assert page.locator(".ls-chip:visible").count() == 169
    chip(page, "6.1").click()
    page.reload()
    assert title(page) == "You have judged 1 target. You count 1 of it: 100 %."
    # What the matrix knows is not asked again; another value can be written all the same.
    assert page.locator(".ls-kept").get_by_label("Own", exact=True).inner_text() == "1"
    page.get_by_role("button", name="Write something else here").click()
    page.locator(".ls-kept").get_by_label("Shared", exact=True).fill("2")
    said = page.locator(".ls-kept .ls-note").inner_text().replace("\u00a0", " ")
    assert said == (
        "Of the 3 targets that you have judged, you count 67 %, if a shared target counts half. "
        "If it counts in full, you count 100 %; if it does not count, 33 %. "
        "This does not tell you anything yet about all 169 targets."
    )
