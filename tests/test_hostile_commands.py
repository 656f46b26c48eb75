"""Every option and argument of every command gets values that it cannot use: each is refused in words.

Commands, options and arguments are found by walking the command itself. Only what a right value of a *name* looks like
stands here, in ``RIGHT``; a name that is new and required has to be added, and the test says so.
"""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.site import build
from localsdg.workbook import Field, Workbook

HOSTILE = ["\x1b[31m\u202e[/bold]*["]
VALUES = [
    *HOSTILE,
    "",
    "-1",
    "99999999999999999999",
    "nan",
    "\udcff",
    "x" * 5000,
    "empty/x.html",
    "folder/none/x.csv",
]
# Things of the wrong kind where a file or a folder is asked for.
PATHS = ["folder", "binary.csv", "binary.json", "empty", "loop", "/proc/self/mem", "/dev/full", "."]
# A right value for each name of an argument or option that a command cannot do without.
RIGHT = {
    "assignment": "week1",
    "lesson": "1.2",
    ("check-data", "file"): "table.csv",
    ("workbook", "files"): "w.json",
    ("review", "workbook"): "w.json",
    ("review", "output"): "new.html",
    ("collect", "files"): "empty",
    ("questions", "output"): "new.xml",
    ("scorm", "output"): "new.zip",
    ("cartridge", "output"): "new.imscc",
    ("marks", "output"): "new.csv",
    ("merge", "output"): "new.json",
    ("gather", "output"): "new",
    ("learner export", "output"): "new.zip",
    "learner": "nobody",
    ("workshop", "edition"): "half-day",
    ("workshop", "date"): "2027-03-02",
    ("workshop", "people"): "20",
    ("workshop", "output"): "new",
    ("gain", "file"): "table.csv",
}
# Optional ones that a call needs too: without a folder of its own, the course's exercises would be graded.
ALWAYS = {"course_dir": "course"}
# Any text can be the name of a student or an assignment, and each takes a whole run to say that there is none.
NAMES = {"assignment", "student", "notebook", "scheduler"}


