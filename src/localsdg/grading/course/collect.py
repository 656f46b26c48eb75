"""Puts files that learners sent where nbgrader looks for them. Archives are not trusted.

These are understood:

- an archive of Moodle ("Download all submissions"), with or without folders in it;
- an archive for each learner, ``amina.zip``, with the notebooks in it;
- a notebook for each learner, ``amina_officer.ipynb``, with a time in UTC ``amina_2027-01-15T1643_officer.ipynb``.

The number of a repeated download, as in ``officer (1).ipynb``, is ignored.

The time of submission is taken only from a file name that the instructor or the platform gave, never from a file of the
learner: ``timestamp.txt``, which nbgrader would read, is left out. Faulty files of one learner are reported and left
out; all others are collected.
"""

from __future__ import annotations

import csv
import io
import re
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from localsdg.grading.box import files as learners_files
from localsdg.grading.course.assignment import REPORTS
from localsdg.grading.course.tidy import safe_cell
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

MOST_FILES = 20_000  # of an archive
MOST_BYTES = 2 << 30  # of all files of an archive
MOST_OF_ONE = 200 << 20  # bytes
MOST_OF_A_LEARNER = 200 << 20  # bytes
MOST_EXPANSION = 100  # times its own size, to which an archive may unpack
ALWAYS_ALLOWED = 20 << 20  # bytes to which any archive may unpack
LONGEST = 100  # letters of a learner's name
TIME = "timestamp.txt"
COPY = re.compile(r" ?\(\d+\)$")
MOODLE = re.compile(r"(?P<student>[^/]+?)_(?P<participant>\d+)_assignsubmission_(?:file|onlinetext)_?/?(?P<rest>.*)")
NAMED = re.compile(r"(?P<student>[^_]+?)(?:_(?P<time>\d{4}-\d\d-\d\dT\d{4}))?_(?P<notebook>.+)")


class ArchiveError(Exception):
    """An archive cannot be used; the message says why."""


@dataclass
class HandedIn:
    """The submission of one learner: contents of files by name; time and number in Moodle, if known."""

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    time: str = ""
    participant: str = ""
    too_much: bool = False


@dataclass
class Collected:
    """The result: learners whose files are new, were replaced, or were there already; sentences about the rest."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def members(data: bytes | Path, bad: Callable[[str, str], None] | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the ordinary files of a zip archive.

    Args:
        data: the archive.
        bad: called with a name and a reason when Moodle's archive of a class holds a file that cannot be used.

    Raises:
        ArchiveError: it is damaged, encrypted, too large, or has a name that leads out of its folder.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
            if len(found) > MOST_FILES:
                raise ArchiveError(f"it holds {len(found)} files; at most {MOST_FILES} are read")
            if sum(info.file_size for info in found) > MOST_BYTES:
                raise ArchiveError(f"unpacked it would have more than {MOST_BYTES >> 20} MB")
            size = len(data) if isinstance(data, bytes) else data.stat().st_size
            unpacked = 0
            for info in found:
                name = info.filename.replace("\\", "/")
                try:
                    content = _content(archive, info)
                    if content is None:
                        continue
                    unpacked += len(content)
                    if unpacked > max(ALWAYS_ALLOWED, MOST_EXPANSION * size):
                        raise ArchiveError(f"it unpacks to more than {MOST_EXPANSION} times its size")
                except ArchiveError as error:
                    if bad is None or not MOODLE.fullmatch(name):
                        raise
                    bad(name, str(error))
                    continue
                yield name, content
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ArchiveError(f"it cannot be read ({error})") from error
    except Exception as error:  # zlib and lzma have errors of their own
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError(f"it cannot be unpacked ({error})") from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """Return the content of a file of an archive; None for files that operating systems add.

    Raises:
        ArchiveError: it cannot be used.
    """
    name = PurePosixPath(info.filename.replace("\\", "/"))
    shown_name = repr(learners_files.shown(info.filename))
    if not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or "\0" in info.filename:
        raise ArchiveError(f"a name in it leads out of its folder: {shown_name}")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ArchiveError(f"it holds a link: {shown_name}")
    if info.flag_bits & 1:
        raise ArchiveError("it is protected by a password")
    if name.parts[0] == "__MACOSX" or name.name.startswith("."):
        return None
    try:
        with archive.open(info) as file:
            content = file.read(MOST_OF_ONE + 1)
    except Exception as error:  # zlib and lzma have errors of their own
        raise ArchiveError(f"{shown_name} cannot be unpacked ({learners_files.shown(str(error))})") from error
    if len(content) > MOST_OF_ONE:
        raise ArchiveError(f"{shown_name} has more than {MOST_OF_ONE >> 20} MB")
    return content


def _notebook_name(name: str, notebooks: Collection[str]) -> str | None:
    """Return the assignment's notebook that a file name means."""
    stem = COPY.sub("", name.removesuffix(".ipynb").strip())
    known = {notebook.lower(): notebook for notebook in notebooks}
    return known.get(stem.lower()) if name.endswith(".ipynb") else None


