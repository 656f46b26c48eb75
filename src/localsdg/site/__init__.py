"""The Sphinx extension of the book: lesson pages, widgets without a kernel, MathML, accessible and light HTML.

``LOCALSDG_EDITION=trainer`` builds the edition that shows the trainer cards; without it, the learners' edition.
``LOCALSDG_LANGUAGE`` takes the place of the language in ``_config.yml``: with one of the two that
:mod:`localsdg.core.catalogue` makes up, a build shows which words nobody could translate.
"""

import os
from typing import TYPE_CHECKING, Any

from localsdg import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Connect the parts of the extension to Sphinx."""
    from localsdg.site import (
        assets,
        cards,
        citations,
        learner_path,
        lessons,
        mathml,
        model_review,
        offline,
        pages,
        reference,
        review,
        search,
        slides,
        target_codes,
        terms,
        trim,
        widgets,
        writer,
    )

    app.connect("config-inited", _speak)
    app.add_config_value("localsdg_edition", os.environ.get("LOCALSDG_EDITION", "learner"), "env", [str])
    app.set_translator("html", writer.PageTranslator)
    app.add_node(widgets.Paper, html=(writer.visit_paper, None))
    app.add_html_math_renderer("mathml", (mathml.inline, None), (mathml.display, None))
    app.add_css_file(assets.STYLE)
    for script in (assets.PAGE, assets.COPY, assets.REPORT, assets.KEEP):
        app.add_js_file(script, loading_method="defer")
    app.add_role("lesson", lessons.LessonNumber())
    app.add_directive("localsdg-lessons", lessons.LessonList)
    app.add_directive("localsdg-review", review.ReviewMap)
    app.add_directive("localsdg-model-review", model_review.ModelReview)
    app.add_directive("localsdg-goal-names", review.GoalNames)
    app.add_directive("localsdg-town", learner_path.TownMap)
    app.add_directive("localsdg-welcome", learner_path.Welcome)
    app.add_directive("localsdg-goals", reference.GoalList)
    app.add_directive("localsdg-methods", reference.MethodList)
    app.add_directive("localsdg-functions", reference.FunctionList)
    app.add_directive("localsdg-datasets", reference.DatasetList)
    app.add_directive("localsdg-checks", reference.CheckList)
    app.add_directive("localsdg-keep", offline.Keep)
    app.add_directive("localsdg-card-style", cards.CardStyle)
    app.add_directive("localsdg-cards", cards.CardSets)
    app.add_directive("localsdg-canvases", cards.Canvases)
    app.connect("builder-inited", assets.write)
    app.connect("builder-inited", assets.prepare_templates)
    app.connect("builder-inited", writer.use_formatter)
    # Before Sphinx collects titles and tables of contents from the page.
    app.connect("doctree-read", pages.shape, priority=100)
    app.connect("doctree-read", widgets.prepare, priority=100)
    app.connect("doctree-read", citations.link, priority=300)
    app.connect("doctree-read", slides.prepare, priority=200)
    app.connect("doctree-read", pages.crumb, priority=900)
    app.connect("env-updated", terms.write)
    app.connect("doctree-resolved", terms.link)
    app.connect("doctree-resolved", target_codes.link)
    app.connect("doctree-resolved", writer.lighten)
    app.connect("doctree-resolved", widgets.write_reasons)
    app.connect("doctree-resolved", widgets.add_paper, priority=900)
    app.connect("html-page-context", pages.describe, priority=900)
    app.connect("build-finished", assets.write_start, priority=900)
    app.connect("build-finished", model_review.write, priority=900)
    app.connect("build-finished", search.write, priority=900)
    app.connect("build-finished", trim.finish, priority=900)
    app.connect("build-finished", offline.finish, priority=950)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _speak(app: "Sphinx", config: Any) -> None:
    """Build in another language than that of ``_config.yml``, if one is asked for."""
    config.language = os.environ.get("LOCALSDG_LANGUAGE") or config.language
