"""The model review of Port Amani (fictional): its files in the site, and the links that lead to them.

They are made when the book is built, from the same workbook as the golden files of the tests. The PDF is printed by
Chromium, which a build does without, so it lies in the repository; a test proves that it is the one of this review.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from localsdg.review.documents import page
from localsdg.review.example import model_review
from localsdg.review.export import annex_csv, calendar_text, recompute_text
from localsdg.review.word import word
from localsdg.site.render import words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PRINTED = "assets/model-review/port-amani.pdf"
_FOLDER = "book/model-review"
_READ = "review.html"
_FILES = (_READ, "review.docx", "review.pdf", "annex.csv", "recompute.py", "next-steps.ics")


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of the review beside the page that leads to them."""
    if exception is not None or app.builder.format != "html" or _FOLDER not in app.env.found_docs:
        return
    review = model_review()
    contents = {
        _READ: page(review).encode("utf-8"),
        "review.docx": word(review),
        "review.pdf": (Path(app.srcdir) / PRINTED).read_bytes(),
        "annex.csv": annex_csv(review),
        "recompute.py": recompute_text(),
        "next-steps.ics": calendar_text(review),
    }
    folder = Path(app.outdir) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        (folder / name).write_bytes(contents[name])


class ModelReview(SphinxDirective):
    """Links to the files of the model review: the one to read, and those to take along."""

    def run(self) -> list[nodes.Node]:
        """Make the list."""
        texts = words(self.config.language)["model_review"]
        found = nodes.bullet_list()
        for name in _FILES:
            said = texts[name.replace(".", "_")]
            link = nodes.reference("", said["link"], refuri=f"model-review/{name}")
            found += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f": {said['about']}")))
        return [found]
