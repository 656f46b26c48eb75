"""The documents: what Word, a browser, a calendar and a spreadsheet find in them."""

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import docx
import icalendar
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from localsdg.review import ReviewError, make_review, write_review
from localsdg.review.documents import page
from localsdg.review.export import calendar_text
from localsdg.review.lines import _ticks
from localsdg.review.word import word
from localsdg.workbook import Field, Workbook

from .conftest import TIME, TODAY


@pytest.fixture(scope="module")
def document(amani):
    return docx.Document(io.BytesIO(word(amani)))


def headings(document, level):
    return [each.text for each in document.paragraphs if each.style.name == f"Heading {level}"]


def test_the_chapters_are_headings_in_their_order(document, amani):
    titles = [f"{each['number']}. {each['title']}" for each in amani["chapters"]]
    assert headings(document, 1) == [*titles, "Annex", "Limits of this review", "Honesty check of this draft"]
    assert document.paragraphs[0].style.name == "Title"
    assert document.paragraphs[0].text == "Voluntary Local Review of Port Amani (fictional)"
    assert "11.2.1 People near a bus stop or the ferry" in headings(document, 2)


def test_the_header_names_the_municipality_and_that_it_is_fictional(document):
    head = document.sections[0].header.paragraphs[0].text
    assert head.startswith("Port Amani (fictional)") and "FICTIONAL" in head
    assert document.core_properties.title == "Voluntary Local Review of Port Amani (fictional)"
    assert document.core_properties.language == "en"


def captions_of(document, kind):
    texts = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    return [text for text in texts if text.startswith(kind)]


def fields(part):
    return [each.text.strip() for each in part.iter(qn("w:instrText"))]


