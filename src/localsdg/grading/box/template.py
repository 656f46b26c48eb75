"""The template of a box: imports once what notebooks import, then forks one child for each notebook. Linux.

It is run by its path and needs only ipykernel, so nothing of this package is in a student's interpreter. The child is
ipykernel's own kernel object; only its messages go over a socket pair instead of ZeroMQ. In a sandbox this program is
process 1: the students' code, of the same user, cannot trace or kill it.

Frames are a length of four bytes and JSON. Over the control channel the worker asks:

- ``{"do": "prepare", "files": {path: base64}, "shipped": [path]}``: empty the folders, write these files, of which some
  came with the assignment;
- ``{"do": "start", "environment", "limits"}`` with a socket: fork a child that answers over it; ``{"pid"}``;
- ``{"do": "signal", "number"}``: send the child a signal; no answer;
- ``{"do": "end"}``: kill the child and all it has left behind; ``{"status", "killed"}``;
- ``{"do": "collect", "most", "number"}``: the files that are new or changed, and what is left out.
"""

from __future__ import annotations

import sys

if sys.path and sys.path[0] == __file__.rpartition("/")[0]:
    del sys.path[0]  # a notebook does not search the folder of this file

import ast
import asyncio
import base64
import contextlib
import ctypes
import decimal
import fractions
import gc
import importlib
import importlib.machinery
import importlib.util
import io
import json
import os
import resource
import select
import signal
import socket
import stat
import struct
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36
prctl = ctypes.CDLL(None, use_errno=True).prctl
BACKEND = "module://matplotlib_inline.backend_inline"  # what ipykernel sets; before matplotlib is imported
WATCH = 0.2  # seconds between two looks at the memory of all processes of a notebook
PAGE = resource.getpagesize()
OF_A_FILE = 1 << 10  # bytes of memory
USUAL_DESCRIPTORS, MOST_DESCRIPTORS, OF_A_DESCRIPTOR = 64, 1024, 1 << 18
LOOKED_AT, DEEPEST = 20_000, 10  # how many files and folders, and how deep, are looked at when a notebook has ended
TOLD = 20  # names of files that are left out


def send(channel: socket.socket, message: object) -> None:
    """Send a frame."""
    data = json.dumps(message, default=repr).encode("utf-8", "surrogatepass")
    channel.sendall(struct.pack("!I", len(data)) + data)


def receive_exactly(channel: socket.socket, length: int) -> bytes:
    """Receive some bytes.

    Raises:
        EOFError: the other end is gone.
    """
    data = bytearray()
    while len(data) < length:
        if not (part := channel.recv(min(length - len(data), 1 << 20))):
            raise EOFError
        data += part
    return bytes(data)


# --------------------------------------------------------------------------------------------------------- the kernel


def _warm_up(preload: list[str]) -> None:
    """Use what was imported once, so that what it imports or reads late is there as well before the fork."""
    for name in ("IPython.core.magics.execution", "IPython.core.pylabtools"):
        importlib.import_module(name)
    if "pandas" in preload:
        pandas = importlib.import_module("pandas")
        table = pandas.read_csv(io.StringIO("day,kind,value\n2025-01-01,a,1.5\n2025-02-01,b,2"), parse_dates=["day"])
        table._repr_html_()
        repr(table.groupby("kind").value.agg(["mean", "sum"]))
        repr(table.describe())
        table.pivot(index="day", columns="kind", values="value").stack()
        table.merge(table, on="kind").pivot_table(index="kind", values="value_x")
        table.set_index("day").value.resample("MS").sum().rolling(2).mean()
        with contextlib.suppress(ImportError):  # needs numexpr or not, as installed
            table.query("value > 1")
    if "matplotlib.pyplot" in preload:
        figures = importlib.import_module("matplotlib.figure")
        importlib.import_module("matplotlib.backends.backend_agg")
        figure = figures.Figure()
        axes = figure.subplots()
        axes.plot([1, 2], [1, 2], label="line")
        axes.bar([1, 2], [1, 2])
        axes.legend()
        axes.set_title("title")
        figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


