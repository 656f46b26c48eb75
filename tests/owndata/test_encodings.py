"""Letters that are not UTF-8: read where their words make sense in one encoding alone, else asked with samples."""

import pytest

from localsdg.owndata import DataFileError, check_data

TABLES = {
    "cp1251": "Район,Население 2023\nСеверный,1200\nЮжный,1300\nЗаречный,900\n",
    "koi8-r": "Округа,Население 2023\nСеверный,1200\nЮжный,1300\nЗаречный,900\n",
    "cp1256": "الاسم,السكان 2023\nالشمال,1200\nالجنوب,1300\nالوسط,900\n",
    "cp1253": "Δήμος,Πληθυσμός 2023\nΑθήνα,1200\nΠάτρα,1300\n",
    "shift_jis": "区,人口 2023\n中央区,1200\n北区,1300\n港区,900\n",
    "gbk": "区,人口 2023\n朝阳区,1200\n海淀区,1300\n东城区,900\n",
    "big5": "區,人口 2023\n中正區,1200\n大安區,1300\n信義區,900\n",
    "euc-kr": "구,인구 2023\n종로구,1200\n중구,1300\n용산구,900\n",
    "cp850": "Quartier,Population 2023\nFrançois,1200\nÉvêché,1300\nSt-Rémy,900\n",
    "utf-16-le": "Район,Население 2023\nСеверный,1200\nЮжный,1300\n",
    "utf-16-be": "區,人口 2023\n中正區,1200\n大安區,1300\n",
}
ASKED = {
    "cp1250": "Obszar,Ludność 2023\nŚródmieście,1200\nŁódź Górna,1300\nŻoliborz,5\n",
    "cp1254": "Ilçe,Nüfus 2023\nŞişli,1200\nBeyoğlu,1300\nÜsküdar,900\n",
    "shift_jis": "名,人 2023\n中央,1200\n北,1300\n",
}


def places(text):
    return [line.split(",")[0] for line in text.splitlines()[1:]]


@pytest.mark.parametrize("encoding", TABLES)
def test_a_short_table_is_read_in_the_encoding_in_which_its_words_make_sense(encoding):
    data = TABLES[encoding].encode(encoding)
    report = check_data(data)
    assert report.table["place"].tolist() == places(TABLES[encoding])
    assert report.table["value"].tolist() == [float(line.split(",")[1]) for line in TABLES[encoding].splitlines()[1:]]
    if not encoding.startswith("utf"):
        (fault,) = report.faults[report.faults["kind"] == "encoding"].to_dict("records")
        assert (fault["severity"], fault["safe"]) == ("warning", False)
        assert "probably" in fault["found"]


@pytest.mark.parametrize("encoding", ASKED)
def test_where_that_is_not_clear_it_is_asked_with_a_sample_for_each_and_an_answer_is_taken(encoding):
    text = ASKED[encoding]
    report = check_data(text.encode(encoding))
    (fault,) = report.faults[report.faults["kind"] == "encoding"].to_dict("records")
    assert f"{encoding} (" in fault["repair"]
    first = next(cell for line in text.splitlines() for cell in line.split(",") if not cell.isascii())
    assert first in fault["repair"]
    assert check_data(text.encode(encoding), encoding=encoding).table["place"].tolist() == places(text)


@pytest.mark.parametrize("encoding", [*TABLES, *ASKED])
def test_nothing_is_repaired_in_words_that_may_be_others(encoding, tmp_path):
    text = {**ASKED, **TABLES}[encoding].replace("\n", " \n", 1)
    report = check_data(text.replace(",1", " ,1").encode(encoding))
    if encoding.startswith("utf"):
        return
    copy = tmp_path / "copy.csv"
    report.write_repaired(copy)
    assert copy.read_bytes().decode(encoding).splitlines()[1:] == text.replace(",1", " ,1").splitlines()[1:]


def test_zero_bytes_in_a_damaged_file_are_no_encoding():
    with pytest.raises(DataFileError, match="bytes with the value zero"):
        check_data(b"Year,Value\n2015,\x003\n2016,4\n")
    with pytest.raises(DataFileError, match="bytes with the value zero"):
        check_data(b"Year,Value\n2015,3\x00\x00\x00\x00\n2016,4\n")
