"""Whose workbooks these are. Those of one municipality can be merged; those of several people are only gathered.

A workbook names its municipality in the profile; if it does not, the names in its forms count.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from localsdg.core.files import write_whole
from localsdg.core.terminal import visible
from localsdg.workbook.document import Workbook
from localsdg.workbook.figures import MOST_BYTES, TOO_LARGE
from localsdg.workbook.schema import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIST = "people.csv"
_FICTIONAL = re.compile(r"\(\s*fictional\s*\)", re.IGNORECASE)
_ACCENTS = re.compile("[\u0300-\u036f]")
_DOWNLOAD = re.compile(r"workbook[\W_]*\d*[\W_]*", re.IGNORECASE)


class Municipality(NamedTuple):
    """The municipality that a workbook names: its name as it was entered, or several if the forms differ, or none."""

    names: tuple[str, ...]
    country: str

    @property
    def name(self) -> str:
        """The name in one line."""
        return " and ".join(self.names)

    def words(self) -> str:
        """Return it for a person to read."""
        return ", ".join(filter(None, (self.name, self.country))) or "names no municipality"


def municipality_of(workbook: Workbook) -> Municipality:
    """Return which municipality a workbook is of."""
    profile = workbook.profile
    named = [profile.get("name")]
    if not _FICTIONAL.search(str(named[0])):
        # Forms of earlier versions may name another municipality; names from the fictional example do not count.
        forms = (value for address, value in workbook.unused.items() if address[2:] == ("municipality", "place"))
        named += [name for name in forms if not _FICTIONAL.search(str(name))]
    different: dict[str, str] = {}
    for name in named:
        if key(name):
            different.setdefault(key(name), str(name).strip())
    country = profile.get("country")
    return Municipality(tuple(different.values()), str(country).strip() if key(country) else "")


def key(name: Any) -> str:
    """Return a name in the form in which names are compared: without capitals, accents, marks and double spaces."""
    if not isinstance(name, str):
        return ""
    plain = unicodedata.normalize("NFKD", _FICTIONAL.sub(" ", name)).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return " ".join("".join(sign if _in_word(sign) else " " for sign in plain).split())


def _in_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


def of_one_municipality(workbooks: Iterable[Workbook]) -> bool:
    """Return whether workbooks that are to be merged are certainly of one municipality.

    One that names none could be of any, unless it is empty. A single workbook is always of one.
    """
    filled = [workbook for workbook in workbooks if any(each.value is not None for each in workbook.fields.values())]
    named = [municipality_of(workbook) for workbook in filled]
    names = {tuple(map(key, each.names)) for each in named}
    countries = {key(each.country) for each in named if each.country}
    return len(filled) < 2 or (len(names) == 1 and len(names.pop()) == 1 and len(countries) < 2)


@dataclass
class Source:
    """A file that may be a workbook: what to call it, and its content, or why there is none."""

    label: str
    content: bytes = b""
    fault: str = ""


@dataclass
class Person:
    """A workbook among many, with the name of its file among the others."""

    label: str
    content: bytes
    workbook: Workbook
    file: str

    def row(self) -> list[str]:
        """Return the line of this person in the list."""
        entered = [each for each in self.workbook.fields.values() if each.value is not None]
        last = max((each.time for each in entered), default="")[:10]
        of = municipality_of(self.workbook)
        lessons = " ".join(self.workbook.lessons)
        return [self.file, of.name, of.country, str(len(entered)), lessons, last, self.label]


class Gathered(NamedTuple):
    """The people found, and a sentence on each file that is not one of them."""

    people: list[Person]
    twice: list[str]
    left_out: list[str]


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """Yield the files behind some paths: files, all workbooks in a folder, all in a zip archive."""
    for path in paths:
        if path.is_dir():
            inside = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
            for found in sorted(each for each in inside if each.suffix.lower() in {".json", ".zip"}):
                if found.is_file():
                    yield from _in_file(found)
        elif path.is_file():
            yield from _in_file(path)
        else:
            yield Source(str(path), fault=f"There is no file {path}. Check its name.")


def _in_file(path: Path) -> Iterator[Source]:
    try:
        if path.suffix.lower() == ".zip":
            yield from _in_archive(path)
        else:
            with path.open("rb") as file:
                yield _read(str(path), file.read(MOST_BYTES + 1))
    except OSError as error:
        yield Source(str(path), fault=f"{path} cannot be read: {error.strerror}.")


def _in_archive(path: Path) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            for each in archive.infolist():
                hidden = "__MACOSX" in each.filename or Path(each.filename).name.startswith(".")
                if each.filename.lower().endswith(".json") and not hidden:
                    with archive.open(each) as file:
                        yield _read(f"{path}/{each.filename}", file.read(MOST_BYTES + 1))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        yield Source(str(path), fault=f"{path} cannot be unpacked: {error}. Unpack it by hand, and name the folder.")


def _read(label: str, content: bytes) -> Source:
    if len(content) > MOST_BYTES:
        return Source(label, fault=TOO_LARGE.format(file=label))
    return Source(label, content)


def gather(files: Iterable[Source]) -> Gathered:
    """Find the people behind some files. Nothing is merged: two files that differ are two people."""
    found = Gathered([], [], [])
    known: dict[str, str] = {}
    taken: set[str] = {LIST}
    for file in files:
        try:
            if file.fault:
                raise WorkbookError("closed", file.fault)
            workbook = Workbook.parse(file.content, file.label)
        except WorkbookError as error:
            found.left_out.append(str(error))
            continue
        text = workbook.text()
        if text in known:
            found.twice.append(f"{file.label} is the same as {known[text]}, and was taken once.")
            continue
        known[text] = file.label
        name = _file_name(municipality_of(workbook).name, file.label, taken)
        found.people.append(Person(file.label, file.content, workbook, name))
    return found


def _file_name(municipality: str, label: str, taken: set[str]) -> str:
    """Return a name that no other has, on any kind of computer: of the municipality, else of the file or its folder."""
    steps = [step.rpartition(".")[0] or step for step in Path(label).parts]
    own = next((step for step in reversed(steps) if not _DOWNLOAD.fullmatch(step) and _slug(step)), "")
    stem = f"workbook-{_slug(_FICTIONAL.sub('', municipality)) or _slug(own) or 'unnamed'}"
    name, number = f"{stem}.json", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.json"
    taken.add(name.casefold())
    return name


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold()
    words = "".join(sign if _in_word(sign) else " " for sign in plain).split()
    return "-".join(words).encode()[:60].decode(errors="ignore").strip("-")


def write(people: Iterable[Person], folder: Path) -> None:
    """Write the workbooks as they came, and a list of them, into a folder; files of the same name are replaced.

    Raises:
        OSError: the folder is no folder, or the computer does not let us write there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["file", "municipality", "country", "entries", "lessons", "last entry", "came from"])
    for person in people:
        write_whole(folder / person.file, person.content, replace=True)
        rows.writerow(map(_cell, person.row()))
    write_whole(folder / LIST, table.getvalue().encode("utf-8-sig"), replace=True)


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = visible(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
