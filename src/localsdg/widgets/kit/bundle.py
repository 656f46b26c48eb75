"""The widgets' JavaScript, put together for its two homes.

A widget is a folder, and ``widget.js`` is the small ES module that shows it; other modules lie beside it, and those
that all share lie in the folder ``kit``. Jupyter wants one self-contained module (:func:`module_text`); a built page
loads each file once, as a classic script (:func:`script_text`), since module scripts do not load from a folder opened
by double click. Both are made from the same source: imports become function parameters and exports a returned object.
Nothing else of the source is changed.

A module has one name for the whole course: that of its folder for ``widget.js``, such as ``stakeholder_map``;
``stakeholder_map_method`` for ``method.js`` beside it; and the file's own name in the kit, such as ``charts``.

Words and limits that Python and JavaScript share are written once, in Python: where ``limits.js`` is imported and no
such file stands there, ``limits.py`` stands there, and what its function ``constants`` returns is put in by name.

What is rarely needed is brought when it is, by ``bring("table_check_method")`` of the kit. On a page it is one file of
its own, with what it needs; in Jupyter the parts of widgets come with the widget that brings them, and those of the kit
are not used.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

KIT = "kit"
_PACKAGE = "localsdg.widgets"
_IMPORT = re.compile(r'^(?:import|export) \{([^}]*)\} from "\.(?:\./(\w+))?/(\w+)\.js";\n', re.MULTILINE)
_HANDED_ON = re.compile(r"^export \{([^}]*)\} from ", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|class) (\w+))", re.MULTILINE)
_BROUGHT = re.compile(r'[bB]ring\("(\w+)"\)')
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
# The script that runs the others on a page is no module.
_HOST = "host"


@dataclass(frozen=True)
class Module:
    """One file of the widgets' JavaScript: its name, what it imports, and its body as a function."""

    name: str
    needs: tuple[str, ...]
    factory: str


def _name(folder: str, stem: str) -> str:
    if folder == KIT:
        return stem
    return folder if stem == "widget" else f"{folder}_{stem}"


def folders() -> list[str]:
    """Return the names of the widgets' folders, in the order of the alphabet; the kit is not among them."""
    found = (item.name for item in files(_PACKAGE).iterdir() if item.joinpath("widget.js").is_file())
    return sorted(found)


def folder_of(name: str) -> str:
    """Return the folder of the widget that a module belongs to, ``kit`` for what all share."""
    fitting = (folder for folder in folders() if name == folder or name.startswith(f"{folder}_"))
    return max(fitting, key=len, default=KIT)


@cache
def _places() -> dict[str, tuple[str, str]]:
    """Return folder and file, without suffix, of every module that is written in JavaScript."""
    found = {}
    for folder in (KIT, *folders()):
        for item in files(_PACKAGE).joinpath(folder).iterdir():
            stem, _, suffix = item.name.partition(".")
            if suffix == "js" and (folder, stem) != (KIT, _HOST):
                found[_name(folder, stem)] = folder, stem
    return found


def source_files() -> "list[Traversable]":
    """Return every file of JavaScript that is written by hand."""
    written = [files(_PACKAGE).joinpath(folder, f"{stem}.js") for folder, stem in _places().values()]
    return [*written, files(_PACKAGE).joinpath(KIT, f"{_HOST}.js")]


def module_names() -> list[str]:
    """Return the names of all modules."""
    return sorted(_places())


@cache
def constants(folder: str, stem: str) -> dict[str, Any]:
    """Return what ``<folder>/<stem>.py`` has for JavaScript, by name."""
    return dict(import_module(f"{_PACKAGE}.{folder}.{stem}").constants())


def constants_text(folder: str, stem: str) -> str:
    """Return the constants of ``<folder>/<stem>.py`` as a module, for checks of types."""
    values = constants(folder, stem)
    return "".join(
        f"export const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in values.items()
    )


def constant_places() -> list[tuple[str, str]]:
    """Return folder and file of each module of Python that JavaScript imports."""
    imported = {place for name in _places() for place, _ in _imports(*_source(name))}
    return sorted(imported - {*_places().values()})


def _source(name: str) -> tuple[str, str]:
    """Return the folder of a module, and its text."""
    folder, stem = _places()[name]
    return folder, files(_PACKAGE).joinpath(folder, f"{stem}.js").read_text("utf-8")


def _imports(folder: str, source: str) -> list[tuple[tuple[str, str], list[str]]]:
    """Return what a module of a folder imports: folder and file, and the names."""
    found = _IMPORT.finditer(source)
    return [
        ((each[2] or folder, each[3]), [name.strip() for name in each[1].split(",") if name.strip()]) for each in found
    ]


@cache
def _module(name: str) -> Module:
    return read_module(name, *_source(name))


