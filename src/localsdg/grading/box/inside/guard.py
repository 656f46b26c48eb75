"""Finds what a notebook has changed of the objects that decide whether a check can fail."""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import dis
import gc
import importlib
import linecache
import os
import signal
import sys
from gc import callbacks, get_objects, get_stats, unfreeze
from itertools import compress, count, islice, repeat
from operator import is_, ne
from pathlib import Path
from types import CodeType, FunctionType, GetSetDescriptorType, MethodDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside.last_value import LastValue
from localsdg.grading.box.inside.streams import OutStream, Wire
from localsdg.grading.box.inside.unreachable import unreachable
from localsdg.warmkernel.channel import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# The functions of this module use these, whatever a notebook has replaced.
globals()["__builtins__"] = dict(vars(builtins))

# Modules with which checks compare; others could be changed as well, but are hardly used for it.
COMPARING = (
    "numpy", "numpy.testing", "numpy.linalg", "pandas", "pandas.testing", "pandas.api.types", "math", "statistics",
    "json", "re", "datetime", "decimal", "fractions", "itertools", "functools", "operator", "collections", "numbers",
    "copy", "gc", "unittest",
)  # fmt: skip
# Whose functions and methods nothing may replace: packages that compare, and those that run cells and show errors.
KEPT = {
    *sys.stdlib_module_names, "numpy", "pandas", "IPython", "ipykernel", "traitlets", "jupyter_client", "stack_data",
}  # fmt: skip
# Which libraries, or honest learners, change as a matter of course.
KEPT -= {
    "_frozen_importlib", "_frozen_importlib_external", "asyncio", "concurrent", "getpass", "importlib", "locale",
    "logging", "multiprocessing", "pdb", "pydoc", "random", "signal",
    "site", "sys", "threading", "turtle", "warnings",
}  # fmt: skip
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
# Methods of tables, groups and texts that say what a check asks; a class of one's own can say what it likes.
PREDICATES = {"equals", "all", "any", "issubset", "issuperset", "isdisjoint", "startswith", "endswith"}
ANSWERING = ("unittest/mock.py", "test/support/__init__.py")  # their objects equal everything, for tests
EXACT = (list, dict)  # a class of one's own hears of what is put in, and gives out something else
SIGNALS = sorted(map(int, signal.valid_signals()))
VERSION = 24  # where CPython before 3.13 keeps the number of a dictionary's last change
SHELL = (
    "compile",
    "displayhook",
    "display_pub",
    "events",
    "history_manager",
    "input_transformer_manager",
    "InteractiveTB",
)
_handler: Any = sys.modules["_signal"].getsignal  # signal's own makes an enumeration of each answer
OF_CELLS = ("builtins._", "builtins.input")  # which IPython and the kernel set
LOOKED_AT, DEEPEST = 100, 3  # values in a group that a call in a check returns, and groups in groups
CONSTANTS = (int, float, bool, str, tuple, list, dict, set, frozenset)
# By identity: a class of the learner could say that it equals any of them.
GROUPS = frozenset(map(id, (list, tuple, dict, set, frozenset)))
PLAIN = frozenset(map(id, (int, float, bool, str, bytes, complex, type(None))))


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
        self.modules = {name: sys.modules[name] for name in _to_import(sys.modules)}
        self.first_modules = set(sys.modules)
        self.tops = {name for name in sys.modules if "." not in name}
        pandas = sys.modules.get("pandas")
        self.tables = (pandas.DataFrame, pandas.Series, pandas.Index) if pandas else ()
        self.masked = getattr(sys.modules.get("numpy.ma"), "MaskedArray", None)
        self.own = {kind: set(vars(kind)) for kind in self.tables}
        self.spaces = _Spaces(list(_kept_spaces(shell)))
        self.parts = {name: frozenset(vars(getattr(shell, name, None) or shell)) for name in SHELL}
        self.made_before: set[str] = set()  # what was made when a check was run
        self.kept: set[str] = set()  # names of what a check has changed, until somebody asks
        self.witness: list[None] = []  # until files are remembered nothing is held apart
        self.classes = {id(each): each for each in _classes(get_objects())}
        self.first = dict(shell.user_ns)
        self.meanings: dict[str, object] = {}  # what locked cells and imports have given names to
        self.methods = {name for kind in type(shell).__mro__ for name, each in vars(kind).items() if callable(each)}
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
        for part, own in self.parts.items():
            holder = getattr(shell, part, None)
            found |= {
                f"the shell's {part}.{name}": True for name in vars(holder).keys() - own if hasattr(type(holder), name)
            }
        found["the parts of the shell"] = tuple(id(getattr(shell, part, None)) for part in SHELL)
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

    def _changed_usual(self) -> set[str]:
        """Return the names of what modules and classes hold no more; what was added to them changes no check."""
        found = set(self.spaces.changed())
        if not all(map(is_, map(sys.modules.get, self.modules), self.modules.values())):
            found |= {f"the module {name}" for name, each in self.modules.items() if sys.modules.get(name) is not each}
        for kind, own in self.own.items():
            if new := vars(kind).keys() - own:
                inherited = {name for each in kind.__mro__[1:] for name in vars(each)}
                found |= {f"pandas {kind.__name__}.{name}" for name in new & inherited}
        return found

    @contextlib.contextmanager
    def of_check(self) -> Iterator[None]:
        """Keep what changes and is made while a check runs; all could be as before when somebody asks."""
        collections = _collections()
        heard = 0

        def before_collection(phase: str, _: dict[str, int]) -> None:
            nonlocal heard
            if phase == "start":
                heard += 1
                self.made_before |= self._made()

        told = unreachable(before_collection)
        callbacks.append(told)
        try:
            yield
        finally:
            self.made_before |= self._made()
            self.kept |= self._changed()
            if _collections() - collections != heard:
                self.kept.add("what is called before garbage is collected")
            callbacks[:] = [each for each in callbacks if each is not told]

    def met(self, value: Any, depth: int = 0) -> Any:
        """Look at a value that a call in a check has returned, as it is now; return it."""
        kind = type(value)
        if id(kind) in PLAIN:
            return value
        if id(kind) in GROUPS:
            for each in islice(value.values() if kind is dict else value, LOOKED_AT) if depth < DEEPEST else ():
                self.met(each, depth + 1)
        elif kind is self.masked:
            if value.mask.any():
                self.made_before.add("numpy.ma")  # what is masked is compared with nothing
        else:
            for each in type.__dict__["__mro__"].__get__(kind):
                if id(each) not in self.classes and type.__dict__["__flags__"].__get__(each) & HEAP:
                    self.made_before.update(_deciding(each))
        return value

    def changed(self) -> list[str]:
        """Return the names of objects that have changed; each is reported once."""
        names = self.kept | self._changed()
        new = sorted(names - self.reported)
        self.reported |= names
        return new

    def _changed(self) -> set[str]:
        now = self.look()
        return self._changed_usual() | {
            name for name in self.before.keys() | now.keys() if not _same(self.before.get(name), now.get(name))
        }

    def made(self, modules: set[str]) -> list[str]:
        """Return what the notebook has made that can deceive a check: methods of classes, and modules; each once.

        Args:
            modules: names of files that were imported, whatever the modules say about themselves.
        """
        found = self.made_before | modules
        for name in sys.modules.keys() - self.shipped - self.first_modules:
            file = getattr(sys.modules[name], "__file__", None)
            if isinstance(file, str) and file not in self.files and not is_library(file):
                found.add(Path(file).name)
            elif file is None and name.isidentifier() and name[:1] != "_" and not _spec_of(sys.modules[name]):
                found.add(f"{name}.py")  # no import has made it
        found -= self.reported
        self.reported |= found
        return sorted(found)

    def _made(self) -> set[str]:
        """Return the methods of new classes that decide what equals what."""
        # The garbage collector holds what was there before the fork apart, so that only new objects are looked at.
        objects = get_objects()
        if not any(map(is_, objects, repeat(self.witness))):  # the notebook has held more apart
            unfreeze()
            objects = get_objects()
        return {name for each in _classes(objects) if id(each) not in self.classes for name in _deciding(each)}

    def other_meanings(self, names: list[str]) -> list[str]:
        """Return those of a check's names that mean something else now; each is reported once.

        What a function of a locked cell uses, such as ``abs`` in a helper, decides what the check finds as well.
        """
        found, known = [], vars(builtins) | self.first
        for name in self._with_their_own(names):
            self.met(self.shell.user_ns.get(name))
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


