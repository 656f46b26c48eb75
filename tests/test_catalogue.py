"""Catalogues of texts: the language of the course, and the two languages that show what nobody could translate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from localsdg.core.catalogue import course_language, direction, spoken, texts, written_language
from localsdg.widgets.kit.base import own_texts
from localsdg.widgets.kit.bundle import folders


def strings_of(value: Any) -> Iterator[str]:
    for each in value.values() if isinstance(value, dict) else value:
        yield from [each] if isinstance(each, str) else strings_of(each)


def test_the_course_speaks_the_language_of_its_settings_or_the_one_that_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.delenv("LOCALSDG_LANGUAGE", raising=False)
    assert course_language() == "en"
    (tmp_path / "_config.yml").write_text("title: Kurs\nsphinx:\n  config:\n    language: de\n", "utf-8")
    monkeypatch.setattr("localsdg.core.catalogue.content_root", lambda: tmp_path)
    assert course_language() == "de"
    (tmp_path / "_config.yml").write_text("title: Kurs\n", "utf-8")
    assert course_language() == "en"
    monkeypatch.setenv("LOCALSDG_LANGUAGE", "ar-XB")
    assert course_language() == "ar-XB"


def test_long_words_have_accents_and_keep_what_is_filled_in():
    text = spoken("Saved at {time} in {file}", "en-XA")
    assert text == "[Šààṽééð ààţ {time} îîñ {file}]"
    assert spoken({"a": ["No", 3], "b": {"c": "x"}}, "en-XA") == {"a": ["[Ñôô]", 3], "b": {"c": "[ẋ]"}}
    long = "What you enter is saved in this browser as you type. Nothing is sent anywhere."
    assert 1.3 < len(spoken(long, "en-XA")) / len(long) < 1.5


def test_mirrored_words_run_from_right_to_left():
    assert spoken("Lesson {lesson}", "ar-XB") == "[\u202eĻééššôôñ\u202c {lesson}]"
    assert (direction("ar-XB"), direction("fa"), direction("en-XA"), direction("fr")) == ("rtl", "rtl", "ltr", "ltr")
    assert (written_language("ar-XB"), written_language("ar")) == ("en", "ar")


def test_no_text_of_the_site_keeps_a_plain_letter_in_a_made_up_language():
    english, long = (list(strings_of(texts("site", language))) for language in ("en", "en-XA"))
    assert len(english) == len(long) > 60
    for plain, changed in zip(english, long, strict=True):
        assert re.findall(r"\{\w+\}", plain) == re.findall(r"\{\w+\}", changed)
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", changed)), changed


def test_a_language_without_texts_is_named_with_what_to_do():
    with pytest.raises(LookupError, match=r"language 'eo'.*locales/eo/site\.json.*It has: en\. Translate") as error:
        texts("site", "eo")
    assert "_config.yml" in str(error.value)


def test_no_exercise_opens_with_words_on_a_fictional_town():
    """The opening sentence stands above the learner's own work too. The catalogue of the kit holds no such work."""
    openings = {folder: own_texts(folder).get("lead", "") for folder in folders() if folder != "catalogue"}
    assert sum(map(bool, openings.values())) > 20
    town = re.compile("Port Amani|Rivermouth|fictional town")
    assert [folder for folder, words in openings.items() if town.search(words)] == []
