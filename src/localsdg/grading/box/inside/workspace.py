"""The folders in which a notebook works: emptied and filled before it, and looked through for new files after it."""

from __future__ import annotations

import base64
import contextlib
import os
import stat
from pathlib import Path

from localsdg.grading.box.inside.guard import file_mark

LOOKED_AT, DEEPEST = 20_000, 10  # how many files and folders, and how deep, are looked at when a notebook has ended
NAMED = 20  # files that are left out and named; the others are only mentioned


class Workspace:
    """The folders of the notebook.

    Args:
        folders: all that it may write into; the first is the one it works in.
        kept: what the sandbox shows within these folders; it is left alone.
    """

    def __init__(self, folders: list[str], kept: list[str]) -> None:
        self.folders = folders
        self.kept = kept
        self.shipped: dict[str, tuple[int, ...]] = {}  # the files of the assignment, as they were written
        self._written: dict[str, tuple[int, int]] = {}

    def prepare(self, files: dict[str, str], shipped: list[str]) -> None:
        """Empty the folders, write the files of a submission, and record what they look like.

        Args:
            files: the contents in base64, by their paths in the working folder.
            shipped: those of them that the assignment ships.
        """
        for folder in self.folders:
            _empty(folder, self.kept)
        root = Path(self.folders[0])
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(data))
        self._written = dict(self._files()[0])
        self.shipped = {str(root / name): file_mark(str(root / name)) for name in shipped}

    def _files(self) -> tuple[list[tuple[str, tuple[int, int]]], bool]:
        """Return the ordinary files with their times and sizes, and whether some were not looked at."""
        found, waiting, number, deep = [], [(self.folders[0], 0)], 0, False
        while waiting:
            folder, depth = waiting.pop()
            with contextlib.suppress(OSError):
                for entry in list(os.scandir(folder)):
                    number += 1
                    if number > LOOKED_AT:
                        continue
                    with contextlib.suppress(OSError):
                        status = entry.stat(follow_symlinks=False)
                        if stat.S_ISREG(status.st_mode):
                            found.append((entry.path, (status.st_mtime_ns, status.st_size)))
                        elif stat.S_ISDIR(status.st_mode) and depth < DEEPEST:
                            waiting.append((entry.path, depth + 1))
                        elif stat.S_ISDIR(status.st_mode):
                            deep = True
        return sorted(found), deep or number > LOOKED_AT

    def collect(self, most: int, number: int) -> tuple[dict[str, str], list[str]]:
        """Return the ordinary files that are new or changed.

        Args:
            most: bytes of all together.
            number: how many.

        Returns:
            The contents in base64 by name, and sentences about files that are left out.
        """
        files: dict[str, str] = {}
        left_out = []
        found, more = self._files()
        for path, mark in found:
            if self._written.get(path) == mark:
                continue
            name = path.removeprefix(f"{self.folders[0]}/")
            if mark[1] > most or len(files) >= number:
                left_out.append(name)
                continue
            with contextlib.suppress(OSError):
                descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
                with os.fdopen(descriptor, "rb") as file:
                    data = file.read(most)
                most -= len(data)
                files[name] = base64.b64encode(data).decode()
        sentences = [f"The file {name!r} was too much to keep." for name in left_out[:NAMED]]
        if len(left_out) > NAMED or more:
            sentences.append("More files were left, in number or in depth, than are kept.")
        return files, sentences


def _empty(folder: str, kept: list[str]) -> None:
    """Remove all that is in a folder, whatever its rights and however deep, but for what is kept."""
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o1777)  # noqa: PTH101
    own, number = os.urandom(8).hex(), 0
    while entries := [entry for entry in os.scandir(folder) if entry.path not in kept]:
        for entry in entries:
            if not _opened_folder(entry):
                os.unlink(entry.path)  # noqa: PTH108
                continue
            for inner in list(os.scandir(entry.path)):
                if _opened_folder(inner):  # it comes up, so that no path becomes too long
                    number += 1
                    os.rename(inner.path, f"{folder}/{own}-{number}")  # noqa: PTH104
                else:
                    os.unlink(inner.path)  # noqa: PTH108
            os.rmdir(entry.path)  # noqa: PTH106


def _opened_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder; if it is, make it readable and writable."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    os.chmod(entry.path, 0o700)  # noqa: PTH101
    return True
