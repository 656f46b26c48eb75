"""The model of a review: one record with all that a document needs, made from a workbook and a table of figures."""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from localsdg.core.catalogue import course_language
from localsdg.core.methods import helper
from localsdg.review.annex import Annex
from localsdg.review.doubts import doubts, is_adopted
from localsdg.review.figures import gather
from localsdg.review.honesty import check, together
from localsdg.review.indicators import build
from localsdg.review.outline import Outline
from localsdg.review.reading import FICTIONAL, Reader, one_line, plain
from localsdg.review.words import Words
from localsdg.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path


__all__ = ["ReviewError", "check_review", "make_review"]

FORMAT = "localsdg review"
VERSION = 1

ADOPTED = re.compile(r"^\s*(adopted|approved)\b", re.IGNORECASE)


class ReviewError(ValueError):
    """A review that cannot be made, or is none; the message says why, and what to do."""


@cache
def schema() -> dict[str, Any]:
    """Return the schema of a review."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("review.schema.json").read_text("utf-8"))
    return found


@helper
def check_review(review: object) -> None:
    """See that a record is a review of this version.

    Raises:
        ReviewError: it is none; the message says where.
    """
    import fastjsonschema

    try:
        _validator()(review)
    except fastjsonschema.JsonSchemaValueException as error:
        raise ReviewError(f"This is no review of version {VERSION}: {str(error)[:300]}. Make it again.") from error


@cache
def _validator() -> Callable[[object], object]:
    import fastjsonschema

    found: Callable[[object], object] = fastjsonschema.compile(schema(), use_default=False)
    return found


@helper
def make_review(
    workbook: Workbook | str | Path,
    data: str | Path | None = None,
    *,
    language: str | None = None,
    today: datetime.date | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> dict[str, Any]:
    """Make the model of a review from a workbook.

    Args:
        workbook: the workbook, or its file.
        data: a file with a table of figures, beside those that the workbook has.
        language: the language of the document; that of the course if it is left out.
        today: the day on which the review is made; today if it is left out.
        progress: is called with each step, in words.

    Returns:
        The record that ``review.schema.json`` describes: municipality, status, label, chapters, indicators, the annex,
        what could not be printed, the honesty check, and the next steps.

    Raises:
        WorkbookError: the file is no workbook.
        DataFileError: the data cannot be read as a table.
        ReviewError: there is no file of this name.
    """
    say = Words(language or course_language())
    day = today or datetime.datetime.now(datetime.UTC).date()
    progress(say("progress.reading"))
    notes: list[str] = []
    workbook = _workbook(workbook)
    rows = [*workbook.figures, *_rows(data, notes, say, progress)]
    reader = Reader(workbook)
    progress(say("progress.computing"))
    return _model(reader, rows, notes, say, day)


def _workbook(given: Workbook | str | Path) -> Workbook:
    from pathlib import Path

    if isinstance(given, Workbook):
        return given
    if not isinstance(given, str | Path):
        raise TypeError(f"workbook is a {type(given).__name__}: give a Workbook, or the name of its file.")
    path = Path(given)
    if not path.is_file():
        raise ReviewError(f"There is no workbook {path}. Check its name.")
    return Workbook.load(path)


def _rows(
    data: str | Path | None, notes: list[str], say: Words, progress: Callable[[str], None]
) -> Iterable[Mapping[str, str]]:
    if data is None:
        return []
    from pathlib import Path

    from localsdg.review.figures import read_data

    progress(say("progress.data"))
    rows, report = read_data(Path(data))
    grave = int((report.faults["severity"] == "error").sum())
    if grave:
        notes.append(say("honesty.faults", count=grave, file=one_line(Path(data).name)))
    return rows


def _model(
    reader: Reader, rows: Iterable[Mapping[str, str]], notes: list[str], say: Words, day: datetime.date
) -> dict[str, Any]:
    from localsdg.course.review import review as course_review

    rows = list(rows)
    table = gather(rows, reader.name)
    fictional_rows = any(FICTIONAL.search(str(cell)) for row in rows for cell in row.values())
    annex = Annex(fictional=reader.whole)
    indicators = build(reader, table, annex, say)
    outline = Outline(reader, indicators, annex, say)
    planned = course_review()
    chapters = []
    all_written = outline.write(each.id for each in planned.chapters)
    for number, each in enumerate(planned.chapters, start=1):
        written = all_written[each.id]
        state = "empty" if not written.filled else "partly" if written.missing else "filled"
        chapters.append(
            {
                "id": each.id,
                "number": number,
                "title": each.title,
                "says": each.says,
                "state": state,
                "lessons": [filling.number for filling in each.filled_by],
                "blocks": written.blocks,
                "missing": written.missing,
            }
        )
    approvals = [
        {name: one_line(reader.raw("approval", key, name)) for name in ("who", "what", "when", "status")}
        for key in reader.records("approval")
    ]
    claimed = [each for each in approvals if ADOPTED.match(each["status"])]
    adopted = [each for each in claimed if is_adopted(each, day)]
    missing = check(chapters, outline, table, annex, say, notes)
    doubted = doubts(reader, outline.chosen(), claimed, outline.steps, say, day)
    made_up = bool(reader.whole or reader.seen or fictional_rows or any(each["fictional"] for each in indicators))
    label = say("label.whole") if reader.whole else say("label.part") if made_up else ""
    found = {
        "format": FORMAT,
        "version": VERSION,
        "language": say.language,
        "made": day.isoformat(),
        "by": made_by(),
        "title": say("title.review", name=reader.name or say("title.no_name")),
        "municipality": {
            name: one_line(reader.text("municipality", "here", name))
            for name in ("name", "country", "tier", "boundary")
        }
        | {"fictional": reader.whole},
        "status": {
            "adopted": bool(adopted),
            "words": say("status.adopted", **adopted[0]) if adopted else say("status.draft", day=day.isoformat()),
            "approvals": approvals,
        },
        "label": label,
        "fictional": [{"place": place, "mark": mark} for place, mark in sorted(reader.seen.items())],
        "chapters": chapters,
        "annex_title": planned.annex.title,
        "annex_says": planned.annex.says,
        "indicators": [_public(each) for each in indicators],
        "annex": annex.rows,
        "unprinted": annex.unprinted,
        "honesty": together([*missing, *doubted], say),
        "steps": outline.steps,
    }
    cleaned: dict[str, Any] = _clean(found)
    return cleaned


def _clean(value: Any) -> Any:
    """Return a record in which every text is one that every document can hold."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return value


def made_by() -> str:
    """Return the name and the version of the program, as it stands in a review."""
    from localsdg import __version__

    return f"localsdg {__version__}"


KEPT = (
    "id",
    "record",
    "code",
    "local",
    "name",
    "unit",
    "targets",
    "goals",
    "source",
    "office",
    "boundary",
    "formula",
    "inputs",
    "chosen",
    "missing",
    "wanted",
    "measured",
    "baseline",
    "latest",
    "target",
    "series",
    "distance",
    "change",
    "way",
    "moves",
    "reached",
    "progress",
    "groups",
    "groups_year",
    "hidden",
    "short",
    "fictional",
)


def _public(indicator: Mapping[str, Any]) -> dict[str, Any]:
    return {name: indicator[name] for name in KEPT}
