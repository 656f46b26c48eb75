"""From the bytes of a file to its cells: what kind of file it is, its encoding, its separator, its rows.

A well-formed CSV file with commas is read in blocks by pandas' own parser; every other one record by record. Both give
the same cells. What is found on the way is kept as facts, which the checks put into words.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pandas as pd

from localsdg.owndata.columns import Column, ColumnBuilder, with_plain_numbers
from localsdg.owndata.layout import UNKNOWN, WIDE, Layout, find_layout
from localsdg.owndata.numbers import PLAIN, convention, tidy_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy.typing as npt

    Progress = Callable[[int, int], None]

_BLOCK = 4 << 20
_HEAD = 1 << 18
_RECORDS = 20_000
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
SAVE_AS = "Open it in the program that made it and save it as .xlsx or as CSV (UTF-8), then check that file."


class DataFileError(ValueError):
    """A file that cannot be read as a table; the message says what was found and what to do."""


@dataclass(frozen=True)
class Fact:
    """Something seen while reading: its kind is the name of a check."""

    kind: str
    row: int | None
    column: str
    found: str
    detail: str = ""


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
        encoding: how its letters are written.
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
    encoding: str = "utf-8"
    encoding_in_doubt: bool = False


@dataclass
class Gathered:
    """The cells below the heading: columns, number of rows, rows that could not be read, and what was seen."""

    columns: list[Column]
    count: int
    unread: dict[int, list[str]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)


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
                self.head = file.read(_HEAD)
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
        return "an Excel file in the binary form .xlsb"
    if mimetype.endswith("opendocument.spreadsheet"):
        return "an OpenDocument table (.ods)"
    if any(name.endswith(".iwa") for name in names):
        return "a file of Apple Numbers or Pages"
    if "word/document.xml" in names:
        return "a Word document"
    return "a zip archive"


def _kind(source: Source) -> str:
    """Return "xlsx", "text", or words for a kind of file that cannot be read."""
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
        return "an Excel file with a password" if locked else "an Excel file in the old form .xls"
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


def _refuse(source: Source, kind: str) -> DataFileError:
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


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _decodes(source: Source, encoding: str) -> bool:
    """Say whether all bytes are letters in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    quick = encoding == "utf-8"
    try:
        with source.open() as file:
            while block := file.read(_BLOCK):
                if not quick or decoder.getstate()[0] or not block.isascii():
                    decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _zero_bytes(source: Source) -> DataFileError:
    return DataFileError(
        f"{source.name or 'This'} holds bytes with the value zero, which no table has: it was damaged when it was "
        "saved or copied, or it is not a table. Get it again from where it came from, or save it anew as .xlsx."
    )


def _without_mark(head: bytes) -> str:
    """Return the encoding of a file with zero bytes and without a mark; "" if it is none."""
    share = [head[place::4].count(0) / max(len(head[place::4]), 1) for place in range(4)]
    if min(share[2:]) > 0.9 > 0.1 > share[0]:
        return "utf-32-le"
    if min(share[:2]) > 0.9 > 0.1 > share[3]:
        return "utf-32-be"
    if min(share[1], share[3]) > 0.4 and max(share[0], share[2]) < 0.1:
        return "utf-16-le"
    return "utf-16-be" if min(share[0], share[2]) > 0.4 and max(share[1], share[3]) < 0.1 else ""


def _said_encoding(source: Source, said: str) -> str:
    """Return the encoding that a person has named, if the file can be written in it."""
    try:
        name = codecs.lookup(said).name
        "".encode(name)
    except LookupError:
        raise DataFileError(
            f"There is no encoding “{said}”. Usual ones are cp1252 (Western Europe), cp1251 (Cyrillic), cp1256 "
            "(Arabic), shift_jis (Japanese), gb18030 (Chinese), big5 (Taiwan) and utf-8."
        ) from None
    if name == "utf-8" and source.head.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    if not _decodes(source, name):
        raise DataFileError(
            f"{source.name or 'This'} is not written in {said}: some of its bytes are no letters in it."
        )
    return name


