"""The command ``localsdg review``: from a workbook to a draft review."""

from pathlib import Path
from typing import Annotated

import typer

from localsdg.commands.common import FINDINGS, WRONG_USE, Force, fail, in_words, readable, warn, writable
from localsdg.commands.common import LEARN as PANEL
from localsdg.core.terminal import say

app = typer.Typer()


@app.command(rich_help_panel=PANEL)
def review(
    workbook: Annotated[Path, typer.Argument(help="A workbook file. It is never changed.")],
    output: Annotated[
        list[Path],
        typer.Option(
            "--output",
            "-o",
            help="What to write: .docx, .html, .pdf (Chromium prints it), .csv (the annex), .ics (next steps), .json; "
            "or a folder with all but the PDF, and Open SDG data. Repeat it for several.",
        ),
    ],
    data: Annotated[
        Path | None,
        typer.Option(help="A table of figures that check-data can read, in addition to those of the workbook."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the document. Without it, that of the course.")
    ] = None,
    force: Force = False,
) -> None:
    """Make a draft of the Voluntary Local Review. First it says what is missing or not honest yet."""
    from localsdg.core.printing import PdfError
    from localsdg.owndata import DataFileError
    from localsdg.review import ReviewError, make_review, write_review
    from localsdg.review.export import ENDINGS
    from localsdg.review.honesty import parted
    from localsdg.review.words import Words
    from localsdg.workbook import WorkbookError

    read = [readable(workbook), *([readable(data)] if data else [])]
    wanted: list[Path] = []
    for file in output:
        if file.suffix or file.is_file():
            wanted.append(writable(file, force=force, endings=ENDINGS, others=[*read, *wanted]))
        else:
            wanted.append(_folder(file, [*read, *wanted], force=force))
    try:
        made = make_review(workbook, data, language=language, progress=say)
    except (WorkbookError, DataFileError, ReviewError) as error:
        raise fail(error, WRONG_USE) from error
    except LookupError as error:
        raise fail(error.args[0], WRONG_USE) from error
    words = Words(made["language"])
    for key, findings in zip(("check", "limits"), parted(made["honesty"]), strict=True):
        if findings:
            say(words(f"document.{key}"))
        for finding in findings:
            say(f"- {finding['found']} {finding['repair']}".rstrip())
    _summary(made)
    for file in wanted:
        try:
            written = write_review(made, file, replace=force)
        except OSError as error:
            warn(error if isinstance(error, FileExistsError) else in_words(error))
            raise typer.Exit(FINDINGS) from error
        except PdfError as error:
            raise fail(error) from error
        say(f"Written: {file}" + (f", with {len(written)} files" if len(written) > 1 else ""))


def _summary(made: dict[str, object]) -> None:
    from localsdg.review.honesty import parted

    chapters = made["chapters"]
    assert isinstance(chapters, list)
    counts = {state: sum(each["state"] == state for each in chapters) for state in ("filled", "partly", "empty")}
    found, limits = map(len, parted(made["honesty"]))  # type: ignore[arg-type]
    say(
        f"Chapters: {counts['filled']} filled, {counts['partly']} with something missing, {counts['empty']} empty. "
        f"Found by the honesty check: {found}, and {limits} limits of what is known."
    )
    if made["label"]:
        say(made["label"])


def _folder(folder: Path, others: list[Path], *, force: bool) -> Path:
    """Return a folder that is to be written; end the command if it cannot be."""
    if folder.is_symlink() and not folder.exists():
        raise fail(f"{folder} is a link that leads nowhere. Give another name.", WRONG_USE)
    if folder.exists() and not folder.is_dir():
        raise fail(f"{folder} is no folder. Give another name.", WRONG_USE)
    if not folder.exists() and not folder.parent.is_dir():
        raise fail(f"There is no folder {folder.parent}. Make it first, or name another.", WRONG_USE)
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise fail(f"{folder} is there already, and not empty. Name a new folder, or replace its files with --force.")
    own = folder.resolve()
    if any(own == other or own in other.parents for other in (each.resolve() for each in others)):
        raise fail(f"{folder} holds files that are read or written too. Name another folder.", WRONG_USE)
    return folder
