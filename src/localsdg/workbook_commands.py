"""The commands ``localsdg workbook``: show, check and merge workbook files."""

import json
from pathlib import Path
from typing import Annotated

import typer

from localsdg.workbook import Workbook, WorkbookError, merge, workbook_path

app = typer.Typer(help="Show, check and merge workbook files.", no_args_is_help=True)
_Files = Annotated[list[Path], typer.Argument(help="Workbook files. They are never changed.")]


def _load(file: Path) -> Workbook:
    try:
        if not file.exists():
            raise WorkbookError("closed", f"There is no file {file}. Check its name.")
        return Workbook.load(file)
    except WorkbookError as error:
        typer.echo(error)
        raise typer.Exit(1) from error


def _words(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@app.command()
def show(
    file: Annotated[Path | None, typer.Argument(help="A workbook file; else the one of this folder.")] = None,
) -> None:
    """Show the entries of a workbook."""
    workbook = _load(file or workbook_path() or Path("workbook.json"))
    for name, value in workbook.profile.items():
        typer.echo(f"profile: {name}: {_words(value)}")
    for lesson, parts in workbook.lessons.items():
        for part, entry in parts.items():
            for name, value in entry.items():
                typer.echo(f"{lesson}, {part}: {name}: {_words(value)}")
    typer.echo(f"Entries: {sum(entry.value is not None for entry in workbook.fields.values())}")


@app.command()
def check(files: _Files) -> None:
    """Say of each file whether it is a sound workbook."""
    faulty = 0
    for file in files:
        try:
            count = len(_load(file).fields)
        except typer.Exit:
            faulty += 1
        else:
            typer.echo(f"{file} is sound. Fields: {count}.")
    if faulty:
        typer.echo(f"Looked at {len(files)} files; {faulty} cannot be read.")
        raise typer.Exit(1)


@app.command(name="merge")
def merge_files(
    files: _Files,
    into: Annotated[Path, typer.Option(help="The file to write. One that is there already is merged too.")],
) -> None:
    """Put workbooks together: of each field the latest entry stays; fields that differ are listed."""
    sources = [*files, *([into] if into.exists() and into not in files else [])]
    workbooks = {file: _load(file) for file in sources}
    merged, conflicts = merge(workbooks.values())
    try:
        merged.save(into)
    except WorkbookError as error:
        typer.echo(error)
        raise typer.Exit(1) from error
    for conflict in conflicts:
        typer.echo("/".join(conflict.address))
        for entry in (conflict.kept, *conflict.others):
            names = [str(file) for file, each in workbooks.items() if each.fields.get(conflict.address) == entry]
            verb = "kept" if entry is conflict.kept else "not kept"
            typer.echo(f"  {verb}: {_words(entry.value)} ({entry.time}; {', '.join(names)})")
    typer.echo(f"Put together: {len(sources)}. Fields: {len(merged.fields)}. Fields that differed: {len(conflicts)}.")
