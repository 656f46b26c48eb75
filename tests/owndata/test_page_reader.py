"""The reader in the page says of a table what Python says of it, or refuses it; it never reads it otherwise.

``tests/vectors/owndata_tables.json`` holds the reading of tables in the forms of offices: Python wrote it down, and it
was looked over line by line, so that both readers stay with it. What is right in Python is tested by the other files of
this folder. Then tables with known faults, and made-up ones, are read by both.
"""

from __future__ import annotations

import functools
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from localsdg.owndata.faults import CHECKS
from localsdg.widgets.kit.base import own_texts

from . import page_reader
from .test_encodings import ASKED, TABLES
from .test_generated_tables import files

EXAMPLES = int(os.environ.get("GENERATED_TABLES", "60")) // 2
ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests" / "vectors" / "owndata_tables.json").read_text("utf-8"))
FAULTY = sorted((ROOT / "tests" / "fixtures" / "tables").glob("*.csv"))
LEFT_OUT = {"percent-formats"}  # of spreadsheets that the page refuses: .xls, .xlsb and .ods


@pytest.fixture(scope="module")
def page(javascript):
    return page_reader.page(javascript)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(scope="module")
def by_python(folder):
    """Return what Python reads in a file. Several tests ask for the same."""
    return functools.cache(lambda path: page_reader.python(path.read_bytes(), path.name, {}, folder))


def grouped(faults):
    found = {}
    for fault in faults:
        found.setdefault((fault["severity"], fault["kind"]), []).append(fault["row"])
    return [[*kind, rows] for kind, rows in found.items()]


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
@pytest.mark.parametrize("reader", ["python", "page"])
def test_a_table_of_an_office_is_read_as_a_person_reads_it(reader, case, page, by_python):
    path = ROOT / "tests" / "owndata" / "files" / case["file"]
    found = page(path.read_bytes(), path.name) if reader == "page" else by_python(path)
    assert found["form"] == case["form"]
    assert found["understood"] == case["understood"]
    assert [found["table"]["names"], *found["table"]["rows"]] == case["cells"]
    assert grouped(found["faults"]) == case["faults"]
    assert found["copy"].splitlines() == case["copy"]


@pytest.mark.parametrize("path", FAULTY, ids=[path.stem for path in FAULTY])
def test_the_page_says_what_python_says(path, page, by_python):
    mine, other = by_python(path), page(path.read_bytes(), path.name)
    assert ("refused" in mine) == ("refused" in other)
    assert page_reader.differences(mine, other) == []


CORRECTIONS = [
    ("quartiers.csv", {"year": 2023}),
    ("quartiers.csv", {"decimal": "."}),
    ("quartiers.csv", {"columns": {"Emplois": "skip", "Quartier": "group"}}),
    ("budget-cp1252.csv", {"encoding": "cp1252"}),
    ("cities-and-years.csv", {"columns": {"City": "group"}}),
    ("two-headings.csv", {"year": 2020, "decimal": ","}),
    ("long.csv", {"columns": {"unit": "group"}}),
    ("long.csv", {"columns": {"place": "skip", "sex": "place"}}),
    ("long.csv", {"columns": {"year": "figure", "value": "unit"}}),
    ("open-sdg.csv", {"decimal": ",", "columns": {"Sex": "skip"}}),
    ("two-columns-of-years.csv", {}),
    ("two-columns-of-years.csv", {"columns": {"jahr_num": "year"}}),
]


@pytest.mark.parametrize(("name", "said"), CORRECTIONS)
def test_a_correction_means_the_same_in_both(name, said, page, folder):
    data = (ROOT / "tests" / "owndata" / "files" / name).read_bytes()
    for_page = {**said, "encoding": "windows-1252"} if "encoding" in said else said
    mine, other = page_reader.python(data, name, said, folder), page(data, name, for_page)
    assert "refused" not in other
    assert page_reader.differences(mine, other) == []


