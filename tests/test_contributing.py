"""A new lesson, method or widget is found by being there: no code outside its own files names those that exist."""

from __future__ import annotations

import json
import os
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from localsdg.commands.typed_packages import write_types
from localsdg.site.reference import rooms

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def rows_below(heading: str) -> list[str]:
    """The first cells of the table of CONTRIBUTING.md with this heading, without their marks."""
    (table,) = re.findall(re.escape(heading) + r"\n *\|[-| ]+\n((?: *\|.*\n)+)", GUIDE)
    return [row.split("|")[1].strip().strip("`") for row in table.splitlines()]


def test_the_guide_names_every_part_of_the_file_beside_a_lesson():
    schema = json.loads((ROOT / "src/localsdg/course/lesson.schema.json").read_text("utf-8"))
    assert rows_below("| part | what it holds |") == list(schema["properties"])


def test_the_guide_names_every_kind_of_file_that_a_widget_has():
    named = {row.rpartition("/")[2] for row in rows_below("| file | what it holds |")}
    one = {path.name for path in (ROOT / "src/localsdg/widgets/target_path").iterdir() if path.is_file()}
    assert {"__init__.py", "widget.js", "method.js", "en.json", "limits.py", "form.js", "style.css"} <= one & named


def test_each_way_to_a_place_ends_at_a_file():
    (text,) = re.findall(r"Ways to a place, as examples\.(.*?)\n\n", GUIDE, re.DOTALL)
    paths = [name for name in re.findall(r"`([^`]+)`", text) if "/" in name]
    assert len(paths) > 10
    for path in paths:
        assert any((ROOT / above / path).is_file() for above in ("", "src/localsdg", "src/localsdg/widgets")), path


def test_no_page_lists_the_modules_of_methods():
    """The reference pages go over what is there."""
    for room in rooms():
        package = import_module(room)
        page = ROOT / "book" / "reference" / f"api-{room.rsplit('.', 1)[1]}.md"
        for module in pkgutil.iter_modules(package.__path__):
            assert not re.search(rf"{room}\.{module.name}\b", page.read_text("utf-8")), (page, module.name)


def test_types_of_a_new_module_are_written_by_the_tool(tmp_path):
    package = tmp_path / "src" / "localsdg" / "implementation"
    package.mkdir(parents=True)
    ours = Path(import_module("localsdg.implementation").__file__).parent
    for path in ours.glob("*.py"):
        (package / path.name).write_bytes(path.read_bytes())
    (types,) = write_types(tmp_path)
    before = types.read_text("utf-8").splitlines()
    (package / "my_method.py").write_text('__all__ = ["my_method"]\n', "utf-8")
    assert write_types(tmp_path) == [types]
    assert {*types.read_text("utf-8").splitlines()} - {*before} == {"from .my_method import *"}
    # Nothing that is kept in git has changed.
    assert all((package / path.name).read_bytes() == path.read_bytes() for path in ours.glob("*.py"))
    assert subprocess.run(["git", "check-ignore", "--quiet", ours / types.name], cwd=ROOT).returncode == 0


def test_type_checkers_know_what_the_packages_offer(tmp_path):
    write_types(ROOT)
    lines = [f"from {room} import {name}" for room in rooms() for name in import_module(room).__all__]
    file = tmp_path / "uses.py"
    text = "\n".join(lines) + "\nfrom localsdg.implementation import not_there\nreveal_type(target_path)\n"
    file.write_text(text, "utf-8")
    # What other packages offer does not matter here, and to read it takes longest.
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\nfollow_imports = skip\nfollow_imports_for_stubs = True\n", "utf-8")
    ours = [Path(import_module(room).__file__).parent for room in ("localsdg.core", *rooms())]
    command = [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", tmp_path / "cache", file, *ours]
    environment = os.environ | {"MYPYPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    wrong = [line for line in done.stdout.splitlines() if line.startswith(str(file)) and ": error:" in line]
    assert [line.partition(": error: ")[2] for line in wrong] == [
        'Module "localsdg.implementation" has no attribute "not_there"  [attr-defined]'
    ]
    assert "localsdg.implementation.results.TargetPath" in done.stdout
