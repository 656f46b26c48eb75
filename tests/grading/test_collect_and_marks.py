"""Files of learners come in under the names that platforms give; marks go out into the tables of the platforms."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.grading.course.collect import ArchiveError, collect, members, participants
from localsdg.grading.course.marks import Mark, fill_in, write_marks
from localsdg.grading.course.tidy import safe_cell
from localsdg.grading.run.options import CourseError

NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course" / "source" / "1-localizing"
    folder.mkdir(parents=True)
    for name in ("officer", "analyst"):
        (folder / f"{name}.ipynb").write_bytes(NOTEBOOK)
    return tmp_path / "course"


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    return path


def submitted(course: Path) -> dict[str, list[str]]:
    folders = (course / "submitted").glob("*/1-localizing")
    return {folder.parent.name: sorted(path.name for path in folder.iterdir()) for folder in folders}


def test_an_archive_of_moodle(course, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as bundle:
        bundle.writestr("work/officer.ipynb", NOTEBOOK)
    path = archive(
        tmp_path / "Course-Localizing-77.zip",
        {
            "Ana María Ñuñez_657737_assignsubmission_file_/officer (1).ipynb": NOTEBOOK,
            "Ana María Ñuñez_657737_assignsubmission_file_/table.csv": b"1,2",
            "محمد علي_657738_assignsubmission_file_analyst.ipynb": NOTEBOOK,
            "Li_Wei_657739_assignsubmission_file_/all.zip": inner.getvalue(),
            "Nobody_657740_assignsubmission_file_/essay.docx": b"PK",
        },
    )
    done = collect(course, "1-localizing", [path])
    assert submitted(course) == {
        "Ana María Ñuñez": ["officer.ipynb", "table.csv"],
        "محمد علي": ["analyst.ipynb"],
        "Li_Wei": ["officer.ipynb"],
    }
    assert len(done.new) == 3
    assert done.left_out == ["Nobody: there is no notebook of the assignment"]
    assert participants(course, "1-localizing")["محمد علي"] == "657738"


def test_files_of_learners_and_their_times(course, tmp_path):
    folder = tmp_path / "received"
    folder.mkdir()
    (folder / "amina_2027-01-15T1643_officer.ipynb").write_bytes(NOTEBOOK)
    (folder / "bo_analyst.ipynb").write_bytes(NOTEBOOK)
    (folder / "untold.ipynb").write_bytes(NOTEBOOK)
    archive(folder / "chi.zip", {"1-localizing/officer.ipynb": NOTEBOOK, "__MACOSX/._officer.ipynb": b"x"})
    done = collect(course, "1-localizing", [folder])
    assert submitted(course) == {
        "amina": ["officer.ipynb", "timestamp.txt"],
        "bo": ["analyst.ipynb"],
        "chi": ["officer.ipynb"],
    }
    assert (course / "submitted/amina/1-localizing/timestamp.txt").read_text() == "2027-01-15 16:43:00 UTC"
    (said,) = done.left_out
    assert said.startswith("untold.ipynb: its name does not say whose it is")


def test_what_is_there_is_replaced_only_on_demand(course, tmp_path):
    path = tmp_path / "bo_officer.ipynb"
    path.write_bytes(NOTEBOOK)
    collect(course, "1-localizing", [path])
    path.write_bytes(NOTEBOOK + b"\n")
    assert collect(course, "1-localizing", [path]).there == ["bo"]
    kept = course / "submitted/bo/1-localizing/officer.ipynb"
    assert kept.read_bytes() == NOTEBOOK
    assert collect(course, "1-localizing", [path], force=True).replaced == ["bo"]
    assert kept.read_bytes() == NOTEBOOK + b"\n"


def _link(bundle):
    info = zipfile.ZipInfo("officer.ipynb")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    bundle.writestr(info, "/etc/passwd")


BAD = {
    "leads out": lambda bundle: bundle.writestr("../../officer.ipynb", NOTEBOOK),
    "leads out of": lambda bundle: bundle.writestr("/officer.ipynb", NOTEBOOK),
    "leads": lambda bundle: bundle.writestr("C:\\officer.ipynb", NOTEBOOK),
    "holds a link": _link,
    "holds 20001 files": lambda bundle: [bundle.writestr(f"{number}.txt", b"") for number in range(20_001)],
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_archive_is_refused_and_the_others_are_taken(course, tmp_path, reason):
    with zipfile.ZipFile(tmp_path / "eve.zip", "w") as bundle:
        BAD[reason](bundle)
    good = archive(tmp_path / "chi.zip", {"officer.ipynb": NOTEBOOK})
    done = collect(course, "1-localizing", [tmp_path / "eve.zip", good])
    assert submitted(course) == {"chi": ["officer.ipynb"]}
    assert reason in done.left_out[0]
    assert sorted(path.name for path in tmp_path.rglob("officer.ipynb")) == ["officer.ipynb"] * 2


def test_an_archive_that_unpacks_to_much_is_refused(course, tmp_path):
    path = tmp_path / "eve.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle, bundle.open("officer.ipynb", "w") as file:
        for _ in range(201):
            file.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "has more than 200 MB" in collect(course, "1-localizing", [path]).left_out[0]


def test_no_learner_says_when_it_was_handed_in(course, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as bundle:
        bundle.writestr("timestamp.txt", "2001-01-01 00:00:00 UTC")
        bundle.writestr("officer.ipynb", NOTEBOOK)
    forged = {"officer.ipynb": NOTEBOOK, "1-localizing/TimeStamp.txt": b"2001-01-01 00:00:00 UTC"}
    moodle = {
        "Bo_7_assignsubmission_file_/officer.ipynb": NOTEBOOK,
        "Bo_7_assignsubmission_file_/timestamp.txt": b"2001-01-01 00:00:00 UTC",
        "Chi_8_assignsubmission_file_/all.zip": inner.getvalue(),
    }
    files = [archive(tmp_path / "amina_2027-01-15T1643.zip", forged), archive(tmp_path / "Course-77.zip", moodle)]
    done = collect(course, "1-localizing", files)
    assert submitted(course) == {
        "amina": ["officer.ipynb", "timestamp.txt"],
        "Bo": ["officer.ipynb"],
        "Chi": ["officer.ipynb"],
    }
    assert (course / "submitted/amina/1-localizing/timestamp.txt").read_text() == "2027-01-15 16:43:00 UTC"
    assert len([text for text in done.left_out if "not taken from what a learner sends" in text]) == 3


def test_one_learner_never_stops_the_collection(course, tmp_path):
    long = "N" * 300
    moodle = {
        f"{long}_1_assignsubmission_file_/officer.ipynb": NOTEBOOK,
        "Red\x1b[31m_2_assignsubmission_file_/officer.ipynb": NOTEBOOK,
        "Bo_3_assignsubmission_file_/officer.ipynb": NOTEBOOK,
        f"Bo_3_assignsubmission_file_/{'n' * 300}.csv": b"1",
        "Eve_4_assignsubmission_file_/../../officer.ipynb": NOTEBOOK,
        "Zoë_5_assignsubmission_file_/officer.ipynb": NOTEBOOK,
    }
    moodle |= {f"Many_6_assignsubmission_file_/{number}.txt": b"" for number in range(700)}
    moodle |= {"Many_6_assignsubmission_file_/officer.ipynb": NOTEBOOK}
    (course / "submitted").mkdir()
    (course / "submitted" / "Chi").write_text("a file where a folder should be")
    moodle |= {"Chi_7_assignsubmission_file_/officer.ipynb": NOTEBOOK}
    done = collect(course, "1-localizing", [archive(tmp_path / "Course-77.zip", moodle)])
    found = submitted(course)
    assert {name: len(files) for name, files in found.items()} == {"Bo": 1, "Zoë": 1, "Many": 501}
    said = "\n".join(done.left_out)
    assert "its name is too long" in said
    assert "Red\N{REPLACEMENT CHARACTER}[31m_2" in said
    assert "leads out of its folder" in said
    assert "at most 500 files" in said
    assert "Chi: the files cannot be written (Not a directory)" in said
    assert all(text.isprintable() and len(text) < 500 for text in done.left_out)


def test_an_archive_that_swells_is_refused(course, tmp_path):
    path = tmp_path / "eve.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("officer.ipynb", NOTEBOOK)
        for number in range(6):
            bundle.writestr(f"{number}.csv", bytes(5 << 20))
    good = archive(tmp_path / "chi.zip", {"officer.ipynb": NOTEBOOK})
    done = collect(course, "1-localizing", [path, good])
    assert submitted(course) == {"chi": ["officer.ipynb"]}
    assert "unpacks to more than 100 times its size" in done.left_out[0]


@given(st.binary(max_size=300), st.integers(0, 200))
def test_damaged_archives_never_stop_the_collection(data, place):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("officer.ipynb", NOTEBOOK * 3)
    damaged = bytearray(whole.getvalue())
    damaged[place : place + len(data)] = data
    try:
        found = list(members(bytes(damaged)))
    except ArchiveError as error:
        assert str(error)
    else:
        assert all(".." not in name and not name.startswith("/") for name, _ in found)


MARKS = [
    Mark("Ana María Ñuñez", 41.5, 50, 41.5, 0, "2027-01-15 16:43:00"),
    Mark("=HYPERLINK(1)", 3, 50, 8, 5, ""),
    Mark("waiting", None, 50, 20, 0, ""),
]


def table(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def test_a_table_of_marks(tmp_path):
    write_marks(MARKS, tmp_path / "marks.csv")
    _, ana, formula, waiting = table(tmp_path / "marks.csv")
    assert ana[:3] == ["Ana María Ñuñez", "41.5", "50"]
    assert formula[:5] == ["'=HYPERLINK(1)", "3", "50", "8", "5"]
    assert waiting[1] == ""


def test_marks_into_the_worksheet_of_moodle(tmp_path):
    form = tmp_path / "form.csv"
    form.write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum grade\n"
        "Participant 657737,Somebody Else,a@example.org,Submitted,,50.00\n"
        "Participant 9,Nobody,b@example.org,No submission,,50.00\n",
        "utf-8",
    )
    numbers = {"Ana María Ñuñez": "657737"}
    done = fill_in(MARKS, numbers, form, tmp_path / "filled.csv", "1-localizing")
    assert done == (1, ["=HYPERLINK(1)"])
    _, ana, nobody = table(tmp_path / "filled.csv")
    assert (ana[4], nobody[4]) == ("41.5", "")


def test_marks_into_the_gradebook_of_canvas(tmp_path):
    form = tmp_path / "form.csv"
    form.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,1-localizing (77),Final Score\n"
        "    Points Possible,,,,,50,\n"
        '"Ñuñez, Ana María",12,,Ana María Ñuñez,A,,-1.5\n',
        "utf-8",
    )
    assert fill_in(MARKS, {}, form, tmp_path / "filled.csv", "1-localizing")[0] == 1
    assert table(tmp_path / "filled.csv")[2][5:] == ["41.5", "-1.5"]


def test_a_table_of_no_platform_is_refused(tmp_path):
    form = tmp_path / "form.csv"
    form.write_text("a,b\n1,2\n")
    with pytest.raises(CourseError, match="neither a grading worksheet of Moodle"):
        fill_in(MARKS, {}, form, tmp_path / "filled.csv", "1-localizing")


@given(st.text(max_size=8))
def test_no_text_becomes_a_formula(text):
    safe = str(safe_cell(text))
    assert safe.lstrip(" \n")[:1] not in ("=", "@", "\t", "\r") or not safe.strip()
    assert safe.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    "text", ["=1+1", " =1", "@x", "-x", "\t=1", "Ana;=1+1", "Ana; @x", "Ana\n=1", "Ana;-x;3", "＝1", "＠x", "\n\t=0"]
)
def test_no_part_of_a_text_becomes_a_formula(text):
    for part in str(safe_cell(text)).replace("\n", ";").split(";"):
        assert part.strip()[:1] not in ("=", "@", "-", "＝", "＠")


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1,5", "1;-5", "Ana - María", "a+b=c"])
def test_numbers_and_ordinary_texts_stay(text):
    assert safe_cell(text) == text
