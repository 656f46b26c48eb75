"""Contrast is judged once for all that looks alike, and still one text among many that cannot be read is found."""

import pytest

FINE = "<p>A line like all others.</p>" * 20
STYLE = """<style>
body { background: #fff; color: #333 }
.dark, .below { background: #444 }
.below { position: absolute; inset: 0 }
.over { position: relative }
</style>"""
FAULTS = {
    "its letters": "<p style='color: #bbb'>A line like all others.</p>",
    "its own ground": "<p class=dark>A line like all others.</p>",
    "a ground around it": "<div class=dark><p>A line like all others.</p></div>",
    "all around it is pale": "<div style='opacity: 0.3'><p>A line like all others.</p></div>",
    "something beside it lies below": "<div class=over><div class=below></div><p class=over>A line like all.</p></div>",
    "a button of a kind": "<button style='color: #aaa; background: #fff'>Press</button>",
    "a link without a line": "<p>A <a href='#' style='color: #444; text-decoration: none'>link</a> in a line.</p>",
}


@pytest.fixture(scope="module")
def empty(browser):
    page = browser.new_page()
    yield page
    page.close()


def test_a_page_without_fault_has_none(empty, violations):
    empty.set_content(STYLE + FINE)
    assert violations(empty, at_least=1, colours=True) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_fault_among_many_texts_is_found(empty, violations, fault):
    empty.set_content(STYLE + FINE + fault + FINE)
    ((_, places),) = violations(empty, at_least=0, colours=True)
    assert len(places) == 1
