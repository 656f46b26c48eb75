"""The built wheel, installed beside nothing but the packages that it asks for."""

import json
import re
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from localsdg import datasets
from localsdg.course.lesson import lessons
from localsdg.review.example import port_amani

ROOT = Path(__file__).resolve().parents[1]


def needed_by(*names: str) -> set[str]:
    """Return packages and all that they need in turn, without extras that nobody asked for."""
    found: set[str] = set()
    open_ = [Requirement(name) for name in names]
    while open_:
        wanted = open_.pop()
        found.add(canonicalize_name(wanted.name))
        for line in distribution(wanted.name).requires or []:
            each = Requirement(line)
            extras = wanted.extras or {""}
            here = each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
            if here and canonicalize_name(each.name) not in found:
                open_.append(each)
    return found


def top_names(package: str) -> set[str]:
    """Return the files and folders that a package puts into the folder of packages."""
    return {path.parts[0] for path in distribution(package).files or []} - {"..", "__pycache__"}


def run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and the packages that it names: linked from ours, so that no index is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", folder=ROOT)
    assert built.returncode == 0, built.stderr
    made = run(sys.executable, "-m", "venv", "--without-pip", folder / "env", folder=folder)
    assert made.returncode == 0, made.stderr
    python = folder / "env" / "bin" / "python"
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).stdout.strip()
    )
    for package in needed_by("localsdg") - {"localsdg"}:
        for name in top_names(package):
            if not (site / name).exists():
                (site / name).symlink_to(Path(str(distribution(package).locate_file(name))))
    (wheel,) = (folder / "dist").glob("*.whl")
    # Without an index, pip says which package is lacking or has a version that the wheel does not take.
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "--disable-pip-version-check",
        "install",
        "--no-index",
        "--no-compile",
    )
    installed = run(*pip, wheel, folder=folder)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return python


def test_what_the_readme_shows_to_analysts_runs(python, tmp_path):
    section = (ROOT / "README.md").read_text("utf-8").partition("## For analysts")[2]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]
    assert "datasets.load" in code
    code += '\nprint(datasets.__file__)\nprint(len(datasets.load("atlas-urban-expansion").table))\n'
    done = run(python, "-I", "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    place, rows = done.stdout.splitlines()[-2:]
    assert Path(place).is_relative_to(python.parents[1])
    assert int(rows) > 100


def test_a_table_is_checked_and_repaired(python, tmp_path):
    (tmp_path / "table.csv").write_text("place;indicator;year;value;unit\nPort Amani;6.1.1;2018;1 234,5;%\n", "utf-8")
    command = python.with_name("localsdg")
    done = run(command, "check-data", "table.csv", "--repair", "copy.csv", folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "decimal" in done.stdout
    assert (tmp_path / "copy.csv").read_text("utf-8").splitlines()[1] == "Port Amani,6.1.1,2018,1234.5,%"


def test_a_review_is_made(python, tmp_path):
    (tmp_path / "workbook.json").write_text(port_amani().text(), "utf-8")
    done = run(python.with_name("localsdg"), "review", "workbook.json", "-o", "review", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    again = run(python, "-I", "-S", "recompute.py", folder=tmp_path / "review")
    assert again.returncode == 0 and "without a difference" in again.stdout


def test_a_report_is_shown_as_html(python, tmp_path):
    (tmp_path / "table.csv").write_text("place,indicator,year,value,unit\n<b>Amani,6.1.1,2018,x,%\n", "utf-8")
    code = "from localsdg.owndata.report import check_data; print(check_data('table.csv')._repr_html_())"
    done = run(python, "-I", "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith('<div class="ls-table"')
    assert "<td>value</td><td>x</td>" in done.stdout


def test_help_is_shown_without_importing_more_than_the_command_line(python, tmp_path):
    code = """
import contextlib, io, json, sys
from localsdg.commands import app
with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.suppress(SystemExit):
    app(["--help"])
print(json.dumps([shown.getvalue(), sorted({name.partition(".")[0] for name in sys.modules})]))
"""
    done = run(python, "-I", "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    shown, imported = json.loads(done.stdout)
    assert "check-data" in shown
    assert "typer" in imported
    of_the_command_line = {name.removesuffix(".py") for each in needed_by("typer", "rich") for name in top_names(each)}
    others = set(imported) - set(sys.stdlib_module_names) - of_the_command_line
    assert others <= {"__main__", "localsdg", "attr"}  # attr: rich looks whether it is there


def test_a_command_that_needs_more_says_so_in_a_sentence(python, tmp_path):
    """Each command, called with a word for each value that it needs: none ends with a traceback."""
    code = """
import json
import typer
from typer.testing import CliRunner
from localsdg.commands import app

def commands(command, way=()):
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*way, name))
    if not hasattr(command, "commands"):
        yield way, [each for each in command.params if each.required]

ended = {}
for way, needed in commands(typer.main.get_command(app)):
    arguments = ["x" for each in needed if each.param_type_name == "argument"]
    options = [f"{each.opts[0]}=x" for each in needed if each.param_type_name == "option"]
    done = CliRunner().invoke(app, [*way, *options, "--", *arguments])
    fault = None if isinstance(done.exception, SystemExit) else done.exception
    ended[" ".join(way)] = done.exit_code, repr(fault or ""), done.output
print(json.dumps(ended))
"""
    done = run(python, "-I", "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    ended = json.loads(done.stdout)
    assert {name: fault for name, (_, fault, _) in ended.items() if fault != repr("")} == {}
    assert all(said.strip() for status, _, said in ended.values() if status)
    assert {name for name, (_, _, said) in ended.items() if 'pip install "localsdg[course]"' in said} == {
        "deadline", "grade", "marks", "verify"
    }  # fmt: skip
    assert {name for name, (_, _, said) in ended.items() if "a clone of the repository" in said} >= {
        "course", "bundle", "pdf", "lab", "scorm", "format", "test"
    }  # fmt: skip


def test_a_cartridge_needs_nothing_more(python, tmp_path):
    done = run(python.with_name("localsdg"), "cartridge", "--lesson", "3.2", "-o", "quiz.imscc", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "imsmanifest.xml" in zipfile.ZipFile(tmp_path / "quiz.imscc").namelist()


def test_the_data_and_the_lessons_are_in_it(python, tmp_path):
    check = (
        "import localsdg, localsdg.datasets as d, localsdg.course.lesson as l; "
        "assert 'site-packages' in localsdg.__file__; "
        "print(len([d.load(name) for name in d.names()]), *(len(each.questions) for each in l.lessons()))"
    )
    found = run(python, "-c", check, folder=tmp_path)
    counts = [len(datasets.names()), *(len(lesson.questions) for lesson in lessons())]
    assert list(map(int, found.stdout.split())) == counts, found.stderr


def test_editors_know_the_types_of_what_the_packages_offer(python, tmp_path):
    code = "import importlib.resources as r; print(r.files('localsdg.monitoring').joinpath('__init__.pyi').read_text())"
    done = run(python, "-I", "-c", code, folder=tmp_path)
    assert "from .land import *" in done.stdout.splitlines(), done.stderr
