"""Notices code of a learner that looks where checks are: at frames, at memory, and at the text of a check.

Names in the text of an answer can be put together, so that nobody finds them by reading. Python itself tells an audit
hook what code asks for, whatever it calls it, and no program can take a hook away. The text of a check is kept where
only a look that is noticed can find it, for as long as the check runs.
"""

from __future__ import annotations

import builtins
import contextlib
import linecache
import os
import re
import sys
import tokenize
from sys import _getframe
from threading import get_ident
from types import FunctionType
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside.guard import is_library
from localsdg.grading.box.inside.streams import wire
from localsdg.grading.box.inside.unreachable import unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

# The functions of this module use these, whatever a notebook has replaced.
globals()["__builtins__"] = dict(vars(builtins))

FRAMES = {"sys._getframe", "sys._current_frames", "sys._current_exceptions", "sys.settrace", "sys.setprofile"}
OTHERS = {"gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.addaudithook", "compile", "exec"}
ATTRIBUTE, SETTING, OPEN, FORK = "object.__getattr__", "object.__setattr__", "open", "os.fork"
EVENTS = FRAMES | OTHERS | {ATTRIBUTE, OPEN, "code.__new__", "marshal.loads", "sys.monitoring.register_callback"}
EVENTS |= {SETTING, FORK}
DEFAULTS = ("__defaults__", "__kwdefaults__")  # values, not code
WITHIN = ("__code__", *DEFAULTS)  # of a function
PROCESS = re.compile(r"/proc/.*(mem|maps|fd|environ|stack|syscall)\b")
STANDARD = os.path.join(os.path.dirname(os.__file__), "")  # noqa: PTH118, PTH120
OPENING = "IPython/core/interactiveshell.py"  # in cells, open is a function of IPython's that calls Python's
LEAVING = re.compile(r"(exit|quit)(\s*\(.*\))?$")
PACKAGES = ("site-packages", "dist-packages")
# Parts of the standard library that need these for what everybody uses, such as tables with named columns.
INNOCENT = ("collections/", "dataclasses.py", "doctest.py", "enum.py", "ast.py", "importlib/", "abc.py")
INNOCENT_FRAMES = ("typing.py", "unittest/", "logging/__init__.py", "warnings.py")
INNOCENT_FORKS = ("multiprocessing/", "concurrent/", "pty.py")  # what they fork does not go on with the check
INNOCENT_ATTRIBUTES = ("traceback.py", "functools.py", "pydoc.py")
# With these names, libraries that read variables of their callers are told how many frames up they are.
DISTANCES = ("level", "depth", "_frame_depth", "eval_env")


