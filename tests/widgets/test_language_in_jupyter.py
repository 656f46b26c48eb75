"""In Jupyter a widget speaks the language of the course, whatever that of JupyterLab is."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from localsdg import widgets
from localsdg.core.catalogue import RIGHT_TO_LEFT
from localsdg.course.lesson import course
from localsdg.widgets.kit import base, bundle

# What Jupyter does with a widget: it imports the module, and asks it to show a model in an element.
SHOW = """async ([text, state]) => {
  const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  const el = document.body.appendChild(document.createElement("div"));
  const set = (name, value) => (state[name] = value);
  const model = { get: (name) => state[name], set, on() {}, off() {}, save_changes() {} };
  await module.default.render({ model, el });
  const texts = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode.data);
  const { lang, dir } = el;
  el.remove();
  return { lang, dir, found };
}"""


def sentences(value: Any) -> Iterator[str]:
    """Yield the texts of a catalogue that have several words: a word or a percentage can be data as well."""
    if isinstance(value, str):
        yield from [value] if len(re.findall("[a-z]{2}", value)) > 1 and " " in value else []
    elif isinstance(value, Iterable):
        for each in value.values() if isinstance(value, dict) else value:
            yield from sentences(each)


@pytest.mark.parametrize("name", widgets.__all__)
def test_a_widget_in_jupyter_speaks_the_language_of_the_course(name, browser, monkeypatch):
    monkeypatch.setenv("LOCALSDG_LANGUAGE", RIGHT_TO_LEFT)
    monkeypatch.setenv("LOCALSDG_WORKBOOK", "")
    kind = getattr(widgets, name)
    asked = [each for each in inspect.signature(kind).parameters.values() if each.default is each.empty]
    widget = kind(*[next(iter(course().lessons)) for _ in asked])
    state = {each: getattr(widget, each) for each in widget.keys if not each.startswith("_") and each != "layout"}
    page = browser.new_page()
    page.goto("about:blank")
    shown = page.evaluate(SHOW, [bundle.module_text(widget.module), json.loads(json.dumps(state, default=str))])
    page.close()
    assert (shown["lang"], shown["dir"]) == (RIGHT_TO_LEFT, "rtl")
    assert any(text.startswith("[") for text in shown["found"])
    english = {*sentences(base.texts(widget.module, "en"))} - {*sentences(widget.data)}
    assert english & {*shown["found"]} == set()


def test_a_language_without_translation_is_named(monkeypatch):
    monkeypatch.setenv("LOCALSDG_LANGUAGE", "fr")
    with pytest.raises(LookupError, match=r"no fr\.json in widgets/stakeholder_map"):
        base.own_texts("stakeholder_map")
