"""Directives of the reference pages: every method and every data set, from what the package itself says of them."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from localsdg.core.methods import methods_in
from localsdg.course.lesson import course

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from localsdg.core.methods import Method


def rooms() -> dict[str, str]:
    """Return the packages that hold methods, with the name of their module: the folder 1-localizing has localizing."""
    named = {f"localsdg.{module.folder.name.split('-', 1)[1]}": module.name for module in course().modules}
    return {room: name for room, name in named.items() if importlib.util.find_spec(room)}


def methods_of(room: str) -> Iterator[Method]:
    """Yield the methods of a package, module by module, as they stand there."""
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, f"{room}."):
        yield from methods_in(importlib.import_module(module.name))


def _facts(rows: Iterable[tuple[str, str]]) -> nodes.raw:
    terms = "".join(f"<div><dt>{word}</dt><dd>{text}</dd></div>" for word, text in rows)
    return nodes.raw("", f'<div class="ls-facts ls-lines"><dl>{terms}</dl></div>', format="html")


def _section(title: str, *children: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", title), *children, ids=[nodes.make_id(title)], names=[title.lower()])


class GoalList(SphinxDirective):
    """Every goal: its official name, our short title, and its targets."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each goal, so that a search for its name leads there."""
        from localsdg.core import agenda2030

        def targets(number: int) -> str:
            of_goal = [each for each in agenda2030.TARGETS if each.goal == number]
            return " · ".join(f"{each.code}\N{NO-BREAK SPACE}{each.title}" for each in of_goal)

        return [
            _section(
                f"Goal {goal.number}: {goal.official_name}",
                nodes.paragraph(text=f"Short title in this course: {goal.title}."),
                nodes.paragraph(text=targets(goal.number)),
            )
            for goal in agenda2030.GOALS
        ]


class MethodList(SphinxDirective):
    """Every method: formula, unit, source, version, and the lesson that teaches it."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each module, and in it one for each method."""
        return [
            _section(title, *map(self._method, sorted(methods_of(room), key=lambda method: method.lesson)))
            for room, title in rooms().items()
        ]

    def _method(self, method: Method) -> nodes.section:
        rows = [
            ("Function", f"<code>{method.name}</code>"),
            ("Result", escape(method.unit)),
            ("Source", escape(f"{method.source}; {method.version}")),
            ("Taught in", f"Lesson {method.lesson}"),
        ]
        if method.note:
            rows.append(("Note", escape(method.note)))
        return _section(method.title, nodes.math_block(method.formula, method.formula, number=None), _facts(rows))


class DatasetList(SphinxDirective):
    """Every data set: what a row is, source, terms, checks and traps."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each data set."""
        from localsdg import datasets

        return [self._dataset(datasets.load(name)) for name in datasets.names()]

    def _dataset(self, data: Any) -> nodes.section:
        rows = [("Open it with", f'<code>datasets.load("{data.name}")</code>')]
        for resource in data.package["resources"]:
            table = data.tables.get(resource["name"])
            size = "" if table is None else f"{len(table):,} rows. "
            word = "Text" if table is None else "Table"
            rows.append((f"{word} {resource['name']}", escape(f"{size}{resource['description']}")))
        rows += [("Source", escape(data.source)), ("Terms", escape(data.licence))]
        traps = nodes.bullet_list(
            "", *(nodes.list_item("", nodes.paragraph(text=trap)) for trap in data.package["traps"])
        )
        about = nodes.paragraph(text=data.package["description"])
        return _section(data.title, about, _facts(rows), nodes.paragraph(text="Traps:"), traps)


class CheckList(SphinxDirective):
    """Every fault that the checking of own data looks for, by what it looks at."""

    def run(self) -> list[nodes.Node]:
        """Make one list for each kind of thing that is looked at."""
        from localsdg.owndata.faults import AREAS, CHECKS

        return [
            _section(
                f"Checks {words}",
                _facts(
                    (
                        f"<code>{check.kind}</code>",
                        escape(f"{check.title[:1].upper()}{check.title[1:]} ({check.severity})"),
                    )
                    for check in CHECKS.values()
                    if check.area == area
                ),
            )
            for area, words in AREAS.items()
        ]
