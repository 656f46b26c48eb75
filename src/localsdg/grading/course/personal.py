"""The data of learners: what there is of one, a copy of all of it, and its deletion, with what remains elsewhere."""

from __future__ import annotations

import contextlib
import csv
import datetime
import fcntl
import io
import json
import os
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry

from localsdg.core.files import write_whole
from localsdg.grading.box import files as learners_files
from localsdg.grading.course.collect import NAMED, NAMED_ARCHIVE, in_one_form, names_in_table
from localsdg.grading.course.gradebook import Writer
from localsdg.grading.course.names import COPY, ENDINGS
from localsdg.grading.course.nbgrader_course import AutogradeApp, open_app
from localsdg.grading.course.report import REPORTS
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nbgrader.api import Gradebook

STEPS = ("submitted_directory", "autograded_directory", "feedback_directory")
PRIVATE = 0o600


@dataclass
class Held:
    """What a course holds of learners.

    Attributes:
        folders: all that lies in folders of their own.
        files: single files that are theirs alone, as they were received.
        tables: tables of the grader with rows of theirs.
        in_gradebook: those that the gradebook knows.
        mixed: files that hold the work of several, or copies that no command can take apart.
    """

    folders: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)
    in_gradebook: list[str] = field(default_factory=list)
    mixed: list[Path] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was found."""
        return not (self.folders or self.files or self.tables or self.in_gradebook)


class LearnersData:
    """The data of the learners of a course; to be used in a ``with`` block, in which nothing is graded.

    Raises:
        CourseError: the gradebook cannot be opened, or an assignment is being graded.
    """

    def __init__(self, course: Path) -> None:
        self.app = open_app(AutogradeApp, course, "", ())
        self.directory = self.app.coursedir
        self.root = Path(self.directory.root)
        self._open = contextlib.ExitStack()

    def __enter__(self) -> LearnersData:
        for lock in sorted(self.root.glob(f"{REPORTS}/*/lock")):
            file = self._open.enter_context(lock.open("w"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._open.close()
                raise CourseError(f"{lock.parent.name} is being graded at this moment by another command.") from None
        self.writer = self._open.enter_context(Writer(self.directory.db_url, self.directory.course_id))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def gradebook(self) -> Gradebook:
        """Return the gradebook."""
        return self.writer.gradebook

    def learners(self) -> dict[str, set[str]]:
        """Return all learners: the one form of each name, and how it is written in folders, tables and gradebook."""
        found: dict[str, set[str]] = {}
        names = [str(student.id) for student in self.gradebook.students]
        names += [path.name for step in STEPS for path in self._of_step(step)]
        for table in self._tables():
            names += names_in_table(table)
        for path in self._received():
            names += filter(None, [_whose(path)])
        for name in names:
            found.setdefault(in_one_form(name), set()).add(name)
        return found

    def _of_step(self, step: str) -> list[Path]:
        """Return the folders of learners of a step, of which each has those of the assignments in it."""
        pattern = Path(self.directory.format_path(getattr(self.directory, step), "LEARNER", "ASSIGNMENT"))
        above = next((each.parent for each in (pattern, *pattern.parents) if each.name == "LEARNER"), None)
        return sorted(path for path in above.iterdir() if path.is_dir()) if above and above.is_dir() else []

    def _tables(self) -> list[Path]:
        return sorted(self.root.glob(f"{REPORTS}/*/*.csv"))

    def _received(self) -> list[Path]:
        return sorted(path for path in self.root.glob("downloaded/*/archive/**/*") if path.is_file())

    def held(self, names: Collection[str]) -> Held:
        """Return what the course holds of learners.

        Args:
            names: their names in one form.
        """
        found = Held()
        found.folders = [path for step in STEPS for path in self._of_step(step) if in_one_form(path.name) in names]
        for path in self._received():
            whose = _whose(path)
            (found.mixed if whose is None else found.files if in_one_form(whose) in names else []).append(path)
        found.tables = [
            table for table in self._tables() if {in_one_form(name) for name in names_in_table(table)} & set(names)
        ]
        found.in_gradebook = [str(each.id) for each in self.gradebook.students if in_one_form(str(each.id)) in names]
        patterns = ("*.csv", "*.zip", "gradebook.db.*", "gradebook.db-*", "downloaded/*/extracted")
        found.mixed += sorted(path for pattern in patterns for path in self.root.glob(pattern))
        found.mixed += sorted(self.root.glob(f"{REPORTS}/*/pending/*"))
        return found

    def export(self, name: str, path: Path) -> Held:
        """Write all that the course holds of a learner into an archive, which only this user may read.

        Raises:
            CourseError: the course holds nothing of her.
        """
        held = self.held([name])
        if held.is_empty:
            raise CourseError(f"The course holds nothing of {learners_files.shown(name)}. Check the name.")
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in [*held.files, *(path for folder in held.folders for path in sorted(folder.rglob("*")))]:
                if each.is_file() and not each.is_symlink():
                    archive.writestr(f"files/{each.relative_to(self.root).as_posix()}", each.read_bytes())
            for table in held.tables:
                rows = _rows(table)
                kept = [row for row in rows[1:] if row and in_one_form(row[0].removeprefix("'")) == name]
                text = io.StringIO()
                csv.writer(text).writerows([*rows[:1], *kept])
                archive.writestr(f"grading/{table.parent.name}/{table.name}", text.getvalue())
            known = [_record(self.gradebook, each) for each in held.in_gradebook]
            archive.writestr("gradebook.json", json.dumps(known, ensure_ascii=False, indent=2, default=str))
        write_whole(path, whole.getvalue(), replace=True)
        path.chmod(PRIVATE)
        return held

    def forget(self, names: Collection[str]) -> Held:
        """Delete all that the course holds of learners; return what was deleted, and what remains.

        The gradebook is last: until then, the same command can be given again.

        Raises:
            OSError: something cannot be deleted.
        """
        held = self.held(names)
        for folder in held.folders:
            _make_writable(folder)
            shutil.rmtree(folder)
        for file in held.files:
            file.unlink()
        for table in held.tables:
            rows = _rows(table)
            kept = [row for row in rows if row and in_one_form(row[0].removeprefix("'")) not in names]
            text = io.StringIO()
            csv.writer(text).writerows(kept)
            write_whole(table, text.getvalue().encode(), replace=True)
        for path in self.root.glob(f"{REPORTS}/*/pending/*"):  # of a run that was interrupted; their names tell nothing
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        held.mixed = [path for path in held.mixed if path.exists()]
        self.writer.save(lambda: self._forget_rows(held.in_gradebook))
        self._wipe()
        return held

    def _forget_rows(self, names: Collection[str]) -> None:
        for name in names:
            for submission in list(self.gradebook.find_student(name).submissions):
                self.gradebook.remove_submission(submission.assignment.name, name)
            self.gradebook.remove_student(name)

    def _wipe(self) -> None:
        """Have SQLite overwrite what was deleted; other databases do so by rules of their own."""
        if self.directory.db_url.startswith("sqlite"):
            with self.gradebook.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("vacuum")

    def last_work(self, names: Collection[str]) -> datetime.date:
        """Return the last day on which something of a learner was handed in or was written here."""
        days = [datetime.date.min]
        for name in names:
            with contextlib.suppress(MissingEntry):
                times = [each.timestamp for each in self.gradebook.find_student(name).submissions]
                days += [time.date() for time in times if time]
        for folder in self._of_step(STEPS[0]):
            if folder.name in names:
                days += [datetime.date.fromtimestamp(path.lstat().st_mtime) for path in folder.rglob("*.ipynb")]
        return max(days)


def _whose(path: Path) -> str | None:
    """Return whose file a received one is, by its name; None for an archive of a class, and what is not known."""
    if path.suffix.lower() == ".zip":
        named = NAMED_ARCHIVE.fullmatch(path.stem)
        try:
            with zipfile.ZipFile(path) as archive:
                mixed = any("_assignsubmission_" in name for name in archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError):
            mixed = True
        return None if mixed else named["student"] if named else COPY.sub("", path.stem)
    match = NAMED.fullmatch(ENDINGS.sub("", path.name))
    return match["student"] if match and ENDINGS.search(path.name) else None


def _rows(table: Path) -> list[list[str]]:
    with table.open(newline="", encoding="utf-8", errors="replace") as file:
        return list(csv.reader(file))


def _record(gradebook: Gradebook, name: str) -> dict[str, Any]:
    """Return what the gradebook knows of a learner."""
    student = gradebook.find_student(name)
    known = {key: getattr(student, key) for key in ("id", "first_name", "last_name", "email", "lms_user_id")}
    return known | {"submissions": list(_submissions(student))}


def _submissions(student: Any) -> Iterator[dict[str, Any]]:
    for submission in student.submissions:
        cells = [
            {
                "notebook": notebook.name,
                "cell": grade.name,
                "points": grade.score,
                "by computer": grade.auto_score,
                "by a person": grade.manual_score,
                "extra": grade.extra_credit,
                "of": grade.max_score,
            }
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]
        comments = [
            {"notebook": notebook.name, "cell": each.name, "comment": each.comment}
            for notebook in submission.notebooks
            for each in notebook.comments
            if each.comment
        ]
        yield {
            "assignment": submission.assignment.name,
            "handed in (UTC)": submission.timestamp,
            "points": submission.score,
            "cells": cells,
            "comments": comments,
        }


def _make_writable(folder: Path) -> None:
    """Give the right to delete what is in a folder: graded files are read-only."""
    for above, _, _ in os.walk(folder):
        Path(above).chmod(0o700)
