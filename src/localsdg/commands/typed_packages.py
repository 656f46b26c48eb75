"""What type checkers and editors read in a package of methods: one line for each of its modules, written by us.

At run time such a package finds its names by itself (``localsdg.core.public_names``), which no type checker can follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OPENS = "if TYPE_CHECKING:  # For type checkers and editors. `make format` writes these lines.\n"
CLOSES = "else:\n"


def typed_text(package: Path) -> str:
    """Return the text of a package's ``__init__.py`` with the line of each module; as it is if it has no such lines."""
    text = package.joinpath("__init__.py").read_text("utf-8")
    before, opens, after = text.partition(OPENS)
    if not opens:
        return text
    modules = sorted(path.stem for path in package.glob("*.py") if path.name != "__init__.py")
    lines = "".join(f"    from localsdg.{package.name}.{module} import *\n" for module in modules)
    return before + opens + lines + CLOSES + after.partition(CLOSES)[2]


def format_packages(root: Path, *, check: bool = False) -> list[Path]:
    """Write these lines in the packages of a checkout, or only look (``check``); return those that were not current."""
    changed = []
    for path in sorted(root.glob("src/localsdg/*/__init__.py")):
        text = typed_text(path.parent)
        if text != path.read_text("utf-8"):
            changed.append(path)
            if not check:
                path.write_text(text, "utf-8")
    return changed
