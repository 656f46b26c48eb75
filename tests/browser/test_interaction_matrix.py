"""The widget of lesson 1.5 in a browser. Sums are worked out by hand in tests/vectors/interactions.json."""

from __future__ import annotations

import pytest

from localsdg.widgets import InteractionMatrix, Municipality


@pytest.fixture
def opened(widget_page):
    seen = widget_page(InteractionMatrix)
    yield seen.page
    assert seen.problems == []


@pytest.fixture
def widget(opened):
    return opened.locator(".ls-frame").first


def title(widget) -> str:
    return widget.locator(".ls-title").inner_text()


def cell(widget, pair: str):
    return widget.get_by_role("button", name=f"{pair}:")


def influence(widget) -> list[str]:
    return widget.locator(".ls-heat tbody .ls-sum").all_inner_texts()


def dependence(widget) -> list[str]:
    return widget.locator(".ls-heat tfoot .ls-sum").all_inner_texts()


def test_the_tram_is_scored_and_the_sums_are_right(widget):
    assert title(widget) == "11.7 Public space helps the others most: its influence is +5."
    assert influence(widget) == ["+2", "0", "+1", "+4", "+2", "+5"]
    assert dependence(widget) == ["+2", "+1", "+1", "+3", "+3", "+4"]
    assert "Scored: 30 of 30 pairs. 16 help, 5 do harm." in widget.inner_text()
    lines = widget.locator("li").all_inner_texts()
    assert lines[5:] == [
        "Linked, which are high in both: 3.6 Road safety, 11.7 Public space",
        "Results, with high dependence and low influence: 11.6 Air and waste",
        "Apart, which are low in both: 11.2 Public transport, 8.3 Small firms and jobs, 11.1 Housing",
    ]
    assert lines[0] == (
        "11.2 Public transport on 8.3 Small firms and jobs: −2, counteracting. The track takes the market street; "
        "stalls lose their place. The other direction does harm too."
    )


def test_the_second_order_names_another_lever_and_a_hidden_way(widget):
    widget.get_by_label("Also count ways through one other target").check()
    assert title(widget) == "3.6 Road safety helps the others most: its influence is +9."
    assert influence(widget) == ["+8", "−1.5", "−0.5", "+9", "+4.5", "+6"]
    assert dependence(widget) == ["+3.5", "+1", "+2", "+5", "+7.5", "+6.5"]
    assert "Levers, with high influence and low dependence: 11.2 Public transport" in widget.inner_text()
    assert "With direct links only, it would be 11.7 Public space." in widget.inner_text()
    way = "3.6 Road safety acts on 8.3 Small firms and jobs through 11.7 Public space, and there it helps."
    assert way in widget.inner_text()
    # Directly 0; over 11.2 1 x -2, over 11.7 2 x 2; half of 2 is 1.
    assert cell(widget, "3.6 on 8.3").get_attribute("aria-label") == ("3.6 on 8.3: 0, consistent; with second order +1")


def test_a_score_is_changed_by_pointer_and_undone(widget):
    cell(widget, "11.2 on 8.3").click()
    group = widget.get_by_role("group", name="If 11.2 Public transport gets better, what happens to 8.3")
    assert group.get_by_label("−2 counteracting").is_checked()
    group.get_by_label("+2 reinforcing").check()
    # The tram's row grows by four, from 2 to 6.
    assert title(widget) == "11.2 Public transport helps the others most: its influence is +6."
    assert group.get_by_label("+2 reinforcing").is_checked()
    assert cell(widget, "11.2 on 8.3").inner_text() == "+2"
    widget.get_by_role("button", name="Undo").click()
    assert title(widget) == "11.7 Public space helps the others most: its influence is +5."


def test_the_keyboard_alone_scores(opened, widget):
    keyboard = opened.keyboard
    name = "document.activeElement.getAttribute('aria-label')"
    cell(widget, "11.2 on 8.3").focus()
    keyboard.press("ArrowDown")  # over the diagonal
    assert opened.evaluate(name) == "11.1 on 8.3: +1, enabling"
    keyboard.press("3")
    assert opened.evaluate(name) == "11.1 on 8.3: +3, indivisible"
    keyboard.press("-")
    assert opened.evaluate(name) == "11.1 on 8.3: −3, cancelling"
    keyboard.press("Delete")
    assert opened.evaluate(name) == "11.1 on 8.3: not scored"
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")  # there is no row above
    assert opened.evaluate(name) == "11.2 on 8.3: −2, counteracting"
    keyboard.press("ArrowRight")
    assert opened.evaluate(name) == "11.2 on 11.1: −1, constraining"
    assert widget.locator(".ls-heat button[tabindex='0']").count() == 1


