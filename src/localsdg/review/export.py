"""Writing a review: Word, one HTML file, the annex, a calendar, Open SDG data; or a folder with all of them."""

from __future__ import annotations

import datetime
import json
import tempfile
import uuid
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.core.files import write_whole
from localsdg.core.methods import helper
from localsdg.core.pdf_tags import mend_tags
from localsdg.core.printing import print_page
from localsdg.review.annex import csv_text, open_sdg
from localsdg.review.documents import page
from localsdg.review.model import check_review
from localsdg.review.reading import day_of
from localsdg.review.word import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["write_review"]

_ONE_DAY = datetime.timedelta(days=1)
CALENDAR = "-//localsdg//review//EN"


def _html(review: Mapping[str, Any]) -> bytes:
    return page(review).encode("utf-8")


def _pdf(review: Mapping[str, Any]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        document, printed = Path(folder) / "review.html", Path(folder) / "review.pdf"
        document.write_bytes(_html(review))
        print_page(document, printed)
        return mend_tags(printed.read_bytes())


def _json(review: Mapping[str, Any]) -> bytes:
    return (json.dumps(review, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def annex_csv(review: Mapping[str, Any]) -> bytes:
    """Return the annex as a file."""
    # The mark at the beginning tells spreadsheet programs that the letters are UTF-8.
    return ("\ufeff" + csv_text(review["annex"])).encode("utf-8")


def recompute_text() -> bytes:
    """Return the program that computes an annex again, on its own."""
    return files(__package__).joinpath("recomputing.py").read_bytes()


def calendar_text(review: Mapping[str, Any]) -> bytes:
    """Return the next steps that have a day as calendar entries of whole days."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", CALENDAR)
    calendar.add("version", "2.0")
    stamp = datetime.datetime.fromisoformat(f"{review['made']}T00:00:00+00:00")
    for step in review["steps"]:
        day = day_of(step["date"])
        if day is None:
            continue
        event = Event()
        name = f"localsdg review {review['municipality']['name']} {step['id']}"
        event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, name)}@localsdg")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + _ONE_DAY)
        event.add("summary", step["what"])
        about = " ".join(filter(None, (step["who"], review["label"])))
        if about:
            event.add("description", about)
        calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found


WRITERS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    ".docx": word,
    ".html": _html,
    ".pdf": _pdf,
    ".csv": annex_csv,
    ".ics": calendar_text,
    ".json": _json,
}
ENDINGS = tuple(WRITERS)
"""The endings of the names of files that a review is written into; a name without one is a folder."""


def files_of(review: Mapping[str, Any]) -> dict[str, bytes]:
    """Return all files of the folder of a review by their names."""
    found = {
        "review.docx": word(review),
        "review.html": _html(review),
        "review.json": _json(review),
        "annex.csv": annex_csv(review),
        "recompute.py": recompute_text(),
        "next-steps.ics": calendar_text(review),
    }
    return found | {f"open-sdg/{name}": text.encode("utf-8") for name, text in open_sdg(review).items()}


@helper
def write_review(review: Mapping[str, Any], output: str | Path, *, replace: bool = False) -> list[Path]:
    """Write a review into a file, or into a folder with all files.

    Args:
        review: the model that :func:`make_review` has made.
        output: a file whose name ends with .docx, .html, .pdf, .csv (the annex), .ics or .json; without an ending, a
            folder. Chromium prints the PDF.
        replace: whether files that are there already are replaced.

    Returns:
        The files that were written.

    Raises:
        ReviewError: the record is no review.
        ValueError: the name has another ending.
        RuntimeError: there is no Chromium to print the PDF, or it failed.
        FileExistsError: a file is there already, and should not be replaced.
    """
    check_review(review)
    path = Path(output)
    ending = path.suffix.lower()
    if ending in WRITERS:
        write_whole(path, WRITERS[ending](review), replace=replace)
        return [path]
    if ending and not path.is_dir():
        raise ValueError(f"{path}: its name should end with {', '.join(ENDINGS)}; without an ending it is a folder.")
    contents = files_of(review)
    there = [path / name for name in contents if (path / name).exists()]
    if there and not replace:
        raise FileExistsError(f"{there[0]} is there already, and is not replaced. Give another name.")
    for name, content in contents.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(path / name, content, replace=replace)
    return [path / name for name in contents]
