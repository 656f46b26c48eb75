"""Files that are written whole or not at all, whatever happens meanwhile: a full disk, a power cut, another program."""

from __future__ import annotations

import contextlib
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file in an archive: the earliest that zip knows


@contextlib.contextmanager
def draft_of(path: Path, *, replace: bool) -> Iterator[Path]:
    """Give a new file to write into, which becomes ``path`` once the block has ended without an error.

    The draft lies in the same folder. After an error it is removed, and ``path`` is as it was.

    Args:
        path: the file that is wanted. A link is followed: what it leads to is replaced, not the link.
        replace: whether a file of this name is replaced.

    Raises:
        FileExistsError: there is a file of this name, and it should not be replaced.
        OSError: the computer does not let us write the file; the error names ``path``.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not (replace and path.is_file()):
        raise FileExistsError(f"{path} is there already, and is not replaced. Give another name.")
    # A fixed name: what a power cut leaves behind is overwritten by the next draft. Shortened, since file names have a
    # limit.
    draft = path.with_name(f".{path.name[:50]}.new")
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            _take_free_name(draft, path)
        _keep_name(path.parent)
    except OSError as error:
        if error.filename in (None, str(draft)) and not isinstance(error, FileExistsError):
            error.filename = str(path)  # the error of a full disk carries no file name
        raise
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file whole or not at all, by the rules of :func:`draft_of`."""
    with draft_of(path, replace=replace) as draft, draft.open("wb") as file:
        file.write(content)
        file.flush()


def write_archive(file: Path, contents: Mapping[str, bytes]) -> None:
    """Write a zip archive with files by their names; the same files make the same archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def _take_free_name(draft: Path, path: Path) -> None:
    """Give the draft its name, unless another program has taken it meanwhile."""
    taken = FileExistsError(f"{path} is there already, and is not replaced. Give another name.")
    try:
        os.link(draft, path)
    except FileExistsError:
        raise taken from None
    except OSError:  # a file system without links, such as that of a memory stick
        if path.exists():
            raise taken from None
        draft.rename(path)


def _keep_name(folder: Path) -> None:
    """Bring the name of a new file to the disk too; until then a power cut can take it. Windows cannot do this."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
