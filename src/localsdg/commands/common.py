"""What every command needs: the console, the clone it works on, an end with words, and the three groups of the help."""

from __future__ import annotations

from pathlib import Path

import typer

from localsdg.core.content import content_root
from localsdg.core.terminal import new_console

LEARN, GRADE, DEVELOP = "Learn and plan", "Grade", "Develop"
WRONG_USE = 2  # the exit status; 1 says that something was found, or could not be done
console = new_console()


def checkout() -> Path:
    """Return the repository; some commands work on its files, which an installed package does not have."""
    root = content_root()
    if not (root / "_config.yml").exists():
        console.print("This command works in a clone of the repository, and there is none around this installation.")
        raise typer.Exit(WRONG_USE)
    return root


def fail(error: object, status: int = 1) -> typer.Exit:
    """Say what is wrong; return what ends the command with this status."""
    console.print(str(error), markup=False)
    return typer.Exit(status)
