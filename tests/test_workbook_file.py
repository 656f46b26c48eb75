"""The workbook's file: saved whole or not at all, by several programs at once, never lost."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from localsdg.workbook import Workbook, WorkbookError, WorkbookWarning, document, erase, file, keep, kept, merge


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "workbook.json"
    monkeypatch.setenv("LOCALSDG_WORKBOOK", str(path))
    return path


def names(path: Path) -> list[str]:
    """What lies beside the workbook, but for the lock."""
    return sorted(each.name for each in path.parent.iterdir() if not each.name.endswith(".lock"))


def test_entries_come_back_as_they_were_saved(path):
    assert kept("3.2", "municipality") == {}
    assert not path.exists()
    assert keep("3.2", "municipality", {"place": "Port Amani (fictional)", "y0": "2014", "source": ""}) == path
    assert kept("3.2", "municipality") == {"place": "Port Amani (fictional)", "y0": "2014"}
    document = json.loads(path.read_text("utf-8"))
    assert document["records"]["municipality"]["here"]["name"]["value"] == "Port Amani (fictional)"
    assert names(path) == ["workbook.json"]


def test_saving_the_same_again_leaves_the_file_alone(path):
    keep("3.2", "municipality", {"place": "a"})
    before = path.stat()
    time.sleep(0.01)
    keep("3.2", "municipality", {"place": "a"})
    Workbook.load(path).save(path)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_two_open_notebooks_do_not_undo_each_other(path):
    one, two = Workbook.load(path), Workbook.load(path)
    one.record("3.2", "municipality", {"boundary": "one"})
    two.record("1.2", "competences", {"judgements": {"1.1": "own"}})
    one.save(path)
    two.save(path)
    assert Workbook.load(path).lessons == {
        "1.2": {"competences": {"judgements": {"1.1": "own"}}},
        "3.2": {"municipality": {"boundary": "one"}},
    }
    one.record("3.2", "municipality", {"place": "later"})
    one.save(path)
    two.save(path)  # what two read was earlier
    assert kept("3.2", "municipality") == {"boundary": "one", "place": "later"}


def test_a_form_that_was_opened_before_another_notebook_saved_leaves_its_entries(path):
    opened = kept("3.2", "municipality")
    keep("3.2", "municipality", {"place": "elsewhere", "p0": "100"})
    keep("3.2", "municipality", {"place": "", "p0": "", "p1": "200"}, since=opened)
    assert kept("3.2", "municipality") == {"place": "elsewhere", "p0": "100", "p1": "200"}


def start(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A program of its own that saves: it says a word when it has begun."""
    head = "import sys; from localsdg.workbook import Workbook, keep\n"
    return subprocess.Popen([sys.executable, "-c", head + code, *arguments], stdout=subprocess.PIPE)


def test_programs_that_save_at_the_same_time_lose_nothing(path):
    code = 'for number in range(40): keep("3.2", "municipality", {f"{sys.argv[1]}{number}": number})'
    writers = [start(code, who) for who in "abcd"]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0, 0]
    assert kept("3.2", "municipality") == {f"{who}{number}": number for who in "abcd" for number in range(40)}
    assert names(path) == ["workbook.json"]


SAVE_FOR_EVER = """
number = 0
while True:
    number += 1
    workbook = Workbook()
    workbook.record("3.2", "municipality", {"number": number, "long": "x" * 100_000 + str(number)})
    workbook.save(sys.argv[1])
    print(number, flush=True)
"""


def test_a_program_killed_at_any_moment_leaves_the_earlier_or_the_later_file(path):
    keep("1.2", "questions", {"a": {"chosen": 1}})
    cut_short = 0
    for attempt in range(40):
        writer = start(SAVE_FOR_EVER, str(path))
        assert writer.stdout.readline()
        time.sleep(0.0005 * attempt)
        writer.kill()
        said = writer.stdout.read().split()
        assert writer.wait() == -signal.SIGKILL
        workbook = Workbook.load(path)
        entry = workbook.entry("3.2", "municipality")
        assert entry["long"] == "x" * 100_000 + str(entry["number"])
        # The file is the last one that was said to be saved, or the one that followed.
        last = int(said[-1]) if said else 1
        assert entry["number"] in (last, last + 1)
        assert workbook.entry("1.2", "questions") == {"a": {"chosen": 1}}
        cut_short += names(path) != ["workbook.json"]
    assert cut_short > 0  # else the test has killed between two savings only
    keep("1.2", "questions", {"a": {"chosen": 2}})
    # A writing that was cut short leaves one file behind at most; the next one takes its place.
    assert set(names(path)) <= {".workbook.json.new", "workbook.json"}
    assert kept("1.2", "questions") == {"a": {"chosen": 2}}


