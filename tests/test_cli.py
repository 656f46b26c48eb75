import importlib.metadata
import re
import subprocess
import sys


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "localsdg", *arguments], capture_output=True, text=True)


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    groups = {
        "Learn and plan": {"course", "pdf", "lab", "questions", "agenda", "check-data", "workbook"},
        "Grade": {"grade", "feedback", "collect", "marks", "verify"},
        "Develop": {"format", "test", "release", "doctor", "reading"},
    }
    found: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        if heading := re.match(r"╭─ (.+?) ─", line):
            found[heading[1]] = group = set()
        elif command := re.match(r"│ ([a-z-]+) ", line):
            group.add(command[1])
    assert {name: commands for name, commands in found.items() if name != "Options"} == groups


def test_it_says_its_version():
    assert run("--version").stdout.split() == ["localsdg", importlib.metadata.version("localsdg")]


def test_an_unknown_edition_is_named():
    done = run("course", "--edition", "teacher")
    assert done.returncode == 2
    assert "There is no edition 'teacher'. There are: learner, trainer." in " ".join(done.stdout.split())


def test_a_command_starts_without_heavy_imports():
    heavy = "('pandas', 'anywidget', 'sphinx')"
    check = f"import sys, localsdg.commands; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