def test_there_is_a_table_of_contents_and_pages_are_numbered(document):
    (contents,) = [each for each in fields(document.element) if each.startswith("TOC")]
    assert contents == 'TOC \\o "1-2" \\h \\z \\u'
    assert fields(document.sections[0].footer._element) == ["PAGE", "NUMPAGES"]
    marks = [each.get(qn("w:fldCharType")) for each in document.element.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("separate") == marks.count("end")


def test_each_table_has_a_caption_before_it_a_repeated_head_and_a_description(document):
    captions = captions_of(document, "Table")
    assert len(captions) == len(document.tables) > 30
    assert captions[:2] == ["Table 1. Who approved this review", "Table 2. The municipality"]
    assert [int(re.match(r"Table (\d+)\.", each)[1]) for each in captions] == list(range(1, len(captions) + 1))
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        before = table._tbl.getprevious()
        assert before.tag == qn("w:p") and before.pPr.pStyle.get(qn("w:val")) == "Caption"


def test_headings_follow_in_order_and_the_language_is_said(document):
    """No level is left out, as those who listen to a document move from heading to heading."""
    names = [each.style.name for each in document.paragraphs]
    levels = [
        0 if name == "Title" else int(name[-1]) for name in names if name == "Title" or name.startswith("Heading ")
    ]
    assert levels[0] == 0 and levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {document.core_properties.language} == {"en"}


def test_each_figure_is_a_chart_with_alternative_text_and_its_table(document, amani):
    """55.0 % in 2015 and 81.1 % in 2025 are the published values of Port Amani's 11.2.1; 80 % is its target."""
    frames = list(document.element.iter(qn("wp:docPr")))
    captions = captions_of(document, "Figure")
    assert len(frames) == len(captions) == 6
    message = "Four people in five live near a stop: the value to reach for 2030 was reached in 2025"
    assert captions[0] == f"Figure 1. {message}"
    assert frames[0].get("descr") == (
        "Line chart of People near a bus stop or the ferry with 11 values: 55.0\xa0% in 2015, 81.1\xa0% in 2025. "
        "The value to reach is 80\xa0% in 2030."
    )
    assert len({each.get("id") for each in frames}) == 6
    charts = [each for each in document.part.package.iter_parts() if "drawingml.chart+xml" in each.content_type]
    chart = ElementTree.fromstring(charts[0].blob)
    names = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    series, way = chart.findall(".//c:ser", names)
    assert [each.text for each in series.findall("c:xVal//c:v", names)] == [str(year) for year in range(2015, 2026)]
    assert round(float(series.findall("c:yVal//c:v", names)[-1].text), 1) == 81.1
    assert [each.text for each in way.findall("c:yVal//c:v", names)][1] == "80"
    assert chart.find(".//c:valAx[2]/c:scaling/c:min", names).get("val") == "0"


def test_a_chart_without_a_message_says_what_it_shows(made, row):
    rows = [row(value, year=year, indicator="Taps", unit="%") for year, value in (("2015", 40), ("2024", 55))]
    (chart,) = [each for each in made((), rows)["chapters"][5]["blocks"] if each["kind"] == "chart"]
    assert chart["caption"] == "Taps, 2015 to 2024"


@pytest.mark.parametrize(
    "low, high, ticks",
    [
        (0, 81, [0, 20, 40, 60, 80, 100]),
        (-7, 3, [-8, -6, -4, -2, 0, 2, 4]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 0.031, [0, 0.01, 0.02, 0.03, 0.04]),
    ],
)
def test_an_axis_has_round_numbers(low, high, ticks):
    assert _ticks(low, high) == ticks


def test_every_style_is_one_of_the_document(document):
    known = {each.style_id for each in document.styles}
    used = {each.get(qn("w:val")) for each in document.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known
    assert not [run for each in document.paragraphs for run in each.runs if run.font.size]


def test_what_is_missing_is_said_in_its_chapter(made):
    found = docx.Document(io.BytesIO(word(made())))
    missing = [each.text for each in found.paragraphs if each.style.name == "Missing"]
    assert sum(each.startswith("This chapter is still empty.") for each in missing) == 10
    assert "The boundary of the figures, in one sentence. Lesson 3.1." in missing


def test_each_score_of_an_action_names_its_evidence_or_that_there_is_none(made):
    records = {
        "criteria/c1/name": "people reached", "criteria/c1/unit": "people", "criteria/c2/name": "urgency",
        "action/first/name": "Bus lane", "action/first/scores/c1/value": "1.200,5",
        "action/first/scores/c1/evidence": "Survey 2025, page 4", "action/first/scores/c2/value": "7",
        "action/first/scores/gone/value": "3", "action/b/name": "Trees", "action/b/scores/c2/evidence": "A visit",
    }  # fmt: skip
    blocks = [block for chapter in made(records)["chapters"] for block in chapter["blocks"]]
    (table,) = [block for block in blocks if block.get("caption", "").startswith("The scores of the actions")]
    said = "people reached: 1.200,5 people (Survey 2025, page 4); urgency: 7 (no evidence named)"
    assert table["rows"] == [["Bus lane", said]]


def test_an_adopted_review_says_its_limits_and_has_no_honesty_check_in_it(made):
    records = {"action/a/name": "Bus lane"} | {
        f"approval/c/{name}": words
        for name, words in {"who": "Council", "what": "Voted", "when": "2026-02-02", "status": "adopted"}.items()
    }
    review = made(records)
    assert review["status"]["words"] == "Adopted by: Council. Date: 2026-02-02. What was adopted: Voted."
    found = docx.Document(io.BytesIO(word(review)))
    assert "Honesty check of this draft" not in headings(found, 1)
    limit = "The action “Bus lane” has no budget line."
    assert headings(found, 1)[-1] == "Limits of this review"
    assert [each.text for each in found.paragraphs][-1] == limit
    assert f'<li dir="auto">{limit}</li>' in page(review)


def test_the_parts_of_the_file_are_sound_xml(amani):
    with zipfile.ZipFile(io.BytesIO(word(amani))) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))


class Page(HTMLParser):
    """The elements of a page, with what is wrong in how they are nested."""

    VOID = frozenset({"meta", "img", "br", "link", "input", "hr"})

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.faults = [], [], []
        self.feed(text)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture(scope="module")
def html(amani, tmp_path_factory):
    (file,) = write_review(amani, tmp_path_factory.mktemp("page") / "review.html")
    return file.read_text("utf-8")


