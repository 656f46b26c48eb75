from localsdg.implementation.baseline import check_data

FILE = b"A\xf1o;Sexo;Valor\n2015;Total;12,5 %\n2015; Male;13,5 %\n2016;Total;13,0%\n"


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