@pytest.mark.parametrize("step", ["write", "flush", "fsync", "replace"])
def test_a_disk_that_fails_leaves_the_earlier_file(path, monkeypatch, step):
    keep("3.2", "municipality", {"place": "a"})
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        opened = Path.open

        def open_failing(self, mode="r", *rest):
            file = opened(self, mode, *rest)
            if "w" not in mode:
                return file
            return _Failing(file, step)

        monkeypatch.setattr(Path, "open", open_failing)
    with pytest.raises(WorkbookError, match=r"workbook\.json was not changed: No space left on device") as caught:
        keep("3.2", "municipality", {"place": "b"})
    assert caught.value.fault == "closed"
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert names(path) == ["workbook.json"]


class _Failing:
    """A file on a full disk: half of what is written arrives."""

    def __init__(self, file, step):
        self.file, self.step = file, step

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def fileno(self):
        return self.file.fileno()

    def write(self, content):
        if self.step == "write":
            self.file.write(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        self.file.write(content)

    def flush(self):
        if self.step == "flush":
            raise OSError(errno.ENOSPC, "No space left on device")


FAULTY = {
    "damaged": b'{"format": "localsdg workbook", "ver',
    "foreign": b'{"nbformat": 4}',
    "newer": b'{"format": "localsdg workbook", "version": 4, "rooms": []}',
    "wrong": b'{"format": "localsdg workbook", "version": 2, "lessons": {}}',
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_file_that_cannot_be_read_is_named_and_kept(path, fault):
    path.write_bytes(FAULTY[fault])
    with pytest.warns(WorkbookWarning, match="The file was left as it is"):
        assert kept("3.2", "municipality") == {}
    assert path.read_bytes() == FAULTY[fault]
    for place in ("a", "b"):
        path.write_bytes(FAULTY[fault])
        with pytest.warns(WorkbookWarning, match=rf"It is kept as workbook-{fault}-\d{{8}}-\d{{6}}.*\.json"):
            keep("3.2", "municipality", {"place": place})
        assert kept("3.2", "municipality") == {"place": place}
    # Two such files in one second do not take each other's place.
    copies = [name for name in names(path) if name != "workbook.json"]
    assert len(copies) == 2
    assert all((path.parent / name).read_bytes() == FAULTY[fault] for name in copies)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        keep("3.2", "municipality", {"place": "c"})


def test_the_copy_is_safe_before_the_file_is_replaced(path, monkeypatch):
    path.write_bytes(FAULTY["damaged"])
    written = []
    write = file.write_whole

    def cut_short(to, content, *, replace):
        written.append(to.name)
        if to == path:
            raise KeyboardInterrupt
        write(to, content, replace=replace)

    for place in (file, document):  # the copy, and the file itself
        monkeypatch.setattr(place, "write_whole", cut_short)
    with pytest.warns(WorkbookWarning), pytest.raises(KeyboardInterrupt):
        keep("3.2", "municipality", {"place": "a"})
    assert [name.split("-")[0] for name in written] == ["workbook", "workbook.json"]
    assert path.read_bytes() == FAULTY["damaged"]
    assert (path.parent / written[0]).read_bytes() == FAULTY["damaged"]


def test_what_is_in_the_way_is_named(path, tmp_path):
    path.mkdir()
    with pytest.raises(WorkbookError, match="cannot be read: Is a directory") as caught:
        keep("3.2", "municipality", {"place": "a"})
    assert caught.value.fault == "closed"
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkbookError, match=r"was not changed: (Not a directory|File exists)"):
        Workbook().save(tmp_path / "file" / "workbook.json")


def test_a_link_to_the_workbook_stays_a_link(path, tmp_path):
    real = tmp_path / "real.json"
    real.write_text(Workbook().text())
    path.symlink_to(real)
    keep("3.2", "municipality", {"place": "a"})
    assert path.is_symlink()
    assert Workbook.load(real).entry("3.2", "municipality") == {"place": "a"}


def test_erasing_removes_the_file(path):
    keep("3.2", "municipality", {"place": "a"})
    erase(path)
    erase(path)
    assert names(path) == []


def test_the_forms_keep_what_is_answered_and_say_what_went_wrong(path):
    from localsdg.widgets import CompetenceMatrix, Municipality, Questions

    one, two = Municipality("3.2"), Municipality("3.2")
    one.set_state({"kept": {"municipality": {"place": "Port Amani (fictional)", "p0": ""}}, "asked": 1})
    assert one.told == {"asked": 1, "file": "workbook.json", "trouble": ""}
    one.set_state({"asked": 2})  # the same once more is said again
    assert one.told["asked"] == 2
    two.kept = {"municipality": {"place": "", "p0": "84000"}}
    assert kept("3.2", "municipality") == {"place": "Port Amani (fictional)", "p0": "84000"}
    path.write_bytes(FAULTY["damaged"])
    two.kept = {"municipality": {"place": "", "p0": "85000"}}
    assert "It is kept as workbook-damaged-" in two.told["trouble"]
    assert kept("3.2", "municipality") == {"p0": "85000"}
    path.unlink()
    path.mkdir()
    two.kept = {"municipality": {"place": "", "p0": "86000"}}
    assert "cannot be read" in two.told["trouble"]
    path.rmdir()
    two.asked = 3  # the browser asks again: now it can be kept
    assert two.told["trouble"] == ""
    assert kept("3.2", "municipality") == {"p0": "86000"}
    path.unlink()
    matrix, other = CompetenceMatrix(), CompetenceMatrix()
    matrix.answer = {"judgements": {"9.1": "own"}, "shared_weight": 0.5, "own": 1}  # a ready case is shown
    assert not path.exists()
    matrix.kept = {"competences": {"judgements": {"1.1": "own"}, "shared_weight": 0.5}}
    other.kept = {"competences": {"judgements": {"1.2": "own"}, "shared_weight": 0.5}}
    assert kept("1.2", "competences")["judgements"] == {"1.1": "own", "1.2": "own"}
    # The form of the lesson does not ask it again.
    assert Municipality("1.2").data["known"] == {"competences": kept("1.2", "competences")}
    assert "known" not in Municipality("1.1").data
    first, second = Questions("3.2"), Questions("3.2")
    first.kept = {"questions": {"leaving": {"chosen": 1, "right": False}}}
    first.kept = {"questions": {"leaving": {"chosen": 2, "right": True}}}
    second.kept = {"questions": {"versions": {"chosen": 2, "right": True}}}
    assert kept("3.2", "questions") == {
        "leaving": {"chosen": 2, "right": True},
        "versions": {"chosen": 2, "right": True},
    }


def test_my_course_keeps_and_erases(path):
    from localsdg.widgets import MyCourse

    keep("3.2", "municipality", {"place": "a"})
    widget = MyCourse()
    assert widget.answer == Workbook.load(path).document()
    keep("1.2", "progress", {"done": True})  # another notebook
    changed = Workbook.load(path)
    changed.record("", "profile", {"name": "Port Amani (fictional)"})
    del changed.fields["lessons", "1.2", "progress", "done"]
    widget.answer = changed.document()
    found = Workbook.load(path)
    assert found.profile == {"name": "Port Amani (fictional)"}
    assert found.entry("1.2", "progress") == {"done": True}
    assert widget.answer == found.document()
    widget._handle_custom_msg({"action": "erase"}, [])
    assert not path.exists()
    assert widget.answer == Workbook().document()
    path.write_bytes(FAULTY["newer"])
    assert "has version 4; this installation reads versions up to 3" in MyCourse().trouble


def test_whose_workbook_it_is_goes_with_every_entry(path):
    from localsdg.widgets import LandAndPeople, MyCourse

    keep("3.2", "municipality", {"place": "a"})
    widget = MyCourse()
    widget._handle_custom_msg({"action": "sign", "name": " Amina "}, [])
    assert (Workbook.load(path).by, widget.answer["by"]) == ("Amina", "Amina")
    exercise = LandAndPeople()
    exercise.kept = {"land": {"p0": "84000"}}
    keep("3.2", "municipality", {"place": "b"})
    found = Workbook.load(path)
    assert {(each.value, each.by) for each in found.fields.values()} == {("84000", "Amina"), ("b", "Amina")}
    # The name is that of the file: what comes from another one leaves it.
    other = Workbook(by="Joseph")
    other.record("3.2", "municipality", {"source": "Census"})
    assert merge([found, other]).workbook.by == ""
    widget.answer = other.document() | {"by": "Amina"}
    assert Workbook.load(path).by == "Amina"
    widget._handle_custom_msg({"action": "sign", "name": "x" * 201}, [])
    assert "at most 200 signs" in widget.trouble
    widget._handle_custom_msg({"action": "sign", "name": ""}, [])
    assert Workbook.load(path).by == ""
