"""The workbook's rules in JavaScript, against the same vectors as in Python.

They run in the browser's engine; the canonical form, which decides what stays when workbooks are merged, also in the
browser itself.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.widgets.kit.bundle import dependencies, script_text
from localsdg.workbook.fields import canonical

VECTORS = Path(__file__).parents[1] / "vectors"


SCRIPTS = "".join(script_text(name) for name in dict.fromkeys([*dependencies("tables"), "earlier"]))
LOAD = (
    "const made = globalThis.made = {}; const localsdg = { define(name, needs, make) "
    f"{{ made[name] = make(...needs.map((each) => made[each])); }} }}; {SCRIPTS} globalThis.method = made.workbook;"
)


@pytest.fixture(scope="module")
def evaluate(javascript):
    javascript(f"(() => {{ {LOAD} }})()")
    return javascript


@pytest.fixture(scope="module")
def evaluate_in_browser(browser):
    page = browser.new_page()
    page.goto("about:blank")
    page.evaluate(f"(() => {{ {LOAD} }})()")
    yield page.evaluate
    page.close()


def cases(name: str) -> list:
    return json.loads((VECTORS / f"workbook_{name}.json").read_text("utf-8"))["cases"]


def named(name: str) -> object:
    return pytest.mark.parametrize("case", cases(name), ids=lambda case: case["name"])


def whole(parts: dict) -> str:
    return f"method.check({json.dumps(json.dumps({'format': 'localsdg workbook', 'version': 3, **parts}))}).book"


@named("documents")
def test_workbook_documents(evaluate, case):
    found = evaluate(f"method.check({json.dumps(case['text'])})")
    if "document" in case:
        text = evaluate(f"method.canonical(method.check({json.dumps(case['text'])}).book)")
        assert text == canonical(case["document"])
    else:
        assert found == {"fault": case["fault"], **({"place": found["place"]} if "place" in case else {})}
        assert "/".join(found.get("place", [])) == case.get("place", "")


@named("merge")
def test_workbook_merging(evaluate, case):
    for books in (case["books"], case["books"][::-1]):
        call = f"method.merge({', '.join(map(whole, books))})"
        text = evaluate(f"method.canonical([{call}.book, {call}.conflicts])")
        merged = {"format": "localsdg workbook", "version": 3, **case["merged"]}
        assert text == canonical([merged, case["conflicts"]])


@named("entries")
def test_workbook_entries(evaluate, case):
    group = json.dumps(["3.2", case["part"]])
    given = f"{json.dumps(case['entry'])}, {json.dumps(case['since'])}"
    found = evaluate(
        f"(() => {{ const before = {whole(case['before'])}; const changed = method.changes(before, {group}, {given}); "
        f"const values = [...method.namedAt(changed, {group})].map(([name, {{ field }}]) => [name, field.value]); "
        f"const after = method.entryAt(method.merge(before, changed).book, {group}); "
        "return [Object.fromEntries(values), method.canonical(after)]; })()",
    )
    assert canonical(found[0]) == canonical(case["changed"])
    assert found[1] == canonical(case["after"])


FIGURES = json.loads((VECTORS / "workbook_figures.json").read_text("utf-8"))


@pytest.mark.parametrize("case", FIGURES["cases"], ids=lambda case: case["name"])
def test_workbook_figures(evaluate, case):
    rows = json.dumps(case["figures"])
    if "times" in case:
        rows = f"Array.from({{ length: {case['times']} }}, () => {rows}).flat()"
    document = {"format": "localsdg workbook", "version": 3, "records": {}, "marks": {}, "lessons": {}}
    text = f"JSON.stringify({{ ...{json.dumps(document)}, figures: {rows} }})"
    found = evaluate(
        f"(() => {{ const read = method.check({text}); const figures = read.book?.figures ?? []; "
        f"const fault = read.fault ? read : made.tables.faultOf(figures); "
        f"return fault ?? [figures, JSON.parse(made.tables.textOf(read.book, figures)).figures ?? []]; }})()"
    )
    if "fault" in case:
        assert (found["fault"], "/".join(found["place"])) == (case["fault"], case["place"])
    else:
        whole = case["figures"] * case.get("times", 1)
        assert found == [whole, whole]


@pytest.mark.parametrize("case", FIGURES["together"], ids=lambda case: case["name"])
def test_workbook_figures_together(evaluate, case):
    for tables in (case["tables"], case["tables"][::-1]):
        assert evaluate(f"made.tables.together({json.dumps(tables)})") == case["together"]


@pytest.mark.parametrize(("value", "text"), cases("canonical"))
def test_workbook_canonical_json(evaluate, value, text):
    assert evaluate(f"method.canonical({json.dumps(value)})") == text


def test_workbook_canonical_json_in_the_browser(evaluate_in_browser):
    values, expected = zip(*cases("canonical"), strict=True)
    assert evaluate_in_browser(f"{json.dumps(values)}.map(method.canonical)") == list(expected)
