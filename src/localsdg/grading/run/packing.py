"""Notebooks as text on their way between coordinator and worker.

The form that files have, with lines of their own for everything, takes Python ten times as long to write.
"""

from __future__ import annotations

import json

import nbformat
from nbformat import NotebookNode


def pack(notebook: NotebookNode) -> str:
    """Return a notebook of format 4 as a text."""
    return json.dumps(notebook, ensure_ascii=False)


def unpack(text: str) -> NotebookNode:
    """Return the notebook that a text holds."""
    notebook: NotebookNode = nbformat.v4.reads(text)
    return notebook
