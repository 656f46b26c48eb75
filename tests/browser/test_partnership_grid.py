"""The widget of lesson 2.5 and its method. What is wrong with the grids was worked out by hand: see the vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.widgets import Municipality, PartnershipGrid, StakeholderMap

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "partners.json").read_text("utf-8"))
FAULTS = [
    "Approve the money of each year: No rule allows Finance and Revenue to decide on target 16.6. Name one who may: "
    "Council of Port Amani.",
    "Give the contract for the composting site: Several are accountable: Waste and Environment; Finance and Revenue. "
    "Keep exactly one. The others may be responsible or consulted.",
    "Bring the market waste to the site: Nobody does the work. Name at least one. It may be the accountable partner.",
    "Take hazardous waste out and store it: A rule forbids Three groups of waste pickers to carry out work on target "
    "12.4: May not handle hazardous waste. Name one who may: Waste and Environment.",
    "Count tonnes and people each month: Nobody is accountable. Name one.",
]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_rules_in_javascript(evaluate, case):
    given = ", ".join(map(json.dumps, (case["tasks"], VECTORS["rules"], case["most"])))
    found = evaluate("partnership_grid_method", f"method.checkGrid({given})")
    assert [[each["about"], each["rule"], each["names"]] for each in found] == case["findings"]


def test_entries_come_back_as_they_were(evaluate):
    tasks = {
        "b": {"what": "two", "accountable": "Economy, Harbour and Markets", "responsible": "A; B; A", "mandate": "law"},
        "a": {"what": "one", "consulted": 7, "informed": ["x"]},
        "__proto__x": "no task",
    }
    entry = {"tasks": tasks, "partners": "constructor\nB; C", "more": [1]}
    call = f"method.pack(method.unpack({json.dumps(entry)}))"
    packed = evaluate("partnership_grid_entry", call)
    assert packed["tasks"]["b"] == tasks["b"] | {"responsible": "A; B"}
    assert packed["tasks"]["a"] == {"what": "one", "consulted": "7", "informed": ["x"]}
    assert packed["tasks"]["__proto__x"] == "no task"
    assert packed["partners"] == "constructor\nB; C"
    assert packed["more"] == [1]
    order = evaluate("partnership_grid_entry", f"method.unpack({json.dumps(entry)}).tasks.map(({{ id }}) => id)")
    assert order == ["a", "b"]


@pytest.fixture
def grid(widget_page):
    seen = widget_page(PartnershipGrid)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(frame) -> str:
    return frame.locator(".ls-title").inner_text()


def wrongs(frame) -> list[str]:
    """What is wrong with each task, behind its name."""
    lines = frame.locator(".ls-tasks > details > summary").all()
    return [
        f"{line.locator('.ls-who').inner_text()}: {text}"
        for line in lines
        for text in line.locator(".ls-wrong > span").all_inner_texts()
    ]


def task(frame, name: str):
    return frame.locator(".ls-tasks > details", has=frame.page.get_by_text(name, exact=True))


def part(frame, name: str, partner: str):
    return task(frame, name).get_by_label(partner)


def test_the_faulty_grid_has_five_faults(grid):
    assert title(grid) == "5 of 6 tasks need a repair."
    assert wrongs(grid) == FAULTS
    # The cells that are to be repaired, in the order of the rows: three are accountable and cannot be, one is nobody.
    assert grid.locator(".ls-grid .ls-fault").all_text_contents() == [
        "Finance and Revenue, to be repaired",
        "Waste and Environment; Finance and Revenue, to be repaired",
        "—, to be repaired",
        "Three groups of waste pickers, to be repaired",
        "—, to be repaired",
    ]
    grid.get_by_role("tab", name="Repaired").click()
    assert title(grid) == "All 6 tasks have one accountable partner with a mandate, and somebody who does the work."
    assert wrongs(grid) == []
    assert grid.locator(".ls-grid caption").inner_text() == (
        "Responsibility grid: Compost market waste with the groups of waste pickers"
    )
    cells = grid.locator(".ls-grid tbody tr").nth(3).locator("th, td").all_inner_texts()
    assert cells == [
        "Sort and compost the market waste",
        "Three groups of waste pickers",
        "Three groups of waste pickers",
        "Waste and Environment",
        "Economy, Harbour and Markets",
    ]


def test_an_officer_repairs_the_grid(grid):
    def choose(name, partner, words):
        if task(grid, name).get_attribute("open") is None:
            task(grid, name).locator("summary").click()
        part(grid, name, partner).select_option(words)

    choose("Approve the money of each year", "Finance and Revenue", "responsible")
    choose("Approve the money of each year", "Council of Port Amani", "accountable")
    said = task(grid, "Approve the money of each year").inner_text()
    assert "The rule for Council of Port Amani: Approves the budget and the accounts." in said
    assert title(grid) == "4 of 6 tasks need a repair."
    choose("Give the contract for the composting site", "Finance and Revenue", "consulted")
    choose("Bring the market waste to the site", "Waste and Environment", "both")
    choose("Take hazardous waste out and store it", "Three groups of waste pickers", "informed")
    choose("Take hazardous waste out and store it", "Waste and Environment", "both")
    choose("Count tonnes and people each month", "Town Secretariat", "accountable")
    assert title(grid) == "All 6 tasks have one accountable partner with a mandate, and somebody who does the work."
    grid.get_by_role("button", name="Undo").click()
    assert title(grid) == "1 of 6 tasks needs a repair."
    grid.get_by_role("button", name="Start again").click()
    assert wrongs(grid) == FAULTS


def test_the_keyboard_alone_makes_a_grid_of_ones_own(grid):
    keys = grid.page.keyboard
    grid.get_by_role("tab", name="Your own grid").press("Enter")
    assert title(grid) == "The grid has no tasks yet."
    grid.get_by_label("Partners, one on each line").focus()
    keys.type("Works; roads\n Mayor")  # a semicolon separates names, so a comma takes its place
    grid.get_by_role("button", name="Add a task").press("Enter")
    keys.type("Mend the bridge")  # the new task is open, with its words in focus
    assert wrongs(grid) == [
        "Mend the bridge: Nobody is accountable. Name one.",
        "Mend the bridge: Nobody does the work. Name at least one. It may be the accountable partner.",
    ]
    keys.press("Tab")
    assert part(grid, "Mend the bridge", "Works, roads").evaluate("each => each === document.activeElement")
    keys.type("accountable, and")
    keys.press("Tab")
    keys.press("Tab")
    assert wrongs(grid) == [
        "Mend the bridge: The grid does not say what allows Works, roads to answer for it. Name the law, the decision "
        "or the contract, or choose another accountable partner."
    ]
    keys.type("Decision of 3 May")
    assert title(grid) == "The task has one accountable partner with a mandate, and somebody who does the work."
    keys.press("Tab")
    keys.press("Enter")
    assert title(grid) == "The grid has no tasks yet."
    assert grid.page.evaluate("document.activeElement.textContent") == "Add a task"


def test_the_actors_of_lesson_1_3_are_offered(widget_page):
    seen = widget_page(StakeholderMap, PartnershipGrid)
    stakeholders, grid = (seen.page.locator(".ls-frame").nth(at) for at in (0, 1))
    stakeholders.get_by_role("button", name="Take over as mine").click()
    seen.page.reload()
    grid.get_by_role("tab", name="Your own grid").click()
    grid.get_by_role("button", name="Add a task").click()
    names = grid.locator(".ls-tasks .ls-columns label").all_inner_texts()
    assert names == [
        "Council",
        "Waste and Environment",
        "Finance department",
        "Government of the region",
        "Harbour company",
    ]
    grid.get_by_label("What has to be done").fill("Draw the rounds")
    grid.get_by_label("Harbour company").select_option("informed")
    seen.page.reload()
    cells = grid.locator(".ls-grid tbody tr").locator("th, td").all_text_contents()
    assert cells == ["Draw the rounds", "—, to be repaired", "—, to be repaired", "—", "Harbour company"]
    assert seen.problems == []


def test_a_case_taken_over_needs_mandates_of_ones_own(grid):
    grid.get_by_role("tab", name="Repaired").click()
    grid.get_by_role("button", name="Take over as mine").click()
    assert title(grid) == "6 of 6 tasks need a repair."
    assert wrongs(grid)[0].startswith(
        "Approve the money of each year: The grid does not say what allows Council of Port Amani to answer for it."
    )
    assert "fictional" in task(grid, "Approve the money of each year").locator("summary").inner_text()
    assert grid.page.evaluate(
        "Object.values(JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => /workbook$/.test(key))))"
        ".records.action.first).length"
    )


def test_too_many_tasks_at_one_name(grid):
    grid.get_by_role("tab", name="Repaired").click()
    for each in grid.locator(".ls-tasks > details").all():
        each.locator("summary").click()
        for box in each.locator("select").all():
            box.select_option("none")
        each.get_by_label("Waste and Environment").select_option("both")
    assert grid.locator(".ls-verdict p").all_inner_texts()[-1] == (
        "Waste and Environment: This partner is accountable for 6 tasks. Share the tasks. The limit of this course is "
        "5."
    )


def test_the_form_shows_who_answers_and_drafts_the_agreement(widget_page):
    seen = widget_page(PartnershipGrid, (Municipality, "2.5"), width=360)
    grid, form = (seen.page.locator(".ls-frame").nth(at) for at in (0, 1))
    assert form.locator(".ls-note").inner_text() == (
        "The draft agreement still lacks: with whom; what each side does; until when; how it ends."
    )
    grid.get_by_role("tab", name="Repaired").click()
    grid.get_by_role("button", name="Take over as mine").click()
    assert "Sort and compost the market waste: Three groups of waste pickers" in form.inner_text()
    for label, words in {
        "With whom": "the groups of waste pickers",
        "What each side does": "they compost, we bring the waste.",
        "Until when": "31 December 2030",
        "How it ends, and who can end it": "either side says so three months before",
    }.items():
        form.get_by_label(label).fill(words)
    assert form.locator(".ls-note").inner_text() == (
        "Draft agreement with the groups of waste pickers: they compost, we bring the waste. It holds until 31 "
        "December 2030. It ends early if: either side says so three months before."
    )
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.problems == []


def test_axe_finds_nothing(widget_page, violations):
    for look in ("light", "dark"):
        seen = widget_page(PartnershipGrid, scheme=look)
        frame = seen.page.locator(".ls-frame").first
        frame.locator("summary").first.click()
        assert violations(seen.page) == []
        assert seen.problems == []
