"""The widget of lesson 1.1 in a browser. Counts of targets and indicators are read from the table of codes by hand."""

from __future__ import annotations

import pytest

from localsdg.widgets import AgendaExplorer, CompetenceMatrix, Municipality


@pytest.fixture
def explorer(widget_page):
    seen = widget_page(AgendaExplorer)
    yield seen.page.locator(".ls-frame").first
    assert seen.problems == []


def title(explorer) -> str:
    return explorer.locator(".ls-title").inner_text()


def findings(explorer) -> list[str]:
    return explorer.locator(".ls-findings li").all_inner_texts()


def codes(explorer) -> list[str]:
    return explorer.locator(".ls-targets summary b:visible").all_inner_texts()


def test_it_opens_with_what_is_known_of_kota_tua(explorer):
    assert title(explorer) == "2 targets pinned. Localized: 0. Begun: 2. Still labels: 0."
    # 11.4 has one indicator, 11.7 has two; both targets are shared in the list of Port Amani.
    assert "Goals: 1. Indicators: 3 listed, 3 different." in explorer.inner_text()
    assert [line.split(":")[0] for line in findings(explorer)] == ["The choice", "11.4", "11.7", "11.7"]
    assert explorer.get_by_text("169 targets in 17 goals.").is_visible()
    assert codes(explorer) == ["11.1", "11.2", "11.3", "11.4", "11.5", "11.6", "11.7", "11.a", "11.b", "11.c"]


def test_everyday_words_lead_to_targets_and_their_indicators(explorer):
    box = explorer.get_by_label("In your own words, or a code")
    box.fill("where do floods come from")
    explorer.get_by_text("Found: 2 targets. Goals: 2.").wait_for()
    assert codes(explorer) == ["11.5", "13.1"]
    assert "found by: floods" in explorer.locator(".ls-targets").first.inner_text()
    explorer.locator(".ls-targets summary").first.click()
    listed = explorer.locator(".ls-targets li ul li")
    listed.first.wait_for()
    assert listed.all_inner_texts() == [
        "11.5.1 People killed, missing or affected by disasters also listed as 1.5.1, 13.1.1",
        "11.5.2 Money lost to disasters also listed as 1.5.2",
        "11.5.3 Disaster damage to infrastructure and services",
    ]
    # The best match stands first, also where the order of the Agenda is another; a slip is said as it was read.
    for words, found, by in (
        ("fly-tipping, and a bus stop", ["11.2", "11.6", "12.5"], "found by: bus stop"),
        ("15.2 and the bus stop", ["15.2", "11.2"], "found by: 15.2"),
        ("hopsital", ["3.8"], "found by: hospital"),
        ("café", ["2.1", "3.3"], "found by: cafe"),
    ):
        box.fill(words)
        assert codes(explorer) == found
        assert by in explorer.locator(".ls-targets").first.inner_text()
    for nothing in ("مياه", "xylophone"):
        box.fill(nothing)
        assert "Nothing found. Try another English word, such as “bus stop”, or a code" in explorer.inner_text()
        assert codes(explorer) == []
    box.fill("")
    assert explorer.get_by_text("169 targets in 17 goals.").is_visible()


def test_the_official_name_of_a_goal_leads_to_its_targets(explorer):
    explorer.get_by_label("In your own words, or a code").fill("Life below water")
    explorer.get_by_text("Found: 10 targets. Goals: 1.").wait_for()
    assert codes(explorer) == ["14.1", "14.2", "14.3", "14.4", "14.5", "14.6", "14.7", "14.a", "14.b", "14.c"]
    head = explorer.locator(".ls-tree > details > summary").inner_text()
    assert head.split("\n")[:3] == ["14", "Life Below Water", "Sea and coast"]


def test_the_filter_shows_the_targets_of_one_judgement(explorer):
    # Port Amani has 21 own targets; of goal 11 they are these.
    explorer.get_by_label("Who is competent").select_option("own")
    explorer.get_by_text("Found: 21 targets.").wait_for()
    explorer.get_by_label("In your own words, or a code").fill("11")
    explorer.get_by_text("Goals: 1.").wait_for()
    own = codes(explorer)
    explorer.get_by_label("Who is competent").select_option("")
    explorer.get_by_text("Found: 10 targets. Goals: 1.").wait_for()
    assert len(own) < len(codes(explorer)) == 10


def test_targets_are_pinned_and_made_local(explorer):
    explorer.get_by_role("tab", name="Your own board").click()
    assert title(explorer) == "Nothing is pinned yet."
    for words, code in (("bus stops", "11.2"), ("playground", "11.7"), ("1.5", "1.5")):
        explorer.get_by_label("In your own words, or a code").fill(words)
        explorer.get_by_role("button", name=f"Pin {code}").click()
    assert title(explorer) == "3 targets pinned. Localized: 0. Begun: 0. Still labels: 3."
    # 1.5 has four indicators, 11.2 one, 11.7 two.
    assert "Goals: 2. Indicators: 7 listed, 7 different." in explorer.inner_text()
    assert len(findings(explorer)) == 9
    stops = explorer.get_by_role("region", name="Target 11.2 Public transport")
    stops.get_by_label("Where, and for whom?").fill("Old people in Saltfield")
    stops.get_by_label("Who acts?").fill("Roads and Transport")
    stops.get_by_label("How will we know? With a figure").fill("more than now")
    assert len(findings(explorer)) == 7
    assert "begun" in stops.inner_text()
    stops.get_by_label("How will we know? With a figure").fill("81.1 % near a stop in 2025")
    assert "localized" in stops.inner_text()
    assert title(explorer) == "3 targets pinned. Localized: 1. Begun: 0. Still labels: 2."


