"""The rooms of the package: what a room imports lies below it, and no two modules need each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"

# From the ground up. Rooms of one floor know nothing of each other.
FLOORS = (
    ("localsdg", "bootstrap"),
    ("core", "warmkernel"),
    ("datasets", "workbook", "grading.box.inside"),
    ("course",),
    ("localizing", "implementation", "monitoring", "owndata"),
    ("review",),
    ("widgets",),
    ("workshop", "grading.box"),
    ("grading.run", "site"),
    ("grading.course",),
    ("grading",),
    ("commands",),
    ("__main__",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def modules() -> dict[str, Path]:
    names = {path: path.relative_to(SOURCE).with_suffix("").parts for path in (SOURCE / "localsdg").rglob("*.py")}
    return {".".join(parts).removesuffix(".__init__"): path for path, parts in names.items()}


def imported(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of the package that a module imports, wherever in it, also for types alone."""
    room = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = room.split(".")[: len(room.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for each in node.names if base.split(".")[0] == "localsdg" else ():
                yield inner if (inner := f"{base}.{each.name}") in known else base


def room_of(name: str) -> str:
    parts = name.split(".")[1:]
    if not parts:
        return "localsdg"
    if parts[:3] == ["grading", "box", "inside"]:  # what runs with the learners' code needs nothing of the grader
        return "grading.box.inside"
    return ".".join(parts[:2]) if parts[0] == "grading" and len(parts) > 2 else parts[0]


def test_no_room_needs_one_above_it_and_no_module_needs_itself():
    known = modules()
    needs = {name: set(imported(name, path, known)) - {name} for name, path in known.items()}
    assert sum(map(len, needs.values())) > 300
    upward = [
        f"{name} needs {other}"
        for name, others in needs.items()
        for other in sorted(others)
        if room_of(name) != room_of(other) and FLOOR[room_of(name)] <= FLOOR[room_of(other)]
    ]
    assert upward == []
    # A circle is an error that names the modules in it.
    assert len(list(TopologicalSorter(needs).static_order())) == len(known)
