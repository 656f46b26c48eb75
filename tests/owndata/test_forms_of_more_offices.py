"""Small rewritten tables, after forms in which offices of Asia, Africa and English-speaking countries publish them.

The page reads each as Python does.
"""

import pytest

from localsdg.owndata import check_data

from . import page_reader

TABLES = {
    "counts in each year, though called numbers": (
        "年度,schoolNum,clinicNum,pupils\n2011,26,97,6260\n2012,26,96,6132\n2013,25,96,6029\n2014,25,96,5874\n",
        "columns",
        ["4 rows", "3 indicators in columns (schoolNum, clinicNum, pupils)", "2011 to 2014"],
    ),
    "a code that is the same in each year": (
        "Year,State Code,Deaths\n2011,7,260\n2012,7,132\n2013,7,229\n",
        "columns",
        ["1 indicator in columns (Deaths)", "since their numbers name things: State Code"],
    ),
    "names before the codes beside them": (
        "District 2023 Code,District 2023 Name,Ward 2023 Code,Ward 2023 Name,Residents\n"
        "E06000001,Hart,E05013038,Abbey,7657\nE06000001,Hart,E05013039,Bruce,8087\n"
        "E06000002,Mere,E05013040,Abbey,6416\nE06000002,Mere,E05013041,Foggy,8176\n",
        "columns",
        ["3 places in column “Ward 2023 Name”", "split by District 2023 Code", "no year is said"],
    ),
    "names of areas beside kinds of areas": (
        "areacd,areanm,geography,indicator,period,observation,unit\n"
        "K02000001,United Kingdom,Country,Markets,2023-08-15,2.7,Count\n"
        "E92000001,England,Nation,Markets,2023-08-15,2.6,Count\n"
        "E12000001,North East,Region,Markets,2023-08-15,2.9,Count\n"
        "E12000002,North West,Region,Markets,2023-08-15,2.8,Count\n",
        "columns",
        ["4 places in column “areanm”", "1 indicator in rows", "2023"],
    ),
    "surfaces in a column called area": (
        "States,Population,Area,Density\nUttar,199812341,240928,829\nBihar,104099452,94163,1106\nDiu,243247,111,2191\n"
        "Goa,1458545,3702,394\n",
        "columns",
        ["4 places in column “States”", "3 indicators in columns (Population, Area, Density)"],
    ),
    "names of places without a heading beside their codes": (
        "T31,Arrivals,,,\nRegion/Country/Area,,Year,Series,Value\n4,Afghanistan,2010,Spending,147\n4,Afghanistan,2020,Spending,75\n"
        "8,Albania,2010,Spending,1778\n8,Albania,2020,Spending,1243\n",
        "Open SDG",
        ["2 places in column “Column B”", "2010 to 2020"],
    ),
    "a heading of which each row has the names of the columns": (
        "동별(1),동별(2),동별(3),2022,2022,2022\n동별(1),동별(2),동별(3),인구 (명),면적 (㎢),인구밀도 (명/㎢)\n"
        "합계,소계,소계,9667669,605.24,15973\n합계,종로구,소계,152211,23.91,6366\n합계,종로구,사직동,9355,1.23,7606\n"
        "합계,종로구,삼청동,2642,1.49,1773\n",
        "columns",
        ["2 places in column “동별(3)” and 소계 as the whole", "3 indicators in columns (인구 (명), 면적 (㎢)", "2022"],
    ),
    "a subtitle over the inside of a group": (
        "Births by sex,,,,,\n,,,By day of registration,,Persons; per thousand\nYear,,Births,,,Rate\n,,All,Men,Women,\n"
        "民國111年,2022,137413,71196,66217,5.9\n民國112年,2023,135571,70162,65409,5.8\n民國113年,2024,134856,69947,64909,5.7\n",
        "columns",
        ["4 indicators in columns (Births All, Births Men, Births Women, Rate)", "2022 to 2024"],
    ),
    "words above an empty row above years": (
        "TITRE,,Taux de chomage,,\nVENTILATION(S),,LIGNE(S),,Zone et milieu\n,,COLONNE(S),,Annees\n,,,,\n"
        "Zone geographique,Milieu,2015,2016,2017\nAgadir,Rural,4.3,3.9,3.6\nAgadir,Urbain,11.8,10.9,9.9\n"
        "Tiznit,Rural,5.3,4.9,4.6\nTiznit,Urbain,12.8,11.9,10.9\n",
        "wide",
        ["2 places in column “Zone geographique”", "split by Milieu", "2015 to 2017 in columns"],
    ),
    "years below the names of a budget": (
        "Ergebnishaushalt;;;;;\n;;;;;\nNr;Produktbereich;Ergebnis;Ansatz;Ansatz;Plan\n;;2022;2023;2024;2025\n"
        "11;Verwaltung;-4567,12;-4700,00;-4912,50;-5000,00\n21;Schulen;-2345,10;-2400,00;-2512,30;-2600,00\n"
        "25;Kultur;-745,55;-780,00;-790,25;-800,00\n;Summe;-7657,77;-7880,00;-8215,05;-8400,00\n",
        "columns",
        ["3 names in column “Produktbereich”", "3 indicators in columns (Ergebnis, Ansatz, Plan)", "name things: Nr"],
    ),
    "rising numbers of a budget left of its parts": (
        "Produktbereich,Bezeichnung,Ansatz 2023\n11,Verwaltung,4700\n21,Schulen,2400\n25,Kultur,780\n",
        "columns",
        ["3 names in column “Bezeichnung”", "1 indicator in columns (Ansatz)", "name things: Produktbereich"],
    ),
    "rising people left of their towns": (
        "Einwohner,Ort,Schulen 2023\n110,Nord,4\n210,Ost,2\n250,West,7\n",
        "columns",
        ["3 places in column “Ort”", "2 indicators in columns (Einwohner, Schulen)"],
    ),
    "years below groups of a budget, and an area without a year": (
        "Stadtteil;Hektar;Ergebnis;;Plan\n;;2022;2023;2024\nNord;450;120,5;121,5;122,5\nOst;380;99,5;98,5;97,5\n"
        "West;410;87,5;86,5;85,5\n",
        "columns",
        [
            "3 places in column “Stadtteil”",
            "3 indicators in columns (Hektar, Ergebnis, Plan)",
            "2022 to 2024 (some columns",
        ],
    ),
    "half-years": (
        "tahun,semester,nama_kecamatan,jumlah,satuan\n"
        + "".join(f"{2017 + n // 8},{n // 4 % 2 + 1},{'ABCD'[n % 4]}ndir,{500 + 37 * n},ORANG\n" for n in range(32)),
        "columns",
        ["4 places in column “nama_kecamatan”", "1 indicator in columns (jumlah)", "split by semester", "2017 to 2020"],
    ),
    "months in the calendar of Taiwan": (
        "資料年月,戶數,人口數\n105/01,90411,229139\n105/02,90402,228918\n106/01,90377,226784\n",
        "columns",
        ["2 indicators in columns (戶數, 人口數)", "2016 to 2017"],
    ),
    "years in the calendar of Taiwan": (
        "年別,戶數,人口數\n105年,90411,229139\n106年,90402,228918\n107年,90377,226784\n",
        "columns",
        ["2 indicators in columns (戶數, 人口數)", "2016 to 2018"],
    ),
    "months of six digits": (
        "기준년월,세대수,인구수\n202411,90411,229139\n202412,90402,228918\n202501,90377,226784\n",
        "columns",
        ["2 indicators in columns (세대수, 인구수)", "2024 to 2025"],
    ),
    "people that look like months of six digits": (
        "Town,People,Homes\nNorth,201611,90211\nSouth,201612,90315\nEast,201701,90377\n",
        "columns",
        ["3 places in column “Town”", "2 indicators in columns (People, Homes)", "no year is said"],
    ),
    "a rank beside a place that is there twice": (
        "Rank,Country,People\n1,India,1352\n2,Chad,326\n3,Congo,266\n4,Congo,210\n5,Fiji,196\n6,Iran,195\n",
        "columns",
        ["5 places in column “Country”", "1 indicator in columns (People)", "name things: Rank"],
    ),
    "variables of an office": (
        "年度,finIn,finOut,taxTot\n2011,45264,42812,16109\n2012,46668,43959,15751\n2013,49249,43724,16142\n",
        "columns",
        ["3 indicators in columns (finIn, finOut, taxTot)", "2011 to 2013"],
    ),
    "a table turned on its side, with the names of places above": (
        "Neighbourhood Name,West Humber,Mount Olive,Elms Park\nPopulation,33300,31345,9850\nAverage age,40.5,37.8,41\n"
        "Median income,30600,28000,32800\nUnemployment rate,14.3,17.7,16.6\n",
        "unknown",
        ["the headings West Humber, Mount Olive, Elms Park could name places or indicators"],
    ),
    "names of districts written together": (
        "time,XingE,WangH\n105/03,28614,51088\n105/06,28367,48233\n105/09,28889,48680\n",
        "unknown",
        ["the headings XingE, WangH could name places or indicators"],
    ),
    "quarters as programs name them": (
        "kode,nama,2017_1,2017_2,2017_3,2017_4\n101,Farms,1052.7,1133.0,1341.1,1062.5\n102,Mines,792.5,864.4,953.9,784.6\n"
        "103,Shops,398.6,325.1,359.7,183.1\n",
        "unknown",
        ["days, months or quarters stand beside each other as headings (2017_1, 2017_2, 2017_3, 2017_4)"],
    ),
}
DISTRICTS = {
    "gb18030": ("成都市", "自贡市", "攀枝花市", "泸州市", "德阳市", "甘孜州"),
    "euc-kr": ("종로구", "용산구", "성동구", "강릉시", "고성군", "삼척시"),
    "big5": ("臺南市", "高雄市", "新竹縣", "苗栗縣", "板橋區", "三重區"),
    "shift_jis": ("札幌市", "中央区", "豊平区", "奥多摩町", "檜原村", "愛川町"),
}


