"""Puts files that learners sent where nbgrader looks for them. Archives are not trusted.

These are understood:

- an archive of Moodle ("Download all submissions"), with or without folders in it;
- an archive for each learner, ``amina.zip``, with the notebooks in it;
- a notebook for each learner, ``amina_officer.ipynb``, with a time ``amina_2027-01-15T1643+0300_officer.ipynb``; a time
  without a zone is UTC.

The number of a repeated download, as in ``officer (1).ipynb``, is ignored. Of several attempts the latest counts.

The time of submission is what the instructor, the platform or this computer says, never a file of the learner:
``timestamp.txt``, which nbgrader would read, is left out. Faulty files of one learner are reported and left out; all
others are collected. The order in which files are named changes nothing.
"""

from __future__ import annotations

import csv
import datetime
import json
import re
import shutil
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from localsdg.core.files import draft_of, write_whole
from localsdg.grading.box import files as learners_files
from localsdg.grading.course.alike import alike
from localsdg.grading.course.archives import MOODLE, MOST_OF_ONE, ArchiveError, members
from localsdg.grading.course.mislaid import ARCHIVES, ASK, UNPACK, holds, kind_of, only
from localsdg.grading.course.moments import read_moment
from localsdg.grading.course.names import COPY, ENDINGS, notebook_name
from localsdg.grading.course.report import REPORTS
from localsdg.grading.course.tidy import safe_cell
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MOST_OF_A_LEARNER = 200 << 20  # bytes
LONGEST = 100  # letters of a learner's name
TIME = "timestamp.txt"
FORMAT = "%Y-%m-%d %H:%M:%S UTC"
MOMENT = r"\d{4}-\d\d-\d\dT\d{4}(?:Z|[+-]\d\d:?\d\d)?"
NAMED = re.compile(rf"(?P<student>[^_]+?)(?:_(?P<time>{MOMENT}))?_(?P<notebook>.+)")
NAMED_ARCHIVE = re.compile(rf"(?P<student>.+?)_(?P<time>{MOMENT})")


@dataclass
class HandedIn:
    """The submission of one learner: contents of files by name; time and number in Moodle, if known.

    Attributes:
        times: when each file was handed in, by its name.
        renamed: files under other names, by the notebook whose cells they hold: name, content, place and time.
    """

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    times: dict[str, datetime.datetime | None] = field(default_factory=dict)
    participant: str = ""
    too_much: bool = False
    renamed: dict[str, list[tuple[str, bytes, str, datetime.datetime | None]]] = field(default_factory=dict)

    @property
    def time(self) -> datetime.datetime | None:
        """Return when the latest of the files that count was handed in; None if no time is known."""
        return max(filter(None, self.times.values()), default=None)


@dataclass
class Collected:
    """The result: learners whose files are new, were replaced, or were there already; sentences about the rest."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Clock:
    """Who says when something was handed in, where the name of a file does not.

    Attributes:
        platform: the times that the platform has noted, by its numbers of learners.
        received: whether it is the time that this computer has given to a file when it came.
        until: files that were handed in later are left out; None for all.
    """

    platform: Mapping[str, datetime.datetime] = field(default_factory=dict)
    received: bool = False
    until: datetime.datetime | None = None

    def of_file(self, path: Path) -> datetime.datetime | None:
        """Return when a file came to this computer, if that is the time that counts."""
        if not self.received:
            return None
        return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).replace(tzinfo=None, microsecond=0)


def in_one_form(name: str) -> str:
    """Return a name in the one form in which names are compared: accents can be written in two ways."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


