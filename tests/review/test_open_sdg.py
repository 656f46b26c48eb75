"""The Open SDG folder beside what sdg-build made of it.

``golden/sdg-build.json`` is the output of the program sdg-build, which builds the data of Open SDG sites; the file says
which version read which folder. It was run outside this project, on the folder ``open-sdg`` of the model review.
"""

import csv
import io
import json

import pytest
import yaml

from localsdg.review.annex import open_sdg
from localsdg.review.example import model_review

from .renew import GOLDEN

BUILT = json.loads((GOLDEN / "sdg-build.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def files():
    return open_sdg(model_review())


def table(files, name):
    return list(csv.DictReader(io.StringIO(files[f"data/indicator_{name}.csv"])))


def fields(files, name):
    return yaml.safe_load(files[f"meta/{name}.md"].split("---\n")[1])


def test_every_file_was_read_and_no_other(files):
    assert {name for name in files if name.startswith("data/")} == {
        f"data/indicator_{name}.csv" for name in BUILT["data"]
    }
    assert {name for name in files if name.startswith("meta/")} == {f"meta/{name}.md" for name in BUILT["meta"]}


@pytest.mark.parametrize("name", BUILT["data"])
def test_rows_columns_and_the_headline_are_what_was_built(files, name):
    rows = table(files, name)
    head = files[f"data/indicator_{name}.csv"].splitlines()[0].split(",")
    assert head == BUILT["data"][name]["columns"]
    assert len(rows) == BUILT["data"][name]["rows"]
    whole = [row for row in rows if not any(row[each] for each in head[1:-1])]
    assert [int(row["Year"]) for row in whole] == [year for year, _ in BUILT["headline"][name]]
    values = [value for _, value in BUILT["headline"][name]]
    assert [float(row["Value"]) for row in whole] == pytest.approx(values, abs=1e-9)


def test_groups_are_those_that_were_found(files):
    found = {}
    for name in BUILT["data"]:
        for row in table(files, name):
            for head, word in list(row.items())[1:-1]:
                found.setdefault(head.lower(), set()).update({word} - {""})
    assert {head: sorted(words) for head, words in found.items()} == BUILT["groups"]


@pytest.mark.parametrize("name", BUILT["meta"])
def test_metadata_says_what_was_read(files, name):
    own = fields(files, name)
    goal = {key: BUILT["meta"][name][key] for key in ("goal_number", "target_number")}
    for key, value in BUILT["meta"][name].items():
        if key not in goal:
            assert own.get(key) == value, key
    target = name.replace("-", ".").rpartition(".")[0]
    assert goal == {"goal_number": name.split("-")[0], "target_number": target}


def test_the_value_to_reach_is_no_measured_value(files):
    """15 % in 2030 was decided; the last measured year is 2025."""
    assert max(row["Year"] for row in table(files, "8-6-1")) == "2025"
    (options,) = fields(files, "8-6-1")["progress_calculation_options"]
    assert options == {"direction": "negative", "base_year": 2015, "target": 15, "target_year": 2030}


def test_an_indicator_with_a_target_alone_has_no_data(made):
    records = {"name": "Taps", "unit": "%", "targets": "6.1", "target/value": "80", "target/year": "2030"}
    found = open_sdg(made({f"indicator/taps/{name}": value for name, value in records.items()}))
    assert found["data/indicator_6-1-taps.csv"].splitlines() == ["Year,Value"]
    own = fields(found, "6-1-taps")
    assert own["reporting_status"] == "notstarted"
    assert own["comments_limitations"] == "It was chosen locally, and has no official code."


def test_a_local_indicator_near_an_official_one_is_a_proxy(files):
    assert fields(files, "6-1-1")["proxy"] == "proxy"
    assert "It is close to 6.1.1, but counts something else." in fields(files, "6-1-1")["comments_limitations"]
    assert "proxy" not in fields(files, "8-6-1")
