"""The commands ``localsdg workbook``: show, check, merge and gather workbook files."""

import json
from pathlib import Path
from typing import Annotated

import typer

from localsdg.core.terminal import say
from localsdg.workbook import Workbook, WorkbookError, merge, people, workbook_path

app = typer.Typer(help="Show, check, merge and gather workbook files.", no_args_is_help=True)
_Files = Annotated[list[Path], typer.Argument(help="Workbook files. They are never changed.")]


def _load(file: Path) -> Workbook:
    try:
        if not file.is_file():
            raise WorkbookError("closed", f"There is no file {file}. Check its name.")
        return Workbook.load(file)
    except WorkbookError as error:
        say(error)
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
        say(f"profile: {name}: {_words(value)}")
    for lesson, parts in workbook.lessons.items():
        for part, entry in parts.items():
            for name, value in entry.items():
                say(f"{lesson}, {part}: {name}: {_words(value)}")
    for (_, lesson, part, name), (kind, place) in sorted(workbook.taken.items()):
        words = "fictional" if kind == "fictional" else "an example"
        say(f"Still {words}, from {place}: {lesson}, {part}: {name}. Replace it.")
    say(f"Entries: {sum(entry.value is not None for entry in workbook.fields.values())}")


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
            say(f"{file} is sound. Fields: {count}.")
    if faulty:
        say(f"Looked at {len(files)} files; {faulty} cannot be read.")
        raise typer.Exit(1)


@app.command(name="merge")
def merge_files(
    files: _Files,
    into: Annotated[Path, typer.Option(help="The file to write. One that is there already is merged too.")],
    municipality: Annotated[
        str | None, typer.Option(help="Say that all of them are of this municipality, whatever name they give it.")
    ] = None,
) -> None:
    """Put workbooks of one municipality together: of each field the latest entry stays; fields that differ are listed.

    Workbooks of several people or towns are not merged: see "localsdg workbook gather".
    """
    if municipality is not None and not people.key(municipality):
        raise typer.BadParameter(f'“{municipality}” is no name. Write it as in --municipality "Port Amani".')
    workbooks = {into: _load(into)} if into.exists() else {}
    faulty = 0
    for file in files:
        try:
            workbooks.setdefault(file, _load(file))
        except typer.Exit:
            faulty += 1
    if municipality is None and not people.of_one_municipality(workbooks.values()):
        _refuse_to_merge(workbooks)
        raise typer.Exit(1)
    if faulty == len(files):
        say("Nothing was merged: none of the files can be read.")
        raise typer.Exit(1)
    merged, conflicts = merge(workbooks.values())
    try:
        if municipality is not None:
            merged.record_profile({"name": municipality.strip()})
        merged.save(into)
    except WorkbookError as error:
        say(error)
        raise typer.Exit(1) from error
    for conflict in conflicts:
        say("/".join(conflict.address))
        for entry in (conflict.kept, *conflict.others):
            names = [str(file) for file, each in workbooks.items() if each.fields.get(conflict.address) == entry]
            verb = "kept" if entry is conflict.kept else "not kept"
            say(f"  {verb}: {_words(entry.value)} ({entry.time}; {', '.join(names)})")
    say(f"Put together: {len(workbooks)}. Fields: {len(merged.fields)}. Fields that differed: {len(conflicts)}.")
    if faulty:
        say(f"Looked at {len(files)} files; {faulty} cannot be read, and are left out.")
        raise typer.Exit(1)


def _refuse_to_merge(workbooks: dict[Path, Workbook]) -> None:
    say("Nothing was merged: these workbooks do not all name the same municipality.")
    for file, workbook in workbooks.items():
        say(f"  {file}: {people.place_of(workbook).words()}")
    say("To keep them apart, each person as she is: localsdg workbook gather FILES --into FOLDER")
    say("If all are of one municipality, say its name: add --municipality NAME to this command.")


@app.command()
def gather(
    files: Annotated[
        list[Path], typer.Argument(help="Workbook files, folders with them, zip archives. They are never changed.")
    ],
    into: Annotated[Path, typer.Option(help="The folder to write; a new one, or an empty one.")],
) -> None:
    """Gather the workbooks of many people in one folder, each as it is, with a list of them in people.csv."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        say(f"{into} is there already, and not empty. Name a new folder.")
        raise typer.Exit(2)
    found = people.gather(people.sources(files))
    try:
        if found.people:
            people.write(found.people, into)
    except OSError as error:
        say(f"{error.filename or into} cannot be written: {error.strerror}.")
        raise typer.Exit(1) from error
    for person in found.people:
        say(f"{person.file}: {people.place_of(person.workbook).words()} (from {person.label})")
    for sentence in (*found.twice, *found.left_out):
        say(sentence)
    where = f" They are in {into}, with a list in {people.LIST}." if found.people else ""
    say(f"People: {len(found.people)}.{where}")
    if found.left_out or not found.people:
        say(f"Files that are no sound workbook, and are left out: {len(found.left_out)}.")
        raise typer.Exit(1)
