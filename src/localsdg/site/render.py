"""HTML by Jinja2: what is filled in is escaped, and words come from the catalogue of the site."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import Locale
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from localsdg.core import html
from localsdg.core.catalogue import direction, texts, written_language


@cache
def _environment() -> Environment:
    found = html.environment("site")
    found.filters |= {"fill": fill, "counted": _counted, "with_blanks": _with_blanks}
    return found


def words(language: str) -> dict[str, Any]:
    """Return the catalogue of the site."""
    return texts("site", language)


def fill(text: str, **values: Any) -> Markup:
    """Return a text of the catalogue with its {names} filled in; all but Markup is escaped."""
    return escape(text).format(**values)


@pass_context
def _counted(context: Context, forms: dict[str, str], count: int, **values: Any) -> Markup:
    """Return the form of a text that the language uses for a number, with all filled in."""
    return counted(forms, count, str(context["language"]), **values)


def counted(forms: dict[str, str], count: int, language: str, **values: Any) -> Markup:
    """Return the form of a text that a language uses for a number, with all filled in."""
    form = Locale.parse(written_language(language), sep="-").plural_form(count)
    return fill(forms.get(form, forms["other"]), **{"count": count, **values})


def _with_blanks(text: str, blank: Markup) -> Markup:
    """Return a text with a blank to fill in where it says {blank}; it may have other braces."""
    return escape(text).replace("{blank}", blank)


def render(template: str, language: str, **values: Any) -> Markup:
    """Return a template of ``site/templates``, filled in; it knows the catalogue as ``words``."""
    known = {"words": words(language), "language": language, "direction": direction(language)}
    return Markup(_environment().get_template(template).render(known | values))
