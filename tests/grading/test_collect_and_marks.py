"""Files of learners come in under the names that platforms give; marks go out into the tables of the platforms."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import random
import shutil
import signal
import stat
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.core.files import draft_of
from localsdg.grading.course.archives import ArchiveError, members
from localsdg.grading.course.collect import Clock, collect, participants
from localsdg.grading.course.local_dates import read_local_date
from localsdg.grading.course.marks import Mark, fill_in, write_marks
from localsdg.grading.course.moments import read_moment
from localsdg.grading.course.report import Table
from localsdg.grading.course.tidy import safe_cell
from localsdg.grading.course.worksheet import mark_column, read_form, times
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
            "Ana María Ñuñez_657737_assignsubmission_file_/analyst.ipynb.txt": NOTEBOOK,
            "محمد علي_657738_assignsubmission_file_analyst.ipynb": NOTEBOOK,
            "Li_Wei_657739_assignsubmission_file_/all.zip": inner.getvalue(),
            "Nobody_657740_assignsubmission_file_/essay.docx": b"PK",
        },
    )
    done = collect(course, "1-localizing", [path])
    assert submitted(course) == {
        "Ana María Ñuñez": ["analyst.ipynb", "officer.ipynb", "table.csv"],
        "محمد علي": ["analyst.ipynb"],
        "Li_Wei": ["officer.ipynb"],
    }
    assert len(done.new) == 3
    (text,) = done.left_out
    assert text.startswith(
        "Nobody: there is no notebook of the assignment, there is only essay.docx (a Word document)."
    )
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


def test_attempts_names_and_clocks(course, tmp_path):
    """The latest attempt counts with its own time, a name is one however it is written, the order changes nothing."""
    later, utc = NOTEBOOK + b"\n", datetime.datetime(2027, 1, 15, 12)
    folder = tmp_path / "received"
    folder.mkdir()
    (folder / "amina_2027-01-15T1643_officer.ipynb").write_bytes(NOTEBOOK)
    (folder / "amina_2027-01-16T0900+0300_officer.ipynb").write_bytes(later)
    (folder / "amina_2027-01-14T0900_analyst.ipynb").write_bytes(NOTEBOOK)
    (folder / "bo_2027-01-15T1643_officer.ipynb").write_bytes(NOTEBOOK)
    (folder / "bo_2027-01-17T1643_officer (1).ipynb").write_bytes(NOTEBOOK)  # the same once more
    (folder / "chi_2027-02-30T1643_officer.ipynb").write_bytes(NOTEBOOK)
    (folder / "eve_2027-03-01T0000_officer.ipynb").write_bytes(NOTEBOOK)
    (folder / "fay_officer.ipynb").write_bytes(NOTEBOOK)
    for path in folder.iterdir():
        os.utime(path, (1_800_000_000, 1_800_000_000))  # 2027-01-15 08:00 UTC
    (folder / f"{unicodedata.normalize('NFD', 'Zoë')}_2027-01-15T0700_officer.ipynb").write_bytes(NOTEBOOK)
    moodle = "{}_assignsubmission_file_/{}"
    names = {"Zoë_5": "NFC", "Åsa_6": "NFD", "Ana_7": "NFC", "Ana_8": "NFC"}
    files = {
        moodle.format(unicodedata.normalize(form, name), "analyst.ipynb"): NOTEBOOK for name, form in names.items()
    }
    archive(folder / "Course-77.zip", files)
    for number, name in enumerate((b"M\x81ller_9", b"S\xc6o_10", "Ünal_11".encode(), b"\x8f\xa5\xe2\xe0_12")):
        path = folder / f"Other-{number}.zip"
        raw = archive(path, {moodle.format("Q" * len(name), "officer.ipynb"): NOTEBOOK}).read_bytes()
        path.write_bytes(raw.replace(b"Q" * len(name), name))
    clock = Clock({"7": utc}, received=True, until=datetime.datetime(2027, 2, 1))
    found = []
    for files in (sorted(folder.iterdir()), sorted(folder.iterdir(), reverse=True)):
        done = collect(course, "1-localizing", files, clock=clock, force=True)
        found.append((submitted(course), sorted(done.left_out)))
    assert found[0] == found[1]
    both, one = ["analyst.ipynb", "officer.ipynb"], ["officer.ipynb"]
    assert submitted(course) == {
        "amina": [*both, "timestamp.txt"], "bo": [*one, "timestamp.txt"], "chi": [*one, "timestamp.txt"],
        "fay": [*one, "timestamp.txt"], "Zoë": [*both, "timestamp.txt"], "Åsa": ["analyst.ipynb"],
        "Ana 7": ["analyst.ipynb", "timestamp.txt"], "Ana 8": ["analyst.ipynb"], "Müller": one, "São": one,
        "Ünal": one, "Петр": one,
    }  # fmt: skip
    amina = course / "submitted" / "amina" / "1-localizing"
    assert (amina / "officer.ipynb").read_bytes() == later
    told = {path.parts[-3]: path.read_text() for path in course.glob("submitted/*/*/timestamp.txt")}
    assert told["amina"] == "2027-01-16 06:00:00 UTC"
    assert told["bo"] == "2027-01-15 16:43:00 UTC"
    assert told["chi"] == told["fay"] == "2027-01-15 08:00:00 UTC"
    assert told["Ana 7"] == "2027-01-15 12:00:00 UTC"
    said = "\n".join(done.left_out)
    for text in ("officer.ipynb of amina is there more than once", "chi_2027-02-30T1643", "eve", "after the last"):
        assert text in said
    late = archive(tmp_path / "late.zip", {moodle.format("Ana_77", "officer.ipynb"): NOTEBOOK})
    assert collect(course, "1-localizing", [late]).new == ["Ana"]
    (folder / "fay_officer.ipynb").write_bytes(later)
    done = collect(course, "1-localizing", [folder / "fay_officer.ipynb"])
    assert (done.there, done.left_out) == (["fay"], ["fay: something else was collected before, and stays; "
                                                      "--force replaces it"])  # fmt: skip


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


def test_a_time_that_becomes_known_later_is_taken(course, tmp_path):
    """Somebody collects, and remembers only then that the platform's times are needed."""
    path = archive(tmp_path / "moodle.zip", {"Ana_7_assignsubmission_file_/officer.ipynb": NOTEBOOK})
    assert collect(course, "1-localizing", [path]).new == ["Ana"]
    late, later = Clock({"7": datetime.datetime(2027, 1, 15, 17)}), Clock({"7": datetime.datetime(2027, 1, 16, 9)})
    assert collect(course, "1-localizing", [path], clock=late).replaced == ["Ana"]
    kept = course / "submitted/Ana/1-localizing/timestamp.txt"
    assert kept.read_text() == "2027-01-15 17:00:00 UTC"
    assert collect(course, "1-localizing", [path], clock=late).there == ["Ana"]
    assert collect(course, "1-localizing", [path], clock=later).there == ["Ana"]  # the same work, sent once more
    assert kept.read_text() == "2027-01-15 17:00:00 UTC"
    assert collect(course, "1-localizing", [path], clock=later, force=True).replaced == ["Ana"]
    assert kept.read_text() == "2027-01-16 09:00:00 UTC"


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _killed_while(work, seconds: float) -> bool:
    """Do some work in a process of its own, which is killed after a time; return whether it was still working."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_any_moment_and_started_again(course, tmp_path):
    """What was collected is whole at every moment, and a second run gives what a run that was never killed gives."""
    chance, number, assignment = random.Random(7), 12, "1-localizing"

    def attempt(word: str) -> Path:
        work = [f"Learner {n}_{n}_assignsubmission_file_/{name}" for n in range(number) for name in ("officer.ipynb",
                "analyst.ipynb", "table.csv")]  # fmt: skip
        return archive(tmp_path / f"{word}.zip", {name: NOTEBOOK + word.encode() for name in work})

    first, second = attempt("a"), attempt("b")
    clock = Clock({str(n): datetime.datetime(2027, 1, 15, n) for n in range(number)})
    begun = time.perf_counter()
    collect(course, assignment, [first], clock=clock)
    whole = time.perf_counter() - begun
    whole_first = _tree(course)
    collect(course, assignment, [second], clock=clock, force=True)
    whole_second = _tree(course)
    folders = {str(Path(name).parent) for name in whole_first if name.startswith("submitted/")}
    assert len(folders) == number
    killed = 0
    for again in range(200):
        old, path = ({}, first) if again % 2 == 0 else (whole_first, second)
        if not old:
            shutil.rmtree(course / "submitted")
            shutil.rmtree(course / "grading")
        goal = whole_second if old else whole_first
        force = bool(old)
        killed += _killed_while(
            lambda path=path, force=force: collect(course, assignment, [path], force=force, clock=clock),
            chance.random() * whole,
        )
        left = _tree(course)
        for folder in folders:
            found = {name: data for name, data in left.items() if str(Path(name).parent) == folder}
            assert not found or any(
                found == {name: data for name, data in state.items() if str(Path(name).parent) == folder}
                for state in (old, goal)
            )
        collect(course, assignment, [path], force=force, clock=clock)
        assert _tree(course) == goal
        if killed >= 20 and again % 2:
            break
    assert killed >= 20


@pytest.mark.parametrize("what", ["marks", "report"])
def test_a_table_is_whole_whenever_its_writer_is_killed(tmp_path, what):
    """The file is the old one or the new one, never a part; the next run writes it, and leaves no draft behind."""
    chance, path = random.Random(11), tmp_path / "table.csv"
    people = [f"Ana María {n}" for n in range(1500)]

    def write(word: int) -> None:
        if what == "report":
            table = Table(path, ("student", "notebook", "status"))
            table.put("zoë", ["a"], [("zoë", "a", f"{word} " * 200)])
            table.write()
            return
        with draft_of(path, replace=True) as draft:
            write_marks([Mark(name, word, 50, word, 0, "") for name in people], draft)

    if what == "report":
        rows = [[name, "a", "graded"] for name in people]
        lines = map(",".join, [["student", "notebook", "status"], *rows, []])
        path.write_text("\n".join(lines), "utf-8", newline="\r\n")
    states, seconds = [], []
    for word in (1, 2):
        begun = time.perf_counter()
        write(word)
        seconds.append(time.perf_counter() - begun)
        states.append(path.read_bytes())
    assert states[0] != states[1]
    assert all(state.count(b"\r\n") == 1501 + (what == "report") for state in states)
    killed = 0
    for again in range(400):
        word = again % 2 + 1
        killed += _killed_while(lambda word=word: write(word), chance.random() * max(seconds))
        assert path.read_bytes() in states
        if again % 8 == 7:
            write(word)
            assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]
            assert path.read_bytes() == states[word - 1]
        if killed >= 25:
            break
    assert killed >= 25


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


def test_what_was_renamed_is_taken_and_what_is_no_notebook_is_named(course, tmp_path):
    ids = [f"cell-{number}" for number in range(4)]
    document = json.loads(NOTEBOOK) | {"cells": [{"metadata": {"nbgrader": {"grade_id": each}}} for each in ids]}
    own = json.dumps(document).encode()
    (course / "source" / "1-localizing" / "officer.ipynb").write_bytes(own)
    received = tmp_path / "received"
    received.mkdir()
    (received / "dora_my homework.ipynb").write_bytes(own)
    (received / "eva.rar").write_bytes(b"Rar!")
    (received / "fay_officer.ipynb").mkdir()
    (received / "gil_notes.docx").write_bytes(b"PK")
    (received / "\u0410nn_officer.ipynb").write_bytes(own)
    archive(
        received / "Ann.zip", {"officer.ipynb": own, "officer-old.ipynb": own, ".ipynb_checkpoints/officer.ipynb": b""}
    )
    archive(received / "hal.zip", {"a.ipynb": own, "b.ipynb": own})
    archive(received / "ida.zip", {"officer.docx": b"PK"})
    large = archive(received / "jan.zip", {"officer.ipynb": own, "film.mp4": b""})
    data = large.read_bytes()
    first = data.index(b"PK\x01\x02")
    place = data.index(b"PK\x01\x02", first + 1)  # where the second file's size is said to be 300 MB
    large.write_bytes(data[: place + 24] + (300 << 20).to_bytes(4, "little") + data[place + 28 :])
    done = collect(course, "1-localizing", [received])
    assert submitted(course) == {name: ["officer.ipynb"] for name in ("Ann", "\u0410nn", "dora", "jan")}
    assert done.doubts == [
        "dora_my homework.ipynb was taken for officer.ipynb, whose cells it holds.",
        "Ann and \u0410nn (written \\u0410nn) look the same. If they are one person, give all files one name.",
    ]
    said = {text.partition(":")[0]: text for text in done.left_out}
    assert "officer-old.ipynb holds the cells of officer.ipynb, which is there as well" in said["Ann.zip"]
    assert "it is a RAR archive. Unpack it" in said["eva.rar"]
    assert "it is a folder" in said["fay_officer.ipynb"]
    assert "it is a Word document. Ask for the notebook itself" in said["gil_notes.docx"]
    assert "Give one of them this name" in said["hal.zip"]
    assert "there is only officer.docx (a Word document)" in said["ida"]
    assert "it has more than 200 MB" in said["jan.zip"]


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


def table(path, separator=","):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file, delimiter=separator))


def test_a_table_of_marks(tmp_path):
    large = Mark("large", 1_234_567.5, 2_000_000, 1_234_567.5, 0, "")
    write_marks([*MARKS, large], tmp_path / "marks.csv")
    *_, millions = table(tmp_path / "marks.csv")
    assert millions[1:4] == ["1234567.5", "2000000", "1234567.5"]
    _, ana, formula, waiting, _ = table(tmp_path / "marks.csv")
    assert ana[:3] == ["Ana María Ñuñez", "41.5", "50"]
    assert formula[:5] == ["'=HYPERLINK(1)", "3", "50", "8", "5"]
    assert waiting[1] == ""


# How Moodle writes its worksheet in four languages: encoding, separator, heads, the cells of a row, a time.
WORKSHEETS = {
    "en": ("utf-8", ",", "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
           "Last modified (submission),Last modified (grade),Feedback comments",
           "Participant {},{},{},Submitted,{},50.00,Yes,{},-,-", "Friday, 15 January 2027, 4:43 PM"),
    "fr": ("utf-16", ";", "Identifiant;Nom complet;Adresse de courriel;Statut;Note;Note maximale;La note peut être "
           "modifiée;Dernière modification (travail remis);Dernière modification (note);Feedback par commentaires",
           "Participant {};{};{};Remis;{};50,00;Oui;{};-;- bon travail", "vendredi 15 janvier 2027, 16:43"),
    "de": ("utf-8-sig", ";", "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Bewertung kann geändert"
           " werden;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung);Feedback als Kommentar",
           "Teilnehmer/in{};{};{};Abgegeben;{};50,00;Ja;{};-;", "Freitag, 15. Januar 2027, 16:43"),
    "ar": ("utf-16-le", "\t", "المعرف\tالاسم\tالبريد\tالحالة\tالدرجة\tالدرجة القصوى\tقابلة\tآخر تعديل\tتصحيح\tتعليق",
           "مشارك {}\t{}\t{}\tتم\t{}\t50.00\tنعم\t{}\t-\t-", "الجمعة، 15 يناير 2027، 4:43 م"),
}  # fmt: skip


def worksheet(path: Path, language: str) -> Path:
    encoding, separator, heads, row, time = WORKSHEETS[language]
    rows = [row.format(657737, "Somebody Else", "a@example.org", "", time), row.format(9, "=1+1", "@b", "", "-")]
    quoted = [each.replace(time, f'"{time}"') if separator == "," else each for each in rows]
    path.write_bytes("\r\n".join([heads, *quoted, ""]).encode(encoding))
    return path


@pytest.mark.parametrize("language", WORKSHEETS)
def test_the_worksheet_of_moodle_in_any_language(tmp_path, language):
    form = read_form(worksheet(tmp_path / "form.csv", language))
    when, unread = times(form, "Africa/Nairobi")
    assert when == {"657737": datetime.datetime(2027, 1, 15, 13, 43)}
    assert unread == []
    column = mark_column(form, "1-localizing", "")
    numbers = {"Ana María Ñuñez": "657737", "=HYPERLINK(1)": "88"}
    done = fill_in(MARKS, numbers, form, tmp_path / "filled.csv", column)
    assert (done.number, done.without_row, done.doubts) == (1, ["=HYPERLINK(1)"], [])
    _, ana, other = table(tmp_path / "filled.csv", WORKSHEETS[language][1])
    assert (ana[4], other[4]) == ("41,5" if "50,00" in ana else "41.5", "")
    assert other[1:3] == ["'=1+1", "'@b"]
    assert ana[9] == read_form(tmp_path / "form.csv").rows[0][9]  # a dash at the start of a comment stays


def test_marks_into_the_gradebook_of_canvas(tmp_path):
    (tmp_path / "form.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,1-localizing (77),Final Score\n"
        "    Points Possible,,,,,50,\n"
        '"Ñuñez, Ana María",12,,Ana Mari\u0301a Ñuñez,A,,-1.5\n'
        "Ana good,13,,,A,,\nana GOOD,14,,,A,,\nTwin,15,,,A,,\nTwin,16,,,A,,\nbo,17,,,A,,\n",
        "utf-8",
    )
    names = {"Ana Good": 1, "Ana good": 2, "Twin": 3, "BO": 4}
    found = [*MARKS, *(Mark(name, mark, 50, mark, 0, "") for name, mark in names.items())]
    form = read_form(tmp_path / "form.csv")
    done = fill_in(found, {}, form, tmp_path / "filled.csv", mark_column(form, "1-localizing", ""))
    assert [row[5] for row in table(tmp_path / "filled.csv")[2:]] == ["41.5", "2", "", "", "", "4"]
    assert table(tmp_path / "filled.csv")[2][6] == "-1.5"
    assert done.without_row == ["=HYPERLINK(1)", "Ana Good", "Twin"]
    assert done.doubts == ["Twin: 2 rows could be meant; none was filled."]


def test_a_doubt_is_asked(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CourseError, match=r"Which column takes the marks .* The columns are: a, b\."):
        mark_column(read_form(path), "1-localizing", "")
    assert mark_column(read_form(path), "1-localizing", "b") == 1
    with pytest.raises(CourseError, match="first column is not that of a grading worksheet"):
        times(read_form(path), "UTC")
    path.write_bytes("a;b\nAna;Ñ\n".encode("cp1252"))
    assert "is not in UTF-8" in read_form(path).doubts[0]
    path.write_text("")
    with pytest.raises(CourseError, match="is no table"):
        read_form(path)


DATES = {
    "sexta-feira, 15 de janeiro de 2027 às 16:43": 16, "Fri 15 Jan 2027 12:05 AM": 0, "2027-01-15 16:43": 16,
    "শুক্রবার, ১৫ জানুয়ারী ২০২৭, ১৬:৪৩": 16, "15/01/2027, 16:43": None, "Monday, 15 January 2027, 16:43": None,
    "15 listopad 2027, 16:43": None, "Friday, 15 January 2027, 4:43 XX": None, "31 February 2027, 1:00": None,
    "15 January 2027": None, "": None,
}  # fmt: skip


def test_days_in_words_are_read_or_refused():
    for text, hour in DATES.items():
        if hour is None:
            with pytest.raises(ValueError):
                read_local_date(text)
        else:
            found = read_local_date(text)
            assert (found.year, found.month, found.day, found.hour) == (2027, 1, 15, hour)


MOMENTS = {
    "2027-01-15 17:00 Africa/Nairobi": 14, "2027-01-15 17:00 +0300": 14, "2027-01-15 17:00 +03:00": 14,
    "2027-01-15T1700+03": 14, "2027-01-15 17:00:59.25 UTC": 17, "2027-01-15T1700Z": 17, "2027-01-15 17:00 UTC+3": 14,
    "2027-07-15 17:00 Europe/Berlin": 15, "2027-01-15 17:00 EAT": r"\+03:00 \(as in",
    "2027-01-15 17:00 IST": r"\+01:00 .* or \+02:00 .* or \+05:30", "2027-01-15 17:00 CST": r"\+08:00 .* or -06:00",
    "2027-01-15 17:00 EST": "-05:00", "2027-01-15 17:00 africa/nairobi": "Write Africa/Nairobi",
    "2027-01-15 17:00": "Of which time zone", "2027-01-15 17:00 Nowhere/Town": "no time zone",
    "2027-01-15 17:00 +99": "No place", "2027-10-31 02:30 Europe/Berlin": r"\+02:00 or 2027-10-31 02:30 \+01:00",
    "2027-03-28 02:30 Europe/Berlin": "clocks", "2027-13-15 17:00 UTC": "month", "0001-01-01 00:00 UTC": "year 1",
    "soon": "not a day and a time", "2027-01-15 17:00 ../../etc/passwd": "no time zone",
}  # fmt: skip


def test_a_time_zone_is_read_or_asked_never_guessed():
    for text, expected in MOMENTS.items():
        if isinstance(expected, int):
            assert read_moment(text).hour == expected, text
        else:
            with pytest.raises(CourseError, match=expected):
                read_moment(text)


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