def test_a_group_called_unit_does_not_take_the_place_of_the_unit(folder):
    """What a person says of a column does not hide a column of the figures."""
    data = (ROOT / "tests" / "owndata" / "files" / "long.csv").read_bytes()
    table = page_reader.python(data, "long.csv", {"columns": {"unit": "group"}}, folder)["table"]
    assert table["names"] == ["place", "indicator", "year", "value", "unit", "unit (column E)", "sex"]
    assert table["rows"][0] == ["Port Amani", "6.1.1", 2019, 61.5, "", "%", ""]


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_a_made_up_table_is_read_as_python_reads_it(page, folder, made):
    data, _, _ = made
    mine, other = page_reader.python(data, "", {}, folder), page(data)
    assert ("refused" in mine) == ("refused" in other)
    assert page_reader.differences(mine, other) == []


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b",,,\n,,\n", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"<table><tr><td>1</td></tr></table>", "web_page"),
        (b'{"a": 1}', "json"),
        (b"PAR1", "database"),
        (b"place,year,value\nA\0,2019,1\n", "zero_bytes"),
        (b"\xff\xfe\0\0p\0\0\0", "encoding_rare"),
        ("place,year,value\nA,2019,1\n".encode("utf-16")[:-1], "cut_off"),
        ("名|年\n名|2019\n".encode("shift_jis"), "bars_in_doubt"),
        (b"place,year,value\n" + b"A,2019,1\n" * 6_667, "too_many_cells"),
        (b"x" * 5_000_001, "too_many_bytes"),
    ],
)
def test_what_is_no_table_here_is_refused_with_a_way_out(data, key, page):
    found = page(data)
    assert found["refused"] == key
    sentence = own_texts("table_check_method")["refusals"][key].format(**found["values"])
    assert sentence.endswith(".")
    assert len(sentence.split(". ")) > 1


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Район,Год,Население\nСеверный,2019,12\nЮжный,2019,15\n", "cp1251"),
        ("Район;Год;Население\nСеверный;2019;12\nЮжный;2019;15\n", "koi8-r"),
        ("Δήμος,έτος,Πληθυσμός\nΑθήνα,2019,12\nΒόλος,2019,15\n", "cp1253"),
        ("市区町村,年,人口\n札幌市,2019,12\n仙台市,2019,15\n", "shift_jis"),
        ("Quartier,année,logements\nHôpital,2019,12\nMusée,2019,15\n", "cp1252"),
    ],
)
def test_words_speak_for_their_encoding_in_both(text, encoding, page, folder):
    data = text.encode(encoding)
    mine, other = page_reader.python(data, "", {}, folder), page(data)
    assert page_reader.differences(mine, other) == []
    assert text.split("\n")[1].split(",")[0].split(";")[0] in {row[0] for row in other["table"]["rows"]}


WRITTEN = {
    **{encoding: [encoding] for encoding in (*TABLES, *ASKED)},
    "cp850": ["cp850", "latin-1", "cp1252", "utf-8-sig", "utf-16", "utf-32", "utf-32-le", "utf-32-be"],
    "utf-16-le": ["utf-16-le", "utf-16-be"],
    "gbk": ["gbk", "gb18030", "utf-16-le", "utf-8-sig"],
    "cp1251": ["cp1251", "utf-16-le", "utf-16-be", "utf-16"],
    "shift_jis": ["shift_jis", "euc_jp", "iso2022_jp", "utf-16-be"],
}
REFUSED = {"utf-32", "utf-32-le", "utf-32-be", "iso2022_jp"}


@pytest.mark.parametrize("letters", WRITTEN)
def test_every_encoding_is_read_as_python_reads_it_or_refused_with_a_way_out(letters, page, folder):
    """UTF-16 without a mark too; only what browsers do not know is refused."""
    for text in (each[letters] for each in (TABLES, ASKED) if letters in each):
        for encoding in WRITTEN[letters]:
            data = text.encode(encoding)
            mine, other = page_reader.python(data, "", {}, folder), page(data)
            if encoding in REFUSED:
                assert other == {"refused": "encoding_rare", "values": {}}
                continue
            assert "refused" not in other, encoding
            assert page_reader.differences(mine, other) == [], encoding
            if encoding.startswith("utf"):
                assert other["table"]["rows"][0][0] == text.splitlines()[1].split(",")[0]


def test_the_largest_table_is_checked(page):
    rows = [f"Ward {row % 20},6.{row},{2000 + row % 20},{row / 10},%" for row in range(3_999)]
    found = page("\n".join(["place,indicator,year,value,unit", *rows]).encode())
    assert found["form"] == "tidy"
    assert len(found["table"]["rows"]) == 3_999


def test_the_comparison_sees_each_difference(page, folder):
    data = (ROOT / "tests" / "owndata" / "files" / "long.csv").read_bytes()
    mine, other = page_reader.python(data, "long.csv", {}, folder), page(data, "long.csv")
    assert page_reader.differences(mine, other) == []
    for change in (
        {"copy": other["copy"].replace("61.5", "615")},
        {"faults": other["faults"][1:]},
        {"table": {**other["table"], "rows": other["table"]["rows"][1:]}},
        {"understood": "Understood: nothing."},
        {"changes": []},
        {"form": "wide"},
    ):
        assert len(page_reader.differences(mine, {**other, **change})) == 1


def test_every_check_is_made_and_called_the_same(javascript, page):
    assert page
    assert set(javascript("tableCheck.lacking()")) == LEFT_OUT
    titles = {kind: texts["title"] for kind, texts in own_texts("table_check_method")["kinds"].items()}
    assert titles == {kind: check.title for kind, check in CHECKS.items()}


def test_the_made_up_faults_are_of_many_kinds(by_python):
    """The tables that both read hold most kinds of faults, so that equal answers say something."""
    kinds = Counter()
    for path in [*FAULTY, *sorted((ROOT / "tests" / "owndata" / "files").iterdir())]:
        kinds.update({fault["kind"] for fault in by_python(path).get("faults", [])})
    of_excel = {"percent-formats", "hidden-sheet", "hidden-cells", "other-sheets", "merged-cells", "number-as-text"}
    assert set(CHECKS) - set(kinds) - of_excel - {"formula-without-value"} == set()
