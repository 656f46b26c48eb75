"""A file before it is read: what kind of file it is, and the table that reading it gives."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from localsdg.owndata.columns import Column
from localsdg.owndata.errors import DataFileError
from localsdg.owndata.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Progress = Callable[[int, int], None]

HEAD = 1 << 18  # bytes from which the kind is known
SAVE_AS = "Open it in the program that made it and save it as .xlsx or as CSV (UTF-8), then check that file."


@dataclass(frozen=True)
class Fact:
    """Something seen while reading.

    Attributes:
        kind: the name of a check.
        row: its row; None for the whole file.
        column: the name of its column.
        found: what is there.
        detail: more of it, such as the key of what to do.
        values: what is filled in there.
        probable: whether that is not sure.
    """

    kind: str
    row: int | None
    column: str
    found: str
    detail: str = ""
    values: dict[str, object] = field(default_factory=dict)
    probable: bool = False


@dataclass
class RawTable:
    """The cells of a table as its file has them.

    Attributes:
        name: the name of the file, empty if there is none.
        described: the kind of file in a few words.
        layout: where the heading is and what the columns are.
        columns: the cells below the heading.
        rows: for each of them its row in a spreadsheet program, where the first line is row 1.
        above: the rows above the heading.
        unread: rows with more or fewer cells than the heading, which could not be read; by row number.
        facts: what was seen while reading.
        point_by_default: whether 1.234 is a decimal number where nothing else says so.
        points_in_doubt: columns of figures in which 1.234 may be a whole number all the same.
        encoding: how its letters are written.
        decimal: the decimal sign, if a person has said it.
        year: the year of all figures, if a person has said it.
        headings: what the headings of figures name, if a person has said it: indicators or places.
        encoding_in_doubt: whether letters beyond ASCII may be others than they seem; figures are sure all the same.
    """

    name: str
    described: str
    layout: Layout
    columns: list[Column]
    rows: npt.NDArray[np.int64]
    above: list[list[str]] = field(default_factory=list)
    unread: dict[int, list[str]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    point_by_default: bool = True
    points_in_doubt: frozenset[int] = frozenset()
    encoding: str = "utf-8"
    encoding_in_doubt: bool = False
    decimal: str | None = None
    year: int | None = None
    headings: str | None = None


@dataclass
class Gathered:
    """The cells below the heading: columns, number of rows, rows that could not be read, and what was seen."""

    columns: list[Column]
    count: int
    unread: dict[int, list[str]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    points_in_doubt: frozenset[int] = frozenset()


class Source:
    """A file, or bytes, that can be opened again and again, always for reading."""

    def __init__(self, given: str | os.PathLike[str] | bytes) -> None:
        if not isinstance(given, str | os.PathLike | bytes):
            kind = type(given).__name__
            raise TypeError(f"The data are of the kind {kind}: give the path of a file, or its bytes.")
        if isinstance(given, str) and re.match(r"https?://", given):
            raise DataFileError(f"{given} is an address on the web. Save the file on this computer and give its name.")
        self._bytes = given if isinstance(given, bytes) else None
        self.path = None if isinstance(given, bytes) else Path(given)
        self.name = self.path.name if self.path else ""
        if self.path is not None:
            if self.path.is_dir():
                raise DataFileError(f"{self.path} is a folder. Give the name of one file in it.")
            if not self.path.exists():
                raise DataFileError(f"There is no file {self.path}. Check the name and the folder.")
        try:
            with self.open() as file:
                self.head = file.read(HEAD)
                self.size = file.seek(0, os.SEEK_END)
        except OSError as error:
            raise DataFileError(f"{self.path} cannot be opened: {error.strerror}.") from error
        self._stamp = self._now()

    def _now(self) -> tuple[int, int]:
        if self.path is None:
            return (0, 0)
        status = self.path.stat()
        return (status.st_size, status.st_mtime_ns)

    def open(self) -> BinaryIO:
        """Open it for reading."""
        return io.BytesIO(self._bytes) if self._bytes is not None else (self.path or Path()).open("rb")

    def read(self) -> bytes:
        """Return all bytes."""
        with self.open() as file:
            return file.read()

    def unchanged(self) -> bool:
        """Say whether the file is still as it was when it was checked."""
        try:
            return self._now() == self._stamp
        except OSError:
            return False


def _zip_kind(source: Source) -> str:
    import zipfile

    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        if b"[Content_Types].xml" in source.head or b"xl/" in source.head or source.name.endswith((".xlsx", ".xlsm")):
            return "a damaged Excel file"
        return "a damaged zip archive"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mimetype.endswith("opendocument.spreadsheet"):
        return "ods"
    if any(name.endswith(".iwa") for name in names):
        return "a file of Apple Numbers or Pages"
    if "word/document.xml" in names:
        return "a Word document"
    return "a zip archive"


def kind_of(source: Source) -> str:
    """Return "xlsx", "xls", "xlsb", "ods", "text", or words for a kind of file that cannot be read."""
    head = source.head
    text = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    magic = {
        b"%PDF": "a PDF document",
        b"{\\rtf": "a rich-text document",
        b"\x1f\x8b": "a compressed file (.gz)",
        b"Rar!": "a compressed file (.rar)",
        b"7z\xbc\xaf": "a compressed file (.7z)",
        b"\x89PNG": "a picture",
        b"\xff\xd8\xff": "a picture",
        b"GIF8": "a picture",
        b"PAR1": "a Parquet file",
        b"SQLite format 3": "a database",
    }
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in head
        return "an Excel file with a password" if locked else "xls"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(source)
    for start, words in magic.items():
        if head.startswith(start):
            return words
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        return "a web page (HTML), whatever its name says"
    if text.startswith(b"<?xml") or text.startswith(b"<"):
        return "an XML file, such as the old form “XML Spreadsheet”"
    if text.startswith((b"{", b"[")) and re.match(rb'[\[{]\s*["\[{\]}]', text):
        return "a JSON file"
    return "text"


_TABLES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_LARGEST = 1 << 30


def unpacked(source: Source) -> Source:
    """Return the one table inside a zip archive; the source itself if it is no archive.

    Raises:
        DataFileError: the archive holds several tables or none, or is locked by a password, or too large.
    """
    import zipfile

    if not source.head.startswith(b"PK\x03\x04") or kind_of(source) != "a zip archive":
        return source
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            files = [each for each in archive.infolist() if not each.is_dir() and "__MACOSX" not in each.filename]
            tables = [each for each in files if each.filename.lower().endswith(_TABLES)]
            main = [each for each in tables if not _ABOUT.match(Path(each.filename).name)]
            chosen = main if len(main) == 1 else tables
            if len(chosen) != 1:
                names = ", ".join(each.filename for each in chosen[:10])
                held = f"{len(chosen)} tables: {names}" if chosen else "no table"
                raise DataFileError(f"{source.name or 'This'} is a zip archive with {held}. Unpack it and check one.")
            if chosen[0].file_size > _LARGEST:
                raise DataFileError(
                    f"{source.name or 'This'} holds more than a gigabyte. Unpack it and check the table."
                )
            inner = Source(archive.read(chosen[0]))
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise DataFileError(
            f"{source.name or 'This'} is a zip archive that cannot be unpacked: it is damaged, or has a password. "
            "Unpack it and check the table inside."
        ) from error
    inner.name = Path(chosen[0].filename).name
    return inner


_ABOUT = re.compile(r"meta_?data|read_?me|licen[cs]e|about|notes", re.IGNORECASE)


def refusal(source: Source, kind: str) -> DataFileError:
    """Return the error for a kind of file that is no table, with what to do."""
    name = source.name or "This"
    ways = {
        "an Excel file with a password": "Open it in Excel, remove the password, and save it as .xlsx.",
        "a damaged Excel file": "The file was not saved or copied to its end. Get it again from where it came from.",
        "a damaged zip archive": "The file was not saved or copied to its end. Get it again from where it came from.",
        "a zip archive": "Unpack it and check the table inside.",
        "a PDF document": "Ask for the table behind it as .xlsx or CSV; figures copied from a PDF get mixed up.",
        "a picture": "Ask for the table behind it as .xlsx or CSV.",
    }
    return DataFileError(f"{name} is {kind}, which cannot be read as a table. {ways.get(kind, SAVE_AS)}")
