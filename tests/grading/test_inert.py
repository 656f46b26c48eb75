"""Nothing that a learner hands in runs, or loads anything, where staff or learners open it: in a real browser."""

from __future__ import annotations

import base64
import csv
import functools
import http.server
import json
import threading
from pathlib import Path

import nbformat
import pytest
import yaml
from measured_class import nbgrader
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from localsdg.grading.box.files import unsound_learner
from localsdg.grading.course.feedback import make_feedback
from localsdg.grading.course.inert import clean, make_inert, safe_file_name
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions

pytestmark = pytest.mark.xdist_group("grading")

RUN = "window.ran=1;fetch(`/ran`)"
PIXEL = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0"
    b"\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
).decode()
ACTIVE = yaml.safe_load(Path(__file__).with_name("active.yml").read_text("utf-8").replace("RUN", RUN))
WRITTEN = ACTIVE["written"]
SHOWN = [(each["kind"], each["data"]) for each in ACTIVE["shown"]]
HONEST = f"""# My answer
**Bold**, *italic*, `code`, H<sub>2</sub>O, $x < y$, a [link](https://example.org/?a=1&b=2), 5 < 6 and "so".

| a | b |
|---|---|
| 1 | 2 |

![a photo](attachment:photo.png) <img src="data:image/png;base64,{PIXEL}" alt="dot">

- [x] done
"""
OWN = "<iframe src='about:blank' title='a film of the instructor'></iframe>"
HONEST_CODE = """import pandas as pd, matplotlib.pyplot as plt
from IPython.display import Math, display, Markdown
display(pd.DataFrame({"a": [1, 2], "b": ["<b>", "é & ü"]}), Math(r"\\frac{1}{2}"), Markdown("**bold**"))
plt.plot([1, 2]); plt.show()
print("\\x1b[31m<b>red</b>\\x1b[0m")
"""


def cell(kind, name, source, graded=None, **more):
    whole = {"cell_type": kind, "id": name, "metadata": {}, "source": source} | more
    if graded is not None:
        flags = {
            "schema_version": 3,
            "grade_id": name,
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
        }
        whole["metadata"] = {"nbgrader": flags | graded}
    return whole | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def document(cells):
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


SOURCE = document([
    cell("markdown", "film", OWN),
    cell("markdown", "essay", "Write here.", {"grade": True, "solution": True, "points": 2}),
    cell("code", "answer", "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", {"solution": True}),
    cell("code", "check", "assert f() == 1", {"grade": True, "locked": True, "points": 3}),
])  # fmt: skip


def hostile(released):
    extra = [cell("markdown", f"m{number}", text) for number, text in enumerate(WRITTEN)]
    extra += [cell("raw", f"r{number}", text) for number, text in enumerate(WRITTEN[:3])]
    extra[-1]["metadata"] = {
        "raw_mimetype": "text/html",
        "tags": [f'"><script>{RUN}</script>'],
        "x": f"<b onclick={RUN}>",
    }
    shown = "\n".join(f"display({{{kind!r}: {data!r}}}, raw=True)" for kind, data in SHOWN)
    sizes = {"image/png": {"width": f"1 onerror={RUN}", "alt": f'"><script>{RUN}</script>'}}
    shown += f"\ndisplay({{'image/png': 'AAAA'}}, metadata={sizes!r}, raw=True)"
    alone = {"text/html": {"isolated": True}}
    shown += f"\ndisplay({{'text/html': '<script>{RUN}</script>'}}, metadata={alone!r}, raw=True)"
    extra.append(cell("code", "shown", f"from IPython.display import display\n{shown}"))
    extra.append(cell("code", "error", f"raise ValueError('<script>{RUN}</script>')"))
    extra.append(cell("code", "page", f"open('made.html', 'w').write(\"<script>{RUN}</script>\")"))
    by_id = {each["id"]: each for each in released["cells"]}
    by_id["essay"]["source"] = f"My words. <script>{RUN}</script> <img src='/ran' onerror=\"{RUN}\">"
    by_id["essay"]["attachments"] = {"bad.png": {f'text/html" onerror="{RUN}': "AAAA"}}
    by_id["answer"]["source"] = "def f():\n    return 1"
    released["cells"] += extra
    released["metadata"] |= {"title": f"</title><script>{RUN}</script>", "widgets": {}}
    released["metadata"]["language_info"] = {"name": f'"><script>{RUN}</script>'}
    return released