class Watch:
    """Records what the learner's code has looked at.

    What it is goes to the worker at once, in words, each once: what is kept here, the code could come to and remove.

    Attributes:
        trusted: the names of the files that stand for cells of the instructor.
    """

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.seen: set[str] = set()
        self.trusted: set[str] = set()
        self.shipped: set[str] = set()
        self.in_check = False
        self.modules: set[str] = set()  # names of files of the learner that were imported
        self._busy: set[int] = set()

    def begin(self, shipped: list[str]) -> None:
        """Listen to Python from now on, until the process ends.

        Args:
            shipped: the files that the assignment ships; their code is the instructor's.
        """
        self.shipped = set(shipped)

        def listen(event: str, arguments: tuple[Any, ...]) -> None:
            if event in EVENTS or event[:7] == "ctypes.":
                self._hear(event, arguments)

        sys.addaudithook(listen)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == OPEN and not PROCESS.match(str(arguments[0])):
            return
        if event == ATTRIBUTE and arguments[1] in DEFAULTS:
            return
        if event == SETTING and not (arguments[1] in WITHIN and is_library(_file_of(arguments[0]))):
            return
        if event == FORK and not self.in_check:
            return
        own = get_ident()
        if own in self._busy:  # what this method itself does
            return
        self._busy.add(own)
        try:
            asking = _getframe(2)  # past this method and the one that Python calls
            if event == "exec" and asking.f_code.co_filename.startswith("<frozen importlib"):
                self._remember_module(arguments[0].co_filename)
            if self._is_learner(asking, event):
                detail = arguments[1] if event in (ATTRIBUTE, SETTING) else event
                self._note(f"The code uses {detail}, with which code can read the checks or change them.")
        finally:
            self._busy.discard(own)

    def _remember_module(self, file: str) -> None:
        """Remember a file of the learner from which Python runs a module, whatever the module says about itself."""
        if self._is_learners_file(file):
            self.modules.add(file.rpartition("/")[2])

    def _note(self, text: str) -> None:
        if text not in self.seen:
            self.seen.add(text)
            wire.put(["__seen__", text])

    def _is_learner(self, frame: FrameType | None, event: str) -> bool:
        """Return whether the learner's code asks: the first frame that is no part of the standard library is hers."""
        innocent: tuple[str, ...] = INNOCENT
        if event in FRAMES:
            innocent += INNOCENT_FRAMES
        elif event == ATTRIBUTE:
            innocent += INNOCENT_ATTRIBUTES
        elif event == FORK:
            innocent += INNOCENT_FORKS
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(STANDARD) and not any(part in file for part in PACKAGES):
                if file.removeprefix(STANDARD).startswith(innocent):
                    return False
            elif file[:1] != "<" and not (event == OPEN and file.endswith(OPENING)):
                return self._is_learners_file(file) or (event in FRAMES and self._asks_for_her(frame))
            elif file.startswith("<frozen importlib"):
                return False
            elif file[:1] == "<" and not _is_made_by_library(frame):
                return True
            frame = frame.f_back
        return False

    def _asks_for_her(self, frame: FrameType) -> bool:
        """Return whether a library asks for a frame beyond that of the learner's code that has called it."""
        told = [value for name in DISTANCES if type(value := frame.f_locals.get(name)) is int]
        above: FrameType | None = frame if told else None
        distance = 0
        while above is not None and not self._is_learners_file(above.f_code.co_filename):
            above, distance = above.f_back, distance + 1
        return above is not None and max(told) > distance

    def _is_learners_file(self, file: str) -> bool:
        return file[:1] != "<" and not (file in self.trusted or file in self.shipped or is_library(file))

    def look(self) -> None:
        """Note it if the learner's code is among those that ask now."""
        own = get_ident()
        self._busy.add(own)
        frame: FrameType | None = _getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if file[:1] != "<" and self._is_learners_file(file):
                self._note("The code has read the text of a check while the check ran.")
            frame = frame.f_back
        self._busy.discard(own)

    @contextlib.contextmanager
    def of_cell(self, *, locked: bool, is_check: bool) -> Iterator[None]:
        """Know a cell that is run within the ``with`` block as the instructor's, and hide the text of a check."""
        if not (locked or is_check):
            yield
            return
        compiler, cache = self.shell.compile, self.shell.compile.cache
        hidden: dict[str, Callable[[], str]] = {}
        trusted, file_map = self.trusted, compiler._filename_map

        def remember(code: str, number: int = 0, raw_code: str | None = None) -> str:
            if is_check:  # as IPython does it, but the text is never where others can have something listen
                name: str = compiler.get_code_name(raw_code or code, code, number)
                file_map[name] = number
                hidden[name] = self._lines(code)
                linecache.cache[name] = (hidden[name],)
            else:
                name = cache(code, number, raw_code)
            trusted.add(name)
            return name

        compiler.cache = unreachable(remember)
        self.in_check = is_check
        try:
            with self._without_history() if is_check else contextlib.nullcontext():
                yield
        finally:
            self.in_check = False
            vars(compiler).pop("cache", None)
            for name, give in hidden.items():
                code = give()
                linecache.cache[name] = (len(code), None, [f"{line}\n" for line in code.splitlines()], name)

    def _lines(self, code: str) -> Callable[[], str]:
        """Return a function that gives the text; it is a generator's, whose frame nobody reads unnoticed."""

        def give() -> Iterator[str]:
            while True:
                self.look()
                yield code

        return give().__next__

    @contextlib.contextmanager
    def _without_history(self) -> Iterator[None]:
        """Keep the text of a cell out of the history of inputs while the cell runs; it is there afterwards."""
        history, space = self.shell.history_manager, self.shell.user_ns
        store = history.store_inputs
        kept: list[tuple[int, Callable[[], str], Callable[[], str]]] = []

        def postpone(number: int, source: str, source_raw: str | None = None) -> None:
            source, raw = source.rstrip("\n"), (source if source_raw is None else source_raw).rstrip("\n")
            before = len(history.input_hist_raw)
            if LEAVING.match(raw.strip()):  # a command to leave is not kept
                store(number, source, raw)
                return
            store(number, ";" if self._is_silent(source) else "", "")
            if len(history.input_hist_raw) > before:
                kept.append((number, self._lines(source), self._lines(raw)))

        history.store_inputs = unreachable(postpone)
        try:
            yield
        finally:
            vars(history).pop("store_inputs", None)
            for number, give, give_raw in kept:
                if f"_i{number}" in space and len(history.input_hist_raw) == number + 1:
                    self._set_input(number, give(), give_raw())

    def _is_silent(self, source: str) -> bool:
        """Return whether a semicolon at the end says that the value is not shown; IPython looks for it there."""
        try:
            return bool(self.shell.displayhook.semicolon_at_end_of_expression(source))
        except (tokenize.TokenError, SyntaxError):
            return False

    def _set_input(self, number: int, source: str, raw: str) -> None:
        history = self.shell.history_manager
        history.input_hist_parsed[-1], history.input_hist_raw[-1] = source, raw
        if history.db_input_cache:
            history.db_input_cache[-1] = (number, source, raw)
        history._i00 = self.shell.user_ns[f"_i{number}"] = raw


def _file_of(value: object) -> str:
    return value.__code__.co_filename if type(value) is FunctionType else ""


def _is_made_by_library(frame: FrameType) -> bool:
    """Return whether code that is in no file runs in a module of a library, as what decorators make of functions."""
    module = sys.modules.get(str(frame.f_globals.get("__name__")))
    file = str(getattr(module, "__file__", None) or "") if frame.f_globals is getattr(module, "__dict__", None) else ""
    return is_library(file) or frame.f_code.co_filename.startswith("<frozen ")