class Wire:
    """Sends the messages of the kernel. What was written past ``sys.stdout`` goes before each, as in a kernel."""

    def __init__(self) -> None:
        self.channel: socket.socket | None = None
        self.raw: list[tuple[str, int, int]] = []

    def open(self, channel: socket.socket) -> None:
        """Use a channel, and catch what is written to the descriptors 1 and 2."""
        self.channel = channel
        for name, number in (("stdout", 1), ("stderr", 2)):
            with tempfile.TemporaryFile() as file:
                os.dup2(file.fileno(), number)
            self.raw.append((name, number, 0))

    def drain(self) -> None:
        """Send what was written to the descriptors 1 and 2."""
        for place, (name, number, sent) in enumerate(self.raw):
            with contextlib.suppress(OSError):
                end = os.lseek(number, 0, os.SEEK_END)
                if end > sent:
                    text = os.pread(number, end - sent, sent).decode("utf-8", "replace")
                    self.raw[place] = (name, number, end)
                    self.put(["stream", {"name": name, "text": text}])

    def put(self, message: list[object]) -> None:
        """Send a message."""
        if self.channel is not None:
            send(self.channel, message)


wire = Wire()


class OutStream(io.TextIOBase):
    """``sys.stdout`` and ``sys.stderr`` of a notebook; its name is that of ipykernel's, which errors tell."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str) -> None:
        self.name = self._stream = name
        self._parts: list[str] = []
        self._length = 0

    def isatty(self) -> bool:
        """Tell that this is no terminal."""
        return False

    def writable(self) -> bool:
        """Tell that this can be written to."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the standard stream, for programs that are started."""
        return 1 if self._stream == "stdout" else 2

    def write(self, text: str) -> int:
        """Write text; it is sent at the end of the cell, before other output, or when it is long."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            self._parts.append(text)
        self._length += len(text)
        if self._length > 1 << 16:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        if self._parts:
            text, self._parts, self._length = "".join(self._parts), [], 0
            wire.drain()
            wire.put(["stream", {"name": self._stream, "text": text}])


def _make_kernel() -> Any:
    """Make ipykernel's kernel object, with a session that uses the wire."""
    import ipykernel.debugger
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelapp import IPKernelApp
    from jupyter_client.session import Session
    from traitlets.config import Config

    ipykernel.debugger._is_debugpy_available = lambda: False  # type: ignore[assignment]

    class WireSession(Session):
        def send(
            self, stream: object, msg_or_type: Any, content: Any = None, *_: Any, buffers: Any = None, **others: Any
        ) -> None:
            if isinstance(msg_or_type, dict):
                kind, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
            else:
                kind = msg_or_type
            message = [kind, content]
            if buffers:
                message.append([base64.b64encode(memoryview(buffer)).decode() for buffer in buffers])
            wire.drain()
            wire.put(message)

    configuration = Config()
    configuration.HistoryManager.enabled = False  # it would start a thread
    # None for the space of names: the shell then makes the module __main__, as it does for ipykernel's own program.
    kernel = IPythonKernel(  # type: ignore[no-untyped-call]
        config=configuration, session=WireSession(), user_ns=None
    )
    app = IPKernelApp.instance()  # %matplotlib and %gui look for the kernel there
    app.kernel, app.shell = kernel, kernel.shell
    app.init_pdb()  # type: ignore[no-untyped-call]
    app.init_extensions()  # type: ignore[no-untyped-call]
    shell: Any = kernel.shell
    # for %notebook, which nobody calls here, IPython would format the traceback of every error a second time
    shell._format_exception_for_storage = lambda *_, **__: {}
    shell.display_pub.topic = b"display_data"
    return kernel


class InstalledFirst:
    """Finds installed modules before files beside the notebook that did not come with the assignment.

    A kernel does it the other way, and a ``scipy.py`` that somebody hands in would take the place of scipy in a check.
    """

    def __init__(self, folder: str, guard: Guard) -> None:
        self.folder = os.path.realpath(folder)
        self.guard = guard

    def find_spec(self, name: str, path: Any = None, target: object = None) -> Any:
        """Return where a module is, if it is installed or shipped; else the next finder looks for it."""
        if name.partition(".")[0] in self.guard.shipped:
            found = importlib.machinery.PathFinder.find_spec(name, path)
            if found is not None and found.loader is not None:
                self._remember_after(found.loader)
            return found
        if path is not None:
            return None
        others = [entry for entry in sys.path if not self._is_beside(entry)]
        found = importlib.machinery.PathFinder.find_spec(name, others)
        return found if found is not None and found.loader is not None else None

    def _remember_after(self, loader: Any) -> None:
        """Have the guard remember what a module holds when it was just run."""
        run = loader.exec_module

        def execute(module: Any) -> None:
            run(module)
            self.guard.remember_module(module)

        loader.exec_module = execute

    def _is_beside(self, entry: str) -> bool:
        place = os.path.realpath(entry)
        return place == self.folder or place.startswith(f"{self.folder}/")


