"""Finds what a notebook has changed of the objects that decide whether a check can fail."""

from __future__ import annotations

import builtins
import contextlib
import dis
import importlib
import linecache
import os
import signal
import sys
from gc import get_objects, unfreeze
from itertools import compress, repeat
from operator import attrgetter, is_
from pathlib import Path
from types import CodeType, FunctionType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import InteractiveShell

from localsdg.grading.box.inside.streams import OutStream, Wire
from localsdg.warmkernel.channel import Channel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

# The functions of this module use these, whatever a notebook has replaced.
globals()["__builtins__"] = dict(vars(builtins))

# Modules with which checks compare; others could be changed as well, but are hardly used for it.
COMPARING = (
    "numpy", "numpy.testing", "numpy.linalg", "pandas", "pandas.testing", "pandas.api.types", "math", "statistics",
    "json", "re", "datetime", "decimal", "fractions", "itertools", "functools", "operator", "collections", "numbers",
    "copy", "gc", "unittest",
)  # fmt: skip
# With these an object decides itself whether it equals an answer, is near to it, or counts as true.
DECIDING = {
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__sub__", "__rsub__", "__truediv__", "__rtruediv__",
    "__bool__", "__contains__", "__instancecheck__", "__class__", "__array_ufunc__", "__array_function__",
}  # fmt: skip
# Where installed modules lie; this is read before the notebook's folder is added.
OWN = __file__.partition("/grading/")[0]  # which need not be among them
LIBRARIES = tuple(os.path.join(place, "") for place in {sys.prefix, sys.base_prefix, OWN, *sys.path} if place)  # noqa: PTH118
HEAP, IMMUTABLE = 1 << 9, 1 << 8  # flags of classes
# Types of methods that are no Python code; all that Python code makes is open.
COMPILED = (
    "method_descriptor", "getset_descriptor", "member_descriptor", "cython_function_or_method",
    "fused_cython_function", "instancemethod", "nb_method",
)  # fmt: skip
TESTS = "TestCase"  # the class of unittest whose methods decide whether a test fails
ANSWERING = ("unittest/mock.py", "test/support/__init__.py")  # their objects equal everything, for tests
EXACT = (list, dict)  # a class of one's own hears of what is put in, and gives out something else
SIGNALS = sorted(map(int, signal.valid_signals()))
_handler: Any = sys.modules["_signal"].getsignal  # signal's own makes an enumeration of each answer
CONSTANTS = (int, float, bool, str, tuple, list, dict, set, frozenset)


