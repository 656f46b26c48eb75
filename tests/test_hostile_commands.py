"""Every option and argument of every command gets values that it cannot use: each is refused in words."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.site import build
from localsdg.workbook import Workbook

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
# Calls that are right but for the one value; a new command needs a line here. Commands without values need none.
COURSE = ["--course-dir", "course"]
CALLS = {
    "course": [],
    "pdf": ["out.pdf"],
    "agenda": ["--lessons", "1.2,2.6"],
    "questions": ["q.xml"],
    "check-data": ["table.csv"],
    "workbook show": ["w.json"],
    "workbook check": ["w.json"],
    "workbook merge": ["w.json", "--into", "m.json"],
    "workbook gather": ["w.json", "--into", "people"],
    "grade": ["week1", *COURSE],
    "feedback": ["week1", *COURSE],
    "collect": ["week1", "empty", *COURSE],
    "marks": ["week1", "--output", "m.csv", *COURSE],
    "verify": ["week1", *COURSE],
}

# Any text can be the name of a student or an assignment, and each takes a whole run to say that there is none.
NAMES = {"assignment", "student", "notebook", "scheduler"}


def commands(command, way=()):
    """Yield every command with its arguments and those options that take a value."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, (*way, name))
    else:
        yield (
            " ".join(way),
            [each for each in command.params if each.name != "help" and not getattr(each, "is_flag", False)],
        )


TAKING = {name: found for name, found in commands(typer.main.get_command(app)) if found}


def call(name, parameter, value):
    """The right call with one value changed."""
    words = list(CALLS[name])
    if parameter.param_type_name == "argument":
        place = [each for each in TAKING[name] if each.param_type_name == "argument"].index(parameter)
        words[place : place + 1] = [value]
        return [*words[place + 1 :], "--", *words[: place + 1]]
    if parameter.opts[0] in words:
        words[words.index(parameter.opts[0]) + 1] = value
        return words
    return [*words, f"{parameter.opts[0]}={value}"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_text("")
    (tmp_path / "table.csv").write_text("Year,Value\n2018,1\n")
    (tmp_path / "course" / "source" / "week1").mkdir(parents=True)
    Workbook().save(tmp_path / "w.json")

    def not_here(*_: object) -> Path:
        raise build.BuildError("The book was not built.")

    # What is asked here comes before the build, which has its own tests.
    monkeypatch.setattr(build, "build", not_here)
    return tmp_path


GRADING = [pytest.mark.grading, pytest.mark.slow]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=GRADING if "--course-dir" in CALLS[name] else []) for name in TAKING]
)
def test_no_value_brings_a_command_down(place, name):
    for parameter in TAKING[name]:
        for value in HOSTILE if name in {"grade", "verify"} and parameter.name in NAMES else VALUES:
            if parameter.name == "course_dir" and not value:
                continue  # this folder, which is right
            words = call(name, parameter, value)
            done = CliRunner().invoke(app, [*name.split(), *words])
            assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
            assert done.exit_code in (0, 1, 2), words
            assert "Traceback" not in done.output, words
            assert not set(done.output) & set("\x1b\u202e"), words
            if done.exit_code:
                assert len(done.output.strip()) > 10, words


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


def test_a_name_that_is_too_long_is_named(place):
    done = CliRunner().invoke(app, ["workbook", "check", "x" * 5000])
    assert done.exit_code == 1
    assert "File name too long" in " ".join(done.output.split())