def _mark(path: str) -> tuple[int, ...]:
    """Return what changes with every change of a file, and cannot be set back."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return ()
    return (status.st_ino, status.st_size, status.st_ctime_ns)


class Guard:
    """Remembers what decides whether a check can fail, and finds what a notebook has changed of it."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.files: list[str] = []
        self.shipped: set[str] = set()  # modules that came with the assignment
        self.modules = [name for name in sys.modules if "." not in name]
        pandas = sys.modules.get("pandas")
        self.tables = (pandas.DataFrame, pandas.Series, pandas.Index) if pandas else ()
        self.own = {kind: set(vars(kind)) for kind in self.tables}
        self.usual = list(self._usual())
        self.first = dict(shell.user_ns)
        self.meanings: dict[str, object] = {}  # of names, as locked cells and imports gave them
        self.before = self.look()
        self.told: set[str] = set()

    def remember(self, marks: dict[str, tuple[int, ...]], folder: str) -> None:
        """Remember the files that came with the assignment."""
        self.files = list(marks)
        self.shipped = {os.path.relpath(name, folder).partition("/")[0].partition(".")[0] for name in marks}
        self.shipped.difference_update(self.modules)
        self.before |= {f"the file {Path(name).name}": mark for name, mark in marks.items()}

    def remember_module(self, module: Any) -> None:
        """Remember a module that came with the assignment, as it is when it was imported."""
        if module.__spec__.origin in self.files:
            self.before |= _inside(module) | {f"the module {module.__name__}": module}

    def remember_meanings(self, before: dict[str, object], *, locked: bool) -> None:
        """Remember what names mean after a cell: all functions of a locked one, and modules."""
        for name, value in self.shell.user_ns.items():
            is_module = type(value) is type(sys) and sys.modules.get(value.__name__) is value
            if value is before.get(name, self) or not (is_module or (locked and callable(value))):
                continue
            if locked or name not in self.meanings:
                self.meanings[name] = _marked(value)

    def look(self) -> dict[str, object]:
        """Return the objects that checks rely on, each with a name."""
        import builtins
        import linecache

        from IPython.core import compilerop, interactiveshell

        shell = self.shell
        found: dict[str, object] = {f"builtins.{name}": value for name, value in vars(builtins).items() if name != "_"}
        kinds = (type(shell), interactiveshell.InteractiveShell, compilerop.CachingCompiler)
        for kind in (*kinds, type(shell.displayhook), type(shell.display_pub), OutStream, Wire):
            found |= {f"{kind.__name__}.{name}": value for name, value in vars(kind).items() if callable(value)}
        names = [name for kind in kinds[:2] for name, value in vars(kind).items() if callable(value)]
        found |= {f"the shell's own {name}": True for name in names if name in vars(shell)}
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
        found |= {f"the file {Path(name).name}": _mark(name) for name in self.files}
        found["sys.settrace"], found["sys.setprofile"] = id(sys.gettrace()), id(sys.getprofile())
        found |= {f"the module {name}": sys.modules[name] for name in self.modules if name in sys.modules}
        for name in list(sys.modules):
            if name.partition(".")[0] in self.shipped:
                found |= {f"the module {name}": sys.modules[name]} | _inside(sys.modules[name])
        return found

    def _usual(self) -> Iterator[tuple[str, Any, str, object, object]]:
        """Return what the usual modules hold: its name, where it is found and how, the value, and a function's code."""
        spaces = {name: vars(sys.modules[name]) for name in COMPARING if name in sys.modules}
        classes = {each for kind in self.tables for each in kind.__mro__[:-1]}
        spaces |= {f"pandas {kind.__name__}": vars(kind) for kind in classes}
        for holder, space in spaces.items():
            for name, value in space.items():
                if callable(value):
                    yield f"{holder}.{name}", space, name, value, getattr(value, "__code__", None)

    def _changed_usual(self) -> set[str]:
        """Return the names of what the usual modules hold no more; what is new in them changes no check."""
        found = set()
        for label, space, name, value, code in self.usual:
            now = space.get(name)
            if now is not value or (code is not None and getattr(now, "__code__", None) is not code):
                found.add(label)
        for kind, own in self.own.items():
            inherited = {name for each in kind.__mro__[1:] for name in vars(each)}
            found |= {f"pandas {kind.__name__}.{name}" for name in (vars(kind).keys() - own) & inherited}
        return found

    def changed(self) -> list[str]:
        """Return the names of what has changed and was not told yet."""
        now = self.look()
        names = self._changed_usual() | {
            name
            for name in self.before.keys() | now.keys()
            if not _same(self.before.get(name), now.get(name))
            and not (name.startswith("builtins.") and name not in self.before)
        }
        new = sorted(names - self.told)
        self.told |= names
        return new

    def other_meanings(self, names: list[str]) -> list[str]:
        """Return those names that a check uses and that mean something else now, if they were not told yet."""
        import builtins

        found, known = [], vars(builtins) | self.first
        for name in names:
            if name not in self.shell.user_ns or name in self.told:
                continue
            value = self.shell.user_ns[name]
            same = [_marked(known[name])] if name in known else []
            same += [self.meanings[name]] if name in self.meanings else []
            if same and not any(_same(each, _marked(value)) for each in same):
                found.append(name)
        self.told.update(found)
        return found


