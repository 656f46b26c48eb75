"""How documents become HTML: what the keyboard reaches, and what is not written because nobody reads it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from pygments import highlight
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name
from pygments.token import Keyword, Operator, String

from localsdg.site.writer import CodeFormatter


def test_code_keeps_its_words_and_the_marks_that_have_a_colour():
    text = highlight("import pandas\nx = 1\nprint(f'{x} of \\n')\n", PythonLexer(), CodeFormatter())
    assert text.startswith('<div class="highlight"><pre tabindex="0">')
    assert '<span class="k">import</span> <span class="nn">pandas</span>\n' in text
    assert "x = 1\n" in text
    assert """<span class="s">f'{</span>x<span class="s">} of \\n'</span>""" in text


@pytest.mark.parametrize("style", ["a11y-high-contrast-light", "native"])  # light and dark
def test_kinds_of_text_and_of_keywords_that_share_a_class_look_alike(style):
    look = get_style_by_name(style).style_for_token
    text = [String.Single, String.Double, String.Affix, String.Escape, String.Interpol]
    assert [kind for kind in text if look(kind) != look(String)] == []
    assert [kind for kind in (Keyword.Namespace, Keyword.Constant, Operator.Word) if look(kind) != look(Keyword)] == []


def test_what_scrolls_can_be_reached_and_classes_that_nobody_reads_are_not_written(site):
    reached, links = 0, 0
    pages = sorted(site.glob("*/*/*.html")) + sorted(site.glob("book/*.html"))
    # The model review is a document by itself.
    for path in (each for each in pages if each.parent.name != "model-review"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for part in page.select("div.highlight > pre, .table-wrapper, .output.text_html:not(:has(> .ls-table))"):
            assert part.get("tabindex") == "0", (path, part.prettify()[:200])
            reached += 1
        assert not page.select('article a[class~="reference"], article [class*="tag_"], article th:empty'), path
        assert not page.select('[role="heading"], span.pre, span.std, table.dataframe, .output style'), path
        assert page.select(".sidebar-tree a.reference"), path
        links += len(page.select("article a[href]"))
        icons = {symbol["id"] for symbol in page.select("symbol")}
        assert icons == {str(use["href"]).removeprefix("#") for use in page.select("use")}, path
        assert len(page.select('meta[name="viewport"], meta[name="description"]')) == 2, path
    assert reached > 40
    assert links > 200


def test_the_search_does_not_find_what_stands_on_the_paper_forms(site):
    words = "".join(path.read_text("utf-8") for path in (site / "search").glob("*.js"))
    lesson = (site / "modules" / "3-monitoring" / "02-land-and-people.html").read_text("utf-8")
    assert re.search(r"</script><noscript>.*This exercise could not start here", lesson)
    assert "Land and people" in words
    assert "This exercise could not start here" not in words