@pytest.fixture(scope="module")
def page(javascript):
    return page_reader.page(javascript)


@pytest.mark.parametrize("form", TABLES)
def test_the_form_of_an_office_is_understood(form, page, tmp_path):
    page_reader.assert_understood(*TABLES[form], page, tmp_path)


@pytest.mark.parametrize("encoding", DISTRICTS)
def test_endings_of_districts_tell_an_encoding_of_asia(encoding, page, tmp_path):
    names = DISTRICTS[encoding]
    data = "".join(["Name,ID,2016,2012\n", *(f"{name},{n},{n + 9.5},{n + 7.5}\n" for n, name in enumerate(names))])
    report = check_data(data.encode(encoding))
    assert report.table["place"].tolist() == [name for name in names for _ in range(2)]
    (fault,) = report.faults[report.faults["kind"] == "encoding"].to_dict("records")
    assert (fault["severity"], fault["safe"]) == ("warning", False)
    mine, other = page_reader.python(data.encode(encoding), "", {}, tmp_path), page(data.encode(encoding))
    assert page_reader.differences(mine, other) == []


def test_a_month_of_taiwan_keeps_its_words_and_gets_its_year():
    table = check_data("資料年月,人口數\n105/03,28614\n109/12,28367\n".encode()).table
    assert table[["year", "period", "value"]].to_numpy().tolist() == [[2016, "105/03", 28614], [2020, "109/12", 28367]]