# Modules with which checks compare; others could be changed as well, but are hardly used for it.
COMPARING = (
    "numpy", "numpy.testing", "numpy.linalg", "pandas", "pandas.testing", "pandas.api.types", "math", "statistics",
    "json", "re", "datetime", "decimal", "fractions", "itertools", "functools", "operator", "collections", "numbers",
    "copy",
)  # fmt: skip
CONSTANTS = (int, float, bool, str, tuple, list, dict, set, frozenset)


def _inside(module: Any) -> dict[str, object]:
    """Return what can be called in a module and in its own classes, and its constants, each with a name."""
    found: dict[str, object] = {}
    own = getattr(module, "__name__", "")
    for name, value in list(vars(module).items()):
        if name[:2] == "__":
            continue
        if callable(value):
            found[f"{own}.{name}"] = _marked(value)
            if type(value) is type and value.__module__ == own:
                parts = {f"{own}.{name}.{inner}": each for inner, each in vars(value).items()}
                found |= {inner: _marked(each) for inner, each in parts.items() if callable(each)}
        elif name.isupper() and type(value) in CONSTANTS:
            with contextlib.suppress(Exception):
                found[f"{own}.{name}"] = hash(repr(value))
    return found


def _marked(value: Any) -> object:
    """Return a value; a function with its code, which can be replaced within it."""
    return (value, value.__code__, id(value.__defaults__)) if type(value) is type(_mark) else value


def _same(first: object, second: object) -> bool:
    return first is second or (type(first) is type(second) and type(first) in (int, tuple, bool) and first == second)


