"""The widget of lesson 1.2 in a browser. Expected values: counts made by hand, divided by 169."""

from __future__ import annotations

PAGE = "modules/1-localizing/02-competences.html"


def chip(page, code: str):
    return page.locator(f".ls-chip:has(b:text-is('{code}'))")


def title(page) -> str:
    return page.locator(".ls-title").first.inner_text().replace("\u00a0", " ")


def test_pressing_moves_through_the_states_and_the_share_follows(visit):
    page = visit(PAGE).page
    assert title(page) == "Nothing is judged yet."
    chip(page, "11.1").click()
    assert chip(page, "11.1").inner_text().endswith(", own")
    assert title(page) == "You count 1 of 169 targets: 0.6 %."
    chip(page, "11.1").click()
    assert chip(page, "11.1").inner_text().endswith(", shared")
    assert title(page) == "You count 0.5 of 169 targets: 0.3 %."
    page.get_by_label("in full").check()
    assert title(page) == "You count 1 of 169 targets: 0.6 %."
    chip(page, "11.1").click()
    assert chip(page, "11.1").inner_text().endswith(", not ours")
    assert title(page) == "You count 0 of 169 targets: 0.0 %."


def test_the_fictional_town_beside_the_claims(visit):
    page = visit(PAGE).page
    page.get_by_role("button", name="Fill in Port Amani (fictional)").click()
    assert title(page) == "You count 55 of 169 targets: 32.5 %."
    frame = page.locator(".ls-frame").first.inner_text().replace("\u00a0", " ")
    assert "That is 50 fewer than the lowest of the three claims." in frame
    assert "in full: 53 %. Half: 33 %. Not at all: 12 %." in frame
    shares = page.locator(".ls-frame").first.locator("tbody tr td:last-child").all_inner_texts()
    assert [share.replace("\u00a0", " ") for share in shares] == ["32.5 %", "62.1 %", "65.1 %", "66.9 %"]
    page.get_by_role("button", name="Undo").click()
    assert title(page) == "Nothing is judged yet."


def test_the_keyboard_alone_is_enough(visit):
    seen = visit(PAGE)
    page = seen.page
    chip(page, "11.1").focus()
    page.keyboard.press("2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.querySelector('b').textContent") == "11.c"
    page.keyboard.press("0")
    assert title(page) == "You count 1.5 of 169 targets: 0.9 %."
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    assert chip(page, "11.1").inner_text().endswith(", not judged")
    assert title(page) == "You count 0.5 of 169 targets: 0.3 %."
    # One tab stop for each goal: the next one is the button after the chips.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Rest of goal 11: not ours"
    page.keyboard.press("Enter")
    assert "Judged: 10" in page.locator(".ls [role=status]", has_text="Judged: 10").inner_text()
    assert seen.problems == []


def test_all_targets_are_there_and_judgements_survive_a_reload(visit):
    page = visit(PAGE).page
    assert page.locator(".ls-chip").count() == 169
    assert page.locator(".ls-goals > details").count() == 17
    page.get_by_role("button", name="Open all goals").click()
    assert page.locator(".ls-chip:visible").count() == 169
    chip(page, "6.1").click()
    page.reload()
    assert title(page) == "You count 1 of 169 targets: 0.6 %."
    page.get_by_role("button", name="Start from the numbers of the exercise").click()
    assert page.locator(".ls-kept").get_by_label("Own", exact=True).input_value() == "1"
    page.locator(".ls-kept").get_by_label("Shared", exact=True).fill("2")
    said = page.locator(".ls-kept .ls-note").inner_text().replace("\u00a0", " ")
    assert said == (
        "Your share of the 169 targets is 1.2 %, if a shared target counts half. "
        "Counted in full it is 1.8 %, not at all 0.6 %."
    )
