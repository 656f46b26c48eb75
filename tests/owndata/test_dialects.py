"""A clean table, written in any dialect of CSV, gives the same figures."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.owndata import check_data, diagnose

FIGURES = st.lists(st.decimals(min_value="0.01", max_value=99999, places=2), min_size=4, max_size=12)


def write(figures, *, separator, decimal, thousands, mark, quoted):
    """Write the figures as a city would: places of one letter, years from 2001 on, two decimals."""
    rows = [["place", "indicator", "year", "value", "unit"]]
    for number, figure in enumerate(figures):
        text = f"{figure:,.2f}".translate(str.maketrans({",": thousands, ".": decimal}))
        rows.append(["Port Amani", "6.1.1", str(2001 + number), text, "litres"])
    file = io.StringIO()
    style = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(file, delimiter=separator, quoting=style, lineterminator="\n").writerows(rows)
    return (b"\xef\xbb\xbf" if mark else b"") + file.getvalue().encode("utf-8")


@given(
    FIGURES,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([(".", ""), (",", ""), (".", ","), (",", "."), (",", " "), (".", "'"), (",", "\u202f")]),
    st.booleans(),
    st.booleans(),
)
def test_every_dialect_gives_the_same_figures(figures, separator, signs, mark, quoted):
    decimal, thousands = signs
    data = write(figures, separator=separator, decimal=decimal, thousands=thousands, mark=mark, quoted=quoted)
    report = check_data(data)
    assert report.table["value"].tolist() == [float(figure) for figure in figures]
    assert report.table["year"].tolist() == [2001 + number for number in range(len(figures))]


@given(FIGURES)
def test_a_repaired_copy_is_the_plain_form(figures):
    data = write(figures, separator=";", decimal=",", thousands=".", mark=True, quoted=False)
    repaired = check_data(data).repaired()
    assert [float(text) for text in repaired["value"]] == [float(figure) for figure in figures]


@given(FIGURES)
def test_a_table_in_memory_gets_the_same_faults_as_its_file(figures):
    data = write(figures, separator=",", decimal=".", thousands="", mark=False, quoted=False)
    report = check_data(data)
    faults = diagnose(report.repaired())
    assert faults[["kind", "row"]].to_numpy().tolist() == report.faults[["kind", "row"]].to_numpy().tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_letters_survive_every_encoding(encoding):
    text = "place,indicator,year,value,unit\n" + "".join(f"Peñón,6.1.1,{2015 + n},{40 + n}.5,%\n" for n in range(4))
    report = check_data(text.encode(encoding))
    assert set(report.table["place"]) == {"Peñón"}
    assert report.table["value"].tolist() == [40.5, 41.5, 42.5, 43.5]