def _load_values() -> Any:
    """Load the file ``values.py`` beside this one, which is no module of a student's interpreter."""
    path = str(Path(__file__).with_name("values.py"))
    found: Any = importlib.util.spec_from_file_location("grading_values", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


class Exchange:
    """Values and calls between a student's process and the one that checks, for the strict mode.

    Both are processes like this one. In the student's, ``describe`` tells values and ``call`` calls functions; in the
    one that checks, ``bind`` makes copies of the values, and stand-ins that have functions called.
    """

    def __init__(self, channel: socket.socket, space: dict[str, Any]) -> None:
        self.channel, self.space = channel, space
        self.values = _load_values()
        self.bound: dict[str, Any] = {}

    def wait(self) -> Any:
        """Wait for the next frame, while a cell is run."""
        return json.loads(receive_exactly(self.channel, struct.unpack("!I", receive_exactly(self.channel, 4))[0]))

    def told(self, value: object) -> list[Any]:
        """Return what the other process is told of a value: functions and classes only by name."""
        return ["function"] if callable(value) else self.values.encode(value)

    def describe(self, names: list[str]) -> dict[str, Any]:
        """Return the student's values by their names."""
        known = {name: self.space[name] for name in names if name in self.space}
        return {name: self.told(value) for name, value in known.items() if type(value) is not type(sys)}

    def call(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Call a student's function, with the functions and values that the check has put in place of others."""
        before = {name: self.space[name] for name in wanted["given"] if name in self.space}
        try:
            for name, told in wanted["given"].items():
                self.space[name] = self._asking(name) if told == ["function"] else self.values.decode(told)
            arguments = [self.values.decode(told) for told in wanted["arguments"]]
            options = {name: self.values.decode(told) for name, told in wanted["options"].items()}
            return {"value": self.values.encode(self.space[wanted["name"]](*arguments, **options))}
        except BaseException as error:
            return {"error": self.values.encode_error(error)}
        finally:
            self.space.update(before)
            sys.stdout.flush()
            sys.stderr.flush()
            wire.drain()

    def _asking(self, name: str) -> Any:
        """Return a stand-in for a function of the check."""

        def ask(*arguments: object, **options: object) -> Any:
            wire.put(["__ask__", self._wanted(name, arguments, options)])
            return self._result(self.wait())

        return ask

    def _wanted(self, name: str, arguments: tuple[object, ...], options: dict[str, object]) -> dict[str, Any]:
        given = {key: self.values.encode(value) for key, value in options.items()}
        return {"name": name, "arguments": [self.values.encode(value) for value in arguments], "options": given}

    def _result(self, result: dict[str, Any]) -> Any:
        if "error" in result:
            raise self.values.decode_error(result["error"])
        return self.values.decode(result["value"])

    def bind(self, described: dict[str, Any], names: list[str]) -> dict[str, Any]:
        """Put copies and stand-ins into the space of the check; what the student does not have goes."""
        self.bound = {}
        for name in names:
            self.space.pop(name, None)
        for name in set(names) & described.keys():
            told = described[name]
            try:
                self.bound[name] = self._calling(name) if told == ["function"] else self.values.decode(told)
            except ValueError:
                self.bound[name] = self.values.Unknown("a message without form", "")
        self.space.update(self.bound)
        return {}

    def _calling(self, name: str) -> Any:
        """Return a stand-in for a function of the student."""

        def call(*arguments: object, **options: object) -> Any:
            wanted = self._wanted(name, arguments, options)
            others = {key: self.space[key] for key, value in self.bound.items() if self.space.get(key) is not value}
            wanted["given"] = {key: self.told(value) for key, value in others.items()}
            sys.stdout.flush()
            wire.put(["__call__", wanted])
            while "ask" in (answer := self.wait()):
                wire.put(["__answer__", self._answer(answer["ask"])])
            return self._result(answer["result"])

        call.__name__ = call.__qualname__ = name
        return call

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Have a function of the check answer the student's code."""
        try:
            name = asked["name"]
            if name not in self.bound or self.space[name] is self.bound[name]:
                raise NameError(f"name {name!r} is not defined")
            arguments = [self.values.decode(told) for told in asked["arguments"]]
            options = {str(key): self.values.decode(told) for key, told in asked["options"].items()}
            return {"value": self.values.encode(self.space[name](*arguments, **options))}
        except Exception as error:
            return {"error": self.values.encode_error(error)}


class LastValue:
    """Takes the value at the end of a check past ``sys.displayhook``, which an answer could replace meanwhile."""

    def __init__(self, shell: Any) -> None:
        self.shell, self.show = shell, shell.displayhook
        self.name = ""
        self.told: dict[str, Any] | None = None

    def visit(self, tree: ast.Module) -> ast.Module:
        """Have the last expression of a cell shown by this object; IPython calls this with every cell."""
        if self.name and tree.body and isinstance(last := tree.body[-1], ast.Expr):
            call = ast.Call(ast.Name(self.name, ast.Load()), [last.value], [])
            tree.body[-1] = ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, last)), last))
        return tree

    def __call__(self, value: object) -> None:
        """Show a value as IPython does, and remember which one it was."""
        if value is not None:
            self.told = {"kind": type(value).__name__, "number": _as_number(value)}
            self.show(value)

    @contextlib.contextmanager
    def of_check(self, wanted: bool) -> Iterator[None]:
        """Do so for the cell that is run now."""
        self.told = None
        if not wanted:
            yield
            return
        self.name = f"_value_{os.urandom(8).hex()}"
        self.shell.user_ns[self.name] = self
        self.shell.ast_transformers.append(self)
        try:
            yield
        finally:
            self.shell.ast_transformers[:] = [each for each in self.shell.ast_transformers if each is not self]
            self.shell.user_ns.pop(self.name, None)
            self.name = ""


def _as_number(value: object) -> float | None:
    """Return a value as a number if its type is exactly one of those that Python and numpy have for numbers."""
    kind = type(value)
    numpy = sys.modules.get("numpy")
    if kind not in (bool, int, float, decimal.Decimal, fractions.Fraction) and not (
        numpy and isinstance(value, numpy.generic) and kind is value.dtype.type and value.dtype.kind in "biuf"
    ):
        return None
    try:
        return float(value)  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None


