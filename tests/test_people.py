"""Whose workbooks these are: as twenty people send them, and as their offices write the name of the town."""

import csv
import json
import zipfile
from pathlib import Path

import pytest

from localsdg.workbook import Workbook
from localsdg.workbook.people import gather, municipality_of, of_one_municipality, sources, write

TIME = "2026-03-01T10:00:00.000Z"


def of(name: object = None, country: object = None, **places: str) -> Workbook:
    """A workbook of version 2 with a profile, and places in forms: ``of("Amani", lesson_1_2="Saltfield")``."""
    profile = {key: {"value": value, "time": TIME} for key, value in (("name", name), ("country", country)) if value}
    lessons = {"1.5": {"municipality": {"project": {"value": "A market hall", "time": TIME}}}}
    for lesson, place in places.items():
        number = lesson.removeprefix("lesson_").replace("_", ".")
        lessons.setdefault(number, {}).setdefault("municipality", {})["place"] = {"value": place, "time": TIME}
    document = {"format": "localsdg workbook", "version": 2, "profile": profile, "lessons": lessons}
    return Workbook.parse(json.dumps(document))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("Port Amani"), of("  port   AMANI ")),
        (of("Port Amani"), of("Port Amani (fictional)")),
        (of("São Tomé"), of("Sao Tome")),
        (of("Saint-Denis"), of("Saint Denis")),
        (of("Straße"), of("STRASSE")),
        (of("Ｐｏｒｔ Amani"), of("Port Amani")),
        (of("Sa\u0303o Tomé"), of("S\u00e3o Tom\u00e9")),
        (of("نيروبي"), of("نيروبي")),
        (of("Port Amani", "Kenya"), of("Port Amani")),
        (of("Port Amani"), of(lesson_3_2="Port Amani")),
        (of("Saltfield", lesson_3_2="Port Amani (fictional)"), of("Saltfield")),
        (of(lesson_1_1="Saltfield", lesson_3_2="Port Amani (fictional)"), of(lesson_1_2="saltfield")),
        (of("Saltfield"), Workbook()),
    ],
)
def test_one_municipality_in_two_spellings(one, other):
    assert of_one_municipality([one, other])
    assert of_one_municipality([other, one, other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("Port Amani"), of("Saltfield")),
        (of("Springfield (Ohio)"), of("Springfield (Illinois)")),
        (of("San Juan", "Argentina"), of("San Juan", "Puerto Rico")),
        (of("पुणे"), of("पुण")),
        (of("Port Amani"), of()),
        (of(), of()),
        (of("?"), of("-")),
        (of(["Port Amani"]), of(["Port Amani"])),
        (of(lesson_1_1="Port Amani", lesson_1_2="Saltfield"), of(lesson_1_1="Port Amani")),
        (of(lesson_1_1="Port Amani", lesson_1_2="Saltfield"), of(lesson_1_1="Port Amani", lesson_1_2="Saltfield")),
        (of("Port Amani", lesson_1_1="Saltfield"), of("Saltfield", lesson_1_1="Port Amani")),
    ],
)
def test_what_could_be_two_municipalities_is_not_one(one, other):
    assert not of_one_municipality([one, other])
    assert not of_one_municipality([other, Workbook(), one])


def test_a_single_workbook_is_of_one():
    assert of_one_municipality([of()])
    assert of_one_municipality([of(lesson_1_1="Port Amani", lesson_1_2="Saltfield"), Workbook()])
    assert of_one_municipality([])


def test_a_place_in_words():
    assert municipality_of(of("Port Amani", "Kenya")).words() == "Port Amani, Kenya"
    assert (
        municipality_of(of(lesson_1_1="Amani", lesson_1_2="Saltfield", lesson_3_2="AMANI")).words()
        == "Saltfield and Amani"
    )
    assert municipality_of(of()).words() == "names no municipality"