def test_own_targets_are_scored_with_reasons_and_kept(opened, widget):
    widget.get_by_role("tab", name="Your six targets").click()
    assert title(widget) == "Nothing is scored yet."
    widget.locator("summary", has_text="Choose the six targets").click()
    widget.get_by_label("Target 1", exact=True).select_option("11.5")
    widget.get_by_label("Target 2", exact=True).select_option("11.5")
    assert widget.get_by_text("11.5 is in the matrix already. Choose another target.").is_visible()
    assert widget.get_by_label("Target 2", exact=True).input_value() == "8.3"
    widget.get_by_label("+2 reinforcing").check()
    widget.get_by_label("Why?").fill("Fewer floods close fewer shops")
    widget.get_by_role("button", name="Next pair").click()
    assert widget.get_by_label("Why?").input_value() == ""
    widget.get_by_label("−1 constraining").check()
    assert title(widget).startswith("11.5 ")
    assert "Scored: 2 of 30 pairs. 1 help, 1 do harm." in widget.inner_text()
    opened.reload()
    assert "Scored: 2 of 30 pairs" in widget.inner_text()
    cell(widget, "11.5 on 8.3").click()
    assert widget.get_by_label("Why?").input_value() == "Fewer floods close fewer shops"
    # Another target in the place of the first: its scores go.
    widget.locator("summary", has_text="Choose the six targets").click()
    widget.get_by_label("Target 1", exact=True).select_option("1.4")
    assert title(widget) == "Nothing is scored yet."


def test_an_example_that_is_only_looked_at_is_not_kept(opened, widget):
    widget.get_by_role("tab", name="Kalijodo park").click()
    # 2 from partnerships on public space is the highest row.
    assert title(widget) == "17.17 Local partnerships helps the others most: its influence is +2."
    opened.reload()
    assert title(widget) == "11.7 Public space helps the others most: its influence is +5."


def test_the_network_draws_strong_and_hindering_links(widget):
    says = widget.locator("figure svg").get_attribute("aria-label")
    # Four links of +2 or more in the tram's matrix, and five that do harm.
    assert says == (
        "Links drawn: 11.2 on 8.3 −2, 11.2 on 11.1 −1, 11.2 on 3.6 +2, 11.2 on 11.6 +2, 8.3 on 11.2 −1, "
        "8.3 on 11.6 −1, 11.1 on 11.7 −1, 3.6 on 11.7 +2, 11.7 on 8.3 +2."
    )


def test_the_worksheet_is_an_empty_matrix_of_the_targets(opened, widget):
    opened.emulate_media(media="print")
    sheet = widget.locator(".ls-sheet")
    assert sheet.is_visible()
    assert sheet.locator("tbody tr").count() == 7
    assert sheet.locator("tbody tr").first.locator("td").all_inner_texts()[:2] == ["×", "\N{NO-BREAK SPACE}"]
    assert widget.locator("input:visible, button:visible").count() == 0
    # What she has scored and written herself stands on it.
    opened.emulate_media(media="screen")
    widget.get_by_role("tab", name="Your six targets").click()
    widget.get_by_role("radio", name="−2").check()
    reason = "The market street loses its stalls. " * 10
    widget.get_by_label("Why? Write one sentence").fill(reason)
    opened.emulate_media(media="print")
    assert sheet.locator("tbody tr").first.locator("td").all_inner_texts()[1:3] == ["−2", "\N{NO-BREAK SPACE}"]
    assert reason.strip() in widget.locator(".ls-print li").inner_text()


def test_the_municipality_starts_from_the_matrix(widget_page):
    opened = widget_page(InteractionMatrix, (Municipality, "1.5")).page
    opened.get_by_role("button", name="Start from the example above").click()
    form = opened.locator(".ls-kept")
    assert form.get_by_label("Target with the highest influence").input_value() == "11.7"
    assert "Your 6 targets make 30 pairs: 16 help, 5 do harm, 9 do neither." in form.inner_text()
    form.get_by_label("Targets", exact=True).fill("3")
    assert "3 targets make only 6 pairs." in form.inner_text()
