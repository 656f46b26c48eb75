"""A class in which every other learner breaks something, by mistake or on purpose; all others get what they earned.

It is graded as an ordinary user, in one box, one after the other: so each learner comes after one who has left behind
what she could. Where the tests are run by root, those are graded again by root for whom that makes a difference.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import ordinary
import pytest
from measured_class import release
from nbgrader.api import Gradebook

from localsdg.grading.box.sandbox import Sandbox

RIGHT = "def double(x):\n    return 2 * x"
MEGABYTES = 600

WRITES_EVERYWHERE = """
import os, subprocess, sys
wrote = []
places = ["/" + name for name in os.listdir("/")] + [line.split()[1] for line in open("/proc/self/mounts")]
places += ["/", "/proc/sys/kernel", "/proc/sys/net/ipv4", sys.prefix, os.path.dirname(os.__file__), "/home/student"]
for place in sorted(set(places)):
    try:
        with open(os.path.join(place, "LEFT"), "w") as file:
            file.write("LEFT")
        wrote.append(place)
    except OSError:
        pass
for place in sorted(set(places)):
    for attempt in (lambda: os.rename(place, place + "-LEFT"), lambda: os.rmdir(place), lambda: os.remove(place)):
        try:
            attempt()
            wrote.append("removed " + place)
        except OSError:
            pass
above = sys.prefix
while above != "/":
    try:
        os.rename(above, above + "-LEFT")
        wrote.append("renamed " + above)
    except OSError:
        pass
    above = os.path.dirname(above)
startup = os.path.expanduser("~/.ipython/profile_default/startup")
os.makedirs(startup, exist_ok=True)
open(startup + "/00-LEFT.py", "w").write("import builtins; builtins.LEFT = True")
subprocess.Popen(["sleep", "300"], start_new_session=True)
for place in ("/tmp", "/dev/shm", "/home/student", "/submission"):
    try:
        os.chmod(place, 0)
    except OSError:
        pass
print("WROTE", sorted(set(wrote) & set(places)), [each for each in wrote if each not in places])
"""
LOOKS_FOR_LEAVINGS = """
import builtins, os, resource, subprocess
found = [each for each in ("LEFT",) if hasattr(builtins, each)]
for top in ("/tmp", "/dev/shm", "/home/student", "/submission", "/dev", "/etc", "/home"):
    for folder, folders, names in os.walk(top):
        found += [os.path.join(folder, name) for name in folders + names if "LEFT" in name or "left" in name]
found += [name for name in os.listdir("/proc") if name.isdecimal() and int(name) not in (1, os.getpid())]
for table in ("shm", "msg", "sem"):
    found += open("/proc/sysvipc/" + table).read().splitlines()[1:]
found += [line for line in open("/proc/net/unix").read().splitlines()[1:] if "LEFT" in line]
found += [os.nice(0)] if os.nice(0) else []
found += ["files"] if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1024 else []
found += ["processors"] if len(os.sched_getaffinity(0)) < min(2, os.cpu_count()) else []
for place in ("/tmp", "/dev/shm", "/home/student", "/submission"):
    open(place + "/mine", "w").write("mine")
print("FOUND", found)
"""
LASTING_MEMORY = """
import ctypes, os, resource, socket
libc = ctypes.CDLL(None, use_errno=True)
attempts = {
    "memfd": lambda: os.memfd_create("left"),
    "shm": lambda: 1 / (libc.shmget(77, 1 << 28, 0o1666) < 0),
    "sem": lambda: 1 / (libc.semget(77, 1, 0o1666) < 0),
    "msg": lambda: 1 / (libc.msgget(77, 0o1666) < 0),
    "queue": lambda: 1 / (libc.syscall(240, b"left", 0o102, 0o666, None) < 0),
    "limit": lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3)),
    "priority": lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    "priority of all": lambda: os.setpriority(os.PRIO_USER, 0, 19),
    "processor": lambda: os.sched_setaffinity(1, {0}),
    "scheduler": lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
    "limit of a thread": lambda: [resource.prlimit(int(each), 7, (3, 3)) for each in os.listdir("/proc/1/task")],
    "host": lambda: socket.socket(40, socket.SOCK_STREAM),
}
done = []
for name, attempt in attempts.items():
    try:
        if attempt() != 1:
            done.append(name)
    except OSError:
        pass
    except ZeroDivisionError:
        done.append(name)