class _Spaces:
    """What modules and classes hold when no notebook has run yet.

    A notebook is asked for it around every check. So only the spaces whose dictionaries were changed since are looked
    at: CPython numbers the changes, and these numbers are read where they lie. To read a value would count the reader
    in it, and so give the notebook's process a copy of its page of memory, of all pages in the end.

    Args:
        spaces: each with a label to report a name by, before the name, and whether a name that is new counts.
    """

    def __init__(self, spaces: list[tuple[str, Mapping[str, Any], bool]]) -> None:
        self.spaces = spaces
        self.first = [dict(space) for _, space, _ in spaces]
        self.numbers = list(map(_number_of, spaces)) if _has_numbers() else []
        self.before = b"".join(self.numbers)

    def changed(self) -> Iterator[str]:
        """Yield the labels of code that is another now."""
        places: Iterable[int] = range(len(self.spaces))
        if self.numbers:
            now = b"".join(self.numbers)
            places = compress(count(), map(ne, memoryview(now).cast("Q"), memoryview(self.before).cast("Q")))
        for place in places:
            label, space, counts_new = self.spaces[place]
            first = self.first[place]
            for name, value in first.items():
                if space.get(name) is not value and _is_code(value) and f"{label}{name}" not in OF_CELLS:
                    yield f"{label}{name}"
            if label.endswith("."):
                for name in space.keys() - first.keys():
                    if name in DECIDING or (counts_new and _is_code(space.get(name))):
                        yield f"{label}{name}"