class _Collector:
    def __init__(self, notebooks: Collection[str]) -> None:
        self.notebooks = notebooks
        self.found: dict[str, HandedIn] = {}
        self.left_out: list[str] = []

    def put(self, student: str, name: str, data: bytes, where: str, *, time: str = "", participant: str = "") -> None:
        """Add a file of a learner; an archive within an archive is opened, but none within that."""
        student = " ".join(student.split()).lstrip(".")
        if not student or student in (".", "..") or "/" in student or "\\" in student:
            self.left_out.append(f"{where}: there is no learner's name in it")
            return
        if why := learners_files.unsound_learner(student) or ("its name is too long" if len(student) > LONGEST else ""):
            self._leave_out(where, f"no learner can have this name, because {why}")
            return
        if participant:
            others = [each for each in self.found.values() if each.student == student]
            if any(each.participant not in ("", participant) for each in others):
                student = f"{student} {participant}"
        handed_in = self.found.setdefault(student, HandedIn(student))
        handed_in.time, handed_in.participant = max(handed_in.time, time), participant or handed_in.participant
        base = PurePosixPath(name).name
        if base.endswith(".zip"):
            self._open(
                members(data), where, lambda inner, content: self._keep(handed_in, inner, content, f"{where}: {inner}")
            )
        else:
            self._keep(handed_in, base, data, where)

    def _open(self, found: Iterator[tuple[str, bytes]], where: str, take: Callable[[str, bytes], None]) -> None:
        try:
            for name, content in list(found):
                take(name, content)
        except ArchiveError as error:
            self._leave_out(where, f"the archive is not used, because {error}")

    def _leave_out(self, where: str, why: str) -> None:
        self.left_out.append(f"{learners_files.shown(where)}: {why}")

    def _keep(self, handed_in: HandedIn, name: str, data: bytes, where: str) -> None:
        base = PurePosixPath(name).name
        if why := learners_files.unsound(base):
            self._leave_out(where, why)
            return
        if base.casefold() == TIME:
            self._leave_out(where, "when something was handed in is not taken from what a learner sends")
            return
        if not base.endswith(".ipynb"):
            held = sum(map(len, handed_in.files.values()))
            if len(handed_in.files) < learners_files.MOST and held + len(data) <= MOST_OF_A_LEARNER:
                handed_in.files.setdefault(base, data)
            elif not handed_in.too_much:
                handed_in.too_much = True
                most = f"at most {learners_files.MOST} files and {MOST_OF_A_LEARNER >> 20} MB are taken"
                self._leave_out(where, f"this file, and perhaps others of {handed_in.student}: {most}")
            return
        known = _notebook_name(base, self.notebooks) or _notebook_name(base.rpartition("_")[2], self.notebooks)
        if known is None:
            self.left_out.append(f"{where}: {base} is not a notebook of the assignment")
        elif handed_in.files.get(f"{known}.ipynb", data) != data:
            self.left_out.append(f"{where}: {known}.ipynb is there twice; the first one is used")
        else:
            handed_in.files[f"{known}.ipynb"] = data

    def file(self, path: Path) -> None:
        """Add a file that the instructor has named."""
        where = path.name
        if path.suffix == ".zip":
            found = members(path, lambda name, why: self._leave_out(f"{where}: {name}", why))
            self._open(found, where, lambda name, data: self._member(path.stem, name, data, where))
            return
        match = NAMED.fullmatch(path.stem)
        if path.suffix != ".ipynb" or match is None or not _notebook_name(f"{match['notebook']}.ipynb", self.notebooks):
            names = " or ".join(f"amina_{name}.ipynb" for name in sorted(self.notebooks))
            self.left_out.append(f"{where}: its name does not say whose it is; name it like {names}, or amina.zip")
            return
        try:
            data = learners_files.read_file(path, MOST_OF_ONE)
        except OSError as error:
            self._leave_out(where, f"it cannot be read ({learners_files.reason(error)})")
        except learners_files.UnreadableError as error:
            self._leave_out(where, str(error))
        else:
            self.put(match["student"], f"{match['notebook']}.ipynb", data, where, time=match["time"] or "")

    def _member(self, archive: str, name: str, data: bytes, where: str) -> None:
        match = MOODLE.fullmatch(name)
        if match is None:
            match_time = re.fullmatch(r"(.+?)_(\d{4}-\d\d-\d\dT\d{4})", archive)
            student, time = match_time.groups() if match_time else (archive, "")
            self.put(COPY.sub("", student), name, data, f"{where}: {name}", time=time)
        else:
            rest = match["rest"] or name
            self.put(match["student"], rest, data, f"{where}: {name}", participant=match["participant"])


