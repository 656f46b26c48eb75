"""The widgets' methods in JavaScript, against the same vectors as their Python twins, in the browser that runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.widgets.bundle import dependencies, script_text
from localsdg.workbook import canonical

VECTORS = Path(__file__).parents[1] / "vectors"
REGISTRY = """
const made = {};
const localsdg = { define(name, needs, factory) { made[name] = factory(...needs.map((need) => made[need])); } };
"""


@pytest.fixture(scope="module")
def evaluate(browser):
    page = browser.new_page()
    page.goto("about:blank")

    def run(module: str, expression: str) -> object:
        scripts = "".join(script_text(name) for name in dependencies(module))
        return page.evaluate(
            f"(() => {{ {REGISTRY} {scripts} const method = made[{module!r}]; return {expression}; }})()"
        )

    yield run
    page.close()


def cases(name: str) -> list[dict]:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]


def near(expected: float | None, tolerance: float = 2e-6) -> object:
    return None if expected is None else pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("case", cases("land_and_people"), ids=lambda case: case["name"])
def test_land_and_people(evaluate, case):
    found = evaluate("land_and_people_method", f"method.assess({json.dumps(case['numbers'])})")
    tolerance = 0.5 * 10 ** -case["digits"] if "digits" in case else 1e-6
    assert 100 * found["people"] == near(case["people"], tolerance)
    assert found["slow"] == case["slow"]
    for version, expected in case["versions"].items():
        got = found["versions"][version]
        assert got["kind"] == expected["kind"]
        if "land" in expected:
            assert 100 * got["land"] == near(expected["land"], tolerance)
        if "ratio" in expected:
            assert got["ratio"] == near(expected["ratio"], 1e-5)
    for date, area in case.get("each", {}).items():
        assert found["each"][date] == near(area)


@pytest.mark.parametrize("case", cases("competence_share"), ids=lambda case: case["name"])
def test_competence_share(evaluate, case):
    call = f"method.competenceShare({json.dumps(case['judgements'])}, {case['shared_weight']})"
    found = evaluate("competence_matrix_method", call)
    for name in ("own", "shared", "not_ours", "not_judged", "points"):
        assert found[name] == case[name]
    assert found["share"] == near(case["share"])


@pytest.mark.parametrize("case", cases("target_path"), ids=lambda case: case["name"])
def test_target_path(evaluate, case):
    latest = case["latest"]
    found = evaluate(
        "target_path_method",
        f"(() => {{ const path = method.targetPath({json.dumps(case['path'])}); "
        f"return {{ ...path.position({latest['year']}, {latest['value']}), "
        "linear_change: path.linear_change, constant_rate: path.constant_rate }; })()",
    )
    for name in (
        "linear_change",
        "constant_rate",
        "expected_linear",
        "expected_constant",
        "needed_change",
        "needed_rate",
    ):
        assert found[name] == near(case[name]), name
    assert found["label_linear"] == case["label_linear"]
    assert found["label_constant"] == case["label_constant"]


def named(name: str) -> object:
    return pytest.mark.parametrize("case", cases(name), ids=lambda case: case["name"])


def whole(parts: dict) -> str:
    return f"method.check({json.dumps(json.dumps({'format': 'localsdg workbook', 'version': 2, **parts}))}).book"


@named("workbook_documents")
def test_workbook_documents(evaluate, case):
    found = evaluate("workbook", f"method.check({json.dumps(case['text'])})")
    if "document" in case:
        text = evaluate("workbook", f"method.canonical(method.check({json.dumps(case['text'])}).book)")
        assert text == canonical(case["document"])
    else:
        assert found == {"fault": case["fault"], **({"place": found["place"]} if "place" in case else {})}
        assert "/".join(found.get("place", [])) == case.get("place", "")


@named("workbook_merge")
def test_workbook_merging(evaluate, case):
    for books in (case["books"], case["books"][::-1]):
        call = f"method.merge({', '.join(map(whole, books))})"
        text = evaluate("workbook", f"method.canonical([{call}.book, {call}.conflicts])")
        merged = {"format": "localsdg workbook", "version": 2, **case["merged"]}
        assert text == canonical([merged, case["conflicts"]])


@named("workbook_entries")
def test_workbook_entries(evaluate, case):
    group = json.dumps(["lessons", "3.2", case["part"]])
    given = f"{json.dumps(case['entry'])}, {json.dumps(case['since'])}"
    found = evaluate(
        "workbook",
        f"(() => {{ const before = {whole(case['before'])}; const changed = method.changes(before, {group}, {given}); "
        "const values = method.fieldsOf(changed).map(([address, field]) => [address.at(-1), field.value]); "
        f"const after = method.entryAt(method.merge(before, changed).book, {group}); "
        "return [Object.fromEntries(values), method.canonical(after)]; })()",
    )
    assert canonical(found[0]) == canonical(case["changed"])
    assert found[1] == canonical(case["after"])


@pytest.mark.parametrize(("value", "text"), cases("workbook_canonical"))
def test_workbook_canonical_json(evaluate, value, text):
    assert evaluate("workbook", f"method.canonical({json.dumps(value)})") == text