def sent(folder: Path, files: dict[str, Workbook | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.text().encode())
    return folder


def test_twenty_files_of_one_name_are_twenty_people(tmp_path):
    names = [
        "Port Amani",
        "port amani!",
        "Nairobi/Centre",
        "../../etc",
        "CON",
        "Türkiye",
        "نيروبي",
        "x" * 300,
        "—",
        "people",
    ]
    files = {f"{number}/workbook.json": of(name) for number, name in enumerate(names)}
    files |= {f"more/workbook ({number}).json": of(None, f"Land {number}") for number in range(1, 11)}
    found = gather(sources([sent(tmp_path / "sent", files)]))
    assert (len(found.people), found.left_out, found.twice) == (20, [], [])
    into = tmp_path / "deep" / "people"
    write(found.people, into)
    written = {path.name: path.read_bytes() for path in into.glob("*.json")}
    assert sorted(written.values()) == sorted(workbook.text().encode() for workbook in files.values())
    assert len({name.casefold() for name in written}) == 20
    assert {
        "workbook-port-amani.json",
        "workbook-port-amani-2.json",
        "workbook-etc.json",
        "workbook-نيروبي.json",
    } <= set(written)
    assert "workbook-more-10.json" in written  # without a place, after the folder
    assert max(len(name.encode()) for name in written) < 100


def test_the_list_names_everybody_and_is_no_program(tmp_path):
    found = gather(sources([sent(tmp_path / "sent", {"a.json": of("=1+1", "@x"), "b.json": of("Saltfield", "Kenya")})]))
    write(found.people, tmp_path / "people")
    with (tmp_path / "people" / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["municipality"] for row in rows] == ["'=1+1", "Saltfield"]
    assert rows[0]["country"] == "'@x"
    assert rows[1] == {
        "file": "workbook-saltfield.json",
        "municipality": "Saltfield",
        "country": "Kenya",
        "entries": "3",
        "lessons": "1.5",
        "last entry": "2026-03-01",
        "came from": str(tmp_path / "sent" / "b.json"),
    }


def test_the_same_file_twice_is_one_person(tmp_path):
    folder = sent(
        tmp_path, {"a/workbook.json": of("Amani"), "b/workbook (1).json": of("Amani"), "c/w.json": of("Bord")}
    )
    found = gather(sources([folder, folder / "c" / "w.json"]))
    assert [municipality_of(person.workbook).name for person in found.people] == ["Amani", "Bord"]
    assert len(found.twice) == 2
    assert all("is the same as" in sentence for sentence in found.twice)


def test_what_is_no_workbook_is_named_and_the_others_are_gathered(tmp_path):
    bad = {
        "half.json": b'{"format": "localsdg work',
        "other.json": b'{"nbformat": 4}',
        "newer.json": b'{"format": "localsdg workbook", "version": 99}',
        "huge.json": b" " * 5_000_001,
        "no.zip": b"PK\x03\x04 broken",
    }
    found = gather(sources([sent(tmp_path, bad | {"good.json": of("Amani")}), tmp_path / "nowhere.json"]))
    assert [person.file for person in found.people] == ["workbook-amani.json"]
    assert len(found.left_out) == 6
    for name in (*bad, "nowhere.json"):
        assert sum(name in sentence for sentence in found.left_out) == 1


def test_an_archive_is_a_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("amina/workbook.json", of("Amani").text())
        archive.writestr("../ben/workbook.json", of().text())
        archive.writestr("__MACOSX/amina/._workbook.json", b"\x00\x05\x16\x07")
        archive.writestr("bomb.json", b" " * 50_000_000)
    found = gather(sources([tmp_path / "all.zip"]))
    assert [person.file for person in found.people] == ["workbook-amani.json", "workbook-ben.json"]
    assert len(found.left_out) == 1
    assert "all.zip/bomb.json is too large for a workbook: it has more than 5 million bytes." in found.left_out[0]
