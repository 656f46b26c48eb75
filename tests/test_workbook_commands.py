import os
import subprocess
import sys

import pytest

from localsdg.workbook import Field, Workbook

PLACE = ("lessons", "3.2", "municipality", "place")
PEOPLE = ("lessons", "3.2", "municipality", "p0")
EARLY, LATE = "2026-03-01T10:00:00.000Z", "2026-04-01T10:00:00.000Z"


@pytest.fixture
def run(tmp_path):
    Workbook({PLACE: Field("a", EARLY), PEOPLE: Field("100", EARLY)}).save(tmp_path / "anna.json")
    Workbook({PLACE: Field("b", LATE), ("profile", "name"): Field("Port Amani (fictional)", EARLY)}).save(
        tmp_path / "ben.json"
    )
    (tmp_path / "half.json").write_text('{"format": "localsdg work')

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name != "LOCALSDG_WORKBOOK"}
        return subprocess.run(
            [sys.executable, "-m", "localsdg.cli", "workbook", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )

    return command


def test_merging_files_lists_where_they_differ(run, tmp_path):
    done = run("merge", "anna.json", "ben.json", "--into", "room.json")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines() == [
        "lessons/3.2/municipality/place",
        f"  kept: b ({LATE}; ben.json)",
        f"  not kept: a ({EARLY}; anna.json)",
        "Put together: 2. Fields: 3. Fields that differed: 1.",
    ]
    merged = Workbook.load(tmp_path / "room.json")
    assert merged.entry("3.2", "municipality") == {"place": "b", "p0": "100"}
    again = run("merge", "anna.json", "--into", "room.json")
    assert "Put together: 2. Fields: 3. Fields that differed: 1." in again.stdout
    assert Workbook.load(tmp_path / "room.json") == merged


def test_a_file_that_cannot_be_read_stops_the_merging(run, tmp_path):
    done = run("merge", "anna.json", "half.json", "--into", "room.json")
    assert done.returncode == 1
    assert "half.json is damaged" in done.stdout
    assert not (tmp_path / "room.json").exists()


def test_checking_looks_at_every_file(run):
    done = run("check", "half.json", "anna.json", "nowhere.json")
    assert done.returncode == 1
    assert "half.json is damaged" in done.stdout
    assert "anna.json is sound. Fields: 2." in done.stdout
    assert "There is no file nowhere.json." in done.stdout
    assert "Looked at 3 files; 2 cannot be read." in done.stdout
    assert run("check", "anna.json", "ben.json").returncode == 0


def test_showing_the_entries(run, tmp_path):
    (tmp_path / "ben.json").rename(tmp_path / "workbook.json")
    done = run("show")
    assert done.stdout.splitlines() == [
        "profile: name: Port Amani (fictional)",
        "3.2, municipality: place: b",
        "Entries: 2",
    ]
