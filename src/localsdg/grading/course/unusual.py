"""Finds code in answers that could deceive a check, so that a person looks at it.

It only reads the text of the code. Such code may be innocent, and deceit may go unnoticed; only the strict mode keeps
checks out of reach.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import symtable
from typing import TYPE_CHECKING

from localsdg.grading.run.source import as_python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.grading.run.release import ReleasedCell, ReleasedNotebook

READS_CHECKS = "with which code can read the checks"
CHANGES_CHECKS = "with which code can change how checks are run"
HIDES = "which can hide what code does"
ANSWERS = "with which an object can pass for any answer"
LONGEST, MOST_COMMANDS = 100_000, 50  # characters of a cell that is read, and commands of IPython in it
COMMAND = re.compile(r"^.*[!%?]", re.MULTILINE)
WORD = re.compile(r"\w*_\w*")  # in a text, as for setattr or in a file that is written
OF_MODULE = "module "  # before names that are ordinary words elsewhere
COMPUTED = ("getattr", "setattr", "delattr", "attrgetter")  # hide a name if it is put together
MAGIC = re.compile(r"get_ipython\(\)\.(run_line_magic|run_cell_magic|system|getoutput)\(")
NAMES = {
    **dict.fromkeys(("inspect", "linecache", "_getframe", "f_back", "f_globals", "f_locals", "tb_frame"), READS_CHECKS),
    **dict.fromkeys(("gc", "getsource", "In", "_ih", "history_manager"), READS_CHECKS),
    **dict.fromkeys(("walk_stack", "extract_stack", "format_stack", "print_stack", "StackSummary"), READS_CHECKS),
    **dict.fromkeys(("_current_frames", "_current_exceptions", "f_code", "co_consts", "co_code"), READS_CHECKS),
    **dict.fromkeys(("gi_frame", "cr_frame", "ag_frame", "tb_next", "walk_tb", "__traceback__"), READS_CHECKS),
    **dict.fromkeys(("stack_info", "findCaller", "tracemalloc", "faulthandler"), READS_CHECKS),
    **dict.fromkeys(("get_stack", "get_coro", "all_tasks", "__closure__", "cell_contents", "as_strided"), READS_CHECKS),
    **dict.fromkeys(("monitoring", "user_ns", "__array_interface__", "ctypeslib"), READS_CHECKS),
    **dict.fromkeys(("addaudithook", "displayhook", "raise_signal"), CHANGES_CHECKS),
    **dict.fromkeys(("exc_info", "stacklevel", "formatwarning", "breakpoint"), READS_CHECKS),
    **dict.fromkeys((f"{OF_MODULE}{name}" for name in ("pdb", "bdb", "trace", "profile", "cProfile")), READS_CHECKS),
    **dict.fromkeys((f"{OF_MODULE}{name}" for name in ("__main__", "cgitb")), READS_CHECKS),
    **dict.fromkeys(("%history", "%hist", "%save", "%macro", "%recall", "%rep", "%rerun", "%notebook"), READS_CHECKS),
    **dict.fromkeys(("get_ipython", "InteractiveShell", "IPython", "ipykernel", "builtins"), CHANGES_CHECKS),
    **dict.fromkeys(("__builtins__", "settrace", "setprofile", "ctypes", "ast_transformers"), CHANGES_CHECKS),
    **dict.fromkeys(("eval", "exec", "compile", "__import__", "importlib", "marshal", "pickle"), HIDES),
    **dict.fromkeys(("globals", "locals", "__getattribute__", "__code__", "co_filename", "CodeType"), HIDES),
    **dict.fromkeys(("vars", "__dict__", "__globals__", "__self__", "__subclasses__", "methodcaller"), HIDES),
    **dict.fromkeys(("convert_field", "vformat", "get_value"), HIDES),
    **dict.fromkeys(("resolve_name", "import_item", "get_field", "unsafe_load", "UnsafeLoader"), HIDES),
    **dict.fromkeys(("read_pickle", "allow_pickle", "shelve", "joblib", "cloudpickle", "dill", "pydoc"), HIDES),
    **dict.fromkeys(("__setattr__", "__delattr__", "__reduce__", "__reduce_ex__", "format_field"), HIDES),
    **dict.fromkeys(("dictConfig", "fileConfig", "DictConfigurator", "BaseConfigurator", "jinja2"), HIDES),
    **dict.fromkeys(("%run", *COMPUTED), HIDES),
    **dict.fromkeys((f"{OF_MODULE}{name}" for name in ("runpy", "code", "codeop", "timeit")), HIDES),
    **dict.fromkeys(("__eq__", "__ne__", "__bool__", "__instancecheck__", "__array_ufunc__", "__class__"), ANSWERS),
    **dict.fromkeys(("__sub__", "__rsub__", "__array_function__", "__contains__"), ANSWERS),
    **dict.fromkeys((f"{OF_MODULE}{name}" for name in ("mock", "approx", "ALWAYS_EQ", "pyparsing")), ANSWERS),
}
SHOWING = "IPython.display"  # which everybody uses; what is imported from it is named nevertheless
AT_ONCE = ("listcomp", "setcomp", "dictcomp", "genexpr")  # run where they stand, unlike functions
INPUT = re.compile(r"_i\d+")  # IPython keeps the text of each cell under such a name


def code(notebook: str, release: ReleasedNotebook) -> list[tuple[str, str]]:
    """Return sentences about unusual code in a notebook, each with the name of its cell (empty for ordinary cells).

    Args:
        notebook: the text of the notebook, as it will be run.
        release: what was released; what the instructor uses is not unusual.
    """
    usual, of_checks = _usual(release), _of_checks(release)
    found: dict[tuple[str, str], None] = {}
    for cell in json.loads(notebook)["cells"]:
        data = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or data.get("locked"):
            continue
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        for name in sorted(_read_later(source) & of_checks):
            text = f"A function of the code reads {name}, which has the value that a check gives it."
            found[text, data.get("grade_id", "")] = None
        for name in _names(source):
            known = READS_CHECKS if INPUT.fullmatch(name) else NAMES.get(name)
            if known and name not in usual:
                found[f"The code uses {name.removeprefix(OF_MODULE)}, {known}.", data.get("grade_id", "")] = None
    return list(found)


def made(names: list[str], release: ReleasedNotebook) -> list[str]:
    """Return sentences about what a notebook had made when a check was run.

    Args:
        names: methods that decide what equals what ("Point.__eq__"), and modules ("helper.py").
        release: what was released; what the instructor uses is not unusual.
    """
    usual = _usual(release) if names else set()
    found = []
    for name in names:
        first, _, last = name.rpartition(".")
        if last == "py" and first not in usual:
            found.append(f"The code imports {name}, which is not of the assignment; read it as well.")
        elif last != "py" and last not in usual:
            found.append(f"The code makes objects that can pass for any answer, by {name}.")
    return found


def _usual(release: ReleasedNotebook) -> set[str]:
    """Return the names that the instructor uses outside of checks; what a check needs, an answer does not."""
    return {
        name for cell in release.cells if cell.kind == "code" and not _is_check(cell) for name in _names(cell.source)
    }


def _is_check(cell: ReleasedCell) -> bool:
    return cell.grade and not cell.solution


def _of_checks(release: ReleasedNotebook) -> set[str]:
    """Return the names to which only checks give values."""
    by_checks: set[str] = set()
    others: set[str] = set()
    for cell in release.cells:
        table = _symbols(cell.source) if cell.kind == "code" else None
        made = {each.get_name() for each in table.get_symbols() if each.is_assigned()} if table else set()
        (by_checks if _is_check(cell) else others).update(made)
    return by_checks - others


def _read_later(source: str) -> set[str]:
    """Return the names of the notebook that functions read: at the time when a check calls them."""
    found: set[str] = set()
    waiting = [(_symbols(source), False)] if len(source) <= LONGEST else []
    while waiting:
        table, inside = waiting.pop()
        if table is None:
            continue
        if inside:
            found |= {each.get_name() for each in table.get_symbols() if each.is_global() and each.is_referenced()}
        for child in table.get_children():
            called = child.get_type() == "function" and child.get_name() not in AT_ONCE
            waiting.append((child, inside or called))
    return found


def _symbols(source: str) -> symtable.SymbolTable | None:
    try:
        return symtable.symtable(as_python(source), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError, RuntimeError):
        return None


@functools.lru_cache(maxsize=512)  # most cells are alike in a class
def _names(source: str) -> tuple[str, ...]:
    """Return all names in Python code, each once, in their order; see ``_all_names``."""
    return tuple(dict.fromkeys(_all_names(source)))


def _all_names(source: str) -> Iterator[str]:
    """Return all names in Python code, also those in texts, as for getattr; none if it is not Python."""
    try:
        if len(source) > LONGEST or len(COMMAND.findall(source)) > MOST_COMMANDS:
            # IPython reads the whole cell again for each command
            for name in re.findall(r"\w+", source):
                yield from (name, OF_MODULE + name)
            return
        tree = ast.parse(MAGIC.sub("magic(", as_python(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError, RuntimeError):
        return
    with_plain_name = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _last_name(node.func) == "warn" and len(node.args) > 2:
            yield "stacklevel"  # its place; the warning then shows the line that has called
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _of_call(node, node.func)
            names = node.args if node.func.id == "attrgetter" else node.args[1:2]
            if node.func.id in COMPUTED and names and all(isinstance(each, ast.Constant) for each in names):
                with_plain_name.add(node.func)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            if node not in with_plain_name:
                yield node.id
        elif isinstance(node, ast.Attribute):
            if node.attr not in ("compile", "eval"):  # of regular expressions and tables
                yield node.attr
            if NAMES.get(OF_MODULE + node.attr) == ANSWERS:
                yield OF_MODULE + node.attr
        elif isinstance(node, ast.alias | ast.ImportFrom):
            module = (node.module if isinstance(node, ast.ImportFrom) else node.name) or ""
            for name in () if module == SHOWING and isinstance(node, ast.ImportFrom) else module.split("."):
                yield from (name, OF_MODULE + name)
            yield getattr(node, "asname", None) or ""
        elif isinstance(node, ast.Constant | ast.BinOp | ast.JoinedStr):
            yield from WORD.findall(_text(node))
        elif not isinstance(node, ast.arg):  # its name is its own; all other names can be those of attributes
            yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[str]:
    """Return the names that a node holds as texts, as a pattern of match, a class or a named argument does."""
    for _, value in ast.iter_fields(node):
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, str):
                yield each


def _text(node: ast.expr) -> str:
    """Return the text that an expression stands for if it is put together of texts; those of other values are empty."""
    parts = [node]
    text = ""
    while parts:
        part = parts.pop()
        if isinstance(part, ast.Constant):
            text += part.value if isinstance(part.value, str) else ""
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
            parts += [part.right, part.left]
        elif isinstance(part, ast.JoinedStr):
            parts += reversed(part.values)
        elif isinstance(part, ast.FormattedValue):
            parts.append(part.value)
    return text


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _of_call(call: ast.Call, function: ast.Name) -> Iterator[str]:
    """Return the name of a command of IPython."""
    first = call.args[0] if call.args else None
    if function.id == "magic" and isinstance(first, ast.Constant) and isinstance(first.value, str):
        yield f"%{first.value}"
