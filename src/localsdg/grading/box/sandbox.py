"""The box in which students' code runs: a template process, isolated by bubblewrap or not.

In the sandbox there is no network, everything is read-only and without the course and the homes of users, but for home
and temporary folders, which are private and emptied between submissions; and there is no other process than the
notebook's own. This holds whether root or an ordinary user grades.
What comes out of the box is never trusted: only frames of JSON over a socket pair, with a limit on their length.
"""

from __future__ import annotations

import base64
import contextlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.grading.box import files
from localsdg.grading.box.seccomp import TABLES
from localsdg.warmkernel import launcher
from localsdg.warmkernel.channel import Channel, ChannelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from localsdg.grading.box.limits import Limits

PRELOAD = ("numpy", "pandas", "matplotlib.pyplot")
SUPPORTED = sys.platform == "linux"
TEMPLATE = "localsdg.grading.box.inside.notebook_template"
PATIENCE = 120.0  # seconds until a template must be ready, on a slow disk and a busy machine
READING, ANSWERING = 30.0, 60.0  # seconds in which it must read a request, and answer it
WORK = "/submission"  # mount point inside the sandbox; must not exist on the host
PRIVATE = (WORK, "/home/student", "/tmp", "/dev/shm")
FIRST_USER = 61_000  # users of the sandbox when the grader is root; a user for each box, as processes count by user


class BoxError(Exception):
    """The box has ended, or did not start; the message says why."""


@dataclass(frozen=True)
class Sandbox:
    """What the sandbox hides and shares.

    Attributes:
        hidden: folders of the instructor that no notebook may see: the course, the gradebook.
        shared: more folders that notebooks may read.
    """

    hidden: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    def command(self, limits: Limits, number: int) -> list[str]:
        """Return the arguments to put before a command so that it runs in the sandbox.

        Args:
            limits: what the notebooks may use.
            number: the number of the box; boxes that exist at the same time have different ones.

        Raises:
            BoxError: this computer has no bubblewrap.
        """
        bubblewrap = shutil.which("bwrap")
        if bubblewrap is None:
            raise BoxError("the program bwrap is not installed (package bubblewrap)")
        arguments = [
            bubblewrap,
            "--unshare-ipc",
            "--unshare-pid",
            "--unshare-net",
            "--unshare-uts",
            "--unshare-cgroup-try",
        ]
        arguments += ["--as-pid-1", "--die-with-parent", "--new-session", "--hostname", "grading", "--clearenv"]
        for name, value in _environment().items():
            arguments += ["--setenv", name, value]
        made: set[str] = set()
        for folder in PRIVATE[:3]:
            made.add(folder)
            arguments += [*_parents(folder, made), "--perms", "0777", "--size", str(limits.files), "--tmpfs", folder]
        arguments += self._system(made)
        arguments += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", str(limits.files)]
        arguments += ["--tmpfs", PRIVATE[3], "--chdir", WORK]
        for folder in ("/", "/dev", "/proc", *self.kept(), *self._covered()):  # last: mounts could no longer be added
            arguments += ["--remount-ro", folder]
        if platform.machine() not in TABLES:
            raise BoxError(f"the system calls of {platform.machine()} processors are not known")
        filtered = [str(python_program()), "-I", "-S", str(Path(__file__).with_name("seccomp.py"))]
        if os.geteuid() == 0:
            return [*arguments, *_without_root(number), "--", *filtered]
        return [*arguments, "--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534", "--", *filtered]

    def _system(self, made: set[str]) -> list[str]:
        """Return the arguments that show the system, Python and its packages, and hide folders inside these.

        Args:
            made: the folders that earlier arguments have made; it grows.
        """
        arguments = []
        for path in map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")):
            if path.is_symlink():
                arguments += ["--symlink", str(path.readlink()), str(path)]
            elif path.exists():
                arguments += ["--ro-bind", str(path), str(path)]
        etc = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "mime.types")
        arguments += _parents("/etc/x", made)
        for name in etc:
            arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
        for folder in self.kept():
            arguments += [*_parents(folder, made), "--perms", "0755", "--tmpfs", folder]
            made.add(folder)
        for folder in self.shown():
            arguments += [*_parents(folder, made), "--ro-bind", folder, folder]
        fonts = font_cache()
        if fonts:
            arguments += [*_parents("/fonts", made), "--ro-bind", fonts, "/fonts"]
        for folder in self._covered():
            arguments += ["--tmpfs", folder]
        return arguments

    def _covered(self) -> list[str]:
        """Return the hidden folders that lie within folders that are shown, and so must be covered."""
        shown = ["/usr", *self.shown()]
        hidden = sorted({os.path.realpath(folder) for folder in self.hidden})
        return [folder for folder in hidden if any(Path(folder).is_relative_to(each) for each in shown)]

    def kept(self) -> list[str]:
        """Return the folders that stay when the private folders are emptied, because something in them is shown.

        Each is a file system of its own: an ordinary folder could be renamed and replaced by another one.
        """
        found = set()
        for folder in self.shown():
            for private in PRIVATE:
                if folder.startswith(f"{private}/"):
                    found.add(f"{private}/{folder.removeprefix(f'{private}/').partition('/')[0]}")
        return sorted(found)

    def shown(self) -> list[str]:
        """Return the folders of this Python, of its packages, and those that are shared; none inside another."""
        program = python_program()
        folders = {sys.prefix, sys.base_prefix, str(program.parent), str(program.resolve().parent.parent)}
        own = (
            sys.path if sys.flags.safe_path else sys.path[1:]
        )  # the first is the folder of a script, or the current one
        folders |= {os.path.abspath(entry) for entry in own if entry and Path(entry).is_dir()}  # noqa: PTH100
        folders |= {str(Path(__file__).parent), str(Path(launcher.__file__).parent), *self.shared}
        folders.discard("/")
        found = sorted({*folders, *map(os.path.realpath, folders)})
        kept: list[str] = []
        for folder in found:
            inside = Path(folder)
            if not inside.is_relative_to("/usr") and not any(inside.is_relative_to(each) for each in kept):
                kept.append(folder)
        return kept


