"""Templates: what is filled in is escaped, forms of words follow the number, and a missing value is an error."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from localsdg.site.paper_forms import paper_form
from localsdg.site.render import counted, fill, render

HOSTILE = '<img src=x onerror="alert(1)"> & {name}'
ESCAPED = "&lt;img src=x onerror=&#34;alert(1)&#34;&gt; &amp; {name}"


def test_what_is_filled_into_a_text_is_escaped_but_markup():
    assert fill("Lesson {lesson} & more", lesson=HOSTILE) == f"Lesson {ESCAPED} &amp; more"
    assert fill("Run {command}.", command=Markup("<code>make</code>")) == "Run <code>make</code>."


def test_what_is_filled_into_a_template_is_escaped():
    assert f"<h1>{ESCAPED}</h1>" in render("answer.html", "en", sentence=HOSTILE)
    form = {"title": HOSTILE, "lead": HOSTILE, "groups": [{"fields": [{"label": HOSTILE, "kind": "text"}]}]}
    paper = paper_form("land_and_people_form", {"form": form}, {})
    assert paper.count(ESCAPED) == 3
    assert "<img" not in paper


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(UndefinedError):
        render("answer.html", "en")


@pytest.mark.parametrize(
    ("language", "expected"), [("en", ["many 0", "one 1", "many 2"]), ("fr", ["one 0", "one 1", "many 2"])]
)
def test_the_form_of_a_word_follows_the_number_and_the_language(language, expected):
    forms = {"one": "one {count}", "other": "many {count}"}
    assert [counted(forms, count, language) for count in (0, 1, 2)] == expected


def test_a_page_says_its_language_and_direction():
    assert '<html lang="en">' in render("answer.html", "en", sentence="No.")
    assert '<html lang="ar-XB" dir="rtl">' in render("answer.html", "ar-XB", sentence="No.")