def file_mark(path: str) -> tuple[int, ...]:
    """Return inode, size and change time of a file; unlike the time of writing, a program cannot set that back."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return ()
    return (status.st_ino, status.st_size, status.st_ctime_ns)


class Guard:
    """Records the objects that decide whether a check can fail, and finds those that a notebook has changed since."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.files: list[str] = []
        self.shipped: set[str] = set()  # names of modules that the assignment ships
        for name in COMPARING:  # a module that is there already is known, so that nothing can take its place unnoticed
            if name.partition(".")[0] in sys.modules or name in sys.stdlib_module_names:
                importlib.import_module(name)
        self.modules = _Values("the module ", sys.modules, _to_import(sys.modules))
        self.tops = {name for name in sys.modules if "." not in name}
        pandas = sys.modules.get("pandas")
        self.tables = (pandas.DataFrame, pandas.Series, pandas.Index) if pandas else ()
        self.own = {kind: set(vars(kind)) for kind in self.tables}
        self.kinds = tuple(_Values(f"{kind.__name__}.", vars(kind)) for kind in _kinds(shell))
        self.usual = (_Values("builtins.", vars(builtins), set(vars(builtins)) - {"_"}), *self._usual())
        self.deciding = tuple(_deciding_values(self.usual))
        asked = (*self.kinds, *self.usual, *self.deciding)
        self.functions = frozenset(each for values in asked for each in values.functions)
        self.witness: list[None] = []  # until files are remembered nothing is held apart
        self.classes = {id(each): each for each in _classes(get_objects())}
        self.first = dict(shell.user_ns)
        self.meanings: dict[str, object] = {}  # what locked cells and imports have given names to
        self.methods = {name for values in self.kinds[:2] for name in values.found}
        self.instance = frozenset(vars(shell))
        self.before = self.look()
        self.reported: set[str] = set()

    def remember(self, marks: dict[str, tuple[int, ...]], folder: str) -> None:
        """Record the files that the assignment ships."""
        self.witness = [None]  # made after the others were held apart: the garbage collector names it, or it is frozen
        self.files = list(marks)
        self.shipped = {os.path.relpath(name, folder).partition("/")[0].partition(".")[0] for name in marks}
        self.shipped.difference_update(self.tops)
        self.before |= {f"the file {Path(name).name}": mark for name, mark in marks.items()}

    def remember_module(self, module: Any) -> None:
        """Record what a module that the assignment ships holds when it was just imported."""
        if module.__spec__.origin in self.files:
            self.before |= _inside(module) | {f"the module {module.__name__}": module}

    def remember_meanings(self, before: dict[str, object], *, locked: bool) -> None:
        """Record what names mean after a cell: modules, and in a locked cell all that can be called as well.

        Args:
            before: the names and values before the cell.
            locked: whether the cell is the instructor's.
        """
        for name, value in self.shell.user_ns.items():
            is_module = type(value) is type(sys) and sys.modules.get(value.__name__) is value
            if value is before.get(name, self) or not (is_module or (locked and callable(value))):
                continue
            if locked or name not in self.meanings:
                self.meanings[name] = _with_code(value)

    def look(self) -> dict[str, object]:
        """Return the objects that checks rely on as they are now, each with a name to report it by."""
        shell = self.shell
        found: dict[str, object] = {
            f"the shell's own {name}": True for name in vars(shell).keys() - self.instance if name in self.methods
        }
        found["the transformers of the syntax tree"] = tuple(map(id, shell.ast_transformers))
        found["the transformers of cells"] = tuple(map(id, shell.input_transformers_cleanup))
        found["the transformers of lines"] = tuple(map(id, shell.input_transformers_post))
        manager = shell.input_transformer_manager
        for name in ("cleanup_transforms", "line_transforms", "token_transformers"):
            found[f"the manager's {name}"] = tuple(map(id, getattr(manager, name)))
        found["the compiler"] = id(shell.compile)
        found["how values are shown"] = (id(shell.displayhook), id(shell.display_trap.hook), id(shell.display_pub))
        found["which values are shown"] = hash(shell.ast_node_interactivity)
        found["the handlers of exceptions"] = tuple(map(id, shell.custom_exceptions))
        found["the loader of source text"] = id(linecache.getlines)
        history = shell.history_manager
        places = [shell.ast_transformers, shell.input_transformers_cleanup, shell.input_transformers_post]
        places += [shell.events.callbacks, linecache.cache, history.input_hist_parsed, history.input_hist_raw]
        found["where code and its text are kept"] = all(type(each) in EXACT for each in places)
        found["the built-in functions of the notebook"] = shell.user_ns.get("__builtins__") is builtins
        for event, called in shell.events.callbacks.items():
            found[f"what is called at {event}"] = tuple(id(each) for each in called if not _is_of_library(each))
        for number in SIGNALS:
            if callable(handler := _handler(number)) and handler is not signal.default_int_handler:
                found[f"the handler of signal {number}"] = id(handler)
        found |= {f"the file {Path(name).name}": file_mark(name) for name in self.files}
        found["sys.settrace"], found["sys.setprofile"] = id(sys.gettrace()), id(sys.getprofile())
        for name in list(sys.modules) if self.shipped else ():
            if name.partition(".")[0] in self.shipped:
                found |= {f"the module {name}": sys.modules[name]} | _inside(sys.modules[name])
        return found

    def _usual(self) -> Iterator[_Values]:
        """Yield what can be called in the modules that checks compare with, and in pandas' tables."""
        spaces = {name: vars(sys.modules[name]) for name in COMPARING if name in sys.modules}
        classes = {each for kind in self.tables for each in kind.__mro__[:-1]}
        spaces |= {f"pandas {kind.__name__}": vars(kind) for kind in classes}
        for holder, space in spaces.items():
            yield _Values(f"{holder}.", space)

    def _changed_usual(self) -> set[str]:
        """Return the names of what these modules hold no more; what was added to them changes no check."""
        values = (self.modules, *self.usual, *self.kinds, *self.deciding)
        found = {label for each in values for label in each.changed()}
        found |= {label for each in self.kinds for label in each.added()}
        found |= {label for each in self.deciding for label in each.added(DECIDING)}
        for kind, own in self.own.items():
            if new := vars(kind).keys() - own:
                inherited = {name for each in kind.__mro__[1:] for name in vars(each)}
                found |= {f"pandas {kind.__name__}.{name}" for name in new & inherited}
        return found

    def changed(self) -> list[str]:
        """Return the names of objects that have changed; each is reported once."""
        now = self.look()
        names = self._changed_usual() | {
            name for name in self.before.keys() | now.keys() if not _same(self.before.get(name), now.get(name))
        }
        new = sorted(names - self.reported)
        self.reported |= names
        return new

    def made(self) -> list[str]:
        """Return what the notebook has made that can deceive a check: methods of classes, and modules; each once."""
        # The garbage collector holds what was there before the fork apart, so that only new objects are looked at.
        objects = get_objects()
        if not any(map(is_, objects, repeat(self.witness))):  # the notebook has held more apart
            unfreeze()
            objects = get_objects()
        classes = _classes(objects)
        found = {name for each in classes if id(each) not in self.classes for name in _deciding(each)}
        for name in sys.modules.keys() - self.shipped - self.modules.names:
            file = getattr(sys.modules[name], "__file__", None)
            if isinstance(file, str) and file not in self.files and not is_library(file):
                found.add(Path(file).name)
        found -= self.reported
        self.reported |= found
        return sorted(found)

    def other_meanings(self, names: list[str]) -> list[str]:
        """Return those of a check's names that mean something else now; each is reported once.

        What a function of a locked cell uses, such as ``abs`` in a helper, decides what the check finds as well.
        """
        found, known = [], vars(builtins) | self.first
        for name in self._with_their_own(names):
            if name not in self.shell.user_ns or name in self.reported:
                continue
            value = self.shell.user_ns[name]
            same = [_with_code(known[name])] if name in known else []
            same += [self.meanings[name]] if name in self.meanings else []
            if same and not any(_same(each, _with_code(value)) for each in same):
                found.append(name)
        self.reported.update(found)
        return found

    def _with_their_own(self, names: list[str]) -> list[str]:
        """Return names, and those that the functions of locked cells among them use in their turn."""
        found = list(dict.fromkeys(names))
        for name in found:
            value = self.shell.user_ns.get(name)
            if type(value) is FunctionType and _same(self.meanings.get(name), _with_code(value)):
                found += [each for each in _globals_of(value.__code__) if each not in found]
        return found


