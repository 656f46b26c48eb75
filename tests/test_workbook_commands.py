from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.workbook import Field, Workbook

LAW = ("records", "text", "1.2", "law")
PEOPLE = ("records", "indicator", "11.3.1", "earlier/people")
NAME = ("records", "municipality", "here", "name")
EARLY, LATE = "2026-03-01T10:00:00.000Z", "2026-04-01T10:00:00.000Z"


class Done(NamedTuple):
    returncode: int
    stdout: str


@pytest.fixture
def run(tmp_path, monkeypatch):
    Workbook({NAME: Field("Port Amani (fictional)", EARLY), LAW: Field("a", EARLY), PEOPLE: Field("100", EARLY)}).save(
        tmp_path / "anna.json"
    )
    Workbook({LAW: Field("b", LATE), NAME: Field("Port Amani (fictional)", EARLY)}).save(tmp_path / "ben.json")
    Workbook({NAME: Field("Saltfield", LATE)}).save(tmp_path / "cora.json")
    Workbook({PEOPLE: Field("7", LATE)}).save(tmp_path / "unnamed.json")
    (tmp_path / "half.json").write_text('{"format": "localsdg work')

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCALSDG_WORKBOOK", raising=False)

    def command(*arguments: str) -> Done:
        result = CliRunner().invoke(app, ["workbook", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Done(result.exit_code, result.output)

    return command


def test_merging_files_lists_where_they_differ(run, tmp_path):
    done = run("merge", "anna.json", "ben.json", "--output", "room.json")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines() == [
        "records/text/1.2/law",
        f"  kept: b ({LATE}; ben.json)",
        f"  not kept: a ({EARLY}; anna.json)",
        "Put together: 2. Fields: 3. Fields that differed: 1.",
    ]
    merged = Workbook.load(tmp_path / "room.json")
    assert merged.entry("1.2", "municipality") == {"place": "Port Amani (fictional)", "law": "b"}
    again = run("merge", "anna.json", "--output", "room.json", "--force")
    assert "Put together: 2. Fields: 3. Fields that differed: 1." in again.stdout
    assert Workbook.load(tmp_path / "room.json") == merged


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_merged(run, tmp_path):
    done = run("merge", "half.json", "anna.json", "nowhere.json", "ben.json", "--output", "room.json")
    assert done.returncode == 1
    assert "half.json is damaged" in done.stdout
    assert "There is no file nowhere.json" in done.stdout
    assert "Put together: 2. Fields: 3." in done.stdout
    assert "Files: 4. Of these, 2 cannot be read" in done.stdout
    assert len(Workbook.load(tmp_path / "room.json").fields) == 3
    assert run("merge", "half.json", "--output", "none.json").returncode == 1
    assert not (tmp_path / "none.json").exists()


def test_a_damaged_file_to_merge_into_is_left_as_it_is(run, tmp_path):
    before = (tmp_path / "half.json").read_bytes()
    done = run("merge", "anna.json", "--output", "half.json", "--force")
    assert done.returncode == 1
    assert "half.json is damaged" in done.stdout
    assert (tmp_path / "half.json").read_bytes() == before


@pytest.mark.parametrize("others", [["cora.json"], ["unnamed.json"], ["ben.json", "cora.json", "half.json"]])
def test_workbooks_of_two_municipalities_are_not_merged(run, tmp_path, others):
    done = run("merge", "anna.json", *others, "--output", "room.json")
    assert done.returncode == 1
    assert "Nothing was merged" in done.stdout
    assert "anna.json: Port Amani (fictional)" in done.stdout
    for file, words in (("cora.json", "Saltfield"), ("unnamed.json", "names no municipality")):
        assert (f"{file}: {words}" in done.stdout) == (file in others)
    assert "localsdg workbook gather" in done.stdout
    assert not (tmp_path / "room.json").exists()


def test_whoever_knows_that_all_are_of_one_municipality_says_its_name(run, tmp_path):
    done = run(
        "merge", "anna.json", "cora.json", "unnamed.json", "--output", "room.json", "--municipality", " Port Amani "
    )
    assert done.returncode == 0, done.stdout
    assert Workbook.load(tmp_path / "room.json").profile == {"name": "Port Amani"}
    assert run("merge", "ben.json", "--output", "room.json", "--force").returncode == 0
    assert run("merge", "anna.json", "--output", "room.json", "--municipality", " - ").returncode == 2


def test_two_municipalities_are_not_merged_into_a_file_that_is_there(run, tmp_path):
    before = (tmp_path / "cora.json").read_bytes()
    assert run("merge", "anna.json", "--output", "cora.json", "--force").returncode == 1
    assert (tmp_path / "cora.json").read_bytes() == before


def test_many_people_are_gathered_and_not_merged(run, tmp_path):
    for number in range(1, 21):
        folder = tmp_path / "sent" / f"phone {number}"
        folder.mkdir(parents=True)
        Workbook({NAME: Field(f"Town {number}", EARLY), PEOPLE: Field(str(number), EARLY)}).save(
            folder / "workbook.json"
        )
        (folder / "workbook (1).json").write_bytes((folder / "workbook.json").read_bytes())
    done = run("gather", "sent", "half.json", "--output", "people")
    assert done.returncode == 1  # for the damaged one
    assert "half.json is damaged" in done.stdout
    assert "People: 20. They are in people, with a list in people.csv." in done.stdout
    for number in range(1, 21):
        found = tmp_path / "people" / f"workbook-town-{number}.json"
        assert found.read_bytes() == (tmp_path / "sent" / f"phone {number}" / "workbook.json").read_bytes()
    assert len(list((tmp_path / "people").iterdir())) == 21
    again = run("gather", "sent", "--output", "people")
    assert again.returncode == 1
    assert "people is there already, and not empty" in again.stdout


def test_without_a_sound_workbook_nothing_is_gathered(run, tmp_path):
    done = run("gather", "half.json", "nowhere.json", "--output", "people")
    assert done.returncode == 1
    assert "People: 0." in done.stdout
    assert "left out: 2" in done.stdout
    assert not (tmp_path / "people").exists()


def test_what_somebody_entered_does_not_steer_the_terminal(run, tmp_path):
    hostile = "\x1b]0;title\x07\x1b[2J\x9b31m\u202egnp.exe\r\nEntries: 99\ud800"
    Workbook(
        {NAME: Field(hostile, EARLY), ("records", "municipality", "here", "a\x7f\x9b\u2066"): Field([hostile], EARLY)}
    ).save(tmp_path / "evil.json")
    for command in (
        ["show", "evil.json"],
        ["check", "evil.json"],
        ["merge", "evil.json", "anna.json", "--output", "x.json"],
        ["gather", "evil.json", "--output", "people"],
    ):
        said = run(*command).stdout
        assert not set(said) & set("\x1b\x07\x9b\u202e\r\x7f\u2066"), command
        assert ("\\u001b[2J" in said) == (command[0] != "check")
    said = run("show", "evil.json").stdout
    assert [line for line in said.split("\n") if line.startswith("Entries")] == ["Entries: 2"]


def test_checking_looks_at_every_file(run):
    done = run("check", "half.json", "anna.json", "nowhere.json")
    assert done.returncode == 1
    assert "half.json is damaged" in done.stdout
    assert "anna.json is sound. Fields: 3." in done.stdout
    assert "There is no file nowhere.json." in done.stdout
    assert "Files: 3. Of these, 2 cannot be read." in done.stdout
    assert run("check", "anna.json", "ben.json").returncode == 0


def test_showing_the_entries(run, tmp_path):
    (tmp_path / "ben.json").rename(tmp_path / "workbook.json")
    done = run("show")
    assert done.stdout.splitlines() == [
        "profile: name: Port Amani (fictional)",
        "1.2, municipality: law: b",
        "Entries: 2",
    ]