def test_the_keyboard_alone_pins_takes_off_and_undoes(explorer):
    page = explorer.page
    explorer.get_by_label("In your own words, or a code").focus()
    page.keyboard.type("market stalls")
    best = explorer.locator("summary").filter(has_text="Decent Work and Economic Growth").filter(has_text="1 target")
    best.first.wait_for()  # the words that the search looks at are fetched first
    page.keyboard.press("Tab")  # the filter
    page.keyboard.press("Tab")  # the goal of the best match, which has both words
    assert (
        page.evaluate("document.activeElement.textContent")
        == "8Decent Work and Economic GrowthWork and economy1 target"
    )
    explorer.get_by_role("button", name="Pin 8.3").press("Enter")
    assert explorer.get_by_role("button", name="Pinned 8.3").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pinned 8.3 Small firms and jobs"
    assert title(explorer).startswith("3 targets pinned.")
    explorer.get_by_role("button", name="Take off 8.3").press("Enter")
    assert title(explorer).startswith("2 targets pinned.")
    assert page.evaluate("document.activeElement.className") == "ls-title"
    explorer.get_by_role("button", name="Undo").press("Enter")
    assert title(explorer).startswith("3 targets pinned.")


def test_pins_are_kept_in_the_browser_and_the_list_of_lesson_1_2_is_used(widget_page, bare):
    page = widget_page(AgendaExplorer).page
    explorer = page.locator(".ls-frame").first
    explorer.get_by_role("tab", name="Port Amani").click()
    explorer.get_by_role("button", name="Take over as mine").click()
    assert title(explorer) == "4 targets pinned. Localized: 2. Begun: 1. Still labels: 1."
    page.reload()
    assert title(explorer) == "4 targets pinned. Localized: 2. Begun: 1. Still labels: 1."
    page.goto(bare(CompetenceMatrix))
    page.locator(".ls-chip:has(b:text-is('11.1'))").click()
    page.goto(bare(AgendaExplorer))
    explorer.get_by_label("Who is competent").select_option("own")
    explorer.get_by_text("Found: 1 target. Goals: 1.").wait_for()
    explorer.locator(".ls-tree > details > summary").click()
    explorer.locator(".ls-targets summary").wait_for()
    assert codes(explorer) == ["11.1"]
    explorer.get_by_label("Who is competent").select_option("open")
    explorer.get_by_text("Found: 168 targets.").wait_for()


def test_the_worksheet_prints_with_all_targets(explorer):
    page = explorer.page
    page.emulate_media(media="print")
    printed = explorer.locator(".ls-print")
    assert printed.is_visible()
    assert "281 heritage buildings" in printed.inner_text()
    assert printed.locator(".ls-sheet tbody tr").count() == 2 + 5  # the two pins, and lines to write on
    text = printed.inner_text()
    assert "17.19\u00a0Measuring progress" in text
    assert text.count("\u00b7") == 169 - 17
    assert explorer.locator("input:visible, textarea:visible").count() == 0


def test_the_municipality_takes_the_pins_over(widget_page):
    page = widget_page(AgendaExplorer, (Municipality, "1.1")).page
    page.locator(".ls-frame").first.get_by_role("tab", name="Port Amani").click()
    page.get_by_role("button", name="Start from the example above").click()
    form = page.locator(".ls-kept")
    first = form.get_by_role("group", name="First target")
    assert first.get_by_label("Code and title").input_value() == "6.1"
    assert "8.6, still open: Who acts?" in form.inner_text()
    form.get_by_role("group", name="Second target").get_by_label("Who acts?").fill("Economy, Harbour and Markets")
    assert "Localized: 3 of 3." in form.inner_text()


def test_the_search_fetches_its_words_when_they_are_used(visit):
    """On a built page they come with the first word that is looked for; until then the titles of targets serve."""
    seen = visit("modules/1-localizing/01-from-goals-to-territory.html", width=360, new=True)
    page = seen.page
    explorer = page.locator(".ls-frame").first
    words = explorer.get_by_role("searchbox")
    assert not any("agenda_explorer_targets" in address for address in seen.requests)
    page.context.set_offline(True)
    words.fill("housing")
    explorer.get_by_role("button", name="Pin 11.1 ").wait_for()
    words.fill("potholes")
    explorer.get_by_text("Nothing found.").first.wait_for()
    page.context.set_offline(False)
    words.fill("garbage")
    explorer.get_by_role("button", name="Pin 11.6 ").wait_for()
    assert any("agenda_explorer_targets" in address for address in seen.requests)
