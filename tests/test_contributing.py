"""A new lesson, method or widget is found by being there: no code outside its own files names those that exist."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from localsdg.commands.typed_packages import format_packages
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
    ours = Path(import_module("localsdg.implementation").__file__)
    for path in ours.parent.glob("*.py"):
        (package / path.name).write_bytes(path.read_bytes())
    assert format_packages(tmp_path) == []
    (package / "my_method.py").write_text('__all__ = ["my_method"]\n', "utf-8")
    init = package / "__init__.py"
    assert format_packages(tmp_path, check=True) == [init]
    assert init.read_bytes() == ours.read_bytes()
    format_packages(tmp_path)
    new = {*init.read_text("utf-8").splitlines()} - {*ours.read_text("utf-8").splitlines()}
    assert new == {"    from localsdg.implementation.my_method import *"}


def test_type_checkers_know_what_the_packages_offer(tmp_path):
    lines = [f"from {room} import {name}" for room in rooms() for name in import_module(room).__all__]
    file = tmp_path / "uses.py"
    text = "\n".join(lines) + "\nfrom localsdg.implementation import not_there\nreveal_type(target_path)\n"
    file.write_text(text, "utf-8")
    config = ["--config-file", str(ROOT / "pyproject.toml"), "--no-warn-unused-configs"]
    done = subprocess.run([sys.executable, "-m", "mypy", *config, file], cwd=ROOT, capture_output=True, text=True)
    wrong = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert [line.partition(": error: ")[2] for line in wrong] == [
        'Module "localsdg.implementation" has no attribute "not_there"  [attr-defined]'
    ]
    assert "localsdg.implementation.results.TargetPath" in done.stdout