def collect(course: Path, assignment: str, files: Iterable[Path], *, force: bool = False) -> Collected:
    """Put what learners sent into ``submitted``.

    Args:
        course: the folder of the course.
        assignment: the name of the assignment.
        files: archives, notebooks, and folders with these.
        force: replace what was collected before.

    Raises:
        CourseError: there is no such assignment, or no such file.
    """
    notebooks = {path.stem for path in (course / "source" / assignment).glob("*.ipynb")}
    if not notebooks:
        raise CourseError(f"There are no notebooks in {course / 'source' / assignment}. Check the assignment's name.")
    collector = _Collector(notebooks)
    for path in files:
        if not path.exists():
            raise CourseError(f"There is no file {path}.")
        for each in sorted(path.iterdir()) if path.is_dir() else [path]:
            if each.is_file() and not each.name.startswith("."):
                collector.file(each)
    done = Collected(left_out=collector.left_out)
    for student, handed_in in sorted(collector.found.items()):
        if not any(name.endswith(".ipynb") for name in handed_in.files):
            done.left_out.append(f"{student}: there is no notebook of the assignment")
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
        else:
            getattr(done, kind).append(student)
    _remember_participants(course / REPORTS / assignment / "participants.csv", collector.found.values())
    return done


def _put_down(handed_in: HandedIn, folder: Path, *, force: bool) -> str:
    """Write the files of a learner; return "new", "replaced", or "there" if nothing was changed.

    Raises:
        OSError: it cannot be written.
    """
    replaced = folder.exists()
    if replaced:
        same = all((folder / name).exists() and (folder / name).read_bytes() == data
                   for name, data in handed_in.files.items())  # fmt: skip
        if same or not force:
            return "there"
        for old in folder.iterdir():
            if old.is_file():
                old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in handed_in.files.items():
        (folder / name).write_bytes(data)
    if handed_in.time:
        day, hour = handed_in.time.split("T")
        (folder / TIME).write_text(f"{day} {hour[:2]}:{hour[2:]}:00 UTC")
    return "replaced" if replaced else "new"


def participants(course: Path, assignment: str) -> dict[str, str]:
    """Return the numbers that Moodle has given to learners, by their names."""
    path = course / REPORTS / assignment / "participants.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {row["student"]: row["participant"] for row in csv.DictReader(file)}


def _remember_participants(path: Path, found: Iterable[HandedIn]) -> None:
    new = {each.student: each.participant for each in found if each.participant}
    if not new:
        return
    known = participants(path.parents[2], path.parent.name) | new
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["student", "participant"], *[[safe_cell(key), known[key]] for key in sorted(known)]]
        )
