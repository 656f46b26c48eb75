"""What a package of methods offers: the public names of its modules, without a list of modules or names.

A module says in its ``__all__`` what is public. Its package finds it by its being there, and loads it when one of its
names is first used, so that a name that needs no pandas does not wait for pandas. Type checkers and editors cannot
follow this: for them, a file with one line a module is written (``localsdg.commands.typed_packages``).
"""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def public_names(package: str) -> dict[str, str]:
    """Return every public name of a package's modules, with the module it stands in. No module is loaded for it.

    Raises:
        ImportError: a name stands in two modules, or is that of a module, so that one would hide the other.
    """
    modules = sorted(item.name for item in files(package).iterdir() if item.name.endswith(".py"))
    found: dict[str, str] = {}
    for module in (name.removesuffix(".py") for name in modules if name != "__init__.py"):
        for name in _all_of(files(package).joinpath(f"{module}.py").read_text("utf-8")):
            if name in found:
                raise ImportError(
                    f"{package}: the name {name!r} stands in __all__ of {found[name]}.py and of {module}.py. "
                    "Rename one of the two."
                )
            found[name] = module
    for name in found:
        if f"{name}.py" in modules:
            raise ImportError(
                f"{package}: {name!r} stands in __all__ of {found[name]}.py, and a module has this name too. "
                f"Rename {name}.py."
            )
    return found


def _all_of(source: str) -> list[str]:
    """Return ``__all__`` of a module's text: a list of texts, written out. A module without it offers nothing."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "__all__" for target in node.targets):
            return list(ast.literal_eval(node.value))
    return []


def offered(package: str, *more: str) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__all__``, ``__getattr__`` and ``__dir__`` of a package that offers what its modules offer.

    Args:
        package: its ``__name__``.
        more: public names that the package has itself.
    """
    names = public_names(package)

    def load(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=import_module(package))
        return getattr(import_module(f"{package}.{names[name]}"), name)

    def listed() -> list[str]:
        return sorted({*names, *more, *vars(import_module(package))})

    return sorted([*names, *more]), load, listed