def read_module(name: str, folder: str, source: str) -> Module:
    """Return a module from its text.

    Raises:
        ValueError: it has an import or export of a form that cannot be bundled.
    """
    needs, parameters, lines = [], [], []
    for place, names in _imports(folder, source):
        if place in _places().values():
            needs.append(_name(*place))
            parameters.append(f"{{ {', '.join(names).replace(' as ', ': ')} }}")
        else:
            values = constants(*place)
            lines += [f"const {each} = {json.dumps(values[each], ensure_ascii=False)};\n" for each in names]
    exports = [
        name.split()[-1] for found in _HANDED_ON.finditer(source) for name in found[1].split(",") if name.strip()
    ]
    exports += [found[1] for found in _EXPORT.finditer(source)]
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    body, defaults = _DEFAULT.subn("const $default = ", body)
    if "\nimport " in body or "\nexport " in body:
        raise ValueError(
            f"{name} ({folder}) has an import or export that cannot be bundled. Write imports as "
            'import { a } from "./b.js"; or from "../kit/b.js"; and exports as export const, export function, '
            'export class, export default or export { a } from "./b.js".'
        )
    returned = ", ".join([*exports, *(["default: $default"] if defaults else [])])
    factory = f"({', '.join(parameters)}) => {{\n{''.join(lines)}{body}return {{ {returned} }};\n}}"
    return Module(name, tuple(needs), factory)


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


def brought_by(name: str) -> list[str]:
    """Return the names of the modules that a module brings when they are needed: ``bring("tables")``."""
    return _BROUGHT.findall(_module(name).factory)


@cache
def brought() -> dict[str, list[str]]:
    """Return the modules that pages bring when they are needed, each with those that its file holds.

    They are the module itself and what it needs, but for what is there wherever it is brought.
    """
    bringers: dict[str, list[str]] = {}
    for name in module_names():
        for part in brought_by(name):
            bringers.setdefault(part, []).append(name)
    # The host comes with the kit.
    for part in _BROUGHT.findall(host_text()):
        bringers.setdefault(part, []).append(KIT)
    there = {part: set.intersection(*(set(dependencies(each)) for each in names)) for part, names in bringers.items()}
    return {part: [each for each in dependencies(part) if each not in there[part]] for part in sorted(bringers)}


def own_parts(name: str) -> list[str]:
    """Return the modules of widgets that a widget brings when they are needed, and those that they bring.

    Those of the kit are for pages.
    """
    parts: dict[str, None] = {}

    def visit(current: str) -> None:
        for part in (part for each in dependencies(current) for part in brought_by(each)):
            if folder_of(part) != KIT and part not in parts:
                parts[part] = None
                visit(part)

    visit(name)
    return list(parts)


def module_text(name: str, parts: dict[str, dict[str, Any]] | None = None) -> str:
    """Return one self-contained ES module for Jupyter, whose default export is the widget's.

    Args:
        name: the module.
        parts: the texts of each module that it brings when it is needed.
    """
    parts = parts or {}
    lines = ["// Put together from the files in localsdg/widgets.", *_made(name, *parts)]
    given = [f"{part}: {{ strings: {json.dumps(texts)}, ...${part} }}" for part, texts in parts.items()]
    if given:
        lines.append(f"$bring.give({{ {', '.join(given)} }});")
    # A page of JupyterLab has a language of its own.
    lines.append(
        f"export default {{ ...${name}.default, render(view) {{\n"
        'view.el.lang = view.model.get("language");\n'
        'view.el.dir = view.model.get("direction");\n'
        f"{'$kit.speak(view.el.lang);' if 'kit' in dependencies(name) else ''}\n"
        f"return ${name}.default.render(view);\n}} }};\n"
    )
    return "\n".join(lines)


def inline_text(name: str, *given: Any) -> str:
    """Return a script for one page alone, which needs no other file: it calls the default export of a module."""
    call = f"${name}.default({', '.join(json.dumps(each, ensure_ascii=False) for each in given)});"
    return "\n".join(["(() => {", *_made(name), call, "})();"])


def _made(*names: str) -> list[str]:
    """Return the lines that make modules and all they need, each a constant with a $ before its name."""
    wanted = dict.fromkeys(each for name in names for each in dependencies(name))
    return [
        f"const ${each.name} = ({each.factory})({', '.join(f'${needed}' for needed in each.needs)});"
        for each in map(_module, wanted)
    ]


def script_text(name: str, strings: dict[str, Any] | None = None, style: str = "") -> str:
    """Return one module as a classic script that registers itself with the page's host.

    Its interface texts come with it, and its style sheet: a page brings the sheets of its own widgets alone.
    """
    each = _module(name)
    given = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (strings or {}, style)]
    return f"localsdg.define({name!r}, {list(each.needs)!r}, {each.factory}, {', '.join(given)});\n"


def host_text() -> str:
    """Return the classic script that runs the widgets of a built page."""
    return files(_PACKAGE).joinpath(KIT, f"{_HOST}.js").read_text("utf-8")


def shared_style() -> str:
    """Return the sheets that all widgets share."""
    return "\n".join(files(_PACKAGE).joinpath(KIT, name).read_text("utf-8") for name in ("tokens.css", "style.css"))


def own_style(name: str) -> str:
    """Return the sheet of the widget that a module shows; "" where there is none."""
    sheet = files(_PACKAGE).joinpath(name, "style.css")
    return sheet.read_text("utf-8") if name != KIT and sheet.is_file() else ""