def commands(command, way=()):
    """Yield every command with all its arguments and options."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*way, name))
    if not hasattr(command, "commands"):
        yield " ".join(way), [each for each in command.params if each.name != "help"]


ALL = dict(commands(typer.main.get_command(app)))
# A command that takes no value is not wrongly used by one; these are run where they do their work.
TAKING = {name: params for name, params in ALL.items() if any(not getattr(each, "is_flag", False) for each in params)}


def right(name, parameter):
    """A value that the command can use."""
    for key in ((name, parameter.name), *((word, parameter.name) for word in name.split()), parameter.name):
        if key in RIGHT:
            return RIGHT[key]
    raise AssertionError(f"{name}: give a right value for {parameter.name} in RIGHT")


def call(name, changed=None, value=""):
    """The right call, with one value changed."""
    words, behind = name.split(), []
    for each in TAKING[name]:
        wanted = value if each is changed else right(name, each) if each.required else ALWAYS.get(each.name)
        if wanted is None:
            continue
        if each.param_type_name == "argument":
            behind.append(wanted)
        else:
            words.append(each.opts[0] if getattr(each, "is_flag", False) else f"{each.opts[0]}={wanted}")
    return [*words, "--", *behind]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCALSDG_WORKBOOK", raising=False)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside.txt").write_text("mine")
    (tmp_path / "empty").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "table.csv").write_text("Year,Value\n2018,1\n")
    for name in ("binary.csv", "binary.json"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 20)
    (tmp_path / "course" / "source" / "week1").mkdir(parents=True)
    Workbook(
        {("records", "municipality", "here", "name"): Field("Port Amani (fictional)", "2026-03-01T10:00:00.000Z")}
    ).save("w.json")
    Workbook().save(tmp_path / "workbook.json")

    def not_here(*_: object) -> Path:
        raise build.BuildError("The book was not built.")

    # What is asked here comes before the build, which has its own tests.
    monkeypatch.setattr(build, "build", not_here)
    monkeypatch.setattr("localsdg.workshop.folder.contents", lambda _: {"agenda.docx": b""})
    return tmp_path


def files(folder):
    """All that lies in a folder, but for locks and what is written anew."""
    return {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock") and "course" not in path.parts
    }


def refused_in_words(done, words):
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
    assert done.exit_code in (0, 1, 2), words
    assert "Traceback" not in done.output, words
    assert not set(done.output) & set("\x1b\u202e"), words
    if done.exit_code == 2:
        assert len(done.stderr.strip()) > 10, words
        assert done.stdout.strip() == "", (words, done.stdout)
    elif done.exit_code:
        assert len(done.output.strip()) > 10, words


GRADING = [pytest.mark.grading, pytest.mark.slow]
EACH = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=GRADING if any(each.name == "course_dir" for each in params) else [])
        for name, params in TAKING.items()
    ],
)


@EACH
def test_no_value_brings_a_command_down(place, name):
    """Nor does it change a file that was there."""
    before = files(place)
    for parameter in TAKING[name]:
        values = HOSTILE if name in {"grade", "verify"} and parameter.name in NAMES else VALUES
        if getattr(parameter, "is_flag", False):
            values = [""]
        elif "Path" in str(parameter.bare_type):
            values = [*values, *PATHS]
        for value in values:
            if parameter.name == "course_dir" and value in ("", "."):
                continue  # this folder, which is right
            words = call(name, parameter, value)
            refused_in_words(CliRunner().invoke(app, words), words)
    after = files(place)
    assert {path: content for path, content in after.items() if path in before} == before
    assert not [path for path in after if path.name.endswith(".new")]


WRITING = [name for name, params in TAKING.items() if any(each.name == "output" for each in params)]


@pytest.mark.parametrize("name", WRITING)
def test_what_is_there_is_replaced_only_if_it_is_asked_for(place, name):
    """And never what is no ordinary file, nor a file that the command reads."""
    (output,) = [each for each in TAKING[name] if each.name == "output"]
    is_folder = name in {"workbook gather", "workshop"}
    ending = re.search(r"\.[a-z]+", output.help) if not is_folder else None
    there = place / f"there{ending[0] if ending else ''}"
    if is_folder:
        there.mkdir()
        (there / "mine.txt").write_text("mine")
    else:
        there.write_text("mine")
    words = call(name, output, str(there))
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1, done.output
    assert "is there already" in done.stderr
    assert "--force" in done.stderr
    assert ((there / "mine.txt") if is_folder else there).read_text() == "mine"
    for value in ["loop", "/proc/self/mem", "/dev/full", *([] if is_folder or name == "review" else ["folder", "."])]:
        words = call(name, output, value)
        words.insert(words.index("--"), "--force")
        done = CliRunner().invoke(app, words)
        refused_in_words(done, words)
        assert done.exit_code, words
    assert Path("/dev/full").is_char_device() or not Path("/dev").exists()
    assert (place / "folder" / "inside.txt").read_text() == "mine"


def test_no_command_writes_over_what_it_reads(place):
    (place / "faults.csv").write_text("")
    for words in (
        ["check-data", "table.csv", "-o", "table.csv"],
        ["check-data", "table.csv", "--repair", "./folder/../table.csv"],
        ["check-data", "table.csv", "-o", "faults.csv", "--repair", "faults.csv"],
        ["marks", "week1", "--course-dir", "course", "--fill", "table.csv", "-o", "table.csv"],
        ["agenda", "--lesson", "1.2", "-o", "a.html", "-o", "./a.html"],
    ):
        done = CliRunner().invoke(app, [*words, "--force"])
        assert done.exit_code == 2, (words, done.output)
        assert "named twice" in done.stderr, words
    done = CliRunner().invoke(app, ["workbook", "gather", ".", "-o", "folder", "--force"])
    assert done.exit_code == 2
    assert "never changed" in done.stderr
    assert (place / "table.csv").read_text() == "Year,Value\n2018,1\n"


DISK = """
    import os, pathlib, shutil, sys
    from typer.testing import CliRunner
    from localsdg.commands import app

    os.chdir("/mnt")
    if sys.argv[1] == "full":
        shutil.copytree(sys.argv[2], ".", dirs_exist_ok=True)
        try:
            with open("filler", "wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(4096))
        except OSError:
            pass
    reason = {"full": "No space left on device", "read-only": "Read-only file system"}[sys.argv[1]]

    def there():
        found = (path for path in pathlib.Path().rglob("*") if path.is_file() and path.suffix != ".lock")
        return {str(path): path.read_bytes() for path in found}

    before = there()
    for words in (
        ["questions", "-o", "there.xml"],
        ["agenda", "--lesson", "1.2", "-o", "there.html"],
        ["agenda", "--lesson", "1.2", "-o", "there.docx"],
        ["agenda", "--lesson", "1.2", "--date", "2027-03-01", "-o", "there.ics"],
        ["check-data", "table.csv", "-o", "there.csv"],
        ["check-data", "table.csv", "--repair", "there.csv"],
        ["workbook", "merge", "w.json", "-o", "there.json"],
        ["workbook", "gather", "w.json", "-o", "people"],
    ):
        done = CliRunner().invoke(app, [*words, "--force"])
        assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
        assert done.exit_code == 1, (words, done.output)
        assert reason in done.stderr, (words, done.output)
        assert ("people" if words[1] == "gather" else "there") in done.stderr, (words, done.output)
        assert there() == before, (words, there().keys() ^ before.keys())
"""


@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap makes the small disk")
@pytest.mark.parametrize(
    ("disk", "mount"), [("full", ["--size", "65536", "--tmpfs"]), ("read-only", ["--ro-bind", "{}"])]
)
def test_a_disk_that_takes_nothing_leaves_all_as_it_is(tmp_path, disk, mount):
    there = tmp_path / "there"
    (there / "people").mkdir(parents=True)
    workbook = Workbook(
        {("records", "municipality", "here", "name"): Field("Port Amani (fictional)", "2026-03-01T10:00:00.000Z")}
    )
    for name in ("w.json", "there.json"):
        (there / name).write_text(workbook.text() if name == "w.json" else Workbook().text())
    (there / "table.csv").write_text("Year,Value\n2018, 1\n2019, 2\n")
    for ending in ("xml", "html", "docx", "ics", "csv"):
        (there / f"there.{ending}").write_text("mine")
    box = ["bwrap", "--dev-bind", "/", "/", *(part.format(there) for part in mount), "/mnt"]
    done = subprocess.run(
        [*box, sys.executable, "-c", textwrap.dedent(DISK), disk, str(there)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("port", ["99999", "0", "-1", "65536", "abc", "", "8000.0", "٣"])
def test_a_wrong_port_is_wrong_use(place, port):
    done = CliRunner().invoke(app, ["course", f"--port={port}"])
    assert done.exit_code == 2
    words = " ".join(done.output.replace("│", " ").split())
    assert f"“{port}” is no port. A port is a number from 1 to 65535" in words


@pytest.mark.parametrize("host", ["198.51.100.7", "nobody.invalid", "http://192.0.2.1/", ""])
def test_a_wrong_host_is_wrong_use(place, host):
    done = CliRunner().invoke(app, ["course", f"--host={host}"])
    assert done.exit_code == 2
    assert "--host 0.0.0.0" in " ".join(done.output.split())


@pytest.mark.parametrize(
    "words",
    [
        ["questions", "-o", "new.xml", "--lesson", "9.9"],
        ["questions", "-o", "new.txt"],
        ["questions", "-o", "none/new.xml"],
        ["questions"],
        ["agenda", "--lesson", "9.9"],
        ["agenda", "--lesson", "1.2", "--date", "tomorrow"],
        ["agenda", "--lesson", "1.2", "-o", "agenda.odt"],
        ["pdf", "--edition", "teacher"],
        ["pdf", "-o", "new.doc"],
        ["course", "--edition", "teacher"],
        ["check-data", "nowhere.csv"],
        ["check-data", "folder"],
        ["check-data", "binary.csv"],
        ["check-data", "table.csv", "--repair", "new.xlsx"],
        ["workbook", "show", "nowhere.json"],
        ["workbook", "show", "binary.json"],
        ["workbook", "merge", "w.json", "-o", "folder"],
        ["workbook", "gather", "w.json", "-o", "empty"],
        ["marks", "week1", "-o", "new.csv", "--fill", "nowhere.csv"],
        ["marks", "week1", "-o", "new.csv", "--course-dir", "empty"],
        ["collect", "week1", "nowhere.zip", "--course-dir", "course"],
        ["grade", "week1", "--course-dir", "course", "--workers", "-1"],
        ["feedback", "week1", "--course-dir", "course", "--workers", "-1"],
        ["verify", "week1", "--course-dir", "course", "--bogus"],
        ["nothing"],
    ],
    ids=" ".join,
)
def test_wrong_use_has_its_own_status_and_is_said_on_standard_error(place, words):
    done = CliRunner().invoke(app, words)
    refused_in_words(done, words)
    assert done.exit_code == 2, done.output


def test_a_name_that_is_too_long_is_named(place):
    done = CliRunner().invoke(app, ["workbook", "check", "x" * 5000])
    assert done.exit_code == 1
    assert "File name too long" in " ".join(done.output.split())
