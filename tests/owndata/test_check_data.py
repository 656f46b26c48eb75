import math

import pandas as pd
import pytest

from localsdg.owndata import DataFileError, check_data, diagnose, repair

FILE = b"A\xf1o;Sexo;Valor\n2015;Total;12,5 %\n2015; Male;13,5 %\n2016;Total;13,0%\n"
TABLE = pd.DataFrame(
    {
        "place": "Port Amani",  # fictional
        "indicator": "6.1.1",
        "year": [2015, 2016, 2017],
        "value": [40.0, 42.5, 45.1],
        "unit": "% of homes",
    }
)


def test_a_file_from_a_spreadsheet_in_spanish():
    report = check_data(FILE)
    assert report.source_form == "Open SDG"
    assert report.table["value"].tolist() == [12.5, 13.5, 13.0]
    assert report.repaired().to_dict("list") == {
        "Year": ["2015", "2015", "2016"],
        "Sexo": ["", "Male", ""],
        "Units": ["%", "%", "%"],
        "Value": ["12.5", "13.5", "13.0"],
    }


@pytest.mark.parametrize("given", [None, 2019, ["table.csv"]])
def test_what_is_no_file_is_refused_by_its_kind(given):
    with pytest.raises(TypeError, match=f"kind {type(given).__name__}: give the path"):
        check_data(given)


def test_an_address_on_the_web_is_not_fetched():
    with pytest.raises(DataFileError, match="Save the file on this computer"):
        check_data("https://example.org/table.csv")


def test_what_is_no_table_is_refused_by_its_kind():
    with pytest.raises(TypeError, match="table is a NoneType: give a table"):
        diagnose(None)
    with pytest.raises(TypeError, match="faults is a str: give a table"):
        repair(TABLE, "all")


def test_infinity_in_a_loaded_table_is_a_fault():
    faults = diagnose(TABLE.assign(value=[math.inf, *TABLE["value"][1:]]))
    assert faults[["kind", "row", "found"]].to_numpy().tolist() == [["text-in-number", 2, "inf"]]
