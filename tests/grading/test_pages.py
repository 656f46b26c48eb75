"""Pages of feedback that are put together from parts are those of nbconvert, also where a cell holds odd HTML."""

from __future__ import annotations

from pathlib import Path

import bs4
import nbformat
import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter, html
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from traitlets.config import Config

from localsdg.grading.course import pages

ODD = [
    "<p>not closed",
    "one</div>too many",
    "a <b>bold <i>turned</b> over</i>",
    "<pre>  \n  kept  \n",
    "<!-- a comment without an end",
    "<script>'<div class=\"cell border-box-sizing text_cell rendered\">'</script>",
    "<script>not closed",
    "<textarea>  \n",
    "</textarea></pre></script>",
    "<style>p { color: red }</style>",
    "<template> \n <b> \n </b></template>",
    "<br></br><br/></br>",
    "</br>",
    "&amp &lt; &nbsp; &#x41; &nosuch; &",
    "<IMG SRC='a.png'><img src=b.png alt=''><img alt src=c.png>",
    '<div class="cell border-box-sizing text_cell rendered"><b>',
    '</div><div class="cell border-box-sizing code_cell rendered">',
    '<div class="jp-Notebook"><div class="jp-OutputArea-output">',
    "<x-part></x-part>",
    "<x-end></x-end>",
    "<table><tr><td>1<tr><td>2</table>",
    "<a href='x' href='y'>two</a>",
    "<svg><path d=''/><title> \n </title></svg>",
    "<![CDATA[ x ]]> <?php x ?> <!doctype html>",
    "<foo",
    "<",
]


@pytest.fixture(scope="module")
def exporter() -> HTMLExporter:
    """The exporter of nbgrader's pages of feedback."""
    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(templates / "templates")]
    config.HTMLExporter.extra_template_paths = [str(templates / "static/node_modules/bootstrap/dist/css")]
    made = HTMLExporter(config=config)
    made.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)
    return made


def page(exporter: HTMLExporter, odd: str) -> str:
    about = {"notebook": "sums", "score": 1, "max_score": 2, "late_penalty": 0}
    shown = nbformat.v4.new_output("display_data", {"text/html": odd, "text/plain": "x"})
    cells = [
        nbformat.v4.new_markdown_cell("# Before", id="before"),
        nbformat.v4.new_markdown_cell(odd, id="odd"),
        nbformat.v4.new_code_cell(f"x = 1  # {odd}", id="code", outputs=[shown], metadata={"tags": ["a", "b-c"]}),
        nbformat.v4.new_code_cell("x = 1", id="same"),
        nbformat.v4.new_code_cell("x = 1", id="magic", metadata={"magics_language": "bash"}),
        nbformat.v4.new_markdown_cell(f"the last {odd}", id="last"),
    ]
    text, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells), {"nbgrader": about})
    return text


def test_odd_cells_give_the_page_of_nbconvert(exporter, monkeypatch):
    untidied: list[str] = []

    def parse(text: str, features: str) -> bs4.BeautifulSoup:
        untidied.append(text)
        return bs4.BeautifulSoup(text, features)

    monkeypatch.setattr(html, "BeautifulSoup", parse)
    for odd in ["plain *text*", *ODD]:
        usual = page(exporter, odd)
        with pages.sharing(None):
            assert page(exporter, odd) == usual, odd
            assert page(exporter, odd) == usual, odd  # also when its parts are known
    assert html.BeautifulSoup is parse  # nothing of ours stays
    put_together = [pages.tidy(text) is not None for text in untidied]
    assert put_together[0]
    assert not all(put_together)
