"""What type checkers and editors read of a package of methods: one line for each of its modules, in ``__init__.pyi``.

At run time such a package finds its names by itself (``localsdg.core.public_names``), which no type checker can follow.
Git does not keep these files: they are written wherever the package is built or installed, and by ``make format``, so
that a new module needs no line anywhere. Hatchling runs this file by its path, before the package can be imported.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGES = Path("src", "localsdg")
_OFFERS = re.compile(r"^__all__ = ", re.MULTILINE)  # a module without it offers nothing
_FINDS_ITS_NAMES = "= offered(__name__"
_ITS_OWN = "from localsdg.core."  # names that a package has itself: ``from localsdg.core.methods import A as A``


def typed_text(package: Path) -> str:
    """Return what ``__init__.pyi`` of a package says; nothing for one that does not find its names by itself."""
    text = package.joinpath("__init__.py").read_text("utf-8")
    if _FINDS_ITS_NAMES not in text:
        return ""
    own = [line for line in text.splitlines() if line.startswith(_ITS_OWN) and " as " in line]
    modules = sorted(path.stem for path in package.glob("*.py") if _OFFERS.search(path.read_text("utf-8")))
    return "".join(f"{line}\n" for line in [*own, *(f"from .{module} import *" for module in modules)])


def write_types(root: Path) -> list[Path]:
    """Write these files in the packages of a checkout, where they are not current; return all of them."""
    found = []
    for package in sorted(path.parent for path in root.joinpath(_PACKAGES).glob("*/__init__.py")):
        if text := typed_text(package):
            file = package / "__init__.pyi"
            if not file.exists() or file.read_text("utf-8") != text:
                file.write_text(text, "utf-8")
            found.append(file)
    return found


class TypedPackages(BuildHookInterface[Any]):
    """Writes the files before the package is built, and puts them into it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write them; ``version`` is "editable" where the checkout itself is installed."""
        root = Path(self.root)
        build_data["artifacts"] += [path.relative_to(root).as_posix() for path in write_types(root)]
