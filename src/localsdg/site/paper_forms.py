"""The paper form of a widget, as plain HTML in the page: what a reader gets when scripts are off, or one was lost."""

from typing import Any

from markupsafe import Markup

from localsdg.core.agenda2030 import GOALS, TARGETS
from localsdg.site.render import render

Values = dict[str, Any]


def paper_form(module: str, data: Values, strings: Values, language: str = "en") -> Markup:
    """Return the heading of a widget, a sentence that says that it did not start, and its form for paper.

    Args:
        module: the name of the widget's module, such as ``stakeholder_map``.
        data: what the widget shows.
        strings: the widget's texts.
        language: that of the page.
    """
    shown = {"module": module, "data": data, "strings": strings, "goals": GOALS, "targets": TARGETS}
    return render("paper.html", language, **shown).strip()
