"""Finds what a notebook has changed of the objects that decide whether a check can fail."""

from __future__ import annotations

import builtins
import contextlib
import functools
import gc
import importlib
import itertools
import linecache
import operator
import os
import signal
import sys
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import InteractiveShell

from localsdg.grading.box.inside.streams import OutStream, Wire
from localsdg.warmkernel.channel import Channel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

# Modules with which checks compare; others could be changed as well, but are hardly used for it.
COMPARING = (
    "numpy", "numpy.testing", "numpy.linalg", "pandas", "pandas.testing", "pandas.api.types", "math", "statistics",
    "json", "re", "datetime", "decimal", "fractions", "itertools", "functools", "operator", "collections", "numbers",
    "copy",
)  # fmt: skip
# With these an object decides itself whether it equals an answer, is near to it, or counts as true.
DECIDING = {
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__sub__", "__rsub__", "__truediv__", "__rtruediv__",
    "__bool__", "__contains__", "__instancecheck__", "__class__", "__array_ufunc__", "__array_function__",
}  # fmt: skip
# Where installed modules lie; this is read before the notebook's folder is added.
LIBRARIES = tuple(os.path.join(place, "") for place in {sys.prefix, sys.base_prefix, *sys.path} if place)  # noqa: PTH118
CALLABLE = (BuiltinFunctionType, MethodType, functools.partial)  # no class of a library compares with one
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
        self.functions = frozenset(each for values in (*self.kinds, *self.usual) for each in values.functions)
        self.first = dict(shell.user_ns)
        self.meanings: dict[str, object] = {}  # what locked cells and imports have given names to
        self.methods = {name for values in self.kinds[:2] for name in values.found}
        self.instance = frozenset(vars(shell))
        self.before = self.look()
        self.reported: set[str] = set()

    def remember(self, marks: dict[str, tuple[int, ...]], folder: str) -> None:
        """Record the files that the assignment ships."""
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
        found = {label for values in (self.modules, *self.usual, *self.kinds) for label in values.changed()}
        found |= {label for values in self.kinds for label in values.added()}
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
        found = {name for each in _classes(gc.get_objects()) for name in _deciding(each)}
        for name in sys.modules.keys() - self.shipped - self.modules.names:
            file = getattr(sys.modules[name], "__file__", None)
            if isinstance(file, str) and file not in self.files and not is_library(file):
                found.add(Path(file).name)
        found -= self.reported
        self.reported |= found
        return sorted(found)

    def other_meanings(self, names: list[str]) -> list[str]:
        """Return those of a check's names that mean something else now; each is reported once."""
        found, known = [], vars(builtins) | self.first
        for name in names:
            if name not in self.shell.user_ns or name in self.reported:
                continue
            value = self.shell.user_ns[name]
            same = [_with_code(known[name])] if name in known else []
            same += [self.meanings[name]] if name in self.meanings else []
            if same and not any(_same(each, _with_code(value)) for each in same):
                found.append(name)
        self.reported.update(found)
        return found


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
        if all(map(operator.is_, map(self.space.get, self.found), self.found.values())):
            codes = map(operator.attrgetter("__code__"), self.coded)
            if all(map(operator.is_, codes, self.codes.values())):
                return []
        return [f"{self.label}{name}" for name in self.found if self._is_changed(name)]

    def _is_changed(self, name: str) -> bool:
        now = self.space.get(name)
        return now is not self.found[name] or (
            name in self.codes and getattr(now, "__code__", None) is not self.codes[name]
        )

    def added(self) -> list[str]:
        """Return the labels of what can be called and was not there."""
        return [f"{self.label}{name}" for name in self.space.keys() - self.names if callable(self.space.get(name))]


def _kinds(shell: Any) -> tuple[type, ...]:
    """Return the classes that run cells and show values."""
    kinds = (type(shell), InteractiveShell, CachingCompiler)
    return (*kinds, type(shell.displayhook), type(shell.display_pub), OutStream, Wire, Channel)


def _to_import(names: Iterable[str]) -> set[str]:
    """Return the names of modules that nothing may take the place of: all packages, and what checks import of some."""
    return {name for name in names if "." not in name or (name.partition(".")[0] in COMPARING and "._" not in name)}


def _classes(objects: list[object]) -> list[type]:
    """Return the classes among objects, without asking the objects: they could answer with code of the learner."""
    is_kind = map(type.__subclasscheck__, itertools.repeat(type), map(type, objects))
    return list(itertools.compress(objects, is_kind))  # type: ignore[arg-type]


def _deciding(kind: type) -> list[str]:
    """Return the methods by which a class decides what it equals, if they are no library's."""
    space = type.__dict__["__dict__"].__get__(kind)
    own = type.__dict__["__name__"].__get__(kind)
    return [f"{own}.{name}" for name in DECIDING & space.keys() if not _of_library(space[name], space)]


def _of_library(value: Any, space: Any) -> bool:
    """Return whether what a class holds under such a name is a library's, or made by Python itself."""
    if type(value) is property:
        value = value.fget
    module = sys.modules.get(str(space.get("__module__")))
    in_library = is_library(str(getattr(module, "__file__", None) or ""))
    if type(value) is FunctionType:
        file = value.__code__.co_filename
        return is_library(file) or (file[:1] == "<" and (in_library or "__dataclass_fields__" in space))
    return value is None or (in_library and not isinstance(value, CALLABLE)) or type(value) is WrapperDescriptorType


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
