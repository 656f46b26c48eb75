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
from localsdg.owndata.layout import Layout
from localsdg.owndata.words import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Progress = Callable[[int, int], None]

HEAD = 1 << 18  # bytes from which the kind is known


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
        separator: of a text, the sign between its cells.
        program: of a spreadsheet, the program whose form it has.
        sheet: of a spreadsheet, the sheet that was read.
        encoding_in_doubt: whether letters beyond ASCII may be others than they seem; figures are sure all the same.
    """

    name: str
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
    separator: str = ""
    program: str = ""
    sheet: str = ""


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
            raise refused("address", str(given))
        self._bytes = given if isinstance(given, bytes) else None
        self.path = None if isinstance(given, bytes) else Path(given)
        self.name = self.path.name if self.path else ""
        if self.path is not None:
            if self.path.is_dir():
                raise refused("folder", str(self.path))
            if not self.path.exists():
                raise refused("no_file", str(self.path))
        try:
            with self.open() as file:
                self.head = file.read(HEAD)
                self.size = file.seek(0, os.SEEK_END)
        except OSError as error:
            raise refused("not_opened", str(self.path), reason=error.strerror) from error
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
            return "damaged_excel"
        return "damaged_zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mimetype.endswith("opendocument.spreadsheet"):
        return "ods"
    if any(name.endswith(".iwa") for name in names):
        return "numbers"
    if "word/document.xml" in names:
        return "word"
    return "zip"


def kind_of(source: Source) -> str:
    """Return "xlsx", "xls", "xlsb", "ods", "text", "zip", or the key of why a kind of file cannot be read."""
    head = source.head
    text = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    magic = {
        b"%PDF": "pdf",
        b"{\\rtf": "rich_text",
        b"\x1f\x8b": "gz",
        b"Rar!": "rar",
        b"7z\xbc\xaf": "7z",
        b"\x89PNG": "picture",
        b"\xff\xd8\xff": "picture",
        b"GIF8": "picture",
        b"PAR1": "parquet",
        b"SQLite format 3": "database",
    }
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in head
        return "locked_excel" if locked else "xls"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(source)
    for start, words in magic.items():
        if head.startswith(start):
            return words
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        return "web_page"
    if text.startswith(b"<?xml") or text.startswith(b"<"):
        return "xml"
    if text.startswith((b"{", b"[")) and re.match(rb'[\[{]\s*["\[{\]}]', text):
        return "json"
    return "text"


_TABLES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_LARGEST = 1 << 30


def unpacked(source: Source) -> Source:
    """Return the one table inside a zip archive; the source itself if it is no archive.

    Raises:
        DataFileError: the archive holds several tables or none, or is locked by a password, or too large.
    """
    import zipfile

    if not source.head.startswith(b"PK\x03\x04") or kind_of(source) != "zip":
        return source
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            files = [each for each in archive.infolist() if not each.is_dir() and "__MACOSX" not in each.filename]
            tables = [each for each in files if each.filename.lower().endswith(_TABLES)]
            main = [each for each in tables if not _ABOUT.match(Path(each.filename).name)]
            chosen = main if len(main) == 1 else tables
            if len(chosen) != 1:
                names = ", ".join(each.filename for each in chosen[:10])
                key = "zip_several" if chosen else "zip_without"
                raise refused(key, source.name, count=len(chosen), names=names)
            if chosen[0].file_size > _LARGEST:
                raise refused("zip_large", source.name)
            inner = Source(archive.read(chosen[0]))
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise refused("zip_closed", source.name) from error
    inner.name = Path(chosen[0].filename).name
    return inner


_ABOUT = re.compile(r"meta_?data|read_?me|licen[cs]e|about|notes", re.IGNORECASE)
