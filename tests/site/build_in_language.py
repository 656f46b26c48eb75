"""Builds a few pages in a made-up language, for the tests: ``python build_in_language.py ORDER``.

ORDER is JSON: the ``language``, the folder ``output``, the ``pages``, and those of them that stay ``unmasked``.

What people have written for the book, lessons and docstrings, is masked: Greek letters stand for its own. So all Latin
letters that are left in a page come from a catalogue, from data, or from code.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from jupyter_book.cli.main import main

from localsdg import site
from localsdg.site.contents import table_of_contents

ROOT = Path(__file__).resolve().parents[2]
MASK = str.maketrans(dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "λ"))


def mask(app: Any, doctree: nodes.document, unmasked: list[str]) -> None:
    for text in list(doctree.findall(nodes.Text)):
        inside = text.parent
        if isinstance(inside, nodes.raw):
            if "text_html" in inside["classes"]:
                inside.replace(text, nodes.Text(""))
        elif app.env.docname not in unmasked:
            inside.replace(text, nodes.Text(text.translate(MASK)))


def contents(pages: list[str]) -> dict[str, Any]:
    """Return the table of contents with these pages only."""
    table = table_of_contents(ROOT)
    for part in table["parts"]:
        part["chapters"] = [chapter for chapter in part["chapters"] if chapter["file"] in pages]
    table["parts"] = [part for part in table["parts"] if part["chapters"]]
    return table


def run(language: str, output: Path, pages: list[str], unmasked: list[str]) -> None:
    setup = site.setup

    def masking(app: Any) -> dict[str, Any]:
        found = setup(app)
        # After the site has given the page its shape, and before Sphinx collects the titles.
        app.connect("doctree-read", lambda app, doctree: mask(app, doctree, unmasked), priority=400)
        return found

    site.setup = masking
    table = output / "_toc.yml"
    table.write_text(yaml.safe_dump(contents(pages), sort_keys=False, allow_unicode=True), "utf-8")
    os.environ |= {"LOCALSDG_LANGUAGE": language, "LOCALSDG_EDITION": "trainer", "LOCALSDG_WORKBOOK": ""}
    main(["build", str(ROOT), "--toc", str(table), "--path-output", str(output)])


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    run(**order | {"output": Path(order["output"])})
