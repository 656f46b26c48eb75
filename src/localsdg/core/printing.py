"""A page on paper: Chromium prints an HTML file as a tagged PDF, with an outline."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.core.pdf_outline import mend_outline

if TYPE_CHECKING:
    from collections.abc import Iterable

# The first, which has no windows, is quickest.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_TIME_LIMIT = 300  # seconds


class PdfError(RuntimeError):
    """The PDF was not written; the message says why."""


def print_page(page: Path, file: Path, headings: Iterable[str] = ()) -> None:
    """Print an HTML file into a PDF.

    Args:
        page: the HTML file.
        file: the PDF to write.
        headings: what the bookmarks say; without them, lines of long headings are joined without a space.

    Raises:
        PdfError: there is no Chromium, it failed, or the file cannot be written.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise PdfError(
            "The PDF is printed by Chromium, and it is missing. Install it (Debian, Ubuntu: apt install chromium)."
        )
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "page.pdf"
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--virtual-time-budget=20000",
            f"--print-to-pdf={printed}",
            page.resolve().as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_TIME_LIMIT)
        except subprocess.TimeoutExpired as error:
            raise PdfError(f"{browser} has not printed {page.name} within {_TIME_LIMIT} seconds.") from error
        if not printed.exists():
            raise PdfError(f"{browser} has not printed {page.name}:\n{done.stderr[-2000:]}")
        try:
            file.write_bytes(mend_outline(printed.read_bytes(), headings))
        except OSError as error:
            raise PdfError(f"{file} cannot be written: {error.strerror}.") from error
