"""Files of learners, read and written within bounds. What cannot be used is left out, with a sentence that says why.

Learners, and their programs, give files any names and make as many as they like. None of this may stop the grader.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import stat
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

FULL = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}  # errors that concern the whole disk; others concern one file
MOST = 500  # files of a submission
LOOKED_AT = 20_000  # files and folders
DEEPEST = 10  # folders in each other
LONGEST = 200  # bytes of a name
DISTURBING = {"Cc", "Cs", "Zl", "Zp"}  # Unicode's categories of control characters, unpaired surrogates and line ends
# They change the direction of writing, with which a text can be disguised.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CODE = set('<>"\\')  # formgrader puts names into HTML and JavaScript as they are
NAMED = 20  # files with a sentence of their own


class UnreadableError(Exception):
    """A file is not what it should be; the message says why."""


class TooLargeError(UnreadableError):
    """A file is larger than what is read."""


def is_full(error: OSError) -> bool:
    """Return whether an error means that the disk takes no more data."""
    return error.errno in FULL


def reason(error: OSError) -> str:
    """Return what the system says about an error, without the name of the file."""
    return error.strerror or type(error).__name__


def _is_plain(letter: str) -> bool:
    """Return whether a character can be shown and cannot disguise the text around it."""
    return unicodedata.category(letter) not in DISTURBING and letter not in TURNING


def shown(text: str, most: int = 100) -> str:
    """Return a text fit for a sentence or a table: on one line, printable, not too long."""
    whole = re.sub(r"[\t\r\n]", " ", text)
    plain = "".join(letter if _is_plain(letter) else "\N{REPLACEMENT CHARACTER}" for letter in whole)
    return plain if len(plain) <= most else f"{plain[:most]}…"


def spelled(name: str) -> str:
    """Return a name, and how it is written where letters look the same."""
    return f"{shown(name)} (written {ascii(name)[1:-1]})" if not name.isascii() else shown(name)


def unsound(name: str) -> str:
    """Return why a path within a folder cannot be used as a file name; an empty text if it can."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        return "its name leads out of the folder"
    if not all(map(_is_plain, name)):
        return "its name has characters that are not printed"
    if len(parts) > DEEPEST:
        return f"it lies in more than {DEEPEST} folders"
    if max(len(part.encode("utf-8", "replace")) for part in parts) > LONGEST:
        return "its name is too long"
    return ""


def unsound_learner(name: str) -> str:
    """Return why a learner cannot have this name; an empty text if she can."""
    if found := CODE.intersection(name):
        return f"the pages of formgrader would take {' '.join(sorted(found))} for code"
    return unsound(name)


def without_conflicts(files: Mapping[str, bytes], others: Collection[str]) -> tuple[dict[str, bytes], list[str]]:
    """Separate files whose names conflict with others: one is a file where the other is a folder.

    Returns:
        The files without conflict, and the names of the rest.
    """
    folders = {str(above) for name in others for above in PurePosixPath(name).parents}
    kept, left = {}, []
    for name, data in files.items():
        if name in folders or any(str(above) in others for above in PurePosixPath(name).parents):
            left.append(name)
        else:
            kept[name] = data
    return kept, left


def read_file(path: Path, most: int) -> bytes:
    """Read an ordinary file of at most so many bytes.

    Raises:
        UnreadableError: it is not an ordinary file, or too large.
        OSError: it may not be read.
    """
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError(f"{shown(path.name)} is a link to another file. Put the file itself in its place.")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(f"{shown(path.name)} is not an ordinary file.")
    if status.st_size > most:
        raise TooLargeError(f"{shown(path.name)} has {status.st_size >> 20} MB; at most {most >> 20} MB are read.")
    return path.read_bytes()


class LeftOut:
    """Collects what is left out: a sentence for each of the first files, then one for each reason with a number."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._more: Counter[str] = Counter()

    def add(self, name: str, why: str, number: int = 1) -> None:
        """Add a file, or a number of files, and the reason why it was left out."""
        if len(self._sentences) < NAMED and number == 1:
            self._sentences.append(f"{shown(name)} was left out: {why}.")
        else:
            self._more[why] += number

    def sentences(self) -> list[str]:
        """Return the sentences."""
        return [*self._sentences, *(f"{number} more files were left out: {why}." for why, number in self._more.items())]


def _is_ignored(name: str, ignored: Iterable[str]) -> bool:
    """Return whether a name matches a pattern of files to ignore; a star does not match a leading dot."""
    return any(fnmatch.fnmatchcase(name, each) and (name[0] != "." or each[:1] == ".") for each in ignored)


def read_folder(folder: Path, ignored: Collection[str], most: int) -> tuple[dict[str, bytes], list[str]]:
    """Read the files in a folder and in those within it. Links are not followed: they may lead anywhere.

    Args:
        folder: where.
        ignored: patterns of names to ignore.
        most: bytes of all together.

    Returns:
        The files, and sentences about what was left out.
    """
    files: dict[str, bytes] = {}
    left, whole = LeftOut(), most
    waiting, looked_at = [""], 0
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                found = []
                for entry in entries:
                    looked_at += 1
                    if looked_at > LOOKED_AT:
                        left.add(f"The rest of {inside or folder.name}", f"more than {LOOKED_AT} files are there")
                        waiting.clear()
                        break
                    found.append((entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()))
        except OSError as error:
            left.add(inside or folder.name, f"the folder cannot be opened ({reason(error)})")
            continue
        for name, is_folder, is_link in sorted(found):
            path = f"{inside}/{name}" if inside else name
            if _is_ignored(name, ignored):
                continue
            if why := unsound(path):
                left.add(path, why)
            elif is_folder:
                waiting.append(path)
            elif is_link:
                left.add(path, "it is a link to another file")
            elif len(files) >= MOST:
                left.add(path, f"at most {MOST} files are read")
            else:
                try:
                    files[path] = read_file(folder / path, most)
                    most -= len(files[path])
                except OSError as error:
                    left.add(path, reason(error))
                except TooLargeError:
                    left.add(path, f"the files beside the notebooks may have {whole >> 20} MB together")
                except UnreadableError as error:
                    left.add(path, str(error).rstrip("."))
    return files, left.sentences()


def write_folder(folder: Path, files: Mapping[str, bytes], left: LeftOut) -> None:
    """Write files into a folder; those that cannot be written are added to ``left``.

    Raises:
        OSError: the disk is full.
    """
    for name, data in files.items():
        if why := unsound(name):
            left.add(name, why)
            continue
        goal = folder / name
        try:
            goal.parent.mkdir(parents=True, exist_ok=True)
            goal.write_bytes(data)
        except OSError as error:
            if is_full(error):
                raise
            left.add(name, reason(error))
