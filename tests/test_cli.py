import subprocess
import sys


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "localsdg", *arguments], capture_output=True, text=True)


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    for name in ("course", "lab", "format", "test", "release", "doctor", "workbook"):
        assert name in done.stdout


def test_an_unknown_edition_is_named():
    done = run("course", "--edition", "teacher")
    assert done.returncode == 2
    assert "There is no edition 'teacher'. There are: learner, trainer." in " ".join(done.stdout.split())


def test_a_command_starts_without_heavy_imports():
    heavy = "('pandas', 'anywidget', 'sphinx')"
    check = f"import sys, localsdg.commands; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
