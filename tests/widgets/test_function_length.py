"""No function of the widgets' JavaScript is longer than a screen, and no line wider than 120 signs."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import deno
import pytest

from localsdg.commands.javascript import scripts

ROOT = Path(__file__).resolve().parents[2]
WIDGETS = ROOT / "src" / "localsdg" / "widgets"
MOST = 80
RULE = """
const check = (context) => (node) => {
  const lines = context.sourceCode.getText(node).split("\\n").length;
  if (lines > MOST) context.report({ node: node.id ?? node, message: `${lines} lines` });
};
const create = (context) => ({
  FunctionDeclaration: check(context),
  FunctionExpression: check(context),
  ArrowFunctionExpression: check(context),
});
export default { name: "length", rules: { "of-functions": { create } } };
"""


def too_long(files: list[Path], folder: Path) -> list[str]:
    """Name each function that has more lines than it may have, by file and line: a rule of ours for Deno's parser."""
    (folder / "rule.js").write_text(f"const MOST = {MOST};{RULE}", "utf-8")
    rules = {"lint": {"plugins": ["./rule.js"], "rules": {"tags": [], "include": ["length/of-functions"]}}}
    (folder / "deno.json").write_text(json.dumps(rules), "utf-8")
    command = [deno.find_deno_bin(), "lint", "--json", "--config", str(folder / "deno.json"), *map(str, files)]
    environment = os.environ | {"DENO_DIR": str(folder), "DENO_NO_UPDATE_CHECK": "1"}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    found = json.loads(answer.stdout)
    assert found["errors"] == []
    return [
        f"{Path(each['filename']).parent.name}/{Path(each['filename']).name}:{each['range']['start']['line']}: "
        f"{each['message']}"
        for each in found["diagnostics"]
    ]


def test_no_function_is_longer_than_a_screen(tmp_path):
    files = [path for path in scripts(ROOT) if path.suffix == ".js" and path.is_relative_to(WIDGETS)]
    assert len(files) > 50
    assert too_long(files, tmp_path) == []


def test_no_line_is_wider_than_that_of_python():
    """What Deno's formatter leaves as it is are comments, which anybody can fold, and patterns and texts, which not."""
    literal = re.compile(r'\s*("|/(?![/*]))')  # the line is one text or one pattern
    wide = {
        f"{path.name}:{number}"
        for path in scripts(ROOT)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 120 and not literal.match(line)
    }
    assert wide == set()


@pytest.mark.parametrize("opening", ["function made() {", "const made = () => {", "const made = { of() {"])
def test_one_line_too_many_is_found(tmp_path, opening):
    inside = "  globalThis.count += 1;\n"
    closing = "} };" if "of()" in opening else "}"
    long, short = tmp_path / "long.js", tmp_path / "short.js"
    long.write_text(f"{opening}\n{inside * (MOST - 1)}{closing}\n", "utf-8")
    short.write_text(f"{opening}\n{inside * (MOST - 2)}{closing}\n", "utf-8")
    assert [line.split(": ")[1] for line in too_long([long, short], tmp_path)] == [f"{MOST + 1} lines"]