def python_program() -> Path:
    """Return the path of this Python in its virtual environment."""
    return Path(os.path.abspath(sys.executable))  # noqa: PTH100 - it must not follow the link to the system's Python


def _parents(folder: str, made: set[str]) -> list[str]:
    """Return the arguments that make the folders above a folder, readable for the user of the sandbox."""
    arguments = []
    for parent in reversed(Path(folder).parents[:-1]):
        if str(parent) not in made:
            made.add(str(parent))
            arguments += ["--perms", "0755", "--dir", str(parent)]
    return arguments


def _without_root(number: int) -> list[str]:
    """Return the arguments that turn root of the host into an ordinary user without capabilities in the sandbox.

    Raises:
        BoxError: the program for it is missing.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise BoxError("the program setpriv is not installed (package util-linux); it is needed when root grades")
    user = str(FIRST_USER + (os.getpid() * 64 + number) % 4000)
    rights = ["--cap-drop", "ALL"]
    for name in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
        rights += ["--cap-add", name]
    return [*rights, "--", setpriv, f"--reuid={user}", f"--regid={user}", "--clear-groups", "--bounding-set=-all",
            "--inh-caps=-all", "--no-new-privs"]  # fmt: skip


def _environment() -> dict[str, str]:
    """Return the environment variables of the sandbox: language and time zone of this process, and little else."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("LC_") or name in ("LANG", "TZ")}
    programs = os.pathsep.join([str(python_program().parent), "/usr/local/bin", "/usr/bin", "/bin"])
    home = PRIVATE[1]
    return kept | _single_threaded() | {
        "PATH": programs, "HOME": home, "USER": "student", "LOGNAME": "student", "TMPDIR": "/tmp",
        "IPYTHONDIR": f"{home}/.ipython", "MPLCONFIGDIR": "/fonts",
    }  # fmt: skip