def _reply(shell: Any, result: Any) -> dict[str, Any]:
    """Return the content of the kernel's reply after a cell."""
    failure = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
    reply: dict[str, Any] = {"status": "ok"}
    if failure is not None or getattr(shell, "_last_traceback_during_displayhook", False):
        name, value = type(failure).__name__, str(failure)
        reply = {"status": "error", "ename": name, "evalue": value, "traceback": shell._last_traceback or []}
    return reply | {"execution_count": shell.execution_count - 1}


async def _serve_cells(channel: socket.socket, kernel: Any, guard: Guard) -> None:
    """Run the cells that the worker sends, until it closes the channel."""
    shell, loop = kernel.shell, asyncio.get_running_loop()
    incoming = channel.dup()
    exchange = Exchange(channel, shell.user_ns)
    last = LastValue(shell)

    async def get(length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            part = await loop.sock_recv(incoming, length - len(data))
            if not part:
                os._exit(0)
            data += part
        return bytes(data)

    while True:
        channel.setblocking(False)
        request = json.loads(await get(struct.unpack("!I", await get(4))[0]))
        channel.setblocking(True)
        if "guard" in request:
            wire.put(["__guard__", [guard.changed(), guard.other_meanings(request["guard"])]])
            continue
        if "describe" in request:
            wire.put(["__described__", exchange.describe(request["describe"])])
            continue
        if "call" in request:
            wire.put(["__result__", exchange.call(request["call"])])
            continue
        if "bind" in request:
            wire.put(["__bound__", exchange.bind(request["bind"], request["names"])])
            continue
        code = request["code"]
        meanings = dict(shell.user_ns)
        kernel._forward_input(False)
        mode = shell.InteractiveTB.mode
        if not request["history"]:
            shell.InteractiveTB.set_mode("Minimal")  # nobody reads it; colours take long
        try:
            transformed, problem = code, None
            try:
                transformed = shell.transform_cell(code)
            except Exception:
                problem = sys.exc_info()
            options = {"store_history": request["history"], "silent": False, "cell_id": request["cell"]}
            with last.of_check(request.get("check", False)):
                if shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=problem):
                    result = await shell.run_cell_async(
                        code, **options, transformed_cell=transformed, preprocessing_exc_tuple=problem
                    )
                    shell.events.trigger("post_execute")
                    shell.events.trigger("post_run_cell", result)
                else:
                    result = shell.run_cell(code, **options)
        finally:
            kernel._restore_input()
            shell.InteractiveTB.set_mode(mode)
        guard.remember_meanings(meanings, locked=request.get("locked", False))
        sys.stdout.flush()
        sys.stderr.flush()
        wire.drain()
        wire.put(["__reply__", _reply(shell, result) | {"request": request["request"], "value": last.told}])
        shell.payload_manager.clear_payload()


