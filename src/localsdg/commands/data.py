"""The command ``localsdg check-data``: check a file and print what was found."""

from pathlib import Path
from typing import Annotated

import typer

from localsdg.commands.common import LEARN as PANEL
from localsdg.commands.common import Force

app = typer.Typer()


@app.command(rich_help_panel=PANEL)
def check_data(
    file: Annotated[
        Path, typer.Argument(help="A table: CSV, .xlsx, .xls, .xlsb, .ods or a zip with one. It is never changed.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write all faults into this file: .csv, .json, .html or .xlsx."),
    ] = None,
    repair: Annotated[Path | None, typer.Option(help="Write a copy with the safe repairs into this CSV file.")] = None,
    force: Force = False,
    sheet: Annotated[
        str | None, typer.Option(help="The sheet of a spreadsheet. Without it, the first one with a table is read.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="How the letters of a text file are written, if it is not UTF-8: cp1252 ...")
    ] = None,
    year: Annotated[str | None, typer.Option(help="The year of the figures, if the table does not say it.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(help="What a column is: HEADING=place, indicator, year, value, unit, group, figure or skip."),
    ] = None,
    decimal: Annotated[str | None, typer.Option(help="The decimal sign, a point or a comma.")] = None,
    headings: Annotated[
        str | None, typer.Option(help="What the headings of the figures name: indicators or places.")
    ] = None,
) -> None:
    """Find the faults of your own data, say how to repair each, and repair a copy where that is safe."""
    from localsdg.commands.data_report import run  # pandas takes a second to import

    reading = {"sheet": sheet, "encoding": encoding, "year": year, "columns": columns, "decimal": decimal}
    reading["headings"] = headings
    raise typer.Exit(run(file, output, repair, reading, force=force))
