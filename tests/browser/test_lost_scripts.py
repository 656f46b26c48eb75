"""A page that lost a script, or runs none, says so and shows its paper forms; its other widgets go on."""

from __future__ import annotations

import pytest

PLACES = """[...document.querySelectorAll('script[type*="widget-view"]')]
    .every((view) => view.parentNode.querySelector('.ls > .ls-frame'))"""
LESSONS = ["modules/1-localizing/02-competences.html", "modules/3-monitoring/02-land-and-people.html"]
SAID = "This exercise could not start here."
STARTED = ".ls-frame:not(:has(> [role=alert]))"
LOST = ".ls-frame:has(> [role=alert])"


def scripts(page) -> list[str]:
    found = page.eval_on_selector_all("script[src]", "all => all.map((each) => new URL(each.src).pathname)")
    return [name.rsplit("/", 1)[-1] for name in found]


@pytest.mark.parametrize(("path", "broken"), list(zip(LESSONS, [False, True], strict=True)))
def test_each_script_may_be_lost(browser, address, path, broken):
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(address + path)
    names = scripts(page)
    assert len(names) > 3
    seen = set()

    def lose(route):
        if broken:
            route.fulfill(body="throw new Error('lost')", content_type="text/javascript")
        else:
            route.abort()

    for name in names:
        page.route(f"**/{name}*", lose)
        page.goto(address + path)
        page.wait_for_function(PLACES)
        page.unroute(f"**/{name}*")
        lost = page.locator(LOST)
        # A place for each of the three: what started, or the sentence and the form.
        assert page.locator(STARTED).count() + lost.count() == 3, name
        for form in lost.all():
            assert SAID in form.inner_text(), name
            assert form.locator(".ls-line, .ls-blank, li").count() > 5, name
        seen.add(lost.count())
    context.close()
    # The script of the page takes its exercise and the form beside it, and the questions go on; the shared ones take
    # all, others none.
    assert seen == {0, 2, 3}


@pytest.mark.parametrize("path", LESSONS)
def test_without_scripts_all_forms_are_there_also_from_a_folder(browser, address, site, path):
    for base in (address, f"{site.as_uri()}/"):
        context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
        page = context.new_page()
        page.goto(base + path)
        assert page.locator(LOST).count() == 3
        text = page.locator("body").inner_text()
        assert text.count(SAID) == 3
        assert "Municipality" in text and "Tick one box." in text
        assert page.locator(LOST).nth(1).locator("li").count() >= 6  # the options of the questions
        context.close()
