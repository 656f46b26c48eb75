"""The Sphinx extension of the book: lesson pages, widgets without a kernel, MathML, accessible and light HTML.

``LOCALSDG_EDITION=trainer`` builds the edition that shows the trainer cards; without it, the learners' edition.
"""

from typing import TYPE_CHECKING, Any

from localsdg import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Connect the parts of the extension to Sphinx."""
    import os

    from localsdg.site import (
        assets,
        citations,
        lessons,
        mathml,
        pages,
        printed,
        reference,
        slides,
        terms,
        trim,
        widgets,
    )

    app.add_config_value("localsdg_edition", os.environ.get("LOCALSDG_EDITION", "learner"), "env", [str])
    app.add_html_math_renderer("mathml", (mathml.inline, None), (mathml.display, None))
    app.add_css_file(assets.STYLE)
    app.add_js_file(assets.COPY, loading_method="defer")
    app.add_directive("localsdg-lessons", lessons.LessonList)
    app.add_directive("localsdg-goals", reference.GoalList)
    app.add_directive("localsdg-methods", reference.MethodList)
    app.add_directive("localsdg-datasets", reference.DatasetList)
    app.add_directive("localsdg-checks", reference.CheckList)
    app.add_directive("localsdg-card-style", printed.CardStyle)
    app.add_directive("localsdg-cards", printed.CardSets)
    app.add_directive("localsdg-canvases", printed.Canvases)
    app.connect("builder-inited", assets.write)
    # Before Sphinx collects titles and tables of contents from the page.
    app.connect("doctree-read", pages.shape, priority=100)
    app.connect("doctree-read", widgets.prepare, priority=100)
    app.connect("doctree-read", citations.link)
    app.connect("doctree-read", slides.prepare, priority=200)
    app.connect("doctree-read", pages.crumb, priority=900)
    app.connect("doctree-resolved", terms.link)
    app.connect("html-page-context", widgets.add_paper)
    app.connect("html-page-context", pages.describe, priority=900)
    app.connect("build-finished", assets.write_start, priority=900)
    app.connect("build-finished", trim.finish, priority=900)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