def honest(released):
    by_id = {each["id"]: each for each in released["cells"]}
    by_id["essay"] |= {"source": HONEST, "attachments": {"photo.png": {"image/png": PIXEL}}}
    by_id["answer"]["source"] = f"{HONEST_CODE}\ndef f():\n    return 1"
    return released


LEARNERS = {"honest": honest, "hostile": hostile}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, isolated):
    root = tmp_path_factory.mktemp("inert") / "course"
    (root / "source" / "ps").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    (root / "source" / "ps" / "work.ipynb").write_text(json.dumps(SOURCE))
    nbgrader(root, "generate_assignment", "ps")
    for student, fill in LEARNERS.items():
        folder = root / "submitted" / student / "ps"
        folder.mkdir(parents=True)
        released = json.loads((root / "release" / "ps" / "work.ipynb").read_text("utf-8"))
        (folder / "work.ipynb").write_text(json.dumps(fill(released)), "utf-8")
    for name in ("page.html", "picture.SVG", "notes.txt"):
        (root / "submitted" / "hostile" / "ps" / name).write_text(f"<script>{RUN}</script>")
    bad = root / "submitted" / '"; alert(1); "<b>' / "ps"
    bad.mkdir(parents=True)
    (bad / "work.ipynb").write_text(json.dumps(SOURCE))
    run = grade_assignment(root, "ps", GradeOptions())
    make_feedback(root, "ps")
    return root, run


class Site(http.server.SimpleHTTPRequestHandler):
    """Serves pages, and remembers what is asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


def formgrader(root, student):
    """Return the page that formgrader makes of a graded notebook, with its own exporter and template."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    about = {"assignment_id": "ps", "notebook_id": "work", "submission_id": "1", "index": 0, "total": 2, "base_url": "",
             "student": student, "last_name": None, "first_name": None, "notebook_path": "work.ipynb"}  # fmt: skip
    path = str(root / "autograded" / student / "ps" / "work.ipynb")
    return HTMLExporter(config=config).from_filename(path, resources=about)[0]