def _encoding(source: Source, said: str | None = None) -> tuple[str, bool]:
    """Return the encoding, and whether it is in doubt.

    UTF-8 is taken for granted until a byte contradicts it. Nothing tells the other encodings of single bytes apart,
    nor these from Shift_JIS, GB18030 or Big5: such a file is read as Windows-1252, which keeps each byte apart, and
    digits and separators are the same in all of them.
    """
    head = source.head
    if said is not None:
        return _said_encoding(source, said), False
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if not name and b"\0" in head and not (name := _without_mark(head)):
        raise _zero_bytes(source)
    if name:
        if not _decodes(source, name):
            raise DataFileError(
                f"{source.name or 'This'} begins as {name.upper().removesuffix('-SIG')}, but not all of it is: it was "
                "cut off, or put together from two files. Get it again, or save it anew as “CSV UTF-8”."
            )
        return name, False
    if b"\x1b$" in head or b"\x1b(" in head:
        raise DataFileError(
            f"{source.name or 'This'} is written in an encoding that switches between alphabets, such as ISO-2022-JP. "
            "Name it (in the command: --encoding iso2022_jp), or save the file as “CSV UTF-8”."
        )
    if _decodes(source, "utf-8"):
        return "utf-8", False
    return ("cp1252" if _decodes(source, "cp1252") else "latin-1"), True


