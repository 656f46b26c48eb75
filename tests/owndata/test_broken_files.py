"""Broken files, each named for its fault, and their sound twins: each gets its message, and no figure is read wrong."""

import functools
import math
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.owndata import DataFileError, check_data

FOLDER = Path(__file__).parents[1] / "fixtures" / "tables"
EXPECTED = yaml.safe_load((FOLDER / "expected.yml").read_text("utf-8"))
TABLES = {name: expected for name, expected in EXPECTED.items() if "says" not in expected}
UNREADABLE = {name: expected for name, expected in EXPECTED.items() if "says" in expected}


@functools.cache
def report_of(name):
    return check_data(FOLDER / name)


def test_the_corpus_is_whole():
    assert {path.name for path in FOLDER.iterdir()} == {*EXPECTED, "expected.yml"}
    assert sum(not name.startswith("sound") for name in EXPECTED) >= 60


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gets_its_faults(name):
    expected = TABLES[name]
    report = report_of(name)
    kinds, wanted = set(report.faults["kind"]), set(expected["kinds"])
    assert kinds & wanted if expected.get("any_of") else kinds == wanted
    if "rows" in expected:
        first = next(kind for kind in expected["kinds"] if kind in kinds)
        assert report.faults.loc[report.faults["kind"] == first, "row"].tolist() == expected["rows"]
    for text in report.faults[["found", "expected", "repair"]].to_numpy().ravel():
        assert isinstance(text, str)
        assert text.strip()


@pytest.mark.parametrize("name", [name for name, expected in TABLES.items() if "values" in expected])
def test_no_figure_is_read_wrong(name):
    report = report_of(name)
    assert [None if math.isnan(value) else value for value in report.table["value"]] == TABLES[name]["values"]
    if "places" in TABLES[name]:
        assert sorted(set(report.table["place"])) == TABLES[name]["places"]


def figures_of(report):
    """Return each figure once, with its place, indicator, year and unit; a missing one is an empty text."""
    table = report.table[["place", "indicator", "year", "value", "unit"]].astype(object)
    return set(table.where(table.notna(), "").itertuples(index=False, name=None))


@pytest.mark.parametrize("name", TABLES)
def test_a_repaired_copy_has_the_same_figures_and_only_faults_that_a_person_must_decide(name, tmp_path):
    before = (FOLDER / name).read_bytes()
    report = report_of(name)
    copy = tmp_path / "copy.csv"
    report.write_repaired(copy)
    assert (FOLDER / name).read_bytes() == before
    again = check_data(copy)
    assert figures_of(again) == figures_of(report)
    assert not again.faults["safe"].any()
    assert set(again.faults["kind"]) <= set(report.faults["kind"])
    if "repaired" in TABLES[name]:
        assert report.repaired()["value"].tolist() == TABLES[name]["repaired"]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_table_gets_a_clear_message(name):
    with pytest.raises(DataFileError) as found:
        check_data(FOLDER / name)
    for words in UNREADABLE[name]["says"]:
        assert words in str(found.value)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_command_never_shows_a_traceback(name):
    found = CliRunner().invoke(app, ["check-data", str(FOLDER / name)])
    assert found.exit_code in (0, 1, 2)
    assert found.exception is None or isinstance(found.exception, SystemExit)
    assert "Traceback" not in found.output
    assert (found.exit_code == 2) == (name in UNREADABLE)
