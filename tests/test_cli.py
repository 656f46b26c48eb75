"""The command line as a whole: its help, its version, its habits. tests/test_hostile_commands.py tries wrong values."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from localsdg.commands import app

ROOT = Path(__file__).parents[1]
TOP = typer.main.get_command(app)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "localsdg", *arguments], capture_output=True, text=True)


def walk(command, way=()) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for name, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, (*way, name))
    if not hasattr(command, "commands"):
        yield " ".join(way), command


COMMANDS = dict(walk(TOP))


def options(command):
    return [each for each in command.params if each.param_type_name == "option"]


def test_help_names_every_command_in_one_of_four_groups():
    done = run("--help")
    assert done.returncode == 0
    groups: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        if heading := re.match(r"╭─ (.+?) ─", line):
            groups[heading[1]] = group = set()
        elif command := re.match(r"│ ([a-z-]+) ", line):
            group.add(command[1])
    assert groups.keys() - {"Options"} == {"Learn and plan", "Use in a learning platform", "Grade", "Develop"}
    named = [name for heading, names in groups.items() if heading != "Options" for name in names]
    assert sorted(named) == sorted(TOP.commands)
    assert len(COMMANDS) > len(TOP.commands) > 10


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_explains_each_of_its_values(name):
    command = COMMANDS[name]
    done = CliRunner().invoke(app, [*name.split(), "--help"], env={"COLUMNS": "300"})
    assert done.exit_code == 0
    assert re.match(r"[A-Z].+[.:]", command.help), name
    for each in command.params:
        assert each.opts[-1] in done.output or each.name.upper() in done.output.upper(), each.name
        assert len(each.help or "") > 10, f"{name}: {each.name} is not explained"


def test_what_is_written_is_asked_for_in_one_way():
    """What a command writes is named by --output, -o; what is there already is replaced with --force only."""
    writing = {
        name: command for name, command in COMMANDS.items() if any(each.name == "output" for each in options(command))
    }
    assert len(writing) > 5
    for name, command in writing.items():
        (output,) = [each for each in options(command) if each.name == "output"]
        assert output.opts == ["--output", "-o"], name
        assert [each.opts for each in options(command) if each.name == "force"] == [["--force"]], name
    for name, command in COMMANDS.items():
        for each in command.params:
            written = re.search(r"\b(to write|[Ww]rite (it|all))\b", each.help or "")
            assert not written or each.name in ("output", "force"), f"{name}: {each.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_of_one_value_is_refused_when_given_twice(name):
    for each in options(COMMANDS[name]):
        if not each.is_flag and not each.multiple:
            required = [
                word
                for other in COMMANDS[name].params
                if other.required and other is not each
                for word in ([other.opts[0], "1"] if other.param_type_name == "option" else ["1"])
            ]
            done = CliRunner().invoke(app, [*name.split(), *required, f"{each.opts[0]}=1", f"{each.opts[0]}=2"])
            assert done.exit_code == 2, each.name
            assert "given more than once" in " ".join(done.stderr.replace("│", " ").split()), each.name
            assert done.stdout == "", each.name


# Every line of a text that calls the program, with what follows the name.
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("book/**/*.md"), *ROOT.glob("exercises/*.md"), ROOT / "Makefile"])
CALL = re.compile(r"(?<![\w./-])(?:\.venv/bin/|\$\(RUN\)/)?localsdg ((?:[a-z][a-z-]*)(?: [^`\n|]*)?)")


def code_of(path: Path) -> str:
    """What stands as code in a text; of the Makefile, all."""
    text = path.read_text("utf-8")
    if path.suffix != ".md":
        return text
    return "\n".join(
        filter(
            None, (part for found in re.findall(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", text, re.DOTALL) for part in found)
        )
    )


def test_texts_name_commands_and_options_that_there_are():
    looked_at = 0
    for path in TEXTS:
        for found in CALL.findall(code_of(path)):
            words = found.split()
            if words[0] == "import" or words == ["workbook"]:
                continue
            name = next((each for each in (" ".join(words[:2]), words[0]) if each in COMMANDS), None)
            assert name, f"{path.name}: localsdg {found}"
            known = {opt for each in COMMANDS[name].params for opt in each.opts}
            given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
            assert given <= known | {"--help"}, f"{path.name}: localsdg {found}"
            looked_at += 1
    assert looked_at > 20


def test_tables_of_options_name_those_that_there_are():
    """The table of options in the guide for instructors is that of the command grade."""
    text = (ROOT / "book" / "instructors.md").read_text("utf-8")
    (table,) = re.findall(r"\| Option \| Effect \|\n\|[-| ]+\n((?:\|.*\n)+)", text)
    named = {word for row in table.splitlines() for word in re.findall(r"`(--[a-z-]+)", row.split("|")[1])}
    known = {opt for each in COMMANDS["grade"].params for opt in each.opts}
    assert named
    assert named <= known


def test_the_table_of_places_names_what_is_there():
    """The table of CONTRIBUTING.md: every room of the package, and every path leads somewhere."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (table,) = re.findall(r"\| what \| where \|\n\|[-| ]+\n((?:\|.*\n)+)", text)
    paths: set[str] = set()
    for row in table.splitlines():
        named = re.findall(r"`([^`]+)`", row.split("|")[2])
        near = ["", f"{named[0].rstrip('/')}/", f"{Path(named[0]).parent.as_posix()}/"]  # as read by a person
        for name in filter(re.compile(r"[a-z][^ ]*").fullmatch, named):
            inside = [f"{folder}{name}" for folder in near]
            there = [each for each in inside if any(ROOT.glob(re.sub(r"<[^>]+>", "*", each)))]
            assert there, f"CONTRIBUTING.md: {name}"
            paths.add(there[0].rstrip("/"))
    rooms = {
        f"src/localsdg/{path.name}"
        for path in (ROOT / "src" / "localsdg").iterdir()
        if path.is_dir() and (path / "__init__.py").exists()
    }
    assert rooms <= paths, rooms - paths


def test_the_guides_name_verbs_of_the_makefile_that_there_are():
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in TEXTS:
        for verb in re.findall(r"(?:^|`)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE):
            assert verb in verbs, f"{path.name}: make {verb}"


def test_it_says_its_version():
    assert run("--version").stdout.split() == ["localsdg", importlib.metadata.version("localsdg")]


def test_an_unknown_edition_is_named():
    done = run("course", "--edition", "teacher")
    assert done.returncode == 2
    assert "There is no edition 'teacher'. There are: learner, trainer." in " ".join(done.stderr.split())


def test_a_command_starts_without_heavy_imports():
    heavy = "('pandas', 'anywidget', 'sphinx')"
    check = f"import sys, localsdg.commands; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