def _run_notebook(channel: socket.socket, kernel: Any, guard: Guard, wanted: dict[str, Any]) -> None:
    """Be the kernel of one notebook."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.setsid()
    os.environ.update(wanted["environment"])
    # The template leaves no compiled files behind; a kernel does.
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    os.chdir(wanted["folder"])
    app: Any = importlib.import_module("ipykernel.kernelapp").IPKernelApp.instance()
    app.init_path()  # modules beside the notebook are found
    guard.remember(wanted["shipped"], wanted["folder"])
    sys.meta_path.insert(0, InstalledFirst(wanted["folder"], guard))
    connection = f"{tempfile.gettempdir()}/kernel.json"  # as nbclient starts a kernel; programs may look at it
    sys.argv = [wanted["launcher"], "-f", connection, "--HistoryManager.hist_file=:memory:"]
    for name, value in wanted["limits"].items():
        limit = getattr(resource, name)
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # a fork copies the state of the old global generator
    wire.open(channel)
    sys.stdout, sys.stderr = OutStream("stdout"), OutStream("stderr")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    loop = asyncio.new_event_loop()  # not asyncio.run: it would take over the interrupt
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_serve_cells(channel, kernel, guard))


# ------------------------------------------------------------------------------------------------------- the template


def _empty(folder: str, kept: list[str]) -> None:
    """Remove all that is in a folder, whatever its rights and however deep, but not what the sandbox shows there."""
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o1777)  # noqa: PTH101
    own, number = os.urandom(8).hex(), 0
    while entries := [entry for entry in os.scandir(folder) if entry.path not in kept]:
        for entry in entries:
            if not _is_folder(entry):
                os.unlink(entry.path)  # noqa: PTH108
                continue
            for inner in list(os.scandir(entry.path)):
                if _is_folder(inner):  # it comes up, so that no path becomes too long
                    number += 1
                    os.rename(inner.path, f"{folder}/{own}-{number}")  # noqa: PTH104
                else:
                    os.unlink(inner.path)  # noqa: PTH108
            os.rmdir(entry.path)  # noqa: PTH106


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder, and open it for what follows."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    os.chmod(entry.path, 0o700)  # noqa: PTH101
    return True


def _children() -> list[int]:
    """Return the processes of the notebook: all that descend from this one, or are alone with it in the sandbox."""
    parents = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - many times a second
        if entry.isdecimal():
            with contextlib.suppress(OSError, ValueError):
                status = Path("/proc", entry, "stat").read_text("utf-8", errors="replace")
                parents[int(entry)] = int(status.rpartition(")")[2].split()[1])
    mine, found = os.getpid(), []
    for process in parents:
        above = process
        while above > 1 and above != mine:
            above = parents.get(above, 0)
        if above == mine and process != mine:
            found.append(process)
    return found


def _stored(folder: str) -> int:
    """Return the memory that the files in a folder of the sandbox take; an empty file takes some, too."""
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize + (status.f_files - status.f_ffree) * OF_A_FILE


def _held(process: int) -> int:
    """Return the memory of a process in bytes; what it shares with others counts in part.

    Pipes and sockets count by what they can hold; an ordinary notebook has few of them.
    """
    try:
        lines = Path("/proc", str(process), "smaps_rollup").read_text().splitlines()
        held = next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
        number = len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - many times a second
    except (OSError, StopIteration):  # a process that hides itself counts in full, one that has ended not at all
        held = int(Path("/proc", str(process), "statm").read_text().split()[1]) * PAGE
        number = MOST_DESCRIPTORS if held else 0
    return held + max(0, number - USUAL_DESCRIPTORS) * OF_A_DESCRIPTOR


class Template:
    """The loop that does what the worker asks."""

    def __init__(self, control: socket.socket, *, folders: list[str], kept: list[str], preload: list[str]) -> None:
        self.control = control
        self.folders = folders  # the first is the working folder
        self.kept = kept
        self.alone = os.getpid() == 1
        os.environ.setdefault("MPLBACKEND", BACKEND)
        known = [name for name in preload if importlib.util.find_spec(name.partition(".")[0])]
        for name in known:
            importlib.import_module(name)
        self.kernel = _make_kernel()
        _warm_up(known)
        try:
            raise ZeroDivisionError
        except ZeroDivisionError:
            shell = self.kernel.shell
            shell.InteractiveTB.structured_traceback(*sys.exc_info(), tb_offset=0)
        self.guard = Guard(shell)
        self.child = 0
        self.status: int | None = None
        self.memory = 0
        self.over = False
        self.written: dict[str, tuple[int, int]] = {}
        self.shipped: dict[str, tuple[int, ...]] = {}
        launcher = importlib.util.find_spec("ipykernel_launcher")
        self.launcher = str(launcher.origin if launcher else "")

    def prepare(self, request: dict[str, Any]) -> dict[str, Any]:
        """Empty the folders, write the files of a submission, and remember what they look like."""
        for folder in self.folders:
            _empty(folder, self.kept)
        root = Path(self.folders[0])
        for name, data in request["files"].items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(data))
        self.written = dict(self._files()[0])
        self.shipped = {str(root / name): _mark(str(root / name)) for name in request["shipped"]}
        return {}

    def _files(self) -> tuple[list[tuple[str, tuple[int, int]]], bool]:
        """Return the ordinary files with their times and sizes, and whether there are more than are looked at."""
        found, waiting, number, deep = [], [(self.folders[0], 0)], 0, False
        while waiting:
            folder, depth = waiting.pop()
            with contextlib.suppress(OSError):
                for entry in list(os.scandir(folder)):
                    number += 1
                    if number > LOOKED_AT:
                        continue
                    with contextlib.suppress(OSError):
                        status = entry.stat(follow_symlinks=False)
                        if stat.S_ISREG(status.st_mode):
                            found.append((entry.path, (status.st_mtime_ns, status.st_size)))
                        elif stat.S_ISDIR(status.st_mode) and depth < DEEPEST:
                            waiting.append((entry.path, depth + 1))
                        elif stat.S_ISDIR(status.st_mode):
                            deep = True
        return sorted(found), deep or number > LOOKED_AT

    def collect(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the ordinary files that are new or changed, and what there is to say about those that are left out."""
        files: dict[str, str] = {}
        left = []
        room = request["most"]
        found, more = self._files()
        for path, mark in found:
            if self.written.get(path) == mark:
                continue
            name = path.removeprefix(f"{self.folders[0]}/")
            if mark[1] > room or len(files) >= request["number"]:
                left.append(name)
                continue
            with contextlib.suppress(OSError):
                descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
                with os.fdopen(descriptor, "rb") as file:
                    data = file.read(room)
                room -= len(data)
                files[name] = base64.b64encode(data).decode()
        said = [f"The file {name!r} was too much to keep." for name in left[:TOLD]]
        if len(left) > TOLD or more:
            said.append("More files were left, in number or in depth, than are kept.")
        return {"files": files, "left": said}

    def start(self, request: dict[str, Any], channel: socket.socket) -> dict[str, Any]:
        """Fork the child for a notebook."""
        self.memory, self.over = request["memory"], False
        prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # the child's memory can be looked at from its first moment
        self.child = os.fork()
        if self.child == 0:
            try:
                self.control.close()
                own = {"folder": self.folders[0], "shipped": self.shipped, "launcher": self.launcher}
                _run_notebook(channel, self.kernel, self.guard, request | own)
            finally:
                os._exit(70)
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # nothing of the student's runs before the answer
        channel.close()
        return {"pid": self.child}

    def watch(self) -> None:
        """Kill all processes of the notebook when together they hold more memory than is allowed."""
        held = 0
        for process in _children():
            with contextlib.suppress(OSError, ValueError, IndexError):
                held += _held(process)
        if self.alone:
            held += sum(map(_stored, self.folders))
        if held > self.memory:
            self.over = True
            self.kill()

    def kill(self) -> int:
        """Kill the child and all that it has left behind; return how many processes that were."""
        killed = 0
        for _ in range(1000):
            processes = _children()
            if self.child and self.child not in processes:
                processes.append(self.child)
            processes = [process for process in processes if not self._reap(process)]
            if not processes:
                break
            killed += len(processes)
            for process in processes:
                with contextlib.suppress(OSError):
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.002)
        return killed

    def _reap(self, process: int) -> bool:
        """Take leave of a process if it is our child and has ended; tell whether it has."""
        try:
            found, status = os.waitpid(process, os.WNOHANG)
        except ChildProcessError:
            return process == self.child
        if found and process == self.child:
            self.status = os.waitstatus_to_exitcode(status)
            self.child = 0
        return bool(found)

    def end(self) -> dict[str, Any]:
        """Kill what is left of a notebook."""
        self.status = None
        others = [process for process in _children() if process != self.child]
        self.kill()
        return {"status": self.status, "others": len(others), "over": self.over}

    def run(self) -> NoReturn:
        """Do what the worker asks, until it closes the channel."""
        while True:
            if self.child and not select.select([self.control], [], [], WATCH)[0]:
                self.watch()
                continue
            data, descriptors, _, _ = socket.recv_fds(self.control, 4, 1)
            if not data:
                self.kill()
                os._exit(0)
            data += receive_exactly(self.control, 4 - len(data)) if len(data) < 4 else b""
            request = json.loads(receive_exactly(self.control, struct.unpack("!I", data)[0]))
            if request["do"] == "signal":
                if self.child:
                    with contextlib.suppress(OSError):
                        os.kill(self.child, request["number"])
                continue
            try:
                if request["do"] == "start":
                    answer = self.start(request, socket.socket(fileno=descriptors[0]))
                elif request["do"] == "end":
                    answer = self.end()
                else:
                    answer = self.prepare(request) if request["do"] == "prepare" else self.collect(request)
            except OSError as error:
                answer = {"failed": f"{type(error).__name__}: {error}"}
            send(self.control, answer)


def main() -> None:
    """Be a template: ``CONTROL WHAT``: the descriptor of the channel, and the folders and modules as JSON."""
    control, told = sys.argv[1:3]
    sys.argv[1:] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    template = Template(socket.socket(fileno=int(control)), **json.loads(told))
    gc.collect()
    gc.freeze()
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    language = template.kernel.language_info
    send(template.control, {"ready": True, "language": language, "process": os.getpid()})
    template.run()


if __name__ == "__main__":
    main()
