import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from frictionless import validate

from localsdg import datasets
from localsdg.content import content_root

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["atlas-urban-expansion", "los-angeles", "port-amani", "sdg-codes"]


def test_the_data_sets_are_here():
    assert datasets.names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_frictionless_accepts_the_description_and_every_row(name):
    report = validate(str(content_root() / "assets" / "data" / name / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(datasets.load(name).tables)


@pytest.mark.parametrize("name", NAMES)
def test_provenance_is_complete(name):
    data = datasets.load(name)
    for text in (data.title, data.source, data.licence, data.source_line):
        assert len(text) > 10
    assert data.package["checks"]
    assert data.package["traps"]
    assert data.source in datasets.describe(name)
    assert name in repr(data)


def test_atlas_totals():
    data = datasets.load("atlas-urban-expansion")
    assert len(data.tables["places"]) == 60
    assert len(data.table) == 60 * 3 * 3
    assert not data.table.isna().any().any()
    accra = data.table.query("place == 'Accra' and indicator == 'built-up area'")
    assert accra["value"].tolist() == [10022.04, 32171.31, 61780.68]
    assert accra["year"].tolist() == [1991.0, 2000.0847, 2014.1616]


def test_los_angeles_modes_add_up_to_the_total():
    table = datasets.load("los-angeles").table.query("indicator == '3.6.1 local series'")
    totals = table[table["victim_mode"] == ""].set_index("year")["value"]
    assert totals.tolist() == [200, 201, 191, 183, 253, 245]
    modes = table[table["victim_mode"] != ""].groupby("year")["value"].sum()
    assert (modes == totals).all()


def test_every_target_of_port_amani_is_judged_and_labelled_fictional():
    data = datasets.load("port-amani")
    assert "fictional" in data.title
    competences = data.tables["competences"]
    assert len(competences) == 169
    assert set(competences["place_is"]) == {"fictional"}
    assert competences["target"].tolist() == datasets.load("sdg-codes").table["target"].tolist()


def test_a_typo_gets_a_suggestion():
    with pytest.raises(KeyError, match="Did you mean 'port-amani'"):
        datasets.load("port-armani")
    with pytest.raises(KeyError, match="There are: atlas-urban-expansion"):
        datasets.describe("rainfall")


def test_na_is_not_missing(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("place,value\nNA,1\n,\n", "utf-8")
    fields = [{"name": "place", "type": "string"}, {"name": "value", "type": "number"}]
    table = datasets._read(path, fields)
    assert table["place"].tolist() == ["NA", ""]
    assert table["value"].isna().tolist() == [False, True]


def test_the_data_are_in_the_wheel(tmp_path):
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    check = (
        "import localsdg, localsdg.datasets as d, localsdg.lessons as l; assert 'installed' in localsdg.__file__; "
        "print(len([d.load(name) for name in d.names()]), len(l.questions('3.2')))"
    )
    run = [sys.executable, "-c", check]
    environment = {"PYTHONPATH": str(tmp_path / "installed")}
    found = subprocess.run(run, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["4", "4"]
