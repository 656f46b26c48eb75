"""Directives of the reference pages: every method and every data set, from what the package itself says of them."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from localsdg.core.methods import methods_in
from localsdg.course.lesson import course
from localsdg.site.render import counted, fill, render, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

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


class _Reference(SphinxDirective):
    """What the directives share: the words of the catalogue, and a list of facts."""

    def _words(self) -> dict[str, Any]:
        found: dict[str, Any] = words(self.config.language)["reference"]
        return found

    def _facts(self, rows: Iterable[tuple[str, str]]) -> nodes.raw:
        return nodes.raw("", render("rows.html", self.config.language, rows=list(rows)), format="html")


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text)


def _section(title: str, *children: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", title), *children, ids=[nodes.make_id(title)], names=[title.lower()])


class GoalList(_Reference):
    """Every goal: its official name, our short title, and its targets."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each goal, so that a search for its name leads there."""
        from localsdg.core import agenda2030

        def targets(number: int) -> str:
            of_goal = [each for each in agenda2030.TARGETS if each.goal == number]
            return " · ".join(f"{each.code}\N{NO-BREAK SPACE}{each.title}" for each in of_goal)

        texts = self._words()
        sections = [
            _section(
                texts["goal"].format(number=goal.number, name=goal.official_name),
                nodes.paragraph(text=texts["short_title"].format(title=goal.title)),
                nodes.paragraph(text=targets(goal.number)),
            )
            for goal in agenda2030.GOALS
        ]
        # Codes of targets lead here: a short address weighs less where there are many.
        for goal, section in zip(agenda2030.GOALS, sections, strict=True):
            section["ids"].append(f"goal-{goal.number}")
        return [*sections]


class MethodList(_Reference):
    """Every method: formula, unit, source, version, and the lesson that teaches it."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each module, and in it one for each method."""
        found = {title: sorted(methods_of(room), key=lambda method: method.lesson) for room, title in rooms().items()}
        return [_section(title, *map(self._method, methods)) for title, methods in found.items() if methods]

    def _method(self, method: Method) -> nodes.section:
        texts = self._words()
        rows = [
            (texts["function"], _code(method.name)),
            (texts["result"], method.unit),
            (texts["source"], f"{method.source}; {method.version}"),
            (texts["taught_in"], fill(texts["lesson"], lesson=method.lesson)),
        ]
        if method.note:
            rows.append((texts["note"], method.note))
        return _section(method.title, nodes.math_block(method.formula, method.formula, number=None), self._facts(rows))


class FunctionList(_Reference):
    """Every public function and class of a package of methods, module by module, in the order of the lessons."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make one section for each module, named by the first words of its description."""
        package = importlib.import_module(self.arguments[0])
        modules = [
            importlib.import_module(found.name)
            for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        ]
        modules.sort(key=lambda module: min([method.lesson for method in methods_in(module)], default=""))
        return [self._module(module) for module in modules]

    def _module(self, module: ModuleType) -> nodes.section:
        section = _section(re.split(r"[:.](?:\s|$)", module.__doc__ or module.__name__)[0])
        lines = ["```{eval-rst}", f".. automodule:: {module.__name__}", "   :members:", "```"]
        self.state.nested_parse(StringList(lines, self.get_location()), self.content_offset, section)
        return section


class DatasetList(_Reference):
    """Every data set: what a row is, source, terms, checks and traps."""

    def run(self) -> list[nodes.Node]:
        """Make one section for each data set."""
        from localsdg import datasets

        return [self._dataset(datasets.load(name)) for name in datasets.names()]

    def _dataset(self, data: Any) -> nodes.section:
        texts = self._words()
        rows: list[tuple[str, str]] = [(texts["open_with"], _code(f'datasets.load("{data.name}")'))]
        for resource in data.package["resources"]:
            table = data.tables.get(resource["name"])
            about = resource["description"]
            if table is not None:
                about = counted(texts["rows"], len(table), self.config.language, about=about, rows=f"{len(table):,}")
            kind = "text" if table is None else "table"
            rows.append((fill(texts[kind], name=resource["name"]), about))
        rows += [(texts["source"], data.source), (texts["terms"], data.licence)]
        traps = nodes.bullet_list(
            "", *(nodes.list_item("", nodes.paragraph(text=trap)) for trap in data.package["traps"])
        )
        description = nodes.paragraph(text=data.package["description"])
        return _section(data.title, description, self._facts(rows), nodes.paragraph(text=texts["traps"]), traps)


class CheckList(_Reference):
    """Every fault that the checking of own data looks for, by what it looks at."""

    def run(self) -> list[nodes.Node]:
        """Make one list for each kind of thing that is looked at."""
        from localsdg.owndata.faults import CHECKS
        from localsdg.owndata.words import report_words

        texts = self._words()
        return [
            _section(
                texts["checks"].format(area=about),
                self._facts(
                    (_code(check.kind), f"{check.title[:1].upper()}{check.title[1:]} ({check.severity})")
                    for check in CHECKS.values()
                    if check.area == area
                ),
            )
            for area, about in report_words()["areas"].items()
        ]