def _single_threaded() -> dict[str, str]:
    """Return variables that keep numerical libraries from starting threads, which do not survive a fork."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return dict.fromkeys(names, "1") | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def font_cache() -> str:
    """Return the folder where matplotlib keeps its list of fonts, which takes long to make; empty if there is none."""
    caches = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for folder in (os.environ.get("MPLCONFIGDIR", ""), f"{caches}/matplotlib"):
        if folder and any(Path(folder).glob("fontlist-*.json")):
            return folder
    return ""


@dataclass
class Ended:
    """How the processes of a notebook have ended.

    Attributes:
        status: exit status of the notebook's own process; None if it has been killed before.
        others: how many other processes were left.
        over: whether they held too much memory.
    """

    status: int | None
    others: int
    over: bool


@dataclass
class Box:
    """A template process and the channel to it.

    Args:
        limits: what notebooks may use.
        sandbox: what the sandbox hides; None for no sandbox.
        number: the number of the box among those that exist at the same time.
        preload: the modules to import before the first notebook.
    """

    limits: Limits
    sandbox: Sandbox | None
    number: int = 0
    preload: Sequence[str] = PRELOAD
    language: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._folder = "" if self.sandbox else tempfile.mkdtemp(prefix="grading-")
        ours, theirs = socket.socketpair()
        folders = list(PRIVATE)
        arguments: list[str] = []
        environment = dict(os.environ)
        if self.sandbox:
            arguments = self.sandbox.command(self.limits, self.number)
        else:
            folders = [str(Path(self._folder, name)) for name in ("work", "home")]
            for folder in folders:
                Path(folder).mkdir()
            environment |= {"IPYTHONDIR": str(Path(folders[1], ".ipython"))} | _single_threaded()
        kept = self.sandbox.kept() if self.sandbox else []
        configuration: dict[str, object] = {"folders": folders, "kept": kept, "preload": list(self.preload)}
        python = (str(python_program()), "-B")
        command = [*arguments, *launcher.command(TEMPLATE, theirs.fileno(), configuration, python=python)]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - read when the box does not start, closed with the box
        with theirs:
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=environment,
                cwd="/",
            )
        self._control = Channel(ours)
        self._ready = False

    def wait_until_ready(self) -> None:
        """Wait until the template has imported everything.

        Raises:
            BoxError: it does not start; the message holds what it said.
        """
        if self._ready:
            return
        try:
            answer = self._control.receive(time.monotonic() + PATIENCE)
        except (ChannelError, TimeoutError) as error:
            self.close()
            raise BoxError(f"the box does not start: {self._written_errors() or error}") from error
        self.language = answer["language"]
        self._ready = True

    def _written_errors(self) -> str:
        """Return the last line that the template has written to its standard error; before it stand warnings."""
        with contextlib.suppress(ValueError, OSError):
            self._errors.seek(0)
            return self._errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2][-2000:]
        return ""

    def _ask(self, request: Mapping[str, object], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """Send a request to the template; return its answer.

        Raises:
            BoxError: the box has ended, or cannot do it.
        """
        self.wait_until_ready()
        try:
            self._control.send(request, descriptors, seconds=READING)
            answer: dict[str, Any] = self._control.receive(time.monotonic() + ANSWERING)
        except TimeoutError as error:
            raise BoxError("the template does not answer") from error
        except ChannelError as error:
            raise BoxError(f"the template has ended ({error})") from error
        if "failed" in answer:
            raise BoxError(f"the template failed: {answer['failed']}")
        return answer

    def prepare(self, given: Mapping[str, bytes], shipped: Iterable[str] = ()) -> None:
        """Empty the folders of the box, and write the files of a submission.

        Args:
            given: the contents of the files by name.
            shipped: those that belong to the assignment; their modules are found before installed ones.

        Raises:
            BoxError: the box has ended.
        """
        coded = {name: base64.b64encode(data).decode() for name, data in given.items()}
        self._ask({"do": "prepare", "files": coded, "shipped": sorted(shipped)})

    def start(self, environment: Mapping[str, str]) -> Channel:
        """Start the process of a notebook; return the channel to it.

        Raises:
            BoxError: the box has ended.
        """
        limits = self.limits.of_a_process()
        if self.sandbox is None:
            del limits["RLIMIT_NPROC"]  # it counts all processes of the user
        ours, theirs = socket.socketpair()
        request = {"do": "start", "environment": dict(environment), "memory": self.limits.memory, "limits": limits}
        try:
            with theirs:
                self._ask(request, [theirs.fileno()])
        except BoxError:
            ours.close()
            raise
        return Channel(ours)

    def signal(self, number: int) -> None:
        """Send a signal to the notebook's process.

        Raises:
            BoxError: the box has ended.
        """
        try:
            self._control.send({"do": "signal", "number": number}, seconds=READING)
        except ChannelError as error:
            raise BoxError(f"the template has ended ({error})") from error

    def end(self) -> Ended:
        """Kill what is left of the notebook's processes.

        Raises:
            BoxError: the box has ended.
        """
        return Ended(**self._ask({"do": "end"}))

    def collect(self) -> tuple[dict[str, bytes], list[str]]:
        """Return the files that notebooks have written, and sentences about those that are not kept.

        Raises:
            BoxError: the box has ended.
        """
        answer = self._ask({"do": "collect", "most": self.limits.kept, "number": files.MOST})
        found = {str(name): base64.b64decode(data) for name, data in answer["files"].items()}
        return found, [str(text) for text in answer["left"]]

    def close(self) -> None:
        """End the box and all processes in it."""
        self._control.close()
        if not self._ready:
            self._process.kill()  # it would first import everything
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
