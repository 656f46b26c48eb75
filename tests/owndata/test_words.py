"""What the checks say comes from a catalogue, which the page has too: in another language no English is left."""

import re
from pathlib import Path

import pytest

from localsdg.core.catalogue import LONG, texts
from localsdg.owndata import DataFileError, check_data
from localsdg.owndata.faults import CHECKS
from localsdg.owndata.report import details, heading
from localsdg.owndata.said import ROLES

from . import page_reader

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    each
    for folder in ("tests/fixtures/tables", "tests/owndata/files")
    for each in (ROOT / folder).iterdir()
    if each.suffix != ".yml"
)
SOURCES = sorted((ROOT / "src/localsdg/owndata").glob("*.py"))
PAGE = sorted((ROOT / "src/localsdg/widgets/table_check").glob("*.js"))
MORE = {  # what the files do not have
    "titles above flags.csv": "Title 2019\n\nDistrict,2019,flag,2020,flag\nNorth,1,a,2,b\nSouth,3,,4,c\n",
    "indicator_1-9-9.csv": "Year,Sex,Value\n2015,,10\n2015,Total,12\n2016,F,4\n2016,M,5\n",
    "asked.csv": "Obszar,Ludność 2023\nŚródmieście,1200\nŁódź Górna,1300\nŻoliborz,5\n",
    "times.csv": "Year,Value\n2015/16,1\n2016/17,2\n2017/18,3\n",
    "quarters.csv": "Year,Value\n2015Q1,1\n2015Q2,2\n2015Q3,3\n",
    "groups.csv": "City,2019,2021,2024,2025\nA,5,6,7,8\nB,5,6,7,9\n",
}
# Names that stand for themselves: of columns, encodings and accounts of numbers.
KEPT = set(
    re.findall(
        r"\w+",
        "Year Value Units GeoCode place indicator year value unit Windows Latin UTF CP EUC SHIFT JIS cp koi shift jis "
        "gb big euc kr Column column CRLF LF CR None xa",
    )
)


WORD = r"(?<!\w)[A-Za-z]{2,}(?!\w)"
SAMPLE = r"(?<=\): )[^;.]+"  # of the words of a file in an encoding


@pytest.fixture
def made_up(monkeypatch):
    monkeypatch.setenv("LOCALSDG_LANGUAGE", LONG)


def spoken(report):
    yield report.understood
    for fault in report.faults.to_dict("records"):
        yield CHECKS[fault["kind"]].title
        yield from (fault["found"], fault["expected"], fault["repair"])
    yield report.title()
    yield from (report.summary(), report.looked_at())
    for severity, kind, column, faults in report.groups():
        first = faults.iloc[0]
        yield heading(severity, kind, column, faults).replace(f"[{kind}]", "")
        yield from details(faults)
        assert severity.upper() not in heading(severity, kind, column, faults)
        assert first["found"] in details(faults)[0]
    yield from re.findall(r'<th scope="col">(.*?)</th>', report._repr_html_())


def words_of(report, path):
    """Return the words that the table itself has, which stay as they are."""
    raw = report._material.raw
    own = [path.stem, path.name, raw.name, raw.sheet, raw.program]
    own += list(report.faults["found"].where(report.faults["kind"].eq("row-above")))
    own += [*raw.layout.names, *(cell for record in [*raw.above, *raw.unread.values()] for cell in record)]
    own += [fact.found for fact in raw.facts] + [fact.detail for fact in raw.facts if fact.kind == "other-sheets"]
    own += [str(word) for column in raw.columns for word in column.words]
    return set(re.findall(WORD, " ".join(map(str, own))))


def test_no_english_is_left_in_what_the_checks_say(made_up, tmp_path):
    for name, text in MORE.items():
        (tmp_path / name).write_bytes(text.encode("cp1250" if name == "asked.csv" else "utf-8"))
    said, kinds = 0, set()
    for path in [*FILES, *(tmp_path / name for name in MORE)]:
        try:
            report = check_data(path)
        except DataFileError:
            continue
        own = words_of(report, path) | KEPT
        for sentence in spoken(report):
            left = [word for word in re.findall(WORD, re.sub(SAMPLE, "", sentence)) if word not in own]
            assert left == [], (path.name, sentence)
            said += 1
        kinds |= set(report.faults["kind"])
    assert said > 500
    assert len(kinds) > 0.9 * len(CHECKS)


REFUSED = [
    {"sheet": "1"},
    {"encoding": "xx"},
    {"encoding": "ascii"},
    {"year": 1},
    {"decimal": ";"},
    {"columns": "1"},
    {"columns": "1=2"},
    {"columns": "1=place"},
    {"columns": ["2019=year", "2020=year"]},
]


def test_no_english_is_left_in_why_a_file_is_refused(made_up, tmp_path):
    table = tmp_path / "1.csv"
    table.write_text("Obszar,2019,2020\nŚródmieście,1,2\n", "utf-8")
    given = [*((table, each) for each in REFUSED), *((each, {}) for each in (tmp_path, tmp_path / "2.csv", *FILES))]
    said = set()
    for path, arguments in given:
        try:
            check_data(path, **arguments)
        except DataFileError as error:
            said.add(str(error).replace(str(path), "").replace(path.name, ""))
    assert len(said) > 15
    own = {"xx", "ascii", "Obszar", *ROLES}
    assert [text for text in said if set(re.findall(WORD, text)) - own] == []


def test_every_refusal_is_in_the_catalogue_and_is_used():
    used = re.findall(r"refused\(\s*\"(\w+)\"", " ".join(each.read_text("utf-8") for each in SOURCES))
    kinds = re.findall(r"(?:: |return )\"(\w+)\"", (ROOT / "src/localsdg/owndata/source.py").read_text("utf-8"))
    used += [*kinds, "zip_several", "zip_without"]
    assert set(used) - {"xlsx", "xlsb", "ods", "text"} == set(texts("owndata_report")["refusals"])
    page = " ".join(each.read_text("utf-8") for each in PAGE)
    used = re.findall(r"Refusal\(\"(\w+)\"|refused: \"(\w+)\"|(?:  \[|return |\? )\"(\w+)\"[,;: ]", page)
    assert set(texts("owndata")["refusals"]) - {key for each in used for key in each} == set()


def test_the_page_says_the_same_in_another_language(javascript, monkeypatch, tmp_path):
    try:
        with monkeypatch.context() as patched:
            patched.setenv("LOCALSDG_LANGUAGE", LONG)
            page = page_reader.page(javascript)
            for name in ("budget-cp1252.csv", "quartiers.csv", "wide-flags.tsv"):
                data = (ROOT / "tests/owndata/files" / name).read_bytes()
                mine, other = page_reader.python(data, name, {}, tmp_path), page(data, name)
                assert mine["understood"].startswith("[Û")
                assert page_reader.differences(mine, other) == []
    finally:
        page_reader.page(javascript)  # the texts of the course again


def test_every_key_that_a_check_asks_for_is_in_the_catalogue():
    catalogue = texts("owndata")
    assert set(catalogue["kinds"]) == set(CHECKS)
    used = set()
    for path in sorted((ROOT / "src/localsdg/owndata/checks").glob("*.py")):
        used |= set(re.findall(r"\bt\(\s*\"([a-z_]+)\"", path.read_text("utf-8")))
    known = {*catalogue["common"], *(key for each in catalogue["kinds"].values() for key in each)}
    assert used - known == set()
    assert len(used) > 60
