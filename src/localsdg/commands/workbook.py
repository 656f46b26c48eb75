"""The commands ``localsdg workbook``: show, check, merge and gather workbook files."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from localsdg.commands.common import FINDINGS, WRONG_USE, fail, warn, writable
from localsdg.core.terminal import say
from localsdg.workbook import Entry, Workbook, WorkbookError, merge, people, workbook_path

app = typer.Typer(help="Show, check, merge and gather workbook files.", no_args_is_help=True)
_Files = Annotated[list[Path], typer.Argument(help="Workbook files. They are never changed.")]


def _load(file: Path) -> Workbook:
    """Read a workbook that has to be there.

    Raises:
        WorkbookError: there is no such file, or it is no sound workbook.
    """
    if not file.is_file():
        raise WorkbookError("closed", f"There is no file {file}. Check its name.")
    return Workbook.load(file)


def _load_all(files: Iterable[Path]) -> tuple[dict[Path, Workbook], int]:
    """Read those workbooks that can be read, and say of the others why not; return them, and how many others."""
    found: dict[Path, Workbook] = {}
    faulty = 0
    for file in files:
        try:
            found.setdefault(file, _load(file))
        except WorkbookError as error:
            warn(error)
            faulty += 1
    return found, faulty


def _entered(workbook: Workbook, address: tuple[str, ...]) -> Entry | None:
    return workbook.fields[address].entry if address in workbook.fields else None


def _words(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@app.command()
def show(
    file: Annotated[Path | None, typer.Argument(help="A workbook file; else the one of this folder.")] = None,
) -> None:
    """Show the entries of a workbook."""
    try:
        workbook = _load(file or workbook_path() or Path("workbook.json"))
    except WorkbookError as error:
        raise fail(error, WRONG_USE) from error
    if workbook.by:
        say(f"Workbook of: {workbook.by}")
    for name, value in workbook.profile.items():
        say(f"profile: {name}: {_words(value)}")
    for lesson, parts in workbook.lessons.items():
        for part, entry in parts.items():
            for name, value in entry.items():
                say(f"{lesson}, {part}: {name}: {_words(value)}")
    for address, (kind, origin) in sorted(workbook.taken.items()):
        words = "fictional" if kind == "fictional" else "an example"
        say(f"Still {words}, from {origin}: {', '.join(address[1:])}. Replace it.")
    for address, value in sorted(workbook.unused.items()):
        say(f"From an earlier version, and not used: {', '.join(address[1:])}: {_words(value)}")
    for address, each in sorted(workbook.fields.items()):
        for other in each.others:
            by = f" by {other.by}" if other.by else ""
            say(f"Also entered{by}: {', '.join(address[1:])}: {_words(other.value)} ({other.time})")
    say(f"Entries: {sum(entry.value is not None for entry in workbook.fields.values())}")
    if workbook.figures:
        say(f"Figures in the table: {len(workbook.figures):,}")


@app.command()
def check(files: _Files) -> None:
    """Say of each file whether it is a sound workbook."""
    faulty = 0
    for file in files:
        try:
            workbook = _load(file)
        except WorkbookError as error:
            say(error)
            faulty += 1
        else:
            figures = f" Figures: {len(workbook.figures):,}." if workbook.figures else ""
            say(f"{file} is sound. Fields: {len(workbook.fields)}.{figures}")
    if faulty:
        say(f"Files: {len(files)}. Of these, {faulty} cannot be read.")
        raise typer.Exit(FINDINGS)


@app.command(name="merge")
def merge_files(
    files: _Files,
    output: Annotated[Path, typer.Option("--output", "-o", help="The workbook to write.")],
    municipality: Annotated[
        str | None,
        typer.Option(help="Say that all of them belong to this municipality, also if they write its name differently."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a workbook that is there already. Its entries are merged too.")
    ] = False,
) -> None:
    """Make one workbook from several of one municipality. The latest entries stay, and differences are listed.

    Workbooks of several people or towns are not merged: see "localsdg workbook gather".
    """
    if municipality is not None and not people.key(municipality):
        raise typer.BadParameter(f'“{municipality}” is no name. Write it as in --municipality "Port Amani".')
    writable(output, force=force)
    try:
        present = {output: _load(output)} if output.exists() else {}
    except WorkbookError as error:
        raise fail(error) from error
    given, faulty = _load_all(files)
    if not given:
        raise fail("Nothing was merged: none of the files can be read.")
    workbooks = present | given
    if municipality is None and not people.of_one_municipality(workbooks.values()):
        _refuse_to_merge(workbooks)
        raise typer.Exit(FINDINGS)
    merged, conflicts = merge(workbooks.values())
    try:
        if municipality is not None:
            merged.record("", "profile", {"name": municipality.strip()})
        merged.save(output)
    except WorkbookError as error:
        raise fail(error) from error
    for conflict in conflicts:
        say("/".join(conflict.address))
        for entry in (conflict.kept, *conflict.others):
            names = [str(file) for file, each in workbooks.items() if _entered(each, conflict.address) == entry]
            verb = "kept" if entry is conflict.kept else "not kept"
            say(f"  {verb}: {_words(entry.value)} ({entry.time}; {', '.join(names)})")
    say(f"Put together: {len(workbooks)}. Fields: {len(merged.fields)}. Fields that differed: {len(conflicts)}.")
    if faulty:
        raise fail(f"Files: {len(files)}. Of these, {faulty} cannot be read, and are left out.")


def _refuse_to_merge(workbooks: dict[Path, Workbook]) -> None:
    warn("Nothing was merged: these workbooks do not all name the same municipality.")
    for file, workbook in workbooks.items():
        warn(f"  {file}: {people.municipality_of(workbook).words()}")
    warn("To keep them apart, each person as she is: localsdg workbook gather FILES --output FOLDER")
    warn("If all are of one municipality, say its name: add --municipality NAME to this command.")


def _new_folder(folder: Path, sources: Iterable[Path], *, force: bool) -> None:
    """End the command if the folder cannot be written, or if files would be written over those that are read."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise fail(f"{folder} is a file. Name a new folder.", WRONG_USE)
    if not any(folder.iterdir()):
        return
    if not force:
        raise fail(f"{folder} is there already, and not empty. Name a new folder, or replace its files with --force.")
    own = Path(os.path.realpath(folder))
    for source in map(Path, map(os.path.realpath, sources)):
        if own == source or own in source.parents or source in own.parents:
            raise fail(f"{folder} holds files that are read, and they are never changed. Name a new folder.", WRONG_USE)


@app.command()
def gather(
    files: Annotated[
        list[Path], typer.Argument(help="Workbook files, folders with them, zip archives. They are never changed.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write; a new one, or an empty one.")],
    force: Annotated[
        bool,
        typer.Option("--force", help="Write into a folder that is not empty. Files with the same name are replaced."),
    ] = False,
) -> None:
    """Gather the workbooks of many people in one folder, each as it is, with a list of them in people.csv."""
    _new_folder(output, files, force=force)
    found = people.gather(people.sources(files))
    if found.people:
        people.write(found.people, output)
    for person in found.people:
        say(f"{person.file}: {people.municipality_of(person.workbook).words()} (from {person.label})")
    for sentence in found.twice:
        say(sentence)
    where = f" They are in {output}, with a list in {people.LIST}." if found.people else ""
    say(f"People: {len(found.people)}.{where}")
    for sentence in found.left_out:
        warn(sentence)
    if found.left_out or not found.people:
        raise fail(f"Files that are no sound workbook, and are left out: {len(found.left_out)}.")