def _records(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield from csv.reader(lines, delimiter=separator)
    finally:
        csv.field_size_limit(limit)


def _head_lines(text: str) -> list[str]:
    lines = list(io.StringIO(text, newline=""))  # split as the file is: a line separator inside a name is no line end
    return lines[:-1] if len(lines) > 1 and len(text) >= _HEAD // 4 else lines


def _separator(lines: list[str]) -> tuple[str, list[list[str]]]:
    """Return the separator that gives the most even rows, and the first records read with it."""
    best: tuple[float, int, str, list[list[str]]] = (-1.0, 0, ",", [])
    for separator in _SEPARATORS:
        records = list(itertools.islice(_records(lines, separator), 200))
        widths = Counter(len(record) for record in records if any(record))
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        layout = find_layout(records)
        score = (times / widths.total() if width > 1 else 0) + (layout.known_names if width > 1 else 0)
        if (score, width) > best[:2]:
            best = (score, width, separator, records)
    return best[2], best[3] or list(itertools.islice(_records(lines, ","), 200))


class _UnusualError(Exception):
    """The file is not one that the block reader reads exactly."""


_QUOTED = re.compile(rb'"(?<![^,\n"]")[^"]*"(?![^,\r\n"])')  # a whole cell in quotes
_NOT_ENDS = bytes(set(range(256)) - set(b",\n"))


def _like_a_row(line: str, separator: str, layout: Layout) -> bool:
    """Say whether a line inside a cell looks like a row of the table, swallowed by a quote that is never closed."""
    width = len(layout.names)
    if line.count(separator) < max(width - 1, 1):
        return False
    cells = next(_records([line], separator), [])
    if len(cells) != width:
        return False
    if layout.form == WIDE:
        return any(PLAIN.fullmatch(cells[place].strip()) for place in layout.value_columns)
    return layout.form == UNKNOWN or layout.fits(cells)


def _check_shape(block: bytes, layout: Layout) -> None:
    """Refuse a block whose rows do not all have as many cells as the heading, or with quotes inside a cell."""
    width = len(layout.names)
    if b'"' in block:
        whole, block = block, _QUOTED.sub(b"", block)
        if whole.count(b"\n") != block.count(b"\n"):
            inner = [line for cell in _QUOTED.findall(whole) for line in cell.split(b"\n")[1:]]
            if any(_like_a_row(line.decode("utf-8").replace('""', '"').rstrip('"'), ",", layout) for line in inner):
                raise _UnusualError  # perhaps a stray quote that swallows rows
        if b'"' in block:
            raise _UnusualError
    ends = block.translate(None, delete=_NOT_ENDS)
    row = b"," * (width - 1) + b"\n"
    if ends != row * (len(ends) // width):
        raise _UnusualError


_SIGNS = bytes.maketrans(b'123456789.E+\t\v\f\n\r"', b"0000000000e-   ,,,")
_EDGE, _DIGIT, _SPACE, _LETTER_E = b",0 e"


def _hidden_forms(block: bytes) -> bool:
    """Say whether a cell could hold a number in a form that pandas reads without saying: 1e5, or spaces around it."""
    signs = np.frombuffer(b"," + block.translate(_SIGNS) + b",", dtype=np.uint8)
    if (signs[np.flatnonzero(signs == _LETTER_E) - 1] == _DIGIT).any():
        return True
    spaces = np.flatnonzero(signs == _SPACE)
    before, after = signs[spaces - 1], signs[spaces + 1]
    numeric = np.zeros(256, dtype=bool)
    numeric[list(b"0-, ")] = True
    return bool((((before == _EDGE) & numeric[after]) | ((after == _EDGE) & numeric[before])).any())


def _line_end(block: bytes) -> bytes:
    """Return how the lines of a block end; nothing if there is no end. Refuse any other than LF or CRLF throughout."""
    returns, ends = block.count(b"\r"), block.count(b"\n")
    if b"\0" in block or (returns and not returns == block.count(b"\r\n") == ends):
        raise _UnusualError
    return (b"\r\n" if returns else b"\n") if ends else b""


def _blocks(source: Source, lines_before: int) -> Iterator[bytes]:
    """Yield the file in blocks of whole lines, without the first lines."""
    with source.open() as file:
        kinds = {_line_end(b"".join(file.readline() for _ in range(lines_before)))}
        while block := file.read(_BLOCK):
            block += file.readline()
            kinds.add(_line_end(block))
            if len(kinds - {b""}) > 1:
                raise _UnusualError
            yield block if block.endswith(b"\n") else block + b"\n"


def _read_blocks(source: Source, layout: Layout, lines_before: int, progress: Progress | None) -> Gathered:
    width = len(layout.names)
    builders = [ColumnBuilder(name) for name in layout.names]
    numeric = {str(place) for place in layout.figures}
    done = rows = 0
    for block in _blocks(source, lines_before):
        _check_shape(block, layout)
        typed = set() if _hidden_forms(block) else numeric
        frame = _parse(block, width, typed)
        odd = {name for name in typed if frame[name].dtype.kind not in "iuf" or np.isinf(frame[name]).any()}
        texts = _parse(block, width, set(), odd) if odd else frame
        for place, builder in enumerate(builders):
            name = str(place)
            if name in typed - odd:
                builder.add_numbers(frame[name].to_numpy(dtype=float)[1:])
            else:
                builder.add_coded(*_without_first((texts if name in odd else frame)[name]))
        rows += len(frame) - 1
        done += len(block)
        if progress:
            progress(done, source.size)
    columns = [builder.column() for builder in builders]
    for place in layout.figures:
        columns[place] = with_plain_numbers(columns[place], points=True)
    return Gathered(columns, rows)


def _without_first(column: pd.Series[Any]) -> tuple[npt.NDArray[Any], list[str]]:
    """Return codes and words of a column of texts, without the row that was put on top."""
    codes, words = column.cat.codes.to_numpy(), list(column.cat.categories)
    first, codes = codes[0], codes[1:]
    if (codes == first).any():
        return codes, words
    return codes - (codes > first), words[:first] + words[first + 1 :]


def _parse(block: bytes, width: int, typed: set[str], only: set[str] | None = None) -> pd.DataFrame:
    """Parse a block: plain numbers in the typed columns, texts in the others; it gets one row more than it has.

    That first row holds a text in each column of texts, so that pandas does not make numbers of a column such as 007.
    """
    names = [str(place) for place in range(width)]
    top = ",".join("" if name in typed else "text" for name in names)
    texts: dict[str, Any] = {name: "category" for name in names if name not in typed}
    return pd.read_csv(
        io.BytesIO(f"{top}\n".encode() + block),
        header=None,
        names=names,
        usecols=[name for name in names if not only or name in only],
        dtype=texts,
        keep_default_na=False,
        na_values={name: [""] for name in typed},
        index_col=False,
        skip_blank_lines=False,
        low_memory=False,
    )


def gather(
    records: Iterable[list[str]],
    layout: Layout,
    first_row: int,
    *,
    points: bool | None,
    first_rows: list[list[str]] | None = None,
) -> Gathered:
    """Put records below the heading into columns; rows of another length become facts.

    Args:
        records: the rows as lists of texts.
        layout: the heading.
        first_row: the row number of the first record.
        first_rows: some rows, from which it is taken how long rows usually are and what stands in their columns.
        points: whether 1.234 is sure to be a decimal number; None to keep every number as its text.
    """
    width = len(layout.names)
    builders = [ColumnBuilder(name) for name in layout.names]
    unread: dict[int, list[str]] = {}
    facts: list[Fact] = []
    usual = _usual_rows(first_rows or [], layout)
    row = first_row
    source = iter(records)
    while chunk := list(itertools.islice(source, _RECORDS)):
        for place, record in enumerate(chunk):
            if len(record) != width:
                chunk[place] = _fit(record, row + place, layout, usual, unread, facts)
        for builder, cells in zip(builders, zip(*chunk, strict=True), strict=True):
            builder.add(cells)
        row += len(chunk)
    columns = [builder.column() for builder in builders]
    if points is not None:
        for place in layout.figures:
            columns[place] = with_plain_numbers(columns[place], points=points)
    return Gathered(columns, row - first_row, unread, facts)


@dataclass(frozen=True)
class _Usual:
    """What rows of a table are like: how many cells they have, and the words of each column right of the value."""

    length: int
    words: dict[int, set[str]]


def _usual_rows(rows: list[list[str]], layout: Layout) -> _Usual:
    width = len(layout.names)
    lengths = Counter(len(row) for row in rows if any(row))
    last = max(layout.value_columns, default=-1)
    words = {place: {row[place].strip() for row in rows if len(row) == width} for place in range(last + 1, width)}
    return _Usual(max(lengths, key=lambda length: lengths[length], default=width), words)


def _cut_number(record: list[str], layout: Layout, usual: _Usual) -> bool:
    """Say whether a figure may have been cut in two by its decimal comma: digits in the next column too.

    Where all rows have this length, the next column may be a code; then only one or two digits look like decimals.
    """
    decimals = r"\s*[0-9]{1,2}\s*" if len(record) == usual.length else r"\s*[0-9]+\s*"
    return any(
        place + 1 < len(record)
        and place + 1 not in layout.figures
        and re.fullmatch(r"\s*[0-9]+\s*", record[place])
        and re.fullmatch(decimals, record[place + 1])
        for place in layout.value_columns
    )


def _in_place(record: list[str], layout: Layout, usual: _Usual) -> bool:
    """Say whether the cells of a row of another length stand in their columns: year, value, and the words after it."""
    return layout.fits(record) and all(
        place >= len(record) or not record[place].strip() or record[place].strip() in words
        for place, words in usual.words.items()
    )


def _fit(
    record: list[str], row: int, layout: Layout, usual: _Usual, unread: dict[int, list[str]], facts: list[Fact]
) -> list[str]:
    """Bring a record to the width of the heading. If that could move a figure, the row is not read."""
    width = len(layout.names)
    if not any(record):
        return [""] * width  # a blank line
    cut = _cut_number(record, layout, usual)
    if len(record) > width and not any(cell.strip() for cell in record[width:]) and not cut:
        if len(record) == usual.length or _in_place(record[:width], layout, usual):
            facts.append(Fact("row-length", row, "", str(len(record)), "empty cells at the end"))
            return record[:width]
    elif len(record) < width and _in_place(record, layout, usual) and not cut:
        facts.append(Fact("row-length", row, "", str(len(record)), "cells lacking at the end"))
        return record + [""] * (width - len(record))
    if len([cell for cell in record if cell.strip()]) == 1 == sum(bool(cell.strip()) for cell in record[:width]):
        return record[:width] + [""] * (width - len(record))  # a line of text, such as a source below the table
    detail = "unread"
    if cut or (len(record) == width + 1 and all(re.fullmatch(r"\s*[0-9]+\s*", cell) for cell in record[-2:])):
        detail = "decimal comma"
    facts.append(Fact("row-length", row, "", str(len(record)), detail))
    unread[row] = record
    return [""] * width


class _Lines:
    """The lines of a text, with the stray quotes of some lines taken out."""

    def __init__(self, source: Source, encoding: str, stray: set[int], progress: Progress | None) -> None:
        self.source, self.encoding, self.stray, self.progress = source, encoding, stray, progress
        self.ends: set[str] = set()  # of rows, not of lines inside a cell

    def __iter__(self) -> Iterator[str]:
        quoted = False
        with self.source.open() as file, io.TextIOWrapper(file, self.encoding, newline="") as text:
            for number, line in enumerate(text, start=1):
                if "\0" in line:
                    raise _zero_bytes(self.source)
                quoted ^= line.count('"') % 2 == 1
                if not quoted:
                    self.ends.add("CRLF" if line.endswith("\r\n") else {"\n": "LF", "\r": "CR"}.get(line[-1:], ""))
                if number % 50_000 == 0 and self.progress:
                    self.progress(min(file.tell(), self.source.size), self.source.size)
                yield line.replace('"', "") if number in self.stray else line


_END = "\x1f"  # a line after the last one: a record of its own, unless a quote is still open


def _stray_quote(source: Source, encoding: str, separator: str, layout: Layout, known: set[int]) -> int | None:
    """Return the first line with a quote that is never closed, so that it swallows the rows below it."""
    width = len(layout.names)
    lines = _Lines(source, encoding, known, None)
    limit = csv.field_size_limit(2**31 - 1)
    try:
        reader = csv.reader(itertools.chain(lines, [_END]), delimiter=separator)
        before = last = 0
        record: list[str] = []
        for record in reader:
            if reader.line_num - before > 1:
                inner = [line for cell in record for line in list(io.StringIO(cell, newline=""))[1:]]
                swallowed = any(_like_a_row(line, separator, layout) for line in inner)
                if len(record) != width:
                    swallowed |= any(line.count(separator) >= max(width - 1, 1) for line in inner)
                    swallowed |= len(record) < width and len(inner) > 1
                if swallowed:
                    return before + 1
            last, before = before, reader.line_num
    finally:
        csv.field_size_limit(limit)
    return None if record == [_END] else last + 1


_OTHERS = {
    "cp1250": "Central Europe",
    "cp1251": "Cyrillic",
    "cp1253": "Greek",
    "cp1254": "Turkish",
    "cp1255": "Hebrew",
    "cp1256": "Arabic",
    "cp850": "MS-DOS",
    "koi8-r": "Russian",
    "shift_jis": "Japanese",
    "gb18030": "Chinese",
    "big5": "Taiwan",
    "euc-kr": "Korean",
}


def _readings(source: Source, encoding: str) -> str:
    """Return the first words with letters beyond ASCII: as they were read, and how else they could be read."""
    with source.open() as file:
        first = next((line for line in file if not line.isascii()), b"").strip()
    cells = [cell for cell in re.split(rb'[,;\t|"\r\n]+', first) if not cell.isascii()][:3]

    def shown(name: str) -> str | None:
        try:
            return ", ".join(dict.fromkeys(cell.decode(name) for cell in cells))
        except UnicodeDecodeError:
            return None

    found: dict[str, str] = {}
    for name, region in {encoding: "Western Europe", **_OTHERS}.items():
        text = shown(name)
        if text and text.isprintable() and any(map(str.isalpha, text)):
            found.setdefault(text, f"{name} ({region}): {text}")
    return "; ".join(found.values()) or repr(b" ".join(cells))[2:-1]


def read_text(
    source: Source,
    progress: Progress | None = None,
    *,
    encoding: str | None = None,
    blocks: bool = True,
    as_text: bool = False,
) -> RawTable:
    """Read a text file with separators.

    Args:
        source: the file.
        progress: called with bytes read and bytes in all.
        encoding: how its letters are written, if a person has said it.
        blocks: whether well-formed files may be read by blocks, which is faster and gives the same.
        as_text: whether every cell is kept as the text that it is, also a plain number.

    Raises:
        DataFileError: the file is empty or damaged.
    """
    encoding, in_doubt = _encoding(source, encoding)
    text = source.head.decode(encoding, "replace")
    if not text.strip("\ufeff\ufffd \t\r\n,;|\0"):
        raise DataFileError(f"{source.name or 'This'} is empty: there is no table in it. Check that it was saved.")
    lines = _head_lines(text)
    said = re.fullmatch(r"sep=(.)", lines[0].strip().lstrip("\ufeff"), re.IGNORECASE)
    skipped = 1 if said else 0
    separator, records = (
        (said[1], list(itertools.islice(_records(lines[1:], said[1]), 200))) if said else _separator(lines)
    )
    if (
        in_doubt
        and separator not in ",;\t"
        and re.search(rb"[\x80-\xff]" + re.escape(separator.encode()), source.read())
    ):
        raise DataFileError(
            f"{source.name or 'This'} has cells separated by “{separator}”, which is half of a letter in some "
            "encodings. Name the encoding (in the command: --encoding NAME), or save the file as “CSV UTF-8”."
        )
    layout = find_layout(records)
    facts = _text_facts(source, encoding, separator, bool(said), in_doubt)
    above = records[: layout.header] if layout.header is not None else []
    before = len(above) + (layout.header is not None)
    one_line_each = not any("\n" in cell or "\r" in cell for record in records[:before] for cell in record)
    described = f"CSV with {_SEPARATORS.get(separator, repr(separator))}"
    plain = blocks and separator == "," and encoding in ("utf-8", "utf-8-sig") and before and one_line_each
    cells: Gathered | None = None
    if plain and len(layout.names) > 1:
        try:
            cells = _read_blocks(source, layout, skipped + before, progress)
        except _UnusualError:
            cells = None
    if cells is None or _points_group_thousands(cells.columns):
        reading = (layout, skipped, before, as_text, records[before:])
        cells = _read_lines(source, encoding, separator, *reading, progress)
    if not cells.count:
        facts.append(Fact("no-rows", None, "", "a heading and nothing below it"))
    return RawTable(
        name=source.name,
        described=described,
        layout=layout,
        columns=cells.columns,
        rows=np.arange(before + 1, before + 1 + cells.count),
        above=above,
        unread=cells.unread,
        facts=facts + cells.facts,
        point_by_default=separator == ",",
        encoding=encoding,
        encoding_in_doubt=in_doubt,
    )


def _points_group_thousands(columns: list[Column]) -> bool:
    return any("." in convention(column.words).thousands for column in columns if column.numbers is not None)


def _text_facts(source: Source, encoding: str, separator: str, said: bool, in_doubt: bool) -> list[Fact]:
    facts = []
    if encoding == "utf-8-sig":
        facts.append(Fact("byte-order-mark", None, "", "a mark of three bytes before the first letter"))
    elif encoding != "utf-8":
        name = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}.get(encoding, encoding.upper())
        facts.append(Fact("encoding", None, "", name, _readings(source, encoding) if in_doubt else ""))
    if separator != ",":
        facts.append(Fact("separator", None, "", _SEPARATORS.get(separator, repr(separator))))
    if said:
        facts.append(Fact("separator-line", None, "", f"sep={separator}"))
    return facts


def _read_lines(
    source: Source,
    encoding: str,
    separator: str,
    layout: Layout,
    skipped: int,
    before: int,
    as_text: bool,
    first_rows: list[list[str]],
    progress: Progress | None,
) -> Gathered:
    facts = []
    stray: set[int] = set()
    while len(stray) < 100 and (line := _stray_quote(source, encoding, separator, layout, stray)):
        stray.add(line)
        facts.append(Fact("unclosed-quote", line - skipped, "", '"'))
    lines = _Lines(source, encoding, stray, progress)
    records = _records(itertools.islice(lines, skipped, None), separator)
    body = itertools.islice(records, before, None)
    points = None if as_text else separator == ","
    gathered = gather(body, layout, before + 1, points=points, first_rows=first_rows)
    ends = sorted(lines.ends - {""})
    if len(ends) > 1:
        facts.append(Fact("line-ends", None, "", " and ".join(ends)))
    gathered.facts += facts
    return gathered


def read_file(
    source: Source, sheet: str | None = None, progress: Progress | None = None, encoding: str | None = None
) -> RawTable:
    """Read a file as a table.

    Raises:
        DataFileError: it cannot be read; the message says what it is and what to do.
    """
    if not source.size:
        raise DataFileError(f"{source.name or 'This'} is empty: it has no bytes. Check that it was saved.")
    kind = _kind(source)
    if kind == "xlsx":
        if encoding is not None:
            raise DataFileError(
                f"{source.name or 'This'} is an Excel file, which says itself how its letters are "
                "written. Leave out the encoding."
            )
        from localsdg.owndata.excel import read_workbook

        return read_workbook(source, sheet, progress)
    if kind != "text":
        raise _refuse(source, kind)
    if sheet is not None:
        raise DataFileError(f"{source.name or 'This'} is a text file: it has no sheets. Leave out the name of a sheet.")
    return read_text(source, progress, encoding=encoding)


def cell_words(cell: str) -> str:
    """Return a cell for a message: spaces made visible where they matter, long ones cut."""
    shown = cell if len(cell) <= 60 else f"{cell[:57]}..."
    return shown if shown == tidy_spaces(shown) else repr(shown)[1:-1]
