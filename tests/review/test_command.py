"""The command ``localsdg review``."""

import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.review.example import port_amani


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workbook.json").write_text(port_amani().text(), "utf-8")
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, ["review", *words])


def test_it_says_what_is_missing_and_writes_each_form(place):
    done = run("workbook.json", "-o", "review.docx", "-o", "review.html", "-o", "out")
    assert done.exit_code == 0, done.output
    assert "3 actions have no budget line:" in done.stdout
    assert "A29 Renew the front of the town hall" in done.stdout
    assert "Chapters: 10 filled, 0 with something missing, 0 empty." in done.stdout
    assert "FICTIONAL" in done.stdout
    assert done.stdout.index("Chapters:") < done.stdout.index("Written: review.docx")
    assert (place / "review.docx").read_bytes()[:2] == b"PK"
    assert (place / "out" / "recompute.py").is_file()


def test_what_is_there_is_replaced_with_force_only(place):
    (place / "review.html").write_text("mine")
    (place / "out").mkdir()
    (place / "out" / "notes.txt").write_text("mine")
    for output in ("review.html", "out"):
        done = run("workbook.json", "-o", output)
        assert done.exit_code == 1 and "is there already" in done.stderr
    assert (place / "review.html").read_text() == "mine"
    assert run("workbook.json", "-o", "review.html", "-o", "out", "--force").exit_code == 0
    assert (place / "out" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("output", [".", "..", "holds"])
def test_no_folder_is_written_that_holds_what_is_read(place, output):
    (place / "holds").mkdir()
    (place / "holds" / "review.json").write_text(port_amani().text(), "utf-8")
    before = {each: each.read_bytes() for each in place.rglob("*") if each.is_file()}
    done = run("holds/review.json", "-o", output, "--force")
    assert done.exit_code == 2 and "holds files that are read" in done.stderr
    assert {each: each.read_bytes() for each in place.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    "words, said",
    [
        (["nothing.json", "-o", "a.html"], "There is no file nothing.json"),
        (["workbook.json", "-o", "a.odt"], "should end with .docx or .html or .pdf or .csv or .ics or .json"),
        (["workbook.json", "-o", "workbook.json", "--force"], "is named twice"),
        (["workbook.json", "-o", "no/folder/a.html"], "There is no folder"),
        (["workbook.json", "-o", "a.html", "--data", "nothing.csv"], "There is no file nothing.csv"),
        (["workbook.json", "-o", "a.html", "--language", "xx"], "no texts in the language 'xx'"),
        (["broken.json", "-o", "a.html"], "broken.json"),
        (["workbook.json", "-o", "a.html", "--data", "broken.bin"], "broken.bin"),
    ],
)
def test_a_wrong_call_is_refused_in_words(place, words, said):
    (place / "broken.json").write_text("{")
    (place / "broken.bin").write_bytes(bytes(range(256)) * 20)
    done = run(*words)
    assert done.exit_code == 2 and said in done.stderr
    assert not (place / "a.html").exists()
