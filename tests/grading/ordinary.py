"""Runs a command as an ordinary user, also where the tests are run by root, as in a container."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

USER = 12_345  # of nobody on this computer
READ = stat.S_IROTH | stat.S_IXOTH


def command(words: list[str], shown: list[str]) -> list[str]:
    """Return a command that runs another one as an ordinary user.

    Args:
        words: the other command.
        shown: folders that the user must be able to read although they may lie in the home of root.
    """
    if os.geteuid() != 0:
        return words
    view = [str(shutil.which("bwrap")), "--dev-bind", "/", "/"]
    closed: set[Path] = set()
    for folder in map(Path, shown):
        above = [each for each in reversed(folder.parents) if each.stat().st_mode & READ != READ]
        if not above:
            continue
        if above[0] not in closed:
            closed.add(above[0])
            view += ["--perms", "0755", "--tmpfs", str(above[0])]
        for each in reversed(folder.parents):
            if above[0] in each.parents:
                view += ["--perms", "0755", "--dir", str(each)]
        view += ["--ro-bind", str(folder), str(folder)]
    user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"]
    return [*view, "--", *user, *words]


def give(folder: Path) -> None:
    """Make a folder and all in it the ordinary user's."""
    if os.geteuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, USER, USER, follow_symlinks=False)