def _globals_of(code: CodeType) -> list[str]:
    """Return the names that code looks up outside itself, with those of the functions inside it."""
    own = [each.argval for each in dis.get_instructions(code) if each.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    inner = [name for each in code.co_consts if type(each) is CodeType for name in _globals_of(each)]
    return list(dict.fromkeys([*own, *inner]))


class _Values:
    """What a module, a class or another space of names holds when no notebook has run yet.

    A notebook is asked for it before every check, so what has not changed is compared without a line of Python.

    Args:
        label: what to report a name by, before the name.
        space: the space.
        names: which of its names; those of what can be called if it is not said.
    """

    def __init__(self, label: str, space: Mapping[str, Any], names: Collection[str] | None = None) -> None:
        self.label, self.space = label, space
        self.found = {
            name: value for name, value in space.items() if (callable(value) if names is None else name in names)
        }
        self.names = frozenset(space)
        self.codes = {
            name: value.__code__
            for name, value in self.found.items()
            if callable(value) and getattr(value, "__code__", None)
        }
        self.coded = [self.found[name] for name in self.codes]
        self.functions = [each for each in self.coded if type(each) is FunctionType]

    def changed(self) -> list[str]:
        """Return the labels of what is another value now, or a function with other code."""
        if all(map(is_, map(self.space.get, self.found), self.found.values())):
            codes = map(attrgetter("__code__"), self.coded)
            if all(map(is_, codes, self.codes.values())):
                return []
        return [f"{self.label}{name}" for name in self.found if self._is_changed(name)]

    def _is_changed(self, name: str) -> bool:
        now = self.space.get(name)
        return now is not self.found[name] or (
            name in self.codes and getattr(now, "__code__", None) is not self.codes[name]
        )

    def added(self, names: set[str] | None = None) -> list[str]:
        """Return the labels of what was not there: under these names, or, if none are said, all that can be called."""
        new = self.space.keys() - self.names if names is None else names & self.space.keys() - self.names
        return [f"{self.label}{name}" for name in new if names is not None or callable(self.space.get(name))]


def _kinds(shell: Any) -> tuple[type, ...]:
    """Return the classes that run cells and show values."""
    kinds = (type(shell), InteractiveShell, CachingCompiler)
    return (*kinds, type(shell.displayhook), type(shell.display_pub), OutStream, Wire, Channel)


def _deciding_values(usual: Iterable[_Values]) -> Iterator[_Values]:
    """Yield what the classes among these values hold by which an object decides what it equals."""
    for values in usual:
        for name, kind in values.found.items():
            if isinstance(kind, type) and _is_open(kind):
                yield _Values(f"{values.label}{name}.", vars(kind), _methods(kind))


def _to_import(names: Iterable[str]) -> set[str]:
    """Return the names of modules that nothing may take the place of: all packages, and what checks import of some."""
    return {name for name in names if "." not in name or (name.partition(".")[0] in COMPARING and "._" not in name)}


def _classes(objects: list[object]) -> list[type]:
    """Return the classes among objects, without asking the objects: they could answer with code of the learner."""
    is_kind = map(type.__subclasscheck__, repeat(type), map(type, objects))
    return list(compress(objects, is_kind))  # type: ignore[arg-type]


def _deciding(kind: type) -> list[str]:
    """Return the methods by which a class decides what it equals, if they are no library's."""
    space = type.__dict__["__dict__"].__get__(kind)
    own = type.__dict__["__name__"].__get__(kind)
    names = _methods(kind) if own == TESTS else DECIDING & space.keys()
    return [f"{own}.{name}" for name in names if not _of_library(name, space[name], space)]


def _methods(kind: type) -> dict[str, object]:
    """Return the methods by which a class decides what it equals, and those of a test that decide whether it fails."""
    space = type.__dict__["__dict__"].__get__(kind)
    tests = type.__dict__["__name__"].__get__(kind) == TESTS
    return {name: value for name, value in space.items() if name in DECIDING or (tests and name[:6] == "assert")}


def _is_open(kind: type) -> bool:
    """Return whether Python code can replace the methods of a class."""
    return kind.__flags__ & (HEAP | IMMUTABLE) == HEAP


def _of_library(name: str, value: Any, space: Any) -> bool:
    """Return whether what a class holds under such a name is a library's, or made by Python itself."""
    while type(value) in (property, classmethod, staticmethod):
        value = value.fget if type(value) is property else value.__func__
    own = str(space.get("__module__"))
    module = sys.modules.get(own) or sys.modules.get(own.partition(".")[0])
    in_library = is_library(str(getattr(module, "__file__", None) or ""))
    if type(value) is FunctionType:
        file = value.__code__.co_filename
        if file[:1] == "<":
            return in_library or "__dataclass_fields__" in space
        is_lent = not in_library and value.__name__ != name  # to a class that means something else by it
        return is_library(file) and not is_lent and not file.endswith(ANSWERING)
    if value is None:
        return True
    kind = type(value)
    if kind is not WrapperDescriptorType and (not in_library or kind.__name__ not in COMPILED or _is_open(kind)):
        return False
    return bool(value.__name__ == name)


def _is_of_library(called: Any) -> bool:
    """Return whether a function, or a method, is an installed module's."""
    code = getattr(getattr(called, "__func__", called), "__code__", None)
    return is_library(code.co_filename) if type(code) is CodeType else False


def is_library(file: str) -> bool:
    """Return whether a file is one of an installed module."""
    return file.startswith((*LIBRARIES, "<frozen "))


def _inside(module: Any) -> dict[str, object]:
    """Return what can be called in a module and in its own classes, and its constants, each with a name."""
    found: dict[str, object] = {}
    own = getattr(module, "__name__", "")
    for name, value in list(vars(module).items()):
        if name[:2] == "__":
            continue
        if callable(value):
            found[f"{own}.{name}"] = _with_code(value)
            if type(value) is type and value.__module__ == own:
                parts = {f"{own}.{name}.{inner}": each for inner, each in vars(value).items()}
                found |= {inner: _with_code(each) for inner, each in parts.items() if callable(each)}
        elif name.isupper() and type(value) in CONSTANTS:
            with contextlib.suppress(Exception):
                found[f"{own}.{name}"] = hash(repr(value))
    return found


def _with_code(value: Any) -> object:
    """Return a value to compare later: for a function also its code and defaults, which can be replaced within it."""
    return (value, value.__code__, id(value.__defaults__)) if type(value) is FunctionType else value


def _same(first: object, second: object) -> bool:
    """Return whether two recorded values are the same, without calling an ``__eq__`` that a notebook has written."""
    return first is second or (type(first) is type(second) and type(first) in (int, tuple, bool) and first == second)