def test_the_page_is_whole_and_asks_nobody(html):
    page = Page(html)
    assert page.faults == []
    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert not page.all("script") and not page.all("link")
    assert not page.all("img") and len(page.all("svg")) == 6
    assert all(each["role"] == "img" and each["aria-label"].startswith("Line chart of ") for each in page.all("svg"))
    assert not re.search(r"https?://", html)
    assert len(page.all("h1")) == 1
    ids = [attrs["id"] for _, attrs in page.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {each["href"][1:] for each in page.all("a")} <= set(ids)
    assert all(each["scope"] in ("col", "row") for each in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))


def test_the_page_says_on_each_sheet_that_it_is_fictional(html):
    """The words stand in the margin of every printed page, each letter by its number, so that no name can end them."""
    numbers = re.search(r'@top-left {\s+content: "((?:\\[0-9a-f]{6})+)"', html)[1]
    words = "".join(chr(int(each, 16)) for each in numbers.split("\\")[1:])
    assert words.startswith("Port Amani (fictional) · FICTIONAL")
    assert f'class="running">{words}' in html


def test_each_figure_of_the_text_leads_to_its_row_of_the_annex(html, amani):
    page = Page(html)
    rows = {attrs["id"] for attrs in page.all("tr") if "id" in attrs}
    links = {attrs["href"][1:] for attrs in page.all("a") if attrs.get("class") == "figure"}
    assert links <= rows and len(links) >= 40


def test_the_calendar_has_the_steps_and_the_missing_figures(amani, tmp_path):
    (file,) = write_review(amani, tmp_path / "steps.ics")
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    events = {str(each["summary"]): each["dtstart"].dt.isoformat() for each in calendar.walk("VEVENT")}
    assert events["The council votes on the review"] == "2026-09-10"
    assert events["Missing figure: Share of waste water that is safely treated"] == "2027-06-30"
    assert len(events) == 10
    assert all("FICTIONAL" in str(each["description"]) for each in calendar.walk("VEVENT"))


def test_a_step_has_an_entry_only_with_a_day_that_a_calendar_knows(made):
    """The last day of all has none after it, at which its entry could end."""
    days = ["9999-12-31", "9999-12-30", "by 2027-05-31 at last", "2027-02-30", "٢٠٢٧-٠١-٠١, or 2027-01-02", "May"]
    review = made(
        {f"step/{at}/date": day for at, day in enumerate(days)} | {f"step/{at}/what": "Meet" for at in range(6)}
    )
    calendar = icalendar.Calendar.from_ical(calendar_text(review))
    found = [each["dtstart"].dt.isoformat() for each in calendar.walk("VEVENT")]
    assert found == ["9999-12-30", "2027-05-31", "2027-01-02"]


def test_a_folder_gets_all_files_and_nothing_is_overwritten(amani, tmp_path):
    folder = tmp_path / "review"
    files = write_review(amani, folder)
    assert all(each.is_file() for each in files)
    names = {each.relative_to(folder).as_posix() for each in files}
    assert {"review.docx", "review.html", "review.json", "annex.csv", "recompute.py", "next-steps.ics"} <= names
    assert "open-sdg/data/indicator_11-2-1.csv" in names
    (folder / "annex.csv").write_text("mine")
    with pytest.raises(FileExistsError, match="is there already"):
        write_review(amani, folder)
    assert (folder / "annex.csv").read_text() == "mine"
    write_review(amani, folder, replace=True)
    assert (folder / "annex.csv").read_text("utf-8-sig").startswith("figure,")


def test_another_ending_and_another_record_are_refused(amani, tmp_path):
    with pytest.raises(ValueError, match="should end with"):
        write_review(amani, tmp_path / "review.odt")
    with pytest.raises(ReviewError):
        write_review({}, tmp_path / "review.html")
    assert not list(tmp_path.iterdir())


def test_a_language_from_right_to_left_turns_page_and_document(made):
    """ar-XB is a language made up from English, with every word turned round."""
    review = made({"municipality/here/name": "Ours"}, language="ar-XB")
    assert '<html lang="ar-XB" dir="rtl">' in page(review)
    turned = docx.Document(io.BytesIO(word(review)))
    assert all(
        each._p.pPr.find(qn("w:bidi")) is not None
        for each in turned.paragraphs
        if each.text and each._p.pPr is not None
    )
    assert all(each._tbl.tblPr.find(qn("w:bidiVisual")) is not None for each in turned.tables)


