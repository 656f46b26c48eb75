"""Scripts come to readers in few letters, and do what they did."""

from __future__ import annotations

import pytest

from localsdg.site.scripts import small

# What each step is called with, in its order. A library that shortens names is tempted to put patterns first.
STEPS = [
    "const x = step(1); const { p } = step(2); return x + p;",
    "const x = step(1); const { p, q } = { p: step(x), q: step(x + 1) }; return p + q;",
    "let x = step(1);\nlet { p } = step(x);\nlet [q] = [step(p)];\nreturn x + p + q;",
    "if (step(1) > 5) return 0; const x = step(2); const [q] = [step(3)]; const y = step(4); return q + y + x;",
    "step(1); const { p } = step(2); step(3); return p;",
    "const later = () => x + p; const x = step(1); const { p } = step(2); return later();",
    "for (const [a, b] of [[step(1), step(2)]]) { step(3); const { p } = step(a + b); step(p); } return 1;",
    "switch (step(1)) { case 1: { const x = step(2); const { p } = step(3); return x + p; } default: return 0; }",
    "const x = step(1); { const { p } = step(2); step(p); } const { p } = step(3); return x + p;",
]


def told(body: str, shorten: bool) -> str:
    script = f"function run(stepByStep) {{ const step = stepByStep; {body} }}"
    calls = (
        "const calls = []; const step = (value) => { calls.push(Number(value));"
        " return Object.assign(Object(Number(value)), { p: 10, q: 20 }); };"
    )
    return f"(() => {{ {small(script) if shorten else script}; {calls} return [Number(run(step)), calls]; }})()"


@pytest.mark.parametrize("body", STEPS)
def test_steps_are_taken_in_their_order(javascript, body):
    assert javascript(told(body, shorten=True)) == javascript(told(body, shorten=False))


@pytest.mark.parametrize(
    "key", ["8.10", "16.10", "10", "1.1", "010", "1.0", "0.10", ".5", "5.", "12345678901234567890"]
)
def test_a_key_that_looks_like_a_number_stays_a_text(javascript, key):
    script = small(f'const targets = {{ "{key}": 1 }}; function keys() {{ return Object.keys(targets); }}')
    assert javascript(f"(() => {{ {script}; return [keys(), targets['{key}']]; }})()") == [[key], 1]


def test_names_inside_functions_are_short_and_others_stay():
    short = small("function outer(someArgument) { const { inside } = someArgument; return inside * inside; }")
    assert "outer" in short
    assert "someArgument" not in short
    assert "here" not in short


def test_text_that_looks_like_a_declaration_stays(javascript):
    script = 'const text = "a;const{b}=c;\\n$here$(),let[d]"; function show() { return text; }'
    assert javascript(f"(() => {{ {small(script)}; return show(); }})()") == "a;const{b}=c;\n$here$(),let[d]"


def test_what_is_no_script_stays_as_it_is():
    assert small("const a = ;").split() == ["const", "a=;"]


def test_what_would_end_a_script_element_stays_as_it_is():
    assert "</script" in small('const text = "</script>";')


def test_a_script_ends_before_the_next_one(javascript):
    scripts = small("function one() { return 1; } one();") + small("(() => { one(); })();")
    assert javascript(f"(() => {{ {scripts}; return one(); }})()") == 1


def test_a_text_inside_the_text_of_a_template_keeps_its_spaces(javascript):
    script = "function run(all) { return `${all.map((each) => `${each} and ${each}`).join(` or `)} ${all.length} x`; }"
    expected = "a and a or b and b 2 x"
    assert javascript(f"(() => {{ {small(script)}; return run(['a', 'b']); }})()") == expected
