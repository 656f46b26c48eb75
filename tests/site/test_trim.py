"""The light page: what the last step of the build leaves out, and what it keeps."""

from __future__ import annotations

import random
import re
import string
from typing import TYPE_CHECKING

import pytest

from localsdg.site import scripts, sheet, trim

if TYPE_CHECKING:
    from pathlib import Path

THEME = """body { --unread: red }
.used, .unused { color: red }
nav a:hover { color: var(--read) }
@media print { .unused { color: red } }
"""
OWN = ".ls-made-by-a-script { color: blue }"


def write_page(folder: Path, name: str, scripts: tuple[str, ...], body: str, more: str = "") -> None:
    up = "../" * name.count("/")
    tags = "".join(f'<script defer src="{up}_static/localsdg/{each}.js?v=1"></script>\n' for each in scripts)
    sheets = "".join(f'<link rel="stylesheet" href="{up}_static/{each}">\n' for each in ("theme.css", "own.css"))
    variables = "<style>body { --read: green }</style>"
    page = folder / f"{name}.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"<html><head>{more}{sheets}{variables}</head><body>{body}\n{tags}</body></html>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    static = tmp_path / "_static"
    (static / "localsdg").mkdir(parents=True)
    (static / "theme.css").write_text(THEME)
    (static / "own.css").write_text(OWN)
    (static / "nobody.png").write_bytes(b"")
    for name in ("host", "kit", "chart", "table", "map", "form"):
        (static / "localsdg" / f"{name}.js").write_text(f"// {name}\nconst {name}Here = '{name}';\n")
    # Much that does not repeat itself, so that it stays large when it is compressed.
    numbers = random.Random(1)
    large = "".join(numbers.choices(string.ascii_letters, k=4000))
    (static / "localsdg" / "chart.js").write_text(f"const chartHere = '{large}';\n")
    nav = '<nav><a class="used">there</a></nav>'
    write_page(tmp_path, "home", (), nav)
    write_page(tmp_path, "lessons/one", ("host", "kit", "chart", "table", "map"), nav)
    write_page(tmp_path, "lessons/two", ("host", "kit", "chart", "form"), nav)
    write_page(tmp_path, "lessons/three", ("host", "kit", "table"), nav)
    return tmp_path


@pytest.fixture(params=["minified", "as written"])
def trimmed(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trimmed site; on a computer for which the minifier has no build, too."""
    if request.param == "as written":
        monkeypatch.setattr(scripts, "minify", None)
    trim.trim(folder, own=("own.css",))
    return folder


def test_one_sheet_holds_the_used_rules_and_all_of_the_course(trimmed):
    text = (trimmed / "_static" / "site.css").read_text().replace(" ", "")
    assert ".unused" not in text
    assert "@media" not in text
    assert "--unread" not in text
    assert "--read:" in text
    for kept in (".used{", "a:hover{", ".ls-made-by-a-script{"):
        assert kept in text
    assert [path.name for path in trimmed.glob("_static/*.css")] == ["site.css"]
    for name in ("home", "lessons/one", "lessons/two"):
        page = (trimmed / f"{name}.html").read_text()
        assert page.count('rel="stylesheet"') == 1
        assert "<style>" not in page


def test_scripts_become_one_file_that_pages_share_and_one_of_each(trimmed):
    folder = trimmed / "_static" / "localsdg"
    names = ["lessons-one.js", "lessons-three.js", "lessons-two.js", "shared.js"]
    assert sorted(path.name for path in folder.iterdir()) == names
    shared = (folder / "shared.js").read_text()
    # What only two pages share is there only if it is large.
    assert re.findall(r"(\w+)Here", shared) == ["host", "kit", "chart"]
    for page, own in {"one": ["table", "map"], "two": ["form"], "three": ["table"]}.items():
        text = (trimmed / "lessons" / f"{page}.html").read_text()
        assert re.findall(r'src="../_static/localsdg/([\w-]+).js\?v=', text) == ["shared", f"lessons-{page}"]
        assert re.findall(r"(\w+)Here", (folder / f"lessons-{page}.js").read_text()) == own


def test_a_page_fetches_ahead_what_most_lessons_need(trimmed):
    home = (trimmed / "home.html").read_text()
    assert home.count('rel="prefetch"') == 1
    assert 'href="_static/localsdg/shared.js?v=' in home
    assert "prefetch" not in (trimmed / "lessons" / "one.html").read_text()


def test_files_that_nothing_names_are_left_out(trimmed):
    assert not (trimmed / "_static" / "nobody.png").exists()


def test_a_script_that_no_page_loads_keeps_no_rule(folder):
    (folder / "_static" / "theme.js").write_text('element.className = "unused";')
    trim.trim(folder, own=("own.css",))
    assert ".unused" not in (folder / "_static" / "site.css").read_text()


def test_pages_with_different_sheets_are_refused(folder):
    write_page(folder, "odd", (), "", more='<link rel="stylesheet" href="_static/own.css">')
    with pytest.raises(ValueError, match="bring 2 different sets of style sheets; one was expected"):
        trim.trim(folder, own=())


def test_a_damaged_sheet_is_named_with_its_line():
    used = sheet.Used.of(["<p>"], [])
    with pytest.raises(ValueError, match="cannot be read at line 2"):
        sheet.used_rules("p { color: red }\n}", used)


def test_a_rule_stays_if_any_part_of_it_may_apply():
    used = sheet.Used.of(['<p class="a" id="b">'], ["el.className = 'made'; const note = `open wide`;"])
    text = (
        "p.a, p.x { top: 0 } #b { top: 1px } #c { top: 2px } .made { top: 3px } p:not(.a) { top: 4px } h2 { top: 5px } "
        ".note { top: 6px } .open.wide { top: 7px } p:is(.x, .a) { top: 8px } p:is(.x, .y) { top: 9px }"
    )
    kept = sheet.used_rules(text, used)
    assert "p.a{" in kept
    assert "p.x" not in kept
    assert "#b" in kept
    assert "#c" not in kept
    assert ".made" in kept
    assert ":not(.a)" in kept
    assert "h2" not in kept
    assert ".note" not in kept
    assert ".open.wide" in kept
    assert "8px" in kept
    assert "9px" not in kept


def test_only_spaces_that_mean_nothing_leave_a_sheet():
    text = """
.a, .b > p { margin: 0 auto; width: calc(1px + 2px); & :hover { color: red } }
@media print and (width <= 9em) { :root { --light: ; --dark: } }
"""
    assert sheet.without_spaces(text) == (
        ".a,.b > p{margin:0 auto;width:calc(1px + 2px);& :hover{color:red}}"
        "@media print and (width <= 9em){:root{--light: ;--dark: }}"
    )


def test_a_variable_that_is_set_again_with_the_same_selector_is_kept_once():
    before = "body{--a:1;--b:2}@media not print{body[data-theme=dark]{--a:3}}"
    kept = sheet.without_variables_set_again(before, "body { --a: 4 }")
    assert kept == "body{--b:2}@media not print{body[data-theme=dark]{--a:3}}"
