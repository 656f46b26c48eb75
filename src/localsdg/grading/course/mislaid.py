"""Says what a learner has handed in where a notebook is missing, or cannot be read, and how that is repaired."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from localsdg.grading.box import bounds, files
from localsdg.grading.course.names import ENDINGS, could_be

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from localsdg.grading.run.release import ReleasedNotebook

LOOKED_AT = 2_000  # files and folders
OPENED = 50  # files that are read
START = 64  # bytes by which a kind is known
OFFICE = {".docx": "a Word document", ".odt": "a text document of LibreOffice", ".xlsx": "a workbook of Excel"}
KINDS = (
    (b"%PDF", "a PDF file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word or Excel"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
)
ARCHIVES = ("an archive (zip)", "a RAR archive", "a 7z archive", "a compressed file (gzip)")
ASK = "Ask for the notebook itself: in Jupyter, File and then Download"
UNPACK = "Unpack it, and hand in the notebook that is in it"


def kind_of(data: bytes, name: str = "") -> str:
    """Return what a file is, in words, if it is something that is handed in for a notebook; else an empty text."""
    start = data[:START].lstrip()
    if start.startswith(b"PK"):
        return _kind_of_zip(data, name)
    if start[:9].lower().startswith((b"<!doctype", b"<html")):
        return "a web page (HTML)"
    if PurePosixPath(name).suffix.lower() == ".py":
        return "a Python program"
    return next((kind for first, kind in KINDS if data.startswith(first)), "")


def _kind_of_zip(data: bytes, name: str) -> str:
    if (ending := PurePosixPath(name).suffix.lower()) in OFFICE:
        return OFFICE[ending]
    members = _members(data)
    if "[Content_Types].xml" in members:
        return "a Word document" if any(each.startswith("word/") for each in members) else "an office document"
    return "an office document" if "mimetype" in members else "an archive (zip)"


def _members(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:LOOKED_AT]
    except Exception:  # a damaged archive fails in many ways
        return []


def instead(folder: Path, released: Mapping[str, ReleasedNotebook], missing: Collection[str]) -> list[tuple[str, str]]:
    """Return sentences about what lies in a learner's folder where notebooks are missing.

    Args:
        folder: what she has handed in.
        released: the notebooks of the assignment.
        missing: the names of those that are not there.

    Returns:
        Each sentence with the notebook that it is about; empty for the whole folder.
    """
    found: list[tuple[str, str]] = []
    others, opened = [], 0
    for path in _walk(folder):
        place = path.relative_to(folder).as_posix()
        if place in {f"{name}.ipynb" for name in released} | {"timestamp.txt"}:
            continue
        others.append(files.shown(place))
        if opened >= OPENED:
            continue
        opened += 1
        found += _about(path, place, released, missing)
    if not found and missing and len(missing) == len(released):
        few = ", ".join(others[: files.NAMED])
        text = f"There is no notebook in the folder, only {few}. {ASK}." if few else f"The folder is empty. {ASK}."
        found.append(("", text))
    return found[: files.NAMED]


def _about(
    path: Path, place: str, released: Mapping[str, ReleasedNotebook], missing: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield a sentence about a file, if it is or holds a notebook that is missing."""
    shown = files.shown(place)
    try:
        data = files.read_file(path, bounds.NOTEBOOK)
    except (OSError, files.UnreadableError):
        data = b""
    kind = kind_of(data, path.name)
    if kind:
        inside = [each for each in _members(data) if ENDINGS.search(each)][: files.NAMED] if kind in ARCHIVES else []
        held = f", with {', '.join(map(files.shown, inside))} in it" if inside else ""
        named = {name for name in missing if could_be(path.name, name) or path.stem.casefold() == name.casefold()}
        repair = UNPACK if kind in ARCHIVES else ASK
        yield (named.pop() if len(named) == 1 else ""), f"{shown} is {kind}{held}, not a notebook. {repair}."
        return
    for name in missing:
        if holds(data, [cell.name for cell in released[name].cells]):
            repair = f"Put it into the learner's folder as {name}.ipynb, and grade again"
            yield name, f"{shown} holds the cells of {name}.ipynb, in another place or under another name. {repair}."
        elif could_be(path.name, name) or (ENDINGS.search(path.name) and ENDINGS.sub("", path.name) == name):
            yield name, f"{shown} could be {name}.ipynb. Give it the right name and place, and grade again."


def holds(data: bytes, cells: Collection[str]) -> bool:
    """Return whether a file names most of the cells of a notebook."""
    names = [json.dumps(name).encode() for name in cells]
    return 2 * sum(name in data for name in names) > len(names)


def only(held: Mapping[str, bytes]) -> str:
    """Return a sentence about files that a learner has handed in without a notebook."""
    if not held:
        return f"there is nothing else either. {ASK}"
    kinds = {name: kind_of(data, name) for name, data in sorted(held.items())[: files.NAMED]}
    few = ", ".join(f"{files.shown(name)} ({kind})" if kind else files.shown(name) for name, kind in kinds.items())
    return f"there is only {few}. {UNPACK if any(kind in ARCHIVES for kind in kinds.values()) else ASK}"


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in those within it, in the order of their names; links are not followed."""
    looked_at = 0
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each[0] != ".")[:LOOKED_AT]
        if len(Path(above).relative_to(folder).parts) >= files.DEEPEST:
            folders.clear()
        for name in sorted(names):
            looked_at += 1
            if looked_at > LOOKED_AT:
                return
            if name[0] != ".":
                yield Path(above, name)
