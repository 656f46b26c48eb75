"""A new lesson, method or widget is found by being there: no code outside its own files names those that exist."""

from __future__ import annotations

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