def test_the_same_review_gives_the_same_files(amani):
    from localsdg.review.export import files_of

    one, other = files_of(amani), files_of(amani)
    assert {name for name in one if one[name] != other[name]} <= {"review.docx"}  # a zip holds the time
    texts = [docx.Document(io.BytesIO(each["review.docx"])).element.xml for each in (one, other)]
    assert texts[0] == texts[1]


ARABIC = {
    "municipality/here/name": "بلدية النور",
    "indicator/first/name": "نسبة المنازل",
    "indicator/first/unit": "µg/m³ of dust",
    "text/4.2/opening": "انخفضت النسبة بمقدار −5 نقاط إلى 44.5 % في عام 2020 (Census).",
    "text/4.2/what went well": "The share of نسبة المنازل, 12 % in 2024, is 30 µg/m³.",
}


@pytest.fixture(scope="module")
def arabic():
    """The review of a town whose names are Arabic, written in English."""
    fields = {("records", *name.split("/", 2)): Field(text, TIME) for name, text in ARABIC.items()}
    rows = [{"indicator": "first", "year": year, "value": value} for year, value in (("2015", "40"), ("2024", "43"))]
    return make_review(Workbook(fields, figures=rows), today=TODAY)


def test_a_text_runs_as_most_of_its_letters_do_and_no_line_ends_before_a_unit(arabic):
    document = docx.Document(io.BytesIO(word(arabic)))
    turned = [each for each in document.paragraphs if each._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]
    opening = "انخفضت النسبة بمقدار \u200e−5 نقاط إلى 44.5\xa0% في عام 2020 (Census)."
    (own,) = [each for each in turned if each.text == f"Opening: {opening}"]
    assert all(run._r.rPr.find(qn("w:rtl")) is not None for run in own.runs)
    other = "The share of نسبة المنازل\u200e, 12\xa0% in 2024, is 30\xa0µg/m³."
    (mixed,) = [each for each in document.paragraphs if each.text == f"What went well: {other}"]
    assert mixed._p not in [each._p for each in turned]
    soup = BeautifulSoup(page(arabic), "html.parser")
    assert [each["dir"] for each in soup.find_all("p") if opening in each.text] == ["rtl"]
    assert [each["dir"] for each in soup.find_all("p") if other in each.text] == ["ltr"]
    assert soup.html["dir"] == "ltr"
    assert soup.figcaption.strong.text == "Figure 1. نسبة المنازل\u200e, 2015 to 2024"
    assert "Figure 1. نسبة المنازل\u200e, 2015 to 2024" in [each.text for each in document.paragraphs]
    # “نسبة المنازل” is the first word of the sentence, which is English all the same.
    (finding,) = [each for each in soup.find_all("li") if "has a short series" in each.text]
    assert finding["dir"] == "ltr" and finding.text.startswith("“نسبة المنازل\u200e”")
    # The record keeps what was typed.
    assert ARABIC["text/4.2/opening"] in json.dumps(arabic, ensure_ascii=False)


def test_no_line_of_a_document_ends_between_a_number_and_its_percent_sign(amani, document):
    shown = [BeautifulSoup(page(amani), "html.parser").body.get_text()]
    shown += [each.text or "" for each in document.element.iter(qn("w:t"))]
    assert not [text for text in shown if re.search(r"\d %", text)]
    assert any("\xa0%" in text for text in shown)


def test_nothing_that_a_reader_listens_to_is_empty_in_a_town_without_most_of_it(arabic):
    """As a checker of accessibility asks it of a Word file."""
    found = docx.Document(io.BytesIO(word(arabic)))
    names = [each.style.name for each in found.paragraphs]
    levels = [0 if name == "Title" else int(name[-1]) for name in names if re.fullmatch(r"Title|Heading \d", name)]
    assert levels.count(0) == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.text.strip() for each in found.paragraphs if each.style.name.startswith(("Title", "Heading")))
    for table in found.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text.strip() for cell in table.rows[0].cells)
        assert len({len(row._tr.findall(qn("w:tc"))) for row in table.rows}) == 1
    assert all(each.get("descr") for each in found.element.iter(qn("wp:docPr")))
    assert found.core_properties.title and found.core_properties.language == "en"