@pytest.fixture(scope="module")
def visited(graded, browser, tmp_path_factory):
    """Open both pages of both learners in a browser; return their texts, and what they ran and loaded."""
    root, _ = graded
    folder = tmp_path_factory.mktemp("pages")
    for student in LEARNERS:
        (folder / f"formgrader-{student}.html").write_text(formgrader(root, student), "utf-8")
        page = (root / "feedback" / student / "ps" / "work.html").read_text("utf-8")
        (folder / f"feedback-{student}.html").write_text(page, "utf-8")
    (folder / "active.html").write_text(f"<script>{RUN}</script>")
    asked: list[str] = []
    handler = functools.partial(type("Here", (Site,), {"asked": asked}), directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = {}
    page = browser.new_page()
    page.route(lambda url: "127.0.0.1" not in url, lambda route: (asked.append(route.request.url), route.abort()))
    for path in sorted(folder.glob("*.html")):
        asked.clear()
        page.goto(f"http://127.0.0.1:{server.server_port}/{path.name}")
        for each in page.query_selector_all("#notebook details, #notebook input, #notebook a[href^=j]"):
            each.dispatch_event("click")
        page.wait_for_timeout(300)
        ran = page.evaluate("window.ran === undefined ? 0 : 1")
        text = page.inner_text("#notebook") if path.stem != "active" else ""
        found[path.stem] = (ran, list(asked), text, page.content())
    page.close()
    server.shutdown()
    return found


def test_the_browser_would_notice(visited):
    ran, asked, _, _ = visited["active"]
    assert ran == 1
    assert "/ran" in asked


@pytest.mark.parametrize("page", ["formgrader", "feedback"])
def test_nothing_runs_or_loads(visited, page):
    ran, asked, text, content = visited[f"{page}-hostile"]
    assert ran == 0
    own = (
        "/x",  # a file beside the notebook
        "/formgrader/static/",
        f"/{page}-hostile.html",
        "/favicon.ico",
        "https://cdnjs.cloudflare.com/ajax/libs/mathjax",
    )
    assert [path for path in asked if not path.startswith(own)] == []
    for written in (
        "My words.",
        f"<script>{RUN}</script>",
        f'<img src=/ran onerror="{RUN}">',
        "javascript:",
        "<iframe src=/ran>",
        "kept",
    ):
        assert written in text
    assert "a film of the instructor" in content


@pytest.mark.parametrize("page", ["formgrader", "feedback"])
def test_honest_work_looks_as_before(visited, page):
    _, _, text, content = visited[f"{page}-honest"]
    for shown in ("My answer", "Bold", "5 < 6", "é & ü", "<b>red</b>"):
        assert shown in text
    assert "<strong>Bold</strong>" in content
    assert content.count("data:image/png;base64,") == 3
    assert 'class="dataframe"' in content
    assert "\\frac{1}{2}" in content
    assert "<strong>bold</strong>" in content


def test_it_is_said_with_learner_and_cell(graded):
    root, run = graded
    told = [each for each in run.findings if each.kind == "active"]
    assert {each.student for each in told} == {"hostile"}
    assert any(each.cell == "essay" and "script" in each.text and "onerror" in each.text for each in told)
    places = {text.partition(":")[0] for text in (each.text for each in told) if text.startswith("Cell ")}
    assert len(places) >= len(WRITTEN)
    assert any("page.html" in each.text for each in told)
    files = {path.name for path in (root / "autograded" / "hostile" / "ps").iterdir()}
    assert files == {"work.ipynb", "page.html.txt", "picture.SVG.txt", "made.html.txt", "notes.txt"}
    (outcome,) = [each for each in run.outcomes if "alert" in each.student]
    assert outcome.status == "failed"
    assert any("for code" in each.text for each in run.findings if each.student == outcome.student)
    with (root / "grading" / "ps" / "findings.csv").open(newline="", encoding="utf-8") as file:
        assert not [field for row in csv.reader(file) for field in row if field[:1] in "=+-@" and field]


def test_points_are_as_before(graded):
    _, run = graded
    earned = {(row["student"], row["cell"]): row["score"] for row in run.scores}
    assert {earned[student, "check"] for student in LEARNERS} == {3}


def test_making_inert_twice_changes_nothing(graded):
    root, _ = graded
    for student in LEARNERS:
        text = (root / "autograded" / student / "ps" / "work.ipynb").read_text("utf-8")
        notebook = nbformat.reads(text, as_version=4)
        assert make_inert(notebook, frozenset({OWN})) == []
        assert nbformat.writes(notebook) == text.rstrip("\n")


@pytest.mark.parametrize(
    "html", ["<div>" * 50_000, "<a " * 50_000, "<!--" * 50_000, "<table>" * 5_000, "<p title='" * 9_000]
)
def test_cleaning_takes_no_time(html):
    assert "<script" not in clean(html)


@pytest.mark.parametrize("formula", [
    r"$\href            {javascript:window.ran=1}{x}$", "$\\href%\n{javascript:window.ran=1}{x}$",
    r"$\let\a\href \a{javascript:1}{x}$", r"$\newcommand{\h}[2]{\href{#1:#2}{x}}\h{javascript}{1}$",
    r"$\style{background:url(/ran)}{x}$", r"$\mmlToken{mi}[href=javascript:1]{x}$", r"\\(\require{[a]/../x}\\)",
    '<p title="<code">$\\href{javascript:1}{x}$</p><p title="</code>">x</p>', r"$\href<br>{javascript:1}{x}$",
])  # fmt: skip
def test_a_formula_only_shows(formula):
    """MathJax would make links of these, load from elsewhere, or load more of itself."""
    new = nbformat.v4
    outputs = [new.new_output("display_data", {kind: formula}) for kind in ("text/html", "text/markdown", "text/latex")]
    cells = [new.new_markdown_cell(formula), new.new_raw_cell(formula), new.new_code_cell("", outputs=outputs)]
    notebook = new.new_notebook(cells=cells)
    assert [place for place, _ in make_inert(notebook)] == [0, 1, 2, 2, 2]


def test_an_honest_formula_stays():
    texts = [r"$\frac{1}{2}\\ \text{see }\href{https://example.org}{x}$", r"Saved in C:\style\a.csv.", r"`$\href{x}`"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in texts])
    assert make_inert(notebook) == []
    assert [cell.source for cell in notebook.cells] == texts


def test_names():
    assert safe_file_name("data.csv") == "data.csv"
    assert safe_file_name("a/b.xhtml") == "a/b.xhtml.txt"
    assert unsound_learner("Ana María O'Brien 山田") == ""
    assert "< >" in unsound_learner("a</script>")
