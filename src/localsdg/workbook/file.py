"""The file of a workbook: the lock that keeps others from writing it meanwhile, and copies of damaged files."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from localsdg.core.files import write_whole
from localsdg.workbook.schema import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localsdg.workbook.schema import Fault


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other notebooks from saving the same file in the meantime.

    Raises:
        WorkbookError: another program keeps the file, or the computer does not let us write it.
    """
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
    write_whole(copy, path.read_bytes(), replace=False)
    return copy
