"""The widgets' JavaScript, put together for its two homes.

A widget is a folder, and ``widget.js`` is the small ES module that shows it; other modules lie beside it, and those
that all share lie in the folder ``kit``. Jupyter wants one self-contained module (:func:`module_text`); a built page
loads each file once, as a classic script (:func:`script_text`), since module scripts do not load from a folder opened
by double click. Both are made from the same source: imports become function parameters and exports a returned object.
Nothing else of the source is changed.

A module has one name for the whole course: that of its folder for ``widget.js``, such as ``stakeholder_map``;
``stakeholder_map_method`` for ``method.js`` beside it; and the file's own name in the kit, such as ``charts``.

What is used rarely is written ``import("./name.js")``, as JavaScript has it: a built page fetches that module when it
is used, from a file of its own, and in Jupyter it comes with the others.

Words and limits that Python and JavaScript share are written once, in Python: where ``limits.js`` is imported and no
such file stands there, ``limits.py`` stands there, and what its function ``constants`` returns is put in by name.
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
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\.(?:\./(\w+))?/(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|class) (\w+))", re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./(\w+)\.js"\)')
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
# The script that runs the others on a page is no module.
_HOST = "host"


@dataclass(frozen=True)
class Module:
    """One file of the widgets' JavaScript: what it imports at once and when it is used, and its body as a function."""

    name: str
    needs: tuple[str, ...]
    later: tuple[str, ...]
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
    return [((found[2] or folder, found[3]), found[1].replace(",", " ").split()) for found in _IMPORT.finditer(source)]


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
            parameters.append(f"{{ {', '.join(names)} }}")
        else:
            values = constants(*place)
            lines += [f"const {each} = {json.dumps(values[each], ensure_ascii=False)};\n" for each in names]
    exports = [found[1] for found in _EXPORT.finditer(source)]
    later = tuple(dict.fromkeys(_name(folder, found[1]) for found in _LATER.finditer(source)))
    body = _LATER.sub(lambda found: f'localsdg.bring("{_name(folder, found[1])}.js")', source)
    body = _EXPORT.sub("", _IMPORT.sub("", body))
    body, defaults = _DEFAULT.subn("const $default = ", body)
    if "\nimport " in body or "\nexport " in body:
        raise ValueError(
            f"{name} ({folder}) has an import or export that cannot be bundled. Write imports as "
            'import { a } from "./b.js"; or from "../kit/b.js"; and exports as export const, export function, '
            "export class or export default."
        )
    returned = ", ".join([*exports, *(["default: $default"] if defaults else [])])
    factory = f"({', '.join(parameters)}) => {{\n{''.join(lines)}{body}return {{ {returned} }};\n}}"
    return Module(name, tuple(needs), later, factory)


def dependencies(name: str) -> list[str]:
    """Return the names of a module and of all it needs, each after what it needs itself.

    What it brings later is not among them, but what that needs is: it will be there.
    """
    ordered: list[str] = []

    def visit(current: str) -> None:
        for each in (current, *_module(current).later):
            for needed in _module(each).needs:
                visit(needed)
        if current not in ordered:
            ordered.append(current)

    visit(name)
    return ordered


def brought_later(name: str) -> list[str]:
    """Return the names of the modules that a module, or one it needs, brings when they are used."""
    return list(dict.fromkeys(later for each in dependencies(name) for later in _module(each).later))


def module_text(name: str) -> str:
    """Return one self-contained ES module for Jupyter, whose default export is the widget's."""
    lines = ["// Put together from the files in localsdg/widgets."]
    later = brought_later(name)
    if later:
        brought = ", ".join(f'"{each}.js": ${each}' for each in later)
        lines.append(f"const localsdg = {{ bring: async (file) => ({{ {brought} }})[file] }};")
    modules = dict.fromkeys(needed for each in (name, *later) for needed in dependencies(each))
    for each in map(_module, modules):
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
    return files(_PACKAGE).joinpath(KIT, f"{_HOST}.js").read_text("utf-8")


def style_text(*names: str) -> str:
    """Return the shared sheets, followed by the sheets of the named widgets; not every widget needs one."""
    package = files(_PACKAGE)
    sheets = [package.joinpath(KIT, "tokens.css"), *(package.joinpath(name, "style.css") for name in (KIT, *names))]
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets if sheet.is_file())
