"""Builds the book: Jupyter Book on the repository root, warnings as errors, lessons executed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import yaml
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from localsdg.course import documents, needs
from localsdg.course.documents import LessonError
from localsdg.course.lesson import Course
from localsdg.course.trainer_card import card_of
from localsdg.site.contents import table_of_contents
from localsdg.warmkernel import serve
from localsdg.workshop import cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

EDITIONS = ("learner", "trainer")
_CONTENT = ("_config.yml", "_toc.yml", "book", "modules")
_CODE = ("src/localsdg", "assets", "requirements.lock")
_STAMP = "sources.json"
_STEP = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\] (\S+)")
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class BuildError(RuntimeError):
    """The book was not built; the message shows the warnings and errors, and where the whole log lies."""


def _digest(root: Path, names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        top = root / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts:
                digest.update(str(path.relative_to(root)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _follow(lines: Iterable[str]) -> Iterator[str]:
    """Show how far the build is while its lines go by."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("Starting Jupyter Book", total=200)
        for line in lines:
            yield line
            plain = _ESCAPES.sub("", line)
            if step := _STEP.search(plain):
                words, percent, page = step.groups()
                done = int(percent) + (100 if words == "writing output" else 0)
                verb = "Writing" if words == "writing output" else "Reading and running"
                progress.update(task, completed=done, description=f"{verb} {page}")
            elif "Executing notebook" in plain and "/modules/" in plain:
                progress.console.print(f"  running {plain.split(': ')[0].rsplit('/modules/', 1)[-1]}")


def pages_folder(root: Path, edition: str) -> Path:
    """Return the folder of an edition's pages, built or not."""
    return (root if edition == "learner" else root / "_build" / edition) / "_build" / "html"


def _read(stamp: Path) -> dict[str, str]:
    return dict(json.loads(stamp.read_text("utf-8"))) if stamp.exists() else {}


def _take_over(root: Path, cache: Path, code: str) -> None:
    """Begin with the notebooks that another edition has executed with the same code: cells know of no edition."""
    for edition in EDITIONS:
        folder = pages_folder(root, edition).parent
        executed = folder / ".jupyter_cache"
        if not cache.exists() and executed.exists() and _read(folder / _STAMP).get("code") == code:
            shutil.copytree(executed, cache)


def _check(course: Course) -> None:
    """See that the files of all lessons are as they should be: it is said now, and not after a build of some minutes.

    Raises:
        LessonError: one is not.
    """
    lessons = course.lessons.values()
    for lesson in lessons:
        lesson.check()
        card_of(lesson)
    cards.card_sets(lessons)
    cards.canvases(lessons)
    if lessons:
        needs.merged(documents.read(course.root / needs.FILE, "needs-check"), lessons)


def build(root: Path, edition: str = "learner") -> Path:
    """Build an edition of the book unless nothing has changed since; return the folder of its pages.

    Of several builds at once, one works and the others wait for it.

    Raises:
        BuildError: Jupyter Book failed or warned.
    """
    from filelock import FileLock

    (root / "_build").mkdir(exist_ok=True)
    with FileLock(root / "_build" / ".lock"):
        return _build(root, edition)


def _build(root: Path, edition: str) -> Path:
    pages = pages_folder(root, edition)
    folder = pages.parent
    stamp = folder / _STAMP
    beside_lessons = (str(path.relative_to(root)) for path in sorted(root.glob("modules/**/*.yml")))
    now = {"content": _digest(root, _CONTENT), "code": _digest(root, (*_CODE, *beside_lessons))}
    before = _read(stamp)
    if before == now and pages.exists():
        return pages
    try:
        _check(Course(root))
        contents = table_of_contents(root)
    except LessonError as error:
        raise BuildError(f"The book was not built.\n{error}") from error
    stamp.unlink(missing_ok=True)
    # Neither Sphinx nor the cache of executed notebooks knows that the package, its data or the questions changed.
    stale = (".doctrees", "html") if before.get("code") == now["code"] else (".doctrees", "html", ".jupyter_cache")
    for name in stale:
        shutil.rmtree(folder / name, ignore_errors=True)
    _take_over(root, folder / ".jupyter_cache", now["code"])
    folder.mkdir(parents=True, exist_ok=True)
    log, toc = folder / "build.log", folder / "toc.yml"
    toc.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False), "utf-8")
    options = ["--warningiserror", "--nitpick", "--keep-going", "--path-output", str(folder.parent), "--toc", str(toc)]
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(root), *options]
    with serve(), log.open("w", encoding="utf-8") as kept:
        environment = os.environ | {
            "LOCALSDG_EDITION": edition,
            "LOCALSDG_WORKBOOK": "",  # a learner's entries do not belong into a built page
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        assert process.stdout is not None
        lines = []
        for line in _follow(process.stdout):
            kept.write(_ESCAPES.sub("", line))
            lines.append(_ESCAPES.sub("", line))
        status = process.wait()
    if status:
        faults = [line for line in lines if ("WARNING" in line and "IPKernelApp" not in line) or "ERROR" in line]
        shown = "".join(faults[:20] or lines[-40:])
        raise BuildError(f"The book was not built.\n{shown}\nThe whole log: {log.relative_to(root)}")
    stamp.write_text(json.dumps(now) + "\n", "utf-8")
    return pages
