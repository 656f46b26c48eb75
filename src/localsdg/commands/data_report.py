"""What ``localsdg check-data`` does: checks a file, prints and writes what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from localsdg.owndata.faults import ERROR, WARNING
from localsdg.owndata.report import DataReport, check_data, details, heading
from localsdg.owndata.source import DataFileError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

_STYLES = {ERROR: "bold red", WARNING: "bold yellow"}
_LARGE = 5_000_000  # bytes; below, a progress bar would only flash


def _check(file: Path, sheet: str | None, encoding: str | None, console: Console) -> DataReport:
    large = file.is_file() and file.stat().st_size > _LARGE
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=console, transient=True, disable=not (large and console.is_terminal)) as bar:
        task = bar.add_task(f"Reading {file.name}", total=1.0)
        return check_data(
            file,
            sheet=sheet,
            encoding=encoding,
            progress=lambda done, size: bar.update(task, completed=done / size),
        )


def _show(report: DataReport, console: Console) -> None:
    console.print(Text(report.title()))
    for severity, kind, column, faults in report.groups():
        console.print()
        console.print(Text(heading(severity, kind, column, faults), style=_STYLES.get(severity, "bold")))
        for line in details(faults):
            console.print(Text(f"  {line}"))
    console.print()
    console.print(Text(report.summary()))


def run(
    file: Path,
    report_to: Path | None,
    repair_to: Path | None,
    sheet: str | None,
    encoding: str | None,
    console: Console,
) -> int:
    """Check a file, print and write what was found; return the exit status.

    Returns:
        0 if there is no fault, or only notes; 1 if there are faults, or if a file could not be written; 2 if the file
        cannot be read as a table.
    """
    if repair_to is not None and repair_to.suffix.lower() != ".csv":
        console.print(Text(f"The repaired copy is a CSV file: give it a name that ends in .csv, not {repair_to.name}."))
        return 1
    try:
        report = _check(file, sheet, encoding, console)
    except DataFileError as error:
        console.print(Text(str(error)))
        return 2
    _show(report, console)
    status = report.exit_status
    try:
        if report_to is not None:
            report.write_faults(report_to)
            console.print(Text(f"All faults are in {report_to}."))
        if repair_to is not None:
            changes = report.write_repaired(repair_to)
            console.print(
                Text(f"The repaired copy is {repair_to}; its {len(report.repairs):,} changes are in {changes}.")
            )
            console.print(Text(f"{file} is as it was."))
        elif report.faults["safe"].any():
            console.print(Text(f"To get a repaired copy: localsdg check-data {file} --repair NEWFILE.csv"))
    except OSError as error:
        console.print(
            Text(error.args[0] if isinstance(error, FileExistsError) else f"{error.filename}: {error.strerror}")
        )
        status = 1
    console.print(Text(report.looked_at()))
    return status
