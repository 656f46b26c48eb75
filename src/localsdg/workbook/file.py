"""The file of a workbook: nobody else writes it meanwhile, and it is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.workbook.schema import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.workbook.schema import Fault


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other notebooks from saving the same file in the meantime; words for what the computer refuses."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=20):
            yield
    except Timeout as error:
        raise WorkbookError(
            "closed", f"{path} was not changed: another program has been saving it for 20 seconds. Try again."
        ) from error
    except OSError as error:
        raise WorkbookError(
            "closed",
            f"{path} was not changed: {error.strerror}. Make room there, or name another place in LOCALSDG_WORKBOOK.",
        ) from error


def set_aside(path: Path, fault: Fault) -> Path:
    """Copy a file that cannot be read to a new name beside it, such as ``workbook-damaged-20260301-101500.json``."""
    stem = f"{path.stem}-{fault}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    number = 1
    while (copy := path.with_name(f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}")).exists():
        number += 1
    write(path.with_name(f".{path.name}.new"), path.read_bytes(), copy)
    return copy


def write(new: Path, content: bytes, path: Path) -> None:
    """Write a file whole or not at all: into a new one in the same folder, which then takes its place."""
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    # The name is safe against a power cut only when the folder is on the disk too; Windows cannot open a folder.
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