def _collections() -> int:
    """Return how often garbage was collected."""
    return sum(each["collections"] for each in get_stats())


def _spec_of(module: Any) -> Any:
    """Return what Python keeps of the import of a module; a module that was only put there has none."""
    return getattr(module, "__spec__", None)


def _is_code(value: object) -> bool:
    return callable(value) or hasattr(type(value), "__get__")


def _number_of(space: tuple[str, Mapping[str, Any], bool]) -> Any:
    """Return the bytes in memory that number the last change of a dictionary, or of that behind a class."""
    held = space[1]
    held = held if type(held) is dict else gc.get_referents(held)[0]
    return (ctypes.c_char * 8).from_address(id(held) + VERSION)


def _has_numbers() -> bool:
    """Return whether this Python numbers the changes of dictionaries."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 13):
        return False
    tried: dict[str, int] = {"first": 0}
    number = _number_of(("", tried, False))
    before = number.raw
    tried["first"] = 1
    return bool(number.raw != before)


def _kept_spaces(shell: Any) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Yield the spaces of modules and of their classes that run and compare, and those of our own classes here."""
    own = {OutStream, Wire, Channel, LastValue, type(shell), type(shell.displayhook), type(shell.display_pub)}
    classes: dict[type, None] = dict.fromkeys((*own, type(shell.kernel), type(shell.kernel.session)))
    for name, module in list(sys.modules.items()):
        if type(module) is not type(sys) or name.partition(".")[0] not in KEPT:
            continue
        yield f"{name}.", vars(module), False
        classes |= dict.fromkeys(each for each in vars(module).values() if isinstance(each, type))
    for kind in classes:
        if _is_open(kind) and (kind in own or str(kind.__module__).partition(".")[0] in KEPT):
            yield f"{kind.__module__}.{kind.__qualname__}.", vars(kind), kind in own


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
    names: set[str] = set(_methods(kind)) if own == TESTS else DECIDING & space.keys()
    above = type.__dict__["__mro__"].__get__(kind)[1:-1]
    if PREDICATES & space.keys():
        names |= {
            name
            for name in PREDICATES & space.keys()
            if any(name in type.__dict__["__dict__"].__get__(each) for each in above)
        }
    return [
        f"{own}.{name}"
        for name in names
        if not (_is_compiled(space[name], kind) or _of_library(name, space[name], space))
    ]


def _methods(kind: type) -> dict[str, object]:
    """Return the methods by which a class decides what it equals, and those of a test that decide whether it fails."""
    space = type.__dict__["__dict__"].__get__(kind)
    tests = type.__dict__["__name__"].__get__(kind) == TESTS
    return {name: value for name, value in space.items() if name in DECIDING or (tests and name[:6] == "assert")}


def _is_open(kind: type) -> bool:
    """Return whether Python code can replace the methods of a class."""
    return kind.__flags__ & (HEAP | IMMUTABLE) == HEAP


def _is_compiled(value: Any, kind: type) -> bool:
    """Return whether a class was compiled with this method; Python cannot make such a one, or lend it another class."""
    return type(value) in (MethodDescriptorType, GetSetDescriptorType) and value.__objclass__ is kind


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
            return in_library or ("__dataclass_fields__" in space and value.__code__.co_name == name)
        # to a class that means something else by it; code, unlike a function, has a name that cannot be changed
        is_lent = not in_library and value.__code__.co_name != name
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
