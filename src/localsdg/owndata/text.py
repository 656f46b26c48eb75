"""Delimited text: its encoding, its separator, its rows.

A well-formed file is read in blocks by pandas' own parser; every other one record by record. Both give
the same cells. What is found on the way is kept as facts, which the checks put into words.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.owndata.alphabets import likely_encoding, share_of_sound_words
from localsdg.owndata.columns import Column, ColumnBuilder, with_plain_numbers
from localsdg.owndata.errors import DataFileError
from localsdg.owndata.gather import gather
from localsdg.owndata.layout import COLUMNS, UNKNOWN, WIDE, Layout, find_layout
from localsdg.owndata.numbers import PLAIN, convention, group_surely
from localsdg.owndata.source import HEAD, Fact, Gathered, RawTable
from localsdg.owndata.words import catalogue, refused, sayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from localsdg.owndata.columns import Floats
    from localsdg.owndata.said import Said
    from localsdg.owndata.source import Progress, Source

_FEW_WORDS = 1000
_BLOCK = 4 << 20
_SEPARATORS = frozenset(",;\t|")


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
    return refused("zero_bytes", source.name)


def _without_mark(head: bytes) -> str:
    """Return the encoding of a file with zero bytes and without a mark; "" if it is none."""
    share = [head[place::4].count(0) / max(len(head[place::4]), 1) for place in range(4)]
    if min(share[2:]) > 0.9 > 0.1 > share[0]:
        return "utf-32-le"
    if min(share[:2]) > 0.9 > 0.1 > share[3]:
        return "utf-32-be"
    if min(share[1], share[3]) > 0.4 and max(share[0], share[2]) < 0.1:
        return "utf-16-le"
    if min(share[0], share[2]) > 0.4 and max(share[1], share[3]) < 0.1:
        return "utf-16-be"
    # Letters of other alphabets have no zero byte; line ends, separators and digits have.
    return next((name for name, end in (("utf-16-le", 1), ("utf-16-be", 0)) if _reads_as_pairs(head, name, end)), "")


def _reads_as_pairs(head: bytes, name: str, zeros_at: int) -> bool:
    """Say whether a text reads well as UTF-16: lines with separators, and only letters that there are."""
    if head[1 - zeros_at :: 2].count(0):
        return False
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    lines = text.splitlines()
    plain = sum(sign in ",;\t\n\r" or sign.isascii() for sign in text)
    known = all(unicodedata.category(sign) not in ("Cn", "Co", "Cs") and sign != "\ufffd" for sign in text[:4000])
    return known and len(lines) > 1 and plain >= 2 * len(lines)


def _said_encoding(source: Source, said: str) -> str:
    """Return the encoding that a person has named, if the file can be written in it."""
    try:
        name = codecs.lookup(said).name
        "".encode(name)
    except LookupError:
        raise refused("no_encoding", encoding=said) from None
    if name == "utf-8" and source.head.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    if not _decodes(source, name):
        raise refused("encoding_wrong", source.name, encoding=said)
    return name


def _encoding(source: Source, said: str | None = None) -> tuple[str, bool]:
    """Return the encoding, and whether it is in doubt.

    UTF-8 is taken for granted until a byte contradicts it. Nothing surely tells the other encodings apart: such a file
    is read in the one in which alone its words make sense, else as Windows-1252, which keeps each byte apart. Both
    stay in doubt, so that no letter is repaired; digits and separators are the same in all of them.
    """
    head = source.head
    if said is not None:
        return _said_encoding(source, said), False
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if not name and b"\0" in head and not (name := _without_mark(head)):
        raise _zero_bytes(source)
    if name:
        if not _decodes(source, name):
            raise refused("cut_off", source.name, encoding=name.upper().removesuffix("-SIG"))
        return name, False
    if b"\x1b$" in head or b"\x1b(" in head:
        raise refused("switching", source.name)
    if _decodes(source, "utf-8"):
        return "utf-8", False
    default = "cp1252" if _decodes(source, "cp1252") else "latin-1"
    likely = likely_encoding(source.head, [default, *_OTHERS])
    return (likely if likely and _decodes(source, likely) else default), True


def _records(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield from csv.reader(lines, delimiter=separator)
    finally:
        csv.field_size_limit(limit)


def _head_lines(text: str) -> list[str]:
    lines = list(io.StringIO(text, newline=""))  # split as the file is: a line separator inside a name is no line end
    return lines[:-1] if len(lines) > 1 and len(text) >= HEAD // 4 else lines


def _separator(lines: list[str]) -> tuple[str, list[list[str]]]:
    """Return the separator that gives the most even rows, and the first records read with it."""
    best: tuple[float, int, str, list[list[str]]] = (-1.0, 0, ",", [])
    for separator in _SEPARATORS:
        records = list(itertools.islice(_records(lines, separator), 200))
        filled = sum(any(record) for record in records)
        widths = Counter(len(record) for record in records if len(record) > 1 and any(record))
        if not widths:
            continue  # rows of one cell, such as titles and footnotes, say nothing
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = times / filled + find_layout(records).known_names
        if (score, width) > best[:2]:
            best = (score, width, separator, records)
    return best[2], best[3] or list(itertools.islice(_records(lines, ","), 200))


class _UnusualError(Exception):
    """The file is not one that the block reader reads exactly."""


@lru_cache(maxsize=8)
def _quoted(separator: str) -> re.Pattern[bytes]:
    """Return the pattern of a whole cell in quotes."""
    sign = re.escape(separator).encode()
    return re.compile(rb'"(?<![^' + sign + rb'\n"]")[^"]*"(?![^' + sign + rb'\r\n"])')


def _like_a_row(line: str, separator: str, layout: Layout) -> bool:
    """Say whether a line inside a cell looks like a row of the table, swallowed by a quote that is never closed."""
    width = len(layout.names)
    if line.count(separator) < max(width - 1, 1):
        return False
    cells = next(_records([line], separator), [])
    if len(cells) != width:
        return False
    if layout.form in (WIDE, COLUMNS):
        return any(PLAIN.fullmatch(cells[place].strip()) for place in layout.value_columns)
    return layout.form == UNKNOWN or layout.fits(cells)


def _check_shape(block: bytes, layout: Layout, separator: str) -> None:
    """Refuse a block whose rows do not all have as many cells as the heading, or with quotes inside a cell."""
    width, sign = len(layout.names), separator.encode()
    if b'"' in block:
        whole, block = block, _quoted(separator).sub(b"", block)
        if whole.count(b"\n") != block.count(b"\n"):
            inner = [line for cell in _quoted(separator).findall(whole) for line in cell.split(b"\n")[1:]]
            texts = [line.decode("utf-8").replace('""', '"').rstrip('"') for line in inner]
            if any(_like_a_row(text, separator, layout) for text in texts):
                raise _UnusualError  # perhaps a stray quote that swallows rows
        if b'"' in block:
            raise _UnusualError
    ends = block.translate(None, delete=bytes(set(range(256)) - set(sign + b"\n")))
    row = sign * (width - 1) + b"\n"
    if ends != row * (len(ends) // width):
        raise _UnusualError


@lru_cache(maxsize=8)
def _signs(separator: str) -> bytes:
    """Return a table that shows edges of cells as commas, digits and points as 0, spaces as a space."""
    others = {ord(","): ord("x"), ord("\n"): ord(","), ord("\r"): ord(","), ord('"'): ord(",")}
    plain = bytearray(bytes.maketrans(b"123456789.E+\t\v\f", b"0000000000e-   "))
    for sign, shown in (*others.items(), (ord(separator), ord(","))):
        plain[sign] = shown
    return bytes(plain)


_EDGE, _DIGIT, _SPACE, _LETTER_E = b",0 e"


def _hidden_forms(block: bytes, separator: str) -> bool:
    """Say whether a cell could hold a number in a form that pandas reads without saying: 1e5, or spaces around it."""
    signs = np.frombuffer(b"," + block.translate(_signs(separator)) + b",", dtype=np.uint8)
    if (signs[np.flatnonzero(signs == _LETTER_E) - 1] == _DIGIT).any():
        return True
    spaces = np.flatnonzero(signs == _SPACE)
    before, after = signs[spaces - 1], signs[spaces + 1]
    numeric = np.zeros(256, dtype=bool)
    numeric[list(b"0-, ")] = True
    return bool((((before == _EDGE) & numeric[after]) | ((after == _EDGE) & numeric[before])).any())


_SHAPES = bytes(0x30 if sign in b"0123456789" else sign if sign == ord(".") else 0x20 for sign in range(256))


def _sure_points(block: bytes) -> bool:
    """Say that no cell could be a whole number with a point between its thousands, such as 1.234."""
    return b".000 " not in block.translate(_SHAPES) or _THREE_DECIMALS.search(block) is None


_THREE_DECIMALS = re.compile(rb"(?<![0-9.])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")


def _line_end(block: bytes) -> bytes:
    """Return how the lines of a block end; nothing if there is no end. Refuse any other than LF or CRLF throughout."""
    returns, ends = block.count(b"\r"), block.count(b"\n")
    if b"\0" in block or (returns and not returns == block.count(b"\r\n") == ends):
        raise _UnusualError
    return (b"\r\n" if returns else b"\n") if ends else b""


def _blocks(source: Source, lines_before: int, encoding: str) -> Iterator[tuple[bytes, int]]:
    """Yield the file in blocks of whole lines as UTF-8, without the first lines, each with the place where it ends."""
    with source.open() as file:
        if encoding in ("utf-8", "utf-8-sig"):
            first = b"".join(file.readline() for _ in range(lines_before))
            blocks = iter(lambda: file.read(_BLOCK) + file.readline(), b"")
        else:
            text = io.TextIOWrapper(file, encoding, newline="")
            first = "".join(text.readline() for _ in range(lines_before)).encode("utf-8")
            blocks = iter(lambda: (text.read(_BLOCK) + text.readline()).encode("utf-8"), b"")
        kinds = {_line_end(first)}
        for block in blocks:
            kinds.add(_line_end(block))
            if len(kinds - {b""}) > 1:
                raise _UnusualError
            yield (block if block.endswith(b"\n") else block + b"\n"), file.tell()


def _read_blocks(
    source: Source, layout: Layout, lines_before: int, separator: str, encoding: str, progress: Progress | None
) -> Gathered:
    width = len(layout.names)
    points = separator == ","  # then a point before three digits is sure to be a decimal point
    builders = [ColumnBuilder(name) for name in layout.names]
    numeric = {str(place) for place in layout.figures}
    rows = 0
    for block, done in _blocks(source, lines_before, encoding):
        _check_shape(block, layout, separator)
        unsure = bool(numeric) and (_hidden_forms(block, separator) or not (points or _sure_points(block)))
        typed = set() if unsure else numeric
        frame = _parse(block, width, typed, separator)
        odd = {name for name in typed if frame[name].dtype.kind not in "iuf" or np.isinf(frame[name]).any()}
        texts = _parse(block, width, set(), separator, odd) if odd else frame
        numeric -= {name for name in odd if _mostly_words(texts[name])}  # the next blocks need one look only
        for place, builder in enumerate(builders):
            name = str(place)
            if name in typed - odd:
                builder.add_numbers(frame[name].to_numpy(dtype=float)[1:])
            else:
                builder.add_coded(*_without_first((texts if name in odd else frame)[name]))
        rows += len(frame) - 1
        if progress:
            progress(min(done, source.size), source.size)
    columns = [builder.column() for builder in builders]
    for place in layout.figures:
        columns[place] = with_plain_numbers(columns[place], points=points)
    return Gathered(columns, rows)


def _mostly_words(column: pd.Series[Any]) -> bool:
    """Say whether most distinct cells of a column are no plain numbers, such as those with decimal commas."""
    words = column.cat.categories.to_numpy(dtype=object)
    return sum(PLAIN.fullmatch(word) is None for word in words) > 0.5 * len(words)


def _without_first(column: pd.Series[Any]) -> tuple[npt.NDArray[Any], list[str]]:
    """Return codes and words of a column of texts, without the row that was put on top."""
    codes, words = column.cat.codes.to_numpy(), column.cat.categories.to_numpy(dtype=object).tolist()
    first, codes = codes[0], codes[1:]
    if (codes == first).any():
        return codes, words
    return codes - (codes > first), words[:first] + words[first + 1 :]


def _parse(block: bytes, width: int, typed: set[str], separator: str, only: set[str] | None = None) -> pd.DataFrame:
    """Parse a block: plain numbers in the typed columns, texts in the others; it gets one row more than it has.

    That first row holds a text in each column of texts, so that pandas does not make numbers of a column such as 007.
    """
    names = [str(place) for place in range(width)]
    top = separator.join("" if name in typed else "text" for name in names)
    texts: dict[str, Any] = {name: "category" for name in names if name not in typed}
    return pd.read_csv(
        io.BytesIO(f"{top}\n".encode() + block),
        sep=separator,
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


_OTHERS = (
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp850",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
)


def _readings(source: Source, encoding: str) -> str:
    """Return the first words with letters beyond ASCII: as they were read, and how else they could be read."""
    with source.open() as file:
        lines = list(itertools.islice((line for line in file if not line.isascii()), 3))
    cells = [cell for line in lines for cell in re.split(rb'[,;\t|"\r\n]+', line.strip()) if not cell.isascii()]
    cells = list(dict.fromkeys(cells))[:3]

    def shown(name: str) -> str | None:
        try:
            return ", ".join(dict.fromkeys(cell.decode(name) for cell in cells))
        except UnicodeDecodeError:
            return None

    found: dict[str, str] = {}
    sound: dict[str, float] = {}
    say = sayer(catalogue(), "encoding")
    for name in dict.fromkeys((encoding, "cp1252", *_OTHERS)):
        text = shown(name)
        if text and text.isprintable() and any(map(str.isalpha, text)):
            found.setdefault(text, f"{name} ({say(name if name in _OTHERS else 'cp1252')}): {text}")
            sound[text] = share_of_sound_words(text)
    likely_first = sorted(found, key=lambda text: -sound[text])
    return "; ".join(found[text] for text in likely_first) or repr(b" ".join(cells))[2:-1]


def read_text(
    source: Source,
    progress: Progress | None = None,
    *,
    encoding: str | None = None,
    said: Said | None = None,
    blocks: bool = True,
    as_text: bool = False,
) -> RawTable:
    """Read a text file with separators.

    Args:
        source: the file.
        progress: called with bytes read and bytes in all.
        encoding: how its letters are written, if a person has said it.
        said: what a person has said of the table.
        blocks: whether well-formed files may be read by blocks, which is faster and gives the same.
        as_text: whether every cell is kept as the text that it is, also a plain number.

    Raises:
        DataFileError: the file is empty or damaged.
    """
    encoding, in_doubt = _encoding(source, encoding)
    text = source.head.decode(encoding, "replace")
    if not text.strip("\ufeff\ufffd \t\r\n,;|\0"):
        raise refused("empty", source.name)
    lines = _head_lines(text)
    sign = re.fullmatch(r"sep=(.)", lines[0].strip().lstrip("\ufeff"), re.IGNORECASE)
    skipped = 1 if sign else 0
    separator, records = (
        (sign[1], list(itertools.islice(_records(lines[1:], sign[1]), 200))) if sign else _separator(lines)
    )
    if (
        in_doubt
        and separator not in ",;\t"
        and re.search(rb"[\x80-\xff]" + re.escape(separator.encode()), source.read())
    ):
        raise refused("separator_in_doubt", source.name, separator=separator)
    layout = find_layout(records, said)
    blocks = blocks and not (said and said.decimal and separator == ",")
    facts = _text_facts(source, encoding, separator, bool(sign), in_doubt)
    above = records[: layout.header] if layout.header is not None else []
    before = len(above) + (layout.header is not None)
    one_line_each = not any("\n" in cell or "\r" in cell for record in records[:before] for cell in record)
    plain = blocks and separator in _SEPARATORS and before and one_line_each
    cells: Gathered | None = None
    if plain and len(layout.names) > 1:
        try:
            cells = _read_blocks(source, layout, skipped + before, separator, encoding, progress)
        except _UnusualError:
            cells = None
    if cells is None or (separator == "," and _points_group_thousands(cells.columns, layout)):
        points = None if as_text else separator == "," and not (said and said.decimal == ",")
        reading = (layout, skipped, before, points, records[before:])
        cells = _read_lines(source, encoding, separator, *reading, progress)
    if not cells.count:
        facts.append(Fact("no-rows", None, "", ""))
    return RawTable(
        name=source.name,
        layout=layout,
        columns=cells.columns,
        rows=np.arange(before + 1, before + 1 + cells.count),
        above=above,
        unread=cells.unread,
        facts=facts + cells.facts,
        point_by_default=separator == ",",
        points_in_doubt=cells.points_in_doubt,
        encoding=encoding,
        encoding_in_doubt=in_doubt,
        decimal=said.decimal if said else None,
        year=said.year if said else None,
        headings=said.headings if said else None,
        separator=separator,
    )


def _points_group_thousands(columns: list[Column], layout: Layout) -> bool:
    """Say whether points stand between thousands, or may do so; then the texts of the numbers have to be seen."""
    if any("." in convention(column.words).thousands for column in columns if column.numbers is not None):
        return True
    if any(group_surely(columns[place].words[:_FEW_WORDS]) for place in layout.figures):
        return True
    numbers = [columns[place].numbers for place in layout.figures if layout.form == COLUMNS]
    return any(_may_be_thousands(each) for each in numbers if each is not None)


def _may_be_thousands(numbers: Floats) -> bool:
    """Say whether numbers with three decimals stand among whole ones below a thousand."""
    sizes = np.abs(numbers[~np.isnan(numbers)])
    broken = sizes[sizes % 1 != 0]
    if len(broken) < 3 or broken.min() < 1 or sizes.max() >= 1000:
        return False
    three = np.abs(broken * 100 - np.round(broken * 100)) > 1e-6
    exact = np.abs(broken * 1000 - np.round(broken * 1000)) < 1e-6
    return bool(exact.all() and three.mean() > 0.5)


def _text_facts(source: Source, encoding: str, separator: str, said: bool, in_doubt: bool) -> list[Fact]:
    facts = []
    if encoding == "utf-8-sig":
        facts.append(Fact("byte-order-mark", None, "", ""))
    elif encoding != "utf-8":
        name = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}.get(encoding, re.sub("-[BL]E$", "", encoding.upper()))
        probable = in_doubt and encoding in _OTHERS
        readings = _readings(source, encoding) if in_doubt else ""
        facts.append(Fact("encoding", None, "", name, readings, probable=probable))
    if separator != ",":
        facts.append(Fact("separator", None, "", separator))
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
    points: bool | None,
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
    gathered = gather(body, layout, before + 1, points=points, first_rows=first_rows, apart=True)
    ends = sorted(lines.ends - {""})
    if len(ends) > 1:
        facts.append(Fact("line-ends", None, "", "|".join(ends)))
    gathered.facts += facts
    return gathered
