import json
import multiprocessing
import time

import pytest

from localsdg.workbook import Workbook, WorkbookError, workbook_path


def test_entries_come_back_as_they_were_saved(tmp_path):
    path = tmp_path / "workbook.json"
    workbook = Workbook.read(path)
    assert workbook.entry("3.2", "municipality") == {}
    workbook.record("3.2", "municipality", {"place": "Port Amani (fictional)", "y0": "2014"})
    workbook.write(path)
    assert Workbook.read(path).entry("3.2", "municipality") == {"place": "Port Amani (fictional)", "y0": "2014"}
    assert json.loads(path.read_text("utf-8"))["format"] == "localsdg workbook"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"format": "localsdg workbook", "ver', "is damaged: reading stopped at line 1"),
        (b'{"nbformat": 4}', "is no workbook of this course"),
        (b"[1, 2]", "is no workbook of this course"),
        (
            b'{"format": "localsdg workbook", "version": 2, "lessons": {}}',
            "has version 2; this installation reads version 1",
        ),
        (b'{"format": "localsdg workbook", "version": 1}', "holds no lessons"),
        (b"\xff\xfe\x00", "is not text"),
    ],
)
def test_a_file_that_is_no_workbook_is_named_and_kept(tmp_path, content, message):
    path = tmp_path / "workbook.json"
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=message):
        Workbook.read(path)
    assert path.read_bytes() == content


def _write_for_ever(path):
    workbook = Workbook({"3.2": {"municipality": {"note": "x" * 200_000}}})
    while True:
        workbook.write(path)


def test_a_crash_while_saving_leaves_a_whole_workbook(tmp_path):
    path = tmp_path / "workbook.json"
    Workbook({"3.2": {"municipality": {"note": "first"}}}).write(path)
    for _ in range(5):
        process = multiprocessing.get_context("spawn").Process(target=_write_for_ever, args=(path,))
        process.start()
        time.sleep(0.6)
        process.kill()
        process.join()
        assert Workbook.read(path).entry("3.2", "municipality")["note"] in {"first", "x" * 200_000}


def test_keeping_can_be_turned_off(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALSDG_WORKBOOK", "")
    assert workbook_path() is None
    monkeypatch.setenv("LOCALSDG_WORKBOOK", str(tmp_path / "mine.json"))
    assert workbook_path() == tmp_path / "mine.json"
