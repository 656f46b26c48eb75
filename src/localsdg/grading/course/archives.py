"""Reads zip archives that cannot be trusted, of every system: names in any encoding, bounds for all that unpacks."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from localsdg.grading.box import files as learners_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_FILES = 20_000  # of an archive
MOST_BYTES = 2 << 30  # of all files of an archive
MOST_OF_ONE = 200 << 20  # bytes
MOST_EXPANSION = 100  # times its own size, to which an archive may unpack
ALWAYS_ALLOWED = 20 << 20  # bytes to which any archive may unpack
UTF8_FLAG, UNICODE_PATH = 0x800, 0x7075
# How the systems that do not write UTF-8 write names, and the letters by which a wrong reading is known.
ENCODINGS = (("cp437", "LATIN"), ("cp850", "LATIN"), ("cp1252", "LATIN"), ("cp866", "CYRILLIC"))
FOREIGN = re.compile(r"[^\W\d_a-zA-Z]{3}")  # no name in Latin letters has three in a row that ASCII lacks
MOODLE = re.compile(r"(?P<student>[^/]+?)_(?P<participant>\d+)_assignsubmission_(?:file|onlinetext)_?/?(?P<rest>.*)")


class ArchiveError(Exception):
    """An archive cannot be used; the message says why."""


def members(data: bytes | Path, bad: Callable[[str, str], None] | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the ordinary files of a zip archive.

    Args:
        data: the archive.
        bad: called with a name and a reason when a file is too large, and when Moodle's archive of a class holds one
            that cannot be used.

    Raises:
        ArchiveError: it is damaged, encrypted, too large, or has a name that leads out of its folder.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
            if len(found) > MOST_FILES:
                raise ArchiveError(f"it holds {len(found)} files; at most {MOST_FILES} are read")
            if sum(info.file_size for info in found if info.file_size <= MOST_OF_ONE) > MOST_BYTES:
                raise ArchiveError(f"unpacked it would have more than {MOST_BYTES >> 20} MB")
            size = len(data) if isinstance(data, bytes) else data.stat().st_size
            unpacked = 0
            for info in found:
                name = name_of(info)
                if bad is not None and info.file_size > MOST_OF_ONE:
                    bad(name, f"it has more than {MOST_OF_ONE >> 20} MB")
                    continue
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
    name = PurePosixPath(name_of(info))
    shown_name = repr(learners_files.shown(str(name)))
    if not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or "\0" in info.filename:
        raise ArchiveError(f"a name in it leads out of its folder: {shown_name}")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ArchiveError(f"it holds a link: {shown_name}")
    if info.flag_bits & 1:
        raise ArchiveError("it is protected by a password")
    if name.parts[0] == "__MACOSX" or any(part[0] == "." for part in name.parts):
        return None
    try:
        with archive.open(info) as file:
            content = file.read(MOST_OF_ONE + 1)
    except Exception as error:  # zlib and lzma have errors of their own
        raise ArchiveError(f"{shown_name} cannot be unpacked ({learners_files.shown(str(error))})") from error
    if len(content) > MOST_OF_ONE:
        raise ArchiveError(f"{shown_name} has more than {MOST_OF_ONE >> 20} MB")
    return content


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a file of an archive, in one form of Unicode, whichever system has made the archive.

    Archives do not say how a name is written unless it is UTF-8. A Mac writes UTF-8 without saying so, and Windows and
    older programs write in an encoding of their own.
    """
    name = info.filename
    if not info.flag_bits & UTF8_FLAG and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _as_utf8(raw) or _guessed(raw) or name
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _unicode_path(extra: bytes) -> str:
    """Return the name in UTF-8 that Info-ZIP writes beside the old one; an empty text if there is none."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == UNICODE_PATH and length > 5:
            return _as_utf8(extra[9 : 4 + length])
        extra = extra[4 + length :]
    return ""


def _as_utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _guessed(raw: bytes) -> str:
    """Return a name read in the first encoding in which all its letters belong to one script."""
    for encoding, script in ENCODINGS:
        text = raw.decode(encoding, "replace")
        if script == "LATIN" and FOREIGN.search(text):
            continue
        if all(sign.isascii() or unicodedata.name(sign, "").startswith(script) for sign in text):
            return text
    return ""