class _Collector:
    def __init__(self, notebooks: Mapping[str, list[str]], clock: Clock) -> None:
        self.notebooks = notebooks  # with the names of their cells
        self.clock = clock
        self.found: dict[tuple[str, str], HandedIn] = {}  # by name and number in Moodle
        self.left_out: list[str] = []
        self.doubts: list[str] = []

    def put(
        self,
        student: str,
        name: str,
        data: bytes,
        where: str,
        *,
        time: datetime.datetime | None = None,
        participant: str = "",
    ) -> None:
        """Add a file of a learner; an archive within an archive is opened, but none within that."""
        student = in_one_form(student).lstrip(".")
        if not student or student in (".", "..") or "/" in student or "\\" in student:
            self.left_out.append(f"{where}: there is no learner's name in it")
            return
        if why := learners_files.unsound_learner(student) or ("its name is too long" if len(student) > LONGEST else ""):
            self._leave_out(where, f"no learner can have this name, because {why}")
            return
        time = time or self.clock.platform.get(participant)
        if time and self.clock.until and time > self.clock.until:
            self._leave_out(where, f"it was handed in at {time:{FORMAT}}, after the last moment that you named")
            return
        handed_in = self.found.setdefault((student, participant), HandedIn(student, participant=participant))
        base = PurePosixPath(name).name
        if base.lower().endswith(".zip"):
            self._open(
                members(data, lambda inner, why: self._leave_out(f"{where}: {inner}", why)),
                where,
                lambda inner, content: self._keep(handed_in, inner, content, f"{where}: {inner}", time),
            )
        else:
            self._keep(handed_in, base, data, where, time)

    def _open(self, found: Iterator[tuple[str, bytes]], where: str, take: Callable[[str, bytes], None]) -> None:
        try:
            for name, content in list(found):
                take(name, content)
        except ArchiveError as error:
            self._leave_out(where, f"the archive is not used, because {error}. Ask for another one, or for the files")

    def _leave_out(self, where: str, why: str) -> None:
        self.left_out.append(f"{learners_files.shown(where)}: {why}")

    def _keep(self, handed_in: HandedIn, name: str, data: bytes, where: str, time: datetime.datetime | None) -> None:
        base = unicodedata.normalize("NFC", PurePosixPath(name).name)
        if why := learners_files.unsound(base):
            self._leave_out(where, why)
            return
        if base.casefold() == TIME:
            self._leave_out(where, "when something was handed in is not taken from what a learner sends")
            return
        known = notebook_name(base, self.notebooks) or notebook_name(base.rpartition("_")[2], self.notebooks)
        if known is None and ENDINGS.search(base):
            meant = [each for each, cells in self.notebooks.items() if cells and holds(data, cells)]
            if len(meant) == 1:
                handed_in.renamed.setdefault(f"{meant[0]}.ipynb", []).append((base, data, where, time))
            else:
                self._leave_out(where, f"{learners_files.shown(base)} is not a notebook of the assignment")
            return
        if known:
            base = f"{known}.ipynb"
        elif base not in handed_in.files:
            held = sum(map(len, handed_in.files.values()))
            if len(handed_in.files) >= learners_files.MOST or held + len(data) > MOST_OF_A_LEARNER:
                if not handed_in.too_much:
                    handed_in.too_much = True
                    most = f"at most {learners_files.MOST} files and {MOST_OF_A_LEARNER >> 20} MB are taken"
                    self._leave_out(where, f"this file, and perhaps others of {handed_in.student}: {most}")
                return
        self._choose(handed_in, base, data, where, time)

    def _choose(self, handed_in: HandedIn, name: str, data: bytes, where: str, time: datetime.datetime | None) -> None:
        """Keep the latest of several files with the same name; of two that are alike, the one that came first."""
        before = handed_in.times.get(name)
        if name not in handed_in.files:
            handed_in.files[name], handed_in.times[name] = data, time
        elif handed_in.files[name] == data:
            handed_in.times[name] = min(filter(None, (before, time)), default=None)
        elif time and before and time != before:
            if time > before:
                handed_in.files[name], handed_in.times[name] = data, time
            self._leave_out(where, f"{name} of {handed_in.student} is there more than once; the one of "
                            f"{max(time, before):{FORMAT}} is used")  # fmt: skip
        elif name.endswith(".ipynb"):
            self._leave_out(where, f"{name} is there twice, and nobody says which is the later one; the first one by "
                            "its name is used")  # fmt: skip

    def file(self, path: Path) -> None:
        """Add a file that the instructor has named."""
        where, stem = path.name, ENDINGS.sub("", unicodedata.normalize("NFC", path.name))
        if path.suffix.lower() == ".zip":
            found = members(path, lambda name, why: self._leave_out(f"{where}: {name}", why))
            self._open(found, where, lambda name, data: self._member(path, name, data, where))
            return
        match = NAMED.fullmatch(stem)
        if not ENDINGS.search(path.name) and (kind := _kind(path)):
            repair = UNPACK if kind in ARCHIVES else ASK
            self._leave_out(where, f"it is {kind}. {repair}")
            return
        if not ENDINGS.search(path.name) or match is None:
            names = " or ".join(f"amina_{name}.ipynb" for name in sorted(self.notebooks))
            self._leave_out(where, f"its name does not say whose it is; name it like {names}, or amina.zip")
            return
        try:
            data, received = learners_files.read_file(path, MOST_OF_ONE), self.clock.of_file(path)
        except OSError as error:
            self._leave_out(where, f"it cannot be read ({learners_files.reason(error)})")
        except learners_files.UnreadableError as error:
            self._leave_out(where, str(error))
        else:
            time = self._named_time(match["time"], where) or received
            self.put(match["student"], f"{match['notebook']}.ipynb", data, where, time=time)

    def other(self, path: Path) -> None:
        """Say that something the instructor has named is no file."""
        self._leave_out(
            path.name, "it is a folder, or no ordinary file; to collect what is in a folder, name the folder"
        )

    def _named_time(self, text: str | None, where: str) -> datetime.datetime | None:
        """Return the time in the name of a file."""
        try:
            return read_moment(text, without_zone="UTC") if text else None
        except CourseError as error:
            self._leave_out(where, f"the time in its name is not used. {error}")
            return None

    def _member(self, archive: Path, name: str, data: bytes, where: str) -> None:
        match = MOODLE.fullmatch(name)
        if match is None:
            stem = unicodedata.normalize("NFC", archive.stem)
            named = NAMED_ARCHIVE.fullmatch(stem)
            time = self._named_time(named["time"], where) if named else None
            student = COPY.sub("", named["student"] if named else stem)
            self.put(student, name, data, f"{where}: {name}", time=time or self.clock.of_file(archive))
        else:
            rest = match["rest"] or name
            participant = str(int(match["participant"]))
            self.put(match["student"], rest, data, f"{where}: {name}", participant=participant)

    def learners(self, known: Mapping[str, str]) -> list[HandedIn]:
        """Return what each learner has handed in. Two of one name get their numbers in Moodle behind it.

        Args:
            known: the numbers that were given out before, by name.
        """
        for handed_in in self.found.values():
            self._take_renamed(handed_in)
        learners: dict[str, HandedIn] = {}
        numbers = Counter(student for student, participant in self.found if participant)
        for (student, participant), handed_in in sorted(self.found.items()):
            name = student
            if participant and known.get(student) != participant and (numbers[student] > 1 or student in known):
                name = f"{student} {participant}"
            handed_in.student = name
            if name not in learners:
                learners[name] = handed_in
                continue
            whole = learners[name]
            whole.participant = whole.participant or participant
            for file, data in handed_in.files.items():
                self._choose(whole, file, data, f"{name}: {file}", handed_in.times[file])
        return list(learners.values())

    def _take_renamed(self, handed_in: HandedIn) -> None:
        """Take a notebook that was given another name, if there is none with the right one."""
        for name, found in handed_in.renamed.items():
            base, data, where, time = found[0]
            if name in handed_in.files:
                self._leave_out(
                    where, f"{learners_files.shown(base)} holds the cells of {name}, which is there as well"
                )
            elif len(found) > 1:
                names = ", ".join(learners_files.shown(each) for each, *_ in found)
                self._leave_out(where, f"{names} hold the cells of {name}. Give one of them this name")
            else:
                handed_in.files[name], handed_in.times[name] = data, time
                self.doubts.append(f"{learners_files.shown(where)} was taken for {name}, whose cells it holds.")


