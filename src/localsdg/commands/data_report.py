"""What ``localsdg check-data`` does: checks a file, prints and writes what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from localsdg.commands.common import FINDINGS, WRONG_USE, console, in_words, readable, warn, writable
from localsdg.owndata.errors import DataFileError
from localsdg.owndata.faults import ERROR, WARNING
from localsdg.owndata.layout import UNKNOWN
from localsdg.owndata.report import DataReport, changes_beside, check_data, details, heading
from localsdg.owndata.words import counted, filled, report_words

if TYPE_CHECKING:
    from pathlib import Path

_STYLES = {ERROR: "bold red", WARNING: "bold yellow"}
_LARGE = 5_000_000  # bytes; below, a progress bar would only flash


def _check(file: Path, reading: dict[str, Any]) -> DataReport:
    large = file.is_file() and file.stat().st_size > _LARGE
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=console, transient=True, disable=not (large and console.is_terminal)) as bar:
        task = bar.add_task(filled(report_words()["command"]["reading"], {"file": file.name}), total=1.0)
        return check_data(
            file,
            **reading,
            progress=lambda done, size: bar.update(task, completed=done / size),
        )


def _show(report: DataReport) -> None:
    console.print(Text(report.title()))
    console.print(Text(report.understood))
    if report.source_form != UNKNOWN:
        console.print(Text(report_words()["correct"], style="dim"))
    for severity, kind, column, faults in report.groups():
        console.print()
        console.print(Text(heading(severity, kind, column, faults), style=_STYLES.get(severity, "bold")))
        for line in details(faults):
            console.print(Text(f"  {line}"))
    console.print()
    console.print(Text(report.summary()))


def _write(report: DataReport, file: Path, output: Path | None, repair: Path | None, *, force: bool) -> None:
    words = report_words()["command"]
    if output is not None:
        report.write_faults(output, replace=force)
        console.print(Text(filled(words["faults_in"], {"output": output})))
    if repair is not None:
        changes = report.write_repaired(repair, replace=force)
        made = {"copy": repair, "changes": changes}
        console.print(Text(counted(words["copy"], len(report.repairs), **made)))
        console.print(Text(filled(words["unchanged"], {"file": file})))
    elif report.faults["safe"].any():
        console.print(Text(filled(words["offer"], {"file": file})))


def run(file: Path, output: Path | None, repair: Path | None, reading: dict[str, Any], *, force: bool) -> int:
    """Check a file, print and write what was found; return the exit status.

    Args:
        file: the file.
        output: where all faults are written, if anywhere.
        repair: where a repaired copy is written, if anywhere.
        reading: what a person says about the file: sheet, encoding, year, columns, decimal, headings.
        force: whether files that are there are replaced.

    Returns:
        0 if there is no fault, or only notes; 1 if there are faults, or if a file could not be written; 2 if the file
        cannot be read as a table.
    """
    readable(file)
    wanted: list[Path] = [file]
    if output is not None:
        wanted.append(writable(output, force=force, endings=(".csv", ".json", ".html", ".xlsx"), others=wanted))
    if repair is not None:
        wanted.append(writable(repair, force=force, endings=(".csv",), others=wanted))
        writable(changes_beside(repair), force=force, others=wanted)
    try:
        report = _check(file, reading)
    except DataFileError as error:
        warn(error)
        return WRONG_USE
    _show(report)
    status = report.exit_status
    try:
        _write(report, file, output, repair, force=force)
    except (OSError, DataFileError) as error:
        warn(in_words(error) if isinstance(error, OSError) else error)
        status = FINDINGS
    console.print(Text(report.looked_at()))
    return status
