"""HTML by Jinja2: whatever is filled in is escaped. Templates lie in the folder ``templates`` of their room."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment(room: str) -> Environment:
    """Return the environment of a room, such as ``course``; a name that no template is given is an error."""
    loader = PackageLoader(f"localsdg.{room}")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def render(room: str, template: str, **values: Any) -> str:
    """Return a template of a room, filled in."""
    return environment(room).get_template(template).render(values)
