"""What all commands share: where they print, how they end, and how a file that they write is asked for.

The habits:

- ``--output`` (``-o``) names what a command writes. A file that is there already is refused, unless with ``--force``.
- Of an option that takes several values, each value is given with the option again: ``--lesson 1.2 --lesson 1.5``.
- What went wrong is printed on standard error.
- The exit status is 0 if all is well; ``FINDINGS`` if something was found, or could not be done; ``WRONG_USE`` if the
  call itself has to be changed: an option, a value, or a file that is not there or not of the kind that is read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localsdg.core.content import content_root
from localsdg.core.terminal import new_console, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LEARN, PLATFORM, GRADE, DEVELOP = "Learn and plan", "Use in a learning platform", "Grade", "Develop"
FINDINGS, WRONG_USE = 1, 2
console = new_console()

Force = Annotated[bool, typer.Option("--force", help="Replace files that are there already.")]


def checkout() -> Path:
    """Return the repository; some commands work on its files, which an installed package does not have.

    They ask for it first of all, before they import packages that may not be installed there.
    """
    root = content_root()
    if not (root / "_config.yml").exists():
        raise fail(
            "This command works in a clone of the repository, and there is none around this installation.", WRONG_USE
        )
    return root


def warn(error: object) -> None:
    """Say on standard error what is wrong."""
    say(error, stderr=True)


def fail(error: object, status: int = FINDINGS) -> typer.Exit:
    """Say on standard error what is wrong; return what ends the command with this status."""
    warn(error)
    return typer.Exit(status)


def in_words(error: OSError) -> str:
    """Return in words what the computer has refused."""
    where = f"{str(error.filename)[:200]}: " if error.filename else ""
    return f"{where}{error.strerror}." if error.strerror else str(error)


def readable(file: Path) -> Path:
    """Return a file that is to be read; end the command if it is not there, or is a folder."""
    if file.is_dir():
        raise fail(f"{file} is a folder. Name a file in it.", WRONG_USE)
    if not file.exists():
        raise fail(f"There is no file {file}. Check its name.", WRONG_USE)
    return file


def writable(file: Path, *, force: bool, endings: Collection[str] = (), others: Iterable[Path] = ()) -> Path:
    """Return a file that is to be written; end the command before its work begins if the file cannot be.

    Args:
        file: what ``--output`` names.
        force: whether a file that is there already is replaced.
        endings: the endings that its name can have; any, if none are given.
        others: the files that the command reads, and those that it also writes: it can be none of them.
    """
    if os.path.realpath(file) in map(os.path.realpath, others):
        raise fail(
            f"{file} is named twice, to be read and written or to be written twice. Give another name.", WRONG_USE
        )
    if file.is_dir():
        raise fail(f"{file} is a folder. Name a file in it.", WRONG_USE)
    if endings and file.suffix.lower() not in endings:
        raise fail(f"{file}: its name should end with {' or '.join(endings)}.", WRONG_USE)
    if file.is_symlink() and not file.exists():
        raise fail(f"{file} is a link that leads nowhere. Give another name.", WRONG_USE)
    if not file.parent.is_dir():
        raise fail(f"There is no folder {file.parent}. Make it first, or name another.", WRONG_USE)
    if file.exists():
        if not file.is_file():
            raise fail(f"{file} is no ordinary file, and cannot be replaced. Give another name.", WRONG_USE)
        if not force:
            raise fail(f"{file} is there already. Give another name, or replace it with --force.")
    return file
