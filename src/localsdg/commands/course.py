"""The commands around the course itself: pages, PDF, JupyterLab."""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from localsdg.commands.common import LEARN as PANEL
from localsdg.commands.common import WRONG_USE, Force, checkout, console, fail, writable
from localsdg.core.terminal import visible

app = typer.Typer()


def _check_edition(edition: str) -> None:
    from localsdg.site.build import EDITIONS

    if edition not in EDITIONS:
        raise fail(f"There is no edition {edition!r}. There are: {', '.join(EDITIONS)}.", status=WRONG_USE)


def _port(text: str) -> int:
    """Read a port; the default comes as a text too."""
    if str(text).isascii() and str(text).isdigit() and len(str(text)) <= 5 and 0 < int(text) <= 65535:
        return int(text)
    raise typer.BadParameter(f"“{visible(text)}” is no port. A port is a number from 1 to 65535; usual is 8000.")


@app.command(rich_help_panel=PANEL)
def course(
    port: Annotated[
        int,
        typer.Option(
            parser=_port, metavar="NUMBER", help="Port to serve at. If it is in use, the next free one is taken."
        ),
    ] = 8000,
    host: Annotated[
        str, typer.Option(help="Who can open it: only this computer, or with 0.0.0.0 everybody in the same network.")
    ] = "127.0.0.1",
    edition: Annotated[str, typer.Option(help="learner, or trainer to show the trainer cards.")] = "learner",
    serve: Annotated[bool, typer.Option(help="Serve the pages after building them.")] = True,
) -> None:
    """Build the course, serve it on this computer and print its address."""
    root = checkout()
    from localsdg.site.build import BuildError, build, pages_folder
    from localsdg.site.bundle import write_bundle
    from localsdg.site.hosts import HostError, find_host
    from localsdg.site.serve import announcement, make_server

    _check_edition(edition)
    # The address is taken before the build, which lasts minutes: what is wrong with it is said at once.
    try:
        server = make_server(pages_folder(root, edition), port=port, host=find_host(host)) if serve else None
    except (HostError, PermissionError) as error:
        raise fail(error.strerror if isinstance(error, OSError) else error, status=WRONG_USE) from error
    except OSError as error:
        raise fail(error.strerror) from error
    with server or nullcontext():
        console.print(f"Building the {edition} edition")
        try:
            pages = build(root, edition)
        except BuildError as error:
            raise fail(error) from error
        console.print(f"The pages are in {pages.relative_to(root)}")
        if server is None:
            return
        if server.host.open:
            # Phones of a room cannot keep pages that come over plain http: they get all of them as one file.
            archive = root / "_build" / f"localsdg-{edition}.zip"
            write_bundle(root, pages, archive)
            server.also["localsdg.zip"] = archive
        console.print("\n" + "\n".join(announcement(server, edition, port)), markup=False, soft_wrap=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("\nThe course is no longer served. Its pages stay where they are.")


@app.command(rich_help_panel=PANEL)
def bundle(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .zip")] = Path("localsdg.zip"),
    edition: Annotated[str, typer.Option(help="learner, or trainer to show the trainer cards.")] = "learner",
    force: Force = False,
) -> None:
    """Write the course as one zip archive for phones and sticks: the site, and each lesson as one file."""
    root = checkout()
    from localsdg.core.files import draft_of
    from localsdg.site.build import BuildError, build
    from localsdg.site.bundle import write_bundle

    _check_edition(edition)
    writable(output, force=force, endings=(".zip",))
    console.print(f"Building the {edition} edition")
    try:
        pages = build(root, edition)
    except BuildError as error:
        raise fail(error) from error
    with draft_of(output, replace=force) as draft:
        made = write_bundle(root, pages, draft)
    console.print(f"Written: {output}, {made.archive / 1e6:.1f} MB", markup=False)
    console.print(
        f"Unpacked: the site {made.site / 1e6:.1f} MB, and {made.lessons} lessons, My course and My review as"
    )
    console.print(f"one file each, {made.singles / 1e6:.1f} MB. Whoever gets it opens start.html first.")


@app.command(rich_help_panel=PANEL)
def pdf(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .pdf")] = Path("localsdg.pdf"),
    edition: Annotated[str, typer.Option(help="learner, or trainer to show the trainer cards.")] = "learner",
    lesson: Annotated[
        list[str] | None, typer.Option(help="Only this lesson, such as 1.2. Repeat it for several.")
    ] = None,
    module: Annotated[int | None, typer.Option(help="Only this module, such as 1, as a booklet.")] = None,
    paper: Annotated[str, typer.Option(help="The size of the sheets: A4 or Letter.")] = "A4",
    force: Force = False,
) -> None:
    """Write the course, or some of its lessons, as one PDF: lessons as handouts, exercises as worksheets."""
    root = checkout()
    from localsdg.core.files import draft_of
    from localsdg.core.printing import PdfError
    from localsdg.course.lesson import course as whole_course
    from localsdg.course.lesson import lesson as lesson_of
    from localsdg.site.build import BuildError, build
    from localsdg.site.pdf import PAPERS, write_pdf

    _check_edition(edition)
    size = next((each for each in PAPERS if each.casefold() == paper.casefold()), None)
    if size is None:
        raise fail(f"“{visible(paper)}” is no size that we print. There are: {', '.join(PAPERS)}.", WRONG_USE)
    numbers = [each.number for each in whole_course(root).modules]
    if module is not None and module not in numbers:
        raise fail(f"There is no module {module}. There are: {', '.join(map(str, numbers))}.", WRONG_USE)
    if module is not None and lesson:
        raise fail("Name lessons or a module, not both.", WRONG_USE)
    writable(output, force=force, endings=(".pdf",))
    try:
        only = [lesson_of(number.strip()).page for number in lesson or []]
    except KeyError as error:
        raise fail(error.args[0], WRONG_USE) from error
    console.print(f"Building the {edition} edition")
    try:
        pages = build(root, edition)
        with draft_of(output, replace=force) as draft:
            write_pdf(root, pages, draft, only, module=module, paper=size)
    except (BuildError, PdfError) as error:
        raise fail(error) from error
    console.print(f"Written: {output}", markup=False)


@app.command(rich_help_panel=PANEL)
def lab() -> None:
    """Open your own copies of the lessons in JupyterLab; what you enter is kept in workbook.json."""
    from localsdg.commands.lab_copies import refresh

    root = checkout()
    folder, messages = refresh(root)
    console.print(f"Your copies of the lessons are in {folder.name}/modules. A new version of the course renews them;")
    console.print("what you have changed in them is kept.")
    for message in messages:
        console.print(message, markup=False)
    paths = [str(folder / ".jupyter"), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = {"LOCALSDG_WORKBOOK": str(root / "workbook.json")} | os.environ
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(paths)
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    settings = [f"--ServerApp.root_dir={folder}", "--LabApp.default_url=/lab/tree/modules", *quiet]
    command = [sys.executable, "-m", "jupyterlab", *settings]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    try:
        raise typer.Exit(subprocess.run(command, env=environment).returncode)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
