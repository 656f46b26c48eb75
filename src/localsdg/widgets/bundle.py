"""The widgets' JavaScript, put together for its two homes.

A widget is a small ES module that imports other modules of this folder. Jupyter wants one self-contained module
(:func:`module_text`); a built page loads each file once, as a classic script (:func:`script_text`), since module
scripts do not load from a folder opened by double click. Both are made from the same source: imports become function
parameters and exports a returned object. Nothing else of the source is changed.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from localsdg.widgets import agenda

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
# Modules made from the data of the package.
_MADE = {"agenda_words": agenda.module_source}


@dataclass(frozen=True)
class Module:
    """One file of the widgets' JavaScript: its name without suffix, what it imports, and its body as a function."""

    name: str
    needs: tuple[str, ...]
    factory: str


def module_names() -> list[str]:
    """Return the names of all modules: the files of ``js`` but the host, and those made from data."""
    there = (item.name.removesuffix(".js") for item in files(__package__).joinpath("js").iterdir())
    return sorted([*(name for name in there if name != "host"), *_MADE])


@cache
def _module(name: str) -> Module:
    made = _MADE.get(name)
    source = made() if made else files(__package__).joinpath("js", f"{name}.js").read_text("utf-8")
    imports = [(found[2], " ".join(found[1].split())) for found in _IMPORT.finditer(source)]
    exports = [found[1] for found in _EXPORT.finditer(source)]
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    body, defaults = _DEFAULT.subn("const $default = ", body)
    if "\nimport " in body or "\nexport " in body:
        raise ValueError(
            f'{name}.js has an import or export that cannot be bundled. Write imports as import {{ a }} from "./b.js"; '
            "and exports as export const, export function, export class or export default."
        )
    returned = ", ".join([*exports, *(["default: $default"] if defaults else [])])
    parameters = ", ".join(f"{{ {names.rstrip(', ')} }}" for _, names in imports)
    factory = f"({parameters}) => {{\n{body}return {{ {returned} }};\n}}"
    return Module(name, tuple(needed for needed, _ in imports), factory)


def dependencies(name: str) -> list[str]:
    """Return the names of a module and of all it needs, each after what it needs itself."""
    ordered: list[str] = []

    def visit(current: str) -> None:
        for needed in _module(current).needs:
            visit(needed)
        if current not in ordered:
            ordered.append(current)

    visit(name)
    return ordered


def module_text(name: str) -> str:
    """Return one self-contained ES module for Jupyter, whose default export is the widget's."""
    lines = ["// Put together from the files in localsdg/widgets/js."]
    for each in map(_module, dependencies(name)):
        arguments = ", ".join(f"${needed}" for needed in each.needs)
        lines.append(f"const ${each.name} = ({each.factory})({arguments});")
    lines.append(f"export default ${name}.default;\n")
    return "\n".join(lines)


def script_text(name: str, strings: dict[str, Any] | None = None) -> str:
    """Return one module as a classic script that registers itself, and its interface texts, with the page's host."""
    each = _module(name)
    texts = f", {json.dumps(strings, ensure_ascii=False, separators=(',', ':'))}" if strings else ""
    return f"localsdg.define({name!r}, {list(each.needs)!r}, {each.factory}{texts});\n"


def host_text() -> str:
    """Return the classic script that runs the widgets of a built page."""
    return files(__package__).joinpath("js", "host.js").read_text("utf-8")


def style_text(*names: str) -> str:
    """Return the shared sheets, followed by the sheets of the named widgets; not every widget needs one."""
    sheets = [files(__package__).joinpath(f"{name}.css") for name in ("tokens", "kit", *names)]
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets if sheet.is_file())