def _kind(path: Path) -> str:
    """Return what a file is, if it is something that is handed in for a notebook."""
    try:
        return kind_of(learners_files.read_file(path, MOST_OF_ONE), path.name)
    except (OSError, learners_files.UnreadableError):
        return ""


def _cells(path: Path) -> list[str]:
    """Return the names of the cells of an instructor's notebook."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return [each["metadata"]["nbgrader"]["grade_id"] for each in cells if "nbgrader" in each["metadata"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def collect(
    course: Path, assignment: str, files: Iterable[Path], *, force: bool = False, clock: Clock | None = None
) -> Collected:
    """Put what learners sent into ``submitted``.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        files: archives, notebooks, and folders with these.
        force: replace what was collected before.
        clock: who says when something was handed in, where the name of a file does not.

    Raises:
        CourseError: there is no such assignment, or no such file.
    """
    notebooks = {path.stem: _cells(path) for path in sorted((course / "source" / assignment).glob("*.ipynb"))}
    if not notebooks:
        raise CourseError(f"There are no notebooks in {course / 'source' / assignment}. Check the assignment's name.")
    collector = _Collector(notebooks, clock or Clock())
    found: set[Path] = set()
    for path in files:
        if not path.exists():
            raise CourseError(f"There is no file {path}.")
        found.update(path.iterdir() if path.is_dir() else [path])
    for each in sorted(found, key=lambda path: (path.name, path)):
        if not each.name.startswith("."):
            collector.file(each) if each.is_file() else collector.other(each)
    learners = collector.learners(participants(course, assignment))
    done = Collected(left_out=collector.left_out, doubts=collector.doubts)
    there = {in_one_form(path.name): path.name for path in _folders(course / "submitted")}
    now = {handed_in.student for handed_in in learners}
    looking = alike({*there, *now})
    for student in sorted(now):
        for other in (each for each in looking.get(student, []) if each > student or each not in now):
            names = f"{learners_files.spelled(student)} and {learners_files.spelled(other)}"
            done.doubts.append(f"{names} look the same. If they are one person, give all files one name.")
    for handed_in in learners:
        handed_in.student = student = there.get(handed_in.student, handed_in.student)
        if not any(name.endswith(".ipynb") for name in handed_in.files):
            shown = learners_files.shown(student)
            done.left_out.append(f"{shown}: there is no notebook of the assignment, {only(handed_in.files)}")
            continue
        try:
            kind = _put_down(handed_in, course / "submitted" / student / assignment, force=force)
        except OSError as error:
            if learners_files.is_full(error):
                raise CourseError(
                    f"{course / 'submitted'} cannot be written to ({error.strerror}). Make room."
                ) from error
            why = f"the files cannot be written ({learners_files.reason(error)})"
            done.left_out.append(f"{learners_files.shown(student)}: {why}")
            continue
        if kind == "other":
            kind = "there"
            done.left_out.append(f"{student}: something else was collected before, and stays; --force replaces it")
        getattr(done, kind).append(student)
    _remember_participants(course / REPORTS / assignment / "participants.csv", learners)
    return done


def _folders(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _put_down(handed_in: HandedIn, folder: Path, *, force: bool) -> str:
    """Write the files of a learner; return "new", "replaced", or "there" or "other" if nothing was changed.

    All of them are there, or none, also when the program is killed. A time that was not known before is added.

    Raises:
        OSError: it cannot be written.
    """
    _go_on(folder)
    replaced = folder.exists()
    if replaced:
        same = all((folder / name).exists() and (folder / name).read_bytes() == data
                   for name, data in handed_in.files.items())  # fmt: skip
        time, known = _time_text(handed_in), _text_of(folder / TIME)
        if same and (not time or time == known or (known and not force)):
            return "there"
        if same:
            write_whole(folder / TIME, time.encode(), replace=True)
            return "replaced"
        if not force:
            return "other"
    new, old = _beside(folder)
    new.mkdir(parents=True)
    for name, data in handed_in.files.items():
        (new / name).write_bytes(data)
    if text := _time_text(handed_in):
        (new / TIME).write_text(text)
    if replaced:
        for each in folder.iterdir():
            if each.is_dir():
                shutil.copytree(each, new / each.name, symlinks=True)
        folder.rename(old)
    new.rename(folder)
    _go_on(folder)
    return "replaced" if replaced else "new"


def _beside(folder: Path) -> tuple[Path, Path]:
    """Return the names under which the new work of a learner is written, and the old one is kept till it is whole."""
    return folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")


def _go_on(folder: Path) -> None:
    """Bring to an end what a run has left that was killed: the work of a learner is the old one or the new one."""
    new, old = _beside(folder)
    if new.exists():
        shutil.rmtree(new)
    if old.exists():
        if folder.exists():
            shutil.rmtree(old)
        else:
            old.rename(folder)


def _time_text(handed_in: HandedIn) -> str:
    return f"{handed_in.time:{FORMAT}}" if handed_in.time else ""


def _text_of(path: Path) -> str:
    return path.read_text("utf-8", "replace").strip() if path.exists() else ""


def participants(course: Path, assignment: str) -> dict[str, str]:
    """Return the numbers that Moodle has given to learners, by their names."""
    path = course / REPORTS / assignment / "participants.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {_as_written(row["student"]): row["participant"] for row in csv.DictReader(file)}


def names_in_table(path: Path) -> list[str]:
    """Return the learners that a table of the grader names in its first column."""
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        return [_as_written(row[0]) for row in list(csv.reader(file))[1:] if row and row[0]]


def _as_written(cell: str) -> str:
    """Return a name without the mark that keeps a spreadsheet from taking it for a formula."""
    name = cell.removeprefix("'")
    return name if safe_cell(name) == cell else cell


def _remember_participants(path: Path, found: Iterable[HandedIn]) -> None:
    new = {each.student: each.participant for each in found if each.participant}
    if not new:
        return
    known = participants(path.parents[2], path.parent.name) | new
    path.parent.mkdir(parents=True, exist_ok=True)
    with draft_of(path, replace=True) as draft, draft.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["student", "participant"], *[[safe_cell(key), known[key]] for key in sorted(known)]]
        )
