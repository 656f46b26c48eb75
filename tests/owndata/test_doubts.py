"""Where a table can be read in more than one sensible way, it is asked or said why, and no figure of it is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.owndata import DataFileError, check_data

from . import page_reader

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests" / "vectors" / "owndata_doubts.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def page(javascript):
    return page_reader.page(javascript)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_reading_in_doubt_is_asked_for_by_both_readers(case, page, tmp_path):
    data = "".join(f"{row}\n" for row in case["rows"]).encode()
    mine, other = page_reader.python(data, "", {}, tmp_path), page(data)
    assert page_reader.differences(mine, other) == []
    if case["understood"].startswith("Understood"):
        assert mine["understood"] == other["understood"] == case["understood"]
        return
    assert mine["table"]["rows"] == other["table"]["rows"] == []
    assert mine["copy"].splitlines() == case["rows"]
    for found in (mine, other):
        assert found["understood"].startswith(f"Not understood: {case['understood']}, so no figure was checked. ")
    if "said" in case:
        mine, other = page_reader.python(data, "", case["said"], tmp_path), page(data, "", case["said"])
        assert page_reader.differences(mine, other) == []
        assert mine["understood"] == other["understood"] == case["then"]


def test_headings_that_are_places_give_each_figure_its_place():
    table = check_data(b"Year,Northport,Eastwick\n2020,12,40\n2021,13,42\n", headings="places").table
    assert table[["place", "year", "value"]].to_numpy().tolist() == [
        ["Northport", 2020, 12],
        ["Eastwick", 2020, 40],
        ["Northport", 2021, 13],
        ["Eastwick", 2021, 42],
    ]
    with pytest.raises(DataFileError, match="headings is 'towns': say whether they name indicators or places"):
        check_data(b"Year,Northport\n2020,12\n", headings="towns")
