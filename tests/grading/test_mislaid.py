"""Hand-ins of the clumsy: each has a status, and a sentence that says what was found and how it is repaired."""

from __future__ import annotations

import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from small_class import ANSWERS

from localsdg.grading.course.alike import alike
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.course.mislaid import kind_of
from localsdg.grading.course.unread import pages_of_unread
from localsdg.grading.run.options import GradeOptions

WORD = {"[Content_Types].xml": b"", "word/document.xml": b""}
MEGABYTE = 1 << 20


def packed(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


def solved(release: Path, name: str) -> dict:
    document = json.loads((release / f"{name}.ipynb").read_text("utf-8"))
    for cell in document["cells"]:
        cell["source"] = ANSWERS["Ana María 山田"].get(cell["id"], cell["source"])
    return document


def without_descriptions(document: dict) -> bytes:
    """Return a notebook as a converter saves it, with a cell of the learner's own in between."""
    cells = [{key: value for key, value in cell.items() if key != "id"} for cell in document["cells"]]
    for number, cell in enumerate(cells):
        cell["metadata"] = {"id": f"x{number}"}
    own = {"cell_type": "code", "metadata": {}, "source": "print('mine')", "outputs": [], "execution_count": None}
    cells.insert(next(n for n, cell in enumerate(cells) if cell["cell_type"] == "code") + 1, own)
    return json.dumps(document | {"cells": cells, "nbformat_minor": 0, "metadata": {"colab": {}}}).encode()


Make = Callable[[Path, bytes, bytes, Path], None]


def write(*files: str) -> Make:
    """Return what writes the two notebooks under other names."""

    def make(folder: Path, sums: bytes, words: bytes, release: Path) -> None:
        for name, data in zip(files, (sums, words), strict=False):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)

    return make


def documents(folder: Path, sums: bytes, words: bytes, release: Path) -> None:
    (folder / "sums.docx").write_bytes(packed(WORD))
    (folder / "words.ipynb").write_bytes(b"%PDF-1.7")


def links(folder: Path, sums: bytes, words: bytes, release: Path) -> None:
    (folder / "sums.ipynb").symlink_to("/etc/passwd")
    (folder / "words.ipynb").write_bytes(
        words.replace(b'"cells"', b'"cells": [], "cells"', 1).decode().encode("utf-16")
    )


def huge(folder: Path, sums: bytes, words: bytes, release: Path) -> None:
    with (folder / "video.mp4").open("wb") as file:
        file.truncate(200 * MEGABYTE)
    document = json.loads(sums)
    document["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (51 * MEGABYTE)}]
    (folder / "sums.ipynb").write_text(json.dumps(document))
    (folder / "words.ipynb").write_bytes(words)


def converted(folder: Path, sums: bytes, words: bytes, release: Path) -> None:
    (folder / "sums.ipynb").write_bytes(without_descriptions(json.loads(sums)))
    (folder / "words.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')


def flood(folder: Path, sums: bytes, words: bytes, release: Path) -> None:
    (folder / "sums.ipynb").write_bytes(b"Rar!")
    (folder / "words.ipynb").write_bytes(b"")
    (folder / "modules").mkdir()
    for number in range(600):
        (folder / "modules" / str(number)).touch()


# By the learner: what she hands in; the status of sums and of words, or of the whole; parts of what is said.
KINDS: dict[str, tuple[Make, tuple[str, ...], tuple[str, ...]]] = {
    "subfolder": (write("work/sums.ipynb", "w/words.ipynb"), ("nothing",), ("work/sums.ipynb holds the",)),
    "renamed": (write("my.ipynb", "words.ipynb"), ("missing", "graded"), ("my.ipynb holds the cells of s",)),
    "two endings": (write("sums.ipynb.txt", "WORDS.IPYNB"), ("nothing",), ("WORDS.IPYNB holds",)),
    "documents": (documents, ("missing", "unreadable"), ("sums.docx is a Word document", "The file is a PDF file")),
    "links": (links, ("unreadable", "graded"), ("is a link to another file. Put", "The file has cells twice")),
    "huge": (huge, ("unreadable", "graded"), ("video.mp4 was left out: the files beside", "Have the outputs cleared")),
    "converted": (converted, ("graded", "unreadable"), ("were known again by their text", "No cell of it is known")),
    "flood": (flood, ("unreadable", "unreadable"), ("The file is a RAR archive", "The file is empty", "at most 500")),
    "nothing": (lambda *_: None, ("nothing",), ("The folder is empty. Ask for",)),
    "Nothing": (lambda *_: None, ("nothing",), ("has a name that looks the same, nothing",)),
    "archive": (
        lambda folder, sums, *_: (folder / "all.zip").write_bytes(packed({"sums.ipynb": sums})),
        ("nothing",),
        ("all.zip is an archive (zip), with sums.ipynb in it, not a notebook. Unpack it",),
    ),
}


def test_each_has_a_status_and_a_sentence(small_course):
    release = small_course / "release" / "ps1"
    sums, words = (json.dumps(solved(release, name)).encode() for name in ("sums", "words"))
    shutil.rmtree(small_course / "submitted")
    for student, (make, *_) in KINDS.items():
        folder = small_course / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        make(folder, sums, words, release)
    run = grade_assignment(small_course, "ps1", GradeOptions(isolated=False, workers=1, preload=()))
    wrong = {}
    for student, (_, states, said) in KINDS.items():
        found = tuple(each.status for each in run.outcomes if each.student == student)
        texts = [each.text for each in run.findings if each.student == student]
        if found != states or not all(any(part in text for text in texts) for part in said):
            wrong[student] = (found, texts)
    assert wrong == {}
    pages = pages_of_unread(
        small_course / "grading" / "ps1", "ps1", lambda student: small_course / "feedback" / student
    )
    assert len(pages) == sum(state not in ("graded",) for _, states, _ in KINDS.values() for state in states)
    text = (small_course / "feedback" / "documents" / "words.html").read_text("utf-8")
    assert "<li>The file is a PDF file, not a notebook." in text
    points = {(each.student, each.notebook): each.score for each in run.outcomes}
    assert points["converted", "sums"] == 5  # both checks; the essay waits for a person
    assert points["links", "words"] == points["huge", "words"] == points["renamed", "words"] == 2


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (packed(WORD), "a", "a Word document"),
        (b"PK cut off", "a.docx", "a Word document"),
        (packed({"mimetype": b""}), "a", "an office document"),
        (packed({"a.ipynb": b""}), "a.zip", "an archive (zip)"),
        (b"7z\xbc\xaf\x27\x1c", "a", "a 7z archive"),
        (b"\n<!DOCTYPE html>", "a", "a web page (HTML)"),
        (b"def f(): ...", "a.py", "a Python program"),
        (b'{"cells": []}', "a.ipynb", ""),
    ],
)
def test_what_is_handed_in_for_a_notebook_is_known(data, name, kind):
    assert kind_of(data, name) == kind


def test_names_that_look_the_same_are_known_and_others_are_not():
    latin, cyrillic = "Amina", "\u0410mina"
    composed, apart = "José", unicodedata.normalize("NFD", "José")
    hidden = "Zoe\u200b"
    others = ["Anna", "Ana", "Jose", "Мария", "Марина"]
    assert alike([latin, cyrillic, "AMINA", composed, apart, "Zoe", hidden, *others]) == {
        latin: ["AMINA", cyrillic],
        "AMINA": [latin, cyrillic],
        cyrillic: ["AMINA", latin],
        composed: [apart],
        apart: [composed],
        "Zoe": [hidden],
        hidden: ["Zoe"],
    }