resource.prlimit(os.getpid(), resource.RLIMIT_NOFILE, (512, 512))  # what is one's own may be changed
os.sched_setaffinity(os.getpid(), os.sched_getaffinity(0))
print("DONE", done)
"""
# By the name of the learner: code before a right answer; status; points; what the findings or the notebook say.
CODE: dict[str, tuple[str, str, int, str]] = {
    "writes a module": ("open('own.py', 'w').write('two = 2')\nimport own\nassert own.two == 2", "graded", 5, ""),
    "shows a script": (
        "from IPython.display import HTML, display\ndisplay(HTML('<script>alert(1)</script>'))",
        "graded",
        5,
        "A browser would run or load a part of an output (script)",
    ),
    "changes a shipped file": ("open('data/a.csv', 'w').write('x')", "graded", 5, "has changed the file a.csv"),
    "makes a folder p.ipynb": ("import os\nos.mkdir('p.ipynb')\nopen('p.ipynb/x', 'w').write('x')", "graded", 5, ""),
    "turns files into folders": (
        "import os, shutil\nos.remove('mine.txt')\nos.mkdir('mine.txt')\nopen('mine.txt/x', 'w').write('x')\n"
        "shutil.rmtree('data')\nopen('data', 'w').write('x')",
        "graded",
        5,
        "the code has put a folder in the place of a file",
    ),
    "makes a path of 4,000 letters": (
        "import os\nfor _ in range(40):\n    os.mkdir('d' * 100)\n    os.chdir('d' * 100)\n"
        "open('left', 'w').write('x')",
        "graded",
        5,
        "More files were left",
    ),
    "nests 3,000 folders": (
        "import os\nfor _ in range(3_000):\n    os.mkdir('left')\n    os.chdir('left')\nopen('left', 'w').write('x')\n"
        "os.chmod('..', 0)",
        "graded",
        5,
        "More files were left",
    ),
    "gives strange names": (
        "import os\nfor name in (b'a\\nb', b'\\x1b[31m', b'\\xff', b'n' * 255, b'-rf', b'~', b'...'):\n"
        "    open(name, 'w').write('x')",
        "graded",
        5,
        "its name has characters that are not printed",
    ),
    "makes 25,000 files": (
        "for number in range(25_000):\n    open(f'{number}.txt', 'w').close()",
        "graded",
        5,
        "More files were left",
    ),
    "makes what is no file": (
        "import os, socket\nos.mkfifo('pipe')\nos.symlink('/etc/passwd', 'link')\nos.symlink('/', 'root')\n"
        "os.link('mine.txt', 'hard')\nsocket.socket(socket.AF_UNIX).bind('socket')\n"
        "file = open('sparse', 'w')\nfile.truncate(49 << 20)\nfile.close()\nopen('unread', 'w').write('x')\n"
        "os.chmod('unread', 0)\nos.mkdir('closed')\nopen('closed/left', 'w').write('x')\nos.chmod('closed', 0)",
        "graded",
        5,
        "",
    ),
    "writes everywhere": (WRITES_EVERYWHERE, "graded", 5, "WROTE ['/dev/shm', '/home/student', '/submission', '/tmp']"),
    "looks for leavings": (LOOKS_FOR_LEAVINGS, "graded", 5, "FOUND []"),
    "takes memory that lasts": (LASTING_MEMORY, "graded", 5, "DONE []"),
    "looks for leavings again": (LOOKS_FOR_LEAVINGS, "graded", 5, "FOUND []"),
    "fills all folders": (
        "import time\nfor place in ('/tmp', '/dev/shm', '/home/student', '/submission'):\n"
        "    for number in range(4):\n        open(f'{place}/left{number}', 'wb').write(bytes(45 << 20))\n"
        "time.sleep(100)",
        "memory",
        0,
        f"more than {MEGABYTES} MB of memory",
    ),
    "opens all pipes": (
        "import os, time\nfor _ in range(12):\n    if os.fork() == 0:\n"
        "        for _ in range(400):\n            os.pipe()\n"
        "        time.sleep(100)\ntime.sleep(100)",
        "memory",
        0,
        f"more than {MEGABYTES} MB of memory",
    ),
    "sends buffers": (
        "session = get_ipython().kernel.session\nfor _ in range(4):\n"
        "    content = {'comm_id': 'a', 'target_name': 'x', 'data': {}}\n"
        "    session.send(None, 'comm_open', content, buffers=[bytes(3 << 20)])",
        "output",
        0,
        "put out more than",
    ),
    "shows 2,100 outputs": (
        "from IPython.display import display\nfor _ in range(2_100):\n    display({'text/plain': ''}, raw=True)",
        "output",
        0,
        "put out more than",
    ),
    "updates many outputs": (
        "from IPython.display import display\nfor _ in range(50):\n    display('', display_id='a')\n"
        "display('x' * 1_000_000, display_id='a', update=True)",
        "output",
        0,
        "put out more than",
    ),
    "shows nested lists": (
        "from IPython.display import display\nvalue = []\nfor _ in range(120):\n    value = [value]\n"
        "display({'application/json': value}, raw=True)",
        "output",
        0,
        "put out more than",
    ),
    "prints half a character": ("print('\\ud800')", "graded", 5, ""),
}


def _cell(kind: str, identity: str, source: str, **nbgrader: object) -> dict:
    data = {"schema_version": 3, "grade_id": identity, "grade": False, "solution": False, "locked": False}
    cell = {"cell_type": kind, "id": identity, "metadata": {"nbgrader": data | {"task": False} | nbgrader}}
    return cell | {"source": source} | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _source() -> dict:
    solution = f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"
    check = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n### END HIDDEN TESTS"
    return {
        "cells": [
            _cell("code", "double", solution, solution=True),
            _cell("code", "double-check", check, grade=True, locked=True, points=5),
            _cell("markdown", "essay", "", grade=True, solution=True, points=5),
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _many_outputs(document: dict) -> None:
    """Add cells that put out little less than a cell may, and together more than a notebook may."""
    for number in range(4):
        cell = _cell("code", f"own-{number}", "for _ in range(95):\n    print('x' * 100_000)")
        del cell["metadata"]["nbgrader"]
        document["cells"].insert(1, cell)


def _nest(document: dict) -> None:
    value: list = []
    for _ in range(400):
        value = [value]
    document["cells"][0]["metadata"]["deep"] = value


def _many_cells(document: dict) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": "x"}
    document["cells"] += [cell | {"id": f"own-{number}"} for number in range(5_000)]


def _same_ids(document: dict) -> None:
    for cell in document["cells"]:
        cell["id"] = "same"


def _half(document: dict) -> None:
    document["cells"][0]["source"] += "\n# \ud800"
    document["cells"][2]["source"] = "Half a character: \ud800."


def _not_a_number(document: dict) -> None:
    document["cells"][0]["metadata"]["nan"] = float("nan")
    document["cells"][1]["metadata"]["nbgrader"]["points"] = float("inf")


def _commands(document: dict) -> None:
    document["cells"][0]["source"] += "\nif False:\n" + "    %time 1\n" * 120


# The same for notebooks that are changed.
CHANGED = {
    "puts out much in many cells": (_many_outputs, "output", 0, "put out more than"),
    "nests its description": (_nest, "unreadable", 0, "nested too deeply"),
    "hands in 5,000 cells": (_many_cells, "unreadable", 0, "has 5003 cells"),
    "has one id for all cells": (_same_ids, "graded", 5, ""),
    "has half a character": (_half, "graded", 5, ""),
    "has numbers that are none": (_not_a_number, "graded", 5, ""),
    "gives 120 commands": (_commands, "graded", 5, ""),  # IPython reads the cell again for each
    "opens mathematics 16,000 times": (
        lambda document: document["cells"][2].update(source="\\\\(" * 16_000),
        "graded",
        5,
        "",
    ),
}


def _as_folder(folder: Path) -> None:
    (folder / "p.ipynb").unlink()
    (folder / "p.ipynb").mkdir()
    (folder / "p.ipynb" / "x.txt").write_text("x")


def _as_pipe(folder: Path) -> None:
    for name in ("p.ipynb", "timestamp.txt"):
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)


def _sparse(folder: Path) -> None:
    with (folder / "p.ipynb").open("a") as file:
        file.truncate(200 << 20)


def _huge_number(folder: Path) -> None:
    text = (folder / "p.ipynb").read_text("utf-8")
    (folder / "p.ipynb").write_text(text.replace('"metadata": {', f'"metadata": {{"n": {"9" * 5000}, ', 1))


def _strange_files(folder: Path) -> None:
    (folder / "data").write_text("no folder")
    (folder / "link").symlink_to("/etc")
    (folder / "new\nline").write_text("x")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(folder / "socket"))
    for number in range(600):
        (folder / f"{number}.txt").touch()
    deep = folder
    for _ in range(15):
        deep = deep / "deep"
        deep.mkdir()
    (deep / "x").touch()


# The same for what lies in the folder. Who may not be read is no matter of hers; as root everything may be read.
FOLDERS = {
    "hands in a folder": (_as_folder, "unreadable", 0, "is not an ordinary file"),
    "hands in a pipe": (_as_pipe, "unreadable", 0, "is not an ordinary file"),
    "hands in 200 MB": (_sparse, "unreadable", 0, "has 200 MB"),
    "has a number of 5,000 digits": (_huge_number, "unreadable", 0, "not a notebook"),
    "hands in strange files": (_strange_files, "graded", 5, "more files were left out: at most 500"),
    "may not be read": (lambda folder: (folder / "p.ipynb").chmod(0), "failed", None, "may not read p.ipynb"),
    "has a closed folder": (lambda folder: folder.chmod(0), "failed", None, "may not read ps"),
}
CLOSED = ("may not be read", "has a closed folder")
HOSTILE = CODE | CHANGED | FOLDERS
# Root gives the sandbox another user, other rights and other limits, and may read every file.
OTHERWISE_AS_ROOT = (
    "makes what is no file",
    "writes everywhere",
    "looks for leavings",
    "takes memory that lasts",
    "looks for leavings again",
    "fills all folders",
    "opens all pipes",
    "hands in a pipe",
    *CLOSED,
)


def _students(place: int, name: str) -> tuple[str, str]:
    """Return a learner, and the honest one who is graded after her."""
    return f"{2 * place:03} {name}", f"{2 * place + 1:03} honest"


def _hand_in(course: Path, student: str, name: str) -> None:
    released = json.loads((course / "release/ps/p.ipynb").read_text("utf-8"))
    released["cells"][0]["source"] = f"{CODE[name][0]}\n{RIGHT}" if name in CODE else RIGHT
    released["cells"][2]["source"] = "An answer in words."
    if name in CHANGED:
        CHANGED[name][0](released)
    folder = course / "submitted" / student / "ps"
    folder.mkdir(parents=True)
    (folder / "p.ipynb").write_text(json.dumps(released), "utf-8")
    (folder / "mine.txt").write_text("mine")
    if name in FOLDERS:
        FOLDERS[name][0](folder)


class Graded:
    """The class after it was graded by a command, and whose learners by their names."""

    def __init__(self, course: Path, names: Sequence[str], *, root: bool) -> None:
        self.course = course
        self.names = names
        words = [sys.executable, "-m", "localsdg", "grade", "ps", f"--course-dir={course}", "--json"]
        words += ["--workers=1", f"--memory={MEGABYTES}", "--notebook-seconds=300"]
        if not root:
            ordinary.give(course.parent)
            words = ordinary.command(words, [*Sandbox().shown(), str(course.parent)])
        given = os.environ | {"HOME": str(course.parent), "USER": "grader", "LOGNAME": "grader"}
        self.done = subprocess.run(words, cwd="/", env=given, capture_output=True, text=True, timeout=900)
        self.status = {row["student"]: row for row in self._table("status")}
        self.findings: dict[str, list[str]] = {}
        for row in self._table("findings"):
            self.findings.setdefault(row["student"], []).append(row["text"])
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            self.scores = {
                submission.student.id: grade.auto_score
                for submission in gradebook.assignment_submissions("ps")
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.name == "double-check"
            }

    def _table(self, name: str) -> list[dict[str, str]]:
        path = self.course / "grading" / "ps" / f"{name}.csv"
        assert path.exists(), self.done.stdout[-2000:] + self.done.stderr[-4000:]
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def said(self, student: str) -> str:
        """Return what was found, and what the notebook has put out."""
        notebook = self.course / "autograded" / student / "ps" / "p.ipynb"
        return "\n".join([*self.findings.get(student, []), notebook.read_text("utf-8") if notebook.exists() else ""])


@pytest.fixture(scope="module")
def handed_in(isolated):
    folder = Path(tempfile.mkdtemp(prefix="class-"))
    folder.chmod(0o755)
    course = folder / "handed in"
    (course / "source/ps/data").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 120\n")
    (course / "source/ps/p.ipynb").write_text(json.dumps(_source()))
    (course / "source/ps/data/a.csv").write_text("1,2\n")
    release(course, "ps")
    for place, name in enumerate(HOSTILE):
        for student, kind in zip(_students(place, name), (name, "honest"), strict=True):
            _hand_in(course, student, kind)
    yield course
    subprocess.run(["chmod", "-R", "u+rwX", str(folder)], check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _grade(handed_in: Path, names: Sequence[str], who: str) -> Graded:
    folder = handed_in.parent / who
    folder.mkdir()
    subprocess.run(["cp", "-a", str(handed_in), str(folder / "course")], check=True)  # with pipes and closed folders
    for place, name in enumerate(HOSTILE):
        if name not in names:
            for student in _students(place, name):
                shutil.rmtree(folder / "course/submitted" / student)
    return Graded(folder / "course", names, root=who == "root")


@pytest.fixture(scope="module")
def by_user(handed_in):
    return _grade(handed_in, [*HOSTILE], "ordinary")


@pytest.fixture(scope="module")
def by_root(handed_in):
    return _grade(handed_in, OTHERWISE_AS_ROOT, "root")


@pytest.fixture(params=["by_user", *(["by_root"] if os.geteuid() == 0 else [])])
def graded(request):
    return request.param, request.getfixturevalue(request.param)


def test_every_honest_learner_has_what_she_earned(graded):
    _, run = graded
    honest = [student for student in run.scores if student.endswith("honest")]
    assert len(honest) == len(run.names)
    assert {student: run.scores[student] for student in honest} == dict.fromkeys(honest, 5)
    assert {run.status[student]["status"] for student in honest} == {"graded"}
    assert [run.findings[student] for student in honest if student in run.findings] == []
    for student in honest:
        kept = sorted(path.name for path in (run.course / "autograded" / student / "ps").iterdir())
        assert kept == ["data", "mine.txt", "p.ipynb"]


def test_every_other_has_a_status_of_her_own(graded):
    who, run = graded
    wrong = {}
    for place, (name, (_, status, points, said)) in enumerate(HOSTILE.items()):
        if name not in run.names:
            continue
        if name in CLOSED and who == "by_root":
            status, points, said = "graded", 5, ""
        student, _ = _students(place, name)
        found = (run.status[student]["status"], run.scores[student], said in run.said(student))
        if found != (status, points, True):
            wrong[name] = (found, run.said(student)[:2000])
        assert all(len(text) < 1_001 and text.isprintable() for text in run.findings.get(student, []))
    assert wrong == {}


def test_the_exit_code_tells_whether_the_grader_has_failed(graded):
    who, run = graded
    assert run.done.returncode == (who == "by_user"), run.done.stderr
    assert "Traceback" not in run.done.stderr
    events = [json.loads(line) for line in run.done.stdout.splitlines()]
    assert len({event["student"] for event in events if "student" in event}) == 2 * len(run.names)
    assert list((run.course / "grading/ps/pending").iterdir()) == []


def test_pages_of_feedback_are_made_for_all_that_was_graded(by_user):
    run = by_user
    words = [sys.executable, "-m", "localsdg", "feedback", "ps", f"--course-dir={run.course}", "--json"]
    words.append("--student=*mathematics*")
    done = subprocess.run(words, cwd="/", capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (page,) = run.course.glob("feedback/*mathematics*/ps/p.html")
    assert "The rest is not shown here" in page.read_text("utf-8")


def test_the_folder_of_a_script_and_this_folder_are_not_shown_to_learners(tmp_path):
    """The solutions may lie there, and from the uppermost folder everything could be read."""
    script = tmp_path / "grades.py"
    script.write_text(
        "import json; from localsdg.grading.box.sandbox import Sandbox; print(json.dumps(Sandbox().shown()))"
    )
    for words, folder in (([str(script)], tmp_path), (["-c", script.read_text()], "/"), (["-m", "grades"], tmp_path)):
        done = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=True)
        shown = json.loads(done.stdout)
        assert len(shown) >= 1
        assert not {"/", str(tmp_path)} & set(shown)
