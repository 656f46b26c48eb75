"""However a file ends its lines, each row that was written is read, whether by blocks or line by line.

A UTF-16 file is always read line by line, a plain UTF-8 file with commas by blocks: the same text in both must give the
same table.
"""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localsdg.owndata import DataFileError, check_data

ENDS = ["\n", "\r\n", "\r"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
SIGNS = "aé市\u0085\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x1f\u00a0\ufeff \"'\r\n;|"
NAMES = st.text(st.sampled_from(SIGNS), max_size=6).map(lambda text: f"P{text}P")


def cell(text):
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\r\n') else text


def write(rows, ends, last_end):
    """Write each row with its own line end; the last one perhaps without."""
    text = "".join(",".join(map(cell, row)) + end for row, end in zip(rows, ends, strict=True))
    return text if last_end else text.removesuffix(ends[-1])


def as_name(text):
    plain = text.replace("\u200b", "").replace("\ufeff", "")
    return unicodedata.normalize("NFC", " ".join(plain.split()))


@settings(max_examples=60)
@given(st.data())
def test_each_row_that_was_written_is_read_in_every_way(data):
    figures = data.draw(st.lists(st.tuples(NAMES, st.integers(1, 999)), min_size=1, max_size=8))
    rows = [["place", "indicator", "year", "value", "unit"]]
    rows += [[name, "6.1.1", str(2001 + n), f"{value}.5", "litres"] for n, (name, value) in enumerate(figures)]
    one = data.draw(st.sampled_from(ENDS))
    mixed = data.draw(st.booleans())
    ends = [data.draw(st.sampled_from(ENDS)) if mixed else one for _ in rows]
    # CR and LF of two rows in turn are one line end.
    ends = ["\r\n" if end == "\r" and later == "\n" else end for end, later in zip(ends, [*ends[1:], ""], strict=True)]
    text = write(rows, ends, data.draw(st.booleans()))
    tables = []
    for encoding in ["utf-8", "utf-16", data.draw(st.sampled_from(ENCODINGS))]:
        report = check_data(text.encode(encoding))
        table = report.table
        assert table["value"].tolist() == [value + 0.5 for _, value in figures]
        assert table["year"].tolist() == [2001 + n for n in range(len(figures))]
        assert table["place"].tolist() == [as_name(name) for name, _ in figures]
        assert len(report.repaired()) == len(figures)
        tables.append(table)
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("tail", ["", "END", "ENDEND", "END,END", "END  END"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_short_table_keeps_its_rows_however_it_ends(end, tail, encoding):
    text = f"Year,Value{end}2018,1{end}2019,2{tail}".replace("END", end)
    report = check_data(text.encode(encoding))
    assert report.table[["year", "value"]].to_numpy().tolist() == [[2018, 1], [2019, 2]]
    assert "no-rows" not in set(report.faults["kind"])


def test_an_old_macintosh_file_has_its_row():
    report = check_data(b"Year,Value\r2018,1\r")
    assert report.table["value"].tolist() == [1]
    assert report.faults.empty


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("rows", [2, 60_000])
def test_bytes_of_zero_are_refused_wherever_they_stand(encoding, rows):
    text = "Year,Value\n" + "2018,1\n" * rows + "2019,\x002\n"
    with pytest.raises(DataFileError, match="bytes with the value zero"):
        check_data(text.encode(encoding))


@pytest.mark.parametrize(
    "damaged",
    ["Year,Value\n2018,1\n".encode("utf-16") + b"\x00", b"\xef\xbb\xbfYear,Value\n2018,1\n\xe9t\xe9,2\n"],
)
def test_a_file_whose_mark_is_not_true_is_refused_in_words(damaged):
    with pytest.raises(DataFileError, match="begins as UTF-"):
        check_data(damaged)


def test_a_note_of_several_lines_is_one_cell():
    note = '"Survey,\nof households, second edition,\nby the city, the region, and the state"'
    report = check_data(f"Year,Value,Note\n2018,1,{note}\n2019,2,\n".encode())
    assert report.table["value"].tolist() == [1, 2]
