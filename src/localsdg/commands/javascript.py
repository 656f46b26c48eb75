"""The form, the habits and the types of our JavaScript, by Deno."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from localsdg.widgets.kit.bundle import constant_places, constants_text

_RULES = Path("src", "localsdg", "widgets", "deno.json")
# What Deno has found well stays there, so that the next run looks only at what was changed since.
_CACHE = Path("_build", ".deno")


def scripts(root: Path) -> list[Path]:
    """Return every file of JavaScript and every style sheet of the checkout that is written by hand."""
    return sorted(path for suffix in ("js", "css") for path in root.joinpath("src").rglob(f"*.{suffix}"))


def check_javascript(root: Path, *, check: bool) -> bool:
    """Bring the JavaScript of a checkout into form, or with ``check`` only look at it; return whether all is well.

    Deno says on standard error what is wrong, with file and line.
    """
    files = scripts(root)
    modules = [path for path in files if path.suffix == ".js" and path.is_relative_to(root / _RULES.parent)]
    steps = [
        ["fmt", "--quiet", *(["--check"] if check else []), *map(str, files)],
        ["lint", "--quiet", *(str(path) for path in files if path.suffix == ".js")],
        ["check", "--quiet", "--import-map", str(_constants(root)), *map(str, modules)],
    ]
    return not [step for step in steps if not _deno(root, step)]


def _deno(root: Path, arguments: list[str]) -> bool:
    import deno  # type: ignore[import-untyped]

    command = [deno.find_deno_bin(), arguments[0], "--config", str(root / _RULES), *arguments[1:]]
    environment = os.environ | {"DENO_DIR": str(root / _CACHE), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=root, env=environment).returncode == 0


def _constants(root: Path) -> Path:
    """Write the modules that come from Python, and return the map that leads their imports there."""
    folder = root / _CACHE / "constants"
    folder.mkdir(parents=True, exist_ok=True)
    imports = {}
    for room, stem in constant_places():
        made = folder / f"{room}_{stem}.js"
        made.write_text(constants_text(room, stem), "utf-8")
        imports[(root / _RULES.parent / room / f"{stem}.js").as_uri()] = made.as_uri()
    chart = folder / "imports.json"
    chart.write_text(json.dumps({"imports": imports}), "utf-8")
    return chart
